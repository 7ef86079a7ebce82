"""What the sheets share that show rows: a head with an icon, a body that scrolls, a banner, a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ...language import tr
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.surfaces import StatusBanner
from .sheet import Sheet, show_over


class FramedSheet(Sheet):
    """Fill ``rows`` and ``buttons``, then ``show_sheet``. ``rows`` scrolls when it is higher than the window."""

    def __init__(self, window: QWidget, icon: str, title: str, why: str = "", *, width: int = 600) -> None:
        super().__init__(window, width=width, name=title)
        self.column = column = VBox(margins=(20, 20, 20, 20), spacing=12)
        self.content.addLayout(column)
        head = HBox(margins=(4, 0, 4, 0), spacing=12)
        head.addWidget(IconLabel(icon, 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=2)
        words.addWidget(Label(title, 18, weight=600, wrap=True))
        self.why = Label(why, color="text-2", wrap=True)
        words.addWidget(self.why)
        head.addLayout(words, 1)
        column.addLayout(head)
        self.why.setVisible(bool(why))  # once it has a parent: it would be a window of its own
        self.area = _Area()
        self.rows = self.area.column
        column.addWidget(self.area, 1)
        self.banner = StatusBanner("", "info")
        self.banner.hide()
        around = VBox(margins=(4, 0, 4, 0))
        around.addWidget(self.banner)
        column.addLayout(around)
        self.buttons = HBox(margins=(4, 0, 4, 0), spacing=8)
        self.buttons.addStretch(1)
        self.leave = Button(tr("Close"))
        self.leave.clicked.connect(self.close_sheet)
        self.buttons.addWidget(self.leave)
        column.addLayout(self.buttons)

    def show_sheet(self, focus: QWidget | None = None) -> None:
        """Open it, with the focus where it serves."""
        show_over(self._window, self)
        (focus or self.leave).setFocus()
        self.settle()

    def focus_soon(self, widget: QWidget) -> None:
        """Give the focus to a widget that is only just being laid out."""
        QTimer.singleShot(0, widget, widget.setFocus)

    def settle(self) -> None:
        """The rows changed: take the height that they need."""
        QTimer.singleShot(0, self, self.place)

    def clear_rows(self) -> None:
        """Empty the body."""
        empty(self.rows)

    def place(self) -> None:
        self.area.updateGeometry()
        super().place()


class _Area(QScrollArea):
    """As high as what it holds, less when the window has no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        size(self, min_height=48)
        self.inside = QWidget()
        self.inside.setProperty("plain", True)
        self.column = VBox(self.inside, margins=(4, 4, 4, 4), spacing=0)  # for the rings
        self.setWidget(self.inside)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.inside
        inner = max(1, width - self.verticalScrollBar().sizeHint().width())
        if inside.hasHeightForWidth():
            return inside.heightForWidth(inner)
        return inside.sizeHint().height()


def empty(layout: HBox | VBox) -> None:
    """Take every widget, and every layout with its widgets, out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)  # type: ignore[arg-type]
