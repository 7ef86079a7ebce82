"""A proposal on the screen: who would be where, what someone adjusted by hand, and the way back. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...teams.problem import Problem
from ...teams.situation import Situation


@dataclass(frozen=True, slots=True)
class Step:
    """What stood before an adjustment, and the words of the adjustment."""

    words: str
    assignment: Mapping[str, str]
    by_hand: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """``base`` is the situation that it was made from. ``by_hand`` are people whom someone placed here: computing again
    leaves them. ``past`` and ``future`` are adjustments to take back and to do again.
    """

    base: Situation
    assignment: Mapping[str, str]
    by_hand: frozenset[str] = frozenset()
    withdrawn: tuple[str, ...] = ()
    """Teams that a repair empties, and that are taken out once it is applied."""
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = field(default=())

    def moved(self, person_id: str, team_id: str | None, words: str) -> Draft:
        """Someone placed by hand, or taken out of every team."""
        assignment = dict(self.assignment)
        assignment.pop(person_id, None)
        if team_id is not None:
            assignment[person_id] = team_id
        return self._then(words, assignment, self.by_hand | {person_id})

    def rearranged(self, moves: Mapping[str, str], person_id: str, words: str) -> Draft:
        """Several people moved at once, ``person_id`` by hand."""
        return self._then(words, {**self.assignment, **moves}, self.by_hand | {person_id})

    def kept(self, person_id: str, keep: bool, words: str) -> Draft:
        """Someone kept where the proposal has them, or left free again."""
        by_hand = self.by_hand | {person_id} if keep else self.by_hand - {person_id}
        return self._then(words, self.assignment, by_hand)

    def computed(self, assignment: Mapping[str, str]) -> Draft:
        """Another placement from the solver, those placed by hand where they are."""
        kept = {one: self.assignment[one] for one in self.by_hand if one in self.assignment}
        return replace(self, assignment={**assignment, **kept})

    def undone(self) -> Draft:
        """Without its last adjustment."""
        if not self.past:
            return self
        *past, last = self.past
        now = Step(last.words, self.assignment, self.by_hand)
        return replace(self, assignment=last.assignment, by_hand=last.by_hand, past=tuple(past),
                       future=(*self.future, now))  # fmt: skip

    def redone(self) -> Draft:
        """With the adjustment that was taken back last."""
        if not self.future:
            return self
        *future, step = self.future
        now = Step(step.words, self.assignment, self.by_hand)
        return replace(self, assignment=step.assignment, by_hand=step.by_hand, past=(*self.past, now),
                       future=tuple(future))  # fmt: skip

    def rebased(self, situation: Situation) -> Draft | None:
        """The same proposal for a situation read again; None when people or teams are no longer where they were."""
        same = (
            situation.assignment == self.base.assignment
            and {team.id for team in situation.teams} == {team.id for team in self.base.teams}
            and situation.person_by_id.keys() == self.base.person_by_id.keys()
        )
        if not same:
            return None
        held = any(
            self.assignment.get(person.id, person.team) != person.team
            for person in situation.people
            if person.kept and person.team not in self.withdrawn
        )
        return None if held else replace(self, base=situation)

    def _then(self, words: str, assignment: Mapping[str, str], by_hand: frozenset[str]) -> Draft:
        step = Step(words, self.assignment, self.by_hand)
        return replace(self, assignment=assignment, by_hand=by_hand, past=(*self.past, step), future=())


def with_hands(problem: Problem, draft: Draft | None) -> Problem:
    """``problem`` where those placed by hand in the proposal stay where they are."""
    if draft is None or not draft.by_hand:
        return problem
    held = {one: draft.assignment[one] for one in draft.by_hand if one in draft.assignment}
    teams = {team.id for team in problem.teams}
    people = tuple(
        replace(person, locked=held[person.id]) if held.get(person.id) in teams else person for person in problem.people
    )
    return replace(problem, people=people)
