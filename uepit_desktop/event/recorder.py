"""From SQLAlchemy's flush to operations: what a session changed becomes log entries in the same transaction."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, delete, event, insert, inspect, select, update
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction

from . import schema
from .changes import Changes
from .derived import update_derived
from .errors import UserError
from .model import local
from .model.base import Fact, Replicated, new_id
from .operation import ALONE, REDACT, canonical_payload, chain_digest, payload_digest
from .plain import apart_columns, plain_table, row_defaults, row_of, subject_column
from .redaction import Cell, Name, keep_redactions

_PAST = "a fact is never changed: add another that corrects it"


class WriteSession(Session):
    """A session whose flushes are recorded. ``changes`` is set once the transaction is committed."""

    changes: Changes

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        super().__init__(bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only")
        self.recorder = recorder
        self.base = connection
        """The connection under the session, for what does not need the session to take part."""

    def add_fact(self, of: type[Fact], /, **fields: Any) -> str:
        """Add a fact at once, without an object of its own: at the desk someone waits for it. Returns its id.

        The same row and the same operation as ``add``. Raises ValueError when a required field is missing.
        """
        table, fact_id = of.__tablename__, new_id()
        mapped: Any = of  # mypy does not see that classes can be hashed
        stores = _stores(mapped)
        given = {
            key: value if (store := stores[key]) is None else store(value)
            for key, value in fields.items()
            if value is not None
        }
        row = row_of(table, fact_id, given)
        if row is None:
            raise ValueError(f"a fact of {table} lacks a required field")
        sql, names = insert_sql(self.base.dialect, table)
        run_raw(self.base, sql, [tuple([row[name] for name in names])])
        del row["id"]
        told = {key: value for key, value in row.items() if value is not None}
        column = subject_column(table)
        self.recorder.note(table, fact_id, "fact", told, (column and row[column]) or "")
        return fact_id

    def assert_fields(self, table: str, row: str, fields: Mapping[str, Any]) -> None:
        """Record stored values for a row even where they equal what is shown: settles concurrent values."""
        self.flush()
        plain = plain_table(table)
        known = {field: value for field, value in fields.items() if field in plain.c}  # the rest is of a newer program
        if known:
            self.connection().execute(update(plain).where(plain.c.id == row).values(**known))
        column = subject_column(table)
        about = column and self.connection().execute(select(plain.c[column]).where(plain.c.id == row)).scalar()
        self.recorder.note(table, row, "put", fields, about or "")
        self.expire_all()


class Recorder:
    """What one write transaction changed so far, and how to turn it into operations of one origin."""

    def __init__(self, author: Author, verb: str, subject: str, undoes: str) -> None:
        self._author = author
        self._verb = verb
        self.subject = subject
        self._undoes = undoes
        self._noted: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        self._about: dict[tuple[str, str], str] = {}
        self._touched: set[tuple[str, str]] = set()

    def note(self, table: str, row: str, kind: str, fields: Mapping[str, Any], about: str = "") -> None:
        """Add stored field values to the one operation that this row gets in this transaction.

        ``about`` is the id of the person whom the row is about. It stays readable in an operation without its
        content, so that a laptop that never saw the content knows that an erasure took it.
        """
        self._noted.setdefault((table, row), (kind, {}))[1].update(fields)
        self._about[table, row] = about or (row if row == self.subject else "")

    def noted_fields(self) -> dict[tuple[str, str], frozenset[str]]:
        """The fields noted so far, by (table, row)."""
        return {row: frozenset(fields) for row, (_, fields) in self._noted.items()}

    def touch(self, table: str, row: str) -> None:
        """Count a row as changed although no operation of its own says so: it went with an erasure."""
        self._touched.add((table, row))

    def changed_rows(self) -> dict[str, frozenset[str]]:
        changed: dict[str, set[str]] = {}
        for table, row in (*self._noted, *self._touched):
            changed.setdefault(table, set()).add(row)
        return {table: frozenset(rows) for table, rows in changed.items()}

    def finish(self, connection: Connection) -> Changes:
        """Write the operations and the derived tables. Called once, just before the commit."""
        changed = self.changed_rows()
        if self._noted:
            self._refuse_erased(connection)
            self._author.append(connection, self._verb, self._undoes, self._noted, self._about)
            if not self._author.quiet:
                _forget_siblings(connection, self._noted)
            update_derived(connection, changed)
        return Changes(self._verb, changed)

    def _refuse_erased(self, connection: Connection) -> None:
        """A page that has not read again may still speak of someone who is gone."""
        if self._author.quiet:
            return
        erased = local.erased
        named = {row for (_, row), (kind, _) in self._noted.items() if kind != "erase"}
        named.update(person for person in self._about.values() if person)
        for start in range(0, len(names := sorted(named)), 500):
            if connection.execute(
                select(erased.c.row_id).where(erased.c.row_id.in_(names[start : start + 500]))
            ).first():
                raise UserError(
                    "This person's data were erased. Nothing was recorded. Register the person again if they are here.",
                    code="erased",
                )


class Author:
    """The laptop as a writer of operations: its origin, the end of its chain, what it knows of the others."""

    def __init__(self, origin: str, number: int, head_seq: int, head_chain: bytes, clock: Any) -> None:
        self.origin = origin
        self.number = number
        self.head_seq = head_seq
        self.head_chain = head_chain
        self.clock = clock
        self.context = ""
        self.context_no: int | None = None
        self._pending: tuple[int, bytes] | None = None
        self.quiet = False
        """Nothing is in dispute and nobody was erased: most writes, at most events, need not look."""

    def look(self, connection: Connection) -> None:
        """See whether anything is in dispute or erased, after a change that came from elsewhere."""
        self.quiet = not any(
            connection.execute(select(table.c.tbl).limit(1)).first() for table in (local.sibling, local.erased)
        )

    def knows(self, context: str) -> None:
        """Set the version vector, own origin left out, that the next operations carry."""
        if context != self.context:
            self.context, self.context_no = context, None

    def append(
        self,
        connection: Connection,
        verb: str,
        undoes: str,
        noted: Mapping[tuple[str, str], tuple[str, dict[str, Any]]],
        about: Mapping[tuple[str, str], str],
    ) -> None:
        """Insert one operation a row, chained, and move the head. Takes effect in memory on ``commit``."""
        if self.context_no is None:
            self.context_no = context_number(connection, self.context)
        seq, chain = self.head_seq, self.head_chain
        first = seq + 1
        rows = []
        told = [
            (table, row, part, values)
            for (table, row), (kind, fields) in noted.items()
            for part, values in _told_apart(table, kind, fields)
        ]
        cuts: dict[Cell, set[Name]] = {}
        origin, context = self.origin, self.context
        salts = os.urandom(16 * len(told))  # one call for all: an import writes tens of thousands
        for place, ((table, row, kind, fields), hlc) in enumerate(zip(told, self.clock.ticks(len(told)), strict=True)):
            seq, subject = seq + 1, about[table, row]
            payload, salt = canonical_payload(fields), salts[16 * place : 16 * place + 16]
            digest = payload_digest(salt, payload)
            chain = chain_digest(
                chain, origin, seq, hlc, context, schema.VERSION, kind, verb, first, undoes, subject, table, row, digest
            )
            if kind.startswith(REDACT):
                cuts.setdefault((table, row, kind[len(REDACT) :]), set()).add((self.origin, seq))
            rows.append(
                (
                    self.number, seq, hlc, self.context_no, schema.VERSION, kind, verb, first, undoes, subject, table,
                    row, payload, salt, digest, chain,
                )
            )  # fmt: skip
        run_raw(connection, driver_sql(connection.dialect, "insert_op"), rows)
        run_raw(connection, driver_sql(connection.dialect, "move_head"), [(seq, chain, self.number)])
        if cuts:
            keep_redactions(connection, cuts)
        self._pending = (seq, chain)

    def commit(self) -> None:
        if self._pending is not None:
            self.head_seq, self.head_chain = self._pending
            self._pending = None

    def discard(self) -> None:
        self._pending = None
        self.context_no = None  # its row may have been rolled back


def context_number(connection: Connection, vector: str) -> int:
    """The number of a version vector's row, added when new."""
    found = connection.execute(select(local.op_context.c.no).where(local.op_context.c.vector == vector)).scalar()
    if found is None:
        result = connection.execute(insert(local.op_context), {"vector": vector})
        assert result.inserted_primary_key is not None
        found = result.inserted_primary_key[0]
    return int(found)


