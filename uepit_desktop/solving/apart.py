"""A long computation in a process of its own: the program goes on answering, and stops it at once.

The process is spawned, never forked (Windows has no fork, and a window must not be forked). It hears one word, to stop
in good order, and ends by itself when whoever started it is gone. It says what it has found at most ten times a second,
so that a process killed at any moment leaves its best behind.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import spawn
from multiprocessing.connection import Connection
from typing import Any, Literal

from .memory import peak_memory

#: Seconds between two things said, and between two signs of life.
EVERY = 0.1
HEARTBEAT = 1.0

#: ``work(argument, tell, cancelled)``: a function of a module, so that it can be named to another process. It calls
#: ``tell`` with whatever it has so far and returns its result; both must be picklable.
Work = Callable[[Any, Callable[[Any], None], Callable[[], bool]], Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a computation ended. ``result`` is what the work returned (``how`` is ``done``); ``last`` what it told last.

    ``stopped``: it was told to stop, or out of time, and did not return in good order. ``crashed``: it died, or raised;
    ``detail`` then says what is known. ``memory``: the most it used, in bytes (0 when unknown).
    """

    how: Literal["done", "stopped", "crashed"]
    result: Any = None
    last: Any = None
    detail: str = ""
    memory: int = 0


def compute_apart(
    work: Work,
    argument: Any,
    *,
    told: Callable[[Any], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    time_limit: float | None = None,
    grace: float = 0.4,
    started: Callable[[int], None] | None = None,
    abandoned: Callable[[], bool] | None = None,
) -> Ended:
    """Run ``work(argument, …)`` in another process, and wait for its end. To be called from any thread but a window's.

    Args:
        told: called here with what the work tells.
        cancelled: asked ten times a second; once true, the process has ``grace`` seconds to return, then is killed.
        time_limit: seconds from now; the same happens then.
        started: called with the process id.
        abandoned: asked as often as ``cancelled``; once true, nobody waits for anything and the process is killed.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_child, args=(there, work, argument), daemon=True)
    begun = time.monotonic()
    with _without_script():
        process.start()
    there.close()
    try:
        if started is not None and process.pid is not None:
            started(process.pid)
        return _follow(process, here, begun, told, cancelled, abandoned, time_limit, grace)
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        here.close()
        with contextlib.suppress(ValueError):  # another thread that starts a process may have seen this one end first
            process.close()


def _follow(
    process: Any,
    here: Connection,
    begun: float,
    told: Callable[[Any], None] | None,
    cancelled: Callable[[], bool] | None,
    abandoned: Callable[[], bool] | None,
    time_limit: float | None,
    grace: float,
) -> Ended:
    last: Any = None
    memory = 0
    ends: float | None = None
    while True:
        now = time.monotonic()
        if abandoned is not None and abandoned():
            return Ended("stopped", last=last, memory=memory)
        if ends is None:
            out_of_time = time_limit is not None and now - begun >= time_limit
            if out_of_time or (cancelled is not None and cancelled()):
                ends = now + grace
                with contextlib.suppress(OSError):
                    here.send("stop")
        elif now >= ends:
            return Ended("stopped", last=last, memory=memory)
        try:
            if not here.poll(EVERY / 2):
                continue
            kind, value, memory = here.recv()
        except (EOFError, OSError):
            process.join()
            how: Literal["stopped", "crashed"] = "stopped" if ends is not None else "crashed"
            return Ended(how, last=last, detail=f"exit status {process.exitcode}", memory=memory)
        if kind == "told":
            last = value
            if told is not None:
                told(value)
        elif kind == "done":
            return Ended("done", result=value, last=last, memory=memory)
        elif kind == "failed":
            return Ended("crashed", last=last, detail=value, memory=memory)


_starting = threading.Lock()
_everything = spawn.get_preparation_data


@contextlib.contextmanager
def _without_script() -> Iterator[None]:
    """A new process would run again the top of the script that started this one: a window's imports, for nothing.

    The work is a function of a module, which is found without it.
    """

    def without(name: str) -> dict[str, Any]:
        return {key: value for key, value in _everything(name).items() if not key.startswith("init_main_from")}

    with _starting:
        spawn.get_preparation_data = without
        try:
            yield
        finally:
            spawn.get_preparation_data = _everything


def _child(pipe: Connection, work: Work, argument: Any) -> None:
    _keep_quiet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for whoever started this to hear
    voice = _Voice(pipe)
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(pipe, stopped), daemon=True).start()
    threading.Thread(target=voice.speak, daemon=True).start()
    try:
        result = work(argument, voice.tell, stopped.is_set)
        voice.end("done", result)
    except BaseException:  # whatever it is, the other side must hear of it
        voice.end("failed", traceback.format_exc())
    os._exit(0)  # a library's thread may still be busy


def _listen(pipe: Connection, stopped: threading.Event) -> None:
    try:
        while True:
            pipe.recv()
            stopped.set()
    except (EOFError, OSError):
        os._exit(3)  # nobody is there any more


def _keep_quiet() -> None:
    """What a library prints does not mix with the output of the command that started this."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)


class _Voice:
    """Sends from a thread of its own, so that the work never waits for a reader."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._waiting: list[Any] = []

    def tell(self, value: Any) -> None:
        with self._lock:
            self._waiting = [value]
        self._news.set()

    def speak(self) -> None:
        while True:
            fresh = self._news.wait(HEARTBEAT)
            self._news.clear()
            if not fresh:
                self._send("alive", None)
                continue
            with self._lock:
                waiting, self._waiting = self._waiting, []
                for value in waiting:
                    self._put("told", value)
            time.sleep(EVERY)

    def end(self, kind: str, value: Any) -> None:
        with self._lock:
            for waiting in self._waiting:
                self._put("told", waiting)
            self._waiting = []
            self._put(kind, value)

    def _send(self, kind: str, value: Any) -> None:
        with self._lock:
            self._put(kind, value)

    def _put(self, kind: str, value: Any) -> None:
        try:
            self._pipe.send((kind, value, peak_memory()))
        except (OSError, ValueError):
            os._exit(3)
