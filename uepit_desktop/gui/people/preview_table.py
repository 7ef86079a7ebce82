"""The table of the third step: what each line of the file becomes, and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ...language import integer, tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_text
from ..widgets.rows import CellDelegate, DataTable, Index
from .preview_model import OUTCOME_MARKS, ROW_ROLE, Cell, Outcome, PreviewModel, PreviewRow, outcome_word


class PreviewTable(DataTable):
    """Read-only: the file is corrected in the second step."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Lines of the file"), _LineDelegate(), parent)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        theme().changed.connect(self._share_width)
        model.modelReset.connect(self._share_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        px = theme().px
        line, outcome = px(76), px(140)
        spare = max(px(360), self.viewport().width() - line - outcome)
        for cell, width in ((Cell.LINE, line), (Cell.OUTCOME, outcome), (Cell.NAME, spare * 2 // 5)):
            self.setColumnWidth(cell, width)
        self.setColumnWidth(Cell.REASON, spare - spare * 2 // 5)


class _LineDelegate(CellDelegate):
    """Paints each cell from its ``PreviewRow``."""

    def paint_cell(self, painter: QPainter, room: QRectF, index: Index, *, selected: bool) -> None:
        row: PreviewRow = index.data(ROW_ROLE)
        px = theme().px
        match Cell(index.column()):
            case Cell.LINE:
                paint_text(painter, room, integer(row.line), "small", "text-3", tabular=True)
            case Cell.OUTCOME:
                icon, mark = OUTCOME_MARKS[row.outcome]
                paint_icon(painter, room.left(), room.center().y() - px(8), icon, 16, mark)
                paint_text(painter, room.adjusted(px(24), 0, 0, 0), outcome_word(row.outcome), "small", weight=500)
            case Cell.NAME:
                used = paint_text(painter, room, row.name, "body", weight=600 if selected else 500)
                rest = room.adjusted(used + px(10), 0, 0, 0)
                if row.organisation and rest.width() > px(40):
                    paint_text(painter, rest, row.organisation, "small", "text-3")
            case Cell.REASON:
                if row.to_check and row.outcome not in (Outcome.TO_CHECK, Outcome.REJECTED):
                    paint_icon(painter, room.left(), room.center().y() - px(8), "triangle-alert", 16, "warning-mark")
                    room = room.adjusted(px(24), 0, 0, 0)
                paint_text(painter, room, row.reason, "small", "text-2")
