"""The figures of a half-day as this laptop knows them: expected, arrived, here and elsewhere, the last passages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, select, type_coerce
from sqlalchemy.orm import Session

from ..event import EventFile
from ..event.model import CheckIn, CheckInKind, Organisation, Person, PersonStatus
from .check_in import choose_half_day
from .desks import DeskCount, count_by_desk
from .half_days import HalfDayView, half_days
from .presence import PAPER, presence_of
from .roll import facts_by_person, span_of
from .verdict import Fact, live_facts

_BAR_MIN = 5
_LAST = 20
"""Passages kept for « Derniers passages »."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One arrival noted at this desk. ``counted`` is False when an earlier arrival, of another desk, counts instead."""

    check_in_id: str
    person_id: str
    name: str
    organisation: str
    at: dt.datetime
    method: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Status:
    """The figures of one half-day. Counts are of people; moments are in the event's zone.

    ``expected`` are those registered for the day of the half-day; ``arrived`` those who have an arrival that stands,
    ``here`` and ``elsewhere`` by the desk of the arrival that counts; ``unexpected`` arrived though they were not
    expected that day. ``doubles`` are people whom two passages noted: both facts are kept, one counts. ``pending``
    operations and ``pending_arrivals`` of this laptop are not known to have reached another one. ``by_five_minutes``
    are (start, people) without the empty bars; ``by_desk`` adds up to ``arrived``, this desk first.
    """

    half_day: HalfDayView | None
    known_at: dt.datetime
    expected: int
    arrived: int
    here: int
    elsewhere: int
    unexpected: int
    walk_ins: int
    cancelled: int
    doubles: int
    pending: int
    pending_arrivals: int
    last: tuple[Passage, ...]
    by_five_minutes: tuple[tuple[dt.datetime, int], ...]
    by_desk: tuple[DeskCount, ...] = ()


def status(db: Session, event: EventFile, *, half_day_id: str | None = None, at: dt.datetime | None = None) -> Status:
    """The figures of a half-day (default: the one of ``at``, by default now). Raises UserError ``no_half_day``.

    Outside the days of the event, by default, it is the half-day in which someone was noted last.
    """
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    choices = half_days(db)
    half_day, outside = choose_half_day(choices, half_day_id, now)
    if outside and half_day_id is None and at is None:
        last = db.execute(_LAST_USED).scalar()
        half_day = next((choice for choice in choices if choice.id == last), half_day)
    expected, cancelled, walk_ins = _registered(db, half_day)
    undone = _undone(db)
    counted, doubled = _counted(db, half_day, undone)
    here = sum(1 for arrival in counted.values() if arrival.replica_id == event.replica_id)
    pending = event.pending()
    return Status(
        half_day=half_day,
        known_at=now,
        expected=len(expected),
        arrived=len(counted),
        here=here,
        elsewhere=len(counted) - here,
        unexpected=len(counted.keys() - expected),
        walk_ins=len(walk_ins & counted.keys()),
        cancelled=cancelled,
        doubles=_doubles(db, event, half_day, sorted(doubled)),
        pending=sum(pending.values()),
        pending_arrivals=pending.get(CheckIn.__tablename__, 0),
        last=_last_passages(db, event, half_day, counted, undone),
        by_five_minutes=_by_five_minutes(counted.values(), event.zone),
        by_desk=count_by_desk(db, event, Counter(arrival.replica_id for arrival in counted.values())),
    )


def arrivals(
    db: Session, half_day_id: str | None, people: Sequence[str], *, session_id: str | None = None
) -> dict[str, dt.datetime]:
    """Person id → moment (UTC) of the arrival that counts, for those of ``people`` who have arrived, in the half-day or
    with ``session_id`` at the session.
    """
    facts: dict[str, list[Fact]] = {}
    for person_id, fact in _facts(db, people):
        facts.setdefault(person_id, []).append(fact)
    found = {}
    for person_id, own in facts.items():
        standing = [
            fact.at for fact in live_facts(own) if fact.target_id is None and fact.tells(half_day_id, session_id)
        ]
        if standing:
            found[person_id] = min(standing)
    return found


_LAST_USED = (
    select(CheckIn.half_day_id)
    .where(CheckIn.kind == CheckInKind.ARRIVAL.value, CheckIn.half_day_id.is_not(None))
    .order_by(CheckIn.at.desc(), CheckIn.id.desc())
    .limit(1)
)


class _Arrival(NamedTuple):
    """An arrival in stored values: moments are UTC texts of one length, in the order of time."""

    at: str
    id: str
    replica_id: str
    method: str


