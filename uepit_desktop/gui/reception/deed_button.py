"""The reception button: icon, words and the cap of its key, 48 px high (44 in small windows). Never takes the focus
from the scan field when clicked; Tab still reaches it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ..shell.theme import theme
from .pen import Pen, keycap_width, letters, text_width
from .views import Deed


class DeedButton(QAbstractButton):
    """Paints one ``Deed``. ``fullness`` 2 shows icon, words and key; 1 words and key; 0 words alone."""

    def __init__(self, deed: Deed, parent: QWidget | None = None, *, height: int = 48, size: int = 16) -> None:
        super().__init__(parent)
        self.deed = deed
        self._height, self._size, self._fullness = height, size, 2
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(deed.words)
        self.setAccessibleName(f"{deed.words} ({deed.key})" if deed.key else deed.words)
        theme().changed.connect(self.updateGeometry)

    def show_deed(self, deed: Deed) -> None:
        """Other words for the same button."""
        self.deed = deed
        self.setText(deed.words)
        self.setAccessibleName(f"{deed.words} ({deed.key})" if deed.key else deed.words)
        self.updateGeometry()
        self.update()

    def set_density(self, height: int, size: int, fullness: int = 2) -> None:
        """``height`` and font ``size`` in design pixels."""
        if (height, size, fullness) != (self._height, self._size, self._fullness):
            self._height, self._size, self._fullness = height, size, fullness
            self.updateGeometry()
            self.update()

    def width_at(self, size: int, fullness: int) -> float:
        """The width in pixels that the button would take."""
        px = theme().px
        width = text_width(self.deed.words, letters(size, self._weight)) + 2 * px(18 if fullness == 2 else 12)
        if self.deed.icon and fullness == 2:
            width += px(20) + px(10)
        if self.deed.key and fullness >= 1:
            width += keycap_width(self.deed.key) + px(10)
        return width + 2

    def sizeHint(self) -> QSize:
        return QSize(round(self.width_at(self._size, self._fullness)), theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px = Pen(painter), theme().px
        box = QRectF(self.rect())
        primary = self.deed.primary
        if primary:
            pen.frame(box, px(10), "accent-hover" if self._hovered or self.isDown() else "accent", None)
        else:
            pen.frame(box, px(10), "hover" if self._hovered or self.isDown() else "surface", "border-2")
        ink = "on-accent" if primary else "text"
        spare = max(0.0, self.width() - self.width_at(self._size, self._fullness)) / 2
        x = px(18 if self._fullness == 2 else 12) + 1 + spare
        if self.deed.icon and self._fullness == 2:
            pen.icon(x, box.center().y() - px(20) / 2, self.deed.icon, 20, ink)
            x += px(20) + px(10)
        x += pen.middle(x, box, self.deed.words, letters(self._size, self._weight), ink) + px(10)
        if self.deed.key and self._fullness >= 1:
            pen.keycap(x, box, self.deed.key, color="on-accent" if primary else "")
        if self.hasFocus():
            pen.frame(box, px(10), None, "focus", 2)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    @property
    def _weight(self) -> int:
        return 600 if self.deed.primary else 500
