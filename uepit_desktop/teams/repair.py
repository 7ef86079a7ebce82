"""Teams that have to change: people who do not come, who come late, a challenge withdrawn, a room lost.

What is proposed is a choice between moving few people and placing everybody as well as possible: from everybody where
they are, the best with a budget of moves is looked for (``budgeting``), then better ones at a low price of moves; of
what was found, three or four options that nothing beats are kept. Whoever was placed by hand or is locked never moves.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..language import tr, trn
from .board import NOWHERE, Board
from .budgeting import best_within, dearness, in_fractions, lowest
from .compact import Bools, Compact, Ints, compact
from .cost import broken_rules, cost_of
from .feasibility import OutOfTimeError, find_placement
from .hard_rules import all_rules, hard_rules
from .infeasible import Conflict, smallest_conflict
from .narrowing import promising, settle_exactly
from .problem import Member, Problem, TeamSize
from .settling import fill, improve

#: What moving someone costs while moves are only for what cannot stay: above any gain, below filling a team.
DEAR = 1 << 28
#: Shares of the people that may be moved by the options between « none » and « best ».
FEW, SOME = 0.02, 0.04
#: Teams looked at for each person in an exact search: at a price of moves, and with a budget of them; and in the
#: relaxation before that.
PLACES, NARROW, WIDE = 6, 4, 16
#: Small steps are weighed in these parts of a unit of cost, so that a move may be worth less than one.
EIGHTHS = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One way to repair. ``cost`` is that of the placement alone: moves are counted in ``moved``, and cost nothing in
    it.

    ``name``: none (only those without a team are placed), few, some or best. ``moved``: (person, from, to) for whoever
    had a team that is still there; ``placed``: (person, to) for whoever had none. ``note``: one sentence.
    """

    name: str
    assignment: Mapping[str, str]
    cost: int
    moved: tuple[tuple[str, str, str], ...]
    placed: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Repair:
    """``options``: fewest moves first, each cheaper than the one before; empty when nothing can be placed, and then
    ``conflict`` says why. ``problem``: what there is to place now, which every option keeps to."""

    problem: Problem
    options: tuple[Option, ...]
    conflict: Conflict | None = None


def repair(
    problem: Problem,
    assignment: Mapping[str, str],
    *,
    gone: Collection[str] = (),
    arrived: Collection[str] = (),
    withdrawn_teams: Collection[str] = (),
    places: Mapping[str, int] | None = None,
    hand_placed: Collection[str] = (),
    move_weight: int | None = None,
    time_limit: float = 3.0,
    names: Mapping[str, str] | None = None,
) -> Repair:
    """Options for placing everybody of ``problem`` but ``gone``, from where ``assignment`` has them.

    Args:
        arrived: people to place even if ``assignment`` has a team for them; whoever it lacks is to be placed anyway.
        withdrawn_teams: teams that take nobody any more; only their members are placed again for that.
        places: team → its largest size from now on (a smaller room).
        hand_placed: people who stay where they are, like locked ones, as long as their team is there.
        move_weight: what moving one person is worth in cost; the options between « none » and « best » start from it.
            None: the weight of the problem, or a third of a wish not granted.
        time_limit: seconds for all the options together, met but for the last step begun.
        names: what the sentences of a conflict call people and teams.
    """
    deadline = time.monotonic() + time_limit
    origin = {
        person: team
        for person, team in assignment.items()
        if person not in gone and person not in arrived and team not in withdrawn_teams
    }
    now = _problem_now(problem, origin, set(gone), set(withdrawn_teams), places or {}, set(hand_placed))
    known = {person.id for person in now.people}
    teams = {team.id for team in now.teams}
    origin = {person: team for person, team in origin.items() if person in known and team in teams}
    path = _Path(now, origin)
    if not path.start(deadline):
        conflict = smallest_conflict(now, time_limit=max(2.0, deadline - time.monotonic()), names=names)
        return Repair(now, (), conflict)
    weight = move_weight if move_weight is not None else _usual_weight(problem)
    path.walk(weight, deadline)
    return Repair(now, path.options())


