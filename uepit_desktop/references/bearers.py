"""The person of the event that a written name means: a whole name, in any order, borne by one person only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Challenge, ChallengeBearer, Organisation, Person, PersonRole, Role, Territory
from ..language import mark
from ..language.folding import words

NAME_UNKNOWN = mark("No one of this name is in the event yet: the name is kept.")
NAME_SHARED = mark("Several people of the event have this name: the name is kept.")


class PeopleByName:
    """The people of the event by the words of their names.

    Homonyms are told apart by their address, by their place (territory, or organisation that names it) or by their role
    of bearer; failing that, not at all.
    """

    def __init__(self, people: Iterable[tuple[str, str, str, str]], bearers: frozenset[str]) -> None:
        """``people`` are (id, full name, e-mail, places); ``bearers`` the ids of people whose role is to bear."""
        self._places: dict[str, frozenset[str]] = {}
        self._by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_email: dict[str, list[str]] = defaultdict(list)
        self._bearers = bearers
        for id_, name, email, places in people:
            self._by_words[_key(name)].append(id_)
            self._places[id_] = frozenset(words(places))
            if email:
                self._by_email[email.lower()].append(id_)

    @classmethod
    def of(cls, db: Session) -> PeopleByName:
        people = db.execute(
            select(Person.id, Person.given_name, Person.family_name, Person.email, Territory.name, Organisation.name)
            .outerjoin(Territory, Territory.id == Person.territory_id)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(~Person.deleted)
        )
        bearers = db.scalars(
            select(PersonRole.person_id).where(PersonRole.role == Role.BEARER.value, ~PersonRole.deleted)
        )
        described = (
            (id_, f"{given} {family}", email, f"{territory or ''} {organisation or ''}")
            for id_, given, family, email, territory, organisation in people
        )
        return cls(described, frozenset(bearers))

    def find(self, name: str, email: str = "", place: str = "") -> str | None:
        """The id of the one person meant, None when no one or more than one may be."""
        key = _key(name)
        found = self._by_words.get(key, []) if key else []
        if email:
            of_email = self._by_email.get(email.lower(), [])
            found = [id_ for id_ in found if id_ in of_email] or (of_email if not key else found)
        if len(found) > 1 and place:
            found = [id_ for id_ in found if self._places[id_].issuperset(words(place))] or found
        if len(found) > 1:
            found = [id_ for id_ in found if id_ in self._bearers]
        return found[0] if len(found) == 1 else None

    def homonyms(self, name: str) -> int:
        """How many people bear this name."""
        return len(self._by_words.get(_key(name), ()))


def link_bearers(db: Session) -> None:
    """Give a person to each bearer that is only a name and that one person of the event now bears. Inside a write."""
    names = list(
        db.scalars(select(ChallengeBearer).where(ChallengeBearer.person_id.is_(None), ~ChallengeBearer.deleted))
    )
    if names:
        people = PeopleByName.of(db)
        places = dict(
            db.execute(
                select(Challenge.id, Territory.name).join(Territory, Territory.id == Challenge.territory_id)
            ).all()
        )
        for bearer in names:
            found = people.find(bearer.name, place=places.get(bearer.challenge_id, ""))
            if found is not None:
                bearer.person_id = found


def _key(name: str) -> tuple[str, ...]:
    return tuple(sorted(words(name)))
