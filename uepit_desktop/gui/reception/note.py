"""The private desk note (F9): small letters, beside the card, gone after ten seconds or at the next key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.labels import Label
from ..widgets.layouts import VBox
from ..widgets.painting import paint_box

SHOWN_MS = 10_000


class DeskNote(QFrame):
    """Shows one note over the stage for ten seconds; a click closes it. Its words leave the widget with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = parent
        column = VBox(self, margins=(14, 10, 14, 12), spacing=2)
        column.addWidget(Label(tr("Desk note, closes by itself"), "caption", color="text-3"))
        self._words = Label("", "small", wrap=True)
        column.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.close_note)
        self.hide()

    @property
    def words(self) -> str:
        """The note on show; "" when closed."""
        return self._words.text()

    def show_note(self, words: str, over: QWidget) -> None:
        """Show ``words`` in the lower right corner of ``over``."""
        px = theme().px
        self._words.setText(words)
        width = min(px(340), over.width() - px(32))
        height = min(max(self.heightForWidth(width), px(64)), over.height() - px(32))
        corner = over.mapTo(self._desk, over.rect().bottomRight())
        self.setGeometry(corner.x() - width - px(16), corner.y() - height - px(84), width, height)
        self.raise_()
        self.show()
        self._timer.start()

    def close_note(self) -> None:
        """Take the words off the screen, and out of the widget."""
        self._timer.stop()
        self._words.setText("")
        self.hide()

    def mousePressEvent(self, event: object) -> None:
        self.close_note()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, QRectF(self.rect()), 8, "surface", "border-strong")
        painter.end()
