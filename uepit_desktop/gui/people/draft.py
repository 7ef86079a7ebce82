"""An import being prepared: the table read, its mapping, what a person decided, and what the capability answers.

A draft is made and remade on a worker thread; the wizard only shows it and asks for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from ...event import EventFile
from ...language import tr, trn
from ...tables import Mapping, Table, Vocabulary
from ...tables.columns import ColumnState
from .columns_model import ColumnRow
from .preview_model import PreviewRow
from .problems import ShownProblem

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping saved from an earlier file: its name, and header → field."""

    name: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the wizard goes on with after a way out was taken: mapping and decisions, one of them changed."""

    mapping: Mapping
    decisions: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """A card of « À régler », and what each of its ways out leads to."""

    shown: ShownProblem
    leads_to: dict[str, Settled]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a kind of import says of a table: nothing is written yet."""

    mapping: Mapping
    preview: Any
    """None while a required field is missing."""
    problems: tuple[Problem, ...]
    rows: tuple[PreviewRow, ...] = ()
    ready: int = 0
    to_check: int = 0
    writes: int = 0
    """People or challenges that the import would create or change."""
    unmapped: tuple[int, ...] = ()
    """Columns that a missing required field may be in."""


class ImportKind(Protocol):
    """One kind of file: of people, of challenges."""

    kind: str
    vocabulary: Vocabulary

    def title(self) -> str:
        """The title of the wizard."""

    def subject(self, answer: Answer) -> str:
        """What a line of the file is, as the title of the column of names."""

    def propose(self, event: EventFile, table: Table) -> tuple[Mapping, tuple[SavedMapping, ...]]:
        """The mapping to begin with, and those saved."""

    def field_label(self, field: str) -> str:
        """What a field is called on screen."""

    def no_decisions(self) -> Any:
        """Nothing settled by hand yet."""

    def answer(
        self, event: EventFile, table: Table, mapping: Mapping, decisions: Any, cancelled: Cancelled | None
    ) -> Answer:
        """What importing the table so would do."""

    def correct(self, decisions: Any, line: int, field: str, value: str) -> Any:
        """The decisions with one cell corrected."""

    def write(self, event: EventFile, preview: Any, progress: Progress, cancelled: Cancelled) -> Any:
        """Write the preview in one transaction; UserError ``cancelled`` when asked to stop, nothing written then."""

    def done_words(self, answer: Answer) -> str:
        """What the import did, in a sentence for the summary and the toast."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Where an import stands."""

    path: Path
    table: Table
    decisions: Any
    answer: Answer
    saved: tuple[SavedMapping, ...]

    @property
    def mapping(self) -> Mapping:
        """The mapping in force."""
        return self.answer.mapping

    def column_rows(self, field_label: Callable[[str], str]) -> list[ColumnRow]:
        """The rows of the mapping table."""
        return [
            ColumnRow(
                column.header or tr("(no header)"),
                column.example,
                column.field,
                field_label(column.field) if column.field else self._unset(column.index),
                column.filled,
                ColumnState.MISSING if column.index in self.answer.unmapped else column.state,
            )
            for column in self.mapping.columns
        ]

    def _unset(self, index: int) -> str:
        return tr("Choose a field") if index in self.answer.unmapped else tr("Do not import")

    def file_words(self) -> str:
        """ "inscriptions.csv, 214 lines, 11 columns"."""
        return f"{self.table.name}, {self.size_words()}"

    def size_words(self) -> str:
        """ "214 lines, 11 columns"."""
        lines = trn("{n} line", "{n} lines", len(self.table.lines))
        columns = trn("{n} column", "{n} columns", len(self.table.headers))
        return f"{lines}, {columns}"

    def read_words(self, *, confirmed: bool) -> str:
        """How the file was read, in the words of the chip; ``confirmed`` once a person saw the accents."""
        if not self.table.encoding:
            return tr("Sheet “{sheet}”", sheet=self.table.sheet) if self.table.sheet else tr("Workbook")
        sign = {"\t": tr("tab"), "|": "|"}.get(self.table.delimiter, self.table.delimiter)
        if not confirmed:
            return tr("Accents to confirm, “{sign}”", sign=sign) if sign else tr("Accents to confirm")
        return tr("Accents and “{sign}” recognised", sign=sign) if sign else tr("Accents recognised")

    def recognised_words(self) -> str:
        """ "9 recognised, 1 to choose, 1 left out"."""
        columns = self.mapping.columns
        unset = len(self.answer.unmapped)
        used = sum(1 for column in columns if column.field)
        said = [trn("{n} recognised", "{n} recognised", used)]
        if unset:
            said.append(trn("{n} to choose", "{n} to choose", unset))
        left = len(columns) - used - unset
        if left:
            said.append(trn("{n} left out", "{n} left out", left))
        return ", ".join(said)

    def sensitive_words(self, field_label: Callable[[str], str]) -> str:
        """The line under the table when sensitive columns are imported, "" without."""
        labels = [field_label(c.field) for c in self.mapping.columns if c.state == ColumnState.SENSITIVE]
        if not labels:
            return ""
        names = _listed([labels[0], *(label[:1].lower() + label[1:] for label in labels[1:])])
        return tr("{fields}: sensitive data, seen by the coordination only.", fields=names)


def read_draft(
    kind: ImportKind,
    event: EventFile,
    path: Path,
    read: Callable[..., Table],
    encoding: str | None = None,
    sheet: str | None = None,
) -> Draft:
    """Read a file and ask what importing it would do. Raises UserError for a file that cannot be read."""
    table = read(path, kind.vocabulary, encoding=encoding, sheet=sheet)
    mapping, saved = kind.propose(event, table)
    decisions = kind.no_decisions()
    return Draft(path, table, decisions, kind.answer(event, table, mapping, decisions, None), saved)


def next_draft(
    kind: ImportKind, event: EventFile, draft: Draft, settled: Settled, cancelled: Cancelled | None = None
) -> Draft:
    """The draft after a person changed the mapping or settled something."""
    answer = kind.answer(event, draft.table, settled.mapping, settled.decisions, cancelled)
    return replace(draft, decisions=settled.decisions, answer=answer)


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
