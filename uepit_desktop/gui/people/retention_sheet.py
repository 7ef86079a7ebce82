"""What the event keeps how long, and the erasure of those whose time is over: the coordination's, by typing a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ...event import Changes, EventFile
from ...event.errors import UserError
from ...language import tr
from ...language.folding import fold
from ...people.retention import Category, Group, PurgeReport, RetentionPlan, choose_periods, plan_retention, purge
from ..shell.context import AppContext
from ..shell.framed_sheet import FramedSheet
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.layouts import VBox
from ..widgets.progress import ProgressCancel
from .period_row import PeriodRow

if TYPE_CHECKING:
    from ...people.retention_report import SavedReport


class RetentionSheet(FramedSheet):
    """Counts first, each with its days; the button works once someone is due and the word is typed; the report stays in
    sight and can be saved.
    """

    def __init__(self, window: QWidget, context: AppContext) -> None:
        why = tr("Counted from the last day of the event. Notes, needs and contacts go first; then the person is "
                 "erased whole: presence, wishes, and what the log says of them.")  # fmt: skip
        super().__init__(window, "shield-check", tr("What is kept, and until when"), why, width=640)
        self._context = context
        self.plan: RetentionPlan | None = None
        self.report: PurgeReport | None = None
        self.periods: dict[Group | Category, PeriodRow] = {}
        for category in Category:
            self._add_row(category, _category_words(category))
        for group in Group:
            self._add_row(group, _group_words(group))
        column = VBox(margins=(4, 0, 4, 0), spacing=12)
        self.word = tr("erase")
        self.field = TextField(tr("Type “{word}” to confirm", word=self.word))
        self.field.changed.connect(lambda _text: self._allow())
        self.field.edit.returnPressed.connect(self.erase_due)
        column.addWidget(self.field)
        self.field.hide()
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        self.column.insertLayout(self.column.count() - 1, column)  # above the buttons
        self.save_button = Button(tr("Save the report"), icon="file-text")
        self.save_button.clicked.connect(self._choose_and_save)
        self.erase_button = Button(tr("Erase for good"), variant="danger", icon="trash-2")
        self.erase_button.clicked.connect(self.erase_due)
        for button in (self.save_button, self.erase_button):
            self.buttons.addWidget(button)
            button.hide()
        self.close_button = self.leave
        self.show_sheet()
        self._read()

    def erase_due(self) -> None:
        """Erase those whose time is over, once the word is typed."""
        if self.plan is None or not self.erase_button.isEnabled() or self.erase_button.isHidden():
            return
        self.erase_button.setEnabled(False)
        self.close_button.setEnabled(False)
        self._lock(True)
        task = self._context.tasks.run(purge, self._context.event, self.plan, then=self._on_purged,
                                       failed=self._on_refused, ended=self._on_ended, owner=self,
                                       operator=self._context.settings.operator, progress=True)  # fmt: skip
        self.progress.follow(task, at_once=True)
        self.settle()

    def choose(self, what: Group | Category, days: int) -> None:
        """Keep something for so many days. What was due until then may no longer be: the word is asked for again."""
        self.plan = None
        self.field.edit.clear()
        self._allow()
        self._context.tasks.run(choose_periods, self._context.event, {what: days}, then=self._on_chosen,
                                failed=self._on_refused, ended=self._read, owner=self)  # fmt: skip

    def save_into(self, path: Path) -> None:
        """Write the report of the erasure at ``path`` and beside it."""
        from ...people.retention_report import save_purge_report  # this brings ReportLab

        self.save_button.setEnabled(False)
        self._context.tasks.run(save_purge_report, self._context.event, self.report, path, then=self._on_saved,
                                failed=self._on_refused, ended=lambda: self.save_button.setEnabled(True), reads=True,
                                owner=self)  # fmt: skip

    def _add_row(self, what: Group | Category, name: str) -> None:
        row = self.periods[what] = PeriodRow(name)
        row.chosen.connect(lambda days: self.choose(what, days))
        row.entered.connect(lambda: self.area.ensureWidgetVisible(row, 0, 8))
        self.rows.addWidget(row)

    def _read(self) -> None:
        self._context.tasks.run(_plan, self._context.event, then=self._show, failed=self._on_refused, reads=True,
                                owner=self)  # fmt: skip

    def _show(self, plan: RetentionPlan) -> None:
        first, self.plan = self.plan is None and self.leave.hasFocus(), plan
        for category in plan.categories:
            self.periods[category.category].show_plan(category)
        for group in plan.groups:
            self.periods[group.group].show_plan(group)
        due = plan.anything_due
        self.field.setVisible(due)
        self.erase_button.setVisible(due)
        if due and first:
            self.focus_soon(self.field.edit)
        self._allow()
        self.settle()

    def _allow(self) -> None:
        due = self.plan is not None and self.plan.anything_due
        self.erase_button.setEnabled(due and fold(self.field.text()) == fold(self.word))

    def _lock(self, locked: bool) -> None:
        for row in self.periods.values():
            row.days.setReadOnly(locked)

    def _on_chosen(self, changes: Changes) -> None:
        if changes.rows:
            self._context.announce(tr("The number of days is kept with the event."))

    def _on_purged(self, report: PurgeReport) -> None:
        did = bool(report.erased or report.emptied)
        self.banner.show_text(report.message, "success" if did else "info")
        self._context.announce(report.message)
        if did:
            self.report = report
            self.save_button.show()
        self.field.edit.clear()
        self._read()

    def _choose_and_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{tr('Report of erasure')}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where to write the PDF"), start, "PDF (*.pdf)")
        if chosen:
            self.save_into(Path(chosen))

    def _on_saved(self, saved: SavedReport) -> None:
        self.banner.show_text(saved.message, "success")
        self._context.announce(saved.message)
        self.settle()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self._context.announce(str(error), assertive=True)
        self.settle()

    def _on_ended(self) -> None:
        self.progress.stop()
        self._lock(False)
        self.close_button.setEnabled(True)
        (self.save_button if self.report is not None else self.close_button).setFocus()
        self._allow()
        self.settle()


def _plan(event: EventFile) -> RetentionPlan:
    with event.read() as db:
        return plan_retention(db, event)


def _category_words(category: Category) -> str:
    return {
        Category.NOTE: tr("Notes of the desk"),
        Category.NEEDS: tr("Diets and access needs"),
        Category.CONTACTS: tr("E-mails and phones"),
    }[category]


def _group_words(group: Group) -> str:
    return {
        Group.REMOVED: tr("Taken off the list"),
        Group.CANCELLED: tr("Registration cancelled"),
        Group.ABSENT: tr("Never arrived"),
        Group.PRESENT: tr("Arrived"),
    }[group]