def _registered(db: Session, half_day: HalfDayView | None) -> tuple[set[str], int, set[str]]:
    """People expected on the day of the half-day, how many cancelled, and who was registered at a desk."""
    expected = set()
    walk_ins = set()
    cancelled = 0
    on = half_day.on.isoformat() if half_day else ""
    for person_id, registration, days, walk_in in db.execute(
        select(Person.id, Person.status, Person.days, Person.walk_in).where(~Person.deleted)
    ):
        if walk_in:
            walk_ins.add(person_id)
        if registration == PersonStatus.CANCELLED:
            cancelled += 1
        elif not isinstance(days, list) or not days or not on or on in days:
            expected.add(person_id)
    return expected, cancelled, walk_ins


def _counted(
    db: Session, half_day: HalfDayView | None, undone: AbstractSet[str]
) -> tuple[dict[str, _Arrival], set[str]]:
    """Person → the arrival that counts, and who has several that stand."""
    statement = select(CheckIn.person_id, _AT_TEXT, CheckIn.id, CheckIn.replica_id, CheckIn.method).where(
        _is_arrival(half_day)
    )
    counted: dict[str, _Arrival] = {}
    doubled: set[str] = set()
    for person_id, at, fact_id, replica_id, method in db.execute(statement):
        if fact_id in undone:
            continue
        passage = _Arrival(at, fact_id, replica_id, method)
        first = counted.setdefault(person_id, passage)
        if first is not passage:
            doubled.add(person_id)
            counted[person_id] = min(first, passage)
    return counted, doubled


def _doubles(db: Session, event: EventFile, half_day: HalfDayView | None, doubled: Sequence[str]) -> int:
    """How many of these people were noted while they were there; who left and came back arrives twice rightly."""
    if half_day is None:
        return len(doubled)
    span = span_of(half_day, event.zone)
    facts = facts_by_person(db, doubled)
    return sum(1 for person_id in doubled if presence_of(facts[person_id], span).doubles)


def _is_arrival(half_day: HalfDayView | None) -> ColumnElement[bool]:
    is_arrival = and_(CheckIn.kind == CheckInKind.ARRIVAL.value, CheckIn.session_id.is_(None))
    return is_arrival if half_day is None else and_(is_arrival, CheckIn.half_day_id == half_day.id)


def _undone(db: Session) -> set[str]:
    """Facts that a standing fact undoes. Undoings are few: read whole, then resolved as ``live_facts`` does."""
    undoings = [
        Fact(fact_id, at, replica_id, None, target_id)
        for fact_id, at, replica_id, target_id in db.execute(
            select(CheckIn.id, CheckIn.at, CheckIn.replica_id, CheckIn.target_id).where(CheckIn.target_id.is_not(None))
        )
    ]
    return {fact.target_id for fact in live_facts(undoings) if fact.target_id is not None}


def _facts(db: Session, people: Sequence[str]) -> Iterable[tuple[str, Fact]]:
    for start in range(0, len(people), 500):
        rows = db.execute(
            select(
                CheckIn.person_id,
                CheckIn.id,
                CheckIn.at,
                CheckIn.replica_id,
                CheckIn.half_day_id,
                CheckIn.target_id,
                CheckIn.session_id,
            ).where(
                CheckIn.person_id.in_(people[start : start + 500]),
                CheckIn.kind.in_([CheckInKind.ARRIVAL.value, CheckInKind.UNDO.value]),
            )
        )
        for row in rows:
            yield row[0], Fact(*row[1:6], session_id=row[6])


def _last_passages(
    db: Session,
    event: EventFile,
    half_day: HalfDayView | None,
    counted: Mapping[str, _Arrival],
    undone: AbstractSet[str],
) -> tuple[Passage, ...]:
    statement = (
        select(
            CheckIn.id,
            CheckIn.person_id,
            CheckIn.at,
            CheckIn.method,
            Person.given_name,
            Person.family_name,
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == CheckIn.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(CheckIn.replica_id == event.replica_id, _is_arrival(half_day))
        .order_by(CheckIn.at.desc(), CheckIn.id.desc())
        .limit(_LAST + len(undone))
    )
    standing = [row for row in db.execute(statement) if row.id not in undone]
    return tuple(
        Passage(
            check_in_id=row.id,
            person_id=row.person_id,
            name=f"{row.given_name} {row.family_name}".strip(),
            organisation=row.organisation or "",
            at=row.at.astimezone(event.zone),
            method=row.method,
            counted=counted[row.person_id].id == row.id,
        )
        for row in standing[:_LAST]
    )


def _by_five_minutes(arrivals: Iterable[_Arrival], zone: dt.tzinfo) -> tuple[tuple[dt.datetime, int], ...]:
    by_minute = Counter(arrival.at[:16] for arrival in arrivals if arrival.method != PAPER)  # "2026-07-06T06:53"
    bars: Counter[dt.datetime] = Counter()
    for minute, people in by_minute.items():
        start = dt.datetime.fromisoformat(minute).replace(tzinfo=dt.UTC)
        bars[(start - dt.timedelta(minutes=start.minute % _BAR_MIN)).astimezone(zone)] += people
    return tuple(sorted(bars.items()))


_AT_TEXT = type_coerce(CheckIn.at, String)
