"""What one signs for: a half-day, or a session within it; and which sessions a desk may have signed now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, UserError
from ..event.model import Placement, Team
from ..references import SessionView, attendees, list_sessions, members_by_team
from .half_days import HalfDayView, current_half_day, half_days
from .presence import Span

_JUST_OVER = dt.timedelta(minutes=30)
_MOST = 12


@dataclass(frozen=True, slots=True)
class Attended:
    """Whom a session expects. ``by_list`` says that whoever is not expected is asked about first."""

    session: SessionView
    expected: frozenset[str]

    @property
    def by_list(self) -> bool:
        return self.session.by_list

    def welcomes(self, person_id: str) -> bool:
        """Whether someone may sign without a question: expected, holding it, or at a session without a list."""
        return not self.by_list or person_id in self.expected or person_id in self.session.host_ids


def session_by_id(db: Session, session_id: str) -> SessionView:
    """A session of the programme. Raises UserError ``no_session``."""
    found = list_sessions(db, [session_id])
    if not found:
        raise UserError(
            "This session is not one of the programme. Nothing was recorded. Choose what is signed for again.",
            code="no_session",
        )
    return found[0]


def session_half_day(
    session: SessionView, choices: Sequence[HalfDayView], zone: dt.tzinfo, local: dt.datetime
) -> HalfDayView | None:
    """The half-day that a session belongs to, by its middle; for one without a place in the day, that of ``local``."""
    if session.starts is None:
        return current_half_day(choices, local)
    middle = (session.starts + dt.timedelta(minutes=session.minutes) / 2).astimezone(zone)
    within = [one for one in choices if one.on == middle.date() and one.moments(zone)[1] >= middle]
    same_day = [one for one in choices if one.on == middle.date()]
    if within or same_day:
        return within[0] if within else same_day[-1]
    return current_half_day(choices, session.starts.astimezone(zone))


def session_span(session: SessionView, half_day: HalfDayView | None, zone: dt.tzinfo) -> Span:
    """A session in time; one without a place in the day takes that of its half-day."""
    half_day_id = half_day.id if half_day else None
    if session.starts is not None and session.ends is not None:
        return Span(half_day_id, session.starts, session.ends, session.id)
    if half_day is not None:
        return Span(half_day_id, *half_day.moments(zone), session.id)
    start = dt.datetime.min.replace(tzinfo=dt.UTC)
    return Span(None, start, start + dt.timedelta(minutes=session.minutes), session.id)


def session_spans(sessions: Iterable[SessionView], choices: Sequence[HalfDayView], zone: dt.tzinfo) -> dict[str, Span]:
    """Session id → its span, for the sessions that have a place in a day."""
    return {
        one.id: session_span(one, session_half_day(one, choices, zone, one.starts.astimezone(zone)), zone)
        for one in sessions
        if one.starts is not None
    }


def expected_at(db: Session, session: SessionView, people: Iterable[str]) -> frozenset[str]:
    """Who of ``people`` is expected at a session."""
    return attendees(session, people, members_by_team(db) if session.team_ids else {})


def welcome(db: Session, session: SessionView, person_id: str) -> bool:
    """Whether someone may sign for a session without a question: one person, asked at the desk."""
    teams: Mapping[str, set[str]] = {}
    if session.team_ids:
        placed = select(Placement.team_id).join(Team, Team.id == Placement.team_id)
        own = db.scalars(placed.where(Placement.person_id == person_id, ~Placement.deleted, ~Team.deleted))
        teams = {team_id: {person_id} for team_id in own if team_id}
    return Attended(session, attendees(session, [person_id], teams)).welcomes(person_id)


@dataclass(frozen=True, slots=True)
class SignedFor:
    """What a sheet or a desk is for: a half-day, or one session of it. ``label`` is what people call it."""

    half_day_id: str | None
    session_id: str | None
    label: str


def signed_for(db: Session, id_: str) -> SignedFor | None:
    """What an id is of: a half-day or a session of this event; None for neither (any more)."""
    half_day = next((one for one in half_days(db) if one.id == id_), None)
    if half_day is not None:
        return SignedFor(id_, None, half_day.label)
    session = next(iter(list_sessions(db, [id_])), None)
    return None if session is None else SignedFor(None, id_, session.label)


def sessions_to_sign(db: Session, event: EventFile, at: dt.datetime | None = None) -> list[SessionView]:
    """The sessions that a desk may have signed now, in order: those of the day that are not over, or have just ended.

    Before the event they are those of its first day, in the evening those of the day that has just ended.
    """
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    half_day = current_half_day(half_days(db), now)
    on = half_day.on if half_day else now.date()
    of_day = [one for one in list_sessions(db) if one.starts and one.starts.astimezone(event.zone).date() == on]
    coming = [one for one in of_day if one.ends is not None and one.ends + _JUST_OVER > now]
    return (coming or of_day)[:_MOST]
