"""Better placements by small steps: units placed where they cost least, moved, and exchanged, until no step helps.

Every step is weighed exactly before it is taken, so a board only ever becomes cheaper, and stays within the rules.
"""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt

from .board import NEVER, NOWHERE, Board
from .chains import take_chains
from .compact import Bools, Ints

#: Steps taken between two readings of the whole board.
STEPS_A_ROUND = 300
#: Teams tried for a group of people that has to change places with others.
TEAMS_TRIED = 6

Floats = npt.NDArray[np.float64]


def fill(board: Board, movable: Bools) -> list[int]:
    """Place every unit that is nowhere, first the one that would lose most by waiting. Returns those without a place.

    A unit that fits nowhere takes the place of one of ``movable`` that fits elsewhere.
    """
    stuck: list[int] = []
    waiting = [int(unit) for unit in np.flatnonzero(board.places == NOWHERE)]
    while waiting:
        units = np.array(waiting)
        costs = np.where(board.rooms(units), board.add[units], NEVER)
        if costs.shape[1] > 1:
            two = np.partition(costs, 1, axis=1)[:, :2]
            regret = two[:, 1] - two[:, 0] + board.problem.sizes[units]
        else:
            regret = board.problem.sizes[units]
        open_ = costs.min(axis=1) < NEVER
        if open_.all():
            at = int(regret.argmax())
            unit = waiting.pop(at)
            board.move([(unit, int(costs[at].argmin()))])
            continue
        unit = waiting.pop(int((~open_).argmax()))
        if not _make_room(board, unit, movable):
            stuck.append(unit)
    return stuck


def _make_room(board: Board, unit: int, movable: Bools) -> bool:
    """Place ``unit`` where others then have to go elsewhere, as cheaply as one look finds; False when none was
    found."""
    problem = board.problem
    best: tuple[int, list[tuple[int, int]]] | None = None
    fits = problem.allowed[unit] & (problem.sizes[unit] <= problem.most)
    for team in np.flatnonzero(fits):
        inside = np.flatnonzero((board.places == team) & movable)
        needed = int(board.loads[team] + problem.sizes[unit] - problem.most[team])
        rivals = {other for other in board.rivals[unit] if board.places[other] == team}
        if not rivals <= set(inside.tolist()):
            continue
        room = np.where(board.rooms(inside), board.add[inside], NEVER)
        price = room.min(axis=1, initial=NEVER) - board.saved[inside]
        leaving: list[tuple[int, int]] = []
        spare = problem.most - board.loads
        for at in sorted(range(len(inside)), key=lambda one: (int(inside[one]) not in rivals, int(price[one]))):
            out = int(inside[at])
            if out not in rivals and needed <= 0:
                break
            open_ = np.where(spare >= problem.sizes[out], room[at], NEVER)
            target = int(open_.argmin())
            if open_[target] >= NEVER:
                continue
            spare[target] -= problem.sizes[out]
            needed -= int(problem.sizes[out])
            leaving.append((out, target))
        if needed > 0 or not rivals <= {out for out, _ in leaving}:
            continue
        cost = int(board.add[unit, team]) + sum(int(board.add[out, to] - board.saved[out]) for out, to in leaving)
        if best is None or cost < best[0]:
            best = (cost, [(unit, int(team)), *leaving])
    if best is None:
        return False
    wanted, others = best[1][0][1], best[1][1:]
    board.move(best[1])
    if not any(board.near[one, board.places[one]] for one, _ in best[1]):
        return True
    board.take(unit)  # two of those who left met where they must not
    board.move([(out, wanted) for out, _ in others])
    board.refresh(range(problem.teams))
    return False


def improve(board: Board, movable: Bools, *, deadline: float = float("inf"), chains: bool = True) -> None:
    """Move and exchange units of ``movable``, all of them placed, until no move, no exchange of two and no chain of
    three makes the board cheaper, or ``deadline`` (of ``time.monotonic()``) is past."""
    dirty = set(range(board.problem.teams))
    while dirty and time.monotonic() < deadline:
        dirty = _round(board, movable, dirty)
        if not dirty:
            dirty = _exchange_groups(board, movable)
        if not dirty and chains and time.monotonic() < deadline:
            dirty = take_chains(board, movable)


