"""The mapping table of the import wizard: file column, example, field it goes to, how full it is, how it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from ...language import tr
from ...tables.columns import ColumnState
from ..shell.theme import theme
from ..widgets.icons import paint_icon, tinted_icon
from ..widgets.painting import paint_box, paint_meter, paint_ring, paint_text
from ..widgets.rows import CellDelegate, DataTable, Index
from .columns_model import ROW_ROLE, STATE_MARKS, Cell, ColumnRow, ColumnsModel, filled_words

#: Wishes that few files have: in a menu of their own, so that the list of fields stays short.
_MORE_WISHES = frozenset(f"wish_{rank}" for rank in range(4, 10))


class ColumnsTable(DataTable):
    """↑ ↓ move between rows, Alt+↓ (or Space, or a click) opens the list of fields of the row, Del leaves it out."""

    problem_wanted = Signal(int)
    """Enter on a row: place of the column whose problem the person wants to see."""

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Columns of the file"), _ColumnDelegate(), parent)
        self._columns = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(8)
        theme().changed.connect(self._share_width)
        model.modelReset.connect(self._share_width)

    def go_to_row(self, place: int) -> None:
        """Make the row at ``place`` current and visible."""
        index = self._columns.index(place, Cell.FIELD)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def open_fields(self) -> QMenu | None:
        """Open the list of fields of the current row, under its select; None when there is no row."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        place = index.row()
        row = self._columns.row(place)
        taken = {other.field: other.header for other in self._columns.rows() if other.field and other is not row}
        menu = QMenu(self)
        menu.setAccessibleName(tr("Field for {header}", header=row.header))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_field(menu, place, "", tr("Do not import"), row)
        menu.addSeparator()
        taken_menu = QMenu(tr("Take from another column"), menu)
        wishes_menu = QMenu(tr("Other wishes"), menu)
        for key, label, sensitive, many in self._columns.fields:
            if key in taken and not many:
                shown = tr("{label} (now “{header}”)", label=label, header=taken[key])
                action = self._add_field(taken_menu, place, key, shown, row)
            elif key in _MORE_WISHES and key != row.field:
                action = self._add_field(wishes_menu, place, key, label, row)
            else:
                action = self._add_field(menu, place, key, label, row)
            if sensitive:
                action.setIcon(tinted_icon("lock", 16))
        for more in (wishes_menu, taken_menu):
            if more.actions():
                menu.addMenu(more)
        box = self.visualRect(self._columns.index(place, Cell.FIELD))
        menu.setMinimumWidth(round(_select_rect(QRectF(box)).width()))
        menu.popup(self.viewport().mapToGlobal(QPoint(box.left(), box.bottom() - theme().px(3))))
        chosen = next((each for each in menu.actions() if each.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)
        return menu

    def _add_field(self, menu: QMenu, place: int, key: str, label: str, row: ColumnRow) -> QAction:
        action = menu.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(row.field == key and row.state != ColumnState.MISSING)
        action.setData(key)
        action.triggered.connect(lambda: self._columns.choose(place, key))
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if (key == Qt.Key.Key_Down and alt) or key in (Qt.Key.Key_Space, Qt.Key.Key_F4):
            self.open_fields()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex().isValid():
            self._columns.choose(self.currentIndex().row(), "")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if self.currentIndex().isValid():
                self.problem_wanted.emit(self.currentIndex().row())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Down and event.modifiers()):
            event.ignore()  # Ctrl+Enter and Ctrl+Down belong to the wizard
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Cell.FIELD and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self.open_fields()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        px = theme().px
        self.setMinimumHeight(px(34 + 40))
        fixed = {Cell.ARROW: px(28), Cell.FILLED: px(96), Cell.STATE: px(54)}
        wanted = {Cell.HEADER: px(150), Cell.EXAMPLE: px(152), Cell.FIELD: px(202)}
        spare = self.viewport().width() - sum(fixed.values()) - sum(wanted.values())
        if spare > 0:  # a wide window gives the words more room
            wanted[Cell.HEADER] += spare * 3 // 10
            wanted[Cell.EXAMPLE] += spare * 4 // 10
            wanted[Cell.FIELD] += spare - spare * 3 // 10 - spare * 4 // 10
        elif spare < 0:  # a narrow one takes from the example first, then from the header
            for cell, least in ((Cell.EXAMPLE, px(60)), (Cell.HEADER, px(96)), (Cell.FIELD, px(150))):
                taken = min(-spare, wanted[cell] - least)
                wanted[cell] -= taken
                spare += taken
        for cell, width in {**fixed, **wanted}.items():
            self.setColumnWidth(cell, width)


