"""What is asked about the person on show, on the card or the selected row: badge (F7), note (F9), departure, excuse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ... import reception
from ...event import EventFile
from ...language import tr
from ..shell.page import Page
from .desk import Desk
from .excuse_sheet import ExcuseSheet
from .occasion import Occasion
from .printing import BadgePrinting
from .undoing import noted, say_noted

if TYPE_CHECKING:
    from ...event.undo import UndoEntry


class OnShow(QObject):
    """Knows who is on show, and answers for that person. ``done`` is called when they need not stay on show."""

    def __init__(self, page: Page, desk: Desk, occasion: Callable[[], Occasion], done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._occasion, self._done = page, desk, occasion, done
        self.printing = BadgePrinting(page)

    @property
    def person(self) -> tuple[str, str]:
        """Id and name of the person on show; two empty texts for nobody."""
        desk = self._desk
        if desk.stage == "card" and desk.card.card is not None:
            return desk.card.card.person_id, desk.card.card.name
        row = desk.results.selected() if desk.stage == "results" else None
        return (row.person_id, row.name) if row is not None else ("", "")

    def forget(self) -> None:
        """Another person comes on show: what was asked about the last one is not asked of this one."""
        self.printing.forget()

    def print_badge(self) -> None:
        """F7: asks once more when the badge was printed before."""
        person_id, name = self.person
        if person_id:
            self.printing.start(person_id, name)
        else:
            toasts = self._page.context.toasts
            toasts.show_message(tr("Choose a person first, then F7 prints their badge."), icon="info")

    def show_note(self) -> None:
        """F9: the private note, for ten seconds."""
        person_id, _name = self.person
        if person_id:
            self._page.run(_desk_note, self._page.context.event, person_id, reads=True, then=self._on_note)

    def note_departure(self) -> None:
        """F5: the person on show leaves before the end."""
        person_id, _name = self.person
        if not person_id:
            words = tr("Choose a person first, then F5 notes their departure.")
            self._page.context.toasts.show_message(words, icon="info")
            return
        event = self._page.context.event
        options = {"person_id": person_id, "method": "name", **self._occasion().options}
        options["operator"] = self._page.context.settings.operator
        self._page.run(noted, reception.note_departure, event, then=self._on_noted, **options)

    def excuse(self) -> ExcuseSheet | None:
        """Shift+F5: the absence of the person on show is excused for the half-day; asks for the reason, if any."""
        person_id, name = self.person
        if not person_id:
            words = tr("Choose a person first, then their absence can be excused.")
            self._page.context.toasts.show_message(words, icon="info")
            return None
        return ExcuseSheet(self._page.window(), name, partial(self._excuse, person_id, self._occasion()))

    def _excuse(self, person_id: str, occasion: Occasion, reason: str) -> None:
        chosen = (occasion.half_day_id,) if occasion.half_day_id else ()
        self._page.run(noted, reception.excuse, self._page.context.event, person_id, chosen, reason=reason,
                       session_id=occasion.session_id,
                       operator=self._page.context.settings.operator, then=self._on_noted)  # fmt: skip

    def _on_noted(self, answer: tuple[reception.AttendanceResult, UndoEntry | None]) -> None:
        result, entry = answer
        if result.done:
            self._done()
        say_noted(self._page, result.message, entry, meaning="" if result.done else "warning")

    def _on_note(self, words: str) -> None:
        stage = self._desk.card if self._desk.stage == "card" else self._desk.results
        self._desk.note.show_note(words or tr("No desk note for this person."), stage)


def _desk_note(event: EventFile, person_id: str) -> str:
    with event.read() as db:
        return reception.desk_note(db, person_id)
