"""What is noted of a presence after the arrival: a departure, an excused absence, and their taking back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from ..event import Changes, EventFile, WriteSession
from ..event.model import CheckIn, CheckInKind, new_id
from ..language import hour, tr, trn
from ..language.folding import tidy
from ..references import SessionView
from .card import PersonCard, card_of
from .check_in import choose_half_day, choose_occasion
from .codes import Reading, read_scan
from .half_days import HalfDayView
from .lookup import PersonRow, facts_of, half_days_of, people_of_code, person_by_id
from .presence import PresenceState, presence_of
from .roll import span_of
from .sessions import session_span
from .verdict import Fact, standing_arrival

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class AttendanceResult:
    """What became of an entry. ``done`` is False when it was refused: ``message`` says why, and nothing was recorded.

    ``code`` is a stable word for programs: ``noted``, or the refusal: ``unknown``, ``ambiguous``, ``not_here``,
    ``already_left``, ``before_arrival``, ``already_excused``, ``present``, ``no_half_day``.
    """

    done: bool
    code: str
    message: str
    person: PersonCard | None = None
    people: tuple[PersonCard, ...] = ()
    half_days: tuple[HalfDayView, ...] = ()
    fact_ids: tuple[str, ...] = ()
    changes: Changes = field(default=Changes("note_departure"))


def note_departure(
    event: EventFile,
    text: str = "",
    *,
    person_id: str | None = None,
    half_day_id: str | None = None,
    session_id: str | None = None,
    at: dt.datetime | None = None,
    operator: str = "",
    method: str = "scan",
) -> AttendanceResult:
    """Note that someone leaves before the end: whom ``text`` (a scan) or ``person_id`` (chosen by name) means.

    The half-day is the one that ``at`` (an aware moment; default now) belongs to, or an earlier one of that day in
    which the person is still noted as here; with ``session_id`` it is that session that they leave. Who comes back is
    checked in again: both stays count. Raises UserError ``no_half_day``, ``no_session``, ``read_only`` or a fault of
    the disk.
    """
    now = at if at is not None else event.clock.now()
    local = now.astimezone(event.zone)
    with event.write("note_departure") as db:
        row, refusal = _one_person(db, text, person_id)
        if row is None:
            return refusal
        card = card_of(row, first_arrival=False)
        facts = facts_of(db, row.id)
        half_day, _, session = choose_occasion(db, half_days_of(event, db), half_day_id, session_id, local)
        if half_day_id is None and session is None:
            half_day = _still_here(facts, half_days_of(event, db), half_day)
        here = standing_arrival(facts, half_day.id if half_day else None, session_id)
        if here is None:
            return _not_here(event, card, facts, half_day, session)
        if now < here.at:
            message = tr("{name} arrived at {hour}, after this moment. No departure was recorded.",
                         name=card.name, hour=hour(here.at.astimezone(event.zone)))  # fmt: skip
            return AttendanceResult(False, "before_arrival", message, card)
        fact = _fact(event, row.id, CheckInKind.DEPARTURE, half_day, now, operator, method, session_id)
        db.add(fact)
    message = tr("Departure of {name} recorded at {hour}.", name=card.name, hour=hour(local))
    half_days = () if half_day is None else (half_day,)
    return AttendanceResult(True, "noted", message, card, (), half_days, (fact.id,), db.changes)


def excuse(
    event: EventFile,
    person_id: str,
    half_day_ids: Sequence[str] = (),
    *,
    session_id: str | None = None,
    reason: str = "",
    at: dt.datetime | None = None,
    operator: str = "",
) -> AttendanceResult:
    """Note an excused absence for one or several half-days (none named: the one of ``at``, by default now).

    Half-days in which the person is noted as there, or is excused already, are left as they are; when none is left,
    this is refused. With ``session_id`` it is the absence from that session. ``reason`` stays in the event file: it is
    neither shown at the desk nor printed. Raises UserError ``no_half_day``, ``no_session``, ``read_only`` or a fault of
    the disk.
    """
    now = at if at is not None else event.clock.now()
    local = now.astimezone(event.zone)
    if session_id is not None:
        return _excuse_session(event, person_id, session_id, reason, now, operator)
    with event.write("excuse", subject=person_id) as db:
        row, refusal = _one_person(db, "", person_id)
        if row is None:
            return refusal
        card = card_of(row, first_arrival=False)
        choices = half_days_of(event, db)
        wanted = [choose_half_day(choices, one, local)[0] for one in dict.fromkeys(half_day_ids) or (None,)]
        half_days = [half_day for half_day in wanted if half_day is not None]
        if not half_days:
            return AttendanceResult(False, "no_half_day", tr("The event has no half-day. Nothing was recorded."), card)
        facts = facts_of(db, person_id)
        states = {one.id: presence_of(facts, span_of(one, event.zone)).state for one in half_days}
        absent = [half_day for half_day in half_days if states[half_day.id] is PresenceState.ABSENT]
        if not absent:
            excused = all(state is PresenceState.EXCUSED for state in states.values())
            return _not_absent(card, excused=excused)
        noted = [_fact(event, person_id, CheckInKind.EXCUSE, half_day, now, operator, "name") for half_day in absent]
        for fact in noted:
            fact.reason = tidy(reason)[:_LONGEST_REASON]
        db.add_all(noted)
    message = trn(
        "Excused absence of {name} recorded for {n} half-day.",
        "Excused absence of {name} recorded for {n} half-days.",
        len(absent),
        name=card.name,
    )
    return AttendanceResult(
        True, "noted", message, card, (), tuple(absent), tuple(fact.id for fact in noted), db.changes
    )


def _excuse_session(
    event: EventFile, person_id: str, session_id: str, reason: str, now: dt.datetime, operator: str
) -> AttendanceResult:
    with event.write("excuse", subject=person_id) as db:
        row, refusal = _one_person(db, "", person_id)
        if row is None:
            return refusal
        card = card_of(row, first_arrival=False)
        half_day, _, session = choose_occasion(
            db, half_days_of(event, db), None, session_id, now.astimezone(event.zone)
        )
        assert session is not None
        state = presence_of(facts_of(db, person_id), session_span(session, half_day, event.zone)).state
        if state is not PresenceState.ABSENT:
            return _not_absent(card, excused=state is PresenceState.EXCUSED)
        fact = _fact(event, person_id, CheckInKind.EXCUSE, half_day, now, operator, "name", session_id)
        fact.reason = tidy(reason)[:_LONGEST_REASON]
        db.add(fact)
    message = tr("Excused absence of {name} recorded for {session}.", name=card.name, session=session.label)
    half_days = () if half_day is None else (half_day,)
    return AttendanceResult(True, "noted", message, card, (), half_days, (fact.id,), db.changes)


def _one_person(
    db: WriteSession | Session, text: str, person_id: str | None
) -> tuple[PersonRow | None, AttendanceResult]:
    """The one person meant, or the refusal."""
    reading = read_scan(text) if person_id is None else Reading(text="")
    named = people_of_code(db, reading) if person_id is None else [person_by_id(db, person_id)]
    rows = [row for row in named if row is not None and not row.deleted]
    if len(rows) == 1:
        return rows[0], _REFUSED
    if rows:
        cards = tuple(card_of(row, first_arrival=False) for row in rows)
        message = tr("This code names several people. Nothing was recorded.")
        return None, AttendanceResult(False, "ambiguous", message, people=cards)
    return None, AttendanceResult(False, "unknown", tr("Nobody on the list has this badge. Nothing was recorded."))


def _still_here(
    facts: Sequence[Fact], choices: Sequence[HalfDayView], current: HalfDayView | None
) -> HalfDayView | None:
    """The current half-day, or the latest before it on that day in which the person is here: at 12:35 one leaves the
    morning."""
    if current is None:
        return None
    same_day = [one for one in choices if one.on == current.on and (one.part, one.id) <= (current.part, current.id)]
    return next((one for one in reversed(same_day) if standing_arrival(facts, one.id) is not None), current)


def _not_here(
    event: EventFile,
    card: PersonCard,
    facts: Sequence[Fact],
    half_day: HalfDayView | None,
    session: SessionView | None,
) -> AttendanceResult:
    left = None
    if session is not None:
        left = presence_of(facts, session_span(session, half_day, event.zone)).left_at
    elif half_day is not None:
        left = presence_of(facts, span_of(half_day, event.zone)).left_at
    if left is not None:
        message = tr("The departure of {name} was already noted, at {hour}. Nothing was recorded.",
                     name=card.name, hour=hour(left.astimezone(event.zone)))  # fmt: skip
        return AttendanceResult(False, "already_left", message, card)
    if session is not None:
        message = tr("{name} is not noted at this session. No departure was recorded.", name=card.name)
    else:
        message = tr("{name} has no arrival in this half-day. No departure was recorded.", name=card.name)
    return AttendanceResult(False, "not_here", message, card)


def _not_absent(card: PersonCard, *, excused: bool) -> AttendanceResult:
    if excused:
        message = tr("The absence of {name} is already excused. Nothing was recorded.", name=card.name)
        return AttendanceResult(False, "already_excused", message, card)
    message = tr("{name} is noted as present. No absence was recorded.", name=card.name)
    return AttendanceResult(False, "present", message, card)


def _fact(
    event: EventFile,
    person_id: str,
    kind: CheckInKind,
    half_day: HalfDayView | None,
    at: dt.datetime,
    operator: str,
    method: str,
    session_id: str | None = None,
) -> CheckIn:
    return CheckIn(
        id=new_id(),
        person_id=person_id,
        kind=kind.value,
        half_day_id=half_day.id if half_day else None,
        session_id=session_id,
        at=at,
        replica_id=event.replica_id,
        operator=operator,
        method=method,
    )


_REFUSED = AttendanceResult(False, "unknown", "")
