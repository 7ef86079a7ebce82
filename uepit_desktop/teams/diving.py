"""From shares to people: the linear relaxation is solved again and again while the surest are placed for good.

Each round places whoever the relaxation places whole, and the surest of the others; once few are left, whole numbers
are asked for at once, with every team open again to them (a dive that ends in a small exact search).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .compact import Bools, Compact, Ints
from .highs import Engine, new_solver, run
from .prices import Priced
from .relaxation import Floats, Model, build
from .watch import Watch

_WHOLE = 0.999
#: Units left to the exact search at the end, and how many of its nodes may be looked at.
_FEW = 110
_NODES = 5
#: Teams looked at for each unit in the dive, and in the exact search at its end: those of the lowest prices.
_LOOKED_AT = 12
_SEARCHED = 30


def dive(problem: Compact, watch: Watch, engine: Engine, shares: Floats, prices: Priced) -> None:
    """Offer ``watch`` a placement near ``shares`` (unit × team)."""
    used = shares > 1e-7
    model = build(problem, nearest(problem, prices, _LOOKED_AT) | used)
    taken = _place_surest(problem, watch, engine, model, shares)
    if taken is None or watch.stop():
        return
    open_to = nearest(problem, prices, _SEARCHED) | used
    fixed = np.flatnonzero(taken >= 0)
    open_to[fixed] = False
    open_to[fixed, taken[fixed]] = True
    solve_whole(problem, watch, engine, open_to, mip_max_nodes=_NODES)


def nearest(problem: Compact, prices: Priced, count: int) -> Bools:
    """For each unit, the ``count`` teams (or a few more, equal ones) where its price is lowest."""
    above = np.where(problem.allowed, prices.above, np.iinfo(np.int64).max)
    if count >= problem.teams:
        return problem.allowed
    limit = np.partition(above, count - 1, axis=1)[:, count - 1]
    return problem.allowed & (above <= limit[:, None])


def solve_whole(
    problem: Compact, watch: Watch, engine: Engine, open_to: Bools, *, rest: Ints | None = None, **options: Any
) -> tuple[bool, float]:
    """The best placement with unit u in a team that ``open_to[u]`` names, better ones offered as they come.

    ``rest``: where units are that ``open_to`` leaves out, with all of their team. Returns whether it was solved (or has
    no placement below the best known), and the bound of the search.
    """
    model = build(problem, open_to, whole=True)
    base = np.zeros(problem.units, dtype=np.int64) if rest is None else rest.copy()

    def found(values: Floats) -> None:
        watch.offer(_placed(model, values, base))

    step = max(1, watch.step)
    outcome = run(
        model.lp,
        watch,
        engine,
        found=found,
        mip_rel_gap=0.0,
        mip_abs_gap=step * 0.99,
        mip_max_start_nodes=0,
        **options,
    )
    if outcome.values is not None:
        found(outcome.values)
    return outcome.ended, outcome.bound


def shares_of(problem: Compact, model: Model, values: Floats) -> Floats:
    """Unit × team, from the columns of ``model``."""
    shares = np.zeros((problem.units, problem.teams))
    shares[model.unit, model.team] = values[: len(model.unit)]
    return shares


def _placed(model: Model, values: Floats, base: Ints) -> Ints:
    places = base
    chosen = np.flatnonzero(values[: len(model.unit)] > 0.5)
    places[model.unit[chosen]] = model.team[chosen]
    return places


def _place_surest(problem: Compact, watch: Watch, engine: Engine, model: Model, shares: Floats) -> Ints | None:
    """Unit → team, −1 for the last few; None when it was stopped. Ends early where placing more would break a rule."""
    solver = new_solver(engine)
    solver.setOptionValue("solver", "simplex")
    solver.passModel(model.lp)
    taken = np.full(problem.units, -1, dtype=np.int64)
    column = np.full((problem.units, problem.teams), -1, dtype=np.int64)
    column[model.unit, model.team] = np.arange(len(model.unit))
    while True:
        surest, best = shares.argmax(axis=1), shares.max(axis=1)
        loose = taken < 0
        whole = np.flatnonzero(loose & (best > _WHOLE))
        split = np.flatnonzero(loose & (best <= _WHOLE))
        before = taken.copy()
        taken[whole] = surest[whole]
        if len(split) <= _FEW:
            return taken
        chosen = split[np.argsort(-best[split], kind="stable")][: max(2, len(split) // 4)]
        taken[chosen] = surest[chosen]
        new = np.flatnonzero((taken >= 0) & (before < 0))
        columns = column[new, taken[new]].astype(np.int32)
        solver.changeColsBounds(len(columns), columns, np.ones(len(columns)), np.ones(len(columns)))
        outcome = run(None, watch, engine, held=solver)
        if watch.stop():
            return None
        if not outcome.ended or outcome.values is None:
            return before
        shares = shares_of(problem, model, outcome.values)
