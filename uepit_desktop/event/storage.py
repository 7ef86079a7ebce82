"""SQLite as the event file wants it: one writer connection, many readers, durable commits, a known format."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from .errors import UserError

#: Seen by file managers and by `file`: "UEPT" in ASCII (SQLite's ``application_id``).
APPLICATION_ID = 0x55455054
SQLITE_MAGIC = b"SQLite format 3\x00"
BUSY_TIMEOUT_MS = 10_000

Connect = Callable[[], Any]


def connector(path: Path, passphrase: str | None, *, read_only: bool) -> Connect:
    """A function that opens one raw connection with the settings of design.md section 3."""

    def connect() -> Any:
        mode = ("ro" if _may_write_beside(path) else "ro&immutable=1") if read_only else "rw"
        raw = sqlcipher.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
        raw.isolation_level = None  # SQLAlchemy's begin event says when a transaction starts
        cursor = raw.cursor()
        if passphrase is not None:
            cursor.execute(f"PRAGMA key = {quoted(passphrase)}")
        for pragma in (
            "cipher_log_level = NONE",  # what goes wrong is said by us, in a sentence
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "foreign_keys = ON",
            "secure_delete = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "cache_size = -32000",
            "trusted_schema = OFF",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()
        return raw

    return connect


def _may_write_beside(path: Path) -> bool:
    """Whether SQLite can keep its shared-memory file there: on a read-only disk it must be told not to try."""
    return os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists()


def create_raw(path: Path, passphrase: str | None) -> None:
    """An empty database at ``path`` with its page format, journal mode and application id set."""
    raw = sqlcipher.connect(str(path), isolation_level=None)
    try:
        if passphrase is not None:
            raw.execute(f"PRAGMA key = {quoted(passphrase)}")
        raw.execute("PRAGMA auto_vacuum = INCREMENTAL")
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        raw.close()


def writer_engine(connect: Connect) -> Engine:
    """An engine over the one connection that writes. Its transactions take the write lock when they begin."""
    return _engine(connect, "BEGIN IMMEDIATE", StaticPool)


def reader_engine(connect: Connect) -> Engine:
    """An engine over read-only connections: each read sees the last commit, and never waits for the writer."""
    return _engine(connect, "BEGIN", QueuePool)


def _engine(connect: Connect, begin: str, pool: type[StaticPool] | type[QueuePool]) -> Engine:
    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        cursor = connection.connection.cursor()  # without a result that nobody reads: every write begins here
        cursor.execute(begin)
        cursor.close()

    return engine


def quoted(text: str) -> str:
    """``text`` as an SQL string literal: PRAGMA takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def is_plain_sqlite(path: Path) -> bool:
    """Whether the file starts as an unencrypted SQLite database does."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


def explained(error: BaseException) -> UserError | None:
    """The sentence for a fault of the disk or of the file; None when the error is a bug of ours."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, sqlcipher.Error | sqlite3.Error | OSError):
        return None
    text = str(original).lower()
    if "disk is full" in text or (isinstance(original, OSError) and original.errno in (errno.ENOSPC, errno.EDQUOT)):
        return UserError(
            "The disk is full. What was confirmed is saved; this last action is not. Free some space, then try again.",
            code="disk_full",
        )
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return damaged()
    if "readonly" in text or "read-only" in text or "query_only" in text:
        return UserError(
            "This file can only be read here. Nothing was changed. Copy it to a disk where you may write.",
            code="read_only",
        )
    if "locked" in text or "busy" in text:
        return UserError(
            "Another program is using the event file. Nothing was changed. Close it there, then try again.",
            code="locked",
        )
    if isinstance(original, PermissionError):
        return UserError(
            "This file can only be read here. Nothing was changed. Copy it to a disk where you may write.",
            code="read_only",
        )
    if "disk i/o" in text or (isinstance(original, OSError) and original.errno == errno.EIO):
        return UserError(
            "The disk does not answer. What was confirmed is saved; this last action is not. Check the disk, then try "
            "again.",
            code="disk_fault",
        )
    return None


def damaged() -> UserError:
    """The file is an event file whose content cannot be trusted."""
    return UserError(
        "The event file is damaged. Nothing was changed. Recover the newest automatic backup, kept beside the file.",
        code="damaged",
    )
