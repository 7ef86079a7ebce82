"""A hybrid logical clock: wall time that never goes back, and that other laptops' stamps push forward.

After Kulkarni et al., *Logical Physical Clocks* (2014): 48 bits of Unix milliseconds, 16 bits of counter, in one
integer that compares as time does. The clock chooses only which of several concurrent values is shown first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

COUNTER_BITS = 16
#: A stamp further ahead than this is kept but does not drag the local clock along.
MAX_AHEAD = dt.timedelta(hours=24)

WallClock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The system's idea of now, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def stamp_of(moment: dt.datetime) -> int:
    """The smallest stamp of an aware moment."""
    return max(0, int(moment.timestamp() * 1000)) << COUNTER_BITS


def moment_of(stamp: int) -> dt.datetime:
    """The moment of a stamp, in UTC, to the millisecond; the bounds of ``datetime`` for stamps beyond them."""
    try:
        return dt.datetime.fromtimestamp((stamp >> COUNTER_BITS) / 1000, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return dt.datetime.max.replace(tzinfo=dt.UTC)


class HybridClock:
    """Stamps for the operations of one laptop. Not thread-safe: used under the writer's lock."""

    def __init__(self, wall_clock: WallClock = utc_now, last: int = 0) -> None:
        self._wall_clock = wall_clock
        self._last = last

    def now(self) -> dt.datetime:
        """The wall clock's moment, for facts that say when they happened."""
        return self._wall_clock()

    def tick(self) -> int:
        """A stamp greater than every stamp given or observed before."""
        self._last = max(self._last + 1, stamp_of(self._wall_clock()))
        return self._last

    def ticks(self, count: int) -> range:
        """``count`` stamps, each greater than every stamp before it: one look at the clock for a whole transaction."""
        first = self.tick()
        self._last = first + count - 1
        return range(first, first + count)

    def observe(self, stamps: Iterable[int]) -> int:
        """Take note of other laptops' stamps. Returns how many are too far ahead to be believed."""
        limit, last, ahead = stamp_of(self._wall_clock() + MAX_AHEAD), self._last, 0
        for stamp in stamps:
            if stamp > limit:
                ahead += 1
            elif stamp > last:
                last = stamp
        self._last = last
        return ahead
