"""Fourth step of the import: how far it is, then what it did."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.tasks import Task
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.progress import ProgressCancel
from ..widgets.surfaces import Card


class ImportStep(QWidget):
    """Progress with a way out, then the summary and where to go from there."""

    finished = Signal()
    undo_asked = Signal()
    another_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = VBox(self, spacing=0)
        card = Card()
        column.addWidget(card, 1)
        card.body.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel("upload", 60, "accent")
        card.body.addWidget(self._icon, 0, middle)
        self.title = Label("", "title", weight=600, wrap=True)
        self.title.setAlignment(middle)
        card.body.addWidget(self.title)
        self.detail = Label("", color="text-2", wrap=True)
        self.detail.setAlignment(middle)
        card.body.addWidget(self.detail)
        self.progress = ProgressCancel()
        size(self.progress, min_width=320, max_width=480)
        card.body.addWidget(self.progress, 0, middle)
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, margins=(0, 8, 0, 0), spacing=8)
        self.see_button = Button(tr("See the participants"), variant="primary", icon="users")
        self.see_button.clicked.connect(self.finished)
        self.undo_button = Button(tr("Undo the import"), icon="undo-2", shortcut_hint="Ctrl+Z")
        self.undo_button.clicked.connect(self.undo_asked)
        self.another_button = Button(tr("Import another file"), icon="file-plus")
        self.another_button.clicked.connect(self.another_asked)
        for button in (self.see_button, self.undo_button, self.another_button):
            row.addWidget(button)
        size(self._buttons, max_width=640)
        centred = HBox()
        centred.addStretch(1)
        centred.addWidget(self._buttons, 10)
        centred.addStretch(1)
        card.body.addLayout(centred)
        card.body.addStretch(1)

    def show_running(self, task: Task, title: str) -> None:
        """The import is under way."""
        self._icon.show_icon("upload", "accent")
        self.title.setText(title)
        self.detail.setText(tr("Cancelling puts everything back as it was."))
        self._buttons.hide()
        self.progress.follow(task, at_once=True)

    def show_done(self, title: str, detail: str, *, wrote: bool) -> None:
        """The import is done: what it did."""
        self.progress.stop()
        self._icon.show_icon("circle-check", "success-mark")
        self.title.setText(title)
        self.detail.setText(detail)
        self.undo_button.setVisible(wrote)
        self._buttons.show()
        self.see_button.setFocus()

    def stop(self) -> None:
        """The import ended without being done."""
        self.progress.stop()
