"""A line of what is kept: its name, until when, for how many people, and the number of days as a field."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from ...language import date_long, integer, tr, trn
from ...people.retention import LONGEST, CategoryPlan, GroupPlan
from ..shell.theme import theme
from ..widgets.chips import Chip
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.surfaces import Line


class PeriodRow(QWidget):
    """``chosen`` gives another number of days, once it is entered; ``entered`` says that the field has the focus."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._days = name, 0
        column = VBox(self, spacing=0)
        column.addWidget(Line())
        line = HBox(margins=(0, 6, 0, 6), spacing=12)
        words = VBox(spacing=0)
        words.addWidget(Label(name, weight=500))
        self._until = Label("", "caption", color="text-2")
        words.addWidget(self._until)
        line.addLayout(words, 1)
        self._over = Chip(tr("time is over"), "warning")
        line.addWidget(self._over)
        self._people = Label("", "lead", weight=600, tabular=True)
        self._people.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        size(self._people, min_width=48)
        line.addWidget(self._people)
        self.days = DaysField(tr("Days: {what}", what=name))
        self.days.finished.connect(self._on_finished)
        self.days.focused.connect(self.entered)
        line.addWidget(self.days)
        line.addWidget(Label(tr("days"), "caption", color="text-2"))
        column.addLayout(line)
        self._over.hide()

    def show_plan(self, plan: GroupPlan | CategoryPlan) -> None:
        """What the plan says of it now."""
        self._days = plan.days
        until = tr("until {day}", day=date_long(plan.until))
        self._until.setText(until)
        self._people.setText(integer(plan.people))
        self._over.setVisible(plan.due and plan.people > 0)
        self.days.setText(str(plan.days))
        people = trn("{n} person", "{n} people", plan.people)
        kept = trn("kept {n} day, until {day}", "kept {n} days, until {day}", plan.days, day=date_long(plan.until))
        self.setAccessibleName(f"{self._name}, {people}, {kept}")
        self.days.setAccessibleDescription(f"{people}, {kept}")

    def show_days(self) -> None:
        """Take back what is typed."""
        self.days.setText(str(self._days))

    def _on_finished(self) -> None:
        text = self.days.text()
        if not text or int(text) > LONGEST:
            self.show_days()
        elif int(text) != self._days:
            self._days = int(text)
            self.chosen.emit(self._days)


class DaysField(QLineEdit):
    """A whole number of days. Return, Tab or a click elsewhere enters it; Up and Down count; Échap takes it back."""

    finished = Signal()
    focused = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("dense", True)
        self.setProperty("ring_radius", 6)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,5}"), self))
        size(self, width=68)
        self.editingFinished.connect(self.finished)
        self._before = ""
        theme().changed.connect(self._set_font)
        self._set_font()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._before = self.text()
        self.selectAll()
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.setText(str(min(LONGEST, max(0, int(self.text() or 0) + step))))
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _set_font(self) -> None:
        self.setFont(theme().font("body", tabular=True))
