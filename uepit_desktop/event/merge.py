"""Bringing in another laptop's operations: verified, in one transaction, all or nothing.

State is a pure function of the *set* of operations held: any order, any grouping, any repetition ends the same.
Erasures come first: what was erased anywhere is empty before it touches a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from .changes import Changes
from .derived import update_derived
from .erasure import erase_rows, rows_of_erased
from .errors import UserError
from .log import heads, operation_at, operations_of_rows
from .model import local
from .operation import Operation, chain_start, chained, parse_vector, payload_digest
from .plain import fact_tables, plain_table, replicated_tables, row_of, subject_column
from .recorder import context_number, driver_sql
from .redaction import (
    Name,
    emptied_by,
    empty_operations,
    keep_redactions,
    redactions,
    redactions_in,
    without_content,
)
from .register import RowState, resolve, says


@dataclass(frozen=True, slots=True)
class MergeResult:
    """Numbers of operations: newly applied, already known, held back for a gap; fields now in dispute."""

    applied: int
    known: int
    waiting: int
    conflicts: int
    ahead: int
    """Applied operations whose clock is more than 24 h ahead of this one."""
    erased: int
    """Rows emptied for good."""
    changes: Changes
    redacted: int = 0
    """Operations whose one value was taken away for good."""


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
    observe: Callable[[Iterable[int]], int],
    proved: bool = False,
) -> MergeResult:
    """Apply what is new of ``incoming`` and of what was waiting. Raises UserError, with nothing to keep, when a chain
    is broken, forked or stripped of content; the caller rolls back.

    ``proved``: the hashes in ``incoming`` were computed from its content, and each origin's operations are one run.
    Then only the joints are verified: with what is here, and with what was waiting.
    """
    batches, known, held, newly_held = _sorted_out(connection, event_id, incoming, proved)
    fresh = [operation for batch in batches.values() for operation in batch]
    if not fresh and not held:
        _keep_signatures(connection, signed)
        return MergeResult(0, known, 0, 0, 0, 0, Changes("merge"))
    gone = rows_of_erased(connection, fresh, held)
    touched: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in fresh:
        if says(operation):
            touched[operation.table, operation.row].append(operation)
        elif operation.redacts:
            touched[operation.table, operation.row].extend(())
    for person in _deleted_who_arrived(connection, fresh):
        touched["person", person].extend(())
    earlier = earlier_operations(connection, touched)
    news, cuts = redactions_in(fresh, gone), redactions(connection)
    for cell, names in news.items():
        cuts[cell] |= names
    emptied = emptied_by(cuts, (*fresh, *held))
    for row in {(table, row) for table, row, _ in news}:
        emptied |= emptied_by(cuts, earlier.get(row, ()))
    _refuse_stripped(fresh, gone, emptied)
    _append(connection, event_id, batches, gone, emptied)
    waiting = len(held) - len(newly_held) + _hold(connection, newly_held, gone, emptied)
    keep_redactions(connection, news)
    redacted = empty_operations(connection, emptied)
    if emptied:
        touched, earlier = _emptied(touched, emptied), _emptied(earlier, emptied)
    _keep_signatures(connection, signed)
    changed = erase_rows(connection, gone)
    erased = sum(len(rows) for rows in changed.values())
    conflicts = materialise(connection, touched, earlier, gone, changed)
    update_derived(connection, changed)
    ahead = observe(operation.hlc for operation in fresh)
    changes = Changes("merge", {table: frozenset(rows) for table, rows in changed.items()})
    return MergeResult(len(fresh), known, waiting, conflicts, ahead, erased, changes, redacted)


def redact_rows(connection: Connection, fields: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Empty these fields of rows here: whatever is here was written without knowing of a redaction made now."""
    earlier = earlier_operations(connection, dict.fromkeys(fields, ()))
    names = {
        (one.origin, one.seq) for row, operations in earlier.items() for one in operations if one.alone in fields[row]
    }
    names |= {
        (operation.origin, operation.seq)
        for operation in (Operation(*row) for row in connection.execute(select(local.op_waiting)))
        if operation.alone in fields.get((operation.table, operation.row), ())
    }
    empty_operations(connection, names)
    materialise(connection, dict.fromkeys(fields, ()), _emptied(earlier, names), set(), {})


def _emptied(
    rows: Mapping[tuple[str, str], Sequence[Operation]], emptied: set[Name]
) -> dict[tuple[str, str], list[Operation]]:
    return {
        row: [without_content(one) if (one.origin, one.seq) in emptied else one for one in operations]
        for row, operations in rows.items()
    }


