"""What a placement would cost if someone had to be in a given team: the exact price of one wish, moves of others
included.

A price is the cost of the best placement found with that person (and whoever is kept together with them) in that
team, plus ``move_weight`` for each other person who changes team, minus the cost of the placement as it is. Without
the second term, others would be moved about for a gain that has nothing to do with the wish. Moves counted by the
problem itself (``current`` and ``weights.move``) are left aside on both sides.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .board import NOWHERE, Board
from .compact import Compact, compact
from .cost import broken_rules, cost_of
from .feasibility import OutOfTimeError, find_placement
from .hard_rules import all_rules, hard_rules
from .problem import Problem
from .repair import board_at, moves_from
from .settling import fill, improve
from .solver import solve

#: Up to how many people the solver has its say within a second.
PROVEN = 400
#: Seconds kept for what the solver begins and does not leave at once.
KEPT = 0.06


@dataclass(frozen=True, slots=True)
class Forced:
    """A placement with the person where asked. ``price``: as said above; ``cost``: without the weight of moves.

    ``moved``: (person, from, to) of everybody who changes team, the person and those kept with them first. ``proven``:
    no placement has a lower price.
    """

    assignment: Mapping[str, str]
    price: int
    cost: int
    moved: tuple[tuple[str, str, str], ...]
    proven: bool = False


def usual_move_weight(problem: Problem) -> int:
    """The price of moving someone else when nobody said one: that of the problem, or a fifth of a wish not granted."""
    weights = problem.weights
    return weights.move or max(1, (weights.unranked_cost - min(weights.rank_costs, default=0)) // 5)


def companions(problem: Problem, person: str) -> frozenset[str]:
    """``person`` and everybody kept together with them, directly or not."""
    found = {person}
    while True:
        more = {one for group in problem.together if found.intersection(group) for one in group} - found
        if not more:
            return frozenset(found)
        found |= more


def force(
    problem: Problem,
    assignment: Mapping[str, str],
    person: str,
    team: str,
    *,
    move_weight: int,
    time_limit: float = 0.8,
    prove: bool | None = None,
) -> Forced | None:
    """The cheapest placement found with ``person`` in ``team``; None when hard rules allow none (certain), or when none
    was found in time.

    Args:
        assignment: a placement of everybody that keeps the hard rules.
        time_limit: seconds; a small problem is proven in them.
        prove: go on with the solver for a proof after the quick search; None: up to ``PROVEN`` people.
    """
    deadline = time.monotonic() + time_limit
    group = companions(problem, person)
    others = {one: place for one, place in assignment.items() if one not in group}
    asked = _asked(problem, person, team)
    small = compact(asked)
    places = _quick(asked, small, others, move_weight, deadline)
    if places is None:
        return None
    best, proven = small.assignment(places), False
    price = _price(asked, best, others, move_weight)
    left = deadline - KEPT - time.monotonic()
    if left > 0.05 and (len(problem.people) <= PROVEN if prove is None else prove):
        weighed = replace(
            asked,
            people=tuple(replace(one, current=others.get(one.id)) for one in asked.people),
            weights=replace(asked.weights, move=move_weight),
        )
        plan = solve(weighed, time_limit=left, threads=1)
        if plan.cost is not None and plan.cost < price and not broken_rules(asked, plan.assignment):
            best, price = dict(plan.assignment), plan.cost
        proven = price <= int(np.ceil(plan.bound - 1e-6)) and plan.status != "infeasible"
    before = cost_of(_without_moves(problem), assignment).total
    moved = tuple(
        (one, place, best[one])
        for one, place in sorted(assignment.items(), key=lambda entry: (entry[0] != person, entry[0] not in group))
        if one in best and best[one] != place
    )
    return Forced(best, price - before, cost_of(asked, best).total - before, moved, proven)


def _without_moves(problem: Problem) -> Problem:
    return replace(problem, weights=replace(problem.weights, move=0))


def _asked(problem: Problem, person: str, team: str) -> Problem:
    """``problem`` with ``person`` locked in ``team``, and no weight of moves."""
    people = tuple(replace(one, locked=team) if one.id == person else one for one in problem.people)
    return replace(_without_moves(problem), people=people)


def _price(problem: Problem, assignment: Mapping[str, str], others: Mapping[str, str], move_weight: int) -> int:
    moves = sum(assignment[one] != place for one, place in others.items())
    return cost_of(problem, assignment).total + move_weight * moves


def _quick(
    problem: Problem, small: Compact, others: Mapping[str, str], move_weight: int, deadline: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """A good placement: everybody stays, room is made, then steps that pay for the moves they take."""
    if small.torn:
        return None
    extra = move_weight * moves_from(small, others)
    movable = small.allowed.sum(axis=1) > 1
    numbers = {team.id: at for at, team in enumerate(problem.teams)}
    start = np.full(small.units, NOWHERE)
    for one, place in others.items():
        start[small.unit_of[one]] = numbers[place]
    board: Board = board_at(small, start, extra)
    stuck = fill(board, movable)
    if not stuck:
        improve(board, movable, deadline=deadline)
    if stuck or board.lacking():
        last = deadline + (KEPT if len(problem.people) <= PROVEN else 1)
        try:
            found = find_placement(hard_rules(problem, all_rules(problem)), deadline=last)
        except OutOfTimeError:
            return None
        if found is None:
            return None
        chosen = {one.id: problem.teams[at].id for one, at in zip(problem.people, found, strict=True)}
        board = board_at(small, small.places(chosen), extra)
        improve(board, movable, deadline=deadline)
    return board.places
