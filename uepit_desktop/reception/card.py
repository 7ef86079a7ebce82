"""The card of a person at the desk: who they are and what to hand over. Never a diet, a health or an access need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Person
from ..language import tr
from .lookup import PersonRow, person_by_id
from .orientation import FirstSession, TeamView, Whereabouts


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What the desk may show of a person, the queue looking on.

    ``meal`` is a coded ticket (« Ticket repas B »), never the diet itself. ``team`` is the challenge team, or else the
    learning team, and ``learning_team`` the latter beside the former; with ``first_session`` they are None while nobody
    has placed the person, and on a card that was not made by an arrival.
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
    team: TeamView | None = None
    learning_team: TeamView | None = None
    first_session: FirstSession | None = None

    @property
    def line(self) -> str:
        """Function and organisation: « Cheffe de projet usagers, Ville de Brévanches »."""
        return ", ".join(part for part in (self.function, self.organisation) if part)


def person_card(
    db: Session, person_id: str, *, first_arrival: bool = True, whereabouts: Whereabouts | None = None
) -> PersonCard | None:
    """The card of a person; None when they are not on the list (any more)."""
    row = person_by_id(db, person_id)
    if row is None or row.deleted:
        return None
    return card_of(row, first_arrival=first_arrival, whereabouts=whereabouts)


def desk_note(db: Session, person_id: str) -> str:
    """The private reception note (F9), shown small and only when it is asked for."""
    return db.execute(select(Person.desk_note).where(Person.id == person_id, ~Person.deleted)).scalar() or ""


def card_of(row: PersonRow, *, first_arrival: bool, whereabouts: Whereabouts | None = None) -> PersonCard:
    """The card of someone. What to hand over depends on its being the first arrival of all."""
    days, where = row.dates(), whereabouts or _NOWHERE
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
        team=where.team,
        learning_team=where.learning_team if where.challenge_team is not None else None,
        first_session=where.first_session,
    )


_NOWHERE = Whereabouts()
