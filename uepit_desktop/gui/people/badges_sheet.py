"""Printing badges: for whom, on which sheets, into which file; progress, and the question when some were printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ...event import UserError
from ...language import tr, trn
from ..shell.context import AppContext
from ..shell.sheet import Sheet, show_over
from ..shell.tasks import Task
from ..widgets.buttons import Button
from ..widgets.layouts import HBox, VBox
from ..widgets.progress import ProgressCancel
from ..widgets.segmented import SegmentedControl
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import StatusBanner


class BadgesSheet(Sheet):
    """``people`` are ids in the order to print; None prints everyone registered."""

    printed = Signal(object)
    """Path of the PDF."""

    def __init__(self, window: QWidget, context: AppContext, people: Sequence[str] | None, whom: str) -> None:
        super().__init__(window, width=520, name=tr("Print badges"))
        self._context = context
        self._people = list(people) if people is not None else None
        self._task: Task | None = None
        self._path: Path | None = None
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        column.addLayout(SheetHead("printer", tr("Print badges"), whom))
        layouts = [("a4", tr("A4 sheets to cut")), ("labels", tr("Labels")), ("single", tr("One a page"))]
        self.layout_choice = SegmentedControl(tr("Sheets"), layouts)
        column.addWidget(self.layout_choice)
        self.banner = StatusBanner("", "info")
        self.banner.hide()
        column.addWidget(self.banner)
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.close_button = Button(tr("Close"))
        self.close_button.clicked.connect(self.close_sheet)
        self.new_button = Button(tr("Only those never printed"))
        self.new_button.clicked.connect(lambda: self._print(only_new=True))
        self.again_button = Button(tr("Print them all again"))
        self.again_button.clicked.connect(lambda: self._print(reprint=True))
        self.open_button = Button(tr("Open the PDF"), variant="primary", icon="file-text")
        self.open_button.clicked.connect(self._open_file)
        self.print_button = Button(tr("Make the PDF"), variant="primary", icon="printer")
        self.print_button.clicked.connect(self._choose_and_print)
        buttons = (self.close_button, self.new_button, self.again_button, self.open_button, self.print_button)
        for button in buttons:
            row.addWidget(button)
        for button in (self.new_button, self.again_button, self.open_button):
            button.hide()
        column.addLayout(row)
        show_over(window, self)
        self.print_button.setFocus()

    def print_into(self, path: Path) -> None:
        """Make the PDF at ``path``; asks first when some badges were already printed."""
        self._path = path
        self._print()

    def close_sheet(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().close_sheet()

    def _choose_and_print(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / (tr("badges") + ".pdf"))
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where to write the badges"), start, "PDF (*.pdf)")
        if chosen:
            self.print_into(Path(chosen).with_suffix(".pdf"))

    def _print(self, *, reprint: bool = False, only_new: bool = False) -> None:
        from ...reception.badge_printing import badges  # brings ReportLab

        self.banner.hide()
        for button in (self.new_button, self.again_button, self.print_button, self.open_button):
            button.hide()
        self.layout_choice.setEnabled(False)
        self._task = self._context.tasks.run(
            badges, self._context.event, self._path, self._people, self.layout_choice.current,
            reprint=reprint, only_new=only_new,
            then=self._on_report, failed=self._on_refused, ended=self._on_ended, progress=True, owner=self,
        )  # fmt: skip
        self.progress.follow(self._task, at_once=True)
        self.place()

    def _on_report(self, report: Any) -> None:
        self.progress.stop()
        if report.done:
            self.banner.show_text(report.message, "success")
            self.open_button.show()
            self.open_button.setFocus()
            self.printed.emit(report.path)
        elif report.would_reprint:
            question = trn("{n} person already has a badge. Print it again?",
                           "{n} people already have a badge. Print them again?", report.would_reprint)  # fmt: skip
            self.banner.show_text(question, "warning")
            self.new_button.setVisible(self._people is None or report.would_reprint < len(self._people))
            self.again_button.show()
            (self.new_button if self.new_button.isVisible() else self.again_button).setFocus()
        else:
            self.banner.show_text(report.message, "info")
            self.print_button.show()

    def _on_refused(self, error: UserError) -> None:
        self.progress.stop()
        self.banner.show_text(str(error), "danger")
        self.print_button.show()
        self.print_button.setFocus()

    def _on_ended(self) -> None:
        self._task = None
        self.layout_choice.setEnabled(True)
        self.place()

    def _open_file(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
