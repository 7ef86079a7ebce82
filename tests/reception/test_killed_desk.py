"""An arrival that was confirmed is never lost, even when the desk is killed at that very moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reception.killed_desk import kill_again_and_again


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_no_confirmed_scan_is_lost_when_the_desk_is_killed(tmp_path: Path, kills: int) -> None:
    campaign = kill_again_and_again(tmp_path / "kill.uepit", kills)
    assert campaign.confirmed >= kills
    assert (campaign.lost, campaign.faults) == (0, ())
