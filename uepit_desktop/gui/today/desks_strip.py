"""The arrivals desk by desk under the figures of the day, each with how fresh it is; the total is their sum."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import integer, tr, trn
from ..reception.views import DeskLine
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_text

_HEIGHT = 32
_GAP = 22


class DesksStrip(QWidget):
    """One line: « Accueil A 32, ce poste   Accueil B 41, il y a 12 min »; what does not fit is counted at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desks: tuple[DeskLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.hide()

    def show_desks(self, here: DeskLine, others: tuple[DeskLine, ...]) -> None:
        """Show this desk, then the others; hidden while there is no other."""
        self._desks = (here, *others) if others else ()
        self.setAccessibleName(tr("Arrivals by desk"))
        self.setAccessibleDescription(". ".join(desk.sentence for desk in self._desks))
        self.setToolTip("\n".join(desk.sentence for desk in self._desks))
        self.setVisible(bool(self._desks))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        px = theme().px
        painter.fillRect(QRectF(0, 0, self.width(), 1), theme().color("border"))
        box = QRectF(0, 1, self.width(), self.height() - 1)
        words = [trn("and {n} other desk", "and {n} other desks", left) for left in range(len(self._desks) + 1)]
        x = 0.0
        for place, desk in enumerate(self._desks):
            left = len(self._desks) - place - 1
            room = self.width() - x - (self._width(words[left], "caption") + px(_GAP) if left else 0)
            if place and self._desk_width(desk) > room:
                paint_text(painter, box.adjusted(x, 0, 0, 0), words[left + 1], "caption", "text-3")
                break
            x += self._paint_desk(painter, box.adjusted(x, 0, 0, 0), desk, min(self._desk_width(desk), room)) + px(_GAP)
        painter.end()

    def _paint_desk(self, painter: QPainter, box: QRectF, desk: DeskLine, width: float) -> float:
        px = theme().px
        figure = integer(desk.arrived)
        fixed = width - self._width(desk.name, "caption")
        name = QRectF(box.left(), box.top(), max(px(30), width - fixed), box.height())
        paint_text(painter, name, desk.name, "caption", "text-2")
        at = name.right() + px(6)
        paint_text(painter, QRectF(at, box.top(), px(60), box.height()), figure, "caption", weight=600)
        at += self._width(figure, "caption", 600) + px(6)
        if desk.late:
            paint_icon(painter, at, box.center().y() - px(7), "triangle-alert", 14, "warning-mark")
            at += px(18)
        heard = QRectF(at, box.top(), self._width(desk.heard, "caption") + 2, box.height())
        paint_text(painter, heard, desk.heard, "caption", "warning-fg" if desk.late else "text-3")
        return width

    def _desk_width(self, desk: DeskLine) -> float:
        px = theme().px
        mark = px(18) if desk.late else 0
        words = self._width(desk.name, "caption") + self._width(desk.heard, "caption") + 2
        return words + self._width(integer(desk.arrived), "caption", 600) + px(12) + mark

    @staticmethod
    def _width(text: str, token: str, weight: int | None = None) -> float:
        return QFontMetricsF(theme().font(token, weight)).horizontalAdvance(text) + 1
