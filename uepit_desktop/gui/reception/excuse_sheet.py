"""Excusing an absence (Shift+F5): whose, and the reason when it is told. Enter notes it, with or without a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.layouts import HBox, VBox
from ..widgets.sheet_head import SheetHead

_LONGEST = 500


class ExcuseSheet(Sheet):
    """``note`` is called with the reason, "" when none was told. The words leave the widget with the sheet."""

    def __init__(self, window: QWidget, name: str, note: Callable[[str], object]) -> None:
        super().__init__(window, width=480, name=tr("Excuse the absence"))
        self._note = note
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        column.addLayout(SheetHead("circle-minus", tr("Excuse the absence"), name))
        kept = tr("It stays in the event file: neither shown at the desk nor printed.")
        self.reason = TextField(tr("Reason (may stay empty)"), help_text=kept)
        self.reason.edit.setMaxLength(_LONGEST)
        self.reason.edit.returnPressed.connect(self.save)
        column.addWidget(self.reason)
        row = HBox(spacing=8)
        row.addStretch(1)
        leave = Button(tr("Cancel"))
        leave.clicked.connect(self.close_sheet)
        self.keep = Button(tr("Excuse the absence"), variant="primary", shortcut_hint="Return")
        self.keep.clicked.connect(self.save)
        row.addWidget(leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        show_over(window, self)
        self.reason.edit.setFocus()

    def save(self) -> None:
        """Note it."""
        reason = self.reason.text()
        self.close_sheet()
        self._note(reason)

    def close_sheet(self) -> None:
        self.reason.edit.clear()
        super().close_sheet()
