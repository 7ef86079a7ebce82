"""What the exchange page shows of the other laptops and of values written differently, as rows of words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...event import Conflict
from ...language import duration, hour, integer, tr, weekday_date
from ..widgets.rows import COLOR_ROLE, ICON_ROLE, MEANING_ROLE, Index


class Freshness(StrEnum):
    """How recently this laptop heard from another one."""

    HERE = "here"  # this laptop itself
    RECENT = "recent"
    LATE = "late"  # long enough for its arrivals to be missing here
    SILENT = "silent"  # nothing today


#: After this many minutes without news, a desk is shown as late while the day is under way.
LATE_AFTER_MIN = 30

#: freshness → (icon, colour token)
_MARKS = {
    Freshness.HERE: ("monitor", "accent"),
    Freshness.RECENT: ("circle-check", "success-mark"),
    Freshness.LATE: ("triangle-alert", "warning-mark"),
    Freshness.SILENT: ("circle", "text-3"),
}


def freshness(heard_at: dt.datetime | None, now: dt.datetime) -> Freshness:
    """How fresh the news of another laptop is; both moments in the event's zone."""
    if heard_at is None or heard_at.date() < now.date():
        return Freshness.SILENT
    late = now - heard_at >= dt.timedelta(minutes=LATE_AFTER_MIN)
    return Freshness.LATE if late else Freshness.RECENT


def heard_words(heard_at: dt.datetime | None, now: dt.datetime) -> str:
    """ "just now", "38 min ago", "not yet today", or the day it was; both moments in the event's zone."""
    if heard_at is None:
        return tr("not heard from yet")
    if heard_at.date() < now.date():
        if (now.date() - heard_at.date()).days == 1:
            return tr("yesterday at {hour}", hour=hour(heard_at))
        return tr("{day} at {hour}", day=weekday_date(heard_at.date()), hour=hour(heard_at))
    minutes = max(0, int((now - heard_at).total_seconds() // 60))
    if minutes < 1:
        return tr("just now")
    return tr("{duration} ago", duration=duration(minutes))


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One laptop: when it was last heard from, what is missing here and there as far as this one knows."""

    origin: str
    name: str
    freshness: Freshness
    heard: str
    to_receive: int
    to_send: int
    arrived: int = 0
    """People of the half-day whose arrival that counts was noted there, as far as it is known here."""

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        if self.freshness == Freshness.HERE:
            return tr("{desk}, {heard}, {arrived} arrivals", desk=self.name, heard=self.heard, arrived=self.arrived)
        return tr("{desk}, {heard}, {arrived} arrivals, {receive} to receive, {send} to send", desk=self.name,
                  heard=self.heard, arrived=self.arrived, receive=self.to_receive, send=self.to_send)  # fmt: skip


class DeskColumn(IntEnum):
    """The columns of the table of desks."""

    DESK = 0
    HEARD = 1
    ARRIVED = 2
    RECEIVE = 3
    SEND = 4


class DesksModel(QAbstractTableModel):
    """This laptop first, then the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[DeskRow] = ()

    def show_rows(self, rows: Sequence[DeskRow]) -> None:
        """Show these laptops."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(DeskColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], DeskColumn(index.column())
        if role == MEANING_ROLE:
            return "warning" if row.freshness == Freshness.LATE else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == ICON_ROLE and column == DeskColumn.DESK:
            return _MARKS[row.freshness][0]
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= DeskColumn.ARRIVED:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == COLOR_ROLE:
            if column == DeskColumn.DESK:
                return _MARKS[row.freshness][1]
            if column == DeskColumn.HEARD:
                return "warning-mark" if row.freshness == Freshness.LATE else "text-2"
            if column >= DeskColumn.ARRIVED:
                return "text" if self._text(row, column) not in ("", "0") else "text-3"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Desk"), tr("Last exchange"), tr("Arrivals"), tr("To receive"), tr("To send"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= DeskColumn.ARRIVED:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _text(row: DeskRow, column: DeskColumn) -> str:
        if column == DeskColumn.DESK:
            return row.name
        if column == DeskColumn.HEARD:
            return row.heard
        if column == DeskColumn.ARRIVED:
            return integer(row.arrived)
        if row.freshness == Freshness.HERE:
            return ""
        if column == DeskColumn.SEND:
            return integer(row.to_send)
        if row.freshness == Freshness.SILENT and not row.to_receive:
            return tr("unknown")
        return tr("about {n}", n=integer(row.to_receive)) if row.to_receive else "0"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values written for a field: what it is, who wrote it and when, whether screens show it meanwhile."""

    value: str
    by: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that several laptops wrote without knowing of each other. ``hidden`` values are the coordination's."""

    conflict: Conflict
    subject: str
    field: str
    versions: tuple[Version, ...]
    hidden: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from another."""
        return self.conflict.table, self.conflict.row, self.conflict.field


@dataclass(frozen=True, slots=True)
class Twice:
    """Someone whom two passages noted: the arrival that counts and the other, in words."""

    person_id: str
    name: str
    counted: str
    other: str


@dataclass(frozen=True, slots=True)
class DayEndWords:
    """How the day ends, in words: one sentence, then a line for each laptop with something missing."""

    done: bool = True
    sentence: str = ""
    known: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TeamFault:
    """Something that does not hold in the teams, in a sentence, and which team of which kind and round it is about."""

    sentence: str
    kind: str
    round: int
    team_id: str | None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the exchange page shows, read in one go."""

    now: dt.datetime
    desks: tuple[DeskRow, ...]
    pending: int
    waiting: int
    disagreements: tuple[Disagreement, ...]
    aside: tuple[tuple[str, str], ...]
    """(file, sentence) of the files put aside."""
    half_day: str = ""
    """Words for the half-day that the arrivals are of; "" when there is none."""
    arrived: int = 0
    twice: tuple[Twice, ...] = ()
    day_end: DayEndWords = DayEndWords()
    faults: tuple[TeamFault, ...] = ()
