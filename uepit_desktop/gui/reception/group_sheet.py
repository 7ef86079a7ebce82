"""F4, a group arrives: type its name, look at who is awaited, note them all in one action that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from ...event import EventFile
from ...language import tr, trn
from ...reception import EntryPlan, plan_group
from ...reception.groups import Group, groups
from ..shell.page import Page
from ..shell.sheet import show_over
from ..widgets.buttons import Button
from ..widgets.labels import Label
from .bulk_sheet import BulkSheet
from .occasion import Occasion
from .tick_list import SheetList, TickDelegate, TickModel, TickRow


class GroupSheet(BulkSheet):
    """First the groups that answer what is typed, none before; then the people of the one chosen, ticked."""

    def __init__(self, window: QWidget, page: Page, occasion: Occasion) -> None:
        super().__init__(
            window,
            page,
            tr("Arrival of a group"),
            tr("An organisation or a team, in one action."),
            "users",
            "",
        )
        self._occasion = occasion
        self._groups: dict[str, Group] = {}
        self._plan: EntryPlan | None = None
        self.chosen = Label("", weight=600, elide=True)
        self.other = Button(tr("Other group"), size="dense", icon="undo-2")
        self.other.clicked.connect(self.choose_again)
        self.top.addWidget(self.chosen, 1)
        self.top.addWidget(self.other)
        self.found = TickModel(self, before_typing=False)  # no list before a search
        self.groups = SheetList(tr("Groups"), TickDelegate(boxed=False))
        self.groups.setModel(self.found)
        self.groups.activated.connect(self._on_activated)
        self.groups.clicked.connect(self._on_activated)
        self.lists.addWidget(self.groups)
        self.model.ticked_changed.connect(self._show_count)
        self.choose_again()
        show_over(window, self)
        self.field.edit.setFocus()
        self.read(_groups, page.context.event, then=self._on_groups)

    def choose_again(self) -> None:
        """Back to the groups."""
        self._plan = None
        for widget in (self.chosen, self.other, self.list):
            widget.hide()
        self.groups.show()
        self._name_field(tr("Name of the organisation, code or name of the team"))
        self.say("")
        self.field.clear()
        self._show_count()

    def choose(self, group_id: str) -> None:
        """The people of a group that are awaited, counted."""
        group = self._groups[group_id]
        self.chosen.setText(group.name)
        event = self._page.context.event
        then = partial(self._on_plan, group)
        for_what = self._occasion.options
        self.read(plan_group, event, group.people, **for_what, then=then, failed=self.on_refused)

    def on_typed(self, text: str) -> None:
        if self._plan is not None:
            super().on_typed(text)
            return
        self.found.filter(text)
        if self.found.shown:
            self.groups.setCurrentIndex(self.found.index(0))

    def on_entered(self) -> None:
        if self._plan is not None:
            super().on_entered()
        elif self.groups.currentIndex().isValid():
            self._on_activated(self.groups.currentIndex())

    def move(self, step: int) -> None:  # type: ignore[override]
        if self._plan is not None:
            super().move(step)
        elif self.found.shown:
            place = max(0, min(len(self.found.shown) - 1, self.groups.currentIndex().row() + step))
            self.groups.setCurrentIndex(self.found.index(place))
            self._page.context.announce(self.found.shown[place].name)

    def write(self) -> None:
        if self._plan is not None:
            ticked = set(self.model.ticked)
            chosen = tuple(one for one in self._plan.to_add if one.person_id in ticked)
            self.write_plan(replace(self._plan, to_add=chosen))

    def _name_field(self, words: str) -> None:
        self.field.edit.setPlaceholderText(words)
        self.field.edit.setAccessibleName(words)

    def _on_groups(self, found: Sequence[Group]) -> None:
        self._groups = {group.id: group for group in found}
        rows = [
            TickRow(group.id, group.name, kind_words(group), trn("{n} person", "{n} people", len(group.people)))
            for group in found
        ]
        self.found.show(rows, ())
        if self._plan is None:
            self.on_typed(self.field.text())

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, TickRow):
            self.choose(row.id)

    def _on_plan(self, group: Group, plan: EntryPlan) -> None:
        self._plan = plan
        self.groups.hide()
        for widget in (self.chosen, self.other, self.list):
            widget.show()
        self.field.clear()
        self._name_field(tr("First letters of a name, Enter ticks"))
        rows = [TickRow(one.person_id, one.name, one.organisation) for one in plan.to_add]
        self.model.show(rows, [row.id for row in rows])
        self.say(plan.message)
        self._page.context.announce(f"{group.name}. {plan.message}")
        self.list.setFocus()
        if rows:
            self.list.setCurrentIndex(self.model.index(0))

    def _show_count(self) -> None:
        ticked = len(self.model.ticked) if self._plan is not None else 0
        self.write_button.setText(trn("Note {n} arrival", "Note {n} arrivals", ticked))
        self.write_button.setVisible(self._plan is not None)
        self.write_button.setEnabled(ticked > 0)
        self.write_button.updateGeometry()


def kind_words(group: Group) -> str:
    """« Équipe défi », « Équipe apprenante, tour 2 »…"""
    if group.kind == "learning_team" and group.round:
        return tr("Learning team, round {n}", n=group.round)
    words = {
        "organisation": tr("Organisation"),
        "challenge_team": tr("Challenge team"),
        "learning_team": tr("Learning team"),
    }
    return words.get(group.kind) or tr("Challenge of the territory")


def _groups(event: EventFile) -> list[Group]:
    with event.read() as db:
        return groups(db)
