"""The mapping table of the import wizard: file column, example, field it goes to, how full it is, how it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon, tinted_icon
from .columns_model import ROW_ROLE, STATE_MARKS, Cell, ColumnRow, ColumnsModel, State, percent
from .painted_rows import EDGE, GAP, Index, RowDelegate, dress_table, paint_text, size_rows


class ColumnsTable(QTableView):
    """↑ ↓ move between rows, Alt+↓ (or Space, or a click) opens the list of fields of the row, Del leaves it out."""

    problem_wanted = Signal(int)
    """Enter on a row: place of the column whose problem the person wants to see."""

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = model
        self.setModel(model)
        self.setItemDelegate(_ColumnDelegate(self))
        self.setAccessibleName(tr("Columns of the file"))
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(False)
        theme().changed.connect(self._lay_out)
        model.modelReset.connect(self._lay_out)
        self._lay_out()

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
        for key, label, sensitive in self._columns.fields:
            shown = label if key not in taken else tr("{label} (now “{header}”)", label=label, header=taken[key])
            action = self._add_field(menu, place, key, shown, row)
            if sensitive:
                action.setIcon(tinted_icon("lock", 16))
        box = self.visualRect(self._columns.index(place, Cell.FIELD))
        menu.setMinimumWidth(_select_rect(box).width())
        menu.popup(self.viewport().mapToGlobal(QPoint(box.left(), box.bottom() - theme().px(3))))
        chosen = next((each for each in menu.actions() if each.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)
        return menu

    def _add_field(self, menu: QMenu, place: int, key: str, label: str, row: ColumnRow) -> QAction:
        action = menu.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(row.field == key and row.state != State.MISSING and (bool(key) or row.state == State.IGNORED))
        action.setData(key)
        action.triggered.connect(lambda: self._columns.choose(place, key))
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Cell.FIELD and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self.open_fields()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_width()

    def _lay_out(self) -> None:
        size_rows(self)
        self._share_width()

    def _share_width(self) -> None:
        px = theme().px
        fixed = {Cell.ARROW: px(16 + GAP), Cell.FILLED: px(84 + GAP), Cell.STATE: px(20 + EDGE)}
        wanted = {Cell.HEADER: px(EDGE + 132 + GAP), Cell.EXAMPLE: px(140 + GAP), Cell.FIELD: px(190 + GAP)}
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


def _select_rect(cell: QRect) -> QRect:
    """Where the select is painted inside the cell of the field."""
    px = theme().px
    return QRect(cell.left(), cell.center().y() - px(16) + 1, cell.width() - px(GAP), px(32))


class _ColumnDelegate(RowDelegate):
    """Paints each cell of a column's row; a column that a required field waits for is red."""

    def paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        row: ColumnRow = index.data(ROW_ROLE)
        if row.state != State.MISSING:
            super().paint_ground(painter, rect, index, selected=selected, current=False)  # the ring is on the select
            return
        painter.fillRect(rect, theme().color("danger-soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color("border"))
        if selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), theme().px(3), rect.height() - 1)
            painter.fillRect(bar, theme().color("danger-mark"))

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        row: ColumnRow = index.data(ROW_ROLE)
        box = rect.adjusted(0, 0, -theme().px(GAP), 0)
        match Cell(index.column()):
            case Cell.HEADER:
                font = theme().font("body", 600 if selected else 500)
                paint_text(painter, box.adjusted(theme().px(EDGE), 0, 0, 0), row.header, font, "text")
            case Cell.EXAMPLE:
                paint_text(painter, box, row.example, theme().font("small"), "text-2")
            case Cell.ARROW:
                paint_icon(painter, rect.left(), rect.center().y() - theme().px(8) + 1, "arrow-right", 16, "text-3")
            case Cell.FIELD:
                _paint_select(painter, _select_rect(rect), row, focused=current)
            case Cell.FILLED:
                _paint_filled(painter, box, row)
            case Cell.STATE:
                name, color = STATE_MARKS[row.state]
                paint_icon(painter, rect.left(), rect.center().y() - theme().px(9) + 1, name, 18, color)


def _paint_select(painter: QPainter, rect: QRect, row: ColumnRow, *, focused: bool) -> None:
    px = theme().px
    missing = row.state == State.MISSING
    if focused:
        painter.setPen(QPen(theme().color("focus"), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(-px(2), -px(2), px(2), px(2)), px(8), px(8))
    painter.setPen(QPen(theme().color("danger-mark" if missing else "border-2"), 1))
    painter.setBrush(theme().color("surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
    left = rect.left() + px(10)
    if row.state == State.SENSITIVE:
        paint_icon(painter, left, rect.center().y() - px(7) + 1, "lock", 14, "text-3")
        left += px(20)
    chevron = rect.right() - px(8 + 14) + 1
    paint_icon(painter, chevron, rect.center().y() - px(7) + 1, "chevron-down", 14, "text-3")
    quiet = row.state in (State.IGNORED, State.CHOOSE)
    color = "danger-fg" if missing else "text-3" if quiet else "text"
    box = QRect(left, rect.top(), chevron - left - px(4), rect.height())
    paint_text(painter, box, row.field_label, theme().font("small", 600 if missing else 400), color)


def _paint_filled(painter: QPainter, rect: QRect, row: ColumnRow) -> None:
    px = theme().px
    words = px(34)
    meter = QRectF(rect.left(), rect.center().y() - px(3) + 0.5, rect.width() - words - px(8), px(6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("hover"))
    painter.drawRoundedRect(meter, px(3), px(3))
    if row.filled > 0:
        painter.setBrush(theme().color("border-strong"))
        filled = QRectF(meter)
        filled.setWidth(max(px(2), meter.width() * row.filled))
        radius = min(px(3), filled.width() / 2)
        painter.drawRoundedRect(filled, radius, radius)
    painter.setFont(theme().font("caption", tabular=True))
    painter.setPen(theme().color("text-2"))
    box = QRect(rect.right() - words + 1 - px(4), rect.top(), words + px(4), rect.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, percent(row.filled))
