"""Reading the log: version vectors, ranges of operations, heads, what other laptops are known to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from .model import local
from .model.base import utc_text
from .operation import ALONE, Operation, parse_vector, vector_text

Db = Session | Connection

_COLUMNS = (
    local.origin.c.uid,
    local.op.c.seq,
    local.op.c.hlc,
    local.op_context.c.vector,
    local.op.c.schema,
    local.op.c.kind,
    local.op.c.verb,
    local.op.c.tx,
    local.op.c.undoes,
    local.op.c.subject,
    local.op.c.tbl,
    local.op.c.row_id,
    local.op.c.payload,
    local.op.c.salt,
    local.op.c.payload_hash,
    local.op.c.chain_hash,
)
_SELECT = (
    select(*_COLUMNS)
    .join(local.origin, local.origin.c.no == local.op.c.origin_no)
    .join(local.op_context, local.op_context.c.no == local.op.c.context_no)
)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an origin's chain as applied here, and the last end that the origin itself signed."""

    seq: int
    chain_hash: bytes
    signed_seq: int
    signature: bytes | None


def version_vector(db: Db) -> dict[str, int]:
    """Origin → ``seq`` of its last operation applied here."""
    rows = db.execute(select(local.origin.c.uid, local.origin.c.head_seq))
    return {uid: seq for uid, seq in rows if seq}


def heads(db: Db) -> dict[str, Head]:
    """Every origin's head."""
    table = local.origin.c
    rows = db.execute(select(table.uid, table.head_seq, table.head_chain, table.signed_seq, table.signature))
    return {uid: Head(seq, chain, signed, signature) for uid, seq, chain, signed, signature in rows}


def operations(db: Db, since: Mapping[str, int] | None = None) -> Iterator[Operation]:
    """The operations that a holder of the version vector ``since`` lacks, by origin and ``seq``."""
    for uid, number, head_seq in list(
        db.execute(select(local.origin.c.uid, local.origin.c.no, local.origin.c.head_seq).order_by(local.origin.c.uid))
    ):
        after = (since or {}).get(uid, 0)
        if head_seq > after:
            yield from _run(
                db, _SELECT.where(local.op.c.origin_no == number, local.op.c.seq > after).order_by(local.op.c.seq)
            )


#: Raw rows for the road: SQLAlchemy's own would take longer than all the rest of writing a bundle.
_TRAVELLING = (
    "SELECT op.hlc, op.seq - op.tx, op.schema, op_context.vector, op.kind, op.verb, op.undoes, op.subject, op.tbl, "
    "op.row_id, op.payload, op.salt, op.payload_hash FROM op JOIN op_context ON op_context.no = op.context_no "
    "WHERE op.origin_no = (SELECT no FROM origin WHERE uid = ?) AND op.seq BETWEEN ? AND ? ORDER BY op.seq"
)


def travelling_rows(db: Db, origin: str, first: int, last: int) -> list[tuple[Any, ...]]:
    """An origin's operations from ``first`` to ``last``, as (hlc, seq - tx, schema, context, kind, verb, undoes,
    subject, table, row, payload, salt, payload_hash).
    """
    connection = db.connection() if isinstance(db, Session) else db
    raw = connection.connection.driver_connection
    assert raw is not None
    rows: list[tuple[Any, ...]] = raw.execute(_TRAVELLING, (origin, first, last)).fetchall()
    return rows


def operations_of_rows(db: Db, rows: Sequence[str]) -> Iterator[Operation]:
    """Every operation on these row ids."""
    for start in range(0, len(rows), 500):
        yield from _run(db, _SELECT.where(local.op.c.row_id.in_(rows[start : start + 500])))


def operations_about(db: Db, person_id: str) -> Iterator[Operation]:
    """Every operation that says that it is about this person."""
    yield from _run(db, _SELECT.where(local.op.c.subject == person_id))


def operations_of_transaction(db: Db, origin: str, tx: int) -> list[Operation]:
    """The operations that one transaction of an origin wrote, in order."""
    statement = _SELECT.where(local.origin.c.uid == origin, local.op.c.tx == tx).order_by(local.op.c.seq)
    return list(_run(db, statement.where(local.op.c.seq >= tx)))


def holders(db: Db, table: str, fields: Sequence[str]) -> dict[str, set[str]]:
    """Field → rows of whose values of it, shown or replaced since, the log still holds one that is not empty. Only
    fields that are written in operations of their own.
    """
    found: dict[str, set[str]] = {field: set() for field in fields}
    for field in fields:
        empty = orjson.dumps({field: ""})
        statement = select(local.op.c.row_id).where(
            local.op.c.kind == ALONE + field,
            local.op.c.tbl == table,
            local.op.c.payload.is_not(None),
            local.op.c.payload != empty,
        )
        found[field] = set(db.execute(statement.distinct()).scalars())
    return found


def operation_at(db: Db, origin: str, seq: int) -> Operation | None:
    """The operation of this name, if it is here."""
    return next(_run(db, _SELECT.where(local.origin.c.uid == origin, local.op.c.seq == seq)), None)


def _run(db: Db, statement: Any) -> Iterator[Operation]:
    for row in db.execute(statement):
        yield Operation(*row)


def waiting(db: Db) -> dict[str, tuple[int, int]]:
    """Origin → (first missing ``seq``, number of operations held back until it arrives)."""
    table = local.op_waiting.c
    have = version_vector(db)
    rows = db.execute(select(table.origin, func.count()).group_by(table.origin))
    return {uid: (have.get(uid, 0) + 1, count) for uid, count in rows}


def note_peer(db: Db, uid: str, vector: Mapping[str, int], heard_at: dt.datetime) -> None:
    """Remember what another laptop said it had. Vectors only grow."""
    known = peers(db).get(uid, ({}, heard_at))[0]
    merged = {origin: max(known.get(origin, 0), vector.get(origin, 0)) for origin in {*known, *vector}}
    db.execute(delete(local.peer).where(local.peer.c.uid == uid))
    db.execute(insert(local.peer), {"uid": uid, "vector": vector_text(merged), "heard_at": utc_text(heard_at)})


def peers(db: Db) -> dict[str, tuple[dict[str, int], dt.datetime]]:
    """Replica → (its version vector as last heard, when it was heard)."""
    rows = db.execute(select(local.peer.c.uid, local.peer.c.vector, local.peer.c.heard_at))
    return {uid: (parse_vector(vector), dt.datetime.fromisoformat(at)) for uid, vector, at in rows}


def pending_by_table(db: Db, mine: Sequence[str]) -> dict[str, int]:
    """Table → operations of these origins that no other laptop is known to have yet."""
    known: dict[str, int] = {}
    for vector, _ in peers(db).values():
        for origin, seq in vector.items():
            known[origin] = max(known.get(origin, 0), seq)
    unsent = or_(*(and_(local.origin.c.uid == uid, local.op.c.seq > known.get(uid, 0)) for uid in mine))
    rows = db.execute(
        select(local.op.c.tbl, func.count())
        .join(local.origin, local.origin.c.no == local.op.c.origin_no)
        .where(unsent)
        .group_by(local.op.c.tbl)
    )
    return dict(rows.all())


__all__ = [
    "Head",
    "Operation",
    "heads",
    "holders",
    "note_peer",
    "operation_at",
    "operations",
    "operations_about",
    "operations_of_rows",
    "operations_of_transaction",
    "parse_vector",
    "peers",
    "pending_by_table",
    "travelling_rows",
    "vector_text",
    "version_vector",
    "waiting",
]
