"""A smallest choice of rules that no placement seen so far keeps whole: a covering problem, solved exactly by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .programmes import Programme

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
    cost = [0.0] * len(columns)
    below: list[tuple[int, int]] = []
    for number, known in levels.items():
        for lower, level in zip([0, *known], known, strict=False):
            cost[columns[number, level]] = RULE * (level - lower) + (1 if dear[number] else 0)
            if lower:
                below.append((columns[number, lower], columns[number, level]))
    programme = Programme([1] * len(columns), cost)
    for choices in rows:
        programme.row(1, len(choices), dict.fromkeys(choices, 1))
    for lower, upper in below:
        programme.row(0, 1, {lower: 1, upper: -1})
    chosen = programme.solve(deadline)
    assert chosen is not None  # choosing everything is always a choice
    for (number, level), at in columns.items():
        if chosen[at]:
            counts[number] = max(counts[number], level)
    return counts
