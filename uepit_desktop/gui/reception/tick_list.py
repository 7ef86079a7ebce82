"""A list of people with boxes to tick: by the keyboard (arrows, Space or Enter) or a click; filtered as one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ...language import tr
from ...language.folding import words
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_box, paint_text
from ..widgets.rows import RowDelegate, RowList

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TickRow:
    """One line: ``line`` is quiet, ``aside`` stands at the right."""

    id: str
    name: str
    line: str = ""
    aside: str = ""


def answers(typed: str, row: TickRow) -> bool:
    """Whether each word typed begins a word of the row, without regard to accents and case."""
    own = words(f"{row.name} {row.line}")
    return all(any(word.startswith(part) for word in own) for part in words(typed))


class TickModel(QAbstractListModel):
    """Rows and which of them are ticked. ``ticked_changed`` fires after each change.

    ``before_typing`` False shows no row until something is typed.
    """

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, before_typing: bool = True) -> None:
        super().__init__(parent)
        self._before_typing = before_typing
        self._rows: tuple[TickRow, ...] = ()
        self._shown: tuple[TickRow, ...] = ()
        self._ticked: set[str] = set()
        self._typed = ""

    @property
    def shown(self) -> tuple[TickRow, ...]:
        """The rows that answer what was typed."""
        return self._shown

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids ticked, in the order of the rows, those that the filter hides included."""
        return tuple(row.id for row in self._rows if row.id in self._ticked)

    def show(self, rows: Sequence[TickRow], ticked: Iterable[str]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows, self._ticked = tuple(rows), set(ticked)
        self._filter()
        self.endResetModel()
        self.ticked_changed.emit()

    def filter(self, typed: str) -> None:
        """Show the rows that answer ``typed``."""
        self.beginResetModel()
        self._typed = typed
        self._filter()
        self.endResetModel()

    def toggle(self, place: int) -> None:
        """Tick a row, or take its tick away."""
        if 0 <= place < len(self._shown):
            self._ticked ^= {self._shown[place].id}
            index = self.index(place)
            self.dataChanged.emit(index, index)
            self.ticked_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        ticked = row.id in self._ticked
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = tr("ticked") if ticked else tr("not ticked")
            return ", ".join(part for part in (row.name, row.line, row.aside, state) if part)
        return None

    def _filter(self) -> None:
        if not self._before_typing and not words(self._typed):
            self._shown = ()
            return
        self._shown = tuple(row for row in self._rows if answers(self._typed, row))


class TickDelegate(RowDelegate):
    """A box, the name, a quiet line, and what stands at the right. ``boxed`` False leaves the box out."""

    height = 44

    def __init__(self, parent: QObject | None = None, *, boxed: bool = True) -> None:
        super().__init__(parent)
        self._boxed = boxed

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        px, row = theme().px, index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, TickRow):
            return
        x = rect.left() + px(14)
        if self._boxed:
            box = QRectF(x, round(rect.center().y() - px(8)), px(16), px(16))
            if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
                paint_box(painter, box, 4, "accent")
                paint_icon(painter, box.left() + px(2), box.top() + px(2), "check", 12, "on-accent")
            else:
                paint_box(painter, box, 4, "surface", "border-strong")
            x += px(28)
        right = rect.right() - px(14)
        if row.aside:
            room = QRectF(right - px(150), rect.top(), px(150), rect.height())
            right -= px(8) + paint_text(painter, room, row.aside, "small", "text-2", align=Qt.AlignmentFlag.AlignRight)
        name = QRectF(x, rect.top() + px(3), right - x, px(20))
        paint_text(painter, name, row.name, "body", weight=600 if selected else 500)
        paint_text(painter, QRectF(x, rect.top() + px(23), right - x, px(17)), row.line, "caption", "text-2")


class SheetList(RowList):
    """Six rows high in a sheet, fewer where the window is small."""

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(6 * TickDelegate.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(TickDelegate.height))


class TickList(SheetList):
    """Space, Enter or a click ticks the row; ``left_upwards`` fires on ↑ from the first row."""

    left_upwards = Signal()

    def __init__(self, name: str, model: TickModel, parent: QWidget | None = None) -> None:
        super().__init__(name, TickDelegate(), parent)
        self.setModel(model)
        self._tick_model = model
        self.clicked.connect(lambda index: model.toggle(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick_model.toggle(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter belongs to the sheet
        else:
            super().keyPressEvent(event)
