"""Columns of the file beside the fields they go to, as rows of the mapping table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ...language import percent, tr
from ...tables.columns import ColumnState
from ..widgets.rows import MEANING_ROLE, Index

#: Role under which the delegate finds the whole ``ColumnRow``.
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Cell(IntEnum):
    """The columns of the table, from left to right."""

    HEADER = 0
    EXAMPLE = 1
    ARROW = 2
    FIELD = 3
    FILLED = 4
    STATE = 5


#: state → (icon, colour token)
STATE_MARKS: dict[ColumnState, tuple[str, str]] = {
    ColumnState.AUTO: ("circle-check", "success-mark"),
    ColumnState.WARNING: ("triangle-alert", "warning-mark"),
    ColumnState.MISSING: ("octagon-alert", "danger-mark"),
    ColumnState.SENSITIVE: ("shield-check", "info-mark"),
    ColumnState.IGNORED: ("minus", "text-3"),
}


def state_word(state: ColumnState) -> str:
    """What a state says in words, for those who do not see the mark."""
    return {
        ColumnState.AUTO: tr("recognised"),
        ColumnState.WARNING: tr("recognised, cells to check"),
        ColumnState.MISSING: tr("required field, to choose"),
        ColumnState.SENSITIVE: tr("sensitive, for the coordination only"),
        ColumnState.IGNORED: tr("not imported"),
    }[state]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file. ``filled`` is the share of its cells that hold something, 0 to 1."""

    header: str
    example: str
    field: str
    """Key of the field it goes to, "" when it stays in the file."""
    field_label: str
    filled: float
    state: ColumnState

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return tr(
            "{header}, example {example}, goes to {field}, {filled} filled, {state}",
            header=self.header, example=self.example or tr("none"), field=self.field_label,
            filled=filled_words(self.filled), state=state_word(self.state),
        )  # fmt: skip


def filled_words(share: float) -> str:
    """ "97 %"; never "0 %" for something nor "100 %" for less than all."""
    if 0 < share < 1:
        share = min(0.99, max(0.01, share))
    return percent(share)


class ColumnsModel(QAbstractTableModel):
    """The mapping as it stands. Choosing a field only says so: the page asks the capability and shows the answer."""

    field_chosen = Signal(int, str)
    """Place of the column in the file, key of the field ("" to leave it out)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ColumnRow] = []
        self.fields: Sequence[tuple[str, str, bool, bool]] = ()
        """(key, label, sensitive, whether several columns may hold it) of every field that may be chosen."""

    def show_rows(self, rows: Sequence[ColumnRow]) -> None:
        """Show these columns; keeps places when only their content changed."""
        if len(rows) == len(self._rows):
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Cell) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> ColumnRow:
        """The column at ``place``."""
        return self._rows[place]

    def rows(self) -> Sequence[ColumnRow]:
        """Every column, in the order of the file."""
        return self._rows

    def choose(self, place: int, field: str) -> None:
        """Ask for the column at ``place`` to go to ``field``."""
        if self._rows[place].field != field or not field:
            self.field_chosen.emit(place, field)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Cell)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self._rows[index.row()], Cell(index.column())
        if role == ROW_ROLE:
            return row
        if role == MEANING_ROLE:
            return "danger" if row.state == ColumnState.MISSING else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return state_word(row.state) if cell == Cell.STATE else _text(row, cell) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Cell.HEADER: tr("In the file"),
            Cell.EXAMPLE: tr("Example"),
            Cell.FIELD: tr("In UEPIT"),
            Cell.FILLED: tr("Filled"),
        }.get(Cell(section), "")


def _text(row: ColumnRow, cell: Cell) -> str:
    return {
        Cell.HEADER: row.header,
        Cell.EXAMPLE: row.example,
        Cell.FIELD: row.field_label,
        Cell.FILLED: filled_words(row.filled),
    }.get(cell, "")