def _sorted_out(
    connection: Connection, event_id: str, incoming: Iterable[Operation], proved: bool
) -> tuple[dict[str, list[Operation]], int, list[Operation], list[Operation]]:
    """New contiguous operations by origin, with verified chains; how many were known; all those that wait for a gap,
    and which of them are new.
    """
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
        if twin.payload is None and operation.payload is not None and twin.chain_hash == operation.chain_hash:
            received[origin][seq] = operation  # whoever sent it again had erased what is not erased here
    batches: dict[str, list[Operation]] = {}
    still: list[Operation] = []
    leaving: set[tuple[str, int]] = set()
    contexts: set[str] = set()
    for origin in sorted(received):
        run, new_known, later = _one_origin(
            connection, event_id, origin, received[origin], have, held, contexts, proved
        )
        known += new_known
        if run:
            batches[origin] = run
            leaving |= {(operation.origin, operation.seq) for operation in run}
        still.extend(later)
    staying = {(operation.origin, operation.seq) for operation in still}
    for origin, seq in held.keys() - (staying - leaving):
        connection.execute(
            delete(local.op_waiting).where(local.op_waiting.c.origin == origin, local.op_waiting.c.seq == seq)
        )
    fresh = [operation for operation in still if (operation.origin, operation.seq) not in held]
    return batches, known, still, fresh


def _one_origin(
    connection: Connection,
    event_id: str,
    origin: str,
    received: Mapping[int, Operation],
    have: Mapping[str, Any],
    held: Mapping[tuple[str, int], Operation],
    contexts: set[str],
    proved: bool,
) -> tuple[list[Operation], int, list[Operation]]:
    head = have.get(origin)
    head_seq = head.seq if head else 0
    chain = head.chain_hash if head else chain_start(event_id, origin)
    known = [seq for seq, operation in received.items() if seq <= head_seq and operation is not held.get((origin, seq))]
    if known:
        last = max(known)
        mine = operation_at(connection, origin, last)
        if mine is None or mine.chain_hash != received[last].chain_hash:
            raise _forked()
    run: list[Operation] = []
    seq = head_seq + 1
    linked = False  # whether the operation before this one came with it, their hashes already computed in a row
    while (operation := received.get(seq)) is not None:
        was_held = operation is held.get((origin, seq))
        if (was_held or not linked) and chained(chain, operation) != operation.chain_hash:
            if was_held:
                break  # nothing could be verified of it when it came early: it goes, the true one will come again
            raise _broken()
        linked = proved and not was_held
        _verify_content(operation, contexts, linked)
        chain = operation.chain_hash
        run.append(operation)
        seq += 1
    later = [received[number] for number in sorted(received) if number > seq]
    for operation in later:
        _verify_content(operation, contexts, False)
    return run, len(known), later


def _broken() -> UserError:
    return UserError(
        "This file does not follow from what is known of the laptop that wrote it. Your data have not changed. "
        "Write it again from that laptop.",
        code="broken_chain",
    )


def _verify_content(operation: Operation, contexts: set[str], hashed: bool) -> None:
    """Whether the content is what its hash says (unless ``hashed``: the hash was computed from it) and has the form of
    a content. ``contexts`` were seen to be sound.
    """
    try:
        if operation.context not in contexts:
            parse_vector(operation.context)
            contexts.add(operation.context)
        if operation.payload is None:
            return
        sound = (
            operation.salt is not None
            and (hashed or payload_digest(operation.salt, operation.payload) == operation.payload_hash)
            and isinstance(orjson.loads(operation.payload), dict)
        )
    except ValueError:
        sound = False
    if not sound or not 0 <= operation.hlc < 1 << 63:
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


def _refuse_stripped(fresh: Sequence[Operation], gone: set[tuple[str, str]], emptied: set[Name]) -> None:
    for operation in fresh:
        erased = operation.kind != "erase" and (operation.table, operation.row) in gone
        erased = erased or (operation.origin, operation.seq) in emptied
        if operation.payload is None and not erased:
            raise UserError(
                "Content is missing from this file although nobody erased it. Your data have not changed. Write it "
                "again from the laptop it came from.",
                code="stripped",
            )


