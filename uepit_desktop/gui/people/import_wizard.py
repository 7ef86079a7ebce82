"""The import wizard: file, columns and corrections, preview, import. It asks and shows; the capability decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ...event import UserError
from ...language import tr, trn
from ...tables import map_columns, read_table
from ..shell.context import AppContext
from ..shell.tasks import Task
from ..shell.theme import theme
from ..widgets.chips import Chip
from ..widgets.fields import Select
from ..widgets.layouts import HBox, VBox
from ..widgets.surfaces import StatusBanner
from .columns_step import ColumnsStep
from .draft import Draft, ImportKind, Settled, next_draft, read_draft
from .file_step import FileStep, dropped_file
from .import_people import PeopleImport
from .import_step import ImportStep
from .preview_step import PreviewStep
from .stepper import Stepper
from .wizard_bar import WizardBar

FILE, COLUMNS, PREVIEW, IMPORT = range(4)


class ImportWizard(QWidget):
    """One import at a time. Nothing is written before the fourth step, and that can be undone in one go."""

    left = Signal()
    """Back from the first step, or the end: show the participants."""
    titled = Signal(str, str)
    """Title and line below, for the header of the page."""
    moved = Signal()
    """What can be done now may have changed."""
    read = Signal()
    """A file was read and is shown."""
    imported = Signal(str)
    """A sentence about what was written."""

    def __init__(self, context: AppContext, bar: WizardBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.bar = bar
        self.kind: ImportKind = PeopleImport()
        self.draft: Draft | None = None
        self._asked = 0
        self._confirmed = False
        self._pending: Settled | None = None
        self._writing: Task | None = None
        self.setAcceptDrops(True)
        column = VBox(self, spacing=16)
        top = HBox(spacing=10)
        self.stepper = Stepper([tr("File"), tr("Columns and corrections"), tr("Preview"), tr("Importing")])
        top.addWidget(self.stepper, 1)
        self.chip = Chip("", icon="file-spreadsheet")
        top.addWidget(self.chip)
        self.saved = Select(tr("Saved model"))
        self.saved.activated.connect(self._on_saved_chosen)
        top.addWidget(self.saved)
        column.addLayout(top)
        self.refusal = StatusBanner("", "danger", closable=True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        self.steps = QStackedWidget()
        self.steps.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(self.steps, 1)
        self.file_step, self.columns_step = FileStep(), ColumnsStep()
        self.preview_step, self.import_step = PreviewStep(), ImportStep()
        for step in (self.file_step, self.columns_step, self.preview_step, self.import_step):
            self.steps.addWidget(step)
        self.file_step.file_chosen.connect(self.open_file)
        self.file_step.kind_chosen.connect(self.choose_kind)
        self.file_step.encoding_chosen.connect(lambda name: self._read(encoding=name))
        self.file_step.sheet_chosen.connect(lambda name: self._read(sheet=name))
        self.columns_step.field_chosen.connect(self._on_field_chosen)
        self.columns_step.way_out_taken.connect(self._on_way_out)
        self.columns_step.cell_fixed.connect(self._on_cell_fixed)
        self.import_step.finished.connect(self.left)
        self.import_step.undo_asked.connect(self._undo)
        self.import_step.another_asked.connect(self.start)
        bar.back.connect(self.go_back)
        bar.forward.connect(self.go_on)
        self.start()

    # moving

    @property
    def step(self) -> int:
        """The step on the screen, 0 to 3."""
        return self.steps.currentIndex()

    def start(self, kind: str = "") -> None:
        """Begin again with no file, with people, challenges or the programme when a kind is given."""
        if kind:
            self._take_kind(kind)
        self.draft = None
        self.refusal.hide()
        self.file_step.show_refusal("")
        self.file_step.show_encodings((), "")
        self.file_step.show_sheets((), "")
        self.file_step.drop.reset()
        self._show_step(FILE)

    def choose_kind(self, kind: str) -> None:
        """People, challenges or the programme; the file already chosen is read again."""
        self._take_kind(kind)
        if self.draft is not None:
            self._read()
        else:
            self._show_step(FILE)

    def open_file(self, path: Path) -> None:
        """Read a file that was chosen or dropped, and go as far as it allows."""
        self._read(path=Path(path), go_on=True)

    def go_on(self) -> None:
        """Continue, when the bar allows it."""
        if not self.bar.forward_button.isEnabled():
            return
        if self.step == FILE:
            self._confirmed = True
            self._show_chip()
            self._show_step(COLUMNS)
        elif self.step == COLUMNS:
            self._show_step(PREVIEW)
        elif self.step == PREVIEW:
            self._write()
        else:
            self.left.emit()

    def go_back(self) -> None:
        """One step back; from the first, out of the wizard."""
        if self._writing is not None:
            self._writing.cancel()
        elif self.step in (FILE, IMPORT):
            self.left.emit()
        else:
            self._show_step(self.step - 1)

    def go_to(self, step: int) -> None:
        """Show a step, as far as the file allows."""
        self._show_step(step if self.draft is not None else FILE)

    def show_title(self) -> None:
        """Say the title again."""
        self._show_step(self.step)

    def next_problem(self) -> None:
        """Ctrl+↓."""
        if self.step == COLUMNS:
            self.columns_step.next_problem()

    def focus_first(self) -> None:
        """Put the focus where the step begins."""
        if self.step == FILE:
            self.file_step.drop.browse.setFocus()
        elif self.step == COLUMNS:
            self.columns_step.focus_first()
        elif self.step == PREVIEW:
            self.preview_step.table.setFocus()

    # the file

    def _take_kind(self, kind: str) -> None:
        if kind != self.kind.kind:
            self.kind = import_kind(kind)
        self.file_step.kind.choose(kind)

    def _read(
        self, *, path: Path | None = None, encoding: str | None = None, sheet: str | None = None, go_on: bool = False
    ) -> None:
        path = path or (self.draft.path if self.draft is not None else None)
        if path is None:
            return
        self._asked += 1
        asked = self._asked
        self.file_step.show_refusal("")

        def then(draft: Draft) -> None:
            if asked == self._asked:
                self._on_read(draft, go_on=go_on, chosen=bool(encoding or sheet))

        def failed(error: UserError) -> None:
            if asked == self._asked:
                self._show_step(FILE)
                self.file_step.show_refusal(str(error))

        self._context.tasks.run(
            read_draft, self.kind, self._context.event, path, read_table, encoding, sheet,
            then=then, failed=failed, reads=True, owner=self,
        )  # fmt: skip

    def _on_read(self, draft: Draft, *, go_on: bool, chosen: bool) -> None:
        self.draft = draft
        self._confirmed = False
        table = draft.table
        self.file_step.show_file(table.name, draft.size_words())
        self.file_step.show_encodings(table.encodings if table.encoding else (), table.encoding)
        self.file_step.show_sheets(table.sheets, table.sheet)
        asks = len(table.encodings) > 1 or len(table.sheets) > 1
        self._show_draft()
        self._show_step(COLUMNS if go_on and not asks else FILE)
        if asks and not chosen:
            self.bar.forward_button.setFocus()
        self.read.emit()

    # the columns

    def _on_field_chosen(self, place: int, field: str) -> None:
        if self.draft is not None:
            base = self._pending or Settled(self.draft.mapping, self.draft.decisions)
            self._settle(Settled(base.mapping.with_field(place, field), base.decisions))

    def _on_saved_chosen(self, place: int) -> None:
        if self.draft is None:
            return
        table, saved = self.draft.table, self.saved.itemData(place)
        if saved is None:
            mapping = map_columns(table, self.kind.vocabulary)
        else:
            mapping = map_columns(table, self.kind.vocabulary, dict(saved.fields), saved.name)
        self._settle(Settled(mapping, self.draft.decisions))

    def _on_way_out(self, problem_key: str, way: str) -> None:
        if self.draft is None:
            return
        problem = next((p for p in self.draft.answer.problems if p.shown.key == problem_key), None)
        if problem is not None and way in problem.leads_to:
            self._settle(problem.leads_to[way])

    def _on_cell_fixed(self, line: int, field: str, value: str) -> None:
        if self.draft is not None:
            base = self._pending or Settled(self.draft.mapping, self.draft.decisions)
            self._settle(Settled(base.mapping, self.kind.correct(base.decisions, line, field, value)))

    def _settle(self, settled: Settled) -> None:
        """Ask what the import would do now; only the answer to the last question is shown."""
        if self.draft is None:
            return
        self._pending = settled
        self._asked += 1
        asked = self._asked

        def then(draft: Draft) -> None:
            if asked == self._asked:
                self._pending = None
                self.draft = draft
                self._show_draft()
                self._show_bar()

        def failed(error: UserError) -> None:
            if asked == self._asked:
                self._pending = None
                self.refusal.show_text(str(error))

        self._context.tasks.run(
            next_draft, self.kind, self._context.event, self.draft, settled,
            then=then, failed=failed, reads=True, owner=self,
        )  # fmt: skip

    # the import

    def _write(self) -> None:
        draft = self.draft
        if draft is None or draft.answer.preview is None or self._writing is not None:
            return
        self.refusal.hide()
        self._show_step(IMPORT)
        task = self._context.tasks.run(
            self.kind.write, self._context.event, draft.answer.preview,
            then=self._on_written, failed=self._on_refused, ended=self._on_ended, progress=True, owner=self,
        )  # fmt: skip
        self._writing = task
        self.import_step.show_running(task, tr("Import of {file}", file=draft.table.name))
        self._show_bar()

    def _on_written(self, report: Any) -> None:
        draft = self.draft
        if draft is None:
            return
        words = self.kind.done_words(draft.answer)
        rejected = sum(1 for row in draft.answer.rows if row.outcome == "rejected")
        left = trn("{n} line was left out.", "{n} lines were left out.", rejected) if rejected else ""
        check = draft.answer.to_check
        to_check = trn("{n} line remains to check.", "{n} lines remain to check.", check) if check else ""
        wrote = report.changes is not None
        self.import_step.show_done(words, " ".join(part for part in (left, to_check) if part), wrote=wrote)
        self.stepper.go_to(4)
        self._context.announce(words)
        if wrote:
            self._context.toasts.show_message(words, undo=self._undo)
            self.imported.emit(words)

    def _on_refused(self, error: UserError) -> None:
        self.import_step.stop()
        self._show_step(PREVIEW)
        if error.code == "cancelled":
            self._context.toasts.show_message(str(error), meaning="info")
        else:
            self.refusal.show_text(str(error))
            if error.code == "stale_preview" and self.draft is not None:
                self._settle(Settled(self.draft.mapping, self.draft.decisions))

    def _on_ended(self) -> None:
        self._writing = None
        self._show_bar()

    def _undo(self) -> None:
        self._context.undo()
        self.left.emit()

    # showing

    def _show_draft(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self.refusal.hide()
        self.columns_step.show_draft(draft, self._label)
        subject = self.kind.subject(draft.answer)
        self.preview_step.show_rows(draft.answer.rows, subject, tr("Nothing is written before the last step."))
        self._show_chip()
        self.saved.clear()
        self.saved.addItem(tr("Model: proposed"), None)
        for one in draft.saved:
            self.saved.addItem(tr("Saved model: {name}", name=one.name), one)
            if one.name == draft.mapping.profile:
                self.saved.setCurrentIndex(self.saved.count() - 1)
        self.titled.emit(self.kind.title(), draft.file_words())

    def _show_chip(self) -> None:
        if self.draft is not None:
            sure = self._confirmed or len(self.draft.table.encodings) <= 1
            self.chip.set_text(self.draft.read_words(confirmed=sure), "" if sure else "warning")

    def _label(self, field: str) -> str:
        return self.kind.field_label(field)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.stepper.go_to(step)
        subtitle = self.draft.file_words() if self.draft is not None else tr("From a spreadsheet or a CSV export")
        self.titled.emit(self.kind.title(), subtitle)
        self._show_top()
        self._show_bar()
        if self.isVisible():
            self.focus_first()

    def _show_top(self) -> None:
        wide = self.width() >= theme().px(760)
        self.chip.setVisible(self.step == COLUMNS and self.draft is not None and wide)
        self.saved.setVisible(self.step == COLUMNS and self.draft is not None and bool(self.draft.saved))

    def _show_bar(self) -> None:
        draft, bar = self.draft, self.bar
        answer = draft.answer if draft is not None else None
        counted = answer is not None and self.step in (COLUMNS, PREVIEW)
        bar.show_counts(
            answer.ready if counted and answer else 0,
            answer.to_check if counted and answer else 0,
            1 if counted and answer and answer.preview is None else 0,
        )
        bar.back_button.setText(tr("Cancel") if self._writing is not None else tr("Back"))
        note = tr("Nothing is written before step 4. Can be undone afterwards in one go.")
        if self.step == FILE:
            bar.show_way(tr("Continue"), tr("Choose a file first.") if draft is None else "", note)
        elif self.step == COLUMNS:
            bar.show_way(tr("Continue"), self._reason(), note)
        elif self.step == PREVIEW:
            nothing = answer is None or not answer.rows
            bar.show_way(tr("Import"), tr("The file holds no line to import.") if nothing else "", note)
        else:
            running = self._writing is not None
            bar.show_way(tr("Finish"), tr("The import is under way.") if running else "")
        self.moved.emit()

    def _reason(self) -> str:
        draft = self.draft
        if draft is None:
            return tr("Choose a file first.")
        if draft.answer.preview is None:
            missing = self._label(draft.mapping.missing[0]) if draft.mapping.missing else ""
            return tr("“{field}” is required: choose its column.", field=missing)
        return ""

    # files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and self._writing is None:
            event.acceptProposedAction()
            self.file_step.drop.highlight(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file_step.drop.highlight(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_step.drop.highlight(False)
        path = dropped_file(event)
        if path is not None and self._writing is None:
            event.acceptProposedAction()
            self.open_file(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_top()


def import_kind(kind: str) -> ImportKind:
    """The import of people, of challenges or of the programme."""
    if kind == "people":
        return PeopleImport()
    if kind == "programme":
        from .import_programme import ProgrammeImport

        return ProgrammeImport()
    from .import_challenges import ChallengesImport

    return ChallengesImport()
