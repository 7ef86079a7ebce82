"""The people of an event: listed, shown in detail to the coordination, corrected, erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.errors import UserError
from ..event.model import (
    BadgeAlias,
    Bond,
    BondMember,
    Challenge,
    ChallengeBearer,
    Consent,
    Organisation,
    Person,
    PersonRole,
    PersonSkill,
    PersonStatus,
    Role,
    SessionHost,
    Skill,
    Territory,
    Wish,
    new_id,
)
from ..language.folding import fold, tidy, words
from .matching import Likely, likely_pairs
from .organisations import organisation_key
from .snapshot import take_snapshot


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list. Nothing about diet, health or access."""

    id: str
    name: str
    given_name: str
    family_name: str
    email: str
    phone: str
    organisation: str
    organisation_kind: str | None
    function: str
    territory: str
    roles: tuple[str, ...]
    skills: tuple[str, ...]
    days: tuple[str, ...] | None
    """ISO dates, None for every day."""
    image_consent: str
    status: str
    badge: str
    walk_in: bool


@dataclass(frozen=True, slots=True)
class WishRow:
    rank: int
    label: str
    challenge_id: str | None
    challenge_code: str
    challenge_title: str


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """All that the event knows of a person, for the coordination alone."""

    row: PersonRow
    diet: str
    access_needs: str
    desk_note: str
    aliases: tuple[str, ...]
    wishes: tuple[WishRow, ...]


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two people of the event who are, or may be, one."""

    first: PersonRow
    second: PersonRow
    sure: bool
    reason: str
    """English key."""


def list_people(db: Session) -> list[PersonRow]:
    """Everyone, by family then given name, without regard to case or accents."""
    rows = _rows(db, None)
    return sorted(rows, key=lambda row: (fold(row.family_name), fold(row.given_name), row.id))


def person_detail(db: Session, person_id: str) -> PersonDetail:
    """One person in full. Raises UserError ``unknown_person``."""
    found = _rows(db, person_id)
    person = db.get(Person, person_id)
    if not found or person is None:
        raise unknown_person()
    aliases = db.scalars(select(BadgeAlias.code).where(BadgeAlias.person_id == person_id, ~BadgeAlias.deleted))
    wishes = db.execute(
        select(Wish.rank, Wish.label, Challenge.id, Challenge.code, Challenge.title)
        .outerjoin(Challenge, (Challenge.id == Wish.challenge_id) & ~Challenge.deleted)
        .where(Wish.person_id == person_id, ~Wish.deleted)
        .order_by(Wish.rank, Wish.id)
    )
    return PersonDetail(
        row=found[0],
        diet=person.diet,
        access_needs=person.access_needs,
        desk_note=person.desk_note,
        aliases=tuple(sorted(aliases)),
        wishes=tuple(WishRow(rank, label, id_, code or "", title or "") for rank, label, id_, code, title in wishes),
    )


def duplicates(db: Session) -> list[LikelyPair]:
    """Pairs of people of the event who are one (``sure``) or may be, by the rules of an import."""
    known = take_snapshot(db).people
    pairs: list[tuple[int, int, Likely]] = likely_pairs([person.identity() for person in known])
    if not pairs:
        return []
    rows = {row.id: row for row in _rows(db, None)}
    found = [
        LikelyPair(rows[known[one].id], rows[known[other].id], likely.likeness.value == "same", likely.reason)
        for one, other, likely in pairs
    ]
    return sorted(found, key=lambda pair: (not pair.sure, fold(pair.first.family_name), fold(pair.first.given_name)))


EDITABLE = (
    "family_name", "given_name", "email", "phone", "organisation", "function", "territory", "diet", "access_needs",
    "meal_code", "image_consent", "status", "days", "roles", "desk_note",
)  # fmt: skip


def edit_person(event: EventFile, person_id: str, field: str, value: Any) -> Changes:
    """Correct one field of a person (one of ``EDITABLE``); ``roles`` and ``days`` take lists, None for every day.

    E-mail and phone are read as an import reads them. Raises UserError ``unknown_person``, ``bad_value``;
    KeyError for a field that is not editable.
    """
    if field not in EDITABLE:
        raise KeyError(field)
    with event.write("edit_person", subject=person_id) as db:
        person = db.get(Person, person_id)
        if person is None or person.deleted:
            raise unknown_person()
        _set_field(db, person, field, value)
        if not f"{person.given_name}{person.family_name}":
            raise UserError("A person needs a name. Nothing was changed.", code="bad_value")
    return db.changes


def erase(event: EventFile, person_id: str) -> Changes:
    """Erase a person for good (RGPD): here now, elsewhere when the exchange arrives. Cannot be undone.

    Challenges that only name the person go on without that name. Raises UserError ``unknown_person``.
    """
    with event.read() as db:
        person = db.get(Person, person_id)
        if person is None or person.deleted:
            raise unknown_person()
        also = rows_naming(db, person)
        also += [(Bond.__tablename__, bond) for bond in links_about(db, [person_id])]
    return event.erase(person_id, also)


def rows_naming(db: Session, person: Person) -> list[tuple[str, str]]:
    """The (table, id) of bearers of challenges and hosts of sessions that only name this person, in whatever order,
    case and accents.
    """
    name = sorted(words(person.full_name))
    found = []
    for mapped in (ChallengeBearer, SessionHost):
        rows = select(mapped.id, mapped.name).where(mapped.person_id.is_(None), ~mapped.deleted, mapped.name != "")
        found += [(mapped.__tablename__, id_) for id_, said in db.execute(rows) if name and sorted(words(said)) == name]
    return found


def links_about(db: Session, people: Collection[str]) -> list[str]:
    """The links of teams that say something of these people: with a note, or that would bind nobody without them."""
    members: dict[str, set[str]] = defaultdict(set)
    for bond, person in db.execute(select(BondMember.bond_id, BondMember.person_id)):
        members[bond].add(person)
    notes: dict[str, str] = dict(db.execute(select(Bond.id, Bond.note)).all())
    gone = set(people)
    return sorted(
        bond
        for bond, bound in members.items()
        if bond in notes and bound & gone and (notes[bond] or len(bound - gone) < 2)
    )


def unknown_person() -> UserError:
    return UserError("This person is not in the event. Nothing was changed.", code="unknown_person")


def _rows(db: Session, person_id: str | None) -> list[PersonRow]:
    roles, skills = defaultdict(list), defaultdict(list)
    of_roles = select(PersonRole.person_id, PersonRole.role).where(~PersonRole.deleted)
    of_skills = (
        select(PersonSkill.person_id, Skill.name)
        .join(Skill, (Skill.id == PersonSkill.skill_id) & ~Skill.deleted)
        .where(~PersonSkill.deleted)
    )
    query = (
        select(Person, Organisation.name, Organisation.kind, Territory.name)
        .outerjoin(Organisation, (Organisation.id == Person.organisation_id) & ~Organisation.deleted)
        .outerjoin(Territory, (Territory.id == Person.territory_id) & ~Territory.deleted)
        .where(~Person.deleted)
    )
    if person_id is not None:
        of_roles = of_roles.where(PersonRole.person_id == person_id)
        of_skills = of_skills.where(PersonSkill.person_id == person_id)
        query = query.where(Person.id == person_id)
    for id_, role in db.execute(of_roles):
        roles[id_].append(role)
    for id_, skill in db.execute(of_skills):
        skills[id_].append(skill)
    return [
        PersonRow(
            id=person.id,
            name=person.full_name,
            given_name=person.given_name,
            family_name=person.family_name,
            email=person.email,
            phone=person.phone,
            organisation=organisation or "",
            organisation_kind=kind,
            function=person.function,
            territory=territory or "",
            roles=tuple(sorted(set(roles.get(person.id, ())))),
            skills=tuple(sorted(set(skills.get(person.id, ())), key=fold)),
            days=None if person.days is None else tuple(person.days),
            image_consent=person.image_consent,
            status=person.status,
            badge=person.badge_code,
            walk_in=person.walk_in,
        )
        for person, organisation, kind, territory in db.execute(query)
    ]


_CLOSED: dict[str, frozenset[str]] = {
    "image_consent": frozenset(consent.value for consent in Consent),
    "status": frozenset(status.value for status in PersonStatus),
}


def _set_field(db: Session, person: Person, field: str, value: Any) -> None:
    if field == "days":
        person.days = None if value is None else sorted(set(value))
        return
    if field == "roles":
        _set_roles(db, person.id, value)
        return
    from .contacts import read_email, read_phone  # the tables of every country's numbers: not for a list

    text = tidy(str(value or ""))[:1000]
    if field in _CLOSED and text not in _CLOSED[field]:
        raise UserError("“{value}” is not a choice of this field. Nothing was changed.", code="bad_value", value=text)
    if field == "email":
        person.email = read_email(text).value
    elif field == "phone":
        person.phone = read_phone(text).value
    elif field == "organisation":
        person.organisation_id = _named(db, Organisation, text)
    elif field == "territory":
        person.territory_id = _named(db, Territory, text)
    else:
        setattr(person, field, text)


def _set_roles(db: Session, person_id: str, roles: Any) -> None:
    wanted = {Role(role).value for role in roles}
    for row in db.scalars(select(PersonRole).where(PersonRole.person_id == person_id, ~PersonRole.deleted)):
        if row.role in wanted:
            wanted.discard(row.role)
        else:
            row.deleted = True
    for role in sorted(wanted):
        db.add(PersonRole(person_id=person_id, role=role))


def _named(db: Session, kind: type[Organisation] | type[Territory], name: str) -> str | None:
    """The id of the organisation or territory of that name, made if there is none; None for no name."""
    if not name:
        return None
    for id_, known in db.execute(select(kind.id, kind.name).where(~kind.deleted)):
        if organisation_key(known) == organisation_key(name):
            return str(id_)
    made = kind(id=new_id(), name=name)
    db.add(made)
    return made.id


__all__ = [
    "EDITABLE", "LikelyPair", "PersonDetail", "PersonRow", "WishRow", "duplicates", "edit_person", "erase",
    "list_people", "person_detail",
]  # fmt: skip
