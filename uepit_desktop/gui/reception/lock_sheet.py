"""When the desk hides its names by itself, and with which code it shows them again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...language import tr, trn
from ..shell.settings import Settings
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.fields import CheckBox, Select, TextField
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.sheet_head import SheetHead
from .lock_code import SHORTEST, kept_code

_MINUTES = (0, 2, 5, 10, 20, 30, 60)


class LockSheet(Sheet):
    """Changes ``settings``. ``lock_asked`` fires on « Verrouiller maintenant »."""

    lock_asked = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window, width=480, name=tr("Lock of the screen"))
        self._settings = settings
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        why = tr("A locked desk shows no name and still notes the badges that are scanned.")
        column.addLayout(SheetHead("lock", tr("Lock of the screen"), why))
        column.addWidget(Label(tr("Lock after"), "small", color="text-2", weight=500))
        self.minutes = Select(tr("Lock after"))
        for minutes in sorted({*_MINUTES, settings.lock_minutes}):
            text = (
                trn("{n} minute without activity", "{n} minutes without activity", minutes) if minutes else tr("Never")
            )
            self.minutes.addItem(text, minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(settings.lock_minutes))
        column.addWidget(self.minutes)
        self.asks = CheckBox(tr("Ask for a code to unlock"))
        self.asks.setChecked(bool(settings.lock_code))
        self.asks.toggled.connect(self._on_asks)
        column.addWidget(self.asks)
        kept = tr("Leave empty to keep the present code.") if settings.lock_code else ""
        self.code = TextField(tr("Code"), secret=True, help_text=kept or tr("It stays on this computer."))
        self.code.edit.returnPressed.connect(self.save)
        column.addWidget(self.code)
        self.code.setVisible(bool(settings.lock_code))
        row = HBox(spacing=8)
        self.now = Button(tr("Lock now"), icon="lock")
        self.now.clicked.connect(self._lock_now)
        self.leave = Button(tr("Cancel"))
        self.leave.clicked.connect(self.close_sheet)
        self.keep = Button(tr("Keep this choice"), variant="primary")
        self.keep.clicked.connect(self.save)
        row.addWidget(self.now)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        show_over(window, self)
        self.minutes.setFocus()

    def save(self) -> bool:
        """Keep the choices; False when the code is too short."""
        settings, code = self._settings, self.code.text()
        if self.asks.isChecked() and (code or not settings.lock_code) and len(code) < SHORTEST:
            self.code.set_error(trn("A code has {n} sign at least.", "A code has {n} signs at least.", SHORTEST))
            self.code.edit.setFocus()
            self.place()
            return False
        if not self.asks.isChecked():
            settings.lock_code = ""
        elif code:
            settings.lock_code = kept_code(code)
        settings.lock_minutes = int(self.minutes.currentData())
        settings.save()
        self.close_sheet()
        return True

    def _lock_now(self) -> None:
        if self.save():
            self.lock_asked.emit()

    def _on_asks(self, asks: bool) -> None:
        self.code.setVisible(asks)
        self.place()
        if asks:
            self.code.edit.setFocus()
