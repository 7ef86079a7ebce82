"""From a problem to a plan: what is found at once, improved while there is time, and proven."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .plan import Plan
from .problem import Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a computation is. ``phase``: search, bound or proof. ``cost`` and ``assignment`` are the best placement
    so far (None and empty before there is one); ``bound`` is proven; ``seconds`` since the start."""

    phase: str
    cost: int | None
    bound: float
    assignment: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def solve(
    problem: Problem,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found for ``problem``, with a proven bound.

    Args:
        time_limit: seconds, or None to go on until the optimum is proven or nothing more is to be tried.
        seed: the same seed gives the same plan when ``threads`` is 1 and no time limit is met.
        threads: how many the computation may use (None: as many as the machine has, four at most).
        on_progress: told of each better placement or bound; from the same thread.
        cancelled: asked often; once true, the best plan so far is returned with the status ``cancelled``.
    """
    raise NotImplementedError
