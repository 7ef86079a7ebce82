"""The list of participants: search, filter chips, table, and the panel of one person beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ...language import integer, tr, trn
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.chips import Chip
from ..widgets.fields import SearchField
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.surfaces import Card, EmptyState
from .participants_model import Filters, ParticipantsModel, most_common
from .participants_table import ParticipantsTable
from .person_panel import PersonPanel
from .person_sheet import PersonSheet

#: Below this width of 100 %, the panel of a person takes the place of the table.
BESIDE_FROM = 860
_PANEL_W = 352
_SEARCH_AFTER_MS = 60
_CHOICES = 14


class ParticipantsView(QWidget):
    """Shows rows it is given; asks for searches, persons, badges."""

    search_asked = Signal(str)
    person_asked = Signal(str)
    import_asked = Signal()
    badges_asked = Signal(list)
    selection_changed = Signal()

    def __init__(self, *, sees_sensitive: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sees_sensitive = sees_sensitive
        self.model = ParticipantsModel(self)
        column = VBox(self, spacing=12)
        top = HBox(spacing=8)
        self.search = SearchField(tr("Name, organisation, e-mail, badge"))
        size(self.search, min_width=180, max_width=340)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SEARCH_AFTER_MS)
        self._later.timeout.connect(lambda: self.search_asked.emit(self.search.text()))
        self.search.changed.connect(lambda _text: self._later.start())
        self.search.submitted.connect(lambda _text: self._on_submitted())
        top.addWidget(self.search, 1)
        self.filter_button = Button(tr("Filter"), icon="filter")
        self.filter_button.clicked.connect(self.open_filters)
        top.addWidget(self.filter_button)
        self._chips = QWidget()
        self._chip_flow = FlowLayout(self._chips, spacing=6)
        top.addWidget(self._chips, 1)
        self.count = Label("", "small", color="text-3")
        top.addWidget(self.count)
        column.addLayout(top)
        row = HBox(spacing=16)
        column.addLayout(row, 1)
        self.card = Card(flush=True)
        self.table = ParticipantsTable(self.model)
        self.table.person_wanted.connect(self.person_asked)
        self.table.selection_changed.connect(self._on_selection)
        self.nobody = EmptyState(
            "users", tr("No participant yet"), tr("Registrations come from a spreadsheet or a CSV export."),
            action=tr("Import registrations"), run=self.import_asked.emit,
        )  # fmt: skip
        self.nobody.button.set_variant("primary")
        self.nothing = EmptyState("search", tr("Nobody matches"), tr("Remove a filter or change the search."),
                                  action=tr("Remove the filters"), run=self.clear_filters)  # fmt: skip
        self._stack = QStackedWidget()
        for widget in (self.table, self.nobody, self.nothing):
            self._stack.addWidget(widget)
        self.card.body.addWidget(self._stack, 1)
        row.addWidget(self.card, 1)
        self.panel = PersonPanel(sees_sensitive=sees_sensitive)
        self.panel.closed.connect(self.close_panel)
        self.panel.hide()
        row.addWidget(self.panel)
        theme().changed.connect(self._show_sides)
        self.refresh()

    # what is shown

    def refresh(self) -> None:
        """After the rows changed: the count, the chips, what stands when nothing does."""
        shown, total = self.model.rowCount(), self.model.total()
        self._stack.setCurrentWidget(self.table if shown else self.nothing if total else self.nobody)
        selected = len(self.table.selectionModel().selectedRows())
        if selected > 1:
            words = trn("{n} person selected", "{n} people selected", selected)
        elif shown == total:
            words = trn("{n} person", "{n} people", total)
        else:
            words = tr("{shown} of {total}", shown=integer(shown), total=integer(total))
        self.count.setText(words if total else "")
        self.filter_button.setEnabled(bool(total))
        self.search.setEnabled(bool(total))

    def show_found(self, text: str, ids: Sequence[str] | None) -> None:
        """Show what the search of ``text`` found; None when nothing is searched. A late answer is dropped."""
        if text == self.search.text():
            self.set_filters(replace(self.model.filters, ids=None if ids is None else tuple(ids)))

    def show_person(self, sheet: PersonSheet, *, focus: bool = False) -> None:
        """Open the panel on a person."""
        self.panel.show_person(sheet)
        self.panel.show()
        self._show_sides()
        if focus:
            self.panel.focus_first()

    def close_panel(self) -> None:
        """Close the panel and go back to the table."""
        self.panel.hide()
        self._show_sides()
        self.table.setFocus()

    # filters

    def set_filters(self, filters: Filters) -> None:
        """Let through what these filters admit, and say so in chips."""
        self.model.set_filters(filters)
        while (item := self._chip_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, without in _chips(filters):
            chip = Chip(words, "accent", removable=True)
            chip.removed.connect(lambda without=without: self.set_filters(without))
            self._chip_flow.addWidget(chip)
        self._chips.updateGeometry()
        self.refresh()

    def clear_filters(self) -> None:
        """Show everyone again."""
        self.search.set_text("")
        self.set_filters(Filters())

    def open_filters(self) -> QMenu:
        """The menu of what the list can be narrowed to."""
        menu = QMenu(self)
        filters = self.model.filters
        for key, words in (("arrived", tr("Arrived")), ("expected", tr("Expected")), ("cancelled", tr("Cancelled"))):
            self._choice(menu, words, filters.arrival == key, replace(filters, arrival=key))
        menu.addSeparator()
        self._choice(menu, tr("To check"), filters.to_check, replace(filters, to_check=True))
        self._choice(menu, tr("Without a wish"), filters.without_wish, replace(filters, without_wish=True))
        rows = list(self.model.everyone())
        roles = menu.addMenu(tr("Role"))
        for role, number in most_common(rows, lambda row: row.roles)[:_CHOICES]:
            self._choice(roles, f"{role} ({integer(number)})", filters.role == role, replace(filters, role=role))
        places = menu.addMenu(tr("Organisation"))
        for name, number in most_common(rows, lambda row: (row.organisation,))[:_CHOICES]:
            chosen = replace(filters, organisation=name)
            self._choice(places, f"{name} ({integer(number)})", filters.organisation == name, chosen)
        wishes = menu.addMenu(tr("Wish"))
        for wish, number in most_common(rows, lambda row: row.wishes)[:_CHOICES]:
            self._choice(wishes, f"{wish} ({integer(number)})", filters.wish == wish, replace(filters, wish=wish))
        menu.popup(self.filter_button.mapToGlobal(QPoint(0, self.filter_button.height() + theme().px(4))))
        return menu

    def _choice(self, menu: QMenu, words: str, on: bool, filters: Filters) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: self.set_filters(filters))

    # moving

    def focus_first(self) -> None:
        """The table, or the way to fill it."""
        if not self.model.total():
            self.nobody.button.setFocus()
        elif self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
        else:
            self.search.edit.setFocus()

    def _on_submitted(self) -> None:
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
            self.person_asked.emit(self.model.row(0).id)

    def _on_selection(self) -> None:
        self.refresh()
        self.selection_changed.emit()
        current = self.table.current_id()
        if self.panel.isVisible() and current and len(self.table.selected_ids()) == 1:
            self.person_asked.emit(current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_sides()

    def _show_sides(self) -> None:
        px = theme().px
        beside = self.width() >= px(BESIDE_FROM)
        is_open = not self.panel.isHidden()
        self.card.setVisible(beside or not is_open)
        self.panel.setMinimumWidth(px(_PANEL_W) if beside else 0)
        self.panel.setMaximumWidth(px(_PANEL_W) if beside else 16_777_215)


def _chips(filters: Filters) -> list[tuple[str, Filters]]:
    """What is in force, in words, and the filters without it."""
    arrival = {"arrived": tr("Arrived"), "expected": tr("Expected"), "cancelled": tr("Cancelled")}
    found = []
    if filters.arrival:
        found.append((arrival[filters.arrival], replace(filters, arrival="")))
    if filters.to_check:
        found.append((tr("To check"), replace(filters, to_check=False)))
    if filters.without_wish:
        found.append((tr("Without a wish"), replace(filters, without_wish=False)))
    for value, without in (
        (filters.role, replace(filters, role="")),
        (filters.organisation, replace(filters, organisation="")),
        (filters.wish, replace(filters, wish="")),
    ):
        if value:
            found.append((value if len(value) < 30 else value[:29] + "…", without))
    return found