def _round(board: Board, movable: Bools, dirty: set[int]) -> set[int]:
    """Take good steps that touch each team once at most. Returns the teams around which steps may be left."""
    units = np.flatnonzero(movable & (board.places != NOWHERE))
    if not len(units):
        return set()
    is_dirty = np.zeros(board.problem.teams, dtype=np.bool_)
    is_dirty[list(dirty)] = True
    rows = units[is_dirty[board.places[units]]]
    moves = np.where(board.rooms(units), board.add[units] - board.saved[units, None], NEVER)
    steps: list[tuple[int, tuple[int, int], int | None]] = [
        (int(moves[at, team]), (int(units[at]), int(team)), None)
        for at, team in _cheapest(moves)
        if is_dirty[team] or is_dirty[board.places[units[at]]]
    ]
    swaps = swap_costs(board, rows, units)
    pairs = _cheapest(swaps)
    steps += [
        (int(swaps[at, other]), (int(rows[at]), int(board.places[units[other]])), int(units[other]))
        for at, other in pairs
        if rows[at] < units[other] or not is_dirty[board.places[units[other]]]
    ]
    steps += [
        (0, (one, int(board.places[other])), other)
        for one, other in board.problem.apart
        if movable[one] and movable[other] and NOWHERE not in (board.places[one], board.places[other])
    ]
    touched: set[int] = set()
    for _, (unit, team), other in sorted(steps, key=lambda step: step[0]):
        origin = int(board.places[unit])
        if origin in touched or team in touched or origin == team:
            continue
        step = [(unit, team)] if other is None else [(unit, team), (other, origin)]
        gain = board.try_steps(step)
        if gain is not None and gain < 0:
            board.move(step)
            touched |= {origin, team}
    more = len(pairs) >= STEPS_A_ROUND or len(steps) >= 2 * STEPS_A_ROUND
    return touched | dirty if more and touched else touched


def _cheapest(costs: Ints | Floats) -> list[tuple[int, int]]:
    """Where ``costs`` are negative: the cheapest ones."""
    flat = np.flatnonzero(costs.reshape(-1) < 0)
    if len(flat) > STEPS_A_ROUND:
        flat = flat[np.argpartition(costs.reshape(-1)[flat], STEPS_A_ROUND)[:STEPS_A_ROUND]]
    width = costs.shape[1]
    return [(int(at) // width, int(at) % width) for at in flat]


def swap_costs(board: Board, rows: Ints, columns: Ints) -> Floats:
    """What exchanging each of ``rows`` with each of ``columns`` would cost more; ``NEVER`` where it cannot be.

    Exact for single people, but for pairs to keep apart from each other (taken as impossible).
    """
    problem = board.problem
    here, there = board.places[rows], board.places[columns]
    costs = (board.add[rows][:, there] - board.saved[rows, None]).astype(np.float64)
    costs += (board.add[columns][:, here] - board.saved[columns, None]).T
    second = board.second()
    size = second[0].astype(np.float64)
    costs -= size[here][:, None] + size[there][None, :]
    active = np.flatnonzero(second[1:].any(axis=1)) + 1
    if len(active):
        bend = second[active].astype(np.float32)
        left, right = board.membership[active][:, rows], board.membership[active][:, columns]
        costs -= (left * bend[:, here]).T @ right
        costs -= left.T @ (right * bend[:, there])
    row_at = np.full(problem.units, -1)
    row_at[rows] = np.arange(len(rows))
    column_at = np.full(problem.units, -1)
    column_at[columns] = np.arange(len(columns))
    if problem.met:
        met = np.array(problem.met, dtype=np.int64)
        for one, other in ((0, 1), (1, 0)):
            known = (row_at[met[:, one]] >= 0) & (column_at[met[:, other]] >= 0)
            np.subtract.at(costs, (row_at[met[known, one]], column_at[met[known, other]]), 2.0 * met[known, 2])
    never = here[:, None] == there[None, :]
    never |= problem.sizes[rows][:, None] != problem.sizes[columns][None, :]
    never |= ~problem.allowed[rows][:, there] | ~problem.allowed[columns][:, here].T
    if problem.apart:
        never |= (board.near[rows][:, there] > 0) | (board.near[columns][:, here] > 0).T
    costs[never] = NEVER
    return costs


def _exchange_groups(board: Board, movable: Bools) -> set[int]:
    """Exchange people kept together with as many single people as needed, where it helps. Returns the teams touched."""
    problem = board.problem
    touched: set[int] = set()
    for group in np.flatnonzero((problem.sizes > 1) & movable & (board.places != NOWHERE)):
        unit, size, origin = int(group), int(problem.sizes[group]), int(board.places[group])
        open_ = problem.allowed[unit] & (board.near[unit] == 0) & (np.arange(problem.teams) != origin)
        teams = np.flatnonzero(open_)
        for team in teams[np.argsort(board.add[unit, teams], kind="stable")[:TEAMS_TRIED]]:
            inside = np.flatnonzero((board.places == team) & movable & (problem.sizes < size))
            inside = inside[problem.allowed[inside, origin] & (board.near[inside, origin] == 0)]
            price = board.add[inside, origin] - board.saved[inside]
            leaving: list[tuple[int, int]] = []
            brought = 0
            for out in inside[np.argsort(price, kind="stable")]:
                if brought + problem.sizes[out] > size:
                    continue
                leaving.append((int(out), origin))
                brought += int(problem.sizes[out])
                step = [(unit, int(team)), *leaving]
                gain = board.try_steps(step)
                if gain is not None and gain < 0:
                    board.move(step)
                    touched |= {origin, int(team)}
                    break
            if board.places[unit] != origin:
                break
    return touched
