"""What the painted tables of this room share: the ground of a row, texts that fit, and a table set up for both."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ..shell.theme import theme

Index = QModelIndex | QPersistentModelIndex

ROW_H = 40
HEADER_H = 34
EDGE = 16
GAP = 12


def dress_table(table: QTableView) -> None:
    """Rows without lines or editing, chosen whole, scrolled by pixel, under a header of the design system."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setHighlightSections(False)
    header.setMinimumSectionSize(8)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def size_rows(table: QTableView, height: int = ROW_H) -> None:
    """Give rows and header their height at the zoom in use; call it again when the theme changes."""
    table.verticalHeader().setDefaultSectionSize(theme().px(height))
    table.horizontalHeader().setFixedHeight(theme().px(HEADER_H))
    table.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row, then asks ``paint_cell`` for what stands on it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(theme().px(60), theme().px(ROW_H))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = cast(QTableView, option.widget)
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        current = view.hasFocus() and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, rect, index, selected=selected, current=current)
        self.paint_cell(painter, rect, index, selected=selected, current=current)
        painter.restore()

    def paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        """The soft fill and left bar of a selected row, the line under every row, the ring of the current one."""
        if selected:
            painter.fillRect(rect, theme().color("accent-soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color("border"))
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), theme().px(3), rect.height() - 1), theme().color("accent"))
        if current:
            line = theme().px(2)
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), line), theme().color("focus"))
            painter.fillRect(QRect(rect.left(), rect.bottom() - line, rect.width(), line), theme().color("focus"))

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        """Paint one cell in ``rect``."""
        raise NotImplementedError


def paint_text(painter: QPainter, box: QRect, text: str, font: QFont, color: str, *, right: bool = False) -> None:
    """One line of text in ``box``, shortened at its end when it is too long."""
    painter.setFont(font)
    painter.setPen(theme().color(color))
    shown = QFontMetrics(font).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)
