"""What ``reception`` is asked and answers, put on the stage of the desk: a card, rows to choose from, a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from ...event import UserError
from ...reception import CheckInResult, Verdict
from ..shell.page import Page
from ..shell.sheet import Sheet
from .bulk import refusal_of_sheet
from .cards import SOUNDS, card_of, failure_card, tone_of
from .desk import Desk
from .finding import row_of
from .fittings import Fittings
from .ledger import Ledger
from .lock import DeskLock
from .on_show import OnShow
from .on_the_spot import OnTheSpot
from .views import Card


class Answers(QObject):
    """Shows each answer once it is durable, never behind the palette or the help. A locked desk shows no name."""

    def __init__(
        self,
        page: Page,
        desk: Desk,
        *,
        ledger: Ledger,
        lock: DeskLock,
        on_show: OnShow,
        on_the_spot: OnTheSpot,
        fittings: Fittings,
    ) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._ledger, self._lock, self._on_show, self._on_the_spot = ledger, lock, on_show, on_the_spot
        self._fittings = fittings

    def ask(self, verb: Callable[..., CheckInResult], *args: Any, **options: Any) -> None:
        """Call a verb for what is signed for now, behind the passages that wait, and show what it answers."""
        answered: list[object] = []

        def then(result: CheckInResult) -> None:
            answered.append(result)
            self.show_verdict(result)

        def failed(error: UserError) -> None:
            answered.append(error)
            self.show_failure(error)

        def ended() -> None:
            if not answered:  # a bug: the crash report tells it, and the desk must not look as if all were well
                self.show_failure(UserError("The desk met an unexpected fault. Nothing was recorded. Scan again."))

        context = self._page.context
        self._page.run(
            verb,
            context.event,
            *args,
            **self._ledger.occasion.options,
            operator=context.settings.operator,
            then=then,
            failed=failed,
            ended=ended,
            **options,
        )

    def show_verdict(self, result: CheckInResult) -> None:
        """What ``reception`` answered, in words, colour, shape and sound. Called after the commit only."""
        tone = tone_of(result)
        self._uncover()
        self._on_the_spot.forget_choice()
        if self._lock.locked:
            self._lock.show_verdict(result)
        elif result.verdict is Verdict.AMBIGUOUS or result.people:
            self._show_choice(result, tone)
        else:
            self.show_card(card_of(result, self._page.context.event.desk_name))
        if not result.repeated and result.verdict is not Verdict.SIMILAR:
            self._ledger.add(result)
        if result.verdict is Verdict.ARRIVED and not result.repeated and result.person is not None:
            self._on_show.printing.on_arrival(result.person.id)
        self._fittings.sounds.play(SOUNDS[tone])

    def show_card(self, card: Card) -> None:
        """Put a card on the stage and have it read out."""
        self._desk.note.close_note()
        self._on_show.forget()
        self._desk.card.show_card(card)
        self._desk.show_stage("card")
        self._desk.field.setFocus()
        self._page.context.announce(card.spoken, assertive=card.tone != "success")
        self._page.actions_changed.emit()

    def show_failure(self, error: UserError) -> None:
        """Nothing was recorded, and why."""
        self._uncover()
        if self._lock.locked:
            self._lock.show_failure(error)
        else:
            self.show_card(failure_card(error, self._page.context.now()))
        self._fittings.sounds.play("refused")

    def refuse_sheet(self, why: str) -> None:
        """An attendance sheet that was scanned is none of this event's."""
        self._uncover()
        self.show_card(refusal_of_sheet(why, self._page.context.now()))
        self._fittings.sounds.play("refused")

    def _show_choice(self, result: CheckInResult, tone: str) -> None:
        """Several people: the rows to choose from, under the words of the verdict."""
        rows = tuple(
            row_of(person.id, person.name, person.line, None, cancelled=person.cancelled) for person in result.people
        )
        similar = result.verdict is Verdict.SIMILAR
        self._desk.results.show_rows(rows, title=result.title, why=result.message, tone=tone, someone_else=similar)
        self._desk.show_stage("results")
        self._desk.field.setFocus()
        self._page.context.announce(f"{result.title}. {result.message}", assertive=True)

    def _uncover(self) -> None:
        """What covers the desk closes."""
        for sheet in self._page.window().findChildren(Sheet):
            if sheet.isVisible():
                sheet.close_sheet()
