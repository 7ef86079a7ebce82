"""The event file: create, open, read, write, merge, back up. The one door to what is kept."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from . import schema
from .backup import back_up, backups, recover
from .changes import Changes
from .check import CheckReport, check_file, rebuild_derived
from .clock import HybridClock, WallClock, utc_now
from .conflicts import Conflict, conflicts, settle
from .derived import registered
from .erasure import erase_rows, rows_of_erased
from .errors import UserError
from .keys import new_event_keys, new_replica_keys, origin_of, public_key, sign_head
from .lock import EventLock
from .log import operations_of_transaction, pending_by_table, version_vector
from .merge import MergeResult, SignedHead, add_origin, merge_operations, redact_rows
from .model import Base, Event, HalfDay, Replica, Site, local, new_id
from .opening import examined, explaining, machine_marker, read_only_reason, refuse_unlikely, upgrade, zone_of
from .operation import Operation, canonical_payload, vector_text
from .plain import apart_columns
from .receipts import Medium, note_received
from .recorder import Author, Recorder, WriteSession
from .storage import (
    BUSY_TIMEOUT_MS,
    Connect,
    connector,
    create_raw,
    damaged,
    explained,
    reader_engine,
    writer_engine,
)
from .undo import UndoEntry, invert, redo_stack, undo_stack

Subscriber = Callable[[Changes], None]

HALF_DAY_HOURS = {"am": ("09:00", "12:30"), "pm": ("14:00", "17:30")}


class EventFile:
    """One event on one site, in one SQLite file, open in this process.

    Writes take turns, from any thread; each is one durable transaction. Reads see the last commit and never wait.
    """

    def __init__(self, path: Path, connect: Connect, *, read_only_reason: str = "", clock: WallClock = utc_now) -> None:
        """Use ``create`` or ``open``."""
        self.path = path
        self.read_only_reason = read_only_reason
        self.saved_at: dt.datetime | None = None
        self._connect = connect
        self._writer: Engine | None = None if read_only_reason else writer_engine(connect)
        self._held: Connection | None = None
        """The writer's connection, kept from one write to the next."""
        self._reader = reader_engine(connect)
        self._turn = threading.RLock()
        self._writing = False
        self._subscribers: list[Subscriber] = []
        self._lock: EventLock | None = None
        self._wrote = False
        self._scrub_due = False
        self._closed = False
        with self._reader.connect() as connection:
            facts = dict(connection.execute(select(local.meta.c.key, local.meta.c.value)).all())
            self.secrets: dict[str, bytes] = dict(
                connection.execute(select(local.secret.c.name, local.secret.c.value)).all()
            )
            self.event_id = facts["event_id"]
            self.replica_id = facts["origin"]
            self.desk_name = facts.get("desk", "")
            self._machine, self._here = facts.get("machine", ""), machine_marker(path)
            author = connection.execute(select(local.origin).where(local.origin.c.uid == self.replica_id)).one()
            vector = version_vector(connection)
            zone = connection.execute(select(Event.time_zone).where(Event.id == self.event_id)).scalar()
            last = connection.exec_driver_sql(
                "SELECT hlc FROM op WHERE origin_no = ? ORDER BY seq DESC LIMIT 1", (author.no,)
            ).scalar()
        self.clock = HybridClock(clock, last or 0)
        self._author = Author(self.replica_id, author.no, author.head_seq, author.head_chain, self.clock)
        self._author.knows(self._context(vector))
        self._look()
        self.opened_at_seq = author.head_seq
        self.zone = zone_of(zone)

    # -- creating and opening ------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        name: str,
        site: str,
        start_on: dt.date,
        days: int,
        desk: str = "Coordination",
        organiser: str = "",
        time_zone: str = "Europe/Paris",
        passphrase: str | None = None,
        clock: WallClock = utc_now,
    ) -> Self:
        """A new event of ``days`` days (1 to 60) from ``start_on``, with a morning and an afternoon each.

        Raises UserError: ``exists``, ``bad_days``, ``bad_zone``, or a fault of the disk.
        """
        if not 1 <= days <= 60:
            raise UserError("An event lasts from 1 to 60 days. Nothing was created.", code="bad_days")
        try:
            ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise UserError(
                "« {zone} » is not a time zone. Nothing was created. Give one such as Europe/Paris.",
                code="bad_zone",
                zone=time_zone,
            ) from None
        event = cls.create_empty(
            path, event_id=new_id(), secrets=new_event_keys(), desk=desk, passphrase=passphrase, clock=clock
        )
        try:
            with event.write("create_event") as db:
                place = Site(name=site.strip())
                db.add(place)
                db.flush()
                db.add(
                    Event(
                        id=event.event_id,
                        name=name.strip(),
                        organiser=organiser.strip(),
                        site_id=place.id,
                        start_on=start_on,
                        end_on=start_on + dt.timedelta(days=days - 1),
                        time_zone=time_zone,
                    )
                )
                for day in range(days):
                    for part, (starts, ends) in HALF_DAY_HOURS.items():
                        db.add(HalfDay(on=start_on + dt.timedelta(days=day), part=part, starts=starts, ends=ends))
                event.announce(db)
            event.opened_at_seq = event._author.head_seq
            event.zone = zone_of(time_zone)
        except BaseException:
            event.close()
            path.unlink(missing_ok=True)
            raise
        return event

    @classmethod
    def create_empty(
        cls,
        path: Path,
        *,
        event_id: str,
        secrets: Mapping[str, bytes],
        desk: str,
        passphrase: str | None = None,
        clock: WallClock = utc_now,
    ) -> Self:
        """A file of the event ``event_id`` with its keys, a laptop's own new origin, and nothing in it yet.

        What joins a pack: merge the pack's operations into it, then ``announce`` inside a write.
        """
        path = Path(path)
        if path.exists():
            raise UserError(
                "A file named {name} is already there. It was not touched. Choose another name.",
                code="exists",
                name=path.name,
            )
        connect = connector(path, passphrase, read_only=False)
        lock = EventLock(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock.take(desk)
            create_raw(path, passphrase)
            keys = {**secrets, **new_replica_keys()}
            engine = writer_engine(connect)
            with engine.begin() as connection:
                Base.metadata.create_all(connection)
                schema.stamp(connection)
                rebuild_derived(connection)
                origin = origin_of(public_key(keys["replica_seed"]))
                add_origin(connection, event_id, origin)
                facts = {"event_id": event_id, "origin": origin, "desk": desk.strip(), "machine": machine_marker(path)}
                connection.execute(insert(local.meta), [{"key": key, "value": value} for key, value in facts.items()])
                connection.execute(insert(local.secret), [{"name": key, "value": value} for key, value in keys.items()])
            engine.dispose()
            event = cls(path, connect, clock=clock)
        except BaseException as error:
            lock.release()
            path.unlink(missing_ok=True)
            sentence = explained(error)
            if sentence is not None:
                raise sentence from error
            raise
        event._lock = lock
        return event

    @classmethod
    def open(
        cls, path: Path, *, passphrase: str | None = None, read_only: bool = False, clock: WallClock = utc_now
    ) -> Self:
        """Open an event file. A file from a newer program, or on a disk that cannot be written, opens read-only with
        ``read_only_reason`` set.

        Raises UserError: ``not_found``, ``not_an_event``, ``passphrase_needed``, ``wrong_passphrase``, ``locked``,
        ``damaged`` (then look at ``backups`` and ``recover``).
        """
        path = Path(path)
        refuse_unlikely(path, passphrase)
        try:
            version = examined(path, passphrase)
            reason = read_only_reason(path, version, read_only)
            lock = None
            if not reason:
                lock = EventLock(path)
                lock.take("")
            try:
                connect, went = connector(path, passphrase, read_only=bool(reason)), False
                if version < schema.VERSION and not reason:
                    back_up(path, connect, clock())
                    went = upgrade(path, passphrase)
                event = cls(path, connect, read_only_reason=reason, clock=clock)
                event._lock = lock
                if not reason:
                    event._refresh_derived()
                if went:
                    event._scrub()  # with the backup of before
            except BaseException:
                if lock is not None:
                    lock.release()
                raise
        except UserError:
            raise
        except (DBAPIError, sqlcipher.Error, OSError) as error:
            raise (explained(error) or damaged()) from error
        except (KeyError, ValueError) as error:  # tables are there but not what they must hold
            raise damaged() from error
        return event

    @staticmethod
    def backups(path: Path) -> list[Path]:
        """The automatic backups of an event file, newest first."""
        return backups(Path(path))

    @staticmethod
    def recover(path: Path, backup: Path, *, passphrase: str | None = None, clock: WallClock = utc_now) -> Path:
        """Put a backup in the place of a damaged file, which is kept. Returns where it is kept."""
        path = Path(path)
        lock = EventLock(path)
        lock.take("")
        try:
            return recover(path, Path(backup), passphrase, clock())
        except OSError as error:
            raise (explained(error) or damaged()) from error
        finally:
            lock.release()

    # -- reading and writing -------------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        return bool(self.read_only_reason)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session over one snapshot of the last commit, for reading only. From any thread."""
        with explaining(), Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self, verb: str, *, subject: str = "", undoes: str = "") -> Iterator[WriteSession]:
        """One transaction: leaving normally commits it, durably, with its operations; an exception undoes it.

        ``verb`` names the action in the log; ``subject`` is the id of the row that it is about, for its name in undo.
        After the block ``session.changes`` says what changed. Raises UserError: ``read_only``, or a fault of the disk.
        """
        with self._transaction() as connection:
            recorder = Recorder(self._author, verb, subject, undoes)
            with WriteSession(connection, recorder) as session:
                yield session
                session.flush()
                session.changes = recorder.finish(connection)
                self._commit_hooks.append(lambda: self._announce_changes(session.changes))

    def merge(
        self,
        operations: Iterable[Operation],
        signed: Mapping[str, SignedHead] | None = None,
        also: Callable[[Connection], None] | None = None,
        proved: bool = False,
        source: str = "",
        medium: Medium = Medium.FILE,
    ) -> MergeResult:
        """Bring in operations of other laptops, all or nothing. Raises UserError: ``forked``, ``broken_chain``,
        ``altered``, ``stripped``; nothing is changed then. ``also`` writes to local tables in the same transaction.
        ``source`` is the name of the file that brings them, kept with the moment and what it came on for ``receipts``.
        """
        own = (signed or {}).get(self.replica_id)
        if own is not None and own.seq > self._author.head_seq:
            self.continue_as_new()  # others hold what this laptop wrote and lost: it was restored
        with self._transaction() as connection:
            before = version_vector(connection)
            result = merge_operations(connection, self.event_id, operations, signed or {}, self.clock.observe, proved)
            if also is not None:
                also(connection)
            vector = version_vector(connection)
            if source:
                note_received(connection, before, vector, self.clock.now(), source, medium)
            self._commit_hooks.append(lambda: self._after_merge(vector, result))
        if result.erased or result.redacted:
            self._scrub()
        if result.changes.touches("event"):
            self._read_zone()
        return result

    def erase(self, person_id: str, also: Iterable[tuple[str, str]] = ()) -> Changes:
        """Erase a person for good, here and wherever the operation arrives. ``also``: further (table, row) pairs that
        are about them, such as a challenge that only names them. Older automatic backups are replaced.
        """
        with self.write("erase", subject="") as db:
            fields = {"rows": sorted([table, row] for table, row in also)} if also else {}
            db.recorder.note("person", person_id, "erase", fields)
            erasure = Operation(
                "", 0, 0, "", 0, "erase", "", 0, "", "", "person", person_id, canonical_payload(fields), b"", b"", b""
            )
            connection = db.connection()
            changed = erase_rows(connection, rows_of_erased(connection, [erasure]))
            for table, rows in changed.items():
                for row in rows:
                    db.recorder.touch(table, row)
        self._look()
        self._scrub()
        return db.changes

    def redact(self, cells: Iterable[tuple[str, str, str]]) -> Changes:
        """Take every value of these (table, row, field) out for good, here and wherever the operation arrives; the rest
        of the row stays. Only fields that are written in operations of their own. Older automatic backups are replaced.
        """
        cells = list(cells)
        if shared := sorted({field for table, _, field in cells if field not in apart_columns(table)}):
            raise ValueError(f"not written apart: {', '.join(shared)}")
        with self.write("redact") as db:
            connection = db.connection()
            for table, row, field in cells:
                db.recorder.note(table, row, "redact", {field: None}, row if table == "person" else "")
            redact_rows(connection, db.recorder.noted_fields())
            db.expire_all()
        self._look()
        self._scrub()
        return db.changes

    def _scrub(self, again: bool = False) -> None:
        """After an erasure nothing of it stays in the write-ahead log, in freed pages or in backups."""
        assert self._writer is not None
        with self._turn, self._writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.rollback()
            # Pages that were split keep old copies of rows in their unused part, which secure_delete does not see:
            # only writing the whole file anew leaves none.
            try:
                raw.execute("VACUUM")
                anew = True
            except sqlcipher.OperationalError:
                anew = False  # no room for the copy: what had to be erased is committed, the rest waits for room
            raw.execute(f"PRAGMA busy_timeout = {0 if again else 1000}")
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        self._scrub_due = bool(busy) or not anew  # someone is reading an older state: again after the next write
        if again:
            return
        if old := backups(self.path):
            self.back_up()
            for backup in old:
                backup.unlink(missing_ok=True)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have ``callback(changes)`` called after each commit, on the thread that wrote. Returns how to stop it."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def set_secret(self, name: str, value: bytes) -> None:
        """Keep a key in this file, locally."""
        with self._transaction() as connection:
            connection.execute(delete(local.secret).where(local.secret.c.name == name))
            connection.execute(insert(local.secret), {"name": name, "value": value})
        self.secrets[name] = value

    @contextmanager
    def write_local(self) -> Iterator[Connection]:
        """One transaction over local tables only: what other laptops know, quarantine. Nothing is logged."""
        with self._transaction() as connection:
            yield connection

    # -- undo, disputes, check -----------------------------------------------------------------------------------

    def undo_stack(self, *, whole_log: bool = False) -> list[UndoEntry]:
        """What can be undone, last first; since opening, unless the ``whole_log`` is asked for."""
        with self.read() as db:
            return undo_stack(db, self.replica_id, 0 if whole_log else self.opened_at_seq)

    def redo_stack(self) -> list[UndoEntry]:
        """What was undone since opening and can be done again, last first."""
        with self.read() as db:
            return redo_stack(db, self.replica_id, self.opened_at_seq)

    def undo(self, entry: UndoEntry | None = None) -> UndoEntry | None:
        """Undo ``entry`` or the last action since opening. None when there is nothing. Raises UserError
        ``changed_since`` when a value has changed since, and changes nothing.
        """
        entry = entry or next(iter(self.undo_stack()), None)
        if entry is None:
            return None
        with self.write("undo", subject=entry.subject, undoes=f"{entry.origin}:{entry.tx}") as db:
            invert(db, operations_of_transaction(db, entry.origin, entry.tx), self.clock.now())
        return entry

    def redo(self) -> UndoEntry | None:
        """Do again what was undone last. None when there is nothing."""
        entry = next(iter(self.redo_stack()), None)
        return self.undo(entry) if entry else None

    def conflicts(self) -> list[Conflict]:
        """Every field that has several concurrent values, with who wrote which."""
        with self.read() as db:
            return conflicts(db)

    def settle(self, conflict: Conflict, value: Any) -> Changes:
        """Choose a value for a disputed field: a new operation that dominates all of them."""
        with self.write("settle", subject=conflict.row) as db:
            settle(db, conflict, value)
        return db.changes

    def check(self) -> CheckReport:
        """Rebuild every table from the log, in memory, and compare."""
        self._reader.dispose()  # FTS5 verifies a table against what its connection remembers: new ones remember nothing
        with self.read() as db:
            return check_file(db.connection(), self.event_id)

    def pending(self) -> dict[str, int]:
        """Table → operations of this laptop that no other is known to have."""
        with self.read() as db:
            return pending_by_table(db, self._own_origins(db))

    def pending_operations(self) -> int:
        """How many operations of this laptop no other is known to have."""
        return sum(self.pending().values())

    def _own_origins(self, db: Session) -> list[str]:
        succeeds = dict(db.execute(select(Replica.id, Replica.succeeds)).all())
        mine = [self.replica_id]
        while (before := succeeds.get(mine[-1])) and before not in mine:
            mine.append(before)
        return mine

    # -- this laptop ---------------------------------------------------------------------------------------------

    def announce(self, db: WriteSession, succeeds: str | None = None) -> None:
        """Add this laptop's own row, inside a write."""
        key = public_key(self.secrets["replica_seed"]).hex()
        db.add(Replica(id=self.replica_id, desk_name=self.desk_name, public_key=key, succeeds=succeeds))

    def continue_as_new(self) -> None:
        """Go on under a new origin, which says that it continues the old one: what others know of the old one and
        what is written from now on can never be confused.
        """
        assert self._writer is not None
        before, keys = self.replica_id, new_replica_keys()
        origin, marker = origin_of(public_key(keys["replica_seed"])), machine_marker(self.path)
        with self._turn:
            with explaining(), self._writer.begin() as connection:
                self._sign_last_head(connection)
                number = add_origin(connection, self.event_id, origin)
                self._set_fact(connection, "origin", origin)
                self._set_fact(connection, "machine", marker)
                connection.execute(delete(local.secret).where(local.secret.c.name == "replica_seed"))
                connection.execute(insert(local.secret), {"name": "replica_seed", "value": keys["replica_seed"]})
                head = connection.execute(select(local.origin).where(local.origin.c.no == number)).one()
                vector = version_vector(connection)
            self.replica_id, self._machine = origin, marker
            self.secrets.update(keys)
            self._author = Author(origin, number, head.head_seq, head.head_chain, self.clock)
            self._author.knows(self._context(vector))
            self.opened_at_seq = 0
            with self.write("continue_as") as db:
                self.announce(db, succeeds=before)
            self.opened_at_seq = self._author.head_seq

    def _sign_last_head(self, connection: Connection) -> None:
        """Sign the chain that this laptop leaves, before its key goes: or its last operations could never travel."""
        table, seq, chain = local.origin, self._author.head_seq, self._author.head_chain
        signature = sign_head(self.secrets["replica_seed"], self.event_id, self.replica_id, seq, chain)
        connection.execute(
            update(table)
            .where(table.c.uid == self.replica_id, table.c.signed_seq < seq)
            .values(signed_seq=seq, signature=signature)
        )

    def rename_desk(self, name: str) -> Changes:
        """Give this laptop another short name."""
        with self.write("rename_desk") as db:
            replica = db.get(Replica, self.replica_id)
            assert replica is not None
            replica.desk_name = name.strip()
            self._set_fact(db.connection(), "desk", name.strip())
        self.desk_name = name.strip()
        return db.changes

    def back_up(self) -> Path:
        """Make an automatic backup now. Safe while writing."""
        with explaining():
            return back_up(self.path, self._connect, self.clock.now())

    def close(self) -> None:
        """Close the file. What was written since opening gets an automatic backup."""
        if self._closed:
            return
        self._closed = True
        if self._wrote:
            with suppress(UserError):  # a full disk must not keep the file from closing
                self.back_up()
        self._reader.dispose()
        self._let_go()
        if self._writer is not None:
            self._writer.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- private -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """The writer's connection inside one durable transaction; hooks run after the commit, still in turn."""
        if self._writer is None:
            raise UserError("This event is open for reading only. Nothing was changed. {reason}", code="read_only",
                            reason=self.read_only_reason)  # fmt: skip
        with self._turn:
            if self._writing:
                raise RuntimeError("a write inside a write: pass the session on instead")
            self._renew_origin()
            self._writing = True
            self._commit_hooks: list[Callable[[], None]] = []
            try:
                if self._held is None:
                    self._held = self._writer.connect()
                with explaining(), self._held.begin():
                    yield self._held
            except BaseException:
                self._author.discard()
                self._let_go()
                raise
            finally:
                self._writing = False
            self._author.commit()
            self.saved_at = self.clock.now()
            self._wrote = True
            hooks, self._commit_hooks = self._commit_hooks, []
            for hook in hooks:
                hook()
            if self._scrub_due:
                self._scrub(again=True)

    def _let_go(self) -> None:
        """Give the writer's connection back: after an error the next write takes it afresh."""
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _announce_changes(self, changes: Changes) -> None:
        if changes.rows:
            for subscriber in list(self._subscribers):
                subscriber(changes)

    def _after_merge(self, vector: Mapping[str, int], result: MergeResult) -> None:
        if vector.get(self.replica_id, 0) > self._author.head_seq:
            self.continue_as_new()  # others held what this file wrote and lost: it was put back to an earlier state
        self._author.knows(self._context(vector))
        self._look()
        self._announce_changes(result.changes)

    def _context(self, vector: Mapping[str, int]) -> str:
        return vector_text({uid: seq for uid, seq in vector.items() if uid != self.replica_id})

    def _renew_origin(self) -> None:
        """A file that was copied or restored goes on under a new origin, before its first write here."""
        if self._machine != self._here:
            self.continue_as_new()

    def _look(self) -> None:
        with self._reader.connect() as connection:
            self._author.look(connection)

    @staticmethod
    def _set_fact(connection: Connection, key: str, value: str) -> None:
        connection.execute(delete(local.meta).where(local.meta.c.key == key))
        connection.execute(insert(local.meta), {"key": key, "value": value})

    def _refresh_derived(self) -> None:
        """Derived tables of another version are made anew."""
        versions = ",".join(f"{derived.name}={derived.version}" for derived in registered())
        with self._reader.connect() as connection:
            kept = connection.execute(select(local.meta.c.value).where(local.meta.c.key == "derived")).scalar()
        if kept == versions:
            return
        assert self._writer is not None
        with self._writer.begin() as connection:
            rebuild_derived(connection)
            self._set_fact(connection, "derived", versions)

    def _read_zone(self) -> None:
        with self.read() as db:
            self.zone = zone_of(db.execute(select(Event.time_zone).where(Event.id == self.event_id)).scalar())
