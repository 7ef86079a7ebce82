"""« Pourquoi pas mon premier vœu ? »: what granting it would cost, who else would have to move, or why it cannot be."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..language import integer, tr, trn
from .conflict_words import listed_people
from .explain_words import closed_text
from .forcing import companions, force, usual_move_weight
from .infeasible import smallest_conflict
from .points import shown_points
from .problem import Member, Problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """``team``: the wish asked about, None when there is no such wish. ``granted``: they are in it.

    ``price``: what it would cost more, with the weight of each move of someone else; None when it is impossible
    (``possible`` is False) or was not settled in time. ``cost``: the same without the weight of moves. ``moved``:
    (person, from, to) of the others who would move. ``proven``: no way costs less. ``sentences``: all this in words.
    """

    person: str
    team: str | None
    granted: bool = False
    possible: bool = True
    price: int | None = None
    cost: int | None = None
    moved: tuple[tuple[str, str, str], ...] = ()
    assignment: Mapping[str, str] | None = None
    proven: bool = False
    sentences: tuple[str, ...] = ()


def explain_refusal(
    problem: Problem,
    assignment: Mapping[str, str],
    person: str,
    wish: int = 0,
    *,
    move_weight: int | None = None,
    names: Mapping[str, str] | None = None,
    time_limit: float = 0.8,
) -> Refusal:
    """Why ``person`` is not in the team of their wish number ``wish`` (0 = first).

    Args:
        assignment: a placement that keeps the hard rules.
        move_weight: what moving one other person is worth; None: the weight of the problem, or a fifth of a wish not
            granted.
        names: id of a person or a team → what the words call it.
        time_limit: seconds for the price; the answer is the best found by then.
    """
    started = time.monotonic()
    words = names or {}
    who = next(one for one in problem.people if one.id == person)
    if wish >= len(who.wishes):
        return Refusal(person, None, sentences=(tr("No such wish was expressed."),))
    team = who.wishes[wish]
    if assignment[person] == team:
        text = tr("This wish is granted.")
        return Refusal(person, team, granted=True, price=0, cost=0, proven=True, sentences=(text,))
    if who.locked not in (None, team):
        return Refusal(person, team, possible=False, proven=True, sentences=(closed_text(problem, who, team, words),))
    weight = usual_move_weight(problem) if move_weight is None else move_weight
    forced = force(problem, assignment, person, team, move_weight=weight, time_limit=time_limit)
    if forced is None:
        left = max(0.1, started + time_limit - time.monotonic())
        return _impossible(problem, who, team, words, left)
    group = companions(problem, person)
    moved = tuple(step for step in forced.moved if step[0] not in group)
    return Refusal(
        person,
        team,
        price=forced.price,
        cost=forced.cost,
        moved=moved,
        assignment=forced.assignment,
        proven=forced.proven,
        sentences=_price_sentences(problem, who, team, forced.price, moved, words),
    )


def _impossible(problem: Problem, who: Member, team: str, names: Mapping[str, str], time_limit: float) -> Refusal:
    locked = tuple(replace(one, locked=team) if one.id == who.id else one for one in problem.people)
    conflict = smallest_conflict(replace(problem, people=locked), time_limit=time_limit, names=names)
    here, person = names.get(team, team), names.get(who.id, who.id)
    if conflict is None or not conflict.decided:
        text = tr("No placement with {person} in {team} was found in time.", person=person, team=here)
        return Refusal(who.id, team, sentences=(text,))
    text = tr("{person} cannot be in {team}: the rules leave no way.", person=person, team=here)
    return Refusal(who.id, team, possible=False, proven=True, sentences=(text, *conflict.sentences))


def _price_sentences(
    problem: Problem,
    who: Member,
    team: str,
    price: int,
    moved: tuple[tuple[str, str, str], ...],
    names: Mapping[str, str],
) -> tuple[str, ...]:
    person, here = names.get(who.id, who.id), names.get(team, team)
    rank = integer(who.wishes.index(team) + 1)
    if price > 0:
        first = tr(
            "Wish no. {rank}, {team}, would make the whole placement worse ({points}).",
            rank=rank, team=here, points=shown_points(problem, -price),
        )  # fmt: skip
    elif price == 0:
        first = tr("Wish no. {rank}, {team}, would be as good for the whole placement.", rank=rank, team=here)
    else:
        first = tr(
            "Wish no. {rank}, {team}, would make the whole placement better ({points}).",
            rank=rank, team=here, points=shown_points(problem, -price),
        )  # fmt: skip
    if not moved:
        return (first, tr("Nobody else would have to move for {person}.", person=person))
    people = listed_people([one for one, _, _ in moved], names)
    return (
        first,
        trn(
            "{n} other person would have to move: {people}.",
            "{n} other people would have to move: {people}.",
            len(moved),
            people=people,
        ),
    )