def earlier_operations(
    connection: Connection, touched: Mapping[tuple[str, str], Sequence[Operation]]
) -> dict[tuple[str, str], list[Operation]]:
    """What the log already said of these rows."""
    earlier: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    if not touched:
        return earlier
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS touched (row_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.exec_driver_sql("DELETE FROM touched")
    connection.exec_driver_sql("INSERT OR IGNORE INTO touched VALUES (?)", [(row,) for _, row in touched])
    present = connection.exec_driver_sql(
        "SELECT DISTINCT op.row_id FROM touched CROSS JOIN op ON op.row_id = touched.row_id"
    )
    rows = [row for (row,) in present]
    connection.exec_driver_sql("DELETE FROM touched")
    for operation in operations_of_rows(connection, rows):
        if says(operation):
            earlier[operation.table, operation.row].append(operation)
    return earlier


def _append(
    connection: Connection,
    event_id: str,
    batches: Mapping[str, Sequence[Operation]],
    gone: set[tuple[str, str]],
    emptied: set[Name],
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
            empty = empty or (origin, operation.seq) in emptied
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
    if rows:
        connection.exec_driver_sql(driver_sql(connection.dialect, "insert_op"), rows)


def add_origin(connection: Connection, event_id: str, origin: str) -> int:
    """A row for a laptop not heard of before. Returns its local number."""
    result = connection.execute(
        insert(local.origin),
        {"uid": origin, "head_seq": 0, "head_chain": chain_start(event_id, origin), "signed_seq": 0},
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def _hold(
    connection: Connection, operations: Sequence[Operation], gone: set[tuple[str, str]], emptied: set[Name]
) -> int:
    """Keep operations until the gap before them fills. How many: one without content is only kept when its row was
    erased, because another laptop may still bring it whole.
    """
    names = [column.name for column in local.op_waiting.columns]
    rows = []
    for operation in operations:
        empty = operation.kind != "erase" and (operation.table, operation.row) in gone
        empty = empty or (operation.origin, operation.seq) in emptied
        if operation.payload is None and not empty:
            continue
        rows.append(
            (
                operation.origin, operation.seq, operation.hlc, operation.context, operation.schema, operation.kind,
                operation.verb, operation.tx, operation.undoes, operation.subject, operation.table, operation.row,
                None if empty else operation.payload, None if empty else operation.salt, operation.payload_hash,
                operation.chain_hash,
            )
        )  # fmt: skip
    if rows:
        connection.execute(insert(local.op_waiting), [dict(zip(names, row, strict=True)) for row in rows])
    return len(rows)


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


def materialise(
    connection: Connection,
    touched: Mapping[tuple[str, str], Sequence[Operation]],
    earlier: Mapping[tuple[str, str], Sequence[Operation]],
    gone: set[tuple[str, str]],
    changed: dict[str, set[str]],
) -> int:
    """Write the rows that these operations give. Returns how many fields are in dispute on them."""
    known = frozenset(replicated_tables())
    by_table: dict[str, dict[str, list[Operation]]] = defaultdict(dict)
    for (table, row), operations in touched.items():
        if table in known and (table, row) not in gone:
            by_table[table][row] = [*earlier.get((table, row), ()), *operations]
    conflicts = 0
    for table in sorted(by_table, key=lambda table: table == "person"):  # people last: their arrivals are witnesses
        rows = by_table[table]
        seen = _arrivals_of(connection, _deleted_in(rows)) if table == "person" else {}
        states = {row: resolve(operations, seen.get(row, ())) for row, operations in rows.items()}
        write_rows(connection, table, states, [row for row in rows if (table, row) in earlier])
        changed.setdefault(table, set()).update(states)
        conflicts += sum(len(state.siblings) for state in states.values())
    return conflicts


def _deleted_in(rows: Mapping[str, Sequence[Operation]]) -> list[str]:
    """The rows that any of their operations deleted."""
    return [
        row
        for row, operations in rows.items()
        if any(
            operation.payload is not None
            and b"deleted" in operation.payload
            and b"true" in operation.payload  # or every new person would be read for nothing
            and operation.fields().get("deleted") is True
            for operation in operations
        )
    ]


def _arrivals_of(connection: Connection, people: Sequence[str]) -> dict[str, list[Operation]]:
    """Person → the operations of the facts noted about them."""
    rows: list[str] = []
    for table in fact_tables():
        plain, column = plain_table(table), subject_column(table)
        assert column is not None
        person = plain.c[column]
        for start in range(0, len(people), 500):
            rows.extend(connection.execute(select(plain.c.id).where(person.in_(people[start : start + 500]))).scalars())
    found: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations_of_rows(connection, rows):
        if operation.kind == "fact":
            found[operation.subject].append(operation)
    return found


def _deleted_who_arrived(connection: Connection, fresh: Sequence[Operation]) -> set[str]:
    """People deleted here, or whose deletion is in dispute, of whom these operations note a fact."""
    facts = {operation.subject for operation in fresh if operation.kind == "fact" and operation.subject}
    if not facts:
        return set()
    person, sibling = plain_table("person").c, local.sibling.c
    deleted = set(connection.execute(select(person.id).where(person.deleted)).scalars())
    disputed = select(sibling.row_id).where(sibling.tbl == "person", sibling.field == "deleted")
    return facts & (deleted | set(connection.execute(disputed).scalars()))


def _insertion(connection: Connection, table: str) -> tuple[str, list[str]]:
    """The driver's own INSERT for a table, and the order of its columns."""
    plain = plain_table(table)
    compiled = insert(plain).compile(dialect=connection.dialect)
    return str(compiled), list(getattr(compiled, "positiontup", None) or plain.columns.keys())


def write_rows(connection: Connection, table: str, states: Mapping[str, RowState], old: Sequence[str]) -> None:
    """Put resolved rows in their table, replacing those of ``old``, and their disputes in the sibling table."""
    plain = plain_table(table)
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        connection.execute(delete(plain).where(plain.c.id.in_(some)))
        connection.execute(delete(local.sibling).where(local.sibling.c.tbl == table, local.sibling.c.row_id.in_(some)))
    rows = [row for row_id, state in states.items() if (row := row_of(table, row_id, state.values)) is not None]
    if rows:
        statement, names = _insertion(connection, table)
        values = itemgetter(*names)  # SQLAlchemy's own care for each row would cost more than all the rest
        connection.exec_driver_sql(statement, [values(row) for row in rows])
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
