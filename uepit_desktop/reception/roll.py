"""The roll of a half-day: everyone expected or there, with their presence; read once for many half-days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..event import EventFile
from ..event.model import CheckIn, Organisation, Person, PersonStatus, Replica, Territory
from ..language.folding import fold
from ..references import SessionView, list_sessions
from .check_in import choose_half_day
from .half_days import HalfDayView, half_days
from .lookup import KINDS
from .presence import NO_SESSIONS, NOTHING_NOTED, Presence, Span, presence_of
from .sessions import expected_at, session_by_id, session_half_day, session_span, session_spans
from .verdict import Fact

_SOME = 500


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person as lists and sheets need them. ``territory`` is theirs, or else their organisation's.

    ``days`` are ISO dates that they come for; None for every day.
    """

    id: str
    given_name: str
    family_name: str
    function: str
    organisation: str
    territory: str
    phone: str
    meal_code: str
    cancelled: bool
    days: frozenset[str] | None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def listed_name(self) -> str:
        """As lists by name write it, the family name first."""
        return f"{self.family_name} {self.given_name}".strip()

    def expected_on(self, day: dt.date) -> bool:
        return not self.cancelled and (self.days is None or day.isoformat() in self.days)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person of a roll. ``expected`` is False for whoever came without being registered for that day."""

    person: Enrolled
    expected: bool
    presence: Presence


@dataclass(frozen=True, slots=True)
class Noted:
    """An arrival with the desk that noted it; ``at`` in the event's zone."""

    fact_id: str
    at: dt.datetime
    desk: str
    operator: str
    method: str


