"""People to keep together, or apart: those said so far, and one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...event.model import BondKind
from ...language import tr
from ...language.folding import fold
from ...teams.bonds import bind_people, unbind
from ...teams.situation import BondLine, Situation
from ..shell.framed_sheet import FramedSheet, empty
from ..widgets.buttons import Button
from ..widgets.chips import Chip
from ..widgets.fields import SearchField, TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.rows import RowDelegate, RowList
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import Line
from .people_list import PeopleModel
from .view import RowView, matching, plain_row

if TYPE_CHECKING:
    from .page import TeamsPage

_SHOWN = 4


class _NameRows(RowDelegate):
    height = 34


class BondsSheet(FramedSheet):
    """Type a name, Entrée adds the person, again for the next; then « Garder ensemble » or « Séparer »."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("Every proposal keeps to it, or says that it cannot.")
        super().__init__(page.window(), "link", tr("People together or apart"), why, width=600)
        self._page = page
        self._chosen: list[str] = []
        self._bonds = VBox()
        self.rows.addLayout(self._bonds)
        self.rows.addWidget(Line())
        self.rows.addSpacing(10)
        self.kinds = SegmentedControl(
            tr("Link"), [(BondKind.TOGETHER.value, tr("Together")), (BondKind.APART.value, tr("Apart"))],
            icons={BondKind.TOGETHER.value: "link", BondKind.APART.value: "unlink"},
        )  # fmt: skip
        self.kinds.chosen.connect(lambda _key: self._allow())
        row = HBox(spacing=10)
        row.addWidget(self.kinds)
        self.search = SearchField(tr("Add a person by name"))
        row.addWidget(self.search, 1)
        self.rows.addLayout(row)
        self.found = PeopleModel(self)
        self.list = RowList(tr("People found"), _NameRows())
        self.list.setModel(self.found)
        self.list.hide()
        self.rows.addWidget(self.list)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, margins=(0, 8, 0, 0), spacing=8)
        self.rows.addWidget(self._chips)
        self.rows.addSpacing(8)
        self.note = TextField(tr("Why, for the coordination"))
        self.rows.addWidget(self.note)
        self.bind = Button("", variant="primary", icon="link")
        self.bind.clicked.connect(self._on_bind)
        self.buttons.addWidget(self.bind)
        self.search.changed.connect(self._on_search)
        self.search.submitted.connect(lambda _text: self._add_current())
        self.search.edit.installEventFilter(self)
        self.list.activated.connect(lambda _index: self._add_current())
        self.list.clicked.connect(lambda _index: self._add_current())
        self.unbind_buttons: list[Button] = []
        page.refreshed.connect(self.show_bonds)
        self.show_bonds()
        self._show_chosen()
        self.show_sheet(self.search.edit)

    def show_bonds(self) -> None:
        """Show the links as they are now."""
        situation = self._page.situation
        if situation is None:
            return
        empty(self._bonds)
        self.unbind_buttons = []
        for bond in situation.bonds:
            self._bonds.addWidget(self._bond_row(situation, bond))
        if not situation.bonds:
            self._bonds.addWidget(Label(tr("No link yet."), color="text-2"))
            self._bonds.addSpacing(10)
        self.settle()

    def add_person(self, person_id: str) -> None:
        """One more person in the link being made."""
        if person_id not in self._chosen:
            self._chosen.append(person_id)
        self.search.clear()
        self._show_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search.edit:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.found.rows:
                at = max(0, min(len(self.found.rows) - 1, self.list.currentIndex().row() + step))
                self.list.setCurrentIndex(self.found.index(at))
                return True
        return super().eventFilter(watched, event)

    def _bond_row(self, situation: Situation, bond: BondLine) -> QWidget:
        row = QWidget()
        line = HBox(row, margins=(0, 6, 0, 6), spacing=10)
        together = bond.kind == BondKind.TOGETHER
        line.addWidget(IconLabel("link" if together else "unlink", 16, "text-3"))
        names = ", ".join(situation.person_by_id[one].name for one in bond.people if one in situation.person_by_id)
        words = VBox()
        words.addWidget(Label(names, weight=500, wrap=True))
        kind = tr("Together") if together else tr("Apart")
        words.addWidget(Label(", ".join(filter(None, (kind, bond.note))), "caption", color="text-3", wrap=True))
        line.addLayout(words, 1)
        off = Button(tr("Take off"), size="dense", name=tr("Take the link off: {names}", names=names))
        off.clicked.connect(partial(self._page.deeds.run, unbind, bond.id))
        self.unbind_buttons.append(off)
        line.addWidget(off)
        return row

    def _on_search(self, text: str) -> None:
        situation = self._page.situation
        rows: tuple[RowView, ...] = ()
        if situation is not None and fold(text):
            everyone = (plain_row(person) for person in situation.people if person.id not in self._chosen)
            rows = matching(everyone, text)[:_SHOWN]
        self.found.show_rows(rows)
        self.list.setVisible(bool(rows))
        size(self.list, height=_NameRows.height * max(1, len(rows)))
        if rows:
            self.list.setCurrentIndex(self.found.index(0))
        else:
            self.list.setCurrentIndex(QModelIndex())
        self.settle()

    def _add_current(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.add_person(self.found.rows[index.row()].person_id)
            self.search.edit.setFocus()
        elif not self.search.text() and self.bind.isEnabled():
            self.bind.click()

    def _show_chosen(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        situation = self._page.situation
        for person_id in self._chosen:
            name = situation.person_by_id[person_id].name if situation is not None else ""
            chip = Chip(name, "accent", removable=True, parent=self._chips)
            chip.removed.connect(partial(self._drop, person_id))
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._chosen))
        self._allow()
        self.settle()

    def _drop(self, person_id: str) -> None:
        self._chosen.remove(person_id)
        self._show_chosen()
        self.search.edit.setFocus()

    def _allow(self) -> None:
        together = self.kinds.current == BondKind.TOGETHER.value
        self.bind.setText(tr("Keep together") if together else tr("Keep apart"))
        self.bind.set_icon("link" if together else "unlink")
        self.bind.setEnabled(len(self._chosen) >= 2)

    def _on_bind(self) -> None:
        self._page.deeds.run(bind_people, tuple(self._chosen), BondKind(self.kinds.current), self.note.text())
        self._chosen = []
        self.note.edit.clear()
        self._show_chosen()
        self.search.edit.setFocus()
