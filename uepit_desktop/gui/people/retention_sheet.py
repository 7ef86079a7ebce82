"""What the event keeps how long, and the erasure of those whose time is over: the coordination's, by typing a word."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ...event import EventFile
from ...event.errors import UserError
from ...language import date_long, integer, tr, trn
from ...language.folding import fold
from ...people.retention import (
    Category,
    CategoryPlan,
    Group,
    GroupPlan,
    PurgeReport,
    RetentionPlan,
    plan_retention,
    purge,
)
from ..shell.context import AppContext
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.chips import Chip
from ..widgets.fields import TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.progress import ProgressCancel
from ..widgets.surfaces import Line, StatusBanner


class RetentionSheet(Sheet):
    """Counts first; the button works once someone is due and the word is typed; the report stays in sight."""

    def __init__(self, window: QWidget, context: AppContext) -> None:
        super().__init__(window, width=600, name=tr("What is kept, and until when"))
        self._context = context
        self.plan: RetentionPlan | None = None
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        head = HBox(spacing=12)
        head.addWidget(IconLabel("shield-check", 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=2)
        words.addWidget(Label(tr("What is kept, and until when"), 18, weight=600, wrap=True))
        why = tr("Counted from the last day of the event. Notes, needs and contacts go first; then the person is "
                 "erased whole: presence, wishes, and what the log says of them.")  # fmt: skip
        words.addWidget(Label(why, color="text-2", wrap=True))
        head.addLayout(words, 1)
        column.addLayout(head)
        self._rows = VBox(spacing=0)
        column.addLayout(self._rows)
        self.banner = StatusBanner("", "info")
        self.banner.hide()
        column.addWidget(self.banner)
        self.word = tr("erase")
        self.field = TextField(tr("Type “{word}” to confirm", word=self.word))
        self.field.changed.connect(lambda _text: self._allow())
        self.field.edit.returnPressed.connect(self.erase_due)
        self.field.hide()
        column.addWidget(self.field)
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        row = HBox(spacing=8)
        row.addStretch(1)
        self.close_button = Button(tr("Close"))
        self.close_button.clicked.connect(self.close_sheet)
        self.erase_button = Button(tr("Erase for good"), variant="danger", icon="trash-2")
        self.erase_button.clicked.connect(self.erase_due)
        row.addWidget(self.close_button)
        row.addWidget(self.erase_button)
        self.erase_button.hide()
        column.addLayout(row)
        show_over(window, self)
        self.close_button.setFocus()
        self._read()

    def erase_due(self) -> None:
        """Erase those whose time is over, once the word is typed."""
        if self.plan is None or not self.erase_button.isEnabled() or self.erase_button.isHidden():
            return
        self.erase_button.setEnabled(False)
        self.close_button.setEnabled(False)
        task = self._context.tasks.run(purge, self._context.event, self.plan, then=self._on_purged,
                                       failed=self._on_refused, ended=self._on_ended, owner=self,
                                       progress=True)  # fmt: skip
        self.progress.follow(task, at_once=True)
        self.place()

    def _read(self) -> None:
        self._context.tasks.run(_plan, self._context.event, then=self._show, failed=self._on_refused, reads=True,
                                owner=self)  # fmt: skip

    def _show(self, plan: RetentionPlan) -> None:
        self.plan = plan
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for category in plan.categories:
            self._rows.addWidget(_row(category, _category_words(category.category)))
        for group in plan.groups:
            self._rows.addWidget(_row(group, _group_words(group.group)))
        due = plan.anything_due
        self.field.setVisible(due)
        self.erase_button.setVisible(due)
        if due:
            self.field.edit.setFocus()
        self._allow()
        QTimer.singleShot(0, self, self.place)  # once the new rows have a height

    def _allow(self) -> None:
        due = self.plan is not None and self.plan.anything_due
        self.erase_button.setEnabled(due and fold(self.field.text()) == fold(self.word))

    def _on_purged(self, report: PurgeReport) -> None:
        self.banner.show_text(report.message, "success" if report.erased or report.emptied else "info")
        self._context.announce(report.message)
        self.field.edit.clear()
        self._read()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self._context.announce(str(error), assertive=True)

    def _on_ended(self) -> None:
        self.progress.stop()
        self.close_button.setEnabled(True)
        self.close_button.setFocus()
        self._allow()
        self.place()


def _plan(event: EventFile) -> RetentionPlan:
    with event.read() as db:
        return plan_retention(db, event)


def _row(plan: GroupPlan | CategoryPlan, name: str) -> QWidget:
    row = QWidget()
    column = VBox(row, spacing=0)
    column.addWidget(Line())
    line = HBox(margins=(0, 9, 0, 9), spacing=12)
    words = VBox(spacing=0)
    until = date_long(plan.until)
    words.addWidget(Label(name, weight=500))
    kept = trn("kept {n} day, until {day}", "kept {n} days, until {day}", plan.days, day=until)
    words.addWidget(Label(kept, "caption", color="text-2"))
    line.addLayout(words, 1)
    if plan.due and plan.people:
        line.addWidget(Chip(tr("time is over"), "warning"))
    line.addWidget(Label(integer(plan.people), "lead", weight=600, tabular=True))
    column.addLayout(line)
    people = trn("{n} person", "{n} people", plan.people)
    row.setAccessibleName(f"{name}, {people}, {kept}")
    return row


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
