"""One process writes an event file at a time; a second one is told who has it."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import platform
from contextlib import suppress
from pathlib import Path

import orjson
from filelock import FileLock, Timeout

from ..language import hour
from .errors import UserError


class EventLock:
    """A lock of the operating system, freed by it when the process dies, with a note beside it that says whose."""

    def __init__(self, path: Path) -> None:
        self._note = path.with_name(f".{path.name}.open-by")
        # not thread-local: a file is opened on a worker thread and closed on the window's
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), thread_local=False)

    def take(self, desk: str) -> None:
        """Raises UserError ``locked`` when another process has the file."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise self._taken() from None
        note = {
            "user": _user(), "machine": platform.node(), "process": os.getpid(), "desk": desk,
            "since": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        }  # fmt: skip
        with suppress(OSError):  # the note is a courtesy: the lock itself holds without it
            self._note.write_bytes(orjson.dumps(note))

    def release(self) -> None:
        if self._lock.is_locked:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()

    def _taken(self) -> UserError:
        try:
            note = orjson.loads(self._note.read_bytes())
            since = dt.datetime.fromisoformat(note["since"])
            return UserError(
                "This event is already open: {user} on {machine}, since {since}. Nothing was changed. Close it there "
                "first.",
                code="locked", user=note["user"], machine=note["machine"], since=hour(since),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError):
            return UserError(
                "This event is already open in another window. Nothing was changed. Close it there first.",
                code="locked",
            )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in a container, no pwd module on Windows
        return "?"
