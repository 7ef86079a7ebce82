"""Layouts and sizes that follow the zoom: give them the numbers of the design system, at 100 %."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..shell.theme import theme

Margins = tuple[int, int, int, int]


class VBox(QVBoxLayout):
    """A column; margins (left, top, right, bottom) and spacing in pixels at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> None:
        super().__init__(*([parent] if parent is not None else []))
        follow_zoom(self, margins, spacing)


class HBox(QHBoxLayout):
    """A row; margins (left, top, right, bottom) and spacing in pixels at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> None:
        super().__init__(*([parent] if parent is not None else []))
        follow_zoom(self, margins, spacing)


class Grid(QGridLayout):
    """A grid; margins and spacing in pixels at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> None:
        super().__init__(*([parent] if parent is not None else []))
        follow_zoom(self, margins, spacing)


class FlowLayout(QLayout):
    """A row that wraps: chips, filters. Spacing in pixels at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), spacing: int = 8) -> None:
        super().__init__(*([parent] if parent is not None else []))
        self._items: list[QLayoutItem] = []
        follow_zoom(self, margins, spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        gap, y = self.spacing(), area.y()
        for line in self._lines(area.width(), gap):
            height = max(item.sizeHint().height() for item in line)
            x = area.x()
            for item in line:
                size = item.sizeHint()
                if place:
                    middle = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), QSize(min(size.width(), area.width()), size.height())))
                x += size.width() + gap
            y += height + gap
        return max(area.y(), y - gap) - rect.y() + self.contentsMargins().bottom()

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not lines or used + gap + wanted > width:
                lines.append([])
                used = -gap
            lines[-1].append(item)
            used += gap + wanted
        return lines


class _Scaler(QObject):
    """Keeps one layout or widget at its size tokens."""

    def __init__(self, target: QObject) -> None:
        super().__init__(target)
        theme().changed.connect(self.scale)

    def scale(self) -> None: ...


class _LayoutScaler(_Scaler):
    def __init__(self, layout: QLayout, margins: Margins, spacing: int) -> None:
        super().__init__(layout)
        self._layout, self._margins, self._spacing = layout, margins, spacing
        self.scale()

    def scale(self) -> None:
        px = theme().px
        self._layout.setContentsMargins(QMargins(*(px(m) for m in self._margins)))
        self._layout.setSpacing(px(self._spacing))


class _SizeScaler(_Scaler):
    def __init__(self, widget: QWidget, sizes: dict[str, int]) -> None:
        super().__init__(widget)
        self._widget, self._sizes = widget, sizes
        self.scale()

    def scale(self) -> None:
        px = theme().px
        for name, value in self._sizes.items():
            getattr(self._widget, _SETTERS[name])(px(value))


_SETTERS = {
    "width": "setFixedWidth",
    "height": "setFixedHeight",
    "min_width": "setMinimumWidth",
    "min_height": "setMinimumHeight",
    "max_width": "setMaximumWidth",
    "max_height": "setMaximumHeight",
}


def follow_zoom(layout: QLayout, margins: Margins, spacing: int) -> None:
    """Keep margins and spacing of ``layout`` at these pixels of 100 %, whatever the zoom."""
    _LayoutScaler(layout, margins, spacing)


def size(widget: QWidget, **sizes: int) -> None:
    """Keep sizes of ``widget`` at pixels of 100 %: width, height, min_width, min_height, max_width, max_height."""
    _SizeScaler(widget, sizes)


class Switching(QObject):
    """Lays a box in a row when its widget is at least ``width`` pixels of 100 % wide, in a column below that."""

    def __init__(self, widget: QWidget, box: QBoxLayout, width: int) -> None:
        super().__init__(widget)
        self._box, self._width = box, width
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            wide = watched.width() >= theme().px(self._width)
            direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            if self._box.direction() != direction:
                self._box.setDirection(direction)
        return False


def two_columns(body: QBoxLayout, shares: tuple[int, int], below: int) -> tuple[VBox, VBox]:
    """Two columns of cards in what ``body`` has left, that scroll when the window is small and stand one below the
    other when it is narrower than ``below`` (pixels at 100 %). ``shares`` are their parts of the width.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    inside.setProperty("plain", True)
    area.setWidget(inside)
    body.addWidget(area, 1)
    grid = HBox(inside, spacing=16)
    Switching(inside, grid, below)
    left, right = QWidget(), QWidget()
    columns = (VBox(left, spacing=16), VBox(right, spacing=16))
    grid.addWidget(left, shares[0])
    grid.addWidget(right, shares[1])
    return columns
