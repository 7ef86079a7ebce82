"""Half-days, the unit that attendance is signed for, and which of them a moment belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import HalfDay, HalfDayClosing, Replica
from ..language import tr, weekday_date


@dataclass(frozen=True, slots=True)
class HalfDayView:
    """One half-day: ``part`` is ``am`` or ``pm``; ``starts`` and ``ends`` are local hours "HH:MM".

    ``closed_at`` (UTC) is None while it is open; ``closed_by`` says who closed it, a name or else a desk.
    """

    id: str
    on: dt.date
    part: str
    starts: str
    ends: str
    closed_at: dt.datetime | None = None
    closed_by: str = ""

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def label(self) -> str:
        """« Lundi 6 juillet, matin »."""
        day = weekday_date(self.on)
        words = tr("{day}, morning", day=day) if self.part == "am" else tr("{day}, afternoon", day=day)
        return words[:1].upper() + words[1:]

    def moments(self, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
        """Its start and its end. Hours that make no sense, written by another program, are taken for the usual ones."""
        starts, ends = _hour(self.starts), _hour(self.ends)
        if starts is None or ends is None or ends <= starts:
            starts, ends = _USUAL.get(self.part, _USUAL["am"])
        return dt.datetime.combine(self.on, starts, zone), dt.datetime.combine(self.on, ends, zone)


def half_days(db: Session) -> list[HalfDayView]:
    """The half-days of the event, in order."""
    closings: dict[str, tuple[dt.datetime | None, str]] = {}
    for half_day_id, closed, at, operator, desk in db.execute(_CLOSINGS):  # the latest last
        closings[half_day_id] = (at, operator or desk or "") if closed else (None, "")
    return [HalfDayView(*row, *closings.get(row.id, (None, ""))) for row in db.execute(_HALF_DAYS)]


def current_half_day(half_days: Sequence[HalfDayView], local: dt.datetime) -> HalfDayView | None:
    """The half-day that an arrival at this local moment is noted for; None for an event without half-days.

    A half-day lasts until its end, so that who comes early for the afternoon is noted for the afternoon. Before the
    event (the day it is set up, or a rehearsal) it is the first half-day, after it the last, in the evening the one
    that has just ended, on a day without half-days the next one.
    """
    today = [half_day for half_day in half_days if half_day.on == local.date()]
    if today:
        hour = f"{local.hour:02}:{local.minute:02}"
        return next((half_day for half_day in today if hour < half_day.ends), today[-1])
    coming = next((half_day for half_day in half_days if half_day.on > local.date()), None)
    return coming or (half_days[-1] if half_days else None)


def _hour(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


_USUAL = {"am": (dt.time(9), dt.time(12, 30)), "pm": (dt.time(14), dt.time(17, 30))}
_CLOSINGS = (
    select(
        HalfDayClosing.half_day_id,
        HalfDayClosing.closed,
        HalfDayClosing.at,
        HalfDayClosing.operator,
        Replica.desk_name,
    )
    .outerjoin(Replica, Replica.id == HalfDayClosing.replica_id)
    .order_by(HalfDayClosing.at, HalfDayClosing.id)
)
_HALF_DAYS = (
    select(HalfDay.id, HalfDay.on, HalfDay.part, HalfDay.starts, HalfDay.ends)
    .where(~HalfDay.deleted)
    .order_by(HalfDay.on, HalfDay.part, HalfDay.id)
)
