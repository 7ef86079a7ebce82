"""The card of teams that no longer hold once several laptops moved people, with the way to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...event import Conflict
from ...event.model import TeamKind, TeamRule
from ...language import integer, tr
from ...teams.faults import derived_faults
from ...teams.rules import IMPORTANCE_WORDS, Importance, Rule, is_rule
from ..widgets.buttons import Button
from ..widgets.count import Count
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.surfaces import Card, Line
from .models import TeamFault

_SHOWN = 20


def read_faults(db: Any) -> tuple[TeamFault, ...]:
    """What does not hold in the teams, for the card."""
    return tuple(
        TeamFault(fault.sentence, fault.kind.value, fault.round, fault.team_id) for fault in derived_faults(db)
    )


def rule_words(db: Any, conflict: Conflict) -> str:
    """What a rule of the teams is called, for one that two laptops changed; empty for anything else."""
    if conflict.table != TeamRule.__tablename__:
        return ""
    row = db.get(TeamRule, conflict.row)
    if row is None or row.kind not in set(TeamKind) or not is_rule(row.rule, row.about):
        return ""
    amounts = (None, None) if conflict.field.startswith("amount") else (row.amount, row.amount_to)
    return Rule(TeamKind(row.kind), row.rule, row.about, Importance.OFF, *amounts).words


def importance_words(value: Any) -> str:
    """The importance of a rule as a screen says it; empty for a word that is none."""
    return tr(IMPORTANCE_WORDS[Importance(value)]) if value in set(Importance) else ""


class TeamFaultsCard(Card):
    """One line a fault: what does not hold, and the button that shows the team."""

    asked = Signal(object)
    """Of the TeamFault whose team is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Teams to look at"), tr("Everyone's moves are kept"), flush=True, parent=parent)
        self._chip = Count()
        if self.header is not None:
            self.header.row.insertWidget(1, self._chip)
        self._shown: tuple[TeamFault, ...] | None = None
        self._rows = VBox(spacing=0)
        self.body.addLayout(self._rows)
        self.hide()

    def show_faults(self, faults: Sequence[TeamFault], *, with_page: bool) -> None:
        """Show these; ``with_page`` offers to go to the teams."""
        if tuple(faults) == self._shown:
            return
        self._shown = tuple(faults)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fault in faults[:_SHOWN]:
            self._rows.addWidget(self._row(fault, with_page=with_page))
        if len(faults) > _SHOWN:
            left = Label(tr("and {n} more", n=integer(len(faults) - _SHOWN)), "caption", color="text-3")
            left.setContentsMargins(16, 6, 16, 8)
            self._rows.addWidget(left)
        self._chip.show_count(len(faults))
        self.setVisible(bool(faults))

    def _row(self, fault: TeamFault, *, with_page: bool) -> QWidget:
        row = QWidget()
        column = VBox(row, spacing=0)
        column.addWidget(Line())
        line = HBox(margins=(16, 8, 12, 8), spacing=12)
        line.addWidget(IconLabel("triangle-alert", 16, "warning-mark"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(fault.sentence, wrap=True), 1)
        if with_page:
            button = Button(tr("See the teams"), size="dense")
            button.setAccessibleName(tr("See the teams: {sentence}", sentence=fault.sentence))
            button.clicked.connect(lambda _checked=False, fault=fault: self.asked.emit(fault))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        row.setAccessibleName(fault.sentence)
        return row
