"""A proposal adjusted by hand: what is kept when it is computed again, the way back, and when it is stale."""

from __future__ import annotations

from dataclasses import replace

from tests.gui.teams.situations import person, situation, team
from uepit_desktop.gui.teams.draft import Draft, with_hands
from uepit_desktop.teams.posing import problem_of

NOW = situation([person("Ada Un", "D1"), person("Bea Deux", "D2"), person("Cy Trois")], [team("D1"), team("D2")])
PLAN = {"Ada Un": "D1", "Bea Deux": "D2", "Cy Trois": "D1"}


def test_someone_placed_by_hand_stays_there_when_it_is_computed_again() -> None:
    draft = Draft(NOW, PLAN).moved("Cy Trois", "D2", "Cy Trois en D2")
    again = draft.computed({"Ada Un": "D2", "Bea Deux": "D1", "Cy Trois": "D1"})
    assert again.assignment == {"Ada Un": "D2", "Bea Deux": "D1", "Cy Trois": "D2"}


def test_the_solver_is_told_who_was_placed_by_hand() -> None:
    draft = Draft(NOW, PLAN).moved("Ada Un", "D2", "")
    locked = {one.id: one.locked for one in with_hands(problem_of(NOW), draft).people}
    assert locked == {"Ada Un": "D2", "Bea Deux": None, "Cy Trois": None}


def test_adjustments_are_taken_back_and_done_again_one_by_one() -> None:
    draft = Draft(NOW, PLAN).moved("Cy Trois", "D2", "un").kept("Ada Un", True, "deux")
    back = draft.undone()
    assert back.by_hand == {"Cy Trois"}
    assert back.undone().assignment == PLAN
    assert back.undone().by_hand == frozenset()
    assert back.undone().redone().redone().by_hand == draft.by_hand
    assert [step.words for step in back.undone().future] == ["deux", "un"]
    assert back.moved("Bea Deux", "D1", "trois").future == ()


def test_it_follows_a_situation_where_nobody_moved_and_no_other() -> None:
    draft = Draft(NOW, PLAN)
    locked = replace(NOW, stamp="t", people=(replace(NOW.people[0], locked=True), *NOW.people[1:]))
    rebased = draft.rebased(locked)
    assert rebased is not None
    assert rebased.base.stamp == "t"
    elsewhere = replace(NOW, people=(replace(NOW.people[0], team="D2"), *NOW.people[1:]))
    assert draft.rebased(elsewhere) is None
    assert draft.rebased(replace(NOW, teams=NOW.teams[:1])) is None


def test_it_is_stale_when_someone_whom_it_moves_was_locked_meanwhile() -> None:
    draft = Draft(NOW, {**PLAN, "Ada Un": "D2"})
    locked = replace(NOW, people=(replace(NOW.people[0], locked=True), *NOW.people[1:]))
    assert draft.rebased(locked) is None
