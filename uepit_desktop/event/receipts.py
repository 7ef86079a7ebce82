"""When what other laptops wrote was received here, and from which file. Local: each laptop knows only of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, insert, select
from sqlalchemy.orm import Session

from .model import local
from .model.base import utc_text

_LONGEST_NAME = 255


class Medium(StrEnum):
    """What a file came on, where the program that read it could tell."""

    KEY = "key"
    FOLDER = "folder"  # one that several laptops share
    FILE = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from: the laptop that wrote it, and when this one received it.

    ``received_at`` (UTC) is None for what was written here, and for what came before receipts were kept.
    """

    origin: str
    here: bool
    received_at: dt.datetime | None
    file_name: str
    medium: Medium = Medium.FILE


def note_received(
    connection: Connection,
    before: Mapping[str, int],
    after: Mapping[str, int],
    now: dt.datetime,
    file_name: str,
    medium: Medium = Medium.FILE,
) -> None:
    """Remember that what lies between two version vectors of this laptop was applied now, from this file.

    An operation that waited for an earlier file is received with the file that let it be applied.
    """
    rows = [
        {
            "origin": origin,
            "first_seq": before.get(origin, 0) + 1,
            "last_seq": seq,
            "received_at": utc_text(now),
            "file_name": file_name[:_LONGEST_NAME],
            "medium": medium.value,
        }
        for origin, seq in after.items()
        if seq > before.get(origin, 0)
    ]
    if rows:
        connection.execute(insert(local.received), rows)


def provenance_of(db: Session | Connection, table: str, row_id: str, here: str) -> Provenance | None:
    """Where the first operation on a row comes from, for the laptop ``here`` whose file this is; None for a row of
    which the log says nothing.
    """
    found = db.execute(_FIRST, {"tbl": table, "row_id": row_id}).first()
    if found is None:
        return None
    uid, received_at, file_name, medium = found
    at = None if received_at is None else dt.datetime.fromisoformat(received_at)
    return Provenance(uid, uid == here, at, file_name or "", _medium(medium))


def _medium(kept: str | None) -> Medium:
    return Medium(kept) if kept in set(Medium) else Medium.FILE


_FIRST = (
    select(local.origin.c.uid, local.received.c.received_at, local.received.c.file_name, local.received.c.medium)
    .select_from(
        local.op.join(local.origin, local.origin.c.no == local.op.c.origin_no).outerjoin(
            local.received,
            and_(
                local.received.c.origin == local.origin.c.uid,
                local.received.c.first_seq <= local.op.c.seq,
                local.received.c.last_seq >= local.op.c.seq,
            ),
        )
    )
    .where(local.op.c.row_id == bindparam("row_id"), local.op.c.tbl == bindparam("tbl"))
    .order_by(local.op.c.hlc, local.origin.c.uid)
    .limit(1)
)
