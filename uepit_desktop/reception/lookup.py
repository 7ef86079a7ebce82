"""The look-ups that a queue waits for: compiled once, run in the driver's own words, answered as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, ref

import orjson
from sqlalchemy import Dialect, and_, bindparam, select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile, WriteSession
from ..event.model import BadgeAlias, CheckIn, CheckInKind, HalfDay, HalfDayClosing, Organisation, Person, PersonStatus
from .codes import Reading
from .half_days import HalfDayView, half_days
from .verdict import Fact, Registered


class PersonRow(NamedTuple):
    """A person as the desk needs them, in stored values: ``days`` is JSON text, flags are 0 or 1."""

    id: str
    given_name: str
    family_name: str
    function: str
    badge_code: str
    meal_code: str
    status: str
    deleted: int
    days: str | None
    desk_note: str
    walk_in: int
    organisation: str | None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def cancelled(self) -> bool:
        return self.status == PersonStatus.CANCELLED

    def dates(self) -> frozenset[dt.date] | None:
        """The dates that the person comes for; None for every day. What is no list of dates restricts nothing."""
        if self.days is None:
            return None
        try:
            return frozenset(dt.date.fromisoformat(day) for day in orjson.loads(self.days)) or None
        except (TypeError, ValueError):
            return None

    def registered(self) -> Registered:
        """What ``judge`` needs."""
        return Registered(self.id, self.cancelled, bool(self.deleted), self.dates())


def person_by_id(db: Session, person_id: str) -> PersonRow | None:
    """Someone of the list, removed or not."""
    return next((PersonRow(*row) for row in _rows(db, "id", person_id)), None)


def people_of_code(db: Session, reading: Reading) -> list[PersonRow]:
    """Whom a code names: by badge code, else by the likeliest reading that is somebody's code in another system."""
    if reading.code is not None and (rows := _rows(db, "badge_code", reading.code)):
        return [PersonRow(*row) for row in rows]
    aliases = reading.aliases()
    if not aliases:
        return []
    found = db.execute(_BY_ALIAS, {"codes": aliases}).all()
    for alias in aliases:
        people = sorted({row.person_id for row in found if row.code == alias})
        if people:
            return [row for person_id in people if (row := person_by_id(db, person_id)) is not None]
    return []


def facts_of(db: Session, person_id: str) -> list[Fact]:
    """Everything noted of a person's presence, by half-day and by session, undoings included."""
    return [
        Fact(fact_id, dt.datetime.fromisoformat(at), *rest)
        for fact_id, at, *rest in _rows(db, "facts", person_id)
        if rest[4] in KINDS
    ]


def half_days_of(event: EventFile, db: Session) -> Sequence[HalfDayView]:
    """The half-days of an open event, read again only after a write that changed them. Call it inside a write."""
    known = _half_days.get(event)
    if known is None:
        if event not in _watched:
            _watch(event)
        known = _half_days[event] = tuple(half_days(db))
    return known


def _watch(event: EventFile) -> None:
    own = ref(event)

    def forget(changes: Changes) -> None:
        if changes.touches(HalfDay.__tablename__, HalfDayClosing.__tablename__) and (event := own()) is not None:
            _half_days.pop(event, None)

    event.subscribe(forget)
    _watched[event] = True


def _rows(db: Session, question: str, parameter: str) -> Sequence[Sequence[Any]]:
    connection = db.base if isinstance(db, WriteSession) else db.connection()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_sql(connection.dialect, question), (parameter,))
        return cursor.fetchall()
    finally:
        cursor.close()


@lru_cache(maxsize=16)
def _sql(dialect: Dialect, question: str) -> str:
    """A statement with one parameter, as the driver takes it."""
    return str(_QUESTIONS[question].compile(dialect=dialect))


_half_days: WeakKeyDictionary[EventFile, Sequence[HalfDayView]] = WeakKeyDictionary()
_watched: WeakKeyDictionary[EventFile, bool] = WeakKeyDictionary()

KINDS = frozenset(kind.value for kind in CheckInKind)
"""The kinds of facts that this program understands; a newer one may bring others."""

_PEOPLE = (
    select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.function,
        Person.badge_code,
        Person.meal_code,
        Person.status,
        Person.deleted,
        Person.days,
        Person.desk_note,
        Person.walk_in,
        Organisation.name,
    )
    .outerjoin(Organisation, and_(Organisation.id == Person.organisation_id, ~Organisation.deleted))
    .order_by(Person.id)
)
_QUESTIONS: dict[str, Any] = {
    "id": _PEOPLE.where(Person.id == bindparam("value")),
    "badge_code": _PEOPLE.where(Person.badge_code == bindparam("value")),
    "facts": select(
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
    ).where(CheckIn.person_id == bindparam("value")),
}
_BY_ALIAS = select(BadgeAlias.code, BadgeAlias.person_id).where(
    ~BadgeAlias.deleted, BadgeAlias.code.in_(bindparam("codes", expanding=True))
)
