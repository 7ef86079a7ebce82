"""One run of HiGHS, which stops when it is told to and hands over what it finds on its way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .relaxation import Floats
from .watch import Watch


@dataclass(frozen=True, slots=True)
class Engine:
    """How HiGHS is run."""

    threads: int
    seed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """``ended``: the model was solved, or shown to have no solution (then ``values`` is None and ``bound`` infinite).
    ``bound``: of a whole-number model, by the tree search and within its tolerances."""

    ended: bool
    values: Floats | None
    duals: Floats
    bound: float


def run(
    lp: Any,
    watch: Watch,
    engine: Engine,
    *,
    found: Callable[[Floats], None] | None = None,
    held: Any = None,
    start: Floats | None = None,
    **options: Any,
) -> Outcome:
    """Solve ``lp`` (None: what ``held`` holds already, from where it stands).

    Args:
        found: told each better solution of a whole-number model, at once.
        start: the columns of a solution known already, for a whole-number model.
        held: one made by ``new_solver``, to be used again.
        options: further options of HiGHS.
    """
    import highspy

    used = held if held is not None else new_solver(engine)
    for name, value in options.items():
        used.setOptionValue(name, value)
    if math.isfinite(watch.left):
        used.setOptionValue("time_limit", used.getRunTime() + watch.left)

    def ask(event: Any) -> None:
        if watch.stop():
            event.interrupt()

    def hand_over(event: Any) -> None:
        if found is not None:
            found(np.array(event.data_out.mip_solution))

    for callback in (used.cbSimplexInterrupt, used.cbIpmInterrupt, used.cbMipInterrupt):
        callback.subscribe(ask)
    used.cbMipImprovingSolution.subscribe(hand_over)
    try:
        if lp is not None:
            used.passModel(lp)
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = start
            used.setSolution(known)
        used.run()
    finally:
        for callback in (used.cbSimplexInterrupt, used.cbIpmInterrupt, used.cbMipInterrupt):
            callback.unsubscribe(ask)
        used.cbMipImprovingSolution.unsubscribe(hand_over)
    status, info = used.getModelStatus(), used.getInfo()
    solved = status == highspy.HighsModelStatus.kOptimal
    nothing = status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kObjectiveBound,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    solution = used.getSolution()
    has_values = solved or info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Outcome(
        ended=solved or nothing,
        values=np.array(solution.col_value) if has_values else None,
        duals=np.array(solution.row_dual),
        bound=math.inf if nothing else float(info.mip_dual_bound),
    )


def new_solver(engine: Engine) -> Any:
    """HiGHS on the threads and with the seed of ``engine``."""
    from .silent import Silent

    Silent.resetGlobalScheduler(True)  # or a number of threads other than that of an earlier run is refused
    solver: Any = Silent()  # type: ignore[no-untyped-call]
    for name, value in (
        ("threads", engine.threads),
        ("random_seed", engine.seed % (1 << 31)),
        ("parallel", "off" if engine.threads == 1 else "choose"),
    ):
        solver.setOptionValue(name, value)
    return solver
