"""The figures of the desk, read off the UI thread: counts, half-days, last arrivals. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ... import reception
from ...event import EventFile, UserError
from ...language import hour, tr
from .views import Count, LastPassage


@dataclass(frozen=True, slots=True)
class Figures:
    """What one reading found. ``choices`` are (id, words, chosen): "" is the half-day of the hour."""

    count: Count
    half_day_id: str | None
    half_day: str
    choices: tuple[tuple[str, str, bool], ...]
    last: tuple[LastPassage, ...]
    known_at: dt.datetime

    def is_stale(self, now: dt.datetime) -> bool:
        """Whether the minute has turned: the half-day of the hour may be another one."""
        return (now.hour, now.minute) != (
            self.known_at.hour,
            self.known_at.minute,
        ) or now.date() != self.known_at.date()


def read_figures(event: EventFile, half_day_id: str | None) -> Figures:
    """The figures of a half-day, by default the one of the hour. A half-day that is gone falls back to it."""
    with event.read() as db:
        try:
            status = reception.status(db, event, half_day_id=half_day_id)
        except UserError:
            half_day_id = None
            status = reception.status(db, event)
        known = reception.half_days(db)
    by_the_hour = reception.current_half_day(known, status.known_at)
    automatic = tr("By the hour: {half_day}", half_day=by_the_hour.label) if by_the_hour else tr("By the hour")
    return Figures(
        count=Count(
            arrived=status.arrived,
            expected=status.expected,
            here=status.here,
            elsewhere=status.elsewhere,
            pending=status.pending_arrivals,
            known=tr("Known to this desk at {hour}", hour=hour(status.known_at)),
        ),
        half_day_id=status.half_day.id if status.half_day else None,
        half_day=status.half_day.label if status.half_day else tr("No half-day"),
        choices=(
            ("", automatic, half_day_id is None),
            *((choice.id, choice.label, choice.id == half_day_id) for choice in known),
        ),
        last=tuple(
            LastPassage(
                hour=hour(passage.at),
                name=passage.name or tr("Person without a name"),
                line=passage.organisation if passage.counted else tr("An earlier arrival counts"),
                tone="success" if passage.counted else "warning",
                order=passage.at.timestamp(),
                person_id=passage.person_id,
                check_in_id=passage.check_in_id,
            )
            for passage in status.last
        ),
        known_at=status.known_at,
    )
