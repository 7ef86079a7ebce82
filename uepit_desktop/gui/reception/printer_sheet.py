"""Which printer prints badges, whether each arrival does, and what becomes of those that wait."""

from __future__ import annotations

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QWidget

from ...language import tr, trn
from ..shell.settings import Settings
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.fields import CheckBox, Select
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import StatusBanner
from .print_queue import PrintQueue, listing_command


class PrinterSheet(Sheet):
    """Changes ``settings``. The system's printers are asked for by another process, so that none makes it wait."""

    def __init__(self, window: QWidget, settings: Settings, queue: PrintQueue) -> None:
        super().__init__(window, width=520, name=tr("Printer of badges"))
        self._settings, self._queue = settings, queue
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        why = tr("A printer that fails never delays an arrival: its badges wait and are tried again.")
        column.addLayout(SheetHead("printer", tr("Printer of badges"), why))
        self.banner = StatusBanner("", "warning")
        column.addWidget(self.banner)
        waiting = HBox(spacing=8)
        self.again = Button(tr("Try again now"), size="dense", icon="refresh-cw")
        self.again.clicked.connect(self._try_again)
        self.forget = Button(tr("Leave them"), size="dense", icon="x")
        self.forget.clicked.connect(self._forget)
        waiting.addWidget(self.again)
        waiting.addWidget(self.forget)
        waiting.addStretch(1)
        column.addLayout(waiting)
        column.addWidget(Label(tr("Printer"), "small", color="text-2", weight=500))
        self.printer = Select(tr("Printer"))
        self.printer.addItem(tr("None: a PDF to open and print"), "")
        if settings.printer:
            self.printer.addItem(settings.printer, settings.printer)
        self.printer.setCurrentIndex(self.printer.findData(settings.printer))
        self.printer.currentIndexChanged.connect(self._on_printer)
        column.addWidget(self.printer)
        self.looking = Label(tr("Looking for the printers of this computer…"), "caption", color="text-3")
        column.addWidget(self.looking)
        self.on_arrival = CheckBox(tr("Print the badge of each arrival that has none yet"))
        self.on_arrival.setChecked(settings.print_on_arrival)
        column.addWidget(self.on_arrival)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.leave = Button(tr("Cancel"))
        self.leave.clicked.connect(self.close_sheet)
        self.keep = Button(tr("Keep this choice"), variant="primary")
        self.keep.clicked.connect(self.save)
        row.addWidget(self.leave)
        row.addWidget(self.keep)
        column.addLayout(row)
        self._on_printer()
        queue.changed.connect(self._show_queue)
        self._show_queue()
        show_over(window, self)
        self.printer.setFocus()
        self._list = QProcess(self)
        self._list.finished.connect(self._on_listed)
        program, *arguments = listing_command()
        self._list.start(program, arguments)

    def close_sheet(self) -> None:
        self._stop_listing()
        super().close_sheet()

    def show_example(self, names: list[str]) -> None:
        """For a picture: these printers, the first one chosen, whatever this computer has."""
        self._stop_listing()
        self.offer(names)
        self.printer.setCurrentIndex(self.printer.count() - 1)
        self.on_arrival.setChecked(True)

    def offer(self, names: list[str]) -> None:
        """The printers of this computer, besides the one in use."""
        for name in names:
            if self.printer.findData(name) < 0:
                self.printer.addItem(name, name)
        found = trn("{n} printer on this computer", "{n} printers on this computer", len(names))
        self.looking.setText(found if names else tr("No printer on this computer."))

    def save(self) -> None:
        """Keep the choices; what waits goes to the printer chosen."""
        self._settings.printer = str(self.printer.currentData() or "")
        self._settings.print_on_arrival = self.on_arrival.isChecked() and bool(self._settings.printer)
        self._settings.save()
        self.close_sheet()
        self._queue.try_again()
        self._queue.changed.emit()

    def _stop_listing(self) -> None:
        self._list.blockSignals(True)
        self._list.kill()
        self._list.waitForFinished(500)

    def _on_listed(self) -> None:
        said = bytes(self._list.readAllStandardOutput().data()).decode(errors="replace")
        self.offer([name for name in said.splitlines() if name.strip()])

    def _on_printer(self) -> None:
        self.on_arrival.setEnabled(bool(self.printer.currentData()))

    def _show_queue(self) -> None:
        count, trouble = self._queue.waiting, self._queue.trouble
        waits = trn("{n} badge waits.", "{n} badges wait.", count)
        self.banner.show_text(f"{trouble} {waits}".strip(), "warning" if trouble else "info")
        for widget in (self.banner, self.again, self.forget):
            widget.setVisible(count > 0)
        self.place()

    def _try_again(self) -> None:
        self._queue.try_again()
        self.printer.setFocus()

    def _forget(self) -> None:
        self._queue.forget_all()
        self.printer.setFocus()
