"""Deliberate faults in the rules of the merge: histories that do not notice them would prove nothing."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from uepit_desktop.event import EventFile, check, erasure, file, merge, recorder, redaction, register, undo
from uepit_desktop.event.clock import HybridClock, stamp_of
from uepit_desktop.event.operation import Operation, parse_vector, vector_text
from uepit_desktop.event.register import RowState, Version

Seed = Callable[[pytest.MonkeyPatch], None]


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    def resolve(operations: Sequence[Operation], witnesses: Sequence[Operation]) -> RowState:
        values: dict[str, Any] = {}
        for operation in sorted(operations, key=lambda operation: (operation.hlc, operation.origin, operation.seq)):
            values.update(operation.fields())
        return RowState(values, {})

    patch.setattr(register, "_resolve_concurrent", resolve)


def concurrent_values_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = register._resolve_concurrent
    patch.setattr(
        register, "_resolve_concurrent", lambda operations, seen: RowState(right(operations, seen).values, {})
    )


def context_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        register, "knew", lambda later, earlier: later.origin == earlier.origin and later.seq > earlier.seq
    )  # fmt: skip


def clock_taken_for_knowledge(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, "knew", lambda later, earlier: later.hlc > earlier.hlc)


def knowledge_off_by_one(patch: pytest.MonkeyPatch) -> None:
    def knew(later: Operation, earlier: Operation) -> bool:
        if later.origin == earlier.origin:
            return later.seq > earlier.seq
        return parse_vector(later.context).get(earlier.origin, 0) > earlier.seq

    patch.setattr(register, "knew", knew)


def shown_by_order_of_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, "_by_clock", lambda versions: list(versions)[::-1])


def ties_by_order_of_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, "_by_clock", lambda versions: sorted(versions, key=lambda one: -(one.hlc >> 16) // 10**8))


def earliest_clock_shown(patch: pytest.MonkeyPatch) -> None:
    right = register._by_clock
    patch.setattr(register, "_by_clock", lambda versions: right(versions)[::-1])


def deletion_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, "_revived", lambda live, operations: live)


def any_edit_revives(patch: pytest.MonkeyPatch) -> None:
    def revived(live: list[Version], operations: Any) -> list[Version]:
        deletions = [version for version in live if version.value is True]
        others = [one for one in operations if (one.origin, one.seq) not in {(v.origin, v.seq) for v in deletions}]
        if not deletions or not others:
            return live
        last = max(others, key=lambda operation: (operation.hlc, operation.origin, operation.seq))
        return [Version(last.origin, last.seq, last.hlc, False), *deletions]

    patch.setattr(register, "_revived", revived)


def arrival_hidden_by_a_deletion(patch: pytest.MonkeyPatch) -> None:
    right = register.resolve
    for module in (merge, check):
        patch.setattr(module, "resolve", lambda operations, witnesses=(): right(operations))


def equal_values_in_dispute(patch: pytest.MonkeyPatch) -> None:
    right = register._live
    serial = itertools.count()

    def live(written: Any) -> list[Version]:
        found = right(written)
        return [
            Version(one.origin, one.seq, one.hlc, one.value if place == 0 else f"{one.value} {next(serial)}")
            for place, one in enumerate(found)
        ]

    patch.setattr(register, "_live", live)


def unknown_kinds_shown(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(register, "SHOWN", ("put", "fact", "tally"))


def redaction_not_absorbing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "redactions", lambda connection: defaultdict(set))


def redaction_takes_what_knew_of_it(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(redaction, "knew_of", lambda later, origin, seq: False)


def redaction_leaves_what_was_written_meanwhile(patch: pytest.MonkeyPatch) -> None:
    right = merge.emptied_by
    patch.setattr(
        merge, "emptied_by", lambda cuts, operations: right(cuts, [one for one in operations if not one.context])
    )


def redacted_value_still_shown(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_emptied", lambda rows, emptied: rows)


def erasure_not_absorbing(patch: pytest.MonkeyPatch) -> None:
    right = merge.rows_of_erased

    def rows(connection: Any, fresh: Sequence[Operation], held: Sequence[Operation] = ()) -> set[tuple[str, str]]:
        found = right(connection, fresh, held)
        if any(operation.kind == "erase" for operation in fresh):
            return found
        return set()

    patch.setattr(merge, "rows_of_erased", rows)


def erasure_leaves_what_is_about_the_person(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasure, "_rows_in_log_about", lambda connection, people: set())


def erasure_forgets_what_it_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasure, "_rows_named", lambda operation: set())


def erasure_leaves_what_waits(patch: pytest.MonkeyPatch) -> None:
    right = merge.rows_of_erased
    patch.setattr(merge, "rows_of_erased", lambda connection, fresh, held=(): right(connection, fresh))


def operations_do_not_say_whom_they_are_about(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recorder, "person_of", lambda row: "")


def waiting_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_hold", lambda connection, operations, *known: len(operations))


def gap_jumped(patch: pytest.MonkeyPatch) -> None:
    right = merge._one_origin

    def one_origin(*arguments: Any) -> Any:
        run, known, later = right(*arguments)
        return [*run, *later], known, []

    patch.setattr(merge, "_one_origin", one_origin)


def chain_not_verified(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "chained", lambda previous, operation: operation.chain_hash)


def content_not_verified(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_verify_content", lambda *arguments: None)


def missing_content_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_refuse_stripped", lambda fresh, gone: None)


def repeats_taken_for_news(patch: pytest.MonkeyPatch) -> None:
    right = merge.heads

    def heads(connection: Any) -> Any:
        return {uid: head for uid, head in right(connection).items() if head.seq > 4}

    patch.setattr(merge, "heads", heads)


def dispute_stays_once_settled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(recorder, "_forget_siblings", lambda connection, noted: None)


def knowledge_not_renewed_after_a_merge(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(EventFile, "_after_merge", lambda self, vector, result: self._look())


def knowledge_of_what_was_never_seen(patch: pytest.MonkeyPatch) -> None:
    right = EventFile._context

    def context(self: EventFile, vector: Mapping[str, int]) -> str:
        return vector_text({uid: seq + 1 for uid, seq in parse_vector(right(self, vector)).items()})

    patch.setattr(EventFile, "_context", context)


def clock_dragged_by_anyone(patch: pytest.MonkeyPatch) -> None:
    def observe(self: HybridClock, stamps: Iterable[int]) -> int:
        self._last = max([self._last, *stamps])
        return 0

    patch.setattr(HybridClock, "observe", observe)


def clock_goes_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(HybridClock, "tick", lambda self: stamp_of(self._wall_clock()))


def copy_keeps_its_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(EventFile, "_renew_origin", lambda self: None)


def undo_overwrites_what_changed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(undo, "_refuse_changed", lambda operations, history, own: None)


def undo_brings_nothing_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(undo, "_previous", lambda operation, history, own: dict.fromkeys(operation.fields()))


def edit_not_logged(patch: pytest.MonkeyPatch) -> None:
    right = recorder.Recorder.note

    def note(self: Any, table: str, row: str, kind: str, fields: Mapping[str, Any], about: str = "") -> None:
        left_out = {name: value for name, value in fields.items() if name != "phone" or value == ""}
        right(self, table, row, kind, left_out, about)

    patch.setattr(recorder.Recorder, "note", note)


def emptied_content_stays(patch: pytest.MonkeyPatch) -> None:
    right = file.erase_rows

    def erase_rows(connection: Any, gone: set[tuple[str, str]]) -> Any:
        return right(connection, {(table, row) for table, row in gone if table != "check_in"})

    patch.setattr(file, "erase_rows", erase_rows)
    patch.setattr(merge, "erase_rows", erase_rows)


BUGS: dict[str, Seed] = {
    seed.__name__: seed
    for seed in (
        last_writer_wins, concurrent_values_forgotten, context_ignored, clock_taken_for_knowledge,
        knowledge_off_by_one, shown_by_order_of_arrival, ties_by_order_of_arrival, earliest_clock_shown, deletion_wins,
        any_edit_revives, arrival_hidden_by_a_deletion, equal_values_in_dispute, unknown_kinds_shown,
        erasure_not_absorbing, erasure_leaves_what_is_about_the_person, erasure_forgets_what_it_names,
        erasure_leaves_what_waits, operations_do_not_say_whom_they_are_about, waiting_dropped, gap_jumped,
        chain_not_verified, content_not_verified, missing_content_taken, repeats_taken_for_news,
        dispute_stays_once_settled, knowledge_not_renewed_after_a_merge, knowledge_of_what_was_never_seen,
        clock_dragged_by_anyone, clock_goes_back, copy_keeps_its_name, undo_overwrites_what_changed,
        undo_brings_nothing_back, edit_not_logged, emptied_content_stays, redaction_not_absorbing,
        redaction_takes_what_knew_of_it, redaction_leaves_what_was_written_meanwhile, redacted_value_still_shown,
    )
}  # fmt: skip
