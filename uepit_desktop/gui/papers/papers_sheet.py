"""Which paper, for which half-day, signed by whom, into which file; progress with a way out, then the PDF is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ...event import EventFile, UserError
from ...language import mark, tr
from ..shell.context import AppContext
from ..shell.sheet import Sheet, show_over
from ..shell.tasks import Task
from ..widgets.buttons import Button
from ..widgets.fields import Select, TextField
from ..widgets.layouts import HBox, VBox
from ..widgets.progress import ProgressCancel
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import StatusBanner
from .signing import SESSION, signing_choices

if TYPE_CHECKING:
    from ...reception import ClosingResult

SHEETS, CERTIFICATE, ATTESTATION = "sheets", "certificate", "attestation"
#: each paper → its words; those after the third are lists of one half-day or one session
PAPERS = {
    SHEETS: mark("Attendance sheets to sign"),
    CERTIFICATE: mark("Certificates of completion"),
    ATTESTATION: mark("Certificates of attendance"),
    "missing": mark("Missing people, with phone numbers"),
    "meals": mark("Meals by code"),
    "organisations": mark("People by organisation"),
    "rooms": mark("People by room, for the doors"),
    "teams": mark("People by team"),
    "figures": mark("Figures of attendance"),
}


class PapersSheet(Sheet):
    """Certificates are for ``people`` (ids) when some are given, else for everyone; the other papers for everyone."""

    def __init__(
        self, window: QWidget, context: AppContext, people: Sequence[str] | None = None, chosen: str = ""
    ) -> None:
        super().__init__(window, width=540, name=tr("Papers of attendance"))
        self._context, self._people, self._chosen = context, people, chosen
        self._task: Task | None = None
        self._path: Path | None = None
        self.open_file = QDesktopServices.openUrl
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        column.addLayout(
            SheetHead(
                "file-text", tr("Papers of attendance"), tr("Made on this computer as a PDF, from what it knows now.")
            )
        )
        self.paper = Select(tr("Paper"))
        for key, name in PAPERS.items():
            self.paper.addItem(tr(name), key)
        column.addWidget(self.paper)
        self.half_day = Select(tr("Half-day or session"))
        self.half_day.set_leading_icon("calendar-days")
        column.addWidget(self.half_day)
        over = tr("Printed over the place for the signature; may stay empty.")
        self.trainer = TextField(tr("Trainer"), help_text=over)
        column.addWidget(self.trainer)
        self.signatory = TextField(tr("Signed by"), help_text=tr("May stay empty, to be filled by hand."))
        self.function = TextField(tr("Function of who signs"))
        signing = HBox(spacing=12)
        signing.addWidget(self.signatory, 1, Qt.AlignmentFlag.AlignTop)
        signing.addWidget(self.function, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(signing)
        self.banner = StatusBanner("", "info")
        column.addWidget(self.banner)
        self.banner.hide()
        self.unclosed = StatusBanner("", "info")
        self.unclosed.acted.connect(self._choose_and_close)
        column.addWidget(self.unclosed)
        self.unclosed.hide()
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.leave = Button(tr("Close"))
        self.leave.clicked.connect(self.close_sheet)
        self.open_button = Button(tr("Open the PDF"), icon="file-text")
        self.open_button.clicked.connect(self._open_file)
        self.make = Button(tr("Make the PDF"), variant="primary", icon="printer")
        self.make.clicked.connect(self._choose_and_make)
        for button in (self.leave, self.open_button, self.make):
            row.addWidget(button)
        self.open_button.hide()
        column.addLayout(row)
        self.paper.currentIndexChanged.connect(self._on_paper)
        self._choices: list[tuple[str, str]] = []
        self._current = ""
        self._to_close: tuple[str, ...] = ()
        self._on_paper()
        show_over(window, self)
        self.paper.setFocus()
        self.read_choices()

    def read_choices(self) -> None:
        """The half-days and sessions of the event, as they are now."""
        self._context.tasks.run(_choices, self._context.event, owner=self, reads=True, then=self._on_choices)

    def make_into(self, path: Path) -> None:
        """Make the paper chosen, at ``path``."""
        from ...reception.attendance_sheets import sheets  # these bring ReportLab
        from ...reception.certificate_files import Signing, certificates
        from ...reception.list_files import lists

        self._path = path
        kind, event = str(self.paper.currentData()), self._context.event
        key = str(self.half_day.currentData() or "")
        session_id = key.removeprefix(SESSION) if key.startswith(SESSION) else None
        half_day_id = None if session_id else key or None
        if kind == SHEETS:
            chosen = [half_day_id] if half_day_id else None
            sessions = [session_id] if session_id else []
            work = partial(sheets, event, path, chosen, session_ids=sessions, trainer=self.trainer.text())
        elif kind in (CERTIFICATE, ATTESTATION):
            signing = Signing(kind=kind, signatory=self.signatory.text(), function=self.function.text())
            work = partial(certificates, event, path, self._people, signing)
        else:
            work = partial(lists, event, path, kind, half_day_id=half_day_id, session_id=session_id)
        self.banner.hide()
        self.unclosed.hide()
        self.open_button.hide()
        self.make.setEnabled(False)
        self._task = self._context.tasks.run(
            work, reads=True, progress=True, owner=self,
            then=self._on_report, failed=self._on_refused, ended=self._on_ended,
        )  # fmt: skip
        self.progress.follow(self._task)

    def close_sheet(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().close_sheet()

    def _choose_and_make(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{self.paper.currentText()}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where to write the PDF"), start, "PDF (*.pdf)")
        if chosen:
            self.make_into(Path(chosen).with_suffix(".pdf"))

    def _on_choices(self, answer: tuple[list[tuple[str, str]], str]) -> None:
        self._choices, self._current = answer
        self._current = self._chosen or self._current
        self._on_paper()

    def _on_paper(self) -> None:
        """Only what this paper asks for is shown."""
        kind = str(self.paper.currentData())
        certifies = kind in (CERTIFICATE, ATTESTATION)
        self.half_day.clear()
        if kind == SHEETS:
            self.half_day.addItem(tr("The whole event, a sheet a day"), "")
        for half_day_id, words in self._choices:
            self.half_day.addItem(words, half_day_id)
        self.half_day.setCurrentIndex(max(0, self.half_day.findData(self._current)))
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self.half_day, not certifies),
            (self.trainer, kind == SHEETS),
            (self.signatory, certifies),
            (self.function, certifies),
        )
        for widget, needed in shown:
            widget.setVisible(needed)
        self.banner.hide()
        self.unclosed.hide()
        self.place()

    def close_half_day(self, half_day_id: str) -> None:
        """Close a half-day that is over: the sheets made from then on strike its absences."""
        from ...reception import close_half_day

        self._context.tasks.run(
            close_half_day, self._context.event, half_day_id, operator=self._context.settings.operator,
            owner=self, then=self._on_closed, failed=self._on_refused,
        )  # fmt: skip

    def _choose_and_close(self) -> None:
        """The only half-day there is to close, or one of them."""
        if len(self._to_close) == 1:
            self.close_half_day(self._to_close[0])
            return
        names = dict(self._choices)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for half_day_id in self._to_close:
            entry = menu.addAction(names.get(half_day_id, "").replace("&", "&&"))
            entry.triggered.connect(partial(self.close_half_day, half_day_id))
        menu.popup(self.unclosed.action.mapToGlobal(self.unclosed.action.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _on_closed(self, result: ClosingResult) -> None:
        self._context.toasts.show_message(result.message, undo=self._context.undo if result.done else None)
        self._context.announce(result.message)
        closed = result.half_day.id if result.half_day is not None else ""
        self._show_to_close(
            tr("Closed. Make the PDF again to strike the absences."),
            [one for one in self._to_close if one != closed],
        )
        self.make.setFocus()

    def _show_to_close(self, words: str, half_days: Sequence[str]) -> None:
        """Say what stands in the way of striking absences; closing is offered for the half-days that are over."""
        self._to_close = () if self._context.event.read_only else tuple(half_days)
        way = ""
        if self._to_close:
            way = tr("Close the half-day") if len(self._to_close) == 1 else tr("Close a half-day…")
        self.unclosed.show_text(words, "info", action=way)
        self.place()

    def _on_report(self, report: Any) -> None:
        self.banner.show_text(report.message, "success" if report.done else "info")
        self._context.announce(" ".join(part for part in (report.message, _unclosed_words(report)) if part))
        if words := _unclosed_words(report):
            self._show_to_close(words, report.to_close)
        if report.done:
            self.open_button.show()
            self.open_button.setFocus()
            self._open_file()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self._context.announce(str(error), assertive=True)

    def _on_ended(self) -> None:
        self._task = None
        self.progress.stop()
        self.banner.setVisible(bool(self.banner.text))
        self.make.setEnabled(True)
        self.place()

    def _open_file(self) -> None:
        if self._path is not None:
            self.open_file(QUrl.fromLocalFile(str(self._path)))


def _unclosed_words(report: Any) -> str:
    """Why sheets strike nobody; other papers have nothing to say of it."""
    return str(getattr(report, "unclosed_words", ""))


def _choices(event: EventFile) -> tuple[list[tuple[str, str]], str]:
    """Key and words of every half-day and every session, and the half-day of the hour."""
    with event.read() as db:
        return signing_choices(db, event)
