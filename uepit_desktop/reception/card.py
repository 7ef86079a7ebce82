"""The card of a person at the desk: who they are and what to hand over. Never a diet, a health or an access need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from ..event.model import Organisation, Person, PersonStatus
from ..language import tr
from .verdict import Registered


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What the desk may show of a person, the queue looking on.

    ``meal`` is a coded ticket (« Ticket repas B »), never the diet itself. ``team`` and ``first_session`` stay None
    until the event has teams and a programme.
    """

    id: str
    name: str
    given_name: str
    family_name: str
    function: str
    organisation: str
    badge_code: str
    meal: str
    hand_over: tuple[str, ...] = ()
    has_note: bool = False
    walk_in: bool = False
    cancelled: bool = False
    days: tuple[dt.date, ...] | None = None
    team: str | None = None
    first_session: str | None = None

    @property
    def line(self) -> str:
        """Function and organisation: « Cheffe de projet usagers, Ville de Brévanches »."""
        return ", ".join(part for part in (self.function, self.organisation) if part)


def person_card(db: Session, person_id: str, *, first_arrival: bool = True) -> PersonCard | None:
    """The card of a person; None when they are not on the list (any more)."""
    row = db.execute(person_query().where(Person.id == person_id, ~Person.deleted)).first()
    return None if row is None else card_of(row, first_arrival=first_arrival)


def desk_note(db: Session, person_id: str) -> str:
    """The private reception note (F9), shown small and only when it is asked for."""
    return db.execute(select(Person.desk_note).where(Person.id == person_id, ~Person.deleted)).scalar() or ""


def person_query() -> Select[Any]:
    """People with what a card and a judgement need; add the conditions."""
    return _PEOPLE


def card_of(row: Row[Any], *, first_arrival: bool) -> PersonCard:
    """The card of a row of ``person_query``. What to hand over depends on its being the first arrival of all."""
    person = row._mapping
    meal = tr("Meal ticket {code}", code=person["meal_code"]) if person["meal_code"] else ""
    return PersonCard(
        id=person["id"],
        name=f"{person['given_name']} {person['family_name']}".strip(),
        given_name=person["given_name"],
        family_name=person["family_name"],
        function=person["function"],
        organisation=person["organisation"] or "",
        badge_code=person["badge_code"],
        meal=meal,
        hand_over=(tr("Badge"), tr("kit")) if first_arrival else (),
        has_note=bool(person["desk_note"]),
        walk_in=person["walk_in"],
        cancelled=person["status"] == PersonStatus.CANCELLED,
        days=None if (days := _dates(person["days"])) is None else tuple(sorted(days)),
    )


def registered_of(row: Row[Any]) -> Registered:
    """What ``judge`` needs of a row of ``person_query``."""
    person = row._mapping
    return Registered(
        person_id=person["id"],
        cancelled=person["status"] == PersonStatus.CANCELLED,
        removed=person["deleted"],
        days=_dates(person["days"]),
    )


def _dates(days: object) -> frozenset[dt.date] | None:
    """The dates that a person comes for. A value that is no list of dates (a hostile laptop) restricts nothing."""
    if not isinstance(days, list):
        return None
    try:
        return frozenset(dt.date.fromisoformat(day) for day in days) or None
    except (TypeError, ValueError):
        return None


_PEOPLE: Select[Any] = select(  # type: ignore[assignment]  # SQLAlchemy types ten columns at most
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
    Organisation.name.label("organisation"),
).outerjoin(Organisation, and_(Organisation.id == Person.organisation_id, ~Organisation.deleted))