def _select_rect(cell: QRectF) -> QRectF:
    """Where the select is painted inside the cell of the field."""
    px = theme().px
    return QRectF(cell.left() + px(10), cell.center().y() - px(16), cell.width() - px(13), px(32))


class _ColumnDelegate(CellDelegate):
    """Paints each cell of a column's row; a column that a required field waits for is red, chosen or not."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ColumnRow = index.data(ROW_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.state == ColumnState.MISSING and selected:
            plain = QStyleOptionViewItem(option)
            plain.state &= ~QStyle.StateFlag.State_Selected
            super().paint(painter, plain, index)
            if index.column() == Cell.HEADER:
                bar = QRectF(option.rect.left(), option.rect.top(), theme().px(3), option.rect.height() - 1)
                painter.fillRect(bar, theme().color("danger-mark"))
        else:
            super().paint(painter, option, index)
        view = option.widget
        if index.column() == Cell.FIELD and isinstance(view, ColumnsTable):
            focused = view.hasFocus() and view.currentIndex().row() == index.row()
            _paint_select(painter, _select_rect(QRectF(option.rect)), row, focused=focused)

    def paint_cell(self, painter: QPainter, room: QRectF, index: Index, *, selected: bool) -> None:
        row: ColumnRow = index.data(ROW_ROLE)
        px = theme().px
        wide = room.adjusted(0, 0, px(8), 0)
        middle = room.center().y()
        match Cell(index.column()):
            case Cell.HEADER:
                paint_text(painter, wide, row.header, "body", weight=600 if selected else 500)
            case Cell.EXAMPLE:
                paint_text(painter, wide, row.example, "small", "text-2")
            case Cell.ARROW:
                paint_icon(painter, room.left(), middle - px(8), "arrow-right", 16, "text-3")
            case Cell.FILLED:
                meter = QRectF(room.left(), middle - px(3), px(42), px(6))
                paint_meter(painter, meter, row.filled, "border-strong")
                words = QRectF(meter.right(), room.top(), px(45), room.height())
                paint_text(painter, words, filled_words(row.filled), "caption", "text-2", tabular=True,
                           align=Qt.AlignmentFlag.AlignRight, elide=False)  # fmt: skip
            case Cell.STATE:
                name, color = STATE_MARKS[row.state]
                paint_icon(painter, room.left(), middle - px(9), name, 18, color)


def _paint_select(painter: QPainter, rect: QRectF, row: ColumnRow, *, focused: bool) -> None:
    px = theme().px
    missing = row.state == ColumnState.MISSING
    if focused:
        paint_ring(painter, rect.adjusted(-px(3), -px(3), px(3), px(3)), 9)
    paint_box(painter, rect, 6, "surface", "danger-mark" if missing else "border-2")
    left = rect.left() + px(10)
    if row.state == ColumnState.SENSITIVE:
        paint_icon(painter, left, rect.center().y() - px(7), "lock", 14, "text-3")
        left += px(20)
    chevron = rect.right() - px(22)
    paint_icon(painter, chevron, rect.center().y() - px(7), "chevron-down", 14, "text-3")
    color = "danger-fg" if missing else "text-3" if row.state == ColumnState.IGNORED else "text"
    box = QRectF(left, rect.top(), chevron - left - px(4), rect.height())
    paint_text(painter, box, row.field_label, "small", color, weight=600 if missing else 400)
