"""Text in the type tokens of the design system."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ..shell.theme import theme


class Label(QLabel):
    """Plain text in a type token and a colour token; follows the theme. Never interprets markup.

    ``token`` is a type token or pixels at 100 %. ``elide`` shortens with « … » and shows the whole in a tooltip:
    never for a name at the desk. ``wrap`` breaks lines.
    """

    def __init__(
        self,
        text: str = "",
        token: str | int = "body",
        *,
        color: str = "text",
        weight: int | None = None,
        tabular: bool = False,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._font_tokens = (token, weight, tabular)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("color", color)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(theme().px(24))
        theme().changed.connect(self._set_font)
        self._set_font()

    def set_color(self, color: str) -> None:
        """Another colour token."""
        if self.property("color") != color:
            self.setProperty("color", color)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        if self._elide:
            metrics = QFontMetrics(self.font())
            return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(theme().color(self.property("color")))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _set_font(self) -> None:
        token, weight, tabular = self._font_tokens
        self.setFont(theme().font(token, weight, tabular=tabular))
