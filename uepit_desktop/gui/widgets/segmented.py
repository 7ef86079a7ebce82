"""A choice of two to five, all visible: the segmented control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from ..shell.theme import theme
from .icons import paint_icon
from .layouts import HBox, size
from .painting import paint_box, paint_text


class SegmentedControl(QWidget):
    """Exclusive segments; the arrows move among them. ``chosen(key)`` fires when a person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        segments: Sequence[tuple[str, str]],
        *,
        icons: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``segments`` are ``(key, text)``; the first is chosen to begin with."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        size(self, height=36)
        row = HBox(self, margins=(3, 3, 3, 3), spacing=0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._segments: dict[str, _Segment] = {}
        for key, text in segments:
            segment = _Segment(text, (icons or {}).get(key, ""), self)
            segment.setAccessibleName(f"{name}, {text}")
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        if segments:
            self.choose(segments[0][0])

    def choose(self, key: str) -> None:
        """Show this segment as chosen, without a signal."""
        for other, segment in self._segments.items():
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self._segments[key].setChecked(True)

    @property
    def current(self) -> str:
        """The key of the chosen segment, empty when there is none."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def move(self, step: int) -> None:  # type: ignore[override]
        """Choose the neighbour, as the arrows do."""
        keys = list(self._segments)
        target = keys[(keys.index(self.current) + step) % len(keys)]
        self.choose(target)
        self._segments[target].setFocus()
        self.chosen.emit(target)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), 8, "hover", "border-2")


class _Segment(QToolButton):
    def __init__(self, text: str, icon: str, control: SegmentedControl) -> None:
        super().__init__(control)
        self._control, self._icon_name = control, icon
        self.setText(text)
        self.setCheckable(True)
        self.setProperty("ring_radius", 6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        px = theme().px
        width = QFontMetricsF(theme().font("small", 600)).horizontalAdvance(self.text()) + px(26)
        return QSize(round(width) + (px(20) if self._icon_name else 0), px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._control.move(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            paint_box(painter, QRectF(self.rect()), 6, "surface", "border-2")
        ink = "text-disabled" if not self.isEnabled() else "text" if on else "text-2"
        room = QRectF(self.rect())
        if self._icon_name:
            paint_icon(painter, px(12), (self.height() - px(16)) / 2, self._icon_name, 16, ink)
            room.setLeft(px(24))
        middle = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, room, self.text(), "small", ink, weight=600 if on else 500, align=middle, elide=False)
