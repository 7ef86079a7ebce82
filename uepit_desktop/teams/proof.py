"""The linear relaxation with its prices, and the exact search among the places that still matter: what is proven."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .compact import Bools, Compact
from .diving import shares_of, solve_whole
from .highs import Engine, run
from .prices import Priced, priced
from .relaxation import Floats, build
from .sifting import sift
from .watch import Watch

#: Up to so many places the relaxation is solved whole; beyond, by few places at a time.
_SOLVED_WHOLE = 8_000
#: Up to so many places a unit, the exact search takes all that matter at once.
_FEW_PLACES = 24


def relax(problem: Compact, watch: Watch, engine: Engine) -> tuple[Priced | None, Floats]:
    """The prices of the relaxation (None when it was stopped) and the shares of units in teams. Raises the bound."""
    if problem.allowed.sum() > _SOLVED_WHOLE:
        return sift(problem, watch, engine)
    model = build(problem, problem.allowed)
    outcome = run(model.lp, watch, engine, solver="simplex")
    if outcome.values is None or not len(outcome.duals):
        return None, np.zeros((0, 0))
    prices = priced(problem, model.rows, outcome.duals)
    watch.raise_bound(prices.bound, prices.parts)
    if not outcome.ended:
        return None, np.zeros((0, 0))
    return prices, shares_of(problem, model, outcome.values)


def slack_of(watch: Watch, prices: Priced) -> float:
    """How much a better placement may cost above the bound of the prices."""
    assert watch.cost is not None
    return watch.cost - max(1, watch.step) - prices.bound / prices.parts


def within(problem: Compact, prices: Priced, slack: float) -> Bools:
    """Where a unit may be in a placement that costs ``slack`` above the bound, or a little more."""
    return problem.allowed & (prices.above <= int(slack * prices.parts) + 1)


def prove(problem: Compact, watch: Watch, engine: Engine, prices: Priced, **options: Any) -> None:
    """Exact search among the places whose price is within a slack that widens until nothing better can be outside.

    A placement that uses a place with ``above`` costs at least the bound plus that: one within the slack is in the
    exact model, any other costs more than the slack.
    """
    least = prices.bound / prices.parts
    slack = min(slack_of(watch, prices), max(2.0 * max(1, watch.step), 0.003 * least))
    if within(problem, prices, slack_of(watch, prices)).sum() <= _FEW_PLACES * problem.units:
        slack = slack_of(watch, prices)
    while not watch.stop():
        open_to = within(problem, prices, slack)
        assert watch.cost is not None
        ended, bound = solve_whole(problem, watch, engine, open_to, **options)
        limits = [float(watch.cost)]  # none of these is above the cost of a better placement
        if math.isfinite(bound):
            limits.append(math.ceil(bound - 1e-3 * max(1, watch.step)))
        elif not ended:
            limits.append(watch.bound)
        full = slack >= slack_of(watch, prices)
        if not full:
            limits.append(-(-(prices.bound + int(slack * prices.parts) + 1) // prices.parts))
        watch.raise_bound(int(min(limits)))
        if not ended or full:
            return
        slack = min(slack_of(watch, prices), max(3 * slack, slack + 1))
