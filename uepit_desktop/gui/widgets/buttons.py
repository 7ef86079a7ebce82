"""Buttons, painted from the tokens: primary, secondary, quiet, danger; dense, control, reception."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..shell.actions import key_text
from ..shell.theme import theme
from .icons import paint_icon
from .painting import key_cap_size, paint_box, paint_key_cap, paint_text

VARIANTS = ("primary", "secondary", "quiet", "danger")
# size → (height, side padding, gap, type token, icon, radius), pixels at 100 %
SIZES: dict[str, tuple[int, int, int, str, int, int]] = {
    "dense": (32, 10, 6, "small", 15, 8),
    "control": (36, 14, 8, "body", 16, 8),
    "head": (44, 14, 8, "brand", 18, 8),
    "reception": (48, 18, 10, "lead", 20, 10),
}


class Button(QPushButton):
    """A button of the design system.

    ``shortcut_hint`` (Qt's portable text, e.g. ``Ctrl+Z``) is shown as a key cap inside; it does not bind the key:
    an ``Action`` of the page does. A button without text (close, fold) must be given ``name``, which is its tooltip
    and accessible name.
    """

    def __init__(
        self,
        text: str = "",
        *,
        variant: str = "secondary",
        size: str = "control",
        icon: str = "",
        trailing_icon: str = "",
        shortcut_hint: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._variant, self._size = variant, size
        self._icon_name, self._trailing = icon, trailing_icon
        self._hint = shortcut_hint
        self._hovered = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", SIZES[size][5])
        if name:
            self.setAccessibleName(name)
            if not text:
                self.setToolTip(name)
        theme().changed.connect(self.updateGeometry)

    def set_variant(self, variant: str) -> None:
        """primary, secondary, quiet or danger."""
        self._variant = variant
        self.update()

    def set_size(self, size: str) -> None:
        """dense, control, head or reception."""
        self._size = size
        self.setProperty("ring_radius", SIZES[size][5])
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str) -> None:
        """Another icon of the set; empty for none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_shortcut_hint(self, keys: str) -> None:
        """Other keys in the cap; empty for none."""
        self._hint = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height, padding, gap, _token, icon, _radius = SIZES[self._size]
        px = theme().px
        if not self.text():
            return QSize(px(height), px(height))
        width = self._text_width() + 2 * px(8 if self._variant == "quiet" else padding)
        width += sum(px(icon) + px(gap) for shape in (self._icon_name, self._trailing) if shape)
        if self._hint:
            width += key_cap_size(key_text(self._hint)).width() + px(gap)
        return QSize(round(width) + 2, px(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Entrée presses the button that has the focus, as Space does; with Ctrl it belongs to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge, ink = self._colors()
        _height, padding, gap, token, icon, radius = SIZES[self._size]
        px = theme().px
        if fill or edge:
            paint_box(painter, QRectF(self.rect()), radius, fill, edge)
        middle = self.height() / 2
        if not self.text():
            if self._icon_name:
                origin = QPointF((self.width() - px(icon)) / 2, middle - px(icon) / 2)
                paint_icon(painter, origin.x(), origin.y(), self._icon_name, icon, ink)
            return
        content = self.sizeHint().width() - 2 * px(8 if self._variant == "quiet" else padding)
        x = max(px(6), (self.width() - content) / 2)
        if self._icon_name:
            paint_icon(painter, x, middle - px(icon) / 2, self._icon_name, icon, ink)
            x += px(icon) + px(gap)
        room = QRectF(x, 0, self.width() - x, self.height())
        text = self.text().replace("&&", "&")
        x += paint_text(painter, room, text, token, ink, weight=self._weight(), elide=False) + px(gap)
        if self._trailing:
            tint = "text-3" if ink == "text" else ink
            paint_icon(painter, x, middle - px(icon) / 2, self._trailing, icon, tint)
            x += px(icon) + px(gap)
        if self._hint:
            paint_key_cap(painter, x, middle, key_text(self._hint))

    def _weight(self) -> int:
        return 600 if self._variant in ("primary", "danger") else 500

    def _text_width(self) -> float:
        font = theme().font(SIZES[self._size][3], self._weight())
        return QFontMetricsF(font).horizontalAdvance(self.text().replace("&&", "&"))

    def _colors(self) -> tuple[str | None, str | None, str]:
        hot, down = self._hovered and self.isEnabled(), self.isDown() or self.isChecked()
        if not self.isEnabled():
            return (
                (None, None, "text-disabled") if self._variant == "quiet" else ("sunken", "border-2", "text-disabled")
            )
        if self._variant == "primary":
            fill = "accent-hover" if hot or down else "accent"
            return fill, fill, "on-accent"
        if self._variant == "danger":
            return "danger-solid", "danger-mark" if hot or down else "danger-solid", "on-danger"
        if self._variant == "quiet":
            return ("border-2" if down else "hover" if hot else None), None, "accent-fg"
        return ("border-2" if down else "hover" if hot else "surface"), "border-2", "text"


class IconButton(Button):
    """An icon alone: close, fold, lock and the like, with its name as tooltip and accessible name."""

    def __init__(self, icon: str, name: str, *, size: str = "dense", parent: QWidget | None = None) -> None:
        super().__init__("", variant="quiet", size=size, icon=icon, name=name, parent=parent)

    def _colors(self) -> tuple[str | None, str | None, str]:
        fill, edge, ink = super()._colors()
        return fill, edge, "text-2" if ink == "accent-fg" else ink


class PrimaryButton(Button):
    """A primary button that Designer can place: its text comes from the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(variant="primary", parent=parent)


class SecondaryButton(Button):
    """A secondary button that Designer can place: its text comes from the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)


class KeyCap(QWidget):
    """A key as it is drawn on the keyboard, for help lines. Give it Qt's portable text."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key_text(keys))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        box = key_cap_size(key_text(self._keys))
        return QSize(round(box.width()) + 1, round(box.height()) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key_cap(painter, 0, self.height() / 2, key_text(self._keys))


def spread(button: QPushButton) -> None:
    """Let a button take the width it is offered."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def focus_by_keyboard_only(button: QPushButton) -> None:
    """A click leaves the focus where it is: beside a scan field."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
