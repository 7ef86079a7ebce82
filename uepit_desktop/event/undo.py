"""Undo as the inverse of a logged transaction, written as a new one; refused when a value has changed since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .clock import moment_of
from .conflicts import name_of
from .errors import UserError
from .log import operations_of_rows, parse_vector
from .model import CheckIn, ProgrammeSession, local
from .model.programme import kind_and_code
from .operation import Operation
from .plain import fact_class, plain_table, replicated_tables, row_defaults, subject_column
from .recorder import WriteSession
from .register import knew, resolve, says
from .verbs import FINAL, label_of


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One transaction of this laptop that can be undone."""

    origin: str
    tx: int
    verb: str
    """The verb whose effect it is: for a redone action, the first one."""
    subject: str
    name: str
    """How people call what it was about; empty when it has no name."""
    at: dt.datetime
    operations: int
    session: str = ""
    """What people call the session that it was noted for; empty for a half-day, and for anything else."""

    @property
    def label(self) -> str:
        """What it was, as after « Annuler : »."""
        return label_of(self.verb, self.name, self.session)


#: The operations that say something of a row, by (table, row).
History = Mapping[tuple[str, str], Sequence[Operation]]


def undo_stack(db: Session, origin: str, after_seq: int) -> list[UndoEntry]:
    """What can be undone of an origin's transactions after ``after_seq``, last first."""
    return _stacks(db, origin, after_seq)[0]


def redo_stack(db: Session, origin: str, after_seq: int) -> list[UndoEntry]:
    """What was undone and not followed by another action, last undone first."""
    return _stacks(db, origin, after_seq)[1]


def _stacks(db: Session, origin: str, after_seq: int) -> tuple[list[UndoEntry], list[UndoEntry]]:
    op = local.op.c
    mine = local.op.join(local.origin, local.origin.c.no == op.origin_no)
    here = (local.origin.c.uid == origin, op.seq > after_seq)
    counts: dict[int, int] = dict(
        db.execute(select(op.tx, func.count()).select_from(mine).where(*here).group_by(op.tx)).all()
    )
    rows = db.execute(
        select(op.tx, op.verb, op.undoes, op.subject, op.row_id, op.hlc)
        .select_from(mine)
        .where(*here, op.seq == op.tx)
        .order_by(op.seq)
    )
    done: list[tuple[int, str, str, int, int]] = []  # tx that holds the effect, verb, subject, stamp, operations
    undone: list[tuple[int, str, str, int, int]] = []
    for tx, verb, undoes, about, row, stamp in rows:
        if verb in FINAL:
            continue
        subject, count = about or row, counts[tx]
        if not undoes:
            done.append((tx, verb, subject, stamp, count))
            undone.clear()
            continue
        target = int(undoes.rpartition(":")[2])
        for source, destination in ((done, undone), (undone, done)):
            match = next((entry for entry in source if entry[0] == target), None)
            if match is not None:
                source.remove(match)
                destination.append((tx, match[1], match[2], stamp, match[4]))
                break
    return _entries(db, origin, done), _entries(db, origin, undone)


def _entries(db: Session, origin: str, stack: Sequence[tuple[int, str, str, int, int]]) -> list[UndoEntry]:
    kept = stack[-200:]
    sessions = _sessions(db, origin, [tx for tx, *_ in kept])
    return [
        UndoEntry(origin, tx, verb, subject, name_of(db, subject), moment_of(stamp), count, sessions.get(tx, ""))
        for tx, verb, subject, stamp, count in reversed(kept)
    ]


def _sessions(db: Session, origin: str, transactions: Collection[int]) -> dict[int, str]:
    """Transaction → what people call the session that its check-ins are for."""
    op = local.op.c
    rows = db.execute(
        select(op.tx, ProgrammeSession)
        .join(local.origin, local.origin.c.no == op.origin_no)
        .join(CheckIn, CheckIn.id == op.row_id)
        .join(ProgrammeSession, ProgrammeSession.id == CheckIn.session_id)
        .where(local.origin.c.uid == origin, op.tbl == CheckIn.__tablename__, op.tx.in_(transactions))
        .where(op.seq >= min(transactions, default=0))
    )
    return {tx: kind_and_code(one.kind, one.code) if one.code else one.title for tx, one in rows}


