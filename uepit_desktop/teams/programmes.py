"""Small integer programmes, solved exactly by HiGHS, quietly."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import numpy as np

UNLIMITED_S = 1e6


class OutOfTimeError(Exception):
    """It was not established in time."""


class Programme:
    """Whole numbers from 0 to ``highest`` under linear rows, at the least cost."""

    def __init__(self, highest: Sequence[int], costs: Sequence[float] | None = None) -> None:
        """Without ``costs``, any solution is as good as another."""
        self._highest = highest
        self._costs = costs
        self._bounds: list[tuple[float, float]] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._values: list[float] = []

    def row(self, low: float, high: float, terms: Mapping[int, float]) -> None:
        """``low`` ≤ the sum of ``terms`` (column → factor) ≤ ``high``."""
        self._bounds.append((low, high))
        self._columns += terms.keys()
        self._values += terms.values()
        self._starts.append(len(self._columns))

    def solve(self, deadline: float) -> list[int] | None:
        """A best solution, or None when there is none: both are certain.

        Args:
            deadline: moment of ``time.monotonic()``.

        Raises:
            OutOfTimeError: neither was established before the deadline.
        """
        import highspy

        left = deadline - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        count = len(self._highest)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, len(self._bounds)
        model.col_cost_ = np.zeros(count) if self._costs is None else np.array(self._costs, dtype=float)
        model.col_lower_ = np.zeros(count)
        model.col_upper_ = np.array(self._highest, dtype=float)
        model.integrality_ = [highspy.HighsVarType.kInteger] * count
        model.row_lower_ = np.array([low for low, _ in self._bounds], dtype=float)
        model.row_upper_ = np.array([high for _, high in self._bounds], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self._columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self._values, dtype=float)
        # Not ``highspy.Highs``, which greets on standard output, where a document may be expected.
        solver = highspy._Highs()  # type: ignore[attr-defined]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("parallel", "off")  # not "threads": the scheduler of HiGHS is one for the whole process
        solver.setOptionValue("mip_rel_gap", 0.0)
        if left < UNLIMITED_S:
            solver.setOptionValue("time_limit", left)
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
            raise OutOfTimeError
        return [round(value) for value in solver.getSolution().col_value]
