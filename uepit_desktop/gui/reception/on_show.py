"""What is asked about the person on show, on the card or the selected row: their badge (F7), their desk note (F9)."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ... import reception
from ...event import EventFile
from ...language import tr
from ..shell.page import Page
from .desk import Desk
from .printing import BadgePrinting


class OnShow(QObject):
    """Knows who is on show, and answers for that person."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
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

    def _on_note(self, words: str) -> None:
        stage = self._desk.card if self._desk.stage == "card" else self._desk.results
        self._desk.note.show_note(words or tr("No desk note for this person."), stage)


def _desk_note(event: EventFile, person_id: str) -> str:
    with event.read() as db:
        return reception.desk_note(db, person_id)
