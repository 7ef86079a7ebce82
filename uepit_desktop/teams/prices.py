"""A proven lower bound from prices, in whole numbers (Lagrangian duality: Geoffrion 1974).

Give each seat, each count of a feature in a team and each pair apart a price. Everyone then takes the cheapest team on
their own, and each team the cheapest size and counts on its own. Whatever the prices, that sum is never above the cost
of a placement, since every placement is one such choice whose prices cancel out. The prices of the linear relaxation
make it as large as the relaxation itself; because they are first rounded to whole parts of ``PARTS``, no floating
point error can make the bound too large.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .compact import Compact, Ints
from .relaxation import Floats, Rows

#: Prices are whole numbers of this part of a unit of cost; of larger parts where costs are enormous.
PARTS = 1 << 20
_MOST_PRICE = 1 << 24
_ROOM = 1 << 58  # products stay below the largest whole number of the machine


@dataclass(frozen=True, slots=True)
class Priced:
    """``bound`` (in ``parts``): no placement costs less. ``above[u, t]`` (in parts, 0 or more): a placement with unit u
    in team t costs at least ``bound + above[u, t]``. Where u is not allowed it has no meaning."""

    bound: int
    above: Ints
    parts: int


def priced(problem: Compact, rows: Rows, duals: Floats) -> Priced:
    """The bound that the row prices ``duals`` of a model with every team and unit give."""
    parts = _parts(problem)
    prices = np.rint(np.clip(np.nan_to_num(duals), -_MOST_PRICE, _MOST_PRICE) * parts).astype(np.int64)
    at = len(rows.units)
    seat = np.zeros(problem.teams, dtype=np.int64)
    seat[rows.teams] = prices[at : at + len(rows.teams)]
    at += len(rows.teams)
    apart = np.minimum(0, prices[at : at + len(rows.apart)])
    at += len(rows.apart)
    counted = prices[at:]
    reduced = problem.base * parts - problem.sizes[:, None] * seat[None, :]
    total = problem.constant * parts
    sizes = np.where(seat > 0, problem.least, problem.most)
    total += _sum(sizes * seat)
    pairs = np.array(problem.apart, dtype=np.int64).reshape(-1, 2)
    for side in (0, 1):
        np.subtract.at(reduced, (pairs[rows.apart, side], rows.apart_team), apart)
    total += _sum(apart)
    for number, feature in enumerate(problem.features):
        here = rows.feature == number
        price = np.zeros(problem.teams, dtype=np.int64)
        price[rows.feature_team[here]] = counted[here]
        reduced[feature.units] -= feature.counts[:, None] * price[None, :]
        tables = feature.tables[feature.kinds] * parts
        lengths = np.arange(tables.shape[1])
        choices = tables + price[:, None] * lengths[None, :]
        choices[lengths[None, :] > problem.most[:, None]] = np.iinfo(np.int64).max
        total += _sum(choices.min(axis=1))
    reduced[~problem.allowed] = np.iinfo(np.int64).max
    own = reduced.min(axis=1, initial=np.iinfo(np.int64).max)
    total += _sum(own)
    above = np.where(problem.allowed, reduced, own[:, None]) - own[:, None]
    return Priced(total, above, parts)


def _parts(problem: Compact) -> int:
    dearest = max(
        int(problem.base.max(initial=0)),
        _MOST_PRICE * max(1, int(problem.most.max(initial=0))) * (len(problem.features) + 2),
        *(int(feature.tables.max(initial=0)) for feature in problem.features),
        1,
    )
    parts = PARTS
    while parts > 1 and dearest * parts > _ROOM:
        parts //= 2
    return parts


def _sum(values: Ints) -> int:
    """The exact sum, however large."""
    return (int((values >> 24).sum()) << 24) + int((values & ((1 << 24) - 1)).sum())


def even_spread_bound(problem: Compact) -> int:
    """What the cheapest spreading of each feature over the teams costs, one feature at a time: a proven bound in closed
    form, reached when everything can be spread evenly at once. Wishes and moves count at each unit's cheapest team."""
    cheapest = np.where(problem.allowed, problem.base, np.iinfo(np.int64).max).min(axis=1)
    total = problem.constant + int(cheapest.sum())
    for feature in problem.features:
        steps = np.diff(feature.tables[feature.kinds], axis=1)
        beyond = np.arange(steps.shape[1])[None, :] >= problem.most[:, None]
        steps = np.sort(np.where(beyond, np.iinfo(np.int64).max, steps).ravel())
        taken = steps[: int(feature.counts.sum())]
        total += int(feature.tables[feature.kinds, 0].sum()) + int(taken[taken < np.iinfo(np.int64).max].sum())
    return total
