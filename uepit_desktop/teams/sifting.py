"""The linear relaxation of a large problem, by few places at a time.

Most places are of no use to anybody, and a model of the others is solved in a fraction of the time. It gives prices,
they say which of the places left out could make it cheaper, these are added, until none is (sifting: Bixby, Gregory,
Lustig, Marsten, Shanno 1992). The prices after each round prove a bound, so that stopping early costs nothing but its
height.
"""

from __future__ import annotations

import numpy as np

from .compact import Bools, Compact
from .highs import Engine, run
from .prices import Priced, priced
from .relaxation import Floats, build
from .watch import Watch

#: Places of each unit at first, and those added to it in a round.
EACH = 10
#: How near the bound must come to the value of the model: a share of it, or of a step of costs if that is more.
_NEAR = 4e-4
_NEAR_STEP = 0.1
#: A price is only as exact as the interior point method: what is cheaper by less is not (in parts of a unit of cost).
_CHEAPER = 1 << 14
_MOST_ROUNDS = 12


def sift(problem: Compact, watch: Watch, engine: Engine, *, each: int = EACH) -> tuple[Priced | None, Floats]:
    """The prices of the relaxation, or of nearly that (None when it was stopped), and the shares of units in teams.
    Raises the bound of ``watch``, after every round."""
    rng = np.random.default_rng(engine.seed)
    open_to = _first(problem, watch, each, rng)
    best: Priced | None = None
    for _ in range(_MOST_ROUNDS):
        model = build(problem, open_to, counted=problem.allowed)
        outcome = run(model.lp, watch, engine, solver="ipm", run_crossover="off")
        if (not outcome.ended or outcome.values is None) and not watch.stop():
            outcome = run(model.lp, watch, engine, solver="simplex")
        if outcome.values is None or not len(outcome.duals):
            return None, np.zeros((0, 0))
        prices = priced(problem, model.rows, outcome.duals)
        watch.raise_bound(prices.bound, prices.parts)
        if not outcome.ended:
            return None, np.zeros((0, 0))
        if best is None or prices.bound > best.bound:
            best = prices
        value = float(np.dot(model.lp.col_cost_, outcome.values)) + model.lp.offset_
        shares = np.zeros((problem.units, problem.teams))
        shares[model.unit, model.team] = outcome.values[: len(model.unit)]
        if value - best.bound / best.parts <= max(_NEAR * abs(value), _NEAR_STEP * max(1, watch.step)):
            break
        more = _cheaper(problem, prices, open_to, each, rng)
        if not more.any():
            break
        open_to = open_to | more
    return best, shares


def _first(problem: Compact, watch: Watch, each: int, rng: np.random.Generator) -> Bools:
    """Places that cost least for each unit, equal ones by lot, and those of the placement known: it is a solution."""
    if watch.places is None:
        return problem.allowed
    open_to = _least(problem.base + rng.random(problem.base.shape), problem.allowed, each)
    open_to[np.arange(problem.units), watch.places] = True
    return open_to


def _cheaper(problem: Compact, prices: Priced, open_to: Bools, each: int, rng: np.random.Generator) -> Bools:
    """Places left out that would make the model cheaper: ``each`` for a unit at most."""
    above = np.where(open_to, prices.above, np.iinfo(np.int64).max)
    paid = above.min(axis=1, keepdims=True)  # what the model pays for a unit above its cheapest team
    cheaper: Bools = problem.allowed & ~open_to & (prices.above < paid - prices.parts // _CHEAPER)
    return _least(prices.above / prices.parts + 1e-3 * rng.random(above.shape), cheaper, each)


def _least(values: Floats, among: Bools, each: int) -> Bools:
    """For each row, the ``each`` smallest of ``values`` where ``among``."""
    if each >= values.shape[1]:
        return among
    values = np.where(among, values, np.inf)
    found: Bools = among & (values <= np.partition(values, each - 1, axis=1)[:, each - 1 : each])
    return found
