"""The people whom no proposal moves, locked or placed by hand: each can be left free again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...language import tr, trn
from ...teams.situation import PersonLine
from ..shell.framed_sheet import FramedSheet
from ..widgets.buttons import Button
from ..widgets.chips import TeamCode
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.surfaces import Line

if TYPE_CHECKING:
    from .page import TeamsPage


class LocksSheet(FramedSheet):
    """One row a person, with what keeps them; « Tout libérer » frees everybody in one verb."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("No proposal moves these people. L locks or frees the person selected on the screen.")
        super().__init__(page.window(), "lock", tr("Locks"), why, width=520)
        self._page = page
        self.free_buttons: list[Button] = []
        self.free_all = Button(tr("Unlock everybody"), icon="lock-open")
        self.free_all.clicked.connect(self._on_free_all)
        self.buttons.insertWidget(1, self.free_all)
        page.refreshed.connect(self.show_locks)
        self.show_locks()
        self.show_sheet(self.free_buttons[0] if self.free_buttons else None)

    def show_locks(self) -> None:
        """Show who is kept now."""
        focused = any(button.hasFocus() for button in self.free_buttons)
        self.clear_rows()
        self.free_buttons = []
        situation, proposal = self._page.situation, self._page.proposal
        if situation is None:
            return
        colour = self._page.colour
        for person in situation.people:
            held = person.id in proposal.by_hand
            if not person.kept and not held:
                continue
            team_id = (proposal.assignment or situation.assignment).get(person.id, "") if held else person.team
            team = situation.team_by_id.get(team_id or "")
            self.rows.addWidget(self._row(person, team.code if team is not None else "", colour, held))
        count = len(self.free_buttons)
        if not count:
            self.rows.addWidget(Label(tr("Nobody is locked."), color="text-2"))
        self.free_all.setVisible(count > 1)
        self.setAccessibleDescription(trn("{n} lock", "{n} locks", count))
        if focused:
            self.focus_soon(self.free_buttons[0] if self.free_buttons else self.leave)
        self.settle()

    def _row(self, person: PersonLine, code: str, colour: str, held: bool) -> QWidget:
        row = QWidget()
        column = VBox(row)
        if self.free_buttons:
            column.addWidget(Line())
        line = HBox(margins=(0, 8, 0, 8), spacing=10)
        line.addWidget(IconLabel("lock" if person.locked and not held else "hand", 16, "text-3"))
        words = VBox(spacing=0)
        words.addWidget(Label(person.name, weight=500, elide=True))
        if held:
            why = tr("placed by hand in the proposal")
        elif person.locked:
            why = tr("locked")
        else:
            why = tr("placed by hand")
        words.addWidget(Label(why, "caption", color="text-3"))
        line.addLayout(words, 1)
        line.addWidget(TeamCode(code, colour))
        free = Button(tr("Unlock"), size="dense", name=tr("Unlock {name}", name=person.name))
        free.clicked.connect(partial(self._on_free, person.id))
        self.free_buttons.append(free)
        line.addWidget(free)
        column.addLayout(line)
        return row

    def _on_free(self, person_id: str) -> None:
        if person_id in self._page.proposal.by_hand:
            self._page.deeds.toggle_lock(person_id)
        else:
            self._page.deeds.unlock([person_id])

    def _on_free_all(self) -> None:
        situation = self._page.situation
        if situation is None:
            return
        for person_id in self._page.proposal.by_hand:
            self._page.deeds.toggle_lock(person_id)
        kept = [person.id for person in situation.people if person.kept]
        if kept:
            self._page.deeds.unlock(kept)
