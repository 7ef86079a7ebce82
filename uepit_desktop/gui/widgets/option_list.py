"""A choice of one among a few cards: a circle, a title, a line of explanation, chips that say what it brings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ..shell.theme import theme
from .layouts import VBox
from .painting import chip_size, paint_box, paint_chip, paint_text

Option = tuple[str, str, str]
"""Key, title, explanation."""
OptionChip = tuple[str, str]
"""Words, and a meaning: success, warning, danger, info or empty."""


class OptionList(QWidget):
    """Arrows move among the cards. ``chosen(key)`` fires when a person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        chips: dict[str, Sequence[OptionChip]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """The first option is chosen to begin with. ``chips`` by key."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Option] = {}
        column = VBox(self, spacing=8)
        for key, title, detail in options:
            button = _Option(title, detail, tuple((chips or {}).get(key, ())))
            self._buttons[key] = button
            self._group.addButton(button)
            column.addWidget(button)
            button.toggled.connect(lambda on, key=key: self._on_toggled(key, on))
        if options:
            self.choose(options[0][0])

    @property
    def current(self) -> str:
        """The key chosen; empty when there is none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    @property
    def current_button(self) -> QWidget | None:
        """The card chosen, to be given the focus."""
        return self._buttons.get(self.current)

    def choose(self, key: str) -> None:
        """Choose this card."""
        self._buttons[key].setChecked(True)

    def _on_toggled(self, key: str, on: bool) -> None:
        if on:
            self.chosen.emit(key)


class _Option(QRadioButton):
    def __init__(self, title: str, detail: str, chips: Sequence[OptionChip]) -> None:
        super().__init__(title)
        self._detail, self._chips = detail, chips
        self.setProperty("ring_radius", 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = ", ".join(words for words, _meaning in chips)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(filter(None, (detail, said))))
        self.setToolTip(detail if len(detail) > 90 else "")
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        height = 38 + (20 if self._detail else 0) + (28 if self._chips else 0)
        wide = QFontMetricsF(theme().font("body", 600)).horizontalAdvance(self.text())
        return QSize(min(theme().px(420), round(wide) + theme().px(60)), theme().px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        fill = "accent-soft" if on else "hover" if self.underMouse() else "surface"
        paint_box(painter, QRectF(self.rect()), 12, fill, "accent" if on else "border-2", 2 if on else 1)
        centre = QPointF(px(24), px(19))
        ring = QRectF(centre.x() - px(8), centre.y() - px(8), px(16), px(16))
        paint_box(painter, ring, 8, "surface", "accent" if on else "border-strong", 2 if on else 1)
        if on:
            dot = QRectF(centre.x() - px(4), centre.y() - px(4), px(8), px(8))
            paint_box(painter, dot, 4, "accent")
        left, room = px(44), self.width() - px(44) - px(14)
        paint_text(painter, QRectF(left, px(8), room, px(22)), self.text(), "body", weight=600)
        top = px(30)
        if self._detail:
            paint_text(painter, QRectF(left, top - px(1), room, px(18)), self._detail, "small", "text-2")
            top += px(20)
        x = float(left)
        for words, meaning in self._chips:
            if x + chip_size(words, meaning).width() > self.width() - px(8):
                break
            x += paint_chip(painter, x, top + px(14), words, meaning) + px(6)
