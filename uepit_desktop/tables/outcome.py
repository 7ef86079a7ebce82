"""What becomes of the lines of a file: the words that every import shares."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from ..language import tr
from .columns import Mapping
from .table import Table


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Flag:
    """A value that an eye should see; it is kept all the same. ``reason`` is an English key."""

    line: int
    field: str
    value: str
    reason: str
    params: AbstractMapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Duplicate:
    line: int
    of: int
    reason: str


class Planned(Protocol):
    """One row that an import would leave in the event."""

    @property
    def outcome(self) -> Outcome: ...


class Previewed(Protocol):
    """What an import would do, decided and not written."""

    @property
    def table(self) -> Table: ...
    @property
    def mapping(self) -> Mapping: ...
    @property
    def duplicates(self) -> Sequence[Duplicate]: ...
    @property
    def rejected(self) -> Sequence[Flag]: ...
    @property
    def flagged(self) -> Sequence[Flag]: ...
    def count(self, outcome: Outcome) -> int: ...


def counted(
    outcome: Outcome, planned: Sequence[Planned], duplicates: Sequence[Duplicate], rejected: Sequence[Flag]
) -> int:
    """How many lines of an import have this outcome."""
    if outcome is Outcome.DUPLICATE:
        return len(duplicates)
    if outcome is Outcome.REJECTED:
        return len(rejected)
    return sum(1 for one in planned if one.outcome is outcome)


def import_document(preview: Previewed, *, dry_run: bool = False) -> dict[str, Any]:
    """The JSON document of an import, in the same words for every kind of file."""
    return {
        "created": preview.count(Outcome.CREATED),
        "updated": preview.count(Outcome.UPDATED),
        "unchanged": preview.count(Outcome.UNCHANGED),
        "duplicates": [{"line": one.line, "of": one.of, "reason": tr(one.reason)} for one in preview.duplicates],
        "rejected": [{"line": one.line, "reason": tr(one.reason)} for one in preview.rejected],
        "flagged": [
            {"line": one.line, "field": one.field, "value": one.value, "reason": tr(one.reason, **one.params)}
            for one in preview.flagged
        ],
        "encoding": preview.table.encoding,
        "delimiter": preview.table.delimiter,
        "mapping": preview.mapping.to_json(),
        "rows": len(preview.table.cells),
        "sheet": preview.table.sheet,
        "header_line": preview.table.header_line,
        "dry_run": dry_run,
    }
