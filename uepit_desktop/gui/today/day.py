"""Everything the day page shows, as one value read in one go on a worker thread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..reception.views import DeskLine
from .models import Bars, Todo

if TYPE_CHECKING:
    from ...reception import HalfDayView


@dataclass(frozen=True, slots=True)
class HalfDayLine:
    """One half-day of « Maintenant et ensuite »."""

    id: str
    starts: str
    """Local hour "HH:MM"."""
    ends: str
    on: dt.date
    part: str
    expected: int
    arrived: int
    current: bool = False
    """The one that the page's figures are about."""
    running: bool = False
    past: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """One défi and how many people wish for it, by rank: first, second, third or later."""

    id: str
    code: str
    title: str
    wishes: tuple[int, int, int]

    @property
    def total(self) -> int:
        return sum(self.wishes)


@dataclass(frozen=True, slots=True)
class Day:
    """The day as this laptop knows it. Moments are in the event's zone."""

    now: dt.datetime
    event_days: tuple[dt.date, ...] = ()
    half_day: str = ""
    """Words for the half-day that the figures are about."""
    people: int = 0
    expected: int = 0
    arrived: int = 0
    duplicates_avoided: int = 0
    cancelled: int = 0
    known_at: dt.datetime | None = None
    bars: Bars = field(default_factory=lambda: Bars(5))
    desks: tuple[DeskLine, ...] = ()
    """The other desks, those where most arrived first; ``here`` arrived at this one."""
    desk: str = ""
    here: int = 0
    closing: HalfDayView | None = None
    """The half-day that can be closed from here, or opened again: the one that the figures are about."""
    half_days: tuple[HalfDayLine, ...] = ()
    challenges: tuple[ChallengeLine, ...] = ()
    todos: tuple[Todo, ...] | None = None
    """None while they are being looked for: the figures do not wait for them."""
