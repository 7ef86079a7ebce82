"""The card of a person at the desk: who they are and what to hand over. Never a diet, a health or an access need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Person
from ..language import tr
from .lookup import PersonRow, person_by_id


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
    row = person_by_id(db, person_id)
    return None if row is None or row.deleted else card_of(row, first_arrival=first_arrival)


def desk_note(db: Session, person_id: str) -> str:
    """The private reception note (F9), shown small and only when it is asked for."""
    return db.execute(select(Person.desk_note).where(Person.id == person_id, ~Person.deleted)).scalar() or ""


def card_of(row: PersonRow, *, first_arrival: bool) -> PersonCard:
    """The card of someone. What to hand over depends on its being the first arrival of all."""
    days = row.dates()
    return PersonCard(
        id=row.id,
        name=row.name,
        given_name=row.given_name,
        family_name=row.family_name,
        function=row.function,
        organisation=row.organisation or "",
        badge_code=row.badge_code,
        meal=tr("Meal ticket {code}", code=row.meal_code) if row.meal_code else "",
        hand_over=(tr("Badge"), tr("kit")) if first_arrival else (),
        has_note=bool(row.desk_note),
        walk_in=bool(row.walk_in),
        cancelled=row.cancelled,
        days=None if days is None else tuple(sorted(days)),
    )
