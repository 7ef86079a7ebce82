"""Entering a signed sheet: a half-day, names ticked at the pace of the keyboard, the count, then one write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from ...event import EventFile
from ...language import tr, trn
from ...reception import EntryPlan, PresenceState, Roll, plan_paper, roll, session_roll
from ..papers.signing import signing_choices
from ..shell.page import Page
from ..shell.sheet import show_over
from ..widgets.fields import Select
from ..widgets.segmented import SegmentedControl
from .bulk_sheet import BulkSheet
from .occasion import Occasion
from .tick_list import TickRow


@dataclass(slots=True)
class PaperDraft:
    """What was ticked and not written yet: a scan may close the sheet, and loses none of it."""

    key: str = ""
    """The half-day or the session of the sheet, as ``Occasion.key``."""
    all_but: bool = False
    ticked: tuple[str, ...] = ()


class PaperSheet(BulkSheet):
    """Type a name, Enter ticks it; Ctrl+Enter counts, Ctrl+Enter again writes. ``draft`` keeps what was ticked."""

    def __init__(self, window: QWidget, page: Page, draft: PaperDraft, key: str) -> None:
        super().__init__(
            window,
            page,
            tr("Enter a signed sheet"),
            tr("Tick as the sheet reads. Nothing is written before the count."),
            "file-text",
            tr("First letters of a name, Enter ticks"),
        )
        self._draft = draft
        self._plan: EntryPlan | None = None
        self.half_day = Select(tr("Half-day or session"))
        self.half_day.set_leading_icon("calendar-days")
        self.top.addWidget(self.half_day, 1)
        self.which = SegmentedControl(
            tr("Ticks are"), [("signed", tr("Who signed")), ("absent", tr("Who did not sign"))]
        )
        self.which.choose("absent" if draft.all_but else "signed")
        self.which.chosen.connect(self._on_which)
        self.top.addWidget(self.which)
        self.model.ticked_changed.connect(self._on_ticked)
        self._show_count()
        show_over(window, self)
        self.field.edit.setFocus()
        self._page.run(_choices, page.context.event, draft.key or key, reads=True, then=self._on_choices)

    def write(self) -> None:
        """Count first; write when the count is on the screen."""
        if self._plan is not None:
            self.write_plan(self._plan)
            return
        self.read(
            plan_paper,
            self._page.context.event,
            self.model.ticked,
            all_but=self._draft.all_but,
            **Occasion.of_key(self._draft.key).options,
            then=self._on_plan,
            failed=self.on_refused,
        )

    def _on_choices(self, answer: tuple[list[tuple[str, str]], str]) -> None:
        choices, current = answer
        for key, words in choices:
            self.half_day.addItem(words, key)
        self.half_day.setCurrentIndex(self.half_day.findData(current))
        self.half_day.currentIndexChanged.connect(self._on_half_day)
        self._draft.key = current
        self._read(self._draft.ticked)

    def _on_half_day(self) -> None:
        self._draft.key = str(self.half_day.currentData())
        self._read(())

    def _on_which(self, key: str) -> None:
        self._draft.all_but = key == "absent"
        self._forget_count()

    def _read(self, ticked: tuple[str, ...]) -> None:
        event, key = self._page.context.event, self._draft.key
        self.read(_people, event, key, then=partial(self._on_people, key, ticked))

    def _on_people(self, key: str, ticked: tuple[str, ...], rows: Sequence[TickRow]) -> None:
        if key == self._draft.key:
            self.model.show(rows, ticked)

    def _on_ticked(self) -> None:
        self._draft.ticked = self.model.ticked
        self._forget_count()

    def _on_plan(self, plan: EntryPlan) -> None:
        self.say(plan.message, "info" if plan.to_add else "warning")
        self._page.context.announce(plan.message)
        if plan.to_add:
            self._plan = plan
            words = trn("Note {n} presence", "Note {n} presences", len(plan.to_add))
            self.write_button.setText(words)
            self.write_button.updateGeometry()

    def _forget_count(self) -> None:
        self._plan = None
        self.say("")
        self._show_count()

    def _show_count(self) -> None:
        self.count.setText(trn("{n} person ticked", "{n} people ticked", len(self.model.ticked)))
        self.write_button.setText(tr("Count"))
        self.write_button.updateGeometry()
        self.write_button.setEnabled(bool(self.model.ticked) or self._draft.all_but)


def _choices(event: EventFile, key: str) -> tuple[list[tuple[str, str]], str]:
    """Key and words of every half-day, then of every session; and the one to begin with."""
    with event.read() as db:
        choices, current = signing_choices(db, event)
    return choices, key or current


def _people(event: EventFile, key: str) -> list[TickRow]:
    """Everyone of the half-day or the session by family name, as a sheet lists them."""
    occasion = Occasion.of_key(key)
    states = {
        PresenceState.PRESENT: tr("already noted"),
        PresenceState.LEFT: tr("already noted"),
        PresenceState.EXCUSED: tr("excused"),
    }
    with event.read() as db:
        if occasion.session_id is not None:
            found: Roll | None = session_roll(db, event, occasion.session_id)
        else:
            found = roll(db, event, half_day_id=occasion.half_day_id)
    rows = found.rows if found is not None else ()
    return [
        TickRow(row.person.id, row.person.listed_name, row.person.organisation, states.get(row.presence.state, ""))
        for row in rows
    ]
