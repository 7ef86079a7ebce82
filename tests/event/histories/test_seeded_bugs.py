"""The histories notice when a rule of the merge is broken: each deliberate fault makes one of them fail."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from tests.event.histories.bugs import BUGS
from tests.event.histories.campaign import live
from uepit_desktop.event import UserError

QUICKLY_SEEN = (
    "last_writer_wins", "concurrent_values_forgotten", "context_ignored", "clock_taken_for_knowledge", "deletion_wins",
    "erasure_leaves_what_is_about_the_person", "operations_do_not_say_whom_they_are_about", "waiting_dropped",
    "chain_not_verified", "dispute_stays_once_settled", "knowledge_not_renewed_after_a_merge", "clock_goes_back",
    "clock_dragged_by_anyone", "edit_not_logged",
)  # fmt: skip


def histories_until_seen(bug: str, most: int, patch: pytest.MonkeyPatch) -> int:
    """How many histories it takes to see a fault; fails when ``most`` do not see it."""
    with patch.context() as faulty:
        BUGS[bug](faulty)
        for number in range(most):
            try:
                live(1000 + number, 2 + 2 * (number % 2), 50)
            except (AssertionError, DBAPIError, UserError):  # anything else would be a fault of the fault
                return number + 1
    pytest.fail(f"{most} histories saw nothing of {bug}")


@pytest.mark.parametrize("bug", QUICKLY_SEEN)
def test_a_few_histories_see(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    histories_until_seen(bug, 12, monkeypatch)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("bug", sorted(BUGS.keys() - set(QUICKLY_SEEN)))
def test_a_hundred_histories_see(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    histories_until_seen(bug, 100, monkeypatch)
