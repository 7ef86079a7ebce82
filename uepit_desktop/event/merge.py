"""Bringing in another laptop's operations: verified, in one transaction, all or nothing.

State is a pure function of the *set* of operations held: any order, any grouping, any repetition ends the same.
Erasures come first: what was erased anywhere is empty before it touches a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from .changes import Changes
from .derived import update_derived
from .erasure import erase_rows, rows_of_erased
from .errors import UserError
from .log import heads, operation_at, operations_of_rows
from .model import local
from .operation import Operation, chain_start, chained, payload_digest
from .plain import plain_table, replicated_tables, row_of
from .recorder import context_number, driver_sql
from .register import RowState, resolve


@dataclass(frozen=True, slots=True)
class MergeResult:
    """Numbers of operations: newly applied, already known, held back for a gap; fields now in dispute."""

    applied: int
    known: int
    waiting: int
    conflicts: int
    ahead: int
    """Applied operations whose clock is more than 24 h ahead of this one."""
    changes: Changes


@dataclass(frozen=True, slots=True)
class SignedHead:
    """An origin's own word for its chain: at ``seq`` it was ``chain_hash``."""

    seq: int
    chain_hash: bytes
    signature: bytes


def merge_operations(
    connection: Connection,
    event_id: str,
    incoming: Iterable[Operation],
    signed: Mapping[str, SignedHead],
    observe: Callable[[int], bool],
) -> MergeResult:
    """Apply what is new of ``incoming`` and of what was waiting. Raises UserError, with nothing to keep, when a chain
    is broken, forked or stripped of content; the caller rolls back.
    """
    batches, known, held = _sorted_out(connection, event_id, incoming)
    fresh = [operation for batch in batches.values() for operation in batch]
    if not fresh and not held:
        _keep_signatures(connection, signed)
        return MergeResult(0, known, 0, 0, 0, Changes("merge"))
    ahead = sum(not observe(operation.hlc) for operation in fresh)
    gone = rows_of_erased(connection, fresh, held)
    _refuse_stripped(fresh, gone)
    touched: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in fresh:
        if operation.kind != "erase":
            touched[operation.table, operation.row].append(operation)
    earlier = _earlier_operations(connection, touched)
    _append(connection, event_id, batches, gone)
    _keep_signatures(connection, signed)
    changed = erase_rows(connection, gone)
    conflicts = _materialise(connection, touched, earlier, gone, changed)
    update_derived(connection, changed)
    changes = Changes("merge", {table: frozenset(rows) for table, rows in changed.items()})
    return MergeResult(len(fresh), known, len(held), conflicts, ahead, changes)


def _sorted_out(
    connection: Connection, event_id: str, incoming: Iterable[Operation]
) -> tuple[dict[str, list[Operation]], int, list[Operation]]:
    """New contiguous operations by origin, with verified chains; how many were known; those held for a gap."""
    received: dict[str, dict[int, Operation]] = defaultdict(dict)
    known = 0
    for operation in incoming:
        twin = received[operation.origin].setdefault(operation.seq, operation)
        if twin is not operation:
            known += 1
            if twin.chain_hash != operation.chain_hash:
                raise _forked()
    have = heads(connection)
    held = {(row.origin, row.seq): Operation(*row) for row in connection.execute(select(local.op_waiting))}
    for (origin, seq), operation in held.items():
        twin = received[origin].setdefault(seq, operation)
        if twin.chain_hash != operation.chain_hash:
            raise _forked()
    batches: dict[str, list[Operation]] = {}
    still: list[Operation] = []
    for origin in sorted(received):
        run, new_known, later = _one_origin(connection, event_id, origin, received[origin], have)
        known += new_known
        if run:
            batches[origin] = run
        still.extend(later)
    applied = {(operation.origin, operation.seq) for run in batches.values() for operation in run}
    _hold(connection, [operation for operation in still if (operation.origin, operation.seq) not in held])
    for origin, seq in applied & held.keys():
        connection.execute(
            delete(local.op_waiting).where(local.op_waiting.c.origin == origin, local.op_waiting.c.seq == seq)
        )
    return batches, known, still


