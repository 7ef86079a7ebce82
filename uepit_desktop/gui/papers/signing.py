"""What a paper may be for: the half-days, then the sessions of the programme. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...event import EventFile
from ...language import weekday_date
from ...reception import current_half_day, half_days
from ...references import SessionView, list_sessions

if TYPE_CHECKING:
    import datetime as dt

SESSION = "session:"
_LONGEST = 60


def signing_choices(db: Any, event: EventFile) -> tuple[list[tuple[str, str]], str]:
    """Key and words of every half-day, then of every session that has a place in a day; the half-day of the hour."""
    known = half_days(db)
    current = current_half_day(known, event.clock.now().astimezone(event.zone))
    choices = [(one.id, one.label) for one in known]
    sessions = [one for one in list_sessions(db) if one.starts is not None]
    choices += [(SESSION + one.id, session_words(one, event.zone)) for one in sessions]
    return choices, current.id if current is not None else ""


def session_words(session: SessionView, zone: dt.tzinfo) -> str:
    """« Lundi 6 juillet, 10 h 30 à 12 h 15, Atelier : Prototyper en carton »; a long title is cut."""
    day = weekday_date(session.starts.astimezone(zone).date()) if session.starts else ""
    label = session.label if len(session.label) <= _LONGEST else session.label[: _LONGEST - 1].rstrip() + "…"
    words = ", ".join(part for part in (day, session.hours(zone), label) if part)
    return words[:1].upper() + words[1:]
