"""Registering on the spot, from the key to the verdict: the form, its draft, and people of a close name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ... import reception
from ...event import EventFile
from ...people import list_people
from ...people.names import split_name
from ...reception import CheckInResult, Verdict
from ..shell.page import Page
from .desk import Desk
from .occasion import Occasion
from .walk_in import WalkInDraft


class OnTheSpot(QObject):
    """Runs the form of the desk. ``show`` is given each verdict; ``occasion`` says what arrivals are noted for."""

    def __init__(
        self, page: Page, desk: Desk, show: Callable[[CheckInResult], None], occasion: Callable[[], Occasion]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._show, self._occasion = page, desk, show, occasion
        self._similar: WalkInDraft | None = None
        desk.walk_in.submitted.connect(self._register)

    def open(self, typed: str) -> None:
        """The form, its names taken from what was typed, the rest of its draft kept until someone is registered."""
        form = self._desk.walk_in
        draft = form.draft()
        if typed:
            split = split_name(typed, family_first=False)
            draft = WalkInDraft(split.given_name.title(), split.family_name.title(), draft.organisation, draft.function)
        self._desk.show_stage("walk_in")
        form.open(draft)
        self._page.run(_organisation_names, self._page.context.event, reads=True, then=form.offer_organisations)

    def insist(self) -> bool:
        """Register although people of a close name are on show. False when no such choice is open."""
        if self._similar is None or self._desk.stage != "results":
            return False
        self._register(self._similar, anyway=True)
        return True

    def forget_choice(self) -> None:
        """The people of a close name left the stage."""
        self._similar = None

    def _register(self, draft: WalkInDraft, *, anyway: bool = False) -> None:
        def then(result: CheckInResult) -> None:
            self._show(result)
            if result.verdict is Verdict.SIMILAR:
                self._similar = draft
            else:
                self._desk.walk_in.empty()

        self._page.run(
            reception.register_walk_in,
            self._page.context.event,
            given_name=draft.given_name,
            family_name=draft.family_name,
            organisation=draft.organisation,
            function=draft.function,
            **self._occasion().options,
            operator=self._page.context.settings.operator,
            anyway=anyway,
            then=then,
            failed=lambda error: self._desk.walk_in.show_error(str(error)),
        )


def _organisation_names(event: EventFile) -> list[str]:
    with event.read() as db:
        return sorted({person.organisation for person in list_people(db) if person.organisation})
