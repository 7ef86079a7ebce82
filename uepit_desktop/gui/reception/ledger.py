"""What the sides of the desk say: figures read after each change, and the passages of the running session."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from ...language import hour
from ...reception import CheckInResult, HalfDayView
from ..shell.page import Page
from .cards import passage_of
from .closing import closing_words
from .desk import Desk
from .figures import Figures, read_figures
from .occasion import Occasion
from .views import LastPassage

_KEPT = 60


class Ledger(QObject):
    """Keeps the header, the count and the last passages of a desk up to date; knows what is signed for."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._figures: Figures | None = None
        self._session: list[LastPassage] = []
        self._reading = self._again = False
        self.occasion = Occasion()
        """What was chosen by hand: a half-day, a session; or the half-day of the hour."""
        self._half_day = Occasion()
        """The half-day to go back to from a session."""

    @property
    def occasion_in_use(self) -> Occasion:
        """What arrivals are noted for now, the half-day of the hour by its id."""
        if self.occasion.session_id is None and self.occasion.half_day_id is None and self._figures is not None:
            return Occasion(self._figures.half_day_id)
        return self.occasion

    @property
    def at_session(self) -> bool:
        """Whether a session is signed for, and not the half-day."""
        return self.occasion.session_id is not None

    @property
    def half_day(self) -> HalfDayView | None:
        """The half-day of the figures on show, as it was when they were read."""
        return self._figures.half_day if self._figures is not None else None

    def choose(self, key: str) -> None:
        """Note arrivals for a half-day or a session; "" for the half-day of the hour."""
        if not self.at_session:
            self._half_day = self.occasion
        self.occasion = Occasion.of_key(key)
        self._page.actions_changed.emit()
        self.refresh()

    def leave_session(self) -> None:
        """Back to the half-day that was signed for before."""
        self.occasion = self._half_day
        self._page.actions_changed.emit()
        self.refresh()

    def refresh(self) -> None:
        """Read the figures again; one reading at a time."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._page.run(
            read_figures,
            self._page.context.event,
            self.occasion,
            reads=True,
            then=self._on_figures,
            ended=self._on_read,
        )

    def tick(self) -> None:
        """A second has passed: the clock, who holds the desk, the half-day of the hour when the minute has turned."""
        context = self._page.context
        now = context.now()
        self._desk.header.show_clock(hour(now))
        self._desk.header.show_desk(context.event.desk_name, context.settings.operator)
        if self._figures is not None and self._figures.is_stale(now):
            self.refresh()

    def add(self, result: CheckInResult) -> None:
        """One more passage at this desk, arrivals, doubles and refusals alike."""
        self._session = [passage_of(result), *self._session][:_KEPT]
        self.show_passages()

    def take_back(self, person_id: str) -> None:
        """The arrival of a person was undone."""
        self._session = [p for p in self._session if p.tone != "success" or p.person_id != person_id]
        self.refresh()

    def show_passages(self) -> None:
        """The newest first; the first one stands out while its card is on show."""
        known = self._figures.last if self._figures is not None else ()
        kept = {passage.check_in_id for passage in known}
        own = [passage for passage in self._session if passage.check_in_id not in kept or not passage.check_in_id]
        newest_first = sorted((*own, *known), key=lambda passage: -passage.order)[:_KEPT]
        on_show = self._desk.stage == "card"
        self._desk.side.show_passages([p.freshened(on_show and place == 0) for place, p in enumerate(newest_first)])

    def state(self) -> dict[str, Any]:
        """What survives a change of language."""
        return {"occasion": self.occasion.key, "half_day": self._half_day.key, "session": list(self._session)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what ``state`` gave."""
        self.occasion = Occasion.of_key(state.get("occasion", ""))
        self._half_day = Occasion.of_key(state.get("half_day", ""))
        self._session = list(state.get("session", []))

    def _on_read(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _on_figures(self, figures: Figures) -> None:
        before = self.half_day
        self._figures = figures
        if self.at_session and not figures.at_session:  # the session is gone from the programme
            self.occasion = self._half_day
            self._page.actions_changed.emit()
        # arrivals are in the figures now, unless another reading is due because one came meanwhile
        self._session = [passage for passage in self._session if passage.tone != "success"]
        self._desk.side.show_count(figures.count)
        self._desk.header.show_count(figures.count.arrived, figures.count.expected)
        self._desk.header.show_occasion(figures.signed_for, figures.choices, session=figures.at_session)
        half_day, writes = figures.half_day, not self._page.context.event.read_only
        self._desk.header.show_closing(closing_words(half_day) if half_day is not None and writes else "")
        if half_day != before:
            self._page.actions_changed.emit()
        self.show_passages()
