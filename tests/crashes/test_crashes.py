"""A desk killed at any call to the database or the disk loses nothing that it said, and leaves nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crashes.dying_desk import DEEDS, kill_at_every_point


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [6, pytest.param(250, marks=pytest.mark.slow)])
@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_said_is_lost_and_nothing_is_half_done_wherever_the_desk_dies(
    tmp_path: Path, deed: str, kills: int
) -> None:
    campaign = kill_at_every_point(tmp_path, deed, kills)
    assert campaign.kills == kills
    assert (campaign.lost, campaign.faults) == ((), ())
