"""The bar at the foot of the import wizard: counts, what holds one back, Back and Continue."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...language import integer, tr, trn
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size


class WizardBar(QWidget):
    """Back is always offered; Continue says in the bar why it is off."""

    back = Signal()
    forward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size(self, height=64)
        row = HBox(self, margins=(24, 0, 24, 0), spacing=8)
        self._ready = _Count("circle-check", "success-mark")
        self._check = _Count("triangle-alert", "warning-mark")
        self._missing = _Count("octagon-alert", "danger-mark")
        for count in (self._ready, self._check, self._missing):
            row.addWidget(count)
        self.note = Label("", "small", color="text-3", elide=True)
        row.addWidget(self.note, 1)
        self.back_button = Button(tr("Back"))
        self.back_button.clicked.connect(self.back)
        self.forward_button = Button(tr("Continue"), variant="primary", trailing_icon="arrow-right")
        self.forward_button.clicked.connect(self.forward)
        row.addWidget(self.back_button)
        row.addWidget(self.forward_button)

    def show_counts(self, ready: int, to_check: int, missing: int) -> None:
        """Lines ready, lines to check, required fields that no column holds; all zero hides them."""
        shown = bool(ready or to_check or missing)
        self._ready.show_count(ready, trn("ready", "ready", ready), shown)
        self._check.show_count(to_check, tr("to check"), shown)
        self._missing.show_count(missing, trn("field missing", "fields missing", missing), missing > 0)

    def show_way(self, words: str, reason: str, note: str = "") -> None:
        """What Continue is called, and why it is off ("" when it is on); ``note`` is said when it is on."""
        self.forward_button.setText(words)
        self.forward_button.setEnabled(not reason)
        self.forward_button.setToolTip(reason)
        self.forward_button.setAccessibleDescription(reason)
        self.note.setText(reason or note)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("surface"))
        painter.fillRect(0, 0, self.width(), theme().px(1), theme().color("border"))


class _Count(QWidget):
    """A mark, a figure, a word."""

    def __init__(self, icon: str, color: str) -> None:
        super().__init__()
        row = HBox(self, margins=(0, 0, 12, 0), spacing=8)
        row.addWidget(IconLabel(icon, 18, color))
        self._figure = Label("", weight=600, tabular=True)
        self._words = Label("", color="text-2")
        row.addWidget(self._figure)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_count(self, count: int, words: str, shown: bool) -> None:
        self._figure.setText(integer(count))
        self._words.setText(words)
        self.setVisible(shown)
