"""The figures of a half-day as this laptop knows them: expected, arrived, here and elsewhere, the last passages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile
from ..event.model import CheckIn, CheckInKind, Organisation, Person, PersonStatus
from .check_in import choose_half_day
from .half_days import HalfDayView, half_days
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
    are (start, people) without the empty bars.
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


def status(db: Session, event: EventFile, *, half_day_id: str | None = None, at: dt.datetime | None = None) -> Status:
    """The figures of a half-day (default: the one of ``at``, by default now). Raises UserError ``no_half_day``."""
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    half_day, _ = choose_half_day(half_days(db), half_day_id, now)
    expected, cancelled, walk_ins = _registered(db, half_day)
    counted, doubled, methods = _arrivals(db, half_day)
    here = sum(1 for fact in counted.values() if fact.replica_id == event.replica_id)
    arrived_of = expected.keys() & counted.keys()
    pending = event.pending()
    return Status(
        half_day=half_day,
        known_at=now,
        expected=len(expected),
        arrived=len(counted),
        here=here,
        elsewhere=len(counted) - here,
        unexpected=len(counted) - len(arrived_of),
        walk_ins=len(walk_ins & counted.keys()),
        cancelled=cancelled,
        doubles=len(doubled),
        pending=sum(pending.values()),
        pending_arrivals=pending.get(CheckIn.__tablename__, 0),
        last=_last_passages(db, event, half_day, counted, methods),
        by_five_minutes=_by_five_minutes(fact.at.astimezone(event.zone) for fact in counted.values()),
    )


def arrivals(db: Session, half_day_id: str | None, people: Sequence[str]) -> dict[str, dt.datetime]:
    """Person id → moment (UTC) of the arrival that counts, for those of ``people`` who have arrived."""
    facts: dict[str, list[Fact]] = {}
    for person_id, fact in _facts(db, people):
        facts.setdefault(person_id, []).append(fact)
    found = {}
    for person_id, own in facts.items():
        standing = [fact.at for fact in live_facts(own) if fact.target_id is None and fact.half_day_id == half_day_id]
        if standing:
            found[person_id] = min(standing)
    return found


def _registered(db: Session, half_day: HalfDayView | None) -> tuple[dict[str, None], int, set[str]]:
    """People expected on the day of the half-day, how many cancelled, and who was registered at a desk."""
    expected: dict[str, None] = {}
    walk_ins = set()
    cancelled = 0
    on = half_day.on.isoformat() if half_day else ""
    rows = db.execute(select(Person.id, Person.status, Person.days, Person.walk_in).where(~Person.deleted))
    for person_id, registration, days, walk_in in rows:
        if walk_in:
            walk_ins.add(person_id)
        if registration == PersonStatus.CANCELLED:
            cancelled += 1
        elif not isinstance(days, list) or not days or not on or on in days:
            expected[person_id] = None
    return expected, cancelled, walk_ins


def _arrivals(db: Session, half_day: HalfDayView | None) -> tuple[dict[str, Fact], set[str], dict[str, str]]:
    """Person → the arrival that counts; people with several that stand; arrival → how it was noted."""
    undone = _undone(db)
    statement = select(
        CheckIn.person_id, CheckIn.id, CheckIn.at, CheckIn.replica_id, CheckIn.half_day_id, CheckIn.method
    ).where(CheckIn.kind == CheckInKind.ARRIVAL.value)
    if half_day is not None:
        statement = statement.where(CheckIn.half_day_id == half_day.id)
    counted: dict[str, Fact] = {}
    doubled: set[str] = set()
    methods: dict[str, str] = {}
    for person_id, fact_id, at, replica_id, half_day_id, method in db.execute(statement):
        if fact_id in undone:
            continue
        methods[fact_id] = method
        fact = Fact(fact_id, at, replica_id, half_day_id)
        first = counted.setdefault(person_id, fact)
        if first is not fact:
            doubled.add(person_id)
            counted[person_id] = min(first, fact, key=lambda arrival: (arrival.at, arrival.id))
    return counted, doubled, methods


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
                CheckIn.person_id, CheckIn.id, CheckIn.at, CheckIn.replica_id, CheckIn.half_day_id, CheckIn.target_id
            ).where(
                CheckIn.person_id.in_(people[start : start + 500]),
                CheckIn.kind.in_([kind.value for kind in CheckInKind]),
            )
        )
        for row in rows:
            yield row[0], Fact(*row[1:])


def _last_passages(
    db: Session, event: EventFile, half_day: HalfDayView | None, counted: dict[str, Fact], methods: dict[str, str]
) -> tuple[Passage, ...]:
    statement = (
        select(CheckIn.id, CheckIn.person_id, CheckIn.at, Person.given_name, Person.family_name, Organisation.name)
        .join(Person, Person.id == CheckIn.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(CheckIn.replica_id == event.replica_id, CheckIn.kind == CheckInKind.ARRIVAL.value)
        .order_by(CheckIn.at.desc(), CheckIn.id.desc())
    )
    if half_day is not None:
        statement = statement.where(CheckIn.half_day_id == half_day.id)
    passages: list[Passage] = []
    for check_in_id, person_id, at, given_name, family_name, organisation in db.execute(statement):
        if check_in_id not in methods:
            continue
        name = f"{given_name} {family_name}".strip()
        is_counted = counted[person_id].id == check_in_id
        passages.append(
            Passage(check_in_id, person_id, name, organisation or "", at.astimezone(event.zone), methods[check_in_id],
                    is_counted)
        )  # fmt: skip
        if len(passages) == _LAST:
            break
    return tuple(passages)


def _by_five_minutes(moments: Iterable[dt.datetime]) -> tuple[tuple[dt.datetime, int], ...]:
    bars = Counter(
        moment.replace(minute=moment.minute - moment.minute % _BAR_MIN, second=0, microsecond=0) for moment in moments
    )
    return tuple(sorted(bars.items()))
