"""The linear relaxation: what a placement would cost if people could be cut in pieces, as a model for HiGHS.

One column a unit and team (the share of the unit in the team), one row a unit (placed once), a team (its sizes), a pair
apart and team, a feature and team (the count). The convex cost of a count is a stack of excess columns: one for each
run of further people at the same price, above and below the counts that cost least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .compact import Bools, Compact, Ints

#: Beyond so many rows for pairs that met before, a model is not worth its size.
MOST_MEETINGS = 20_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows are: units from 0, then teams, then those of ``apart`` and ``features`` as (number, team)."""

    units: Ints
    teams: Ints
    apart: Ints
    apart_team: Ints
    feature: Ints
    feature_team: Ints


@dataclass(frozen=True, slots=True)
class Stacks:
    """The columns of excess: which count each belongs to (in the order of ``Rows.feature``), beyond which count it
    begins, upwards (``sign`` −1) or downwards (1), and how much it takes."""

    of: Ints
    begins: Ints
    sign: Ints
    top: Ints

    def heights(self, counts: Ints) -> Floats:
        """What each column is for ``counts``."""
        if not len(self.of):
            return np.zeros(0)
        heights: Floats = np.clip((self.begins - counts[self.of]) * self.sign, 0, self.top).astype(np.float64)
        return heights


@dataclass(frozen=True, slots=True)
class Model:
    """Column j < ``len(unit)`` is the share of ``unit[j]`` in ``team[j]``; then come the stacks of excess, then whether
    the pairs ``met`` are together (in whole-number models that are not too large; without them the model only costs
    less)."""

    lp: Any
    unit: Ints
    team: Ints
    rows: Rows
    stacks: Stacks
    met: tuple[tuple[int, int, int], ...]

    def columns(self, problem: Compact, places: Ints) -> Floats:
        """The values of all columns for the placement of unit u in team ``places[u]``."""
        counts = np.array(
            [
                feature.counts[places[feature.units] == team].sum()
                for feature, team in (
                    (problem.features[number], team)
                    for number, team in zip(self.rows.feature.tolist(), self.rows.feature_team.tolist(), strict=True)
                )
            ]
        )
        shares = (places[self.unit] == self.team).astype(np.float64)
        met = np.array([places[one] == places[other] for one, other, _ in self.met], dtype=np.float64)
        return np.concatenate((shares, self.stacks.heights(counts), met))


def build(problem: Compact, open_to: Bools, *, whole: bool = False, counted: Bools | None = None) -> Model:
    """The model where unit u may be in team t when ``open_to[u, t]``; teams open to nobody stay empty, and units
    without a team are left out.

    ``whole``: nobody is cut in pieces. ``counted`` (default ``open_to``): the places that counts are made ready for,
    which those of ``open_to`` are among: a count then has its row, and its price, though nobody could change it yet.
    """
    counted = open_to if counted is None else counted
    unit, team = np.nonzero(open_to)
    count = len(unit)
    column = np.full(open_to.shape, -1, dtype=np.int64)
    column[unit, team] = np.arange(count)
    units, teams = np.flatnonzero(open_to.any(axis=1)), np.flatnonzero(open_to.any(axis=0))
    unit_row = np.full(problem.units, -1, dtype=np.int64)
    unit_row[units] = np.arange(len(units))
    team_row = np.full(problem.teams, -1, dtype=np.int64)
    team_row[teams] = len(units) + np.arange(len(teams))
    matrix = _Matrix()
    matrix.rows(np.ones(len(units)), np.ones(len(units)))
    matrix.rows(problem.least[teams], problem.most[teams])
    matrix.entries(unit_row[unit], np.arange(count), np.ones(count))
    matrix.entries(team_row[team], np.arange(count), problem.sizes[unit])
    apart, apart_team = [], []
    for number, (one, other) in enumerate(problem.apart):
        both = np.flatnonzero(open_to[one] & open_to[other])
        first = matrix.rows(np.full(len(both), -np.inf), np.ones(len(both)))
        for each in (one, other):
            matrix.entries(first + np.arange(len(both)), column[each, both], np.ones(len(both)))
        apart.append(np.full(len(both), number))
        apart_team.append(both)
    stacks = _StackColumns(count)
    constant = problem.constant
    feature_numbers, feature_teams = [], []
    left_out = ~open_to.any(axis=0)
    for number, feature in enumerate(problem.features):
        constant += int(feature.tables[feature.kinds[left_out], 0].sum())  # needs that nobody there meets
        usable = counted[feature.units]
        reach = np.minimum((usable * feature.counts[:, None]).sum(axis=0), problem.most)[teams]
        shapes, shape_of = np.unique(np.stack((feature.kinds[teams], reach)), axis=1, return_inverse=True)
        shape_of = shape_of.reshape(-1)
        for shape, (kind, most) in enumerate(shapes.T.tolist()):
            here = teams[shape_of == shape]
            table = feature.tables[kind][: most + 1]
            steps = np.diff(table)
            constant += int(table.min()) * len(here)
            low, high = int((steps < 0).sum()), int((steps <= 0).sum())
            if low == 0 and high == len(steps):
                continue  # whatever the count, it costs the same
            first = matrix.rows(
                np.full(len(here), low if low else -np.inf), np.full(len(here), high if high < len(steps) else np.inf)
            )
            row = first + np.arange(len(here))
            in_team = np.flatnonzero(open_to[feature.units][:, here])
            which, where = np.divmod(in_team, len(here))
            matrix.entries(row[where], column[feature.units[which], here[where]], feature.counts[which])
            stacks.add(matrix, row, -steps[:low][::-1], low, 1)
            stacks.add(matrix, row, steps[high:], high, -1)
            stacks.counted += len(here)
            feature_numbers.append(np.full(len(here), number))
            feature_teams.append(here)
    met = _met(problem, open_to, matrix, column, stacks.next) if whole else ()
    lp = matrix.model(
        np.concatenate(
            [problem.base[unit, team].astype(np.float64), *stacks.costs, np.array([float(cost) for _, _, cost in met])]
        ),
        np.concatenate([np.ones(count), *stacks.tops, np.ones(len(met))]),
    )
    lp.offset_ = float(constant)
    if whole:
        import highspy

        kinds = [highspy.HighsVarType.kInteger] * count
        lp.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * (lp.num_col_ - count)
    rows = Rows(units, teams, _joined(apart), _joined(apart_team), _joined(feature_numbers), _joined(feature_teams))
    return Model(lp, unit, team, rows, stacks.stacks(), met)


