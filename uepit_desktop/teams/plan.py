"""What the solver answers: a placement, what it costs, and what is proven of it. Pure values, and their JSON form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..language import mark
from .problem import MOST_COUNT
from .reading import Reader

Status = Literal["optimal", "feasible", "infeasible", "cancelled"]
MOST_COST = MOST_COUNT**3
STATUSES: tuple[Status, ...] = ("optimal", "feasible", "infeasible", "cancelled")


@dataclass(frozen=True, slots=True)
class Plan:
    """``assignment``: person id → team id, keeping every hard rule, or empty when there is none (then ``cost`` is
    None). ``bound`` is proven: no placement costs less. ``optimal`` says that none is cheaper.

    ``cancelled`` is a computation that was stopped, with the best placement it had. ``conflict`` says, when nothing can
    be placed, in sentences, which rules cannot hold together; it may also say why a computation ended early.
    """

    status: Status
    assignment: Mapping[str, str] = field(default_factory=dict)
    cost: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    bound: float = 0.0
    seconds: float = 0.0
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far above the best possible this may be, as a share of its cost; None without a placement."""
        if self.cost is None:
            return None
        return max(0.0, (self.cost - math.ceil(self.bound)) / self.cost) if self.cost else 0.0


def plan_json(plan: Plan) -> dict[str, Any]:
    """``plan`` as a JSON document; ``read_plan`` gives the same plan back."""
    return {
        "status": plan.status,
        "assignment": dict(plan.assignment),
        "cost": plan.cost,
        "parts": dict(plan.parts),
        "bound": plan.bound,
        "seconds": plan.seconds,
        "conflict": list(plan.conflict),
    }


def read_plan(data: Any) -> Plan:
    """The plan written in ``data`` (parsed JSON).

    Raises:
        UserError: code ``plan``; the sentence names the first thing that is not as it should be, and where.
    """
    top = Reader(data, "plan", mark("The plan cannot be read: {place} {fault}."))
    top.only("status", "assignment", "cost", "parts", "bound", "seconds", "conflict")
    status = top.text("status")
    if status not in STATUSES:
        raise top.fault("status", mark("is not one of {names}"), names=", ".join(STATUSES))
    return Plan(
        status=status,
        assignment=top.mapping("assignment"),
        cost=None if top.get("cost") is None else top.number("cost", MOST_COST),
        parts=top.amounts("parts", MOST_COST),
        bound=top.amount("bound"),
        seconds=top.amount("seconds"),
        conflict=top.texts("conflict"),
    )