def _one_origin(
    connection: Connection, event_id: str, origin: str, received: Mapping[int, Operation], have: Mapping[str, Any]
) -> tuple[list[Operation], int, list[Operation]]:
    head = have.get(origin)
    head_seq = head.seq if head else 0
    chain = head.chain_hash if head else chain_start(event_id, origin)
    known = [seq for seq in received if seq <= head_seq]
    if known:
        last = max(known)
        mine = operation_at(connection, origin, last)
        if mine is None or mine.chain_hash != received[last].chain_hash:
            raise _forked()
    run: list[Operation] = []
    seq = head_seq + 1
    while (operation := received.get(seq)) is not None:
        chain = _verified(chain, operation)
        run.append(operation)
        seq += 1
    later = [received[number] for number in sorted(received) if number > seq]
    for operation in later:
        _verify_payload(operation)
    return run, len(known), later


def _verified(previous: bytes, operation: Operation) -> bytes:
    if chained(previous, operation) != operation.chain_hash:
        raise UserError(
            "This file does not follow from what is known of the laptop that wrote it. Your data have not changed. "
            "Write it again from that laptop.",
            code="broken_chain",
        )
    _verify_payload(operation)
    return operation.chain_hash


def _verify_payload(operation: Operation) -> None:
    if operation.payload is None:
        return
    if operation.salt is None or payload_digest(operation.salt, operation.payload) != operation.payload_hash:
        raise UserError(
            "The content of this file was altered. Your data have not changed. Write it again from the laptop it "
            "came from.",
            code="altered",
        )


def _forked() -> UserError:
    return UserError(
        "Two different histories carry the same laptop's name: an event file was copied or restored. Your data have "
        "not changed. Make a new pack for that laptop and have it join again.",
        code="forked",
    )


def _refuse_stripped(fresh: Sequence[Operation], gone: set[tuple[str, str]]) -> None:
    for operation in fresh:
        if operation.payload is None and operation.kind != "erase" and (operation.table, operation.row) not in gone:
            raise UserError(
                "Content is missing from this file although nobody erased it. Your data have not changed. Write it "
                "again from the laptop it came from.",
                code="stripped",
            )


