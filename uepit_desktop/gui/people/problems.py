"""What « À régler » shows: a problem of the file, the cells it is about, and the ways out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellFix:
    """One cell to correct beside the file. ``suggestion`` is what is proposed, the value itself when nothing is."""

    line: int
    field: str
    value: str
    suggestion: str

    def added(self) -> tuple[int, int]:
        """Start and length, in ``suggestion``, of what it adds to the value: what the eye should go to."""
        value, proposed = self.value, self.suggestion
        start = 0
        while start < min(len(value), len(proposed)) and value[start] == proposed[start]:
            start += 1
        end = 0
        while end < min(len(value), len(proposed)) - start and value[-1 - end] == proposed[-1 - end]:
            end += 1
        return start, len(proposed) - end - start


@dataclass(frozen=True, slots=True)
class WayOut:
    """One button of a problem. The first ``primary`` one is what Enter accepts."""

    key: str
    label: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One problem: ``key`` stays the same from one preview to the next, so that what is open stays open."""

    key: str
    danger: bool
    title: str
    count: int
    detail: str = ""
    fixes: tuple[CellFix, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    lines: tuple[int, ...] = ()
