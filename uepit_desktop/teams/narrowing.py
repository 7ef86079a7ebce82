"""The best placement among a few places for each person, exactly: what small steps cannot find, in a second or two.

Where everybody has a place already and leaving it has a price, a better placement differs in few places, and those are
among the ones that cost little more at the margin. An exact search among them alone is small (a large neighbourhood in
the sense of Shaw, "Using constraint programming and local search methods to solve vehicle routing problems", CP 1998).
"""

from __future__ import annotations

import os
import time
from dataclasses import replace

import numpy as np

from .board import NEVER, NOWHERE, Board
from .compact import Bools, Compact, Ints
from .diving import solve_whole
from .highs import Engine
from .solver import MOST_THREADS
from .watch import Watch


def promising(board: Board, movable: Bools, *, each: int, most: int) -> Bools:
    """(unit, team): where each unit is, and for ``movable`` ones the teams that cost least more: ``each`` for a unit at
    most, and ``most`` in all."""
    problem = board.problem
    units = np.arange(problem.units)
    costs = np.where(problem.allowed & movable[:, None], board.add - board.saved[:, None], NEVER).astype(np.float64)
    costs += np.random.default_rng(0).random(costs.shape) * 0.5  # equal ones: not all of them, nor always the first
    costs[units, board.places] = NEVER
    if each < problem.teams:
        costs[costs > np.partition(costs, each - 1, axis=1)[:, each - 1 : each]] = NEVER
    flat = costs.reshape(-1)
    if most < len(flat):
        flat[flat > np.partition(flat, most - 1)[most - 1]] = NEVER
    open_to: Bools = costs < NEVER
    open_to[units, board.places] = True
    return open_to & problem.allowed


def settle_exactly(problem: Compact, places: Ints, extra: Ints, open_to: Bools, deadline: float) -> Ints:
    """The best placement found with every unit in a team that ``open_to`` names, ``places`` (which keeps the rules) if
    none is better.

    Args:
        extra: added to the base costs (unit, team): the price of moves.
        deadline: moment of ``time.monotonic()``.
    """
    left = deadline - time.monotonic()
    if left <= 0 or (places == NOWHERE).any():
        return places
    priced = replace(problem, base=problem.base + extra)
    watch = Watch(priced, left, None, None)
    if not watch.offer(places):
        return places
    solve_whole(priced, watch, Engine(min(MOST_THREADS, os.cpu_count() or 1), 0), open_to)
    assert watch.places is not None
    return watch.places