def run_raw(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an SQL of the driver for each row, inside the connection's transaction: what every write does, three times
    faster than through a result that nobody reads.
    """
    cursor = connection.connection.cursor()
    try:
        if len(rows) == 1:
            cursor.execute(sql, rows[0])
        else:
            cursor.executemany(sql, rows)
    finally:
        cursor.close()


_STATEMENTS = {
    "insert_op": insert(local.op),
    "move_head": update(local.origin)
    .values(head_seq=bindparam("seq"), head_chain=bindparam("chain"))
    .where(local.origin.c.no == bindparam("number")),
}


@lru_cache(maxsize=8)
def driver_sql(dialect: Dialect, name: str) -> str:
    """The SQL of a statement that every write runs, in a driver's own words: compiled once, parameters in order."""
    return str(_STATEMENTS[name].compile(dialect=dialect))


@lru_cache(maxsize=64)
def insert_sql(dialect: Dialect, table: str) -> tuple[str, tuple[str, ...]]:
    """The driver's INSERT of a whole stored row, and the columns in the order of its parameters."""
    plain = plain_table(table)
    names = tuple(str(column.name) for column in plain.columns)
    return str(insert(plain).compile(dialect=dialect, column_keys=list(names))), names


@event.listens_for(WriteSession, "before_flush")
def _before_flush(session: WriteSession, context: UOWTransaction, instances: Any) -> None:
    for row in session.deleted:
        if isinstance(row, Replicated | Fact):
            raise TypeError("a replicated row is never removed: set its `deleted` field, or add a fact")
    for row in session.dirty:
        if isinstance(row, Fact) and session.is_modified(row):
            raise TypeError(_PAST)


@event.listens_for(WriteSession, "after_flush")
def _after_flush(session: WriteSession, context: UOWTransaction) -> None:
    recorder = session.recorder
    for row in session.new:
        if isinstance(row, Replicated | Fact):
            columns = _stored_columns(_class_of(row))
            fields = {
                key: value if store is None else store(value)
                for key, store in columns
                if (value := getattr(row, key)) is not None
            }
            if apart := apart_columns(row.__tablename__):
                usual = row_defaults(row.__tablename__)[0]
                for key in apart & fields.keys():
                    if fields[key] == usual.get(key):
                        del fields[key]  # nothing was said
            kind = "fact" if isinstance(row, Fact) else "put"
            recorder.note(row.__tablename__, row.id, kind, fields, person_of(row))
    for row in session.dirty:
        if isinstance(row, Replicated):
            fields = {}
            state = inspect(row)
            for key, store in _stored_columns(_class_of(row)):
                if state.attrs[key].history.added:
                    value = getattr(row, key)
                    fields[key] = value if store is None or value is None else store(value)
            if fields:
                recorder.note(row.__tablename__, row.id, "put", fields, person_of(row))


@event.listens_for(WriteSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("bulk changes of mapped tables would not be logged: change objects instead")


def _told_apart(table: str, kind: str, fields: dict[str, Any]) -> Sequence[tuple[str, dict[str, Any]]]:
    """The operations that one change of a row is written in, as (kind, fields): fields that may have to go before
    their row have each their own.
    """
    if kind == "redact":
        return [(REDACT + field, {}) for field in sorted(fields)]
    apart = apart_columns(table)
    if kind != "put" or not apart or apart.isdisjoint(fields):
        return ((kind, fields),)
    alone = sorted(apart & fields.keys())
    parts = [(ALONE + field, {field: fields[field]}) for field in alone]
    rest = dict(fields)
    for field in alone:
        del rest[field]
    return [("put", rest), *parts] if rest else parts


def person_of(row: Replicated | Fact) -> str:
    """The id of the person whom a row is about, or empty."""
    column = subject_column(row.__tablename__)
    return (column and getattr(row, column)) or ""


def _class_of(row: object) -> Any:
    return type(row)


@lru_cache(maxsize=64)
def _stores(mapped: Any) -> dict[str, Any]:
    """Attribute → to-stored-value function, or None where a value is stored as it is."""
    return dict(_stored_columns(mapped))


@lru_cache(maxsize=64)
def _stored_columns(mapped: Any) -> tuple[tuple[str, Any], ...]:
    """(attribute, to-stored-value function or None) for every column but the id."""
    mapper: Mapper[Any] = inspect(mapped)
    found = []
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if column.name == "id":
            continue
        bind = getattr(column.type, "process_bind_param", None)
        found.append((attribute.key, None if bind is None else _storer(bind)))
    return tuple(found)


def _storer(bind: Any) -> Any:
    return lambda value: bind(value, None)


def _forget_siblings(connection: Connection, noted: Mapping[tuple[str, str], tuple[str, dict[str, Any]]]) -> None:
    """A local write knows every concurrent value of the fields it sets: none of them is live any more."""
    sibling = local.sibling
    for (table, row), (_, fields) in noted.items():
        connection.execute(
            delete(sibling).where(sibling.c.tbl == table, sibling.c.row_id == row, sibling.c.field.in_(list(fields)))
        )
