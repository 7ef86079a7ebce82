"""Cells of the table of desks: the name strong, its mark in the colour of how fresh its news is."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_text
from ..widgets.rows import COLOR_ROLE, ICON_ROLE, CellDelegate, Index
from .models import DeskColumn


class DeskDelegate(CellDelegate):
    """Everything but the name is painted as in any table."""

    def paint_cell(self, painter: QPainter, room: QRectF, index: Index, *, selected: bool) -> None:
        if index.column() != DeskColumn.DESK:
            super().paint_cell(painter, room, index, selected=selected)
            return
        px = theme().px
        paint_icon(painter, room.left(), room.center().y() - px(9), index.data(ICON_ROLE), 18, index.data(COLOR_ROLE))
        paint_text(painter, room.adjusted(px(32), 0, 0, 0), str(index.data()), "body", weight=600)
