"""Reading bundles: each one proved, then applied in one transaction, all or nothing; never twice for nothing."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from ..event import Changes, EventFile, MergeResult, SignedHead, UserError, log
from ..event.model import Replica
from ..event.receipts import Medium
from ..language import tr, trn
from . import ledger
from .audience import lacking
from .container import (
    MAX_FILE_BYTES,
    EventLock,
    Opened,
    RefusedBundleError,
    altered,
    elsewhere,
    incomplete,
    too_big,
    unseal,
)
from .outbox import SUFFIX, event_tag, parse_name
from .parcel import lock_of
from .values import ReadResult, Refusal

#: A folder of a shared disk may hold anything; no event makes this many bundles.
MAX_FILES = 20_000
#: Refusals of a merge that are the file's fault; any other (full disk…) stops the reading.
_FILE_FAULTS = {"forked", "broken_chain", "altered", "stripped"}

Progress = Callable[[int, int], None]


def read_bundles(
    event: EventFile,
    path: Path,
    *,
    medium: Medium = Medium.FILE,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadResult:
    """Read one bundle, or every bundle of a folder in any order. Each is applied whole or refused with a sentence.

    ``medium`` is what they came on, as far as the caller can tell. ``progress(done, total)`` counts files;
    ``cancelled`` is asked between two files. Raises UserError when ``path`` cannot be read at all, or when this
    laptop's own disk refuses; what was applied before stays.
    """
    files = _files(Path(path))
    reading = _Reading(event, lock_of(event), medium)
    for done, file in enumerate(files):
        if cancelled is not None and cancelled():
            break
        if progress is not None:
            progress(done, len(files))
        reading.take(file)
    if progress is not None:
        progress(len(files), len(files))
    return reading.result()


def _files(path: Path) -> list[Path]:
    """The bundles at ``path``: itself, or those directly in the folder, by name, which is each writer's order."""
    try:
        if path.is_dir():
            found = sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() == SUFFIX and not file.name.startswith(".") and file.is_file()
            )
            return found[:MAX_FILES]
        if path.is_file():
            return [path]
    except OSError as error:
        raise UserError(
            "{name} cannot be read: {reason}. Your data have not changed. Check the key, then try again.",
            code="unreadable",
            name=path.name or str(path),
            reason=error.strerror or str(error),
        ) from error
    raise UserError(
        "There is nothing at {path}. Your data have not changed. Check the key, then try again.",
        code="not_found",
        path=str(path),
    )


