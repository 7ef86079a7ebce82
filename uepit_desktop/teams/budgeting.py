"""The best placement with so many moves at most: which places are worth a move, and the exact search among them.

A price of moves gives only some points of the trade-off between cost and moves (those on its lower hull), and a price
in whole numbers still fewer. A budget gives them all: it is one more row, « no more moves than that ». The linear
relaxation with that row has a price for it, a fraction as a rule, and with it every place has a reduced cost: how much
dearer than its best one it is for a unit, moves at their price included. Places of low reduced cost are searched.
"""

from __future__ import annotations

import math
import os
import time
from dataclasses import replace
from typing import Any

import numpy as np

from .compact import Bools, Compact, Ints
from .highs import Engine, new_solver, run
from .prices import Priced, priced
from .relaxation import Floats, Model, build
from .solver import MOST_THREADS
from .watch import Watch

#: Prices of moves are whole numbers of this part of a unit of cost.
FRACTION = 64
#: How often the relaxation is solved, and places for each unit that are added to it.
ROUNDS, ASKED = 3, 4


def in_fractions(problem: Compact, moves: Ints, price: float, parts: int = FRACTION) -> Compact:
    """``problem`` in ``parts`` of a unit of cost, each of ``moves`` (unit, team) paid at ``price`` of them."""
    return replace(
        problem,
        base=problem.base * parts + round(price * parts) * moves,
        features=tuple(replace(feature, tables=feature.tables * parts) for feature in problem.features),
        met=tuple((one, other, cost * parts) for one, other, cost in problem.met),
        constant=problem.constant * parts,
    )


def dearness(problem: Compact, moves: Ints, most: int, open_to: Bools, deadline: float) -> Floats | None:
    """(unit, team): how much dearer than its best place it is for a unit at the prices of the relaxation with ``most``
    moves; infinite where it cannot be. None when the relaxation took too long.

    The relaxation is solved among the places that ``open_to`` names, then again with those that its prices ask for;
    that is begun before ``deadline``, and then given half as long again as the first took.
    """
    found: Floats | None = None
    started, taken_s = time.monotonic(), 0.0
    for number in range(1, ROUNDS + 1):
        relaxed = _relaxed(problem, moves, most, open_to, deadline + 1.5 * taken_s)
        taken_s = (time.monotonic() - started) / number
        if relaxed is None:
            break
        prices, _ = relaxed
        found = np.where(problem.allowed, prices.above / (prices.parts * FRACTION), np.inf)
        asked = problem.allowed & (prices.above == 0) & ~open_to
        if not asked.any() or time.monotonic() > deadline:
            break
        open_to = open_to | lowest(found, each=ASKED)
    return found


def lowest(costs: Floats, each: int) -> Bools:
    """Where ``costs`` (unit, team) are the lowest: ``each`` for a unit on average, and of equal ones no more."""
    mixed = costs + np.random.default_rng(0).random(costs.shape) / FRACTION
    last = min(each * costs.shape[0], costs.size) - 1
    found: Bools = (mixed <= np.partition(mixed.reshape(-1), last)[last]) & (costs < np.inf)
    return found


def least_possible(problem: Compact, moves: Ints, most: int, time_limit: float) -> int:
    """A proven bound: no placement with ``most`` moves at most costs less. 0 when the time was too short for one."""
    relaxed = _relaxed(problem, moves, most, problem.allowed, time.monotonic() + time_limit)
    if relaxed is None:
        return 0
    prices, price = relaxed
    bound = prices.bound - price * most * prices.parts
    return max(0, -(-bound // (prices.parts * FRACTION)))


def _relaxed(problem: Compact, moves: Ints, most: int, open_to: Bools, deadline: float) -> tuple[Priced, int] | None:
    """What the relaxation with the budget gives: prices in ``FRACTION`` of a unit of cost, that of a move included.

    A move paid at any price p and p·``most`` taken off the sum never cost more than no price at all, where no more than
    that many move: the bound of ``prices`` less p·``most`` is a bound with the budget.
    """
    watch = Watch(problem, deadline - time.monotonic(), None, None)
    if watch.stop():
        return None
    model = build(problem, open_to)
    held = _with_budget(model, moves, most)
    held.setOptionValue("solver", "simplex")
    outcome = run(None, watch, _engine(), held=held)
    if not outcome.ended or outcome.values is None or not len(outcome.duals):
        return None
    price = max(0, round(-float(outcome.duals[-1]) * FRACTION))
    dearer = in_fractions(problem, moves, price / FRACTION)
    return priced(dearer, model.rows, outcome.duals[:-1] * FRACTION), price


def best_within(problem: Compact, places: Ints, moves: Ints, most: int, open_to: Bools, deadline: float) -> Ints:
    """The best placement found with ``most`` moves at most and every unit in a team that ``open_to`` names; ``places``,
    which keeps to that, if none is better."""
    watch = Watch(problem, deadline - time.monotonic(), None, None)
    if watch.stop() or not watch.offer(places):
        return places
    model = build(problem, open_to, whole=True)
    units = np.arange(problem.units)

    def found(values: Floats) -> None:
        chosen = np.flatnonzero(values[: len(model.unit)] > 0.5)
        new = places.copy()
        new[model.unit[chosen]] = model.team[chosen]
        if int(moves[units, new].sum()) <= most:
            watch.offer(new)

    outcome = run(
        None,
        watch,
        _engine(),
        found=found,
        held=_with_budget(model, moves, most),
        mip_rel_gap=0.0,
        mip_abs_gap=max(1, watch.step) * 0.99,
        mip_max_start_nodes=0,
    )
    if outcome.values is not None:
        found(outcome.values)
    assert watch.places is not None
    return watch.places


def _with_budget(model: Model, moves: Ints, most: int) -> Any:
    solver = new_solver(_engine())
    solver.passModel(model.lp)
    paid = moves[model.unit, model.team]
    columns = np.flatnonzero(paid).astype(np.int32)
    solver.addRow(-math.inf, float(most), len(columns), columns, paid[columns].astype(np.float64))
    return solver


def _engine() -> Engine:
    return Engine(min(MOST_THREADS, os.cpu_count() or 1), 0)
