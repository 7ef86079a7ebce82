"""Erasing a person for good (RGPD): rows go, payloads and salts go, the chain of hashes still verifies.

Erasing is absorbing: once an erase operation is in the set, the person's rows are empty whatever else arrives, and in
whatever order. A row is about a person when any operation on it ever had them as its ``subject``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, or_, select, update

from .model import local
from .operation import Operation
from .plain import plain_table, replicated_tables
from .redaction import forget_redactions


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
            newly |= _rows_named(operation)
    gone = already | newly
    people = {row for table, row in gone if table == "person"}
    if not people:
        return gone
    for operation in (*fresh, *held):
        if operation.subject in people and operation.kind != "erase":
            gone.add((operation.table, operation.row))
    new_people = {row for table, row in newly if table == "person"}
    if new_people:
        gone |= _rows_in_log_about(connection, new_people)
    return gone


def _rows_named(operation: Operation) -> set[tuple[str, str]]:
    """Further rows that an erasure takes; what does not look like a row is passed over."""
    named = operation.fields().get("rows", ())
    pairs = [tuple(pair) for pair in named if isinstance(pair, list)] if isinstance(named, list) else []
    return {(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and all(isinstance(part, str) for part in pair)}


def _rows_in_log_about(connection: Connection, people: set[str]) -> set[tuple[str, str]]:
    """Rows of which a logged or waiting operation says that they are about one of these people.

    It says so outside its content, so that an operation already emptied elsewhere still does, and one of a table that
    only a newer program knows does too.
    """
    found: set[tuple[str, str]] = set()
    names = sorted(people)
    for source in (local.op, local.op_waiting):
        for start in range(0, len(names), 500):
            rows = select(source.c.tbl, source.c.row_id).where(
                source.c.subject.in_(names[start : start + 500]), source.c.kind != "erase"
            )
            found.update((table, row) for table, row in connection.execute(rows))
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
        forget_redactions(connection, {table: ids})
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
