"""The table of the third step: what each line of the file becomes, and why."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ...language import integer, tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from .painted_rows import EDGE, GAP, Index, RowDelegate, dress_table, paint_text, size_rows
from .preview_model import OUTCOME_MARKS, ROW_ROLE, Cell, Outcome, PreviewModel, PreviewRow, outcome_word


class PreviewTable(QTableView):
    """Read-only: the file is corrected in the second step."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName(tr("Lines of the file"))
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(False)
        theme().changed.connect(self._lay_out)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_width()

    def _lay_out(self) -> None:
        size_rows(self)
        self._share_width()

    def _share_width(self) -> None:
        px = theme().px
        line, outcome = px(EDGE + 56 + GAP), px(132)
        spare = max(px(360), self.viewport().width() - line - outcome)
        for cell, width in ((Cell.LINE, line), (Cell.OUTCOME, outcome), (Cell.NAME, spare * 2 // 5)):
            self.setColumnWidth(cell, width)
        self.setColumnWidth(Cell.REASON, spare - spare * 2 // 5)


class _LineDelegate(RowDelegate):
    """Paints each cell from its ``PreviewRow``."""

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool, current: bool) -> None:
        row: PreviewRow = index.data(ROW_ROLE)
        px = theme().px
        box = rect.adjusted(0, 0, -px(GAP), 0)
        match Cell(index.column()):
            case Cell.LINE:
                paint_text(painter, box.adjusted(px(EDGE), 0, 0, 0), integer(row.line),
                           theme().font("small", tabular=True), "text-3")  # fmt: skip
            case Cell.OUTCOME:
                icon, mark = OUTCOME_MARKS[row.outcome]
                paint_icon(painter, box.left(), box.center().y() - px(8) + 1, icon, 16, mark)
                words = box.adjusted(px(24), 0, 0, 0)
                paint_text(painter, words, outcome_word(row.outcome), theme().font("small", 500), "text-2")
            case Cell.NAME:
                _paint_who(painter, box, row, selected=selected)
            case Cell.REASON:
                left = 0
                if row.to_check and row.outcome not in (Outcome.TO_CHECK, Outcome.REJECTED):
                    paint_icon(painter, box.left(), box.center().y() - px(8) + 1, "triangle-alert", 16, "warning-mark")
                    left = px(24)
                paint_text(painter, box.adjusted(left, 0, 0, 0), row.reason, theme().font("small"), "text-2")


def _paint_who(painter: QPainter, box: QRect, row: PreviewRow, *, selected: bool) -> None:
    """The name, then the organisation in quieter words on what is left of the line."""
    font = theme().font("body", 600 if selected else 500)
    paint_text(painter, box, row.name, font, "text")
    used = QFontMetrics(font).horizontalAdvance(row.name) + theme().px(10)
    rest = box.adjusted(used, 0, 0, 0)
    if row.organisation and rest.width() > theme().px(40):
        paint_text(painter, rest, row.organisation, theme().font("small"), "text-3")