def _met(
    problem: Compact, open_to: Bools, matrix: _Matrix, column: Ints, first: int
) -> tuple[tuple[int, int, int], ...]:
    """A column for each pair that may be together again, and a row for each team where it may."""
    pairs = [(pair, np.flatnonzero(open_to[pair[0]] & open_to[pair[1]])) for pair in problem.met]
    pairs = [(pair, both) for pair, both in pairs if len(both)]
    if sum(len(both) for _, both in pairs) > MOST_MEETINGS:
        return ()
    for number, ((one, other, _), both) in enumerate(pairs):
        rows = matrix.rows(np.full(len(both), -np.inf), np.ones(len(both))) + np.arange(len(both))
        for unit in (one, other):
            matrix.entries(rows, column[unit, both], np.ones(len(both)))
        matrix.entries(rows, np.full(len(both), first + number), np.full(len(both), -1.0))
    return tuple(pair for pair, _ in pairs)


class _Matrix:
    """A sparse matrix, gathered piece by piece."""

    def __init__(self) -> None:
        self._row: list[Ints] = []
        self._column: list[Ints] = []
        self._value: list[Floats] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._count = 0

    def rows(self, lower: npt.ArrayLike, upper: npt.ArrayLike) -> int:
        """New rows; the number of the first."""
        first = self._count
        self._lower.append(np.asarray(lower, dtype=np.float64))
        self._upper.append(np.asarray(upper, dtype=np.float64))
        self._count += len(self._lower[-1])
        return first

    def entries(self, row: Ints, column: Ints, value: npt.ArrayLike) -> None:
        self._row.append(row)
        self._column.append(column)
        self._value.append(np.asarray(value, dtype=np.float64))

    def model(self, cost: Floats, upper: Floats) -> Any:
        import highspy

        row, column, value = _joined(self._row), _joined(self._column), np.concatenate(self._value or [np.zeros(0)])
        order = np.lexsort((row, column))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(cost), self._count
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
        lp.row_lower_, lp.row_upper_ = np.concatenate(self._lower), np.concatenate(self._upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.searchsorted(column[order], np.arange(len(cost) + 1))
        lp.a_matrix_.index_ = row[order]
        lp.a_matrix_.value_ = value[order]
        return lp


class _StackColumns:
    """Columns of excess, gathered after those of the shares."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.counted = 0
        self.costs: list[Floats] = []
        self.tops: list[Floats] = []
        self._of: list[Ints] = []
        self._begins: list[Ints] = []
        self._sign: list[Ints] = []

    def add(self, matrix: _Matrix, rows: Ints, prices: Ints, begins: int, sign: int) -> None:
        """For each row, one column a run of equal ``prices``; they rise, so the cheaper ones are used first."""
        for price, times in zip(*np.unique(prices, return_counts=True), strict=True):
            matrix.entries(rows, self.next + np.arange(len(rows)), np.full(len(rows), sign))
            self.next += len(rows)
            self.costs.append(np.full(len(rows), float(price)))
            self.tops.append(np.full(len(rows), float(times)))
            self._of.append(self.counted + np.arange(len(rows)))
            self._begins.append(np.full(len(rows), begins))
            self._sign.append(np.full(len(rows), sign))
            begins -= sign * int(times)

    def stacks(self) -> Stacks:
        top = np.concatenate(self.tops).astype(np.int64) if self.tops else np.zeros(0, dtype=np.int64)
        return Stacks(_joined(self._of), _joined(self._begins), _joined(self._sign), top)


def _joined(pieces: list[Ints]) -> Ints:
    return np.concatenate(pieces).astype(np.int64) if pieces else np.zeros(0, dtype=np.int64)
