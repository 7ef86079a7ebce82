"""The state of one row as a pure function of the set of its operations: multi-value registers. No database.

An operation dominates another when its author knew it. For each field the operations that set it and that no other
such operation dominates are *live*; the live one with the latest clock is shown, and when they disagree all are kept.
A deletion is the exception: it is not shown while someone acted on the row who did not know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from .operation import ALONE, Operation, parse_vector


@dataclass(frozen=True, slots=True)
class Version:
    """One live value of a field and who wrote it."""

    origin: str
    seq: int
    hlc: int
    value: Any


@dataclass(frozen=True, slots=True)
class RowState:
    """Shown values by field, and every field that has several live values (the shown one first)."""

    values: Mapping[str, Any]
    siblings: Mapping[str, tuple[Version, ...]]


#: The kinds of operations that say something of a row. Others are of a newer program, kept for it.
SHOWN = ("put", "fact")


@lru_cache(maxsize=8192)
def _vector(context: str) -> Mapping[str, int]:
    return parse_vector(context)


def says(operation: Operation) -> bool:
    """Whether an operation says something of its row."""
    return operation.kind in SHOWN or operation.kind.startswith(ALONE)


def knew_of(later: Operation, origin: str, seq: int) -> bool:
    """Whether the author of ``later`` knew the operation of this name when writing it."""
    if later.origin == origin:
        return later.seq > seq
    return _vector(later.context).get(origin, 0) >= seq


def knew(later: Operation, earlier: Operation) -> bool:
    """Whether the author of ``later`` knew ``earlier`` when writing it."""
    if later.origin == earlier.origin:
        return later.seq > earlier.seq
    return _vector(later.context).get(earlier.origin, 0) >= earlier.seq


_GONE = object()
_NONE: Mapping[str, tuple[Version, ...]] = MappingProxyType({})


def resolve(operations: Sequence[Operation], witnesses: Sequence[Operation] = ()) -> RowState:
    """The state of a row from its operations of the kinds ``SHOWN``, given in any order and without repetition.

    ``witnesses`` are facts about the person whose row it is: someone who arrived is not deleted by a laptop that did
    not know of it.
    """
    if len(operations) == 1 and not witnesses:
        return RowState(operations[0].fields(), _NONE)
    if len({operation.origin for operation in (*operations, *witnesses)}) == 1:
        values: dict[str, Any] = {}
        for operation in sorted(operations, key=lambda operation: operation.seq):
            values.update(operation.fields())
            if operation.payload is None and operation.alone:
                values.pop(operation.alone, None)
        return RowState(values, {})
    return _resolve_concurrent(operations, witnesses)


def _resolve_concurrent(operations: Sequence[Operation], witnesses: Sequence[Operation]) -> RowState:
    writers: dict[str, list[tuple[Operation, Any]]] = {}
    for operation in operations:
        for field, value in operation.fields().items():
            writers.setdefault(field, []).append((operation, value))
        if operation.payload is None and operation.alone:
            writers.setdefault(operation.alone, []).append((operation, _GONE))
    values: dict[str, Any] = {}
    siblings: dict[str, tuple[Version, ...]] = {}
    for field, written in writers.items():
        live = _live(written)
        if field == "deleted":
            live = _revived(live, (*operations, *witnesses))
        live = [version for version in live if version.value is not _GONE]  # it replaces what it knew, and says nothing
        if not live:
            continue
        values[field] = live[0].value
        if any(version.value != live[0].value for version in live[1:]):
            siblings[field] = tuple(live)
    return RowState(values, siblings)


def _live(written: Sequence[tuple[Operation, Any]]) -> list[Version]:
    """The versions that no other dominates, the one to show first."""
    live = [
        Version(operation.origin, operation.seq, operation.hlc, value)
        for operation, value in written
        if not any(knew(other, operation) for other, _ in written if other is not operation)
    ]
    # Operations that each claim to have known the other are lies; none is preferred.
    return _by_clock(live or [Version(operation.origin, operation.seq, operation.hlc, value)
                              for operation, value in written])  # fmt: skip


def _revived(live: list[Version], operations: Iterable[Operation]) -> list[Version]:
    """A deletion that meets an edit, or an arrival, made without knowing of it: the row comes back into view, both
    are kept.
    """
    by_name = {(operation.origin, operation.seq): operation for operation in operations}
    deletions = [by_name[version.origin, version.seq] for version in live if version.value is True]
    if not deletions:
        return live
    unaware = [
        operation
        for operation in by_name.values()
        if operation not in deletions
        and not any(knew(operation, deletion) or knew(deletion, operation) for deletion in deletions)
    ]
    if not unaware:
        return live
    last = max(unaware, key=lambda operation: (operation.hlc, operation.origin, operation.seq))
    edit = Version(last.origin, last.seq, last.hlc, False)
    return [edit, *(version for version in live if version.value is True)]


def _by_clock(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: (version.hlc, version.origin, version.seq), reverse=True)
