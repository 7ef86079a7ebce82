"""Which column holds which field: proposed from headers and values, corrected by hand, remembered for next time."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ..event.errors import UserError
from ..language.folding import fold, words
from .table import Table
from .vocabulary import CERTAIN_ENOUGH, Vocabulary

_VALUES_LOOKED_AT = 400
_ENOUGH_ACCEPTED = 0.5
_CONTENT_ACCEPTED = 0.8


class ColumnState(StrEnum):
    """What the screen shows beside a column."""

    AUTO = "auto"  # recognised alone
    WARNING = "warning"  # recognised, and some values need an eye
    MISSING = "missing"  # required, and nothing says which column it is
    SENSITIVE = "sensitive"  # diet, access: coordination only
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file and what becomes of it. ``field`` is "" when it is not imported."""

    index: int
    header: str
    field: str
    state: ColumnState
    example: str
    """Its first value, as written in the file."""
    filled: float
    """Share of rows where it says something, 0 to 1."""
    source: str = ""
    """How the field was chosen: ``header``, ``content``, ``profile``, ``hand`` or ""."""


@dataclass(frozen=True)
class Mapping:
    """The columns of one file, in its order."""

    columns: tuple[Column, ...]
    vocabulary: Vocabulary
    profile: str = ""
    """Name of the saved profile that gave it, or ""."""

    @property
    def fields(self) -> dict[str, list[int]]:
        """Field id → indices of the columns that hold it."""
        found: dict[str, list[int]] = {}
        for column in self.columns:
            if column.field:
                found.setdefault(column.field, []).append(column.index)
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column holds; empty when the import may go on."""
        present = self.fields
        groups = self.vocabulary.required
        if not groups or any(all(field in present for field in group) for group in groups):
            return ()
        return tuple(field for field in groups[0] if field not in present)

    def with_field(self, index: int, field: str) -> Mapping:
        """The same mapping after a person chose ``field`` ("" to ignore) for column ``index``.

        A field that only one column may hold leaves the column that held it. Raises KeyError for an unknown field.
        """
        single = bool(field) and not self.vocabulary.by_id[field].many
        columns = []
        for column in self.columns:
            if column.index == index:
                column = _decided(column, field, "hand", self.vocabulary)
            elif single and column.field == field:
                column = _decided(column, "", "hand", self.vocabulary)
            columns.append(column)
        return replace(self, columns=tuple(columns))

    def with_warnings(self, fields: frozenset[str]) -> Mapping:
        """The same mapping where columns of these fields, if recognised, ask for an eye."""
        return replace(
            self,
            columns=tuple(
                replace(column, state=ColumnState.WARNING)
                if column.field in fields and column.state == ColumnState.AUTO
                else column
                for column in self.columns
            ),
        )

    def to_json(self) -> dict[str, str | None]:
        """Header → field id, None for a column that is not imported: what ``--mapping`` reads."""
        return {column.header: column.field or None for column in self.columns}


def map_columns(
    table: Table, vocabulary: Vocabulary, saved: AbstractMapping[str, str] | None = None, profile: str = ""
) -> Mapping:
    """Propose a field for each column: from a saved mapping of the same headers, else from headers, then values."""
    if saved is not None:
        chosen = {at: (saved.get(header) or "", "profile") for at, header in enumerate(table.headers)}
        chosen = {at: (field if field in vocabulary.by_id else "", how) for at, (field, how) in chosen.items()}
        return _mapping(table, vocabulary, chosen, profile)
    chosen = {}
    offers = []
    for at, header in enumerate(table.headers):
        for field, strength in vocabulary.recognise(header):
            if strength >= CERTAIN_ENOUGH or _accepted(table, at, field, vocabulary) >= _ENOUGH_ACCEPTED:
                # Of two columns headed alike, the fuller one is the one people use.
                # A blank column is taken only when no other claims the field.
                filled = _filled(table, at)
                offers.append((filled > 0, strength, round(filled, 1), -at, field, at))
    offered = {field for *_, field, _ in offers}
    taken: set[str] = set()
    for *_, field, at in sorted(offers, reverse=True):
        known = vocabulary.by_id[field]
        if known.needless_with and offered.issuperset(known.needless_with):
            continue
        if at not in chosen and (field not in taken or known.many):
            chosen[at] = (field, "header")
            taken.add(field)
    _map_by_content(table, vocabulary, chosen, taken)
    return _mapping(table, vocabulary, chosen)


def mapping_from_json(table: Table, vocabulary: Vocabulary, document: Any) -> Mapping:
    """The mapping that a person wrote: ``{header: field}``, or ``{field: header}``; other columns are not imported.

    Headers are compared without case, accents or punctuation; a field may be named by any header it is known under.
    Raises UserError naming what is not understood.
    """
    if not isinstance(document, dict) or not all(isinstance(v, str | None) for v in document.values()):
        raise UserError(
            "A mapping is a JSON object that gives a field to each header, such as {example}.",
            code="bad_mapping",
            example='{"Nom": "family_name"}',
        )
    places = {" ".join(words(header)) or fold(header): at for at, header in reversed(list(enumerate(table.headers)))}
    chosen: dict[int, tuple[str, str]] = {}
    for left, right in document.items():
        at = places.get(" ".join(words(left)) or fold(left))
        field = right
        if at is None and right is not None and left in vocabulary.by_id:
            at, field = places.get(" ".join(words(right)) or fold(right)), left
        if at is None:
            raise UserError(
                "The mapping names a column “{name}” that the file does not have.", code="bad_mapping", name=left
            )
        if not field or field == "ignore":
            continue
        named = vocabulary.field_named(field)
        if named is None:
            raise UserError("The mapping names a field “{name}” that does not exist.", code="bad_mapping", name=field)
        chosen[at] = (named, "hand")
    return _mapping(table, vocabulary, chosen)


def signature(headers: tuple[str, ...]) -> str:
    """What is the same in two files with the same headers, whatever their order, case and accents."""
    return "|".join(sorted(" ".join(words(header)) for header in headers))


def _map_by_content(table: Table, vocabulary: Vocabulary, chosen: dict[int, tuple[str, str]], taken: set[str]) -> None:
    """Columns whose header says nothing and whose values say it all: e-mail addresses, phone numbers."""
    for field in vocabulary.fields:
        if not field.by_content or field.id in taken:
            continue
        scores = {
            at: _accepted(table, at, field.id, vocabulary)
            for at, header in enumerate(table.headers)
            if at not in chosen and not vocabulary.recognise(header)
        }
        best = max(scores, key=lambda at: (scores[at], -at), default=None)
        if best is not None and scores[best] >= _CONTENT_ACCEPTED:
            chosen[best] = (field.id, "content")
            taken.add(field.id)


def _mapping(table: Table, vocabulary: Vocabulary, chosen: dict[int, tuple[str, str]], profile: str = "") -> Mapping:
    columns = []
    for at, header in enumerate(table.headers):
        field, how = chosen.get(at, ("", ""))
        column = Column(at, header, "", ColumnState.IGNORED, _example(table, at), _filled(table, at))
        columns.append(_decided(column, field, how if field else "", vocabulary))
    return Mapping(tuple(columns), vocabulary, profile)


def _decided(column: Column, field: str, source: str, vocabulary: Vocabulary) -> Column:
    if not field:
        state = ColumnState.IGNORED
    elif vocabulary.by_id[field].sensitive:
        state = ColumnState.SENSITIVE
    else:
        state = ColumnState.AUTO if source != "content" else ColumnState.WARNING
    return replace(column, field=field, state=state, source=source)


def _example(table: Table, at: int) -> str:
    return next((cell for cell in table.columns[at] if cell), "")


def _filled(table: Table, at: int) -> float:
    column = table.columns[at]
    return len(list(filter(None, column))) / len(column) if column else 0.0


def _accepted(table: Table, at: int, field_id: str, vocabulary: Vocabulary) -> float:
    """Share of the values of a column that look like the field; 0 when the field says nothing of its values."""
    accepts = vocabulary.by_id[field_id].accepts
    if accepts is None:
        return 0.0
    values = [cell for cell in table.columns[at][:_VALUES_LOOKED_AT] if cell]
    return sum(1 for value in values if accepts(value)) / len(values) if values else 0.0
