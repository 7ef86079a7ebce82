"""What this laptop remembers of its exchanges: local facts, bundles read, files put aside. Nothing of it travels."""

from __future__ import annotations

import datetime as dt

import orjson
from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.orm import Session

from ..event import UserError
from ..event.model import local
from ..event.model.base import utc_text
from ..language import tr
from .values import Quarantined

#: Keys of the local facts. ``PACK``: what the last pack holds. ``WRITTEN``: the last bundle. ``COUNTER``: how many.
PACK = "exchange.pack"
WRITTEN = "exchange.written"
COUNTER = "exchange.counter"

#: Files put aside are copied into the event file up to these bounds; beyond, only their name and reason are kept.
MAX_ASIDE_BYTES = 16 << 20
MAX_ASIDE_FILES = 100


def fact(db: Session | Connection, key: str) -> str | None:
    """A local fact, or None."""
    value: str | None = db.execute(select(local.meta.c.value).where(local.meta.c.key == key)).scalar()
    return value


def set_fact(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(local.meta).where(local.meta.c.key == key))
    connection.execute(insert(local.meta), {"key": key, "value": value})


def was_read(db: Session, digest: str) -> bool:
    """Whether the bundle with these bytes (SHA-256, hexadecimal) was read or written here before."""
    table = local.bundle_read.c
    return db.execute(select(table.digest).where(table.digest == digest)).first() is not None


def note_read(connection: Connection, digest: str, name: str, now: dt.datetime) -> None:
    """A bundle that need not be read again; it is no longer aside."""
    connection.execute(delete(local.quarantine).where(local.quarantine.c.digest == digest))
    connection.execute(delete(local.bundle_read).where(local.bundle_read.c.digest == digest))
    connection.execute(insert(local.bundle_read), {"digest": digest, "file_name": name, "read_at": utc_text(now)})


def put_aside(connection: Connection, digest: str, name: str, reason: UserError, data: bytes, now: dt.datetime) -> None:
    """Keep a file that cannot be read now but may be later."""
    table = local.quarantine
    connection.execute(delete(table).where(table.c.digest == digest))
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if count >= MAX_ASIDE_FILES:
        return
    size = connection.execute(select(func.coalesce(func.sum(func.length(table.c.content)), 0))).scalar_one()
    connection.execute(
        insert(table),
        {
            "digest": digest,
            "file_name": name[:255],
            "reason": orjson.dumps([reason.key, reason.params]).decode(),  # to be said in the language of the day
            "received_at": utc_text(now),
            "content": data if size + len(data) <= MAX_ASIDE_BYTES else b"",
        },
    )


def files_aside(db: Session) -> tuple[Quarantined, ...]:
    """The files put aside, the latest first."""
    table = local.quarantine.c
    rows = db.execute(
        select(table.file_name, table.reason, table.received_at, table.digest).order_by(table.received_at.desc())
    )
    return tuple(Quarantined(name, _said(why), dt.datetime.fromisoformat(at), digest) for name, why, at, digest in rows)


def _said(reason: str) -> str:
    key, params = orjson.loads(reason)
    return tr(key, **params)
