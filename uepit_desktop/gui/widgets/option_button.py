"""A large button with an icon, a title and a line of explanation: a way in, a choice among a few."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..shell.theme import theme
from .icons import paint_icon
from .painting import paint_box, paint_text

_HEIGHT = 72


class OptionButton(QPushButton):
    """72 px high, as wide as it is offered."""

    def __init__(self, icon: str, title: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._icon_name, self._detail = icon, detail
        self._hovered = False
        self.setAutoDefault(True)  # Entrée presses it
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setProperty("ring_radius", 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(220), theme().px(_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        on = self.isEnabled()
        fill = "border-2" if self.isDown() else "hover" if self._hovered and on else "surface" if on else "sunken"
        paint_box(painter, QRectF(self.rect()), 12, fill, "border-2")
        middle = self.height() / 2
        paint_icon(painter, px(20), middle - px(12), self._icon_name, 24, "accent" if on else "text-disabled")
        room = self.width() - px(64) - px(40)
        above, below = QRectF(px(64), middle - px(21), room, px(21)), QRectF(px(64), middle + px(1), room, px(18))
        paint_text(painter, above, self.text(), "lead", "text" if on else "text-disabled", weight=600)
        paint_text(painter, below, self._detail, "small", "text-2" if on else "text-disabled")
        tail = "text-3" if on else "text-disabled"
        paint_icon(painter, self.width() - px(34), middle - px(9), "chevron-right", 18, tail)
