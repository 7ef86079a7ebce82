"""The table of participants: painted rows that stay smooth with ten thousand people."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_box, paint_text
from ..widgets.rows import CellDelegate, DataTable, Index
from .participants_model import ROW_ROLE, Column, ParticipantRow, ParticipantsModel

#: Share of the width above the least one, and least width at 100 %.
_WIDTHS: dict[Column, tuple[float, int]] = {
    Column.NAME: (0.30, 186),
    Column.ORGANISATION: (0.34, 150),
    Column.ROLE: (0.18, 110),
    Column.WISHES: (0.18, 128),
    Column.ARRIVAL: (0.0, 150),
    Column.BADGE: (0.0, 122),
}
#: Columns that a narrow table does without, in this order.
_FIRST_HIDDEN = (Column.BADGE, Column.ROLE)


class ParticipantsTable(DataTable):
    """Shift and Ctrl extend the selection as everywhere; Enter shows the person."""

    person_wanted = Signal(str)
    """Enter or a double click: id of the person to show."""
    selection_changed = Signal()

    def __init__(self, model: ParticipantsModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Participants"), _PersonDelegate(), parent)
        self._people = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        header.setSortIndicator(int(Column.NAME), Qt.SortOrder.AscendingOrder)
        self.activated.connect(self._on_activated)
        theme().changed.connect(self._share_width)

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

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _on_activated(self, index: QModelIndex) -> None:
        self.person_wanted.emit(self._people.row(index.row()).id)

    def _share_width(self) -> None:
        least = {column: theme().px(width) for column, (_, width) in _WIDTHS.items()}
        room = self.viewport().width()
        for column in _FIRST_HIDDEN:  # beside a person's panel, what the panel says need not stand twice
            self.setColumnHidden(column, sum(least.values()) > room)
            if self.isColumnHidden(column):
                del least[column]
        spare = max(0, room - sum(least.values()))
        shares = sum(_WIDTHS[column][0] for column in least)
        for column in least:
            self.setColumnWidth(column, least[column] + int(spare * _WIDTHS[column][0] / shares))


class _PersonDelegate(CellDelegate):
    """Paints each cell from its ``ParticipantRow``."""

    def paint_cell(self, painter: QPainter, room: QRectF, index: Index, *, selected: bool) -> None:
        row: ParticipantRow = index.data(ROW_ROLE)
        match Column(index.column()):
            case Column.NAME:
                if row.to_check:
                    side = theme().px(16)
                    paint_icon(painter, room.right() - side, room.center().y() - side / 2, "triangle-alert", 16,
                               "warning-mark")  # fmt: skip
                    room = room.adjusted(0, 0, -side - theme().px(6), 0)
                weight = 600 if selected else 500
                paint_text(painter, room, row.name, "body", "text-3" if row.cancelled else "text", weight=weight)
            case Column.ORGANISATION:
                paint_text(painter, room, row.organisation, "small", "text-2")
            case Column.ROLE:
                paint_text(painter, room, ", ".join(row.roles), "small", "text-2")
            case Column.WISHES:
                _paint_wishes(painter, room, row.wishes)
            case Column.ARRIVAL:
                _paint_arrival(painter, room, row)
            case Column.BADGE:
                paint_text(painter, room, row.badge, "caption", "text-3", weight=500, tabular=True)


def _paint_wishes(painter: QPainter, room: QRectF, wishes: tuple[str, ...]) -> None:
    """Codes in the colour of défis; a label that matches no défi is shortened to the room that is left."""
    px = theme().px
    metrics = QFontMetricsF(theme().font("caption", 600, tabular=True))
    left = room.left()
    for wish in wishes:
        width = min(max(px(32), metrics.horizontalAdvance(wish) + px(12)), room.right() - left)
        if width < px(24):
            return
        box = QRectF(left, round(room.center().y() - px(11)), width, px(22))
        paint_box(painter, box, 6, "k-defis-soft")
        middle = Qt.AlignmentFlag.AlignHCenter
        words = box.adjusted(px(4), 0, -px(4), 0)
        paint_text(painter, words, wish, "caption", "k-defis-fg", weight=600, tabular=True, align=middle)
        left += width + px(4)


def _paint_arrival(painter: QPainter, room: QRectF, row: ParticipantRow) -> None:
    px = theme().px
    if row.arrived_at is not None:
        icon, mark, color = "circle-check", "success-mark", "success-fg"
    elif row.cancelled:
        icon, mark, color = "octagon-x", "danger-mark", "danger-fg"
    else:
        icon, mark, color = "circle", "text-3", "text-3"
    paint_icon(painter, room.left(), room.center().y() - px(8), icon, 16, mark)
    paint_text(painter, room.adjusted(px(24), 0, 0, 0), row.arrival, "small", color)
