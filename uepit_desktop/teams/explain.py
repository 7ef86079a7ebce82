"""Why someone is in a team: what it brings and costs, rule by rule, and what every other team would.

What a rule is worth to a placement (``Reason.gain``, in units of cost) is read against what is usual:

- a wish granted: what it saves against a team not wished; a team not wished: what it costs against their first wish;
- a need that they fill: its weight; one that they do not fill here and would in the middle team: minus that;
- spread, mix, people met again, moves: what the rule would cost for them in the middle team less what it costs here.

The middle team is the lower median of all the other teams. Prices of alternatives are not read against anything: each
is the exact difference of cost between two whole placements.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from .board import LACK, NEVER, Board
from .compact import compact
from .cost import cost_of, excess_cost, wish_cost
from .explain_words import check_text, closed_text, reason_text
from .forcing import companions, force, usual_move_weight
from .problem import Member, Mix, Problem, Spread
from .refusal import Refusal, explain_refusal
from .repair import board_at
from .settling import swap_costs

#: Alternatives that are looked at again with several people moving.
LOOKED_AGAIN = 2


__all__ = [
    "Alternative",
    "Check",
    "Explanation",
    "Reason",
    "Refusal",
    "explain_placement",
    "explain_refusal",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """``kind``: wish, need, spread, mix, met or move; ``about``: the role, the attribute or the team left. ``gain``:
    better (+) or worse (−) than usual, in units of cost; ``cost``: what the rule costs for them here, less than 0
    where they fill a need."""

    kind: str
    about: str
    gain: int
    cost: int
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A hard rule that is respected, or a fact to be glad of. ``kind``: locked, together, apart, size or alone."""

    kind: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another team. ``price``: what the whole placement would cost more (less than 0: it would be better), None when
    it is not possible, and ``text`` says why. ``way``: move, swap, several (others move as well) or closed.
    ``moved``: (person, from, to). ``rank``: 1 for their first wish, None for a team not wished."""

    team: str
    price: int | None
    way: str
    moved: tuple[tuple[str, str, str], ...] = ()
    rank: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """``reasons``: those that count most first. ``alternatives``: every other team, the cheapest first."""

    person: str
    team: str
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]
    alternatives: tuple[Alternative, ...] = field(default=())

    @property
    def alternative(self) -> Alternative | None:
        """The best team that this person could be in instead."""
        return next((one for one in self.alternatives if one.price is not None), None)


def explain_placement(
    problem: Problem,
    assignment: Mapping[str, str],
    person: str,
    *,
    names: Mapping[str, str] | None = None,
    time_limit: float = 0.5,
) -> Explanation:
    """Why ``person`` is where ``assignment`` has them.

    Args:
        assignment: a placement that keeps the hard rules.
        names: id of a person, team, role or value → what the words call it.
        time_limit: seconds for looking at the best alternatives with several people moving.
    """
    deadline = time.monotonic() + time_limit
    words = names or {}
    here = assignment[person]
    members: dict[str, list[Member]] = {team.id: [] for team in problem.teams}
    for one in problem.people:
        if one.id != person and assignment.get(one.id) in members:
            members[assignment[one.id]].append(one)
    who = next(one for one in problem.people if one.id == person)
    return Explanation(
        person,
        here,
        _reasons(problem, who, here, members, words),
        _checks(problem, who, here, members, words),
        _alternatives(problem, assignment, who, words, deadline),
    )


def _reasons(
    problem: Problem, who: Member, here: str, members: Mapping[str, list[Member]], names: Mapping[str, str]
) -> tuple[Reason, ...]:
    costs = {team.id: list(_rule_costs(problem, who, team.id, members[team.id])) for team in problem.teams}
    others = [costs[team.id] for team in problem.teams if team.id != here and team.max > 0]
    reasons = []
    for at, (kind, about, cost, count) in enumerate(costs[here]):
        usual = sorted(other[at][2] for other in others)
        gain = _gain(problem, kind, cost, usual[(len(usual) - 1) // 2] if usual else 0)
        if gain:
            text = reason_text(who, here, kind, about, gain, cost, count, names)
            reasons.append(Reason(kind, about, gain, cost, text))
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.gain)))


def _gain(problem: Problem, kind: str, cost: int, usual: int) -> int:
    if kind == "wish":
        weights = problem.weights
        saved = weights.unranked_cost - cost
        return saved or min(weights.rank_costs[:1], default=cost) - cost
    if kind == "need" and cost < 0:
        return -cost
    return usual - cost


def _rule_costs(problem: Problem, who: Member, team: str, others: list[Member]) -> Iterator[tuple[str, str, int, int]]:
    """(kind, about, what ``who`` in ``team`` with ``others`` costs, how many others count), the same rules in the same
    order for every team."""
    if who.wishes:
        yield "wish", "", wish_cost(problem, who, team), 0
    for need in problem.needs:
        if need.role in who.roles:
            count = sum(need.role in one.roles for one in others)
            asked = need.teams is None or team in need.teams
            yield "need", need.role, -need.weight if asked and count < need.per_team else 0, count
    for spread in problem.spread:
        if spread.role in who.roles:
            count = sum(spread.role in one.roles for one in others)
            yield "spread", spread.role, _one_more(count, spread), count
    for mix in problem.mix:
        value = who.attributes.get(mix.attribute)
        if value is not None:
            count = sum(one.attributes.get(mix.attribute) == value for one in others)
            yield "mix", mix.attribute, _one_more(count, mix), count
    ids = {one.id for one in others}
    known = [
        times
        for one, other, times in problem.met
        if (one == who.id and other in ids) or (other == who.id and one in ids)
    ]
    yield "met", "", problem.weights.meet_again * sum(known), len(known)
    yield "move", who.current or "", problem.weights.move if who.current not in (None, team) else 0, 0


def _one_more(count: int, rule: Spread | Mix) -> int:
    more, now = (excess_cost(n, rule.cap, rule.weight, rule.growth) for n in (count + 1, count))
    return more - now


def _checks(
    problem: Problem, who: Member, here: str, members: Mapping[str, list[Member]], names: Mapping[str, str]
) -> tuple[Check, ...]:
    checks = []

    def note(kind: str, about: str, *people: str, **numbers: int) -> None:
        checks.append(Check(kind, about, check_text(kind, about, here, people, names, **numbers)))

    if who.locked == here:
        note("locked", here)
    group = companions(problem, who.id) - {who.id}
    if group:
        note("together", here, *sorted(group))
    apart = {one for pair in problem.apart if who.id in pair for one in pair} - {who.id}
    if apart:
        note("apart", here, *sorted(apart))
    for mix in problem.mix:
        value = who.attributes.get(mix.attribute)
        if value is not None and not any(one.attributes.get(mix.attribute) == value for one in members[here]):
            note("alone", mix.attribute, value)
    team = next(one for one in problem.teams if one.id == here)
    note("size", here, size=len(members[here]) + 1, low=team.min, high=team.max)
    return tuple(checks)


def _alternatives(
    problem: Problem, assignment: Mapping[str, str], who: Member, names: Mapping[str, str], deadline: float
) -> tuple[Alternative, ...]:
    small = compact(problem)
    board = board_at(small, small.places(assignment))
    unit = small.unit_of[who.id]
    people: dict[int, list[str]] = {}
    for person, number in small.unit_of.items():
        people.setdefault(number, []).append(person)
    found = []
    for at, team in enumerate(problem.teams):
        if team.id == assignment[who.id]:
            continue
        rank = who.wishes.index(team.id) + 1 if team.id in who.wishes else None
        best = _one_step(board, unit, at)
        if best is None:
            found.append(Alternative(team.id, None, "closed", (), rank))
            continue
        price, steps = best
        moved = tuple(
            (one, assignment[one], problem.teams[to].id) for number, to in steps for one in sorted(people[number])
        )
        found.append(Alternative(team.id, price, "move" if len(steps) == 1 else "swap", moved, rank))
    looked = _look_again(problem, assignment, who, found, bool(small.allowed[unit].sum() > 1), deadline)
    told = [
        one if one.price is not None else replace(one, text=closed_text(problem, who, one.team, names))
        for one in looked
    ]
    return tuple(sorted(told, key=lambda one: (one.price is None, one.price or 0, one.rank or 99)))


def _one_step(board: Board, unit: int, team: int) -> tuple[int, list[tuple[int, int]]] | None:
    """The price of moving ``unit`` to ``team``, alone or by an exchange with one other unit, and the steps; None if
    neither keeps the hard rules."""
    origin = int(board.places[unit])
    best: tuple[int, list[tuple[int, int]]] | None = None
    alone = board.try_steps([(unit, team)])
    if alone is not None and alone < LACK // 2:
        best = alone, [(unit, team)]
    inside = np.flatnonzero(board.places == team)
    if len(inside):
        for at in np.argsort(swap_costs(board, np.array([unit]), inside)[0], kind="stable"):
            steps = [(unit, team), (int(inside[at]), origin)]
            price = board.try_steps(steps)
            if price is not None and price < (LACK // 2 if best is None else best[0]):
                best = price, steps
    return best if best is None or best[0] < NEVER else None


def _look_again(
    problem: Problem,
    assignment: Mapping[str, str],
    who: Member,
    found: list[Alternative],
    free: bool,
    deadline: float,
) -> list[Alternative]:
    """The teams that seem best, wished ones first, looked at with several people moving."""
    if not free:
        return found
    weight = usual_move_weight(problem)
    order = sorted(
        range(len(found)),
        key=lambda at: (found[at].rank is None, found[at].price is None, found[at].price or 0, found[at].rank or 99),
    )
    looked = list(found)
    for at in order[:LOOKED_AGAIN]:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        one = found[at]
        forced = force(
            problem,
            assignment,
            who.id,
            one.team,
            move_weight=weight,
            time_limit=left / LOOKED_AGAIN,
            prove=False,
        )
        if forced is None:
            continue
        price = cost_difference(problem, assignment, forced.assignment)
        if one.price is None or price < one.price - weight * max(0, len(forced.moved) - len(one.moved)):
            looked[at] = replace(one, price=price, way="several", moved=forced.moved)
    return looked


def cost_difference(problem: Problem, before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """What ``after`` costs more than ``before``."""
    return cost_of(problem, after).total - cost_of(problem, before).total
