"""One team: its name, how many people it takes, its room; and taking it out of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from ...event import EventFile
from ...language import tr, trn
from ...teams.editing import give_room, name_team, set_team_size, withdraw_team
from ..shell.framed_sheet import FramedSheet
from ..widgets.buttons import Button
from ..widgets.fields import CheckBox, Select, TextField
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size

if TYPE_CHECKING:
    from .page import TeamsPage


class TeamSheet(FramedSheet):
    """Written when « Enregistrer » is pressed; each part is a verb of its own, undone by itself."""

    def __init__(self, page: TeamsPage, team_id: str) -> None:
        situation = page.situation
        assert situation is not None
        team = situation.team_by_id[team_id]
        super().__init__(page.window(), "pencil", tr("Team {code}", code=team.title), width=480)
        self._page, self._team = page, team
        self.rows.setSpacing(12)
        self.name = TextField(tr("Name of the team"), help_text=tr("Empty: it goes by its challenge's title."))
        self.name.edit.setText(team.name)
        self.rows.addWidget(self.name)
        self.own = CheckBox(tr("A size of its own"))
        self.own.setChecked(team.own_sizes)
        self.own.toggled.connect(self._on_own)
        self.rows.addWidget(self.own)
        row = HBox(spacing=10)
        self.least, self.most = _number(tr("People, at least")), _number(tr("People, at most"))
        self.least.setValue(team.min_size)
        self.most.setValue(team.max_size)
        row.addWidget(Label(tr("from"), color="text-2"))
        row.addWidget(self.least)
        row.addWidget(Label(tr("to"), color="text-2"))
        row.addWidget(self.most)
        row.addWidget(Label(tr("people"), color="text-2"))
        row.addStretch(1)
        self.rows.addLayout(row)
        self.room = Select(tr("Room"))
        self.room.set_leading_icon("map-pin")
        self.room.addItem(tr("No room"), None)
        if team.room_id:
            self.room.addItem(team.room or tr("A room without a name"), team.room_id)
            self.room.setCurrentIndex(1)
        self.rows.addWidget(self.room)
        self.withdraw = Button(tr("Withdraw the team"), variant="quiet", icon="trash-2")
        self.withdraw.clicked.connect(self._on_withdraw)
        self.buttons.insertWidget(0, self.withdraw)
        self.save = Button(tr("Save"), variant="primary", icon="check")
        self.save.clicked.connect(self.save_team)
        self.buttons.addWidget(self.save)
        for field in (self.name.edit, self.least, self.most):
            pressed = getattr(field, "returnPressed", None)
            if pressed is not None:
                pressed.connect(self.save_team)
        self._on_own(team.own_sizes)
        page.run(_rooms, page.context.event, then=self._show_rooms, reads=True)
        self.show_sheet(self.least if team.own_sizes else self.name.edit)

    def save_team(self) -> None:
        """Write what was changed, then close."""
        deeds, team = self._page.deeds, self._team
        sizes = (self.least.value(), self.most.value()) if self.own.isChecked() else (None, None)
        if sizes[0] is not None and sizes[1] is not None and sizes[0] > sizes[1]:
            self.banner.show_text(tr("The smallest size is above the largest."), "danger")
            self.settle()
            return
        if self.name.text() != team.name:
            deeds.run(name_team, team.id, self.name.text())
        if self.own.isChecked() != team.own_sizes or (self.own.isChecked() and sizes != (team.min_size, team.max_size)):
            deeds.run(set_team_size, team.id, *sizes)
        room_id = self.room.currentData()
        if room_id != team.room_id:
            deeds.run(give_room, team.id, room_id)
        self.close_sheet()

    def _on_own(self, own: bool) -> None:
        self.least.setEnabled(own)
        self.most.setEnabled(own)

    def _on_withdraw(self) -> None:
        self._page.deeds.run(withdraw_team, self._team.id)
        self.close_sheet()

    def _show_rooms(self, rooms: list[tuple[str, str, int | None]]) -> None:
        self.room.clear()
        self.room.addItem(tr("No room"), None)
        for room_id, name, places in rooms:
            words = name if places is None else f"{name}, {trn('{n} place', '{n} places', places)}"
            self.room.addItem(words, room_id)
        self.room.setCurrentIndex(max(0, self.room.findData(self._team.room_id)))


def _rooms(event: EventFile) -> list[tuple[str, str, int | None]]:
    from ...programme.agenda import list_rooms

    with event.read() as db:
        return [(room.id, room.name, room.capacity) for room in list_rooms(db)]


def _number(name: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, 500)
    field.setAccessibleName(name)
    size(field, width=72)
    return field
