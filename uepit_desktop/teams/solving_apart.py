"""``solve`` in a process of its own: same problem, same plan, and a plan whatever happens to that process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..language import current, use
from ..solving import compute_apart
from .cost import broken_rules, cost_of
from .forming_apart import died
from .plan import Plan
from .problem import Problem
from .solver import Progress, solve

#: Seconds after its time limit that the process is told from outside to stop.
_BELATED = 0.1


def solve_apart(
    problem: Problem,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_memory: Callable[[int], None] | None = None,
) -> Plan:
    """As ``solve``, which it calls in a child process: stopped at once, the time limit held to about half a second.

    ``on_progress`` is called here, at most ten times a second. A process that dies leaves the best placement that it
    had told of, and a sentence in ``conflict``. ``on_memory`` is told the most memory that it used, in bytes.
    """
    begun = time.monotonic()
    until = None if time_limit is None else time.time() + time_limit
    ended = compute_apart(
        _solve,
        (problem, until, seed, threads, current()),
        told=on_progress,
        cancelled=cancelled,
        time_limit=None if time_limit is None else time_limit + _BELATED,
    )
    if on_memory is not None:
        on_memory(ended.memory)
    was_cancelled = cancelled is not None and cancelled()
    if isinstance(ended.result, Plan):
        late = ended.result.status == "cancelled" and ended.result.cost is not None and not was_cancelled
        return replace(ended.result, status="feasible") if late else ended.result
    said: tuple[str, ...] = ()
    if ended.how == "crashed":
        said = (died(),)
    last = ended.last
    if not isinstance(last, Progress) or last.cost is None or broken_rules(problem, last.assignment):
        return Plan("cancelled", seconds=time.monotonic() - begun, conflict=said)
    cost = cost_of(problem, last.assignment)
    status: Any = "optimal" if cost.total <= last.bound else "cancelled" if was_cancelled else "feasible"
    seconds = time.monotonic() - begun
    return Plan(status, last.assignment, cost.total, cost.parts, last.bound, seconds, said)


def _solve(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Plan:
    problem, until, seed, threads, language = argument
    use(language)
    time_limit = None if until is None else max(0.0, until - time.time())  # the start of the process is not a gift
    return solve(problem, time_limit=time_limit, seed=seed, threads=threads, on_progress=tell, cancelled=cancelled)