@dataclass(frozen=True, slots=True)
class DoublePassage:
    """Two arrivals of one person who was already there. Both are kept; ``counted`` counts."""

    person_id: str
    name: str
    counted: Noted
    other: Noted


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone expected in a half-day or there, by family name. ``over`` once its end has passed.

    With ``session`` it is the roll of that session, and ``half_day`` the one that it belongs to.
    """

    half_day: HalfDayView
    span: Span
    over: bool
    rows: tuple[RollRow, ...]
    doubles: tuple[DoublePassage, ...]
    session: SessionView | None = None

    @property
    def label(self) -> str:
        """« Lundi 6 juillet, matin », after the session when it is the roll of one."""
        if self.session is None:
            return self.half_day.label
        return f"{self.session.label} · {self.half_day.label}"

    @property
    def closed(self) -> bool:
        """Whether someone closed the half-day: whoever is not there is absent for good."""
        return self.half_day.closed

    @property
    def expected(self) -> int:
        return sum(row.expected for row in self.rows)

    @property
    def here(self) -> int:
        return sum(row.presence.here for row in self.rows)


def roll(
    db: Session, event: EventFile, *, half_day_id: str | None = None, at: dt.datetime | None = None
) -> Roll | None:
    """The roll of a half-day (default: the one of ``at``, by default now); None for an event without half-days.

    Raises UserError ``no_half_day``.
    """
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    half_day, _ = choose_half_day(half_days(db), half_day_id, now)
    return None if half_day is None else rolls(db, event, [half_day], at=now)[0]


def rolls(db: Session, event: EventFile, chosen: Sequence[HalfDayView], *, at: dt.datetime | None = None) -> list[Roll]:
    """The rolls of several half-days: people and facts are read once."""
    now = at if at is not None else event.clock.now()
    people = enrolled(db)
    facts = facts_by_person(db)
    desks = dict(db.execute(select(Replica.id, Replica.desk_name)).all())
    sessions = spans_of_sessions(db, facts, event.zone)
    found = []
    for half_day in chosen:
        span = span_of(half_day, event.zone)
        expected = {one.id for one in people if one.expected_on(half_day.on)}
        rows, doubles = _rows(people, expected, facts, span, sessions, desks, event.zone)
        found.append(Roll(half_day, span, now >= span.ends, rows, doubles))
    return found


def session_roll(db: Session, event: EventFile, session_id: str, *, at: dt.datetime | None = None) -> Roll:
    """The roll of a session: whom it expects, or who came. Raises UserError ``no_session``."""
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    session = session_by_id(db, session_id)
    half_day = session_half_day(session, half_days(db), event.zone, now)
    span = session_span(session, half_day, event.zone)
    if half_day is None:
        half_day = HalfDayView("", span.starts.astimezone(event.zone).date(), "am", "", "")
    people = enrolled(db)
    expected = expected_at(db, session, [one.id for one in people if one.expected_on(half_day.on)])
    desks = dict(db.execute(select(Replica.id, Replica.desk_name)).all())
    rows, doubles = _rows(people, expected, facts_by_person(db), span, NO_SESSIONS, desks, event.zone)
    return Roll(half_day, span, now >= span.ends, rows, doubles, session)


def spans_of_sessions(db: Session, facts: Mapping[str, Sequence[Fact]], zone: dt.tzinfo) -> Mapping[str, Span]:
    """The spans of the sessions that something was noted for: session id → span."""
    wanted = sorted({fact.session_id for own in facts.values() for fact in own if fact.session_id})
    return session_spans(list_sessions(db, wanted), half_days(db), zone) if wanted else NO_SESSIONS


def span_of(half_day: HalfDayView, zone: dt.tzinfo) -> Span:
    """The half-day in time."""
    return Span(half_day.id, *half_day.moments(zone))


def enrolled(db: Session, people: Sequence[str] | None = None) -> list[Enrolled]:
    """Everyone on the list (or those of these ids), cancelled or not, by family name without regard to accents."""
    territories = dict(db.execute(select(Territory.id, Territory.name).where(~Territory.deleted)).all())
    statement = (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.function,
            Organisation.name,
            Person.territory_id,
            Organisation.territory_id,
            Person.phone,
            Person.meal_code,
            Person.status,
            Person.days,
        )
        .outerjoin(Organisation, and_(Organisation.id == Person.organisation_id, ~Organisation.deleted))
        .where(~Person.deleted)
    )
    found = []
    for some in _by_some(people):
        for row in db.execute(statement if some is None else statement.where(Person.id.in_(some))):
            id_, given, family, function, organisation, own, theirs, phone, meal, status, days = row
            found.append(
                Enrolled(
                    id=id_,
                    given_name=given,
                    family_name=family,
                    function=function,
                    organisation=organisation or "",
                    territory=territories.get(own or "") or territories.get(theirs or "") or "",
                    phone=phone,
                    meal_code=meal.strip(),
                    cancelled=status == PersonStatus.CANCELLED,
                    days=_dates(days),
                )
            )
    return sorted(found, key=by_name)


def by_name(person: Enrolled) -> tuple[str, str, str]:
    """The order of lists: family name, then given name, without regard to accents and case."""
    return fold(person.family_name), fold(person.given_name), person.id


def facts_by_person(db: Session, people: Sequence[str] | None = None) -> dict[str, list[Fact]]:
    """Person id → everything noted of their presence, by half-day and by session, undoings included."""
    facts: dict[str, list[Fact]] = {}
    statement = select(
        CheckIn.person_id,
        CheckIn.id,
        CheckIn.at,
        CheckIn.replica_id,
        CheckIn.half_day_id,
        CheckIn.target_id,
        CheckIn.operator,
        CheckIn.kind,
        CheckIn.method,
        CheckIn.reason,
        CheckIn.session_id,
    ).where(CheckIn.kind.in_(sorted(KINDS)))
    for some in _by_some(people):
        for row in db.execute(statement if some is None else statement.where(CheckIn.person_id.in_(some))):
            person_id, *told = tuple[Any, ...](row)
            facts.setdefault(person_id, []).append(Fact(*told))
    return facts


def _rows(
    people: Iterable[Enrolled],
    expected: Collection[str],
    facts: Mapping[str, Sequence[Fact]],
    span: Span,
    sessions: Mapping[str, Span],
    desks: Mapping[str, str],
    zone: dt.tzinfo,
) -> tuple[tuple[RollRow, ...], tuple[DoublePassage, ...]]:
    """Those expected or there, and the pairs of passages of one person."""
    rows = []
    doubles = []
    for person in people:
        own = facts.get(person.id)
        presence = presence_of(own, span, sessions) if own else NOTHING_NOTED
        if person.id in expected or presence.here:
            rows.append(RollRow(person, person.id in expected, presence))
        doubles += double_passages(person, presence, desks, zone)
    return tuple(rows), tuple(doubles)


def double_passages(
    person: Enrolled, presence: Presence, desks: Mapping[str, str], zone: dt.tzinfo
) -> list[DoublePassage]:
    """The passages of someone who was already there, each beside the one that counts. ``desks`` is id → name."""
    return [
        DoublePassage(person.id, person.name, _noted(presence.arrival, desks, zone), _noted(other, desks, zone))
        for other in presence.doubles
        if presence.arrival is not None
    ]


def _noted(fact: Fact, desks: Mapping[str, str], zone: dt.tzinfo) -> Noted:
    return Noted(fact.id, fact.at.astimezone(zone), desks.get(fact.replica_id, ""), fact.operator, fact.method)


def _dates(days: object) -> frozenset[str] | None:
    """What is no list of dates restricts nothing."""
    if not isinstance(days, list):
        return None
    return frozenset(day for day in days if isinstance(day, str)) or None


def _by_some(people: Sequence[str] | None) -> Sequence[Sequence[str] | None]:
    return [None] if people is None else [people[start : start + _SOME] for start in range(0, len(people), _SOME)]
