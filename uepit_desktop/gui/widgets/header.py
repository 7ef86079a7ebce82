"""The 64 px header of a page: its title, a line below, its actions, and the way into the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ...language import tr
from ..shell.actions import key_text
from ..shell.theme import theme
from .buttons import Button
from .icons import paint_icon
from .labels import Label
from .layouts import HBox, VBox, size
from .painting import key_cap_size, paint_box, paint_key_cap, paint_text


class PageHeader(QWidget):
    """Title, subtitle, actions, palette field. ``palette_asked`` fires when the field is clicked."""

    palette_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size(self, height=64)
        self._row = HBox(self, margins=(24, 0, 24, 0), spacing=8)
        words = VBox(spacing=0)
        words.addStretch(1)
        self.title = Label("", "title", elide=True)
        self.subtitle = Label("", "small", color="text-3", elide=True)
        self.subtitle.hide()
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self.palette_field = _PaletteField(self)
        self.palette_field.clicked.connect(self.palette_asked)
        self._row.addWidget(self.palette_field)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """The one title of the screen and the line below it."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add(self, widget: QWidget) -> None:
        """Put an action before the palette field."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def add_button(self, text: str, *, icon: str = "", variant: str = "secondary") -> Button:
        """Put a button before the palette field and give it back."""
        button = Button(text, icon=icon, variant=variant)
        self.add(button)
        return button

    def resizeEvent(self, event: object) -> None:
        # a narrow window keeps the icon and the key of the palette, and leaves the room to the title
        self.palette_field.set_narrow(self.width() < theme().px(900))
        super().resizeEvent(event)  # type: ignore[arg-type]


class _PaletteField(QPushButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setAccessibleName(tr("Search or act"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = theme().px
        if self._narrow:
            return QSize(px(44) + round(key_cap_size(key_text("Ctrl+K")).width()), px(36))
        return QSize(px(236), px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        fill = "hover" if self.underMouse() else "surface"
        paint_box(painter, QRectF(self.rect()), 8, fill, "border-2")
        paint_icon(painter, px(11), self.height() / 2 - px(8), "search", 16, "text-3")
        cap = key_cap_size(key_text("Ctrl+K")).width()
        if not self._narrow:
            room = QRectF(px(35), 0, self.width() - px(35) - cap - px(16), self.height())
            paint_text(painter, room, tr("Search or act"), "small", "text-3", align=Qt.AlignmentFlag.AlignLeft)
        paint_key_cap(painter, self.width() - cap - px(9), self.height() / 2, key_text("Ctrl+K"))
