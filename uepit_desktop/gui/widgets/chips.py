"""Chips, codes and meters as widgets; delegates paint the same shapes through ``painting``."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import tr
from ..shell.theme import theme
from .painting import chip_size, code_size, paint_chip, paint_code, paint_meter


class Chip(QWidget):
    """A short mention. ``meaning``: success, warning, danger, info, accent (a filter) or empty."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        meaning: str = "",
        *,
        icon: str = "",
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._meaning, self._icon, self._removable = text, meaning, icon, removable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 6)
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip(tr("Remove the filter"))
        self._name()
        theme().changed.connect(self.updateGeometry)

    def set_text(self, text: str, meaning: str | None = None) -> None:
        """Other words, and another meaning when one is given."""
        self._text = text
        if meaning is not None:
            self._meaning = meaning
        self._name()
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Another icon; empty for that of the meaning."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        box = chip_size(self._text, self._meaning, self._icon, self._removable)
        # a filter keeps a target of 32 px around its smaller drawing
        return QSize(round(box.width()), theme().px(32) if self._removable else round(box.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        paint_chip(painter, 0, middle, self._text, self._meaning, icon=self._icon, removable=self._removable)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self.rect().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _name(self) -> None:
        name = tr("Filter: {filter}, Delete removes it", filter=self._text) if self._removable else self._text
        self.setAccessibleName(name)


class TeamCode(QWidget):
    """The code of a team or an activity (D4) in the colour of its kind."""

    def __init__(self, code: str, kind: str = "defis", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._kind = code, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(code)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        box = code_size(self._code)
        return QSize(round(box.width()), round(box.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_code(QPainter(self), 0, self.height() / 2, self._code, self._kind)


class Meter(QWidget):
    """A bar of ``value`` out of ``total``; over the total it turns to danger. Always shown beside its figures."""

    def __init__(self, *, color: str = "accent", height: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._total = 0, 0
        self._color, self._bar = color, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_value(self, value: int, total: int) -> None:
        """Show ``value`` of ``total``; read aloud as "26 sur 24 places, 2 en trop"."""
        self._value, self._total = value, total
        name = tr("{value} of {total}", value=value, total=total)
        if total and value > total:
            name = tr("{value} of {total}, {over} too many", value=value, total=total, over=value - total)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(80), theme().px(self._bar))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(self._bar))

    def paintEvent(self, event: QPaintEvent) -> None:
        over = self._total and self._value > self._total
        share = self._value / self._total if self._total else 0.0
        paint_meter(QPainter(self), QRectF(self.rect()), share, "danger-mark" if over else self._color)
