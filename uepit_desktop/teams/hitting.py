"""A smallest choice of rules that no placement seen so far keeps whole: a covering problem, solved exactly by HiGHS."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from .feasibility import OutOfTimeError

#: What one rule weighs against the preference between rules; more than there can be rules to prefer.
RULE = 8


def smallest_choice(
    sizes: Sequence[int], dear: Sequence[bool], kept: Sequence[Mapping[int, int]], deadline: float
) -> list[int] | None:
    """How many rules of each class to choose, as few as possible, so that no set of ``kept`` holds them all.

    Args:
        sizes: how many rules each class has.
        dear: classes to avoid among choices of as few rules.
        kept: for each placement seen, class → how many of its rules it keeps (absent: none).
        deadline: moment of ``time.monotonic()``; OutOfTimeError past it.

    Returns:
        A count for each class, or None when one of ``kept`` holds every rule.
    """
    columns: dict[tuple[int, int], int] = {}  # (class, j): at least j rules of the class are chosen

    def column(number: int, level: int) -> int:
        return columns.setdefault((number, level), len(columns))

    rows = []
    for held in kept:
        row = [(number, held.get(number, 0) + 1) for number, size in enumerate(sizes) if held.get(number, 0) < size]
        if not row:
            return None
        rows.append([column(number, level) for number, level in row])
    counts = [0] * len(sizes)
    if not rows:
        return counts
    # Levels of one class are counted from the one below: choosing j rules costs what lies between two known levels.
    levels: dict[int, list[int]] = {}
    for number, level in sorted(columns):
        levels.setdefault(number, []).append(level)
    cost = np.zeros(len(columns))
    below: list[tuple[int, int]] = []
    for number, known in levels.items():
        for lower, level in zip([0, *known], known, strict=False):
            cost[columns[number, level]] = RULE * (level - lower) + (1 if dear[number] else 0)
            if lower:
                below.append((columns[number, lower], columns[number, level]))
    chosen = _cover(cost, rows, below, deadline)
    for (number, level), at in columns.items():
        if chosen[at]:
            counts[number] = max(counts[number], level)
    return counts


def _cover(
    cost: np.ndarray[tuple[int], np.dtype[np.float64]],
    rows: Sequence[Sequence[int]],
    below: Sequence[tuple[int, int]],
    deadline: float,
) -> list[bool]:
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutOfTimeError
    entries: list[tuple[list[int], list[float], float]] = [(list(row), [1.0] * len(row), 1.0) for row in rows]
    entries += [([lower, upper], [1.0, -1.0], 0.0) for lower, upper in below]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(entries)
    model.col_cost_ = cost
    model.col_lower_ = np.zeros(len(cost))
    model.col_upper_ = np.ones(len(cost))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    model.row_lower_ = np.array([low for _, _, low in entries])
    model.row_upper_ = np.full(len(entries), highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate(([0], np.cumsum([len(row) for row, _, _ in entries]))).astype(np.int32)
    model.a_matrix_.index_ = np.concatenate([row for row, _, _ in entries]).astype(np.int32)
    model.a_matrix_.value_ = np.concatenate([values for _, values, _ in entries])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("mip_rel_gap", 0.0)
    if left < 1e6:
        solver.setOptionValue("time_limit", left)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise OutOfTimeError
    return [value > 0.5 for value in solver.getSolution().col_value]
