"""The four steps at the top of the import wizard: done, current, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon

_DISC = 24
_GAP = 8
_LINE = 48
_LINE_GAP = 10


class Stepper(QWidget):
    """Read-only: says where one is. The buttons of the bar below move."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme()
        self._names = tuple(names)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme.changed.connect(self.updateGeometry)
        self._theme.changed.connect(self.update)
        self.go_to(0)

    @property
    def current(self) -> int:
        """Place of the step under way, 0 first; the number of steps once everything is done."""
        return self._current

    def go_to(self, place: int) -> None:
        """Show step ``place`` as the current one, those before it as done."""
        self._current = place
        if place < len(self._names):
            said = tr("Step {step} of {steps}: {name}", step=place + 1, steps=len(self._names), name=self._names[place])
        else:
            said = tr("The {steps} steps are done", steps=len(self._names))
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width(len(self._names))), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_DISC * 4 + 24), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        # Too narrow for every name: only the current one is written, the discs say the rest.
        full = self._width(len(self._names)) <= self.width()
        left = 0.0
        for place, name in enumerate(self._names):
            left = self._paint_step(painter, left, place, name if full or place == self._current else "")
            if place < len(self._names) - 1:
                painter.setPen(QPen(self._theme.color("border-2"), 1))
                line = px(_LINE if full else 12)
                middle = self.height() // 2 + 0.5
                painter.drawLine(QPointF(left + px(_LINE_GAP), middle), QPointF(left + px(_LINE_GAP) + line, middle))
                left += line + 2 * px(_LINE_GAP)

    def _paint_step(self, painter: QPainter, left: float, place: int, name: str) -> float:
        style, px = self._theme, self._theme.px
        done, current = place < self._current, place == self._current
        disc = QRectF(left, (self.height() - px(_DISC)) / 2, px(_DISC), px(_DISC))
        solid = "success-solid" if done else "accent"
        if done or current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.color(solid))
            painter.drawEllipse(disc)
        else:
            painter.setPen(QPen(style.color("border-strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            side = px(14)
            paint_icon(painter, disc.center().x() - side / 2, disc.center().y() - side / 2, "check", 14, "on-success")
        else:
            painter.setFont(style.font("caption", 600))
            painter.setPen(style.color("on-accent" if current else "text-3"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        left = disc.right() + px(_GAP)
        if name:
            font = style.font("body", 600 if current else 500)
            painter.setFont(font)
            painter.setPen(style.color("accent-fg" if current else "text" if done else "text-3"))
            wide = QFontMetricsF(font).horizontalAdvance(name) + 1
            painter.drawText(QRectF(left, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            left += wide
        return left

    def _width(self, count: int) -> float:
        px = self._theme.px
        font = QFontMetricsF(self._theme.font("body", 600))
        names = sum(px(_DISC + _GAP) + font.horizontalAdvance(name) + 1 for name in self._names[:count])
        return names + (count - 1) * px(_LINE + 2 * _LINE_GAP)