def invert(db: WriteSession, operations: Sequence[Operation], now: dt.datetime) -> None:
    """Write the inverse of one transaction. Raises UserError ``changed_since`` before changing anything."""
    if not operations:
        raise UserError("There is nothing left to undo. Nothing was changed.", code="nothing_to_undo")
    known = frozenset(replicated_tables())
    history: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in operations_of_rows(db, [operation.row for operation in operations]):
        if says(operation):
            history[operation.table, operation.row].append(operation)
    own = {(operation.origin, operation.seq) for operation in operations}
    _refuse_changed(operations, history, own)
    _refuse_built_upon(db, operations, history, own)
    facts = []
    for operation in reversed(operations):
        if operation.table not in known:
            raise _changed(operation)
        if operation.kind == "fact":
            facts.append(operation)
            continue
        db.assert_fields(operation.table, operation.row, _previous(operation, history, own))
    for operation in facts:
        inverse = fact_class(operation.table).taken_back({"id": operation.row, **operation.fields()}, now)
        if inverse is None:
            raise _changed(operation)
        db.add(inverse)


def _previous(operation: Operation, history: History, own: set[tuple[str, int]]) -> dict[str, Any]:
    """The stored values that its fields had; for a row that it inserted, the row put aside."""
    before = [
        earlier
        for earlier in history[operation.table, operation.row]
        if (earlier.origin, earlier.seq) not in own and knew(operation, earlier)
    ]
    if not before:
        return {"deleted": True}
    values = resolve(before).values
    defaults, _ = row_defaults(operation.table)
    return {field: values.get(field, defaults.get(field)) for field in operation.fields()}


def _refuse_changed(operations: Sequence[Operation], history: History, own: set[tuple[str, int]]) -> None:
    for operation in operations:
        if operation.payload is None:
            raise UserError(
                "This can no longer be undone: what it held was erased since. Nothing was changed.",
                code="changed_since",
            )
        fields = operation.fields().keys()
        after = [
            later
            for later in history[operation.table, operation.row]
            if (later.origin, later.seq) not in own and not knew(operation, later)
        ]
        for later in _in_effect(after, operation.origin):
            if later.payload is None and later.alone:
                touched = later.alone in fields
            else:
                touched = later.payload is None or bool(fields & later.fields().keys())
            if touched:
                raise _changed(operation)


def _in_effect(later: Sequence[Operation], origin: str) -> list[Operation]:
    """Those of these operations that this laptop did not itself undo since: done and undone is as if never done."""
    undoes = {operation.tx: int(operation.undoes.rpartition(":")[2]) for operation in later
              if operation.origin == origin and operation.undoes.startswith(f"{origin}:")}  # fmt: skip
    times: dict[int, int] = {}
    first: dict[int, int] = {}
    for tx in {operation.tx for operation in later if operation.origin == origin}:
        action = tx
        while action in undoes:
            action = undoes[action]
        first[tx] = action
        times[action] = times.get(action, 0) + 1
    return [operation for operation in later if operation.origin != origin or times[first[operation.tx]] % 2]


def _refuse_built_upon(
    db: Session, operations: Sequence[Operation], history: History, own: set[tuple[str, int]]
) -> None:
    """Someone whom an import brought may have arrived since: taking the import back would lose the arrival."""
    people = {
        operation.row: operation
        for operation in operations
        if operation.table == "person"
        and operation.kind == "put"
        and _previous(operation, history, own).get("deleted") is True
    }
    if not people:
        return
    since = [
        noted
        for noted in operations_of_rows(db, _rows_about(db, people))
        if noted.subject in people and (noted.origin, noted.seq) not in own and not knew(people[noted.subject], noted)
    ]
    for noted in _in_effect(since, operations[0].origin):
        raise UserError(
            "This can no longer be undone: something was noted since for {name}. Nothing was changed. Correct it by "
            "hand.",
            code="changed_since",
            name=name_of(db, noted.subject) or "?",
        )


def _rows_about(db: Session, people: Container[str]) -> list[str]:
    found = []
    for table in replicated_tables():
        column = subject_column(table)
        if column is None or column == "id":
            continue
        plain = plain_table(table)
        rows = select(plain.c.id, plain.c[column])
        if "deleted" in plain.c:
            rows = rows.where(~plain.c.deleted)
        found += [row for row, person in db.execute(rows) if person in people]
    return found


def _changed(operation: Operation) -> UserError:
    return UserError(
        "This can no longer be undone: the value has changed since. Nothing was changed. Correct it by hand.",
        code="changed_since",
        table=operation.table,
    )


__all__ = ["UndoEntry", "invert", "moment_of", "parse_vector", "redo_stack", "undo_stack"]
