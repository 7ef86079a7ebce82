"""The figures of the desk, read off the UI thread: counts, half-days, last arrivals. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ... import reception
from ...event import EventFile, UserError
from ...language import hour, tr
from ...reception import HalfDayView
from ...references import SessionView
from .desk_lines import desk_lines
from .occasion import Occasion
from .views import Count, LastPassage

_LONGEST = 44
_LAST = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """What one reading found. ``choices`` are (key, words, chosen), "" the half-day of the hour, sessions last;
    ``signed_for`` says what is chosen.
    """

    count: Count
    half_day_id: str | None
    signed_for: str
    at_session: bool
    choices: tuple[tuple[str, str, bool], ...]
    last: tuple[LastPassage, ...]
    known_at: dt.datetime
    half_day: HalfDayView | None = None
    """The half-day that the figures are about, or that the session belongs to."""

    def is_stale(self, now: dt.datetime) -> bool:
        """Whether the minute has turned: the half-day of the hour may be another one."""
        return (now.hour, now.minute) != (
            self.known_at.hour,
            self.known_at.minute,
        ) or now.date() != self.known_at.date()


def read_figures(event: EventFile, occasion: Occasion) -> Figures:
    """The figures of what is signed for; of the half-day of the hour for a half-day or a session that is gone."""
    with event.read() as db:
        try:
            status = reception.status(db, event, half_day_id=occasion.half_day_id)
            roll = reception.session_roll(db, event, occasion.session_id) if occasion.session_id else None
        except UserError:
            occasion, roll = Occasion(), None
            status = reception.status(db, event)
        known = reception.half_days(db)
        sessions = reception.sessions_to_sign(db, event)
    if roll is not None and roll.session is not None and roll.session.id not in {one.id for one in sessions}:
        sessions = [roll.session, *sessions]
    by_the_hour = reception.current_half_day(known, status.known_at)
    automatic = tr("By the hour: {half_day}", half_day=by_the_hour.label) if by_the_hour else tr("By the hour")
    half_day = _half_day_words(status.half_day) if status.half_day else tr("No half-day")
    return Figures(
        count=_count(event, status, roll),
        half_day_id=status.half_day.id if status.half_day else None,
        signed_for=_session_words(event, roll.session) if roll is not None and roll.session else half_day,
        at_session=roll is not None,
        choices=(
            ("", automatic, not occasion.key),
            *((choice.id, _half_day_words(choice), choice.id == occasion.key) for choice in known),
            *(_session_choice(event, one, occasion) for one in sessions),
        ),
        last=_last(event, status, roll),
        known_at=status.known_at,
        half_day=roll.half_day if roll is not None and roll.half_day.id else status.half_day,
    )


def _half_day_words(half_day: HalfDayView) -> str:
    return tr("{half_day} (closed)", half_day=half_day.label) if half_day.closed else half_day.label


def _session_choice(event: EventFile, session: SessionView, occasion: Occasion) -> tuple[str, str, bool]:
    key = Occasion(session_id=session.id).key
    words = " · ".join(part for part in (_session_words(event, session), session.room) if part)
    return key, words, key == occasion.key


def _session_words(event: EventFile, session: SessionView) -> str:
    """« Atelier : Prototyper en carton, 10 h 30 à 12 h 15 »; a long title is cut, the hours stay."""
    label = session.label if len(session.label) <= _LONGEST else session.label[: _LONGEST - 1].rstrip() + "…"
    return ", ".join(part for part in (label, session.hours(event.zone)) if part)


def _count(event: EventFile, status: reception.Status, roll: reception.Roll | None) -> Count:
    known = tr("Known to this desk at {hour}", hour=hour(status.known_at))
    if roll is None:
        desks = desk_lines(status.by_desk, status.known_at)
        return Count(
            status.arrived, status.expected, status.here, status.elsewhere, status.pending_arrivals, known, desks
        )
    arrivals = [row.presence.arrival for row in roll.rows if row.presence.arrival is not None]
    here = sum(one.replica_id == event.replica_id for one in arrivals)
    count = Count(len(arrivals), roll.expected, here, len(arrivals) - here, status.pending_arrivals, known)
    if not roll.expected and roll.session is not None:  # nobody enrolled beforehand: its seats say how many may come
        count = replace(count, seats=roll.session.seats or 0)
    return count


def _last(event: EventFile, status: reception.Status, roll: reception.Roll | None) -> tuple[LastPassage, ...]:
    """The last passages of this desk: at a session, those of the session."""
    if roll is None:
        return tuple(
            _passage(passage.at, passage.name, passage.organisation if passage.counted else "", passage.person_id,
                     passage.check_in_id, counted=passage.counted)
            for passage in status.last
        )  # fmt: skip
    own = [(row, row.presence.arrival) for row in roll.rows if row.presence.arrival is not None]
    noted = sorted(
        ((fact.at, fact.id, row) for row, fact in own if fact is not None and fact.replica_id == event.replica_id),
        key=lambda one: one[:2],
        reverse=True,
    )
    return tuple(
        _passage(
            at.astimezone(event.zone), row.person.name, row.person.organisation, row.person.id, fact_id, counted=True
        )
        for at, fact_id, row in noted[:_LAST]
    )


def _passage(at: dt.datetime, name: str, line: str, person_id: str, check_in_id: str, *, counted: bool) -> LastPassage:
    return LastPassage(
        hour=hour(at),
        name=name or tr("Person without a name"),
        line=line if counted else tr("An earlier arrival counts"),
        tone="success" if counted else "warning",
        order=at.timestamp(),
        person_id=person_id,
        check_in_id=check_in_id,
    )
