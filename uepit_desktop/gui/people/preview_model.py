"""Lines of the file as the import would leave them: created, updated, unchanged, to check, duplicate, rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...language import integer, tr
from ..widgets.rows import Index

#: Role under which the delegate finds the whole ``PreviewRow``.
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Outcome(StrEnum):
    """What the import makes of a line."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    TO_CHECK = "to_check"  # taken, with something a person should look at
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


#: outcome → (icon, colour token of the mark)
OUTCOME_MARKS: dict[Outcome, tuple[str, str]] = {
    Outcome.CREATED: ("plus", "success-mark"),
    Outcome.UPDATED: ("pencil", "info-mark"),
    Outcome.UNCHANGED: ("minus", "text-3"),
    Outcome.TO_CHECK: ("triangle-alert", "warning-mark"),
    Outcome.DUPLICATE: ("copy", "warning-mark"),
    Outcome.REJECTED: ("octagon-x", "danger-mark"),
}


def outcome_word(outcome: Outcome) -> str:
    """One line's outcome, in words."""
    return {
        Outcome.CREATED: tr("created"),
        Outcome.UPDATED: tr("updated"),
        Outcome.UNCHANGED: tr("unchanged"),
        Outcome.TO_CHECK: tr("to check"),
        Outcome.DUPLICATE: tr("duplicate"),
        Outcome.REJECTED: tr("rejected"),
    }[outcome]


class Cell(IntEnum):
    """The columns, from left to right."""

    LINE = 0
    OUTCOME = 1
    NAME = 2
    REASON = 3


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of the file. A line that is created and also to check counts in both."""

    line: int
    outcome: Outcome
    name: str
    organisation: str
    reason: str
    """Why it is updated, to check, duplicate or rejected; "" when there is nothing to say."""
    to_check: bool = False

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = [tr("line {line}", line=integer(self.line)), self.name, outcome_word(self.outcome), self.reason]
        return ", ".join(part for part in said if part)

    def counts_as(self, outcome: Outcome) -> bool:
        """Whether the filter of this outcome shows the line."""
        return self.outcome == outcome or (outcome == Outcome.TO_CHECK and self.to_check)


class PreviewModel(QAbstractTableModel):
    """The lines that the chosen outcome and the text typed let through, in the order of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[PreviewRow] = ()
        self._subject = tr("Who")
        self._shown: list[PreviewRow] = []
        self._outcome: Outcome | None = None
        self._text = ""

    def show_rows(self, rows: Sequence[PreviewRow], subject: str) -> None:
        """Show the lines of another preview; ``subject`` says what a line is, over the column of names."""
        self._all, self._subject = rows, subject
        self._filter()

    def show_only(self, outcome: Outcome | None, text: str = "") -> None:
        """Let through one outcome (all for None) whose name, organisation or reason holds ``text``."""
        self._outcome, self._text = outcome, " ".join(text.casefold().split())
        self._filter()

    def row(self, place: int) -> PreviewRow:
        """The line shown at ``place``."""
        return self._shown[place]

    def count(self, outcome: Outcome) -> int:
        """Lines of this outcome in the whole file."""
        return sum(row.counts_as(outcome) for row in self._all)

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if self._admits(row)]
        self.endResetModel()

    def _admits(self, row: PreviewRow) -> bool:
        if self._outcome is not None and not row.counts_as(self._outcome):
            return False
        return not self._text or self._text in f"{row.line} {row.name} {row.organisation} {row.reason}".casefold()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Cell)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self._shown[index.row()], Cell(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return {
                Cell.LINE: integer(row.line),
                Cell.OUTCOME: outcome_word(row.outcome),
                Cell.NAME: f"{row.name}, {row.organisation}" if row.organisation else row.name,
                Cell.REASON: row.reason,
            }[cell]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Cell.LINE: tr("Line"),
            Cell.OUTCOME: tr("Outcome"),
            Cell.NAME: self._subject,
            Cell.REASON: tr("Why"),
        }[Cell(section)]
