"""What a computation has so far: the best placement, the proven bound, and whether it should go on."""

from __future__ import annotations

import time
from collections.abc import Callable

from .compact import Compact, Ints

#: Of the time, what is left for the last count: a share of it, and up to so many seconds where it is short.
_KEPT = 0.005
_KEPT_SECONDS = 0.1


class Watch:
    """Every placement found is offered here. It is counted again and checked, so that nothing leaves the solver that
    breaks a hard rule or costs other than it says."""

    def __init__(
        self,
        problem: Compact,
        time_limit: float | None,
        cancelled: Callable[[], bool] | None,
        told: Callable[[str, int | None, int, Ints | None, float], None] | None,
        *,
        began: float | None = None,
    ) -> None:
        """``began``: when the time started, as ``time.monotonic()`` (None: now)."""
        self.problem = problem
        self._started = time.monotonic() if began is None else began
        self._deadline: float | None = None
        if time_limit is not None:
            kept = max(_KEPT * time_limit, min(_KEPT_SECONDS, time_limit / 4))
            self._deadline = self._started + time_limit - kept
        self._cancelled = cancelled
        self._told = told
        self.step = problem.step()
        self.phase = "search"
        self.places: Ints | None = None
        self.cost: int | None = None
        self.bound = 0
        self.was_cancelled = False

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds until the time limit; infinite without one."""
        return float("inf") if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def moment(self, seconds: float) -> float:
        """``seconds`` from now, as ``time.monotonic()``."""
        return time.monotonic() + seconds

    def stop(self) -> bool:
        """Whether to end now: cancelled, out of time, or the best possible is found."""
        if not self.was_cancelled and self._cancelled is not None and self._cancelled():
            self.was_cancelled = True
        return self.was_cancelled or self.left <= 0 or self.proven

    @property
    def proven(self) -> bool:
        return self.cost is not None and self.cost <= self.bound

    def offer(self, places: Ints) -> bool:
        """Keep ``places`` if it keeps every hard rule and costs less than the best so far."""
        cost = self.problem.cost(places)
        if (self.cost is not None and cost >= self.cost) or not self.problem.keeps(places):
            return False
        self.places, self.cost = places.copy(), cost
        self.tell()
        return True

    def raise_bound(self, bound: int, parts: int = 1) -> None:
        """``bound / parts`` is proven; so is the next cost that is possible at all."""
        constant, step = self.problem.constant, max(1, self.step)
        above = -(-(bound - constant * parts) // (step * parts))  # rounded up to whole steps
        proven = constant + max(0, above) * step
        if proven > self.bound:
            self.bound = proven
            self.tell()

    def tell(self) -> None:
        if self._told is not None:
            self._told(self.phase, self.cost, self.bound, self.places, self.seconds)

    def enter(self, phase: str) -> None:
        self.phase = phase
        self.tell()
