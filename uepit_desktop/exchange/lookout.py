"""Looking again and again at the places where other laptops leave bundles, and saying which were not read yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from ..event import EventFile
from ..event.model import local
from .container import MAX_FILE_BYTES
from .inbox import MAX_FILES
from .outbox import SUFFIX, event_tag, parse_name

_Print = tuple[int, int]
"""Size in bytes and moment of the last change in nanoseconds: what tells that a file was not touched since."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The bundles of one folder that this laptop has not read. ``growing`` files changed since the look before, or are
    seen for the first time: they may still be on their way.
    """

    folder: Path
    files: tuple[Path, ...]
    growing: int = 0
    reachable: bool = True


@dataclass
class Lookout:
    """What was seen from one look to the next. Not shared between threads: one look at a time.

    A file is offered once it is the same at two looks, has bytes that were never read, written or put aside here, and
    is not of another event. Nothing but new bytes is read, so a look at a folder of known files costs their names.
    """

    event: EventFile
    _seen: dict[Path, _Print] = field(default_factory=dict)
    _digests: dict[tuple[Path, _Print], str] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _dismissed: set[tuple[Path, _Print]] = field(default_factory=set)

    def look(self, folder: Path) -> Offer:
        """What ``folder`` holds now. A folder that cannot be read is an offer of nothing, not ``reachable``."""
        try:
            found = {file: made for file in sorted(folder.iterdir()) if (made := self._print_of(file)) is not None}
        except OSError:
            self._forget(folder, ())
            return Offer(folder, (), reachable=False)
        files, growing = [], 0
        for file, made in list(found.items())[:MAX_FILES]:
            if self._seen.get(file) != made:
                growing += 1
            elif (file, made) not in self._dismissed and self._is_unread(file, made):
                files.append(file)
        self._forget(folder, found)
        self._seen.update(found)
        return Offer(folder, tuple(files), growing)

    def dismiss(self, files: Iterable[Path]) -> None:
        """Do not offer these again as they are: they were tried."""
        self._dismissed.update((file, self._seen[file]) for file in files if file in self._seen)

    def _print_of(self, file: Path) -> _Print | None:
        if file.suffix.lower() != SUFFIX or file.name.startswith("."):
            return None
        name = parse_name(file.name)
        if name is not None and name.event != event_tag(self.event.event_id):
            return None
        try:
            about = file.stat()
        except OSError:
            return None
        return (about.st_size, about.st_mtime_ns) if 0 < about.st_size <= MAX_FILE_BYTES else None

    def _is_unread(self, file: Path, made: _Print) -> bool:
        digest = self._digests.get((file, made))
        if digest is None:
            try:
                with file.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError:
                return False
            self._digests[file, made] = digest
        if digest in self._done:
            return False
        with self.event.read() as db:
            for table in (local.bundle_read, local.quarantine):
                if db.execute(select(table.c.digest).where(table.c.digest == digest)).first() is not None:
                    self._done.add(digest)
                    return False
        return True

    def _forget(self, folder: Path, still: Iterable[Path]) -> None:
        kept = set(still)
        for file in [file for file in self._seen if file.parent == folder and file not in kept]:
            del self._seen[file]
