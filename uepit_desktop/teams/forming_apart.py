"""What a window asks of a process apart, to form teams or to repair them, and what it is told: plain values.

The window imports this, and nothing that computes: the solver is for the process alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..event.errors import UserError
from ..language import tr, use
from ..solving import give_way
from .plan import Plan
from .problem import Problem

if TYPE_CHECKING:
    from .hard_rules import RuleRef
    from .repair import Repair


@dataclass(frozen=True, slots=True)
class Asked:
    """Teams to form, or to repair when there is ``repair``, the arguments of ``teams.repair``.

    ``names`` (by id) are for the words of a contradiction; ``until`` is a moment of the machine's clock.
    """

    problem: Problem
    names: Mapping[str, str] = field(default_factory=dict)
    repair: Mapping[str, Any] | None = None
    until: float | None = None
    threads: int | None = None
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Found:
    """How far it is. ``assignment`` is empty before there is a placement; ``bound`` is proven: no plan costs less."""

    cost: int | None = None
    bound: float = 0.0
    seconds: float = 0.0
    assignment: dict[str, str] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """How far above the best possible this may be, as a share; None while nothing can be said."""
        if self.cost is None or self.bound <= 0 < self.cost:
            return None
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to repair: see ``teams.repair.Option``. ``moved`` and ``placed`` count people."""

    name: str
    assignment: dict[str, str]
    cost: int
    moved: int
    placed: int
    note: str


@dataclass(frozen=True, slots=True)
class Formed:
    """The plan; when nothing can be placed, ``rules`` cannot hold together, and ``relax`` says what to give up."""

    plan: Plan
    rules: tuple[RuleRef, ...] = ()
    relax: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """The ways out, or the sentences of a contradiction when there is none."""

    ways: tuple[Way, ...]
    sentences: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Repair) -> Repaired:
        """What ``teams.repair`` found."""
        ways = tuple(
            Way(one.name, dict(one.assignment), one.cost, len(one.moved), len(one.placed), one.note)
            for one in found.options
        )
        return cls(ways, () if found.conflict is None else found.conflict.sentences)


@dataclass(frozen=True, slots=True)
class Refused:
    """What is asked cannot be: the sentence says why."""

    sentence: str


def died() -> str:
    """What to say of a process that ended before its work did."""
    return tr("The computation stopped by itself before its end. What it had found until then is kept.")


def form(asked: Asked, tell: Callable[[Found], None], cancelled: Callable[[], bool]) -> Formed | Repaired | Refused:
    """Form or repair, in the process apart: ``tell`` hears of each better placement or bound."""
    give_way()
    use(asked.language)
    try:
        return _formed(asked, tell, cancelled) if asked.repair is None else _repaired(asked, asked.repair)
    except UserError as error:
        return Refused(str(error))


def _formed(asked: Asked, tell: Callable[[Found], None], cancelled: Callable[[], bool]) -> Formed:
    from .solver import Progress, solve

    def told(now: Progress) -> None:
        tell(Found(now.cost, now.bound, now.seconds, dict(now.assignment)))

    time_limit = None if asked.until is None else max(0.0, asked.until - time.time())
    plan = solve(asked.problem, time_limit=time_limit, threads=asked.threads, on_progress=told, cancelled=cancelled)
    if plan.status != "infeasible":
        return Formed(plan)
    from .infeasible import smallest_conflict

    conflict = smallest_conflict(asked.problem, names=asked.names)
    if conflict is None:
        return Formed(plan)
    return Formed(replace(plan, conflict=conflict.sentences), conflict.rules, conflict.relax)


def _repaired(asked: Asked, missing: Mapping[str, Any]) -> Repaired:
    from .repair import repair

    return Repaired.of(repair(asked.problem, **missing, names=asked.names))
