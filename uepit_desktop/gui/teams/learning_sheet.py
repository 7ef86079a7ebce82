"""How many learning teams, or how many people in each, and for which round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from ...event.model import TeamKind
from ...language import tr, trn
from ..shell.framed_sheet import FramedSheet
from ..widgets.buttons import Button
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size
from ..widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from .page import TeamsPage

_USUAL_SIZE = 8


class LearningSheet(FramedSheet):
    """Teams that are there are kept and sized anew; people are placed by a proposal afterwards."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("Each team takes people of different challenge teams. From one round to the next, few meet again.")
        super().__init__(page.window(), "sprout", tr("Prepare learning teams"), why, width=520)
        self._page = page
        self._people = len(page.situation.people) if page.situation is not None else 0
        self.rows.setSpacing(12)
        self.ways = SegmentedControl(
            tr("Count"), [("size", tr("People in each team")), ("count", tr("Number of teams"))]
        )
        self.ways.chosen.connect(lambda _key: self._say())
        row = HBox(spacing=12)
        row.addWidget(self.ways)
        self.number = QSpinBox()
        self.number.setRange(1, 500)
        self.number.setValue(_USUAL_SIZE)
        self.number.setAccessibleName(tr("How many"))
        size(self.number, width=80)
        self.number.valueChanged.connect(lambda _value: self._say())
        row.addWidget(self.number)
        row.addStretch(1)
        self.rows.addLayout(row)
        rounds = HBox(spacing=12)
        rounds.addWidget(Label(tr("Round"), color="text-2"))
        self.round = QSpinBox()
        self.round.setRange(1, 30)
        self.round.setValue(page.round_no if page.kind is TeamKind.LEARNING else 1)
        self.round.setAccessibleName(tr("Round"))
        size(self.round, width=80)
        rounds.addWidget(self.round)
        rounds.addStretch(1)
        self.rows.addLayout(rounds)
        self.outcome = Label("", "small", color="text-2", wrap=True)
        self.rows.addWidget(self.outcome)
        self.make = Button(tr("Prepare the teams"), variant="primary", icon="check")
        self.make.clicked.connect(self.prepare)
        self.buttons.addWidget(self.make)
        self._say()
        self.show_sheet(self.number)

    def prepare(self) -> None:
        """Make the teams, and show that round."""
        number = self.number.value()
        by_size = self.ways.current == "size"
        page, round_no = self._page, self.round.value()
        self.close_sheet()
        if (page.kind, page.round_no) != (TeamKind.LEARNING, round_no):
            page.show_kind(TeamKind.LEARNING, round_no)
        page.deeds.prepare(count=None if by_size else number, size=number if by_size else None)

    def _say(self) -> None:
        number, people = self.number.value(), self._people
        teams = max(1, round(people / number)) if self.ways.current == "size" else min(number, max(1, people))
        least, rest = divmod(people, teams)
        most = least + (1 if rest else 0)
        formed = trn("{n} team", "{n} teams", teams)
        if least == most:
            words = tr("{people} people to place: {teams} of {size}.", people=people, teams=formed, size=least)
        else:
            words = tr("{people} people to place: {teams} of {least} or {most}.", people=people, teams=formed,
                       least=least, most=most)  # fmt: skip
        self.outcome.setText(words)
