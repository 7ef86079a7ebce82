"""Leaving while something is being written to a key: the one time the window asks, by a word to type."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ...language import tr
from ..widgets.buttons import Button
from ..widgets.labels import Label
from ..widgets.layouts import HBox
from .sheet import Sheet
from .tasks import Task, Tasks


class LeavingSheet(Sheet):
    """Says what is under way. ``leave`` fires when the word is typed, or by itself when the work has ended."""

    leave = Signal()

    def __init__(self, window: QWidget, tasks: Tasks, task: Task) -> None:
        super().__init__(window, width=520, name=tr("Something is under way"))
        self._tasks, self._word = tasks, tr("leave")
        self.content.setContentsMargins(24, 20, 24, 20)
        self.content.setSpacing(10)
        self.content.addWidget(Label(tr("Something is under way"), "title", wrap=True))
        self.content.addWidget(Label(f"{task.title}.", weight=500, wrap=True))
        self.content.addWidget(
            Label(
                tr(
                    "The window closes by itself as soon as it is done. To stop it and close now, type « {word} ».",
                    word=self._word,
                ),
                wrap=True,
            )
        )
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Type « {word} »", word=self._word))
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._stop_and_leave)
        self.content.addWidget(self.field)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.stay = Button(tr("Stay"))
        self.stay.clicked.connect(self.close_sheet)
        self.go = Button(tr("Close now"), variant="danger")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._stop_and_leave)
        row.addWidget(self.stay)
        row.addWidget(self.go)
        self.content.addLayout(row)
        tasks.ended.connect(self._on_ended)
        self.closed.connect(lambda: tasks.ended.disconnect(self._on_ended))

    def open(self) -> None:
        super().open()
        self.field.setFocus()

    def _on_text(self, text: str) -> None:
        self.go.setEnabled(text.strip().casefold() == self._word.casefold())

    def _stop_and_leave(self) -> None:
        if self.go.isEnabled():
            for task in self._tasks.under_way:
                task.cancel()
            self.close_sheet()
            self.leave.emit()

    def _on_ended(self, _task: Task) -> None:
        if not any(task.title for task in self._tasks.under_way):
            self.close_sheet()
            self.leave.emit()
