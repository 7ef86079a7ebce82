"""Work off the UI thread: one writer at a time, several readers, results delivered on the UI thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from ...event.errors import UserError

READERS = 3
_REPORT_EVERY_S = 0.04  # progress reaches the screen at most 25 times a second


class Task:
    """One piece of work under way: its title, its progress, and the means to ask it to stop."""

    def __init__(self, title: str, deliver: Callable[[Callable[[], None]], None]) -> None:
        self.title = title
        self.done = 0
        self.total = 0
        self.started_s = time.monotonic()
        self.cancellable = False
        self.on_progress: list[Callable[[int, int], None]] = []
        self._deliver = deliver
        self._cancel = threading.Event()
        self._reported_s = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point. It then leaves everything as it was before."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Whether someone asked to stop; the work calls this from its own thread."""
        return self._cancel.is_set()

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` steps are finished; called from the work's thread, delivered on the UI's."""
        now = time.monotonic()
        if done < total and now - self._reported_s < _REPORT_EVERY_S:
            return
        self._reported_s = now
        self._deliver(lambda: self._tell(done, total))

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        for callback in list(self.on_progress):
            callback(done, total)


class Tasks(QObject):
    """Runs verbs away from the UI thread. Writes queue behind one another; reads run beside them.

    ``refused`` carries a UserError that nobody took, ``crashed`` any other exception: the shell shows the sentence of
    the first and the crash report of the second.
    """

    started = Signal(object)
    ended = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    _arrived = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[bool, ThreadPoolExecutor] = {}
        self._under_way: set[Task] = set()
        self._closed = False
        self._generation = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and every result was delivered."""
        return not self._under_way

    @property
    def under_way(self) -> frozenset[Task]:
        """The tasks not delivered yet."""
        return frozenset(self._under_way)

    @property
    def closed(self) -> bool:
        """Whether no more work is taken: the window is closing."""
        return self._closed

    def run(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        ended: Callable[[], object] | None = None,
        progress: bool | Callable[[int, int], None] = False,
        reads: bool = False,
        title: str = "",
        owner: QObject | None = None,
        **kwargs: Any,
    ) -> Task:
        """Call ``fn(*args, **kwargs)`` on a worker thread, then ``then(result)`` on this one.

        ``failed(error)`` takes a UserError (otherwise the shell shows its sentence); any other exception goes to the
        crash report. ``ended()`` is called last in every case. ``reads=True`` for work that writes nothing: it does
        not wait for the writer. ``progress`` (True, or a callback ``(done, total)``) gives ``fn`` two more arguments,
        ``progress(done, total)`` and ``cancelled() -> bool``, and shows ``title`` with a bar and « Annuler » from
        300 ms on. Nothing is called back once ``owner`` (by default the object of a bound ``then``) is destroyed.
        """
        if self._closed:
            raise RuntimeError("tasks are closed")
        generation = self._generation

        def deliver(call: Callable[[], None]) -> None:
            self._arrived.emit(call, generation)

        task = Task(title, deliver)
        if progress:
            task.cancellable = True
            kwargs |= {"progress": task.report, "cancelled": task.cancelled}
            if callable(progress):
                task.on_progress.append(progress)
        guard = owner if owner is not None else _owner(then)
        self._under_way.add(task)
        future = self._lane(reads).submit(fn, *args, **kwargs)
        self.started.emit(task)
        future.add_done_callback(lambda done: deliver(lambda: self._finish(task, done, guard, then, failed, ended)))
        return task

    def drain(self) -> None:
        """Finish what is queued and deliver nothing of it: its event is being closed. New work may follow."""
        self._generation += 1
        for lane in self._lanes.values():
            lane.shutdown(wait=True)
        self._lanes.clear()
        self._under_way.clear()

    def close(self) -> None:
        """Finish what is queued, deliver nothing more, and end the threads."""
        self._closed = True
        self.drain()

    def _lane(self, reads: bool) -> ThreadPoolExecutor:
        if reads not in self._lanes:
            self._lanes[reads] = ThreadPoolExecutor(READERS if reads else 1, "uepit-read" if reads else "uepit-write")
        return self._lanes[reads]

    @Slot(object, int)
    def _on_arrived(self, call: Callable[[], None], generation: int) -> None:
        if generation == self._generation:
            call()

    def _finish(
        self,
        task: Task,
        future: Future[Any],
        guard: QObject | None,
        then: Callable[[Any], object] | None,
        failed: Callable[[UserError], object] | None,
        ended: Callable[[], object] | None,
    ) -> None:
        self._under_way.discard(task)
        self.ended.emit(task)
        wanted = guard is None or isValid(guard)
        error = future.exception()
        if isinstance(error, UserError):
            if failed is None:
                self.refused.emit(error)
            elif wanted:
                failed(error)
        elif error is not None:
            self.crashed.emit(error)
        elif then is not None and wanted:
            then(future.result())
        if ended is not None and wanted:
            ended()


def _owner(callback: Callable[..., object] | None) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