def _usual_weight(problem: Problem) -> int:
    weights = problem.weights
    return weights.move or max(1, (weights.unranked_cost - min(weights.rank_costs, default=0)) // 3)


def _problem_now(
    problem: Problem,
    origin: Mapping[str, str],
    gone: set[str],
    withdrawn: set[str],
    places: Mapping[str, int],
    by_hand: set[str],
) -> Problem:
    """What is left of ``problem``. A withdrawn team stays with no place in it, so that wishes keep their ranks."""

    def still(person: Member) -> Member:
        locked = None if person.locked in withdrawn else person.locked
        if locked is None and person.id in by_hand:
            locked = origin.get(person.id)
        return replace(person, locked=locked, current=None)

    def shrunk(team: TeamSize) -> TeamSize:
        if team.id in withdrawn:
            return TeamSize(team.id, 0, 0)
        most = places.get(team.id, team.max)
        return TeamSize(team.id, team.min if team.min <= most or team.min > team.max else most, most)

    def left(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        kept = (tuple(one for one in group if one not in gone) for group in groups)
        return tuple(group for group in kept if len(group) > 1)

    teams = tuple(shrunk(team) for team in problem.teams)
    open_ = tuple(team.id for team in teams if team.id not in withdrawn)
    return replace(
        problem,
        teams=teams,
        people=tuple(still(person) for person in problem.people if person.id not in gone),
        together=left(problem.together),
        apart=left(problem.apart),
        met=tuple(pair for pair in problem.met if pair[0] not in gone and pair[1] not in gone),
        weights=replace(problem.weights, move=0),
        needs=tuple(
            need
            if not withdrawn
            else replace(need, teams=open_ if need.teams is None else tuple(t for t in need.teams if t in open_))
            for need in problem.needs
        ),
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """A placement that was found: how many of those who stay moved, at which cost."""

    moved: int
    cost: int
    places: Ints
    assignment: dict[str, str]


class _Path:
    """From everybody where they are, to the placements that a few moves lead to, and more."""

    def __init__(self, problem: Problem, origin: Mapping[str, str]) -> None:
        self._problem = problem
        self._origin = origin
        self._compact: Compact = compact(problem)
        self._moves = moves_from(self._compact, origin)
        self._movable: Bools = self._compact.allowed.sum(axis=1) > 1
        self._points: list[_Point] = []

    def start(self, deadline: float) -> bool:
        """Place those who have no team, moving others only where they cannot stay; False when that is not possible."""
        if self._compact.torn or (self._problem.people and not self._problem.teams):
            return False
        board = Board(self._compact, DEAR * self._moves)
        seat(board, self._problem, self._origin)
        stuck = fill(board, self._movable)
        newcomers = self._movable & (self._moves == 0).all(axis=1)
        if not stuck and not board.lacking():
            improve(board, newcomers, deadline=deadline, chains=False)
        else:
            improve(board, self._movable, deadline=deadline, chains=False)
            stuck = fill(board, self._movable) if stuck else []
        if stuck or board.lacking():
            try:
                placed = find_placement(hard_rules(self._problem, all_rules(self._problem)), deadline=deadline + 10)
            except OutOfTimeError:
                placed = None
            if placed is None:
                return False
            ids = [team.id for team in self._problem.teams]
            chosen = {person.id: ids[team] for person, team in zip(self._problem.people, placed, strict=True)}
            board = board_at(self._compact, self._compact.places(chosen), DEAR * self._moves)
            improve(board, self._movable, deadline=deadline)
        self._note(board.places)
        return True

    def walk(self, weight: int, deadline: float) -> None:
        """Find the best with a budget of moves, where its relaxation is quick; go on by small steps at a low price of
        moves; then cut what was seen on the way down to each budget; last, look for the best of all."""
        people = len(self._problem.people)
        if not people:
            return
        started = time.monotonic()
        left = deadline - started
        free = self._movable & (self._moves == 0).all(axis=1)
        self._look_among(self._points[-1], DEAR, self._near(self._points[-1], DEAR, free), started + 0.1 * left)
        first = self._points[-1]
        few, some = (max(first.moved, int(share * people)) for share in (FEW, SOME))
        wide = promising(self._board(first, 0.0), self._movable, each=WIDE, most=WIDE * self._compact.units)
        dear = dearness(self._compact, self._moves, some, wide, started + 0.25 * left)
        if dear is not None:
            self._look_within(some, lowest(dear, each=NARROW) | self._tried(), started + 0.65 * left)
        self._step_by_step(self._cheapest(), weight / 4, started + (0.72 if dear is not None else 0.75) * left)
        for budget in (some, few):
            self._look_within(budget, self._tried(), started + 0.93 * left)
        low = max(1, round(weight / 3))
        best = self._cheapest()
        self._look_among(best, low, self._near(best, low, self._movable), started + 0.84 * left)
        self._look_within(some, self._tried(), started + 0.93 * left)
        self._step_by_step(self._cheapest(), 0.0, started + 0.88 * left)

    def _cheapest(self) -> _Point:
        return min(self._points, key=lambda point: (point.cost, point.moved))

    def _tried(self) -> Bools:
        """(unit, team): the places of all the points."""
        tried = np.zeros_like(self._compact.allowed)
        for point in self._points:
            tried[np.arange(len(point.places)), point.places] = True
        return tried

    def _board(self, point: _Point, price: float) -> Board:
        return board_at(in_fractions(self._compact, self._moves, price, EIGHTHS), point.places)

    def _near(self, point: _Point, price: int, movable: Bools) -> Bools:
        board = board_at(self._compact, point.places, price * self._moves)
        return promising(board, movable, each=PLACES, most=5 * self._compact.units + 500) | self._tried()

    def _look_among(self, point: _Point, price: int, open_to: Bools, deadline: float) -> None:
        places = settle_exactly(self._compact, point.places, price * self._moves, open_to, deadline)
        self._note(places)

    def _look_within(self, budget: int, open_to: Bools, deadline: float) -> None:
        known = min((point for point in self._points if point.moved <= budget), key=lambda point: point.cost)
        self._note(best_within(self._compact, known.places, self._moves, budget, open_to, deadline))

    def _step_by_step(self, point: _Point, price: float, deadline: float) -> None:
        board = self._board(point, price)
        improve(board, self._movable, deadline=deadline)
        self._note(board.places)

    def _note(self, found: Ints) -> None:
        places = found.copy()
        assignment = self._compact.assignment(places)
        moved = sum(assignment[person] != team for person, team in self._origin.items())
        cost = cost_of(self._problem, assignment).total
        self._points.append(_Point(moved, cost, places, assignment))

    def options(self) -> tuple[Option, ...]:
        """The points of the path that nothing beats, four at most: the ends, and the last ones within small shares."""
        front: list[_Point] = []
        for point in sorted(self._points, key=lambda one: (one.moved, one.cost)):
            if not broken_rules(self._problem, point.assignment) and (not front or point.cost < front[-1].cost):
                front.append(point)
        names: dict[int, str] = {}
        people = len(self._problem.people)
        for name, share in (("few", FEW), ("some", SOME)):
            within = [at for at, point in enumerate(front) if point.moved <= share * people]
            if within:
                names[within[-1]] = name
        names[len(front) - 1] = "best"
        names[0] = "none"
        return tuple(self._option(names[at], front[at]) for at in sorted(names) if front)

    def _option(self, name: str, point: _Point) -> Option:
        moved, assignment = point.moved, point.assignment
        steps = tuple(
            (person, team, assignment[person]) for person, team in self._origin.items() if assignment[person] != team
        )
        placed = tuple(
            (person.id, assignment[person.id]) for person in self._problem.people if person.id not in self._origin
        )
        if not moved:
            note = tr("Nobody who has a team moves.")
        elif name == "none":
            note = trn("{n} person who cannot stay moves.", "{n} people move, as few as was found.", moved)
        elif name == "best":
            note = trn(
                "{n} person moves: the best placement found.", "{n} people move: the best placement found.", moved
            )
        else:
            note = trn("{n} person moves.", "{n} people move.", moved)
        return Option(name, assignment, point.cost, steps, placed, note)


def moves_from(problem: Compact, origin: Mapping[str, str]) -> Ints:
    """(unit, team) → how many of its people would be elsewhere than in ``origin``; those whom it lacks are free."""
    numbers = {team.id: at for at, team in enumerate(problem.problem.teams)}
    moves = np.zeros((problem.units, problem.teams), dtype=np.int64)
    for person, unit in problem.unit_of.items():
        if person in origin:
            moves[unit] += 1
            moves[unit, numbers[origin[person]]] -= 1
    return moves


def board_at(problem: Compact, places: Ints, extra: Ints | None = None) -> Board:
    """A board with every unit where ``places`` says."""
    board = Board(problem, extra)
    for unit, team in enumerate(places):
        if team != NOWHERE:
            board.put(unit, int(team))
    board.refresh(range(problem.teams))
    return board


def seat(board: Board, problem: Problem, origin: Mapping[str, str]) -> None:
    """Put every unit where most of its people were, as far as rules and room allow; locked ones first."""
    numbers = {team.id: at for at, team in enumerate(problem.teams)}
    wanted: dict[int, list[int]] = {}
    compacted = board.problem
    for person, unit in compacted.unit_of.items():
        if person in origin:
            wanted.setdefault(unit, []).append(numbers[origin[person]])
    loss = np.partition(board.base, 1, axis=1)[:, 1] if compacted.teams > 1 else np.zeros(compacted.units)
    bound = compacted.allowed.sum(axis=1) == 1

    def urgency(unit: int) -> tuple[bool, int, float]:
        return (not bound[unit], -int(compacted.sizes[unit]), -float(loss[unit]))

    for unit in np.flatnonzero(bound).tolist():
        wanted[unit] = [int(compacted.allowed[unit].argmax())]
    for unit in sorted(wanted, key=urgency):
        team = max(set(wanted[unit]), key=wanted[unit].count)
        fits = board.loads[team] + compacted.sizes[unit] <= compacted.most[team]
        if fits and compacted.allowed[unit, team] and not board.near[unit, team]:
            board.put(unit, team)
    board.refresh(range(compacted.teams))
