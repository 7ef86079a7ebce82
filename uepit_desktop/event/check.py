"""Proof that the tables say what the log says: every row rebuilt from operations, chains verified, a digest."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, delete, select

from .derived import registered
from .log import heads, operations
from .merge import write_rows
from .model import local
from .operation import Operation, chain_start, chained, payload_digest
from .plain import plain_table, replicated_tables, row_of
from .redaction import emptied_by, empty_operations, keep_redactions, redactions, redactions_in
from .register import RowState, resolve, says


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether tables and log agree; a digest of the state, equal where states are equal; what is wrong, in words."""

    ok: bool
    digest: str
    faults: tuple[str, ...]
    operations: int


def check_file(connection: Connection, event_id: str) -> CheckReport:
    """Verify one event file as of one snapshot."""
    faults: list[str] = []
    integrity = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    if integrity != ["ok"]:
        faults.extend(f"sqlite: {line}" for line in integrity)
    log = list(operations(connection))
    faults.extend(_chain_faults(connection, event_id, log))
    if redactions(connection) != redactions_in(log, _erased(connection)):
        faults.append("log: the redactions in effect are not those of the log")
    expected = _states(log)
    faults.extend(_row_faults(connection, expected))
    return CheckReport(not faults, state_digest(connection), tuple(faults), len(log))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The rows written anew, and how many operations lost their content: then bytes of it are still in freed pages."""

    changed: dict[str, set[str]]
    emptied: int


def rebuild(connection: Connection, event_id: str) -> Rebuilt:
    """Write every table anew from the log: after an upgrade, what was unknown before finds its place."""
    log = list(operations(connection))
    cuts = redactions_in(log, _erased(connection))  # an older program kept them without knowing them
    connection.execute(delete(local.redacted))
    keep_redactions(connection, cuts)
    waiting = [Operation(*row) for row in connection.execute(select(local.op_waiting))]
    emptied = empty_operations(connection, emptied_by(cuts, (*log, *waiting)))
    if emptied:
        log = list(operations(connection))
    expected = _states(log)
    connection.execute(delete(local.sibling))
    changed: dict[str, set[str]] = {}
    for table in replicated_tables():
        connection.execute(delete(plain_table(table)))
        write_rows(connection, table, expected.get(table, {}), ())
        changed[table] = set(expected.get(table, {}))
    rebuild_derived(connection)
    return Rebuilt(changed, emptied)


def rebuild_derived(connection: Connection) -> None:
    """Create the derived tables anew and fill them from the rows."""
    for derived in registered():
        for statement in derived.create:
            connection.exec_driver_sql(statement)
        rows = {table: set(connection.execute(select(plain_table(table).c.id)).scalars()) for table in derived.tables}
        derived.update(connection, rows)


def state_digest(connection: Connection) -> str:
    """SHA-256, in hexadecimal, over every replicated row, every dispute and every erasure, in a fixed order."""
    digest = hashlib.sha256()
    for table in replicated_tables():
        plain = plain_table(table)
        columns = sorted((column for column in plain.columns if column.name != "id"), key=lambda column: column.name)
        names = [str(column.name) for column in columns]  # a reserved word is a subclass that orjson refuses
        for row in connection.execute(select(plain.c.id, *columns).order_by(plain.c.id)):
            values = {name: value for name, value in zip(names, row[1:], strict=True) if value is not None}
            digest.update(orjson.dumps([table, row[0], values], option=orjson.OPT_SORT_KEYS))
    sibling = local.sibling.c
    for row in connection.execute(
        select(sibling.tbl, sibling.row_id, sibling.field, sibling.origin, sibling.seq, sibling.value, sibling.shown)
        .order_by(sibling.tbl, sibling.row_id, sibling.field, sibling.origin, sibling.seq)
    ):  # fmt: skip
        digest.update(orjson.dumps(["sibling", *row]))
    for row in connection.execute(
        select(local.erased.c.tbl, local.erased.c.row_id).order_by(local.erased.c.tbl, local.erased.c.row_id)
    ):
        digest.update(orjson.dumps(["erased", *row]))
    for row in connection.execute(select(local.redacted).order_by(*local.redacted.c)):
        digest.update(orjson.dumps(["redacted", *row]))
    return digest.hexdigest()


def _erased(connection: Connection) -> set[tuple[str, str]]:
    return {(table, row) for table, row in connection.execute(select(local.erased.c.tbl, local.erased.c.row_id))}


def _states(log: Iterable[Operation]) -> dict[str, dict[str, RowState]]:
    by_row: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    facts: dict[str, list[Operation]] = defaultdict(list)
    known = frozenset(replicated_tables())
    for operation in log:
        if says(operation) and (operation.payload is not None or operation.alone):
            by_row[operation.table, operation.row].append(operation)
            if operation.kind == "fact" and operation.table in known:
                facts[operation.subject].append(operation)
    states: dict[str, dict[str, RowState]] = defaultdict(dict)
    for (table, row), group in by_row.items():
        if table in known:
            states[table][row] = resolve(group, facts.get(row, ()) if table == "person" else ())
    return states


def _chain_faults(connection: Connection, event_id: str, log: Iterable[Operation]) -> list[str]:
    faults = []
    ends: dict[str, tuple[int, bytes]] = {}
    log, gone = list(log), _erased(connection)
    emptied = emptied_by(redactions_in(log, gone), log)
    for operation in log:
        seq, chain = ends.get(operation.origin, (0, chain_start(event_id, operation.origin)))
        name = f"{operation.origin}:{operation.seq}"
        if operation.seq != seq + 1:
            faults.append(f"log: {name} does not follow {seq}")
        if chained(chain, operation) != operation.chain_hash:
            faults.append(f"log: the chain is broken at {name}")
        erased = (operation.table, operation.row) in gone and operation.kind != "erase"
        erased = erased or (operation.origin, operation.seq) in emptied
        if erased != (operation.payload is None):
            said = "has content although its row was erased" if erased else "has no content although nobody erased it"
            faults.append(f"log: {name} {said}")
        elif operation.payload is not None and (
            operation.salt is None or payload_digest(operation.salt, operation.payload) != operation.payload_hash
        ):
            faults.append(f"log: the content of {name} was altered")
        ends[operation.origin] = (operation.seq, operation.chain_hash)
    for uid, head in heads(connection).items():
        if head.seq and ends.get(uid) != (head.seq, head.chain_hash):
            faults.append(f"log: the head of {uid} is not its last operation")
    return faults


def _row_faults(connection: Connection, expected: dict[str, dict[str, RowState]]) -> list[str]:
    faults = []
    disputes: set[tuple[Any, ...]] = set()
    for table in replicated_tables():
        plain = plain_table(table)
        found = {row["id"]: dict(row) for row in connection.execute(select(plain)).mappings()}
        states = expected.get(table, {})
        for row_id, state in states.items():
            row = row_of(table, row_id, dict(state.values))
            there = found.pop(row_id, None)
            if row != there:
                faults.append(f"{table} {row_id}: {_difference(row, there)}")
            for field, versions in state.siblings.items():
                disputes |= {
                    (table, row_id, field, version.origin, version.seq, int(place == 0))
                    for place, version in enumerate(versions)
                }
        faults.extend(f"{table} {row_id}: not in the log" for row_id in found)
    sibling = local.sibling.c
    kept = set(
        connection.execute(
            select(sibling.tbl, sibling.row_id, sibling.field, sibling.origin, sibling.seq, sibling.shown)
        )
    )
    faults.extend(f"disputed value not as in the log: {entry}" for entry in sorted(disputes ^ kept))
    return faults


def _difference(expected: dict[str, Any] | None, there: dict[str, Any] | None) -> str:
    if expected is None or there is None:
        return "only in the table" if expected is None else "only in the log"
    return ", ".join(sorted(key for key in expected if expected[key] != there.get(key)))
