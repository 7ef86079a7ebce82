"""A count in a small box: beside the title of a card, at the end of a line to settle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import integer
from ..shell.theme import theme
from .painting import paint_box, paint_text


class Count(QWidget):
    """A number in the colours of a meaning, without its icon: the mark stands beside it already."""

    def __init__(self, count: int = 0, meaning: str = "warning", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._meaning = "", meaning
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.show_count(count)

    def show_count(self, count: int) -> None:
        """Another number."""
        self._words = integer(count)
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(theme().font("caption", 500)).horizontalAdvance(self._words)
        return QSize(max(theme().px(25), round(wide) + theme().px(18)), theme().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect())
        paint_box(painter, room, 6, f"{self._meaning}-soft", f"{self._meaning}-line")
        middle = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, room, self._words, "caption", f"{self._meaning}-fg", weight=500, align=middle, elide=False)
