"""The stage at rest: « Prêt à scanner », and what can be done without a badge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.theme import theme
from .deed_button import DeedButton
from .metrics import ROOMY, Metrics
from .pen import Pen, letters, text_width
from .views import Deed


class IdleStage(QWidget):
    """Says that the desk waits for a badge. ``deed_chosen`` carries ``search`` or ``walk_in``."""

    deed_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = ROOMY
        self._reason = ""
        self._buttons = [
            DeedButton(deed, self)
            for deed in (
                Deed("search", tr("No badge"), "F2", "id-card"),
                Deed("walk_in", tr("Register on the spot"), "F3", "user-plus"),
            )
        ]
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, name=button.deed.name: self.deed_chosen.emit(name))
        self.setAccessibleName(f"{self._words[0]}. {self._words[1]}")
        theme().changed.connect(self._arrange)

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._metrics = metrics
        self._arrange()

    def show_closed(self, reason: str) -> None:
        """Say why nothing can be noted (a file open for reading only); "" for the usual words."""
        self._reason = reason
        self._buttons[1].setVisible(not reason)
        self.setAccessibleName(f"{self._words[0]}. {self._words[1]}")
        self._arrange()

    @property
    def _words(self) -> tuple[str, str]:
        if self._reason:
            return tr("Reading only"), self._reason
        return tr("Ready to scan"), tr("or type the first letters of a name")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px, m = Pen(painter), theme().px, self._metrics
        pen.frame(QRectF(self.rect()), px(16), "surface", "border")
        middle, y = self.width() / 2, self._top()
        if self._has_ring:
            ring = QRectF(middle - px(m.ring) / 2, y, px(m.ring), px(m.ring))
            pen.frame(ring, px(m.ring) / 2, "accent-soft", None)
            icon = "lock" if self._reason else "qr-code"
            pen.icon(middle - px(60) / 2, ring.center().y() - px(60) / 2, icon, 60, "accent")
            y += px(m.ring) + px(m.idle_gap)
        big, small = self._fonts()
        for text, font, line, color in (
            (self._words[0], big, px(m.idle_font * 64 / 56), "text"),
            (self._words[1], small, px(30), "text-2"),
        ):
            pen.text(middle - text_width(text, font) / 2, y, line, text, font, color)
            y += line + px(6)
        painter.end()

    @property
    def _has_ring(self) -> bool:
        return self._metrics.ring > 0 and self.height() >= theme().px(360)

    def _fonts(self) -> tuple:  # type: ignore[type-arg]
        width = self.width() - theme().px(32)
        big = next(
            font
            for size in (self._metrics.idle_font, 40, 32, 26, 20, 16)
            if size <= self._metrics.idle_font
            and (text_width(self._words[0], font := letters(size, 700, tracking=-size / 56)) <= width or size == 16)
        )
        small = next(
            font
            for size in (22, 18, 16, 14, 13, 12)
            if (size < self._metrics.idle_font * 0.7 and text_width(self._words[1], font := letters(size)) <= width)
            or size == 12
        )
        return big, small

    def _heights(self) -> tuple[float, float]:
        """Height of the ring with the words, and of the row of buttons with the air above it."""
        px, m = theme().px, self._metrics
        words = px(m.idle_font * 64 / 56) + px(6) + px(30)
        ring = px(m.ring) + px(m.idle_gap) if self._has_ring else 0
        return words + ring, px(28 if self._has_ring else 12) + px(m.deed)

    def _top(self) -> float:
        words, buttons = self._heights()
        return max(4.0, (self.height() - words - buttons) / 2)

    def _arrange(self) -> None:
        px, m = theme().px, self._metrics
        words, buttons = self._heights()
        shown = [button for button in self._buttons if not button.isHidden()]
        room = self.width() - px(24)
        for fullness in (2, 1, 0):
            for button in shown:
                button.set_density(m.deed, m.deed_font, fullness)
            width = sum(b.sizeHint().width() for b in shown) + px(12) * (len(shown) - 1)
            if width <= room:
                break
        x = (self.width() - width) / 2
        y = self._top() + words + buttons - px(m.deed)
        for button in shown:
            hint = button.sizeHint()
            button.setGeometry(round(x), round(y), hint.width(), hint.height())
            x += hint.width() + px(12)
        self.update()
