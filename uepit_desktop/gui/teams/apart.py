"""Questions answered in a process apart, so that no computation takes the window's turn: measures and explanations.

    python -m uepit_desktop.gui.teams.apart [--language fr]      the process: pickled questions in, pickled answers out

Both ends are this program; the process is a child that reads from its parent alone, and ends with it.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from ...language import current, use
from ...teams.situation import Situation

_LENGTH_BYTES = 8
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows a child would flash a console


class ProcessApart:
    """Asks from any thread but the window's: ``ask`` waits for the answer. The process starts with the first one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._language = ""
        self._known: Situation | None = None

    def ask(self, name: str, situation: Situation, *args: Any) -> Any:
        """The answer of the function ``name`` of ``weighing``. Should the process be gone, it is computed here."""
        with self._lock:
            try:
                stdin, stdout = self._pipes()
                told = None if situation is self._known else situation  # it remembers the last one
                _send(stdin, (name, told, args))
                self._known = situation
                answer = _receive(stdout)
            except OSError:
                answer = None
            if answer is None:
                self._end()
                return _answer(name, situation, args)
            return answer[0]

    def close(self) -> None:
        """End the process; a question under way is then answered here."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        if self._process is not None and (self._process.poll() is not None or self._language != current()):
            self._end()
        if self._process is None:
            self._language = current()
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, "--language", self._language],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=_NO_WINDOW,
            )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout  # type: ignore[return-value]

    def _end(self) -> None:
        process, self._process, self._known = self._process, None, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer questions until there are no more; returns the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", default="fr")
    use(parser.parse_args(arguments).language)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    situation: Any = None
    while (question := _receive(sys.stdin.buffer)) is not None:
        name, told, args = question
        situation = situation if told is None else told
        _send(answers, (_answer(name, situation, args),))
    return 0


def _answer(name: str, situation: Situation, args: tuple[Any, ...]) -> Any:
    from . import weighing

    answers: dict[str, Callable[..., Any]] = {
        "weigh": weighing.weigh,
        "reasons": weighing.reasons,
        "balance_of": weighing.balance_of,
    }
    return answers[name](situation, *args)


def _send(pipe: BinaryIO, what: Any) -> None:
    told = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(told).to_bytes(_LENGTH_BYTES, "big") + told)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:
    """What the other end said; None when it is gone."""
    head = pipe.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    told = pipe.read(length)
    return pickle.loads(told) if len(told) == length else None


if __name__ == "__main__":
    sys.exit(main())
