"""What must be true of a laptop: after each step, after an undo, and in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from tests.event.histories import oracle
from tests.event.histories.laptop import Laptop
from tests.event.histories.oracle import Name, Said, picture, stored
from uepit_desktop.event.operation import Operation

Told = Mapping[Name, Operation]


def verify(laptop: Laptop) -> None:
    """The file holds exactly what the oracle says, and no more."""
    seen = laptop.seen
    with laptop.event.read() as db:
        run = db.connection().exec_driver_sql
        for table in oracle.TABLES:
            rows = {row["id"]: dict(row) for row in run(f"SELECT * FROM {table}").mappings()}
            same(table, rows, seen.rows.get(table, {}))
        disputes: dict[Any, list[tuple[Name, Any]]] = {}
        for tbl, row, name, origin, seq, value in run(
            "SELECT tbl, row_id, field, origin, seq, value FROM sibling "
            "ORDER BY shown DESC, hlc DESC, origin DESC, seq DESC"
        ):
            disputes.setdefault((tbl, row, name), []).append(((origin, seq), orjson.loads(value)))
        same("disputes", disputes, seen.disputes)
        erased = {tuple(row) for row in run("SELECT tbl, row_id FROM erased")}
        assert erased == seen.erased, f"erased: {erased ^ seen.erased}"
        waiting = {tuple(row) for row in run("SELECT origin, seq FROM op_waiting")}
        assert waiting == set(laptop.waiting), f"waiting: {waiting ^ set(laptop.waiting)}"
        heads = {uid: seq for uid, seq in run("SELECT uid, head_seq FROM origin") if seq}
        assert heads == laptop.heads
        left = run(
            "SELECT tbl, row_id FROM op WHERE payload IS NOT NULL AND kind != 'erase' UNION "
            "SELECT tbl, row_id FROM op_waiting WHERE payload IS NOT NULL AND kind != 'erase'"
        )
        content = run(
            "SELECT origin.uid, op.seq FROM op JOIN origin ON origin.no = op.origin_no WHERE payload IS NOT NULL UNION "
            "SELECT origin, seq FROM op_waiting WHERE payload IS NOT NULL"
        )
        emptied = oracle.emptied_names(laptop.applied.values(), laptop.waiting.values())
        assert not emptied & {tuple(row) for row in content}, "content of a redacted field is left"
        assert not seen.erased & {tuple(row) for row in left}, "content of an erased row is left"


def check_complete(laptop: Laptop, everything: Iterable[Said], acknowledged: Mapping[str, str]) -> None:
    """Everything said is there, sound; every value that nobody replaced knowingly can be seen; no arrival is lost."""
    report = laptop.event.check()
    assert report.ok, report.faults
    verify(laptop)
    listed: dict[tuple[str, str, str], list[Any]] = {}
    for conflict in laptop.event.conflicts():
        listed[conflict.table, conflict.row, conflict.field] = [value.value for value in conflict.values]
    by_row: dict[tuple[str, str], list[Said]] = {}
    emptied = oracle.emptied_names(laptop.applied.values())
    for said in laptop.applied.values():
        if oracle.speaks(said):
            by_row.setdefault((said.table, said.row), []).append(said)
    for (table, row), sayings in by_row.items():
        if (shown := laptop.seen.rows.get(table, {}).get(row)) is None:
            continue
        for name in {name for said in sayings for name in said.fields if name in shown}:
            for named, value in oracle.live_values(sayings, name):
                if named in emptied:
                    continue
                there = [stored(kept) for kept in listed.get((table, row, name), [])]
                assert stored(value) in (shown[name], *there), f"a value of {table}.{name} can be seen nowhere"
    people = {row for table, row in laptop.seen.erased if table == "person"}
    with laptop.event.read() as db:
        facts = {row[0] for row in db.connection().exec_driver_sql("SELECT id FROM check_in")}
    for fact, person in acknowledged.items():
        assert fact in facts or person in people, "an arrival was lost"
    assert oracle.counted_arrivals(laptop.seen) == oracle.counted_arrivals(picture(everything))


def may_refuse(told: Told, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
    """Whether undoing this may be refused: its row is gone, or something stands on it."""
    return (
        (said.table, said.row) in at.seen.erased
        or said.name in oracle.emptied_names(at.applied.values())
        or said.about in {row for table, row in at.seen.erased if table == "person"}
        or changed_since(told, at, said, undone)
        or built_upon(told, at, said, undone)
    )


def check_undone(at: Laptop, said: Said, undone: Sequence[Said]) -> None:
    """What an undone operation had changed is as its author knew it before."""
    if said.kind == "fact":
        withdrawn = {fact["target_id"] for fact in at.seen.rows["check_in"].values()}
        assert said.row in withdrawn, "an arrival was not taken back"
        return
    own = {other.name for other in undone}
    before = [
        other for other in at.applied.values()
        if (other.table, other.row) == (said.table, said.row) and other.name in said.knew - own
    ]  # fmt: skip
    row = at.seen.rows[said.table].get(said.row)
    if not before:
        assert row is None or row["deleted"], "what was undone is still there"
        return
    earlier = picture(before).rows[said.table].get(said.row)
    for name in said.fields:
        if row is not None and earlier is not None and name in row:
            assert row[name] == earlier[name], f"undo of {said.table}.{name} did not bring its value back"


def transaction_of(told: dict[Name, Operation], said: Said) -> tuple[str, int]:
    operation = told[said.name]
    return operation.origin, operation.tx


def said_since(told: Told, at: Laptop, said: Said, undone: Sequence[Said]) -> list[Said]:
    """What is in effect of what was said after it: what this laptop did and itself undid does not count."""
    after = [other for other in at.applied.values() if other not in undone and other.name not in said.knew]
    times: Counter[tuple[str, int]] = Counter()
    for tx in {transaction_of(told, other) for other in after}:
        times[first_of(told, tx)] += 1
    return [
        other for other in after
        if other.name[0] != said.name[0] or times[first_of(told, transaction_of(told, other))] % 2
    ]  # fmt: skip


def first_of(told: Told, tx: tuple[str, int]) -> tuple[str, int]:
    """The transaction that a chain of undoing and doing again began with."""
    while undoes := told[tx].undoes:
        origin, _, number = undoes.rpartition(":")
        tx = origin, int(number)
    return tx


def changed_since(told: Told, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
    return any(
        (other.table, other.row) == (said.table, said.row)
        and oracle.speaks(other)
        and other.fields.keys() & said.fields.keys()
        for other in said_since(told, at, said, undone)
    )


def built_upon(told: Told, at: Laptop, said: Said, undone: Sequence[Said]) -> bool:
    """Something was noted since about someone whom this action registered, or brought back."""
    return said.table == "person" and any(other.about == said.row for other in said_since(told, at, said, undone))


def same(what: str, found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    if found != expected:
        keys: Iterable[Any] = (key for key in {*found, *expected} if found.get(key) != expected.get(key))
        lines = [f"{what} {key}: {found.get(key)} instead of {expected.get(key)}" for key in keys]
        raise AssertionError("\n".join(lines))