@dataclass
class _Reading:
    """One reading under way, file after file."""

    event: EventFile
    lock: EventLock
    medium: Medium
    merged: list[MergeResult] = field(default_factory=list)
    skipped: int = 0
    refused: list[Refusal] = field(default_factory=list)
    desks: dict[str, None] = field(default_factory=dict)

    def take(self, file: Path) -> None:
        """Apply one file, skip it, or note why not."""
        data = b""
        try:
            data = _content(file)
            digest = hashlib.sha256(data).hexdigest()
            with self.event.read() as db:
                if ledger.was_read(db, digest):
                    self.skipped += 1
                    return
            with _collector_at_rest():
                self._apply(self._opened(data, file), digest, file.name)
        except RefusedBundleError as refusal:
            self._refuse(file, refusal, data)

    def _opened(self, data: bytes, file: Path) -> Opened:
        try:
            return unseal(data, self.lock)
        except RefusedBundleError as refusal:
            raise self._clearer(refusal, file) from None

    def _clearer(self, refusal: RefusedBundleError, file: Path) -> RefusedBundleError:
        """What the file's name adds to a refusal: from which event and which laptop. It is no proof of anything."""
        name = parse_name(file.name)
        if name is None or refusal.code not in ("damaged", "other_event"):
            return refusal
        if name.event != event_tag(self.lock.event_id):
            return elsewhere() if refusal.code == "other_event" else refusal
        with self.event.read() as db:
            desk = db.scalar(select(Replica.desk_name).where(Replica.id.startswith(name.origin, autoescape=True)))
        return incomplete(desk or "")

    def _apply(self, opened: Opened, digest: str, name: str) -> None:
        manifest, now = opened.manifest, self.event.clock.now()
        if manifest.writer == self.event.replica_id and not self._has_more(opened):
            with self.event.write_local() as connection:
                ledger.note_read(connection, digest, name, now)
            self.skipped += 1
            return

        def remember(connection: Connection) -> None:
            heard = min(manifest.created_at, now)
            before = log.peers(connection).get(manifest.writer)
            log.note_peer(
                connection, manifest.writer, manifest.vector, heard if before is None else max(heard, before[1])
            )
            ledger.note_read(connection, digest, name, now)

        signed = {
            origin: SignedHead(entry.head_seq, entry.head_chain, entry.head_signature)
            for origin, entry in manifest.origins.items()
        }
        try:
            merged = self.event.merge(
                opened.operations, signed, also=remember, proved=True, source=name, medium=self.medium
            )
            self.merged.append(merged)
        except UserError as error:
            if error.code not in _FILE_FAULTS:
                raise
            raise RefusedBundleError(error.key, code=error.code, **error.params) from None
        except (DBAPIError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
            # signed by an enrolled laptop, yet its values are none that this program can hold
            raise altered(manifest.desk_name) from None
        self.desks.setdefault(manifest.desk_name)

    def _has_more(self, opened: Opened) -> bool:
        """A bundle in this laptop's name with what it no longer has: it was restored to an earlier state."""
        with self.event.read() as db:
            return lacking(opened.manifest.vector, log.version_vector(db)) > 0

    def _refuse(self, file: Path, refusal: RefusedBundleError, data: bytes) -> None:
        reason = str(refusal)
        if refusal.keep and not self.event.read_only:
            with self.event.write_local() as connection:
                digest = hashlib.sha256(data).hexdigest()
                ledger.put_aside(connection, digest, file.name, refusal, data, self.event.clock.now())
        self.refused.append(Refusal(file.name, reason, refusal.code, refusal.keep))

    def result(self) -> ReadResult:
        """The sum of what was done."""
        applied = sum(merge.applied for merge in self.merged)
        conflicts = sum(merge.conflicts for merge in self.merged)
        waiting = self.merged[-1].waiting if self.merged else 0
        return ReadResult(
            applied=applied,
            known=sum(merge.known for merge in self.merged),
            waiting=waiting,
            conflicts=conflicts,
            files=len(self.merged),
            skipped=self.skipped,
            refused=tuple(self.refused),
            desks=tuple(self.desks),
            ahead=sum(merge.ahead for merge in self.merged),
            changes=_united(merge.changes for merge in self.merged),
            message=_sentence(applied, conflicts, waiting, len(self.refused), tuple(self.desks)),
        )


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A large bundle makes millions of objects and no cycle: looking for cycles among them took a fifth of the time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise too_big()
        with file.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise RefusedBundleError(
            "{name} cannot be read: {reason}. Your data have not changed. Check the key, then try again.",
            code="unreadable",
            name=file.name,
            reason=error.strerror or str(error),
        ) from None


def _united(changes: Iterable[Changes]) -> Changes:
    rows: dict[str, frozenset[str]] = {}
    for change in changes:
        for table, ids in change.rows.items():
            rows[table] = rows.get(table, frozenset()) | ids
    return Changes("read_bundles", rows)


def _sentence(applied: int, conflicts: int, waiting: int, refused: int, desks: tuple[str, ...]) -> str:
    """What to tell the person, most useful first."""
    parts = []
    if applied:
        parts.append(trn("{n} operation received.", "{n} operations received.", applied))
    elif not waiting and not refused:
        parts.append(tr("Nothing new: everything read here was already known."))
    if conflicts:
        parts.append(trn("{n} value to settle.", "{n} values to settle.", conflicts))
    if waiting:
        parts.append(
            trn(
                "{n} operation waits for an earlier file: write from this laptop, have it read, and exchange again.",
                "{n} operations wait for an earlier file: write from this laptop, have it read, and exchange again.",
                waiting,
            )
        )
    if refused:
        parts.append(trn("{n} file was not read.", "{n} files were not read.", refused))
    return " ".join(parts)
