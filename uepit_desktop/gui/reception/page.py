"""The Émargement page: hands each line of text to ``reception`` and shows what it answers. It holds no rule."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ... import reception
from ...event import Changes
from ...language import tr
from ..shell.actions import Action, KeyHint
from ..shell.context import AppContext
from ..shell.page import Page, ScreenshotState
from . import states
from .answers import Answers
from .bulk import Bulk
from .camera import DeskCamera
from .closing import closing_action, turn_half_day
from .desk import Desk
from .fittings import Fittings
from .ledger import Ledger
from .lock import DeskLock
from .on_show import OnShow
from .on_the_spot import OnTheSpot
from .reader_test import ReaderTest
from .scan_filter import ScanFilter
from .searching import Searching
from .undoing import take_back_last
from .views import Row


class ReceptionPage(Page):
    """The desk. Its parts are in ``self.desk``; what is asked of ``reception`` starts here."""

    place: ClassVar[str] = "reception"
    fold_rail: ClassVar[bool] = True
    own_header: ClassVar[bool] = True

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.desk = Desk(self)
        self.body.addWidget(self.desk, 1)
        self.scans = ScanFilter(self.desk.field.edit, self)
        self.searching = Searching(self, self.desk.field, self.scans, lambda: self.ledger.occasion_in_use)
        self.ledger = Ledger(self, self.desk)
        self.on_the_spot = OnTheSpot(
            self, self.desk, lambda result: self.answers.show_verdict(result), lambda: self.ledger.occasion
        )
        self.on_show = OnShow(self, self.desk, lambda: self.ledger.occasion, self.rest)
        self.reader_test = ReaderTest(self, self.desk, lambda card: self.answers.show_card(card))
        self.bulk = Bulk(self, lambda: self.ledger.occasion)
        self.camera = DeskCamera(self, self.desk, self.take_code)
        self.lock = DeskLock(self, self.rest)
        self.lock.covered.connect(self.camera.stop)
        self.fittings = Fittings(self, self.desk, self.lock, self.on_show.printing.queue)
        self.answers = Answers(
            self, self.desk, ledger=self.ledger, lock=self.lock, on_show=self.on_show, on_the_spot=self.on_the_spot,
            fittings=self.fittings,
        )  # fmt: skip
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.ledger.tick)
        self._connect()
        self._dress()

    def _connect(self) -> None:
        desk = self.desk
        self.scans.scanned.connect(self.on_scan)
        self.searching.found.connect(self._on_found)
        desk.field.edited.connect(self._on_edited)
        desk.field.entered.connect(self._on_entered)
        desk.field.moved.connect(self._on_moved)
        desk.field.undo_asked.connect(self.undo_arrival)
        desk.idle.deed_chosen.connect(self._on_deed)
        desk.card.deed_chosen.connect(self._on_deed)
        desk.results.deed_chosen.connect(self._on_deed)
        desk.results.chosen.connect(self.check_in_person)
        desk.walk_in.closed.connect(self.rest)
        desk.side.exchange.connect(lambda: self.context.navigate("exchange"))
        desk.header.occasion_chosen.connect(self._on_occasion)
        desk.header.closing_asked.connect(self.turn_half_day)
        desk.header.session_left.connect(self.leave_session)
        desk.header.reader_asked.connect(self.test_reader)

    def _dress(self) -> None:
        header = self.desk.header
        header.show_reader(ready=False)
        if self.context.event.read_only:
            self.desk.idle.show_closed(self.context.event.read_only_reason)
        self.fittings.show_keys()
        self.ledger.tick()

    # -- what the shell calls ------------------------------------------------------------------------------------

    def on_shown(self, **args: Any) -> None:
        self.ledger.refresh()
        self.searching.warm_up()
        self.desk.field.setFocus()
        if args.get("search"):
            self.desk.field.edit.setText(str(args["search"]))

    def on_changes(self, changes: Changes) -> None:
        self.ledger.refresh()

    def palette_actions(self) -> list[Action]:
        writes = not self.context.event.read_only
        return [
            Action(tr("Search without a badge"), self.search_by_name, "id-card", "F2"),
            Action(tr("Register on the spot"), self._on_f3, "user-plus", "F3", enabled=writes),
            Action(tr("Other person"), self.other_person, "user-x", "F6", key_only=True),
            Action(tr("Reprint the badge"), self.on_show.print_badge, "printer", "F7"),
            Action(tr("Desk note"), self.on_show.show_note, "lock", "F9"),
            Action(tr("Note a departure"), self.on_show.note_departure, "arrow-right", "F5", enabled=writes,
                   words="départ quitte part"),
            Action(tr("Excuse the absence"), self.on_show.excuse, "circle-minus", "Shift+F5", enabled=writes,
                   words="excuser absence"),
            Action(tr("Back to the half-day") if self.ledger.at_session else tr("Choose what is signed for"),
                   self.choose_occasion, "calendar-days", "F10", words="demi-journée session atelier séance"),
            *self.bulk.actions(),
            *closing_action(self, self.ledger.half_day),
            Action(tr("Undo the last arrival"), self.undo_arrival, "undo-2", "Ctrl+Z", enabled=writes),
            Action(tr("Test the reader"), self.test_reader, "scan-line"),
            self.camera.action(),
            *self.fittings.actions(),
        ]  # fmt: skip

    def key_hints(self) -> list[KeyHint]:
        return [
            KeyHint("Return", tr("Validate")),
            KeyHint("Up Down", tr("Choose a name")),
            KeyHint("Escape", tr("Clear")),
            KeyHint("F11", tr("Desk mode, full screen")),
        ]

    def search_field(self) -> QWidget | None:
        return self.desk.field.edit

    def zones(self) -> list[QWidget]:
        return [self.desk.field, self.desk.header, self.desk.side]

    def handle_escape(self) -> bool:
        desk = self.desk
        if desk.note.isVisible():
            desk.note.close_note()
        elif desk.side_over:
            desk.close_side()
        elif desk.field.edit.text() and desk.stage != "walk_in":
            desk.field.edit.clear()
        elif desk.stage != "idle":
            self.rest()
        else:
            return False
        self.desk.field.setFocus()
        return True

    def save_state(self) -> dict[str, Any]:
        return self.ledger.state()

    def restore_state(self, state: dict[str, Any]) -> None:
        self.ledger.restore(state)

    def screenshot_states(self) -> list[ScreenshotState]:
        return states.screenshot_states(self)

    # -- arrivals ------------------------------------------------------------------------------------------------

    def on_scan(self, text: str) -> None:
        """A scanner typed a line."""
        self.desk.header.show_reader(ready=True)
        self.take_code(text)

    def take_code(self, text: str) -> None:
        """A code was read, by a scanner or the camera: an arrival is written behind those that wait and its verdict
        shown once it is durable; the code of an attendance sheet opens the entry of its half-day."""
        typed = self.desk.field.text()
        if typed.endswith(text) and not _is_ours(text) and _is_ours(typed):
            text = typed  # a busy computer put a pause within the burst: the field has the whole of it
        self._empty_field()
        half_day_id = reception.read_sheet_code(text)
        if self.reader_test.active:
            self.reader_test.heard_elsewhere(text)
        elif half_day_id is None:
            self.answers.ask(reception.check_in, text, method="scan")
        elif self.lock.locked:
            self.lock.show_sheet()
            self.fittings.sounds.play("duplicate")
        else:
            self.bulk.open_scanned(half_day_id, self.answers.refuse_sheet)

    def check_in_person(self, person_id: str, *, anyway: bool = False) -> None:
        """Note the arrival of a person chosen by name."""
        self._empty_field()
        self.answers.ask(reception.check_in, "", method="name", person_id=person_id, anyway=anyway)

    def undo_arrival(self) -> None:
        """Take back the arrival of the card on show, or else the last one of this desk."""
        card = self.desk.card.card if self.desk.stage == "card" else None
        check_in_id = card.check_in_id if card is not None and card.check_in_id else None
        self.run(take_back_last, self.context.event, check_in_id, self.context.settings.operator, then=self._on_undone)

    def _on_undone(self, undone: reception.UndoResult) -> None:
        if undone.done and undone.person is not None:
            self.ledger.take_back(undone.person.id)
        if undone.done and self.desk.stage == "card":
            self.rest()
        self.context.toasts.show_message(undone.message, icon="undo-2" if undone.done else "info")
        self.context.announce(undone.message)

    # -- search --------------------------------------------------------------------------------------------------

    def search_by_name(self) -> None:
        """F2: someone without a badge; the field is emptied and waits for letters."""
        self.rest()
        self.context.announce(tr("Type the first letters of a name"))

    def other_person(self) -> None:
        """F6: the person at the desk is not the one of the card."""
        self.search_by_name()

    def rest(self) -> None:
        """Back to « Prêt à scanner »."""
        self.desk.note.close_note()
        self.reader_test.stop()
        self.on_the_spot.forget_choice()
        self._empty_field()
        self.desk.show_stage("idle")
        self.desk.field.setFocus()
        self.ledger.show_passages()
        self.actions_changed.emit()

    def _empty_field(self) -> None:
        self.desk.field.clear_quietly()
        self.searching.forget()

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self.searching.typed()
        else:
            self.searching.forget()
            if self.desk.stage == "results":
                self.rest()

    def _on_found(self, rows: tuple[Row, ...]) -> None:
        self.on_the_spot.forget_choice()
        self.desk.results.show_rows(rows)
        if self.desk.stage != "results":
            self.desk.show_stage("results")
            self.actions_changed.emit()

    def _on_moved(self, step: int) -> None:
        if self.desk.stage == "results":
            self.desk.results.move(step)
            row = self.desk.results.selected()
            if row is not None:
                self.searching.mark_seen()
                self.context.announce(row.spoken)

    def _on_entered(self) -> None:
        text, stage = self.desk.field.text(), self.desk.stage
        if text and reception.read_sheet_code(text) is not None:
            self.take_code(text)
        elif text and reception.read_scan(text).code is not None:  # the letters under the code, typed by hand
            self._empty_field()
            self.answers.ask(reception.check_in, text, method="typed")
        elif stage == "results" and (not text or self.searching.shows(text)):
            self._enter_on_rows(text)
        elif text:
            self.searching.search()
        elif stage == "card":
            self.rest()

    def _enter_on_rows(self, text: str) -> None:
        row = self.desk.results.selected()
        if row is None:
            if text:  # nobody by that name: perhaps a ticket number of another system, typed by hand
                self._empty_field()
                self.answers.ask(reception.check_in, text, method="typed")
            return
        if self.searching.seen() or not text:
            self.check_in_person(row.person_id)
        else:  # « Dupont » and Enter in one gesture searches; the next Enter acts on what is shown
            self.searching.mark_seen()
            self.context.announce(row.spoken)

    # -- on the spot, badge, note --------------------------------------------------------------------------------

    def open_walk_in(self) -> None:
        """F3: the form, its names taken from what was typed."""
        typed = self.desk.field.text()
        self._empty_field()
        self.on_the_spot.open(typed)

    def _on_f3(self) -> None:
        """F3 is the next action of a refusal that has one (register again, note anyway), otherwise the form."""
        card = self.desk.card.card if self.desk.stage == "card" else None
        deed = next((d for d in card.deeds if d.key == "F3"), None) if card is not None else None
        self._on_deed(deed.name if deed is not None else "walk_in")

    def _on_deed(self, name: str) -> None:
        card = self.desk.card.card if self.desk.stage == "card" else None
        if name in ("walk_in", "register"):
            if not self.on_the_spot.insist():
                self.open_walk_in()
        elif name in ("reinstate", "accept") and card is not None:
            self.check_in_person(card.person_id, anyway=True)
        elif name == "undo":
            self.undo_arrival()
        elif name == "test":
            self.test_reader()
        elif name == "paper":
            self.bulk.open_paper()
        elif name == "reprint":
            self.on_show.print_badge()
        elif name in ("search", "other"):
            self.search_by_name()
        else:
            self.rest()

    def test_reader(self) -> None:
        """The next scan is shown as it was read, and notes nothing."""
        self._empty_field()
        self.reader_test.start()

    # -- header --------------------------------------------------------------------------------------------------

    def turn_half_day(self) -> None:
        """Close the half-day on show, or open it again."""
        if (half_day := self.ledger.half_day) is not None:
            turn_half_day(self, half_day.id, close=not half_day.closed)

    def choose_occasion(self) -> None:
        """F10: the half-day, or one of the sessions now and next; at a session, back to the half-day at once."""
        if self.ledger.at_session:
            self.leave_session()
        else:
            self.desk.header.choose_occasion()

    def leave_session(self) -> None:
        """Back to the half-day."""
        self.ledger.leave_session()
        self.rest()

    def _on_occasion(self, key: str) -> None:
        self.ledger.choose(key)
        self.rest()  # a card of what was signed for before would mislead

    # -- Qt --------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.fittings.show_keys()
        self.ledger.tick()
        self._clock.start()
        self.scans.start()
        self.lock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        self.scans.stop()
        self.reader_test.stop()
        self.camera.stop()
        self.desk.note.close_note()
        if not event.spontaneous():  # a window that is only minimised stays locked
            self.lock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange:
            self.fittings.show_keys()
        return False


def _is_ours(text: str) -> bool:
    """Whether the text is a whole code of this program: of a badge or of an attendance sheet."""
    return reception.read_scan(text).code is not None or reception.read_sheet_code(text) is not None


PAGE = ReceptionPage
