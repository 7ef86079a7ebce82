"""Steps of three people: each takes the place of the next, and the last the place of the first or a free one.

Cyclic exchanges find what moves and exchanges of two cannot, where teams are full (Thompson & Orlin, "The theory of
cyclic transfers", 1989). Only promising replacements are combined, and every chain is weighed exactly before it is
taken."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .board import NEVER, NOWHERE, Board
from .compact import Bools, Ints

#: Replacements kept for each unit, and chains weighed exactly in one look.
KEPT, WEIGHED = 24, 400

Floats = npt.NDArray[np.float64]


def take_chains(board: Board, movable: Bools) -> set[int]:
    """Take the chains that make the board cheaper, cheapest first, no team twice. Returns the teams touched."""
    units = np.flatnonzero(movable & (board.places != NOWHERE))
    if len(units) < 2:
        return set()
    costs = _replacement_costs(board, units)
    kept = min(KEPT, len(units) - 1)
    best = np.argpartition(costs, kept, axis=1)[:, :kept]
    moves = np.where(board.rooms(units), board.add[units] - board.saved[units, None], NEVER)
    to = moves.argmin(axis=1)
    free = moves[np.arange(len(units)), to].astype(np.float64)
    found: list[tuple[float, list[tuple[int, int]]]] = []

    def note(total: Floats, *at: Ints, end: Ints | None) -> None:
        """Chains of ``units[at[0]]``, ``units[at[1]]``…; ``end``: the team of the last, None for that of the first."""
        good = np.flatnonzero(total < -0.5)
        for one in good[np.argsort(total[good], kind="stable")][:WEIGHED]:
            chain = [int(units[place[one]]) for place in at]
            teams = [int(board.places[unit]) for unit in chain]
            last = teams[0] if end is None else int(end[one])
            found.append((float(total[one]), list(zip(chain, [*teams[1:], last], strict=True))))

    first = np.repeat(np.arange(len(units)), kept)
    second = best.reshape(-1)
    two = costs[first, second]
    note(two + free[second], first, second, end=to[second])
    promising = np.flatnonzero(two < NEVER / 4)
    promising = promising[np.argsort(two[promising] + costs[second[promising]].min(axis=1))[: len(units) * 8]]
    two = np.repeat(two[promising], kept)
    first, second = np.repeat(first[promising], kept), np.repeat(second[promising], kept)
    third = best[second].reshape(len(second), kept)[np.arange(len(second)), np.tile(np.arange(kept), len(promising))]
    three = two + costs[second, third]
    different = third != first
    note(np.where(different, three + costs[third, first], NEVER), first, second, third, end=None)
    note(np.where(different, three + free[third], NEVER), first, second, third, end=to[third])
    touched: set[int] = set()
    for _, steps in sorted(found, key=lambda one: one[0])[: 2 * WEIGHED]:
        teams = {team for _, team in steps} | {int(board.places[unit]) for unit, _ in steps}
        if teams & touched or len({unit for unit, _ in steps}) < len(steps):
            continue
        gain = board.try_steps(steps)
        if gain is not None and gain < 0:
            board.move(steps)
            touched |= teams
    return touched


def _replacement_costs(board: Board, units: Ints) -> Floats:
    """(u, v) → what u leaving its team for the place of v would cost more, v's own going left aside; ``NEVER`` where it
    cannot be. Exact for single people."""
    problem = board.problem
    there = board.places[units]
    costs = (board.add[units][:, there] - board.saved[units, None]).astype(np.float64)
    second = board.second()
    costs -= second[0].astype(np.float64)[there][None, :]
    active = np.flatnonzero(second[1:].any(axis=1)) + 1
    if len(active):
        members = board.membership[active][:, units]
        costs -= members.T @ (members * second[active].astype(np.float32)[:, there])
    never = there[:, None] == there[None, :]
    never |= problem.sizes[units][:, None] != problem.sizes[units][None, :]
    never |= ~problem.allowed[units][:, there]
    if problem.apart:
        never |= board.near[units][:, there] > 0
    costs[never] = NEVER
    return costs
