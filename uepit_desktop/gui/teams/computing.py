"""A computation under way in a process apart: what it has found so far, its end, and the way to stop it."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ...event import UserError
from ...language import current, mark
from ...solving import Ended, Work, compute_apart
from ...teams.forming_apart import Asked, Formed, Found, Refused, Repaired, Way, died, form
from ...teams.plan import Plan
from ...teams.problem import Problem

if TYPE_CHECKING:
    from ...teams.hard_rules import RuleRef

__all__ = ["Computation", "Found", "Way"]

_MOST_THREADS = 4
STOPS_WITHIN_S = 1.0
"""A process that has not ended by then is ended; what it had found stays."""
EXPLAINS_WITHIN_S = 6.0
"""Out of time, it may still be finding out why nothing can be placed."""
ENDS_WITHIN_S = 2.0
"""How long a window that closes waits, at most, for a process that is being killed."""


class Computation(QObject):
    """One at a time. ``found`` each time that something is new, then ``ended`` once with a plan, or ``failed`` once."""

    found = Signal(object)
    repaired = Signal(object)
    """Of a repair: a list of ``Way``, and the sentences of a contradiction when there is none."""
    ended = Signal(object)
    failed = Signal(object)
    _said = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.work: Work = form
        self.stops_within_s = STOPS_WITHIN_S
        self.best = Found()
        self.rules: tuple[RuleRef, ...] = ()
        """When nothing can be placed: the rules that cannot hold together, as few as could be found."""
        self.relax: tuple[str, ...] = ()
        """What giving one of them up would mean, in sentences."""
        self._run: _Run | None = None
        self._runs: list[_Run] = []
        """Those whose process may not have ended yet."""
        self._said.connect(self._take, Qt.ConnectionType.QueuedConnection)
        parent.destroyed.connect(self._leave)

    @property
    def running(self) -> bool:
        """Whether it computes."""
        return self._run is not None

    def start(
        self, problem: Problem, *, names: Mapping[str, str] | None = None, time_limit_s: float | None = None
    ) -> None:
        """Begin; what was under way is forgotten. ``names`` (by id) are for the words of a contradiction."""
        until = None if time_limit_s is None else time.time() + time_limit_s
        asked = Asked(problem, dict(names or {}), None, until, _threads(), current())
        self._ask(asked, None if time_limit_s is None else time_limit_s + EXPLAINS_WITHIN_S)

    def start_repair(self, problem: Problem, repair: Mapping[str, Any], *, names: Mapping[str, str]) -> None:
        """Look for ways to repair; ``repair`` are the arguments of ``teams.repair``."""
        self._ask(Asked(problem, dict(names), dict(repair), language=current()), None)

    def _ask(self, asked: Asked, time_limit_s: float | None) -> None:
        self.forget()
        self.rules, self.relax, self.best = (), (), Found()
        run = self._run = _Run(self)
        self._runs = [run, *(one for one in self._runs if not one.over)]
        run.begin(self.work, asked, time_limit_s, self.stops_within_s)

    def stop(self) -> None:
        """Keep the best so far: ``ended`` follows soon."""
        if self._run is not None:
            self._run.stopped.set()

    def forget(self) -> None:
        """End it at once, without a word."""
        run, self._run = self._run, None
        if run is not None:
            run.abandon()

    def _leave(self) -> None:
        """The window goes away: no process is left behind it."""
        self.forget()
        for run in self._runs:
            run.wait()

    def say(self, run: _Run, what: object) -> None:
        """From the thread that follows ``run``; heard on the window's."""
        self._said.emit(run, what)

    @Slot(object, object)
    def _take(self, run: _Run, what: object) -> None:
        if run is not self._run:
            return  # forgotten since
        if isinstance(what, Found):
            same = what.cost is None or what.cost == self.best.cost
            assignment = self.best.assignment if same else what.assignment
            self.best = Found(what.cost, what.bound, what.seconds, assignment)
            self.found.emit(self.best)
        elif isinstance(what, Ended):
            self._run = None
            run.wait()  # that was its last word
            self._end(what, run.stopped.is_set())

    def _end(self, ended: Ended, asked_to_stop: bool) -> None:
        result, best = ended.result, self.best
        crashed = ended.how == "crashed"
        if isinstance(result, Formed):
            self.rules, self.relax = result.rules, result.relax
            self.ended.emit(result.plan)
        elif isinstance(result, Repaired):
            self.repaired.emit((list(result.ways), result.sentences))
        elif isinstance(result, Refused):
            self.failed.emit(UserError("{sentence}", code="teams", sentence=result.sentence))
        elif best.assignment:  # killed, or dead: what it had found is worth keeping
            said = (died(),) if crashed else ()
            self.ended.emit(Plan("cancelled", best.assignment, best.cost, {}, best.bound, best.seconds, said))
        elif asked_to_stop or not crashed:
            self.ended.emit(Plan("cancelled"))
        else:
            words = mark("The teams could not be computed. Nothing was changed. Try again.")
            self.failed.emit(UserError(words, code="teams_process"))


class _Run:
    """One process, waited for in a thread; once abandoned, not a word of it reaches the window."""

    def __init__(self, computation: Computation) -> None:
        self.stopped = threading.Event()
        self._computation = computation
        self._abandoned = threading.Event()
        self._speaking = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def over(self) -> bool:
        """Whether its process has ended."""
        return self._thread is not None and not self._thread.is_alive()

    def begin(self, work: Work, asked: Asked, time_limit_s: float | None, grace_s: float) -> None:
        """Start the process, and the thread that waits for it."""
        follow = (work, asked, time_limit_s, grace_s)
        self._thread = threading.Thread(target=self._follow, args=follow, name="uepit-teams", daemon=True)
        self._thread.start()

    def abandon(self) -> None:
        """Its process is killed at once."""
        self._abandoned.set()
        with self._speaking:
            pass  # the last word, if one was being said, is said

    def wait(self) -> None:
        """Until its process has ended, which it is about to do."""
        if self._thread is not None:
            self._thread.join(ENDS_WITHIN_S)

    def _follow(self, work: Work, asked: Asked, time_limit_s: float | None, grace_s: float) -> None:
        try:
            ended = compute_apart(
                work,
                asked,
                told=self._say,
                cancelled=self.stopped.is_set,
                abandoned=self._abandoned.is_set,
                time_limit=time_limit_s,
                grace=grace_s,
            )
        except OSError:  # no process could be started
            ended = Ended("crashed", detail=traceback.format_exc())
        self._say(ended)

    def _say(self, what: object) -> None:
        with self._speaking:
            if not self._abandoned.is_set():
                self._computation.say(self, what)


def _threads() -> int:
    return max(1, min(_MOST_THREADS, (os.cpu_count() or 2) - 1))  # one is the window's
