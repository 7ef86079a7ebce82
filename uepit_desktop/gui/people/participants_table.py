"""The table of participants: painted rows that stay smooth with ten thousand people."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from .painted_rows import EDGE, GAP, Index, RowDelegate, dress_table, paint_text, size_rows
from .participants_model import ROW_ROLE, Column, ParticipantRow, ParticipantsModel

#: Share of the width above the least one, and least width at 100 %.
_WIDTHS: dict[Column, tuple[float, int]] = {
    Column.NAME: (0.30, 176),
    Column.ORGANISATION: (0.34, 150),
    Column.ROLE: (0.18, 104),
    Column.WISHES: (0.18, 116),
    Column.ARRIVAL: (0.0, 132),
    Column.BADGE: (0.0, 124),
}


class ParticipantsTable(QTableView):
    """Shift and Ctrl extend the selection as everywhere; Enter shows the person."""

    person_wanted = Signal(str)
    """Enter or a double click: id of the person to show."""
    selection_changed = Signal()

    def __init__(self, model: ParticipantsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(_PersonDelegate(self))
        self.setAccessibleName(tr("Participants"))
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(int(Column.NAME), Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._lay_out)
        self._lay_out()

    def selected_ids(self) -> list[str]:
        """Ids of the people selected, in the order shown."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._people.row(place).id for place in places]

    def current_id(self) -> str:
        """Id of the person on the current row, "" when there is none."""
        index = self.currentIndex()
        return self._people.row(index.row()).id if index.isValid() else ""

    def go_to(self, person_id: str) -> bool:
        """Make this person's row current; False when the filters hide it."""
        place = self._people.place_of(person_id)
        if place is None:
            return False
        self.setCurrentIndex(self._people.index(place, Column.NAME))
        return True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.person_wanted.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_width()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.person_wanted.emit(self._people.row(index.row()).id)

    def _lay_out(self) -> None:
        size_rows(self)
        self._share_width()

    def _share_width(self) -> None:
        least = {column: theme().px(width) for column, (_, width) in _WIDTHS.items()}
        spare = max(0, self.viewport().width() - sum(least.values()))
        for column, (share, _) in _WIDTHS.items():
            self.setColumnWidth(column, least[column] + int(spare * share))


class _PersonDelegate(RowDelegate):
    """Paints each cell from its ``ParticipantRow``."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        row: ParticipantRow = index.data(ROW_ROLE)
        box = rect.adjusted(0, 0, -theme().px(GAP), 0)
        match Column(index.column()):
            case Column.NAME:
                font = theme().font("body", 600 if selected else 500)
                color = "text-3" if row.cancelled else "text"
                paint_text(painter, box.adjusted(theme().px(EDGE), 0, 0, 0), row.name, font, color)
            case Column.ORGANISATION:
                paint_text(painter, box, row.organisation, theme().font("small"), "text-2")
            case Column.ROLE:
                paint_text(painter, box, ", ".join(row.roles), theme().font("small"), "text-2")
            case Column.WISHES:
                _paint_wishes(painter, box, row.wishes)
            case Column.ARRIVAL:
                _paint_arrival(painter, box, row)
            case Column.BADGE:
                paint_text(painter, box, row.badge, theme().font("caption", 500, tabular=True), "text-3")


def _paint_wishes(painter: QPainter, box: QRect, wishes: tuple[str, ...]) -> None:
    """Codes as chips of the colour of défis; a label that matches no défi stays a plain word."""
    px = theme().px
    font = theme().font("caption", 600, tabular=True)
    metrics = QFontMetrics(font)
    left = box.left()
    for wish in wishes:
        width = max(px(32), metrics.horizontalAdvance(wish) + px(12))
        if left + width > box.right() + 1:
            width = box.right() + 1 - left
            if width < px(24):
                return
        chip = QRectF(left, box.center().y() - px(11) + 1, width, px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("k-defis-soft"))
        painter.drawRoundedRect(chip, px(6), px(6))
        painter.setFont(font)
        painter.setPen(theme().color("k-defis-fg"))
        shown = metrics.elidedText(wish, Qt.TextElideMode.ElideRight, width - px(8))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        left += width + px(4)


def _paint_arrival(painter: QPainter, box: QRect, row: ParticipantRow) -> None:
    px = theme().px
    if row.arrived_at is not None:
        icon, mark, color = "circle-check", "success-mark", "success-fg"
    elif row.cancelled:
        icon, mark, color = "octagon-x", "danger-mark", "danger-fg"
    else:
        icon, mark, color = "circle", "text-3", "text-3"
    paint_icon(painter, box.left(), box.center().y() - px(8) + 1, icon, 16, mark)
    paint_text(painter, box.adjusted(px(22), 0, 0, 0), row.arrival, theme().font("small"), color)
