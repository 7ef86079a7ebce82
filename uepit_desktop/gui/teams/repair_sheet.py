"""At 9 h 15 someone is missing, someone comes late, a team or a room is lost: a few ways out, few moves first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from ...event import UserError
from ...language import hour, integer, tr, trn
from ...teams.posing import problem_of
from ...teams.situation import PersonLine, Situation
from ..reception.tick_list import TickList, TickModel, TickRow
from ..shell.framed_sheet import FramedSheet, empty
from ..widgets.buttons import Button
from ..widgets.fields import CheckBox, SearchField, Select
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.option_list import OptionChip, OptionList
from .computing import Computation, Way
from .weighing import names_of

if TYPE_CHECKING:
    from .page import TeamsPage

_ROWS = 4


class RepairSheet(FramedSheet):
    """First what is missing, then three or four ways to do with it; the one chosen becomes the proposal."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("Tell what is missing; few moves are proposed. Whoever is locked or was placed by hand stays.")
        super().__init__(page.window(), "life-buoy", tr("Repair the teams"), why, width=640)
        self._page = page
        self.ways: list[Way] = []
        self.computation = Computation(self)
        self.computation.repaired.connect(self.show_ways)
        self.computation.failed.connect(self._on_failed)
        self.closed.connect(self.computation.forget)
        situation = page.situation
        assert situation is not None
        self._situation = situation
        self.rows.setSpacing(10)
        self._missing = QWidget()
        column = VBox(self._missing, spacing=10)
        self.rows.addWidget(self._missing)
        self._fill(column, situation)
        self.options: OptionList | None = None
        self._found = QWidget()
        self._column = VBox(self._found, spacing=10)
        self._found.hide()
        self.rows.addWidget(self._found)
        self.back = Button(tr("Tell otherwise"), variant="quiet", icon="undo-2")
        self.back.clicked.connect(self._on_back)
        self.back.hide()
        self.buttons.insertWidget(0, self.back)
        self.look = Button(tr("Look for ways out"), variant="primary", icon="life-buoy")
        self.look.clicked.connect(self.compute)
        self.buttons.addWidget(self.look)
        self.choose = Button(tr("See as a proposal"), variant="primary", icon="check")
        self.choose.clicked.connect(self.take)
        self.choose.hide()
        self.buttons.addWidget(self.choose)
        self._count()
        self.show_sheet(self.absent if self.absents.rowCount() else self.search.edit)

    # what is missing

    def _fill(self, column: VBox, situation: Situation) -> None:
        known = any(person.here is not None for person in situation.people)
        now = hour(self._page.context.now())
        self.title = Label("", weight=600)
        column.addWidget(self.title)
        self.search = SearchField(tr("Name of someone missing"), dense=True)
        column.addWidget(self.search)
        self.absents = TickModel(self, before_typing=known)
        self.absent = TickList(tr("People missing"), self.absents)
        size(self.absent, height=44 * _ROWS)
        column.addWidget(self.absent)
        missing = [person for person in situation.placed if person.here is False]
        listed = missing if known else list(situation.placed)
        rows = [self._row(person) for person in listed]
        self.absents.show(rows, [person.id for person in missing])
        self.absents.ticked_changed.connect(self._count)
        self.search.changed.connect(self._on_search)
        self.search.submitted.connect(lambda _text: self._tick_first())
        self.search.edit.installEventFilter(self)
        self.absent.left_upwards.connect(self.search.edit.setFocus)
        self.absent.setVisible(bool(self.absents.rowCount()))
        self._known, self._now = known, now
        waiting = [person for person in situation.to_place if person.here is not False]
        self._waiting = [person.id for person in waiting]
        words = trn("Place {n} person who has no team yet", "Place {n} people who have no team yet", len(waiting))
        self.late = CheckBox(words)
        self.late.setChecked(True)
        column.addWidget(self.late)
        self.late.setVisible(bool(waiting))
        lost = HBox(spacing=10)
        self.withdrawn = Select(tr("Challenge withdrawn"))
        self.withdrawn.addItem(tr("No challenge withdrawn"), "")
        self.shrunk = Select(tr("Room lost"))
        self.shrunk.addItem(tr("No room lost"), "")
        for team in situation.teams:
            self.withdrawn.addItem(tr("{team} is withdrawn", team=team.title), team.id)
            self.shrunk.addItem(tr("{team} loses its room", team=team.title), team.id)
        for field in (self.withdrawn, self.shrunk):
            field.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            lost.addWidget(field, 1)
        column.addLayout(lost)
        self._places = QWidget()
        row = HBox(self._places, spacing=10)
        row.addWidget(Label(tr("Places where it goes now (0: it has nowhere to go)"), color="text-2", wrap=True), 1)
        self.places = QSpinBox()
        self.places.setRange(0, 500)
        self.places.setAccessibleName(tr("Places where it goes now (0: it has nowhere to go)"))
        size(self.places, width=80)
        row.addWidget(self.places)
        self._places.hide()
        column.addWidget(self._places)
        self.shrunk.currentIndexChanged.connect(self._on_room)
        self.withdrawn.currentIndexChanged.connect(lambda _at: self._count())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Down and self.absents.rowCount():  # type: ignore[attr-defined]
            self.absent.setFocus()
            self.absent.setCurrentIndex(self.absents.index(0))
            return True
        return super().eventFilter(watched, event)

    def _on_search(self, text: str) -> None:
        self.absents.filter(text)
        shown = bool(self.absents.rowCount())
        if shown != self.absent.isVisibleTo(self._missing):
            self.absent.setVisible(shown)
            self.settle()

    def _tick_first(self) -> None:
        """Entrée: the first name found is missing, or is not after all; then the next one."""
        if self.search.text() and self.absents.rowCount():
            self.absents.toggle(0)
            self.search.clear()
        elif not self.search.text() and self.look.isEnabled():
            self.compute()

    def _row(self, person: PersonLine) -> TickRow:
        team = self._situation.team_by_id.get(person.team or "")
        line = tr("announced absent") if person.excused else person.organisation
        return TickRow(person.id, person.name, line, team.code if team is not None else "")

    def _on_room(self, _at: int) -> None:
        team = self._situation.team_by_id.get(str(self.shrunk.currentData()))
        self._places.setVisible(team is not None)
        if team is not None:
            self.places.setValue(max(0, team.size - 1))
        self._count()
        self.settle()

    def _count(self) -> None:
        if not hasattr(self, "look"):
            return
        count = len(self.absents.ticked)
        if self._known:
            words = trn("{n} absence at {hour}", "{n} absences at {hour}", count, hour=self._now)
        else:
            words = trn("{n} person missing", "{n} people missing", count)
        self.title.setText(words)
        self.look.setEnabled(bool(count or self._waiting or self.withdrawn.currentData() or self.shrunk.currentData()))

    @property
    def gone(self) -> list[str]:
        """Those who are left out of it: the people missing, and those to be placed who are for later."""
        absent = [person.id for person in self._situation.to_place if person.here is False]
        later = [] if self.late.isChecked() else self._waiting
        return [*self.absents.ticked, *absent, *later]

    @property
    def lost_teams(self) -> list[str]:
        """Teams that take nobody any more."""
        lost = [str(self.withdrawn.currentData() or "")]
        if not self.places.value():
            lost.append(str(self.shrunk.currentData() or ""))
        return list(dict.fromkeys(filter(None, lost)))

    # ways out

    def compute(self) -> None:
        """Look for ways out, away from the window."""
        self.look.setEnabled(False)
        self.look.setText(tr("Looking…"))
        self.banner.hide()
        self.computation.start_repair(problem_of(self._situation), self.asked(), names=names_of(self._situation))

    def asked(self) -> dict[str, Any]:
        """What is missing, as ``teams.repair`` takes it."""
        situation, lost = self._situation, self.lost_teams
        room = str(self.shrunk.currentData() or "")
        return {
            "assignment": dict(situation.assignment),
            "gone": self.gone,
            "withdrawn_teams": lost,
            "places": {room: self.places.value()} if room and room not in lost else {},
            "hand_placed": [person.id for person in situation.placed if person.kept],
        }

    def take(self) -> None:
        """The way chosen becomes the proposal: nothing is written before « Appliquer »."""
        if self.options is None or not self.ways:
            return
        way = next(one for one in self.ways if one.name == self.options.current)
        lost = tuple(self.lost_teams)
        page = self._page
        self.close_sheet()
        page.proposal.take(dict(way.assignment), withdrawn=lost)

    def show_ways(self, found: tuple[list[Way], tuple[str, ...]]) -> None:
        """The ways out found, or why there is none."""
        self.ways, sentences = found
        self._rest()
        if not self.ways:
            said = " ".join(sentences) or tr("No placement keeps every rule.")
            self.banner.show_text(said, "warning")
            self._page.context.announce(said, assertive=True)
            self.settle()
            return
        empty(self._column)
        options = [(way.name, title(way), way.note) for way in self.ways]
        self.options = OptionList(tr("Ways out"), options, {way.name: chips(way) for way in self.ways})
        self._column.addWidget(self.options)
        self._show_ways(True)
        button = self.options.current_button
        if button is not None:
            self.focus_soon(button)
        self._page.context.announce(trn("{n} way out", "{n} ways out", len(self.ways)))

    def _on_failed(self, error: UserError) -> None:
        self._rest()
        self.banner.show_text(str(error), "danger")
        self._page.context.announce(str(error), assertive=True)
        self.settle()

    def _on_back(self) -> None:
        self._show_ways(False)
        self.look.setFocus()

    def _rest(self) -> None:
        self.look.setText(tr("Look for ways out"))
        self.look.setEnabled(True)

    def _show_ways(self, shown: bool) -> None:
        self._missing.setVisible(not shown)
        self._found.setVisible(shown)
        self.back.setVisible(shown)
        self.choose.setVisible(shown)
        self.look.setVisible(not shown)
        self.settle()


def title(way: Way) -> str:
    """What a way is, in a few words."""
    if way.name == "none":
        return tr("Move nobody") if not way.moved else tr("Move only who cannot stay")
    if way.name == "few":
        return tr("Move very few people")
    if way.name == "some":
        return tr("Move a few people")
    return tr("The best placement found")


def chips(way: Way) -> list[OptionChip]:
    """Moves, placements and cost."""
    moved = trn("{n} change of team", "{n} changes of team", way.moved)
    found: list[OptionChip] = [(moved, "success" if not way.moved else "")]
    if way.placed:
        found.append((trn("{n} placement", "{n} placements", way.placed), "info"))
    found.append((tr("cost {cost}", cost=integer(way.cost)), ""))
    return found
