"""What happens before an event file is trusted: is it one, is it sound, may it be written, is it of this version."""

from __future__ import annotations

import hashlib
import os
import platform
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from ..language import tr
from . import schema
from .check import rebuild
from .errors import UserError
from .model import local
from .storage import APPLICATION_ID, connector, damaged, explained, is_plain_sqlite, writer_engine

_SUFFIX = ".uepit"


def refuse_unlikely(path: Path, passphrase: str | None) -> None:
    if not path.exists():
        raise UserError(
            "There is no file at {path}. Nothing was changed. Check the name, or the key it is on.",
            code="not_found",
            path=str(path),
        )
    if not path.is_file():
        raise not_an_event(path)
    try:
        plain, size = is_plain_sqlite(path), path.stat().st_size
    except OSError as error:
        raise (explained(error) or damaged()) from error
    if plain:
        return
    if path.suffix.lower() != _SUFFIX or size == 0 or size % 512:
        raise damaged() if path.suffix.lower() == _SUFFIX else not_an_event(path)
    if passphrase is None:
        raise UserError(
            "This event is protected by a passphrase, or its file is damaged. Nothing was changed. Give the "
            "passphrase.",
            code="passphrase_needed",
        )


def not_an_event(path: Path) -> UserError:
    return UserError(
        "{name} is not an event file. Nothing was changed. Choose a file whose name ends in .uepit.",
        code="not_an_event",
        name=path.name,
    )


def examined(path: Path, passphrase: str | None) -> int:
    """The schema version of a file whose format and pages are sound. Raises UserError or an error of SQLite."""
    plain = is_plain_sqlite(path)
    raw = None
    try:
        try:
            raw = connector(path, None if plain else passphrase, read_only=not os.access(path, os.W_OK))()
            application = raw.execute("PRAGMA application_id").fetchone()[0]
        except sqlcipher.DatabaseError as error:
            if plain or "not a database" not in str(error):
                raise
            raise UserError(
                "This passphrase does not open the event, or the file is damaged. Nothing was changed. Try again.",
                code="wrong_passphrase",
            ) from None
        if application != APPLICATION_ID:
            raise not_an_event(path)
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged()
        return version
    finally:
        if raw is not None:
            raw.close()


def read_only_reason(path: Path, version: int, asked: bool) -> str:
    if version > schema.VERSION:
        return tr(
            "It was made by a newer program: what it holds is safe and can be read. Update this program to change it."
        )
    if asked:
        return tr("It was opened for reading only.")
    with suppress(OSError), path.open("rb+"):
        return ""
    return tr("Its disk cannot be written. Copy the file elsewhere to change it.")


def upgrade(path: Path, passphrase: str | None) -> bool:
    """Bring a file to the tables of this program. Returns whether content went that the older program had kept."""
    from .migrations import upgrade  # Alembic is slow to import and seldom needed

    engine = writer_engine(connector(path, passphrase, read_only=False))
    try:
        with engine.begin() as connection:
            upgrade(connection)
            event_id = connection.execute(select(local.meta.c.value).where(local.meta.c.key == "event_id")).scalar_one()
            return rebuild(connection, event_id).emptied > 0
    finally:
        engine.dispose()


@contextmanager
def explaining() -> Iterator[None]:
    """Faults of the disk and of the file become sentences; bugs stay bugs."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        sentence = explained(error)
        if sentence is None:
            raise
        raise sentence from error


def machine_marker(path: Path) -> str:
    """Where this copy of the file lives: another machine or another place is another laptop."""
    machine = ""
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            machine = machine or Path(name).read_text(encoding="ascii").strip()
    machine = machine or f"{platform.node()}:{uuid.getnode():x}"
    return hashlib.sha256(f"{machine}:{path.resolve()}".encode()).hexdigest()


def zone_of(name: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(name or "Europe/Paris")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("Europe/Paris")