def _earlier_operations(
    connection: Connection, touched: Mapping[tuple[str, str], Sequence[Operation]]
) -> dict[tuple[str, str], list[Operation]]:
    """What the log already held for these rows."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS touched (row_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM touched")
    connection.exec_driver_sql("INSERT OR IGNORE INTO touched VALUES (?)", [(row,) for _, row in touched])
    present = connection.exec_driver_sql(
        "SELECT DISTINCT op.row_id FROM touched CROSS JOIN op ON op.row_id = touched.row_id"
    )
    rows = [row for (row,) in present]
    connection.exec_driver_sql("DELETE FROM touched")
    earlier: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in operations_of_rows(connection, rows):
        earlier[operation.table, operation.row].append(operation)
    return earlier


def _append(
    connection: Connection, event_id: str, batches: Mapping[str, Sequence[Operation]], gone: set[tuple[str, str]]
) -> None:
    numbers: dict[str, int] = dict(connection.execute(select(local.origin.c.uid, local.origin.c.no)).all())
    contexts: dict[str, int] = {}
    rows: list[tuple[Any, ...]] = []
    for origin, run in batches.items():
        number = numbers.get(origin)
        if number is None:
            number = add_origin(connection, event_id, origin)
        for operation in run:
            context = operation.context
            if context not in contexts:
                contexts[context] = context_number(connection, context)
            empty = (operation.table, operation.row) in gone and operation.kind != "erase"
            rows.append(
                (
                    number, operation.seq, operation.hlc, contexts[context], operation.schema, operation.kind,
                    operation.verb, operation.tx, operation.undoes, operation.subject, operation.table, operation.row,
                    None if empty else operation.payload, None if empty else operation.salt,
                    operation.payload_hash, operation.chain_hash,
                )
            )  # fmt: skip
        connection.execute(
            update(local.origin)
            .where(local.origin.c.no == number)
            .values(head_seq=run[-1].seq, head_chain=run[-1].chain_hash)
        )
    connection.exec_driver_sql(driver_sql(connection.dialect, "insert_op"), rows)


def add_origin(connection: Connection, event_id: str, origin: str) -> int:
    """A row for a laptop not heard of before. Returns its local number."""
    result = connection.execute(
        insert(local.origin),
        {"uid": origin, "head_seq": 0, "head_chain": chain_start(event_id, origin), "signed_seq": 0},
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def _hold(connection: Connection, operations: Sequence[Operation]) -> None:
    if operations:
        names = [column.name for column in local.op_waiting.columns]
        connection.execute(
            insert(local.op_waiting),
            [
                dict(
                    zip(
                        names,
                        (
                            operation.origin, operation.seq, operation.hlc, operation.context, operation.schema,
                            operation.kind, operation.verb, operation.tx, operation.undoes, operation.subject,
                            operation.table, operation.row, operation.payload, operation.salt,
                            operation.payload_hash, operation.chain_hash,
                        ),
                        strict=True,
                    )
                )
                for operation in operations
            ],
        )  # fmt: skip


def _keep_signatures(connection: Connection, signed: Mapping[str, SignedHead]) -> None:
    """Note what each origin signed of its chain; beyond what is applied here, keep it until the gap fills."""
    ahead = local.head_ahead
    later = {
        (uid, seq): SignedHead(seq, chain, signature)
        for uid, seq, chain, signature in connection.execute(select(ahead))
    }
    have = heads(connection)
    reached = set()
    for uid, head in [*((uid, head) for (uid, _), head in later.items()), *signed.items()]:
        here = have.get(uid)
        if here is None or here.seq < head.seq:
            if (uid, head.seq) not in later:
                fields = {"uid": uid, "seq": head.seq, "chain_hash": head.chain_hash, "signature": head.signature}
                connection.execute(insert(ahead), fields)
            continue
        reached.add((uid, head.seq))
        operation = operation_at(connection, uid, head.seq)
        if operation is None or operation.chain_hash != head.chain_hash:
            if (uid, head.seq) in later:
                continue
            raise _forked()
        connection.execute(
            update(local.origin)
            .where(local.origin.c.uid == uid, local.origin.c.signed_seq < head.seq)
            .values(signed_seq=head.seq, signature=head.signature)
        )
    for uid, seq in reached & later.keys():
        connection.execute(delete(ahead).where(ahead.c.uid == uid, ahead.c.seq == seq))


def _materialise(
    connection: Connection,
    touched: Mapping[tuple[str, str], list[Operation]],
    earlier: Mapping[tuple[str, str], list[Operation]],
    gone: set[tuple[str, str]],
    changed: dict[str, set[str]],
) -> int:
    """Write the rows that these operations give. Returns how many fields are in dispute on them."""
    known = frozenset(replicated_tables())
    states: dict[str, dict[str, RowState]] = defaultdict(dict)
    for (table, row), operations in touched.items():
        if table in known and (table, row) not in gone:
            before = earlier.get((table, row))
            states[table][row] = resolve(operations if before is None else [*before, *operations])
    conflicts = 0
    for table, rows in states.items():
        old = [row for row in rows if (table, row) in earlier]
        write_rows(connection, table, rows, old)
        changed.setdefault(table, set()).update(rows)
        conflicts += sum(len(state.siblings) for state in rows.values())
    return conflicts


def write_rows(connection: Connection, table: str, states: Mapping[str, RowState], old: Sequence[str]) -> None:
    """Put resolved rows in their table, replacing those of ``old``, and their disputes in the sibling table."""
    plain = plain_table(table)
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        connection.execute(delete(plain).where(plain.c.id.in_(some)))
        connection.execute(delete(local.sibling).where(local.sibling.c.tbl == table, local.sibling.c.row_id.in_(some)))
    rows = [row for row_id, state in states.items() if (row := row_of(table, row_id, dict(state.values))) is not None]
    if rows:
        connection.execute(insert(plain), rows)
    disputed = [
        {
            "tbl": table, "row_id": row_id, "field": field, "origin": version.origin, "seq": version.seq,
            "hlc": version.hlc, "value": orjson.dumps(version.value).decode(), "shown": int(position == 0),
        }
        for row_id, state in states.items()
        for field, versions in state.siblings.items()
        for position, version in enumerate(versions)
    ]  # fmt: skip
    if disputed:
        connection.execute(insert(local.sibling), disputed)
