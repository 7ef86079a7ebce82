"""Rows of the participants table: what was read of people, their arrival, and which of them the chips let through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...language import hour, tr
from ..widgets.rows import Index

#: Role under which the delegate finds the whole ``ParticipantRow``.
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    ORGANISATION = 1
    ROLE = 2
    WISHES = 3
    ARRIVAL = 4
    BADGE = 5


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the table. Names are ready to show; ``sort_name`` is family name first, folded for sorting."""

    id: str
    name: str
    sort_name: str
    organisation: str
    roles: tuple[str, ...]
    """Translated words."""
    wishes: tuple[str, ...]
    """Codes (or written labels) of the challenges wished for, first choice first."""
    badge: str
    cancelled: bool = False
    to_check: bool = False
    arrived_at: dt.datetime | None = None
    """In the event's zone."""

    @property
    def arrival(self) -> str:
        """The words of the arrival column."""
        if self.arrived_at is not None:
            return tr("arrived at {hour}", hour=hour(self.arrived_at))
        return tr("cancelled") if self.cancelled else tr("expected")

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        parts = [self.name, self.organisation, ", ".join(self.roles), " ".join(self.wishes), self.arrival]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are let through. ``ids`` is what a text search found, best first; None when nothing is searched."""

    arrival: str = ""
    """"" for all, else arrived, expected or cancelled."""
    role: str = ""
    organisation: str = ""
    wish: str = ""
    to_check: bool = False
    without_wish: bool = False
    ids: tuple[str, ...] | None = None

    def admits(self, row: ParticipantRow) -> bool:
        """Whether the chips let this row through (the search is applied apart, it also orders)."""
        state = "arrived" if row.arrived_at is not None else "cancelled" if row.cancelled else "expected"
        return (
            (not self.arrival or self.arrival == state)
            and (not self.role or self.role in row.roles)
            and (not self.organisation or self.organisation == row.organisation)
            and (not self.wish or self.wish in row.wishes)
            and (not self.to_check or row.to_check)
            and (not self.without_wish or not row.wishes)
        )


_SORT_KEYS: dict[Column, Callable[[ParticipantRow], Any]] = {
    Column.NAME: lambda row: row.sort_name,
    Column.ORGANISATION: lambda row: (row.organisation.casefold(), row.sort_name),
    Column.ROLE: lambda row: (row.roles, row.sort_name),
    Column.WISHES: lambda row: (not row.wishes, row.wishes, row.sort_name),
    Column.ARRIVAL: lambda row: (row.arrived_at is None, row.arrived_at.timestamp() if row.arrived_at else 0.0,
                                 row.cancelled, row.sort_name),
    Column.BADGE: lambda row: (row.badge, row.sort_name),
}  # fmt: skip


class ParticipantsModel(QAbstractTableModel):
    """The people that the filters admit, in the order chosen. Holds rows it was given: reads nothing itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, ParticipantRow] = {}
        self._shown: list[ParticipantRow] = []
        self._filters = Filters()
        self._sorted_by = Column.NAME
        self._descending = False

    # what is shown

    @property
    def filters(self) -> Filters:
        """The filters in force."""
        return self._filters

    def total(self) -> int:
        """People in the event, filtered out or not."""
        return len(self._all)

    def everyone(self) -> Iterable[ParticipantRow]:
        """Every row, filtered out or not, in no promised order."""
        return self._all.values()

    def row(self, place: int) -> ParticipantRow:
        """The row shown at ``place``."""
        return self._shown[place]

    def place_of(self, person_id: str) -> int | None:
        """Where a person is shown, None when filtered out."""
        return next((place for place, row in enumerate(self._shown) if row.id == person_id), None)

    # what changes it

    def replace_all(self, rows: Iterable[ParticipantRow]) -> None:
        """Show these people instead of all those before."""
        self._all = {row.id: row for row in rows}
        self._refresh()

    def update_rows(self, rows: Mapping[str, ParticipantRow | None]) -> None:
        """Change, add or (None) take away some people; the others stay where they are."""
        moved = False
        for person_id, row in rows.items():
            old = self._all.get(person_id)
            if row is None:
                moved |= self._all.pop(person_id, None) is not None
                continue
            self._all[person_id] = row
            if (
                old is None
                or self._filters.admits(old) != self._filters.admits(row)
                or self._key(old) != self._key(row)
            ):
                moved = True
        if moved:
            self._refresh()
            return
        for place, shown in enumerate(self._shown):
            if (changed := rows.get(shown.id)) is not None:
                self._shown[place] = changed
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def note_arrivals(self, arrivals: Mapping[str, dt.datetime | None]) -> None:
        """Set when these people arrived (None: no longer arrived)."""
        self.update_rows({
            person_id: replace(self._all[person_id], arrived_at=at)
            for person_id, at in arrivals.items() if person_id in self._all
        })  # fmt: skip

    def set_filters(self, filters: Filters) -> None:
        """Let through what these filters admit."""
        if filters != self._filters:
            self._filters = filters
            self._refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = Column(column)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._refresh()

    def _key(self, row: ParticipantRow) -> Any:
        return _SORT_KEYS[self._sorted_by](row)

    def _refresh(self) -> None:
        filters = self._filters
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()].id) for index in self.persistentIndexList()]
        if filters.ids is not None:
            found = (self._all.get(person_id) for person_id in filters.ids)
            self._shown = [row for row in found if row is not None and filters.admits(row)]
        else:
            self._shown = sorted(filter(filters.admits, self._all.values()), key=self._key, reverse=self._descending)
        places = {row.id: place for place, row in enumerate(self._shown)}
        for index, person_id in kept:
            place = places.get(person_id)
            self.changePersistentIndex(index, QModelIndex() if place is None else self.index(place, index.column()))
        self.layoutChanged.emit()

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown_text(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence() if index.column() == Column.NAME else _shown_text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (Column.NAME, Column.ORGANISATION, Column.WISHES):
            return _shown_text(row, Column(index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        return None


def column_title(column: Column) -> str:
    """The header of a column."""
    return {
        Column.NAME: tr("Name"),
        Column.ORGANISATION: tr("Organisation"),
        Column.ROLE: tr("Role"),
        Column.WISHES: tr("Wishes"),
        Column.ARRIVAL: tr("Arrival"),
        Column.BADGE: tr("Badge"),
    }[column]


def _shown_text(row: ParticipantRow, column: Column) -> str:
    return {
        Column.NAME: row.name,
        Column.ORGANISATION: row.organisation,
        Column.ROLE: ", ".join(row.roles),
        Column.WISHES: " ".join(row.wishes),
        Column.ARRIVAL: row.arrival,
        Column.BADGE: row.badge,
    }[column]


def most_common(
    rows: Iterable[ParticipantRow], read: Callable[[ParticipantRow], Sequence[str]]
) -> list[tuple[str, int]]:
    """Values with how many rows hold them, most frequent first: what a filter offers."""
    counts: dict[str, int] = {}
    for row in rows:
        for value in read(row):
            if value:
                counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
