"""Erasing a person for good (RGPD): rows go, payloads and salts go, the chain of hashes still verifies.

Erasing is absorbing: once an erase operation is in the set, the person's rows are empty whatever else arrives, and in
whatever order. A row is about a person when any operation ever named them in its subject column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, delete, insert, or_, select, update

from .model import local
from .operation import Operation
from .plain import plain_table, replicated_tables, subject_column


def rows_of_erased(
    connection: Connection, fresh: Sequence[Operation], held: Sequence[Operation] = ()
) -> set[tuple[str, str]]:
    """The (table, row) pairs that are or become empty: of people erased by ``fresh``, and what ``fresh`` or ``held``
    (operations that wait for a gap) say about people erased before.
    """
    already = set(connection.execute(select(local.erased.c.tbl, local.erased.c.row_id)))
    newly: set[tuple[str, str]] = set()
    for operation in fresh:
        if operation.kind == "erase":
            newly.add((operation.table, operation.row))
            for table, row in operation.fields().get("rows", ()):
                newly.add((table, row))
    gone = already | newly
    people = {row for table, row in gone if table == "person"}
    if not people:
        return gone
    for operation in (*fresh, *held):
        if _subject(operation) in people:
            gone.add((operation.table, operation.row))
    new_people = {row for table, row in newly if table == "person"}
    if new_people:
        gone |= _rows_in_log_about(connection, new_people)
    return gone


def _subject(operation: Operation) -> str | None:
    if operation.payload is None or operation.table not in replicated_tables():
        return None
    column = subject_column(operation.table)
    if column is None or column == "id" or column.encode() not in operation.payload:
        return None
    subject = operation.fields().get(column)
    return subject if isinstance(subject, str) else None


def _rows_in_log_about(connection: Connection, people: set[str]) -> set[tuple[str, str]]:
    """Rows whose logged or waiting operations name one of these people in the subject column."""
    tables = [table for table in replicated_tables() if subject_column(table) not in (None, "id")]
    found: set[tuple[str, str]] = set()
    for source in (local.op, local.op_waiting):
        rows = connection.execute(
            select(source.c.tbl, source.c.row_id, source.c.payload).where(
                source.c.tbl.in_(tables), source.c.payload.is_not(None)
            )
        )
        for table, row, payload in rows:
            if any(person.encode() in payload for person in people):
                column = subject_column(table)
                if orjson.loads(payload).get(column) in people:
                    found.add((table, row))
    return found


def erase_rows(connection: Connection, gone: set[tuple[str, str]]) -> dict[str, set[str]]:
    """Empty these rows everywhere in the file. Returns table → ids, for those not empty before."""
    already = set(connection.execute(select(local.erased.c.tbl, local.erased.c.row_id)))
    changed: dict[str, set[str]] = defaultdict(set)
    for table, row in gone - already:
        changed[table].add(row)
    known = frozenset(replicated_tables())
    for table, rows in changed.items():
        ids = sorted(rows)
        for start in range(0, len(ids), 400):
            some = ids[start : start + 400]
            if table in known:
                plain = plain_table(table)
                connection.execute(delete(plain).where(plain.c.id.in_(some)))
            connection.execute(
                delete(local.sibling).where(local.sibling.c.tbl == table, local.sibling.c.row_id.in_(some))
            )
            for log in (local.op, local.op_waiting):
                connection.execute(
                    update(log)
                    .where(log.c.row_id.in_(some), log.c.tbl == table, log.c.kind != "erase")
                    .values(payload=None, salt=None)
                )
        connection.execute(insert(local.erased), [{"tbl": table, "row_id": row} for row in ids])
    _empty_late(connection, gone & already)
    return changed


def _empty_late(connection: Connection, rows: set[tuple[str, str]]) -> None:
    """Operations that were held back when their row was erased, or arrived since."""
    for table, row in rows:
        for log in (local.op, local.op_waiting):
            connection.execute(
                update(log)
                .where(log.c.row_id == row, log.c.tbl == table, log.c.kind != "erase")
                .where(or_(log.c.payload.is_not(None), log.c.salt.is_not(None)))
                .values(payload=None, salt=None)
            )
