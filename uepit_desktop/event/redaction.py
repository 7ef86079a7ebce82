"""Taking the values of one field away for good while the rest of the row stays: diet, phone, a note.

Such a field is written in operations of its own, whose kind names it. A redaction empties those on its row that were
written without knowing of it: earlier, or meanwhile. What is written by someone who knows of it stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from .model import local
from .operation import Operation
from .register import knew_of

Name = tuple[str, int]
#: (table, row, field)
Cell = tuple[str, str, str]


def redactions(connection: Connection) -> dict[Cell, set[Name]]:
    """Every redaction in effect."""
    found: dict[Cell, set[Name]] = defaultdict(set)
    for table, row, field, origin, seq in connection.execute(select(local.redacted)):
        found[table, row, field].add((origin, seq))
    return found


def redactions_in(operations: Iterable[Operation], gone: set[tuple[str, str]]) -> dict[Cell, set[Name]]:
    """The redactions among these operations, on rows that are not erased as a whole."""
    found: dict[Cell, set[Name]] = defaultdict(set)
    for operation in operations:
        if (field := operation.redacts) and (operation.table, operation.row) not in gone:
            found[operation.table, operation.row, field].add((operation.origin, operation.seq))
    return found


def emptied_by(cuts: Mapping[Cell, set[Name]], operations: Iterable[Operation]) -> set[Name]:
    """Which of these operations the redactions empty."""
    if not cuts:
        return set()
    return {
        (operation.origin, operation.seq)
        for operation in operations
        if operation.alone
        and any(
            not knew_of(operation, *name) for name in cuts.get((operation.table, operation.row, operation.alone), ())
        )
    }


def without_content(operation: Operation) -> Operation:
    return replace(operation, payload=None, salt=None)


def keep_redactions(connection: Connection, news: Mapping[Cell, set[Name]]) -> None:
    """Note that these redactions are in effect."""
    rows = [
        {"tbl": table, "row_id": row, "field": field, "origin": origin, "seq": seq}
        for (table, row, field), names in news.items()
        for origin, seq in names
    ]
    if rows:
        connection.execute(insert(local.redacted).prefix_with("OR IGNORE"), rows)


def forget_redactions(connection: Connection, rows: Mapping[str, Sequence[str]]) -> None:
    """A row that is erased as a whole has no fields left to redact."""
    table = local.redacted
    for name, ids in rows.items():
        for start in range(0, len(ids), 400):
            connection.execute(
                delete(table).where(table.c.tbl == name, table.c.row_id.in_(list(ids[start : start + 400])))
            )


def empty_operations(connection: Connection, names: set[Name]) -> int:
    """Take the content of these operations, logged or waiting, away. How many had one."""
    if not names:
        return 0
    numbers = dict(connection.execute(select(local.origin.c.uid, local.origin.c.no)).all())
    logged = [(numbers[origin], seq) for origin, seq in names if origin in numbers]
    found = connection.exec_driver_sql(
        "UPDATE op_waiting SET payload = NULL, salt = NULL WHERE origin = ? AND seq = ? AND payload IS NOT NULL",
        list(names),
    ).rowcount
    if logged:  # thousands at once when a category's time is over
        found += connection.exec_driver_sql(
            "UPDATE op SET payload = NULL, salt = NULL WHERE origin_no = ? AND seq = ? AND payload IS NOT NULL", logged
        ).rowcount
    return found
