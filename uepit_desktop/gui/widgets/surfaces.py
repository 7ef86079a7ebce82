"""Cards, banners, empty states: the surfaces that hold content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ...language import tr
from ..shell.theme import theme
from .buttons import Button
from .chips import Chip
from .icons import IconLabel
from .labels import Label
from .layouts import HBox, VBox, size
from .painting import MEANING_ICONS, paint_box


class Card(QFrame):
    """A surface with a 1 px edge and radius 12. ``body`` is its column; give ``title`` for the 44 px header.

    ``flush=True`` leaves the body without padding, for lists and tables that run from edge to edge; the card then
    paints its corners over theirs, since Qt does not clip a child by a radius.
    """

    def __init__(
        self,
        title: str = "",
        meta: str = "",
        *,
        flush: bool = False,
        radius: int = 12,
        padding: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._radius = radius
        self._fill, self._edge, self._edge_width = "surface", "border", 1
        frame = VBox(self, margins=(1, 1, 1, 1), spacing=0)
        self.header: SectionHeader | None = None
        if title:
            self.header = SectionHeader(title, meta)
            frame.addWidget(self.header)
            self.setAccessibleName(title)
        inside = padding - 1  # the edge takes one pixel
        margins = (0, 0, 0, 0) if flush else (inside, 0 if title else inside, inside, inside)
        self.body: QVBoxLayout = VBox(margins=margins, spacing=0 if flush else 8)
        frame.addLayout(self.body, 1)
        self._corners = _Corners(self, radius) if flush else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._corners is not None:
            self._corners.setGeometry(self.rect())
            self._corners.raise_()

    def set_look(self, fill: str = "surface", edge: str = "border", edge_width: int = 1) -> None:
        """Other tokens: a chosen card has a 2 px ``accent`` edge on ``accent-soft``."""
        self._fill, self._edge, self._edge_width = fill, edge, edge_width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), self._radius, self._fill, self._edge, self._edge_width)


class _Corners(QWidget):
    """The ground and the edge of a card at its four corners, over whatever runs into them."""

    def __init__(self, card: QWidget, radius: int) -> None:
        super().__init__(card)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme().px(self._radius)
        box = QRectF(self.rect())
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(box)
        inside.addRoundedRect(box, side, side)
        painter.fillPath(outside - inside, theme().color("bg"))
        painter.setClipRegion(
            QRegion(self.rect())
            - QRegion(self.rect().adjusted(side, 0, -side, 0))
            - QRegion(self.rect().adjusted(0, side, 0, -side))
        )
        paint_box(painter, box, self._radius, None, "border")


class SectionHeader(QWidget):
    """The 44 px header of a card: a title, an optional count, a caption on the right."""

    def __init__(self, title: str, meta: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size(self, height=44)
        self.row = HBox(self, margins=(15, 0, 15, 0), spacing=8)
        self.title = Label(title, weight=600)
        self.meta = Label(meta, "caption", color="text-3", elide=True)
        self.meta.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.row.addWidget(self.title)
        self.row.addWidget(self.meta, 1)

    def add_chip(self, chip: Chip) -> None:
        """Put a count beside the title."""
        self.row.insertWidget(self.row.count() - 1, chip)


class Line(QWidget):
    """A 1 px line in ``border`` (or another token), horizontal."""

    def __init__(self, color: str = "border", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        size(self, height=1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color(self._color))


class StatusBanner(QFrame):
    """A meaning in colour, icon and one sentence, with at most one action."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str = "",
        meaning: str = "info",
        *,
        action: str = "",
        icon: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._meaning = meaning
        row = HBox(self, margins=(14, 9, 10, 9), spacing=10)
        self._icon = IconLabel(icon or MEANING_ICONS[meaning], 18, f"{meaning}-mark")
        self._text = Label(text, color=f"{meaning}-fg", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        wraps = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        wraps.setHeightForWidth(True)
        self._text.setSizePolicy(wraps)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.action = Button(action, size="dense")
        self.action.clicked.connect(self.acted)
        row.addWidget(self.action)  # before it may be shown: without a parent it would be a window of its own
        self.action.setVisible(bool(action))
        if closable:
            close = Button(size="dense", variant="quiet", icon="x", name=tr("Close"))
            close.clicked.connect(self.hide)
            close.clicked.connect(self.closed)
            row.addWidget(close)
        as_high_as_its_text = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        as_high_as_its_text.setHeightForWidth(True)
        self.setSizePolicy(as_high_as_its_text)
        self.setAccessibleName(text)

    def show_text(self, text: str, meaning: str | None = None, *, action: str | None = None, icon: str = "") -> None:
        """Another sentence, and another meaning or action when given; shows the banner."""
        if meaning is not None:
            self._meaning = meaning
        self._icon.show_icon(icon or MEANING_ICONS[self._meaning], f"{self._meaning}-mark")
        self._text.setText(text)
        self._text.set_color(f"{self._meaning}-fg")
        self.setAccessibleName(text)
        if action is not None:
            self.action.setText(action)
            self.action.setVisible(bool(action))
        self.show()
        if (layout := self.layout()) is not None:
            layout.activate()  # whoever fits itself to this banner now finds its new height
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), 8, f"{self._meaning}-soft", f"{self._meaning}-line")


class EmptyState(QWidget):
    """Nothing to show: an icon, one line of fact, one line of why, one action."""

    def __init__(
        self,
        icon: str,
        fact: str,
        why: str = "",
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = VBox(self, margins=(16, 16, 16, 16), spacing=6)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(icon, 32, "text-3"), 0, middle)
        self.fact = Label(fact, weight=600, wrap=True)
        self.why = Label(why, "small", color="text-2", wrap=True)
        for label in (self.fact, self.why):
            label.setAlignment(middle)
            column.addWidget(label)
        self.why.setVisible(bool(why))
        self.button = Button(action, size="dense")
        if run is not None:
            self.button.clicked.connect(lambda: run())
        column.addSpacing(theme().px(4))
        column.addWidget(self.button, 0, middle)
        self.button.setVisible(bool(action))
        column.addStretch(1)

    def set_text(self, fact: str, why: str = "") -> None:
        """Other lines."""
        self.fact.setText(fact)
        self.why.setText(why)
        self.why.setVisible(bool(why))
