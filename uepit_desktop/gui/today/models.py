"""What the day page shows, computed from values that the capabilities returned: bars of arrivals, things to settle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Widths that a bar may stand for, in minutes: the first that needs no more than ``MOST_BARS`` bars is taken.
STEPS_MIN = (5, 10, 15, 30, 60, 120)
MOST_BARS = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """Arrivals from ``start`` (included) for as long as the bars' step; ``open`` while that time is not over."""

    start: dt.datetime
    count: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars without a gap, oldest first, each ``step_min`` minutes wide."""

    step_min: int
    bars: tuple[Bar, ...] = ()

    @property
    def peak(self) -> int | None:
        """Place of the tallest closed bar, the first of them when several are as tall; None when all are empty."""
        best: int | None = None
        for place, bar in enumerate(self.bars):
            if bar.count and not bar.open and (best is None or bar.count > self.bars[best].count):
                best = place
        return best


def arrival_bars(arrivals: Mapping[dt.datetime, int], now: dt.datetime) -> Bars:
    """Bars from the first arrival to ``now`` at most (or to the last arrival of a day that is over).

    ``arrivals`` counts arrivals by the start of their five minutes, in the event's zone. The step widens until the
    bars are few enough to be read; the bar that holds ``now`` is open.
    """
    counted = {start: count for start, count in arrivals.items() if count}
    if not counted:
        return Bars(STEPS_MIN[0])
    first, last = min(counted), max(counted)
    if last.date() == now.date():
        last = max(last, min(now, last + dt.timedelta(hours=1)))
    for step in STEPS_MIN:
        start, end = _floor(first, step), _floor(last, step)
        count = int((end - start).total_seconds() // 60) // step + 1
        if count <= MOST_BARS or step == STEPS_MIN[-1]:
            break
    totals: dict[dt.datetime, int] = {}
    for moment, number in counted.items():
        totals[_floor(moment, step)] = totals.get(_floor(moment, step), 0) + number
    width = dt.timedelta(minutes=step)
    starts = [start + place * width for place in range(count)]
    return Bars(step, tuple(Bar(each, totals.get(each, 0), each <= now < each + width) for each in starts))


def _floor(moment: dt.datetime, step_min: int) -> dt.datetime:
    minutes = moment.hour * 60 + moment.minute
    floored = minutes - minutes % step_min
    return moment.replace(hour=floored // 60, minute=floored % 60, second=0, microsecond=0)


def axis_ticks(highest: int) -> tuple[int, ...]:
    """Two or three round values of the vertical axis, zero left out: ``(10, 20)`` for 26."""
    if highest <= 0:
        return ()
    for unit in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if highest // unit <= 3:
            return tuple(range(unit, highest + 1, unit)) or (highest,)
    return (highest,)


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to settle: what it is, why it matters, and the action that settles it.

    ``level`` is danger, warning or info; ``action`` names what the page does when it is chosen.
    """

    level: str
    title: str
    why: str
    verb: str
    action: str
    argument: str = ""


_URGENCY = {"danger": 0, "warning": 1, "info": 2}


def most_urgent_first(todos: Sequence[Todo]) -> list[Todo]:
    """The same things, danger before warning before info, otherwise in the order given."""
    return sorted(todos, key=lambda todo: _URGENCY[todo.level])
