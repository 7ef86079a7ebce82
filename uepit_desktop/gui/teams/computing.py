"""A computation under way in a process apart: what it has found so far, its end, and the way to stop it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from ...event import UserError
from ...language import current, mark
from ...teams.hard_rules import RuleRef
from ...teams.plan import Plan, read_plan
from ...teams.problem import Problem, problem_json

_MOST_THREADS = 4
STOPS_WITHIN_MS = 2500
"""A process that has not ended by then is ended; what it had found stays."""


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

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Way:
        """From what the process says."""
        return cls(
            told["name"], told["assignment"], told["cost"], len(told["moved"]), len(told["placed"]), told["note"]
        )


def solving_command(time_limit_s: float | None) -> list[str]:
    """What solves: program and arguments."""
    limit = [] if time_limit_s is None else ["--time-limit", str(time_limit_s)]
    threads = max(1, min(_MOST_THREADS, (os.cpu_count() or 2) - 1))  # one is the window's
    command = [sys.executable, "-m", f"{__package__}.solving_process", "--language", current()]
    return [*command, "--threads", str(threads), *limit]


class Computation(QObject):
    """One at a time. ``found`` each time that something is new, then ``ended`` once with a plan, or ``failed`` once."""

    found = Signal(object)
    repaired = Signal(object)
    """Of a repair: a list of ``Way``, and the sentences of a contradiction when there is none."""
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.command: Callable[[float | None], list[str]] = solving_command
        self.best = Found()
        self.rules: tuple[RuleRef, ...] = ()
        """When nothing can be placed: the rules that cannot hold together, as few as could be found."""
        self.relax: tuple[str, ...] = ()
        """What giving one of them up would mean, in sentences."""
        self._process: QProcess | None = None
        self._rest = b""
        self._over = True
        self._stopping = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(STOPS_WITHIN_MS)
        self._patience.timeout.connect(self._kill)
        parent.destroyed.connect(self.forget)

    @property
    def running(self) -> bool:
        """Whether it computes."""
        return not self._over

    def start(
        self, problem: Problem, *, names: Mapping[str, str] | None = None, time_limit_s: float | None = None
    ) -> None:
        """Begin; what was under way is forgotten. ``names`` (by id) are for the words of a contradiction."""
        self._ask({"problem": problem_json(problem), "names": dict(names or {})}, time_limit_s)

    def start_repair(self, problem: Problem, repair: Mapping[str, Any], *, names: Mapping[str, str]) -> None:
        """Look for ways to repair; ``repair`` are the arguments of ``teams.repair``, as JSON has them."""
        self._ask({"problem": problem_json(problem), "names": dict(names), "repair": dict(repair)}, None)

    def _ask(self, asked: Mapping[str, Any], time_limit_s: float | None) -> None:
        self.forget()
        self.rules, self.relax = (), ()
        self.best, self._rest, self._over, self._stopping = Found(), b"", False, False
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = self.command(time_limit_s)
        process.start(program, arguments)
        process.write(json.dumps(asked).encode() + b"\n")

    def stop(self) -> None:
        """Keep the best so far: ``ended`` follows soon."""
        if self._process is None or self._over or self._stopping:
            return
        self._stopping = True
        self._process.write(b"stop\n")
        self._patience.start()

    def forget(self) -> None:
        """End it at once, without a word."""
        self._patience.stop()
        process, self._process = self._process, None
        self._over = True
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(500)
            process.deleteLater()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _on_output(self) -> None:
        if self._process is None:
            return
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, said: dict[str, Any]) -> None:
        if "progress" in said:
            told = said["progress"]
            self.best = Found(
                told["cost"], told["bound"], told["seconds"], told.get("assignment", self.best.assignment)
            )
            self.found.emit(self.best)
        elif "plan" in said:
            self.rules = tuple(RuleRef(kind, tuple(subjects)) for kind, *subjects in said.get("rules", ()))
            self.relax = tuple(said.get("relax", ()))
            self._end(read_plan(said["plan"]))
        elif "options" in said:
            self._over = True
            self.repaired.emit(([Way.read(told) for told in said["options"]], tuple(said["conflict"])))
        elif "refused" in said:
            self._fail(UserError("{sentence}", code="teams", sentence=said["refused"]))

    def _on_finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._on_output()
        if self._over:
            return
        if self.best.assignment:  # killed, or dead: what it had found is worth keeping
            best = self.best
            self._end(Plan("cancelled", best.assignment, best.cost, {}, best.bound, best.seconds))
        elif self._stopping:
            self._end(Plan("cancelled"))
        else:
            self._fail(
                UserError(
                    mark("The teams could not be computed. Nothing was changed. Try again."), code="teams_process"
                )
            )

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # otherwise ``finished`` follows
            self._on_finished(1, QProcess.ExitStatus.CrashExit)

    def _end(self, plan: Plan) -> None:
        self._over = True
        self._patience.stop()
        self.ended.emit(plan)

    def _fail(self, error: UserError) -> None:
        self._over = True
        self._patience.stop()
        self.failed.emit(error)
