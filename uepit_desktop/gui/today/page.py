"""The place « Aujourd'hui »: arrivals, half-days, what is to settle, what people wish to work on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ...event import Changes
from ...language import tr, trn, weekday_date
from ..shell.actions import Action, KeyHint
from ..shell.context import AppContext
from ..shell.page import Page, ScreenshotState
from ..shell.theme import theme
from ..widgets.layouts import two_columns
from ..widgets.rows import RowList
from ..widgets.surfaces import Card, EmptyState
from .arrivals_card import ArrivalsCard
from .day import Day
from .lines import LINE_ROLE, ChallengeDelegate, HalfDayDelegate, LinesModel
from .models import Todo
from .reading import read_day, read_todos
from .todo_card import TodoCard

_REREAD_AFTER_MS = 150
_CLOCK_MS = 30_000
_TABLES = (
    "check_in", "person", "wish", "challenge", "half_day", "half_day_closing", "replica", "organisation", "person_role",
    "event",
)  # fmt: skip


class TodayPage(Page):
    """Reads the day on a worker thread, again after what changed it and every half minute."""

    place: ClassVar[str] = "today"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.day: Day | None = None
        self.desk_button = self.header.add_button(tr("Open the check-in"), icon="scan-line", variant="primary")
        self.desk_button.clicked.connect(lambda: context.navigate("reception"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REREAD_AFTER_MS)
        self._later.timeout.connect(self.reload)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self.reload)
        columns = two_columns(self.body, (18, 10), 760)
        self.arrivals = ArrivalsCard()
        columns[0].addWidget(self.arrivals)
        self.half_days = LinesModel(self)
        self.half_day_list = RowList(tr("Half-days"), HalfDayDelegate())
        self.half_day_list.setModel(self.half_days)
        # a read-out: the soft row says which half-day the figures are about, not what is chosen
        self.half_day_list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.half_day_list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = Card(tr("Half-days"), tr("Arrivals and people expected"), flush=True)
        card.body.addWidget(self.half_day_list)
        columns[0].addWidget(card, 1)
        self.todos = TodoCard()
        self.todos.chosen.connect(self.act)
        columns[1].addWidget(self.todos)
        columns[1].addWidget(self._challenge_card(), 1)
        theme().changed.connect(self._set_minimums)
        self._set_minimums()
        self._show_header()

    def on_shown(self, **args: Any) -> None:
        self.reload()
        self._clock.start()
        if not self.todos.focus_first():
            self.desk_button.setFocus()

    def on_hidden(self) -> None:
        self._clock.stop()

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self._later.start()

    def palette_actions(self) -> list[Action]:
        words = tr("Show the arrivals as bars") if self.arrivals.shows_table else tr("Show the arrivals as a table")
        return [
            Action(tr("Open the check-in"), lambda: self.context.navigate("reception"), "scan-line", "E"),
            Action(words, self.toggle_table, "list", "T"),
            *self._closing_actions(),
        ]

    def _closing_actions(self) -> list[Action]:
        if self.day is None or self.day.closing is None:
            return []
        from ..reception.closing import closing_action

        return closing_action(self, self.day.closing)

    def key_hints(self) -> list[KeyHint]:
        return [KeyHint("Up Down", tr("move in “To settle”")), KeyHint("Return", tr("act"))]

    def zones(self) -> list[QWidget]:
        return [self.desk_button, self.todos, self.challenge_list]

    def screenshot_states(self) -> list[ScreenshotState]:
        return [
            ScreenshotState("01-aujourdhui", lambda: None),
            ScreenshotState("01b-aujourdhui-tableau", self.toggle_table),
        ]

    def reload(self) -> None:
        """Read the day again; not while the window closes, whose timers may still fire."""
        if self.context.tasks.closed:
            return
        self.run(read_day, self.context.event, then=self._on_figures, reads=True)

    def _on_figures(self, day: Day) -> None:
        known = self.day
        self.show_day(day if known is None else replace(day, todos=known.todos, known_at=known.known_at))
        self.run(read_todos, self.context.event, day, then=self.show_day, reads=True)

    def show_day(self, day: Day) -> None:
        """Show what was read."""
        before, self.day = self.day, day
        if before is None or before.closing != day.closing:
            self.actions_changed.emit()
        self._show_header()
        self.arrivals.show_day(day)
        self.half_days.show_lines(day.half_days)
        if day.todos is not None:
            self.todos.show_todos(day.todos)
        delegate = self.challenge_list.itemDelegate()
        if isinstance(delegate, ChallengeDelegate):
            delegate.most = max((line.total for line in day.challenges), default=1) or 1
        self.challenges.show_lines(day.challenges)
        self.challenge_list.setVisible(bool(day.challenges))
        self.no_challenge.setVisible(not day.challenges)

    def toggle_table(self) -> None:
        """Bars of arrivals, or the same figures in a table."""
        self.arrivals.toggle_table()
        self.actions_changed.emit()

    def act(self, todo: Todo) -> None:
        """Go where the thing is settled."""
        navigate = self.context.navigate
        if todo.action == "exchange":
            navigate("exchange")
        elif todo.action == "import":
            navigate("people", importing=True)
        elif todo.action == "import_challenges":
            navigate("people", importing=True, kind="challenges")
        elif todo.action == "close_half_day":
            from ..reception.closing import turn_half_day

            turn_half_day(self, todo.argument, close=True)
        elif todo.action == "to_check":
            navigate("people", to_check=True)
        else:
            navigate("people", arrival=todo.action)

    def _challenge_card(self) -> Card:
        self.challenges = LinesModel(self)
        self.challenge_list = RowList(tr("Défis and their wishes"), ChallengeDelegate())
        self.challenge_list.setModel(self.challenges)
        self.challenge_list.activated.connect(self._on_challenge)
        self.challenge_list.clicked.connect(self._on_challenge)
        card = Card(tr("Défis"), tr("Wishes, first choices darkest"), flush=True)
        card.body.addWidget(self.challenge_list, 1)
        self.no_challenge = EmptyState(
            "target", tr("No défi yet"), tr("Their list is imported like the registrations."),
            action=tr("Import défis"), run=lambda: self.context.navigate("people", importing=True, kind="challenges"),
        )  # fmt: skip
        card.body.addWidget(self.no_challenge, 1)
        self.no_challenge.hide()
        return card

    def _on_challenge(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        self.context.navigate("people", wish=line.code or line.title)

    def _set_minimums(self) -> None:
        px = theme().px
        self.half_day_list.setMinimumHeight(px(59 * 3))
        self.challenge_list.setMinimumHeight(px(34 * 4))

    def _show_header(self) -> None:
        now = self.context.now()
        today = weekday_date(now.date())
        self.header.set_title(today[:1].upper() + today[1:], day_words(self.day, now.date()))


def day_words(day: Day | None, today: dt.date) -> str:
    """ "Day 1 of 3. Monday 6 July, morning", or how far the event is."""
    if day is None or not day.event_days:
        return ""
    days = day.event_days
    if today in days:
        said = tr("Day {day} of {days}", day=days.index(today) + 1, days=len(days))
        half = next((line for line in day.half_days if line.running), None)
        if half is None:
            return said
        part = tr("the morning is under way") if half.part == "am" else tr("the afternoon is under way")
        return f"{said}, {part}"
    if today < days[0]:
        ahead = (days[0] - today).days
        return trn("The event begins in {n} day", "The event begins in {n} days", ahead)
    return tr("The event ended on {day}", day=weekday_date(days[-1]))


PAGE = TodayPage
