"""The rules of formation in plain words: how much each counts, its number, and what it costs now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from ...event import UserError
from ...language import integer, tr, trn
from ...teams.posing import rule_costs
from ...teams.rules import IMPORTANCE_WORDS, Importance, Rule, edit_rule, reset_rules
from ..shell.framed_sheet import FramedSheet
from ..widgets.buttons import Button
from ..widgets.fields import Select
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.surfaces import Line

if TYPE_CHECKING:
    from .page import TeamsPage

Costs = Mapping[tuple[str, str], int]


class RulesSheet(FramedSheet):
    """Each choice is written at once and can be undone; the proposal is computed anew when the person asks."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("A point is the price of a second wish instead of a first. On the right, what each costs with the "
                 "teams in sight.")  # fmt: skip
        super().__init__(page.window(), "sliders-horizontal", tr("Rules of formation"), why, width=760)
        self._page = page
        self._rows: dict[tuple[str, str], _RuleRow] = {}
        usual = Button(tr("Back to the usual rules"), variant="quiet", icon="undo-2")
        usual.clicked.connect(self._on_reset)
        self.buttons.insertWidget(0, usual)
        self.recompute = Button(tr("Recompute"), variant="primary", icon="refresh-cw")
        self.recompute.clicked.connect(self._on_recompute)
        self.buttons.addWidget(self.recompute)
        page.refreshed.connect(self.show_rules)
        self.show_rules()
        self.show_sheet(next((row.importance for row in self._rows.values() if row.importance.isEnabled()), None))

    def show_rules(self) -> None:
        """Show the rules as they are now, and ask what they cost."""
        situation = self._page.situation
        if situation is None:
            return
        if [rule.key for rule in situation.rules] != list(self._rows):
            self.clear_rows()
            self._rows = {}
            for rule in situation.rules:
                row = _RuleRow(rule, first=not self._rows)
                row.importance.activated.connect(partial(self._on_importance, rule.key))
                row.least.editingFinished.connect(partial(self._on_amount, rule.key))
                row.most.editingFinished.connect(partial(self._on_amount, rule.key))
                self._rows[rule.key] = row
                self.rows.addWidget(row)
        for rule in situation.rules:
            self._rows[rule.key].show_rule(rule)
        self._page.run(rule_costs, situation, self._page.shown_assignment, then=self._show_costs, reads=True)
        self.settle()

    def row(self, rule: str, about: str = "") -> _RuleRow:
        """The row of a rule."""
        return self._rows[rule, about]

    def _show_costs(self, costs: Costs) -> None:
        for key, row in self._rows.items():
            row.show_cost(costs.get(key, 0))

    def _on_importance(self, key: tuple[str, str], _at: int) -> None:
        chosen = Importance(str(self._rows[key].importance.currentData()))
        self._edit(key, importance=chosen)

    def _on_amount(self, key: tuple[str, str]) -> None:
        row = self._rows[key]
        least = row.least.value() if row.least.isVisibleTo(row) else None
        most = row.most.value() if row.most.isVisibleTo(row) else None
        if row.rule is not None and (least, most) != row.shown_amounts:
            self._edit(key, amount=least, amount_to=most)

    def _edit(self, key: tuple[str, str], **change: object) -> None:
        page = self._page
        page.run(edit_rule, page.context.event, page.kind, *key, then=self._on_saved, failed=self._on_refused,
                 **change)  # fmt: skip

    def _on_reset(self) -> None:
        page = self._page
        page.run(reset_rules, page.context.event, page.kind, then=self._on_saved, failed=self._on_refused)

    def _on_saved(self, _changes: object) -> None:
        self.banner.hide()
        self._page.context.toasts.show_message(tr("Saved"), undo=self._page.context.undo)
        self._page.reload()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self._page.context.announce(str(error), assertive=True)
        self.show_rules()

    def _on_recompute(self) -> None:
        self.close_sheet()
        self._page.recompute()


class _RuleRow(QWidget):
    """The sentence, its number when it has one, how much it counts, what it costs."""

    def __init__(self, rule: Rule, *, first: bool) -> None:
        super().__init__()
        self.rule: Rule | None = None
        column = VBox(self)
        if not first:
            column.addWidget(Line())
        line = HBox(margins=(0, 5, 0, 5), spacing=10)
        self.words = Label("", wrap=True)
        line.addWidget(self.words, 1)
        self.least, self.most = _number(tr("People, at least")), _number(tr("People, at most"))
        line.addWidget(self.least)
        line.addWidget(self.most)
        self.importance = Select(tr("How much it counts"), dense=True)
        for key, words in IMPORTANCE_WORDS.items():
            self.importance.addItem(tr(words), key.value)
        size(self.importance, width=150)
        line.addWidget(self.importance)
        self.cost = Label("", "small", color="text-2", tabular=True)
        self.cost.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        size(self.cost, min_width=76)
        line.addWidget(self.cost)
        column.addLayout(line)
        self.show_rule(rule)

    @property
    def shown_amounts(self) -> tuple[int | None, int | None]:
        """The numbers of the rule as it was read."""
        rule = self.rule
        if rule is None:
            return None, None
        return (rule.amount if rule.amount is not None else None), (rule.amount_to if rule.rule == "size" else None)

    def show_rule(self, rule: Rule) -> None:
        """Show this rule; a number being typed is left alone."""
        self.rule = rule
        self.words.setText(rule.words)
        is_size = rule.rule == "size"
        self.importance.setVisible(not is_size)
        self.importance.setCurrentIndex(self.importance.findData(rule.importance.value))
        self.importance.setAccessibleName(tr("How much it counts: {rule}", rule=rule.words))
        numbered = is_size or (rule.rule in ("spread", "mix", "need") and bool(rule.about) and rule.amount is not None)
        for field, value, shown, name in (
            (self.least, rule.amount, numbered, tr("People, at least") if is_size else tr("People")),
            (self.most, rule.amount_to, is_size, tr("People, at most")),
        ):
            field.setVisible(shown)
            field.setAccessibleName(f"{name}, {rule.words}")
            if value is not None and not field.hasFocus():
                field.setValue(value)
        self.words.set_color("text" if rule.on else "text-3")

    def show_cost(self, points: int) -> None:
        """What it costs now."""
        is_size = self.rule is not None and self.rule.rule == "size"
        words = "" if is_size else trn("{n} point", "{n} points", points) if points else tr("nothing")
        self.cost.setText(words)
        self.cost.set_color("text" if points else "text-3")
        if self.rule is not None:
            said = tr("costs {points} points", points=integer(points))
            self.setAccessibleName(f"{self.rule.words}, {self.rule.importance_words}, {said}")


def _number(name: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, 500)
    field.setAccessibleName(name)
    field.setProperty("dense", True)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    size(field, width=56)
    return field
