"""The question before a person is erased for good: the only one that is asked by typing a word."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...language import tr
from ...language.folding import fold
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox


class EraseSheet(Sheet):
    """Erasing cannot be undone: the person at the keyboard types the word that says so."""

    confirmed = Signal()

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window, width=480, name=tr("Erase {name}", name=name))
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        head = HBox(spacing=12)
        head.addWidget(IconLabel("trash-2", 24, "danger-mark"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(tr("Erase {name}?", name=name), 18, weight=600, wrap=True), 1)
        column.addLayout(head)
        column.addWidget(
            Label(
                tr(
                    "Everything about this person leaves this laptop, the search and the files to come; the other "
                    "laptops do the same at the next exchange. This cannot be undone."
                ),
                color="text-2",
                wrap=True,
            )
        )
        self.word = tr("erase")
        self.field = TextField(tr("Type “{word}” to confirm", word=self.word))
        self.field.changed.connect(self._on_typed)
        self.field.edit.returnPressed.connect(self._confirm)
        column.addWidget(self.field)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.keep = Button(tr("Keep"))
        self.keep.clicked.connect(self.close_sheet)
        self.erase = Button(tr("Erase for good"), variant="danger", icon="trash-2")
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self._confirm)
        row.addWidget(self.keep)
        row.addWidget(self.erase)
        column.addLayout(row)
        show_over(window, self)
        self.field.edit.setFocus()

    def _on_typed(self, text: str) -> None:
        self.erase.setEnabled(fold(text.strip()) == fold(self.word))

    def _confirm(self) -> None:
        if self.erase.isEnabled():
            self.close_sheet()
            self.confirmed.emit()
