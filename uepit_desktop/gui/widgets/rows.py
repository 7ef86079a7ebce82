"""Foundations of lists and tables: hover, selection, ring, and the sentence that a row reads as."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..shell.theme import theme
from .painting import paint_icon_text, paint_ring, paint_selection_bar, paint_text

Index = QModelIndex | QPersistentModelIndex

#: the meaning of a row to check: success, warning or danger; fills it softly
MEANING_ROLE = int(Qt.ItemDataRole.UserRole) + 900
#: an icon name before the text of a cell
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 901
#: the colour token of the text of a cell
COLOR_ROLE = int(Qt.ItemDataRole.UserRole) + 902


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row (soft fill, hover, selection bar, line, ring), then calls ``paint_row``.

    Override ``paint_row`` and set ``height``. The model's ``AccessibleTextRole`` is the row as a sentence.
    """

    height = 48
    line = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        meaning = index.data(MEANING_ROLE)
        if self.line and index.row() > 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), theme().px(1)), theme().color("border"))
        if selected:
            paint_selection_bar(painter, rect)
        elif meaning:
            painter.fillRect(rect, theme().color(f"{meaning}-soft"))
        elif hovered:
            painter.fillRect(rect, theme().color("hover"))
        self.paint_row(painter, rect, index, selected=selected, hovered=hovered)
        if selected and bool(state & QStyle.StateFlag.State_HasFocus):
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), 4)
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        """The content: by default the text of the row, 500, 600 when selected."""
        px = theme().px
        room = rect.adjusted(px(16), 0, -px(16), 0)
        paint_text(painter, room, str(index.data() or ""), "body", weight=600 if selected else 500)


class CellDelegate(QStyledItemDelegate):
    """Cells of a data table: no vertical lines, selection by row with its bar, rows to check filled softly."""

    height = 40

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = QRectF(option.rect)
        view = option.widget
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = isinstance(view, DataTable) and view.hovered_row == index.row()
        meaning = index.data(MEANING_ROLE)
        if selected:
            painter.fillRect(rect, theme().color("accent-soft"))
            if index.column() == _first_column(view):
                paint_selection_bar(painter, rect)
        elif meaning:
            painter.fillRect(rect, theme().color(f"{meaning}-soft"))
        elif hovered:
            painter.fillRect(rect, theme().color("hover"))
        line = QRectF(rect.left(), rect.bottom() - theme().px(1) + 1, rect.width(), theme().px(1))
        painter.fillRect(line, theme().color("border"))
        inset = theme().px(16 if index.column() == _first_column(view) else 10)
        self.paint_cell(painter, rect.adjusted(inset, 0, -theme().px(10), 0), index, selected=selected)
        painter.restore()

    def paint_cell(self, painter: QPainter, room: QRectF, index: Index, *, selected: bool) -> None:
        """The content: icon and text; numbers (right-aligned by the model) in tabular figures."""
        icon = index.data(ICON_ROLE)
        align = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft))
        right = bool(align & Qt.AlignmentFlag.AlignRight)
        color = index.data(COLOR_ROLE) or "text"
        weight = 600 if selected else 400
        if icon:
            room = paint_icon_text(painter, room, icon, _icon_color(index))
        paint_text(
            painter,
            room,
            str(index.data() or ""),
            "small",
            color,
            weight=weight,
            tabular=right,
            align=Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft,
        )


class RowList(QListView):
    """A list of rows drawn by a ``RowDelegate``: hover, arrows; ``activated`` fires on Entrée or a double click."""

    def __init__(self, name: str, delegate: QStyledItemDelegate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(delegate or RowDelegate(self))
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts of the page, not a jump in the list."""


class DataTable(QTableView):
    """A table of the design system: sunken header, rows of 40, selection by row, hover on the whole row."""

    def __init__(self, name: str, delegate: QStyledItemDelegate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(delegate or CellDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self.entered.connect(self._on_entered)
        theme().changed.connect(self._scale)
        self._scale()

    def leaveEvent(self, event: Any) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts of the page, not a jump in the table."""

    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _scale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(CellDelegate.height))
        self.verticalHeader().setMinimumSectionSize(theme().px(24))
        self.horizontalHeader().setFixedHeight(theme().px(34))


def _icon_color(index: Index) -> str:
    meaning = index.data(MEANING_ROLE)
    return f"{meaning}-mark" if meaning else "text-3"


def _first_column(view: QWidget | None) -> int:
    if isinstance(view, QTableView):
        return view.horizontalHeader().logicalIndex(0)
    return 0
