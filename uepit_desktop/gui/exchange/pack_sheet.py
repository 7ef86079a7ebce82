"""Preparing another laptop: a pack on a key, and six words said aloud that open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from ...event import UserError
from ...exchange import new_passphrase, pack
from ...language import tr
from ..shell.context import AppContext
from ..shell.sheet import Sheet, show_over
from ..shell.tasks import Task
from ..widgets.buttons import Button
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.progress import ProgressCancel
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import Card, StatusBanner


class PackSheet(Sheet):
    """Shows six words, writes the pack where the person says, and says when it is verified."""

    def __init__(self, window: QWidget, context: AppContext, folder: Path | None, ended: Callable[[], object]) -> None:
        super().__init__(window, width=560, name=tr("Prepare another laptop"))
        self._context, self._folder, self._when_done = context, folder, ended
        self._task: Task | None = None
        self.passphrase = new_passphrase()
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        why = tr("The new laptop opens the pack with these six words, once. Say them or print them; never put them "
                 "on the same key.")  # fmt: skip
        column.addLayout(SheetHead("key-round", tr("Prepare another laptop"), why))
        card = Card()
        card.set_look("sunken", "border")
        self.words = Label(self.passphrase.replace("-", " - "), 20, weight=600, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(tr("The six words: {words}", words=self.passphrase.replace("-", ", ")))
        card.body.addWidget(self.words)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.print_button = Button(tr("Print the words"), icon="printer", size="dense")
        self.print_button.clicked.connect(self.print_words)
        self.other_button = Button(tr("Other words"), icon="refresh-cw", size="dense")
        self.other_button.clicked.connect(self._change_words)
        row.addWidget(self.print_button)
        row.addWidget(self.other_button)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
        self.banner = StatusBanner("", "success")
        self.banner.hide()
        column.addWidget(self.banner)
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        buttons = HBox(spacing=8)
        buttons.addStretch(1)
        self.close_button = Button(tr("Close"))
        self.close_button.clicked.connect(self.close_sheet)
        self.write_button = Button(tr("Write the pack"), variant="primary", icon="upload")
        self.write_button.clicked.connect(self._choose_and_write)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        column.addLayout(buttons)
        show_over(window, self)
        self.write_button.setFocus()

    def write_into(self, folder: Path) -> None:
        """Write the pack in ``folder``."""
        if self._task is not None:
            return
        self.banner.hide()
        for button in (self.write_button, self.other_button):
            button.setEnabled(False)
        self._task = self._context.tasks.run(
            pack, self._context.event, folder, self.passphrase,
            then=self._on_written, failed=self._on_refused, ended=self._on_ended, owner=self,
        )  # fmt: skip
        self.progress.follow(self._task, at_once=True)
        self.place()

    def print_words(self) -> None:
        """Send the words to a printer, with what they are for."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.words_page().print_(printer)

    def words_page(self) -> QTextDocument:
        """The sheet of paper that goes with the new laptop."""
        document = QTextDocument()
        title = tr("Six words for a new laptop")
        use = tr("On the new laptop: « Join an event », choose the pack, type these words. Then destroy this sheet.")
        words = self.passphrase.replace("-", "&nbsp;-&nbsp;")
        document.setHtml(f"<h2>{title}</h2><p style='font-size:22pt'><b>{words}</b></p><p>{use}</p>")
        return document

    def _choose_and_write(self) -> None:
        start = str(self._folder) if self._folder is not None else ""
        chosen = QFileDialog.getExistingDirectory(self, tr("Where to write the pack"), start)
        if chosen:
            self.write_into(Path(chosen))

    def _change_words(self) -> None:
        self.passphrase = new_passphrase()
        self.words.setText(self.passphrase.replace("-", " - "))
        self.words.setAccessibleName(tr("The six words: {words}", words=self.passphrase.replace("-", ", ")))

    def _on_written(self, result: Any) -> None:
        self.banner.show_text(result.message, "success")
        self.write_button.hide()
        self.close_button.setFocus()
        self._when_done()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self.write_button.setEnabled(True)
        self.other_button.setEnabled(True)

    def _on_ended(self) -> None:
        self._task = None
        self.progress.stop()
        self.place()
