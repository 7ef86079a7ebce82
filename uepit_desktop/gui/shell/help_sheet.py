"""The help of a screen, F1: its keys, those of every screen, and where a scanner can be tried."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...language import tr
from ..widgets.buttons import IconButton, KeyCap
from ..widgets.labels import Label
from ..widgets.layouts import Grid, HBox, VBox
from ..widgets.surfaces import Line
from .actions import KeyHint
from .sheet import Sheet


class HelpSheet(Sheet):
    """Two lists of keys: those of the screen, those of everywhere."""

    def __init__(self, window: QWidget, title: str, screen: Sequence[KeyHint], everywhere: Sequence[KeyHint]) -> None:
        super().__init__(window, width=760, name=tr("Keys of this screen"))
        head = HBox(margins=(24, 14, 14, 10), spacing=8)
        head.addWidget(Label(tr("Keys: {screen}", screen=title), "title"), 1)
        self.close_button = IconButton("x", tr("Close"))
        self.close_button.clicked.connect(self.close_sheet)
        head.addWidget(self.close_button)
        inside = QWidget()
        inside.setProperty("plain", True)
        columns = HBox(inside, margins=(24, 16, 24, 20), spacing=32)
        for heading, hints in ((tr("On this screen"), screen), (tr("Everywhere"), everywhere)):
            if hints:
                columns.addLayout(_column(heading, hints), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        area.setProperty("ring", "none")
        area.setAccessibleName(tr("Keys of this screen"))
        area.setWidget(inside)
        area.setMinimumHeight(min(inside.sizeHint().height(), 560))
        self.content.addLayout(head)
        self.content.addWidget(Line())
        self.content.addWidget(area, 1)

    def open(self) -> None:
        super().open()
        self.close_button.setFocus()


def _column(heading: str, hints: Sequence[KeyHint]) -> VBox:
    column = VBox(spacing=10)
    column.addWidget(Label(heading, "caption", color="text-3", weight=500))
    grid = Grid(spacing=10)
    grid.setColumnStretch(1, 1)
    for row, hint in enumerate(hints):
        caps = HBox(spacing=4)
        for keys in hint.keys.split(" | "):
            caps.addWidget(KeyCap(keys))
        caps.addStretch(1)
        grid.addLayout(caps, row, 0)
        grid.addWidget(Label(hint.text, "small", color="text-2", wrap=True), row, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return column
