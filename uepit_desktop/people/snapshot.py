"""The people of the event as an import compares them: plain values read in a few queries, nothing mapped."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import (
    BadgeAlias,
    Challenge,
    Event,
    Organisation,
    Person,
    PersonRole,
    PersonSkill,
    Skill,
    Territory,
    Wish,
)
from ..language.folding import fold
from ..references import challenge_keys
from ..tables.collection import without_collection
from .matching import Identity
from .organisations import organisation_key
from .records import Values

_TEXTS = (
    "family_name", "given_name", "email", "phone", "function", "diet", "access_needs", "image_consent", "status",
    "desk_note",
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """A person already in the event: what an import may change, in the shape of ``records.Values``."""

    id: str
    values: Values
    wish_ids: dict[int, str | None] = field(default_factory=dict)
    """Rank → challenge of the wish, None while its label matches none."""

    def identity(self) -> Identity:
        get = self.values.get
        return Identity(
            get("family_name", ""),
            get("given_name", ""),
            get("email", "").lower(),
            get("phone", ""),
            get("organisation", ""),
        )


@dataclass
class Snapshot:
    """What the preview of an import needs to know of the event."""

    people: list[Known] = field(default_factory=list)
    organisations: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    """Folded name → (id, name, kind)."""
    territories: dict[str, tuple[str, str]] = field(default_factory=dict)
    skills: dict[str, tuple[str, str]] = field(default_factory=dict)
    challenges: dict[str, str] = field(default_factory=dict)
    """Folded title, or folded code → id; "" when two challenges share it."""
    alias_owners: dict[str, str] = field(default_factory=dict)
    dates: tuple[dt.date, ...] = ()
    """The days of the event."""


@without_collection
def take_snapshot(db: Session) -> Snapshot:
    """Read what an import of people compares with. Deleted rows are not there."""
    snapshot = Snapshot(dates=event_dates(db))
    connection = db.connection()  # rows as they are: a session would look at each for objects
    organisations = {}
    for id_, name, kind in connection.execute(
        select(Organisation.id, Organisation.name, Organisation.kind).where(~Organisation.deleted)
    ).all():
        organisations[id_] = name
        snapshot.organisations.setdefault(organisation_key(name), (id_, name, kind))
    territories = dict(connection.execute(select(Territory.id, Territory.name).where(~Territory.deleted)).all())
    snapshot.territories = {fold(name): (id_, name) for id_, name in territories.items()}
    skills = dict(connection.execute(select(Skill.id, Skill.name).where(~Skill.deleted)).all())
    snapshot.skills = {fold(name): (id_, name) for id_, name in skills.items()}
    snapshot.challenges = challenge_keys(db)
    roles, skill_names = defaultdict(list), defaultdict(list)
    aliases, wishes = defaultdict(list), defaultdict(list)
    for person_id, role in connection.execute(
        select(PersonRole.person_id, PersonRole.role).where(~PersonRole.deleted)
    ).all():
        roles[person_id].append(role)
    for person_id, skill_id in connection.execute(
        select(PersonSkill.person_id, PersonSkill.skill_id).where(~PersonSkill.deleted)
    ).all():
        if skill_id in skills:
            skill_names[person_id].append(skills[skill_id])
    for person_id, code in connection.execute(
        select(BadgeAlias.person_id, BadgeAlias.code).where(~BadgeAlias.deleted)
    ).all():
        aliases[person_id].append(code)
        snapshot.alias_owners.setdefault(code, person_id)
    titles = dict(connection.execute(select(Challenge.id, Challenge.title)).all())
    for person_id, rank, label, challenge_id in connection.execute(
        select(Wish.person_id, Wish.rank, Wish.label, Wish.challenge_id).where(~Wish.deleted).order_by(Wish.rank)
    ).all():
        wishes[person_id].append((rank, label or titles.get(challenge_id or "", ""), challenge_id))
    columns = [getattr(Person, name) for name in _TEXTS]
    query = select(Person.id, Person.organisation_id, Person.territory_id, Person.days, *columns).where(~Person.deleted)
    for id_, organisation_id, territory_id, days, *texts in connection.execute(query.order_by(Person.id)).all():
        found = {name: text for name, text in zip(_TEXTS, texts, strict=True) if text}
        if organisation_id in organisations:
            found["organisation"] = organisations[organisation_id]
        if territory_id in territories:
            found["territory"] = territories[territory_id]
        if days is not None:
            found["days"] = tuple(days)
        for name, lists in (("roles", roles), ("skills", skill_names), ("badge_aliases", aliases)):
            if id_ in lists:
                found[name] = tuple(lists[id_])
        if id_ in wishes:
            found["wishes"] = tuple((rank, label) for rank, label, _ in wishes[id_])
        snapshot.people.append(
            Known(id_, found, {rank: challenge_id for rank, _, challenge_id in wishes[id_]} if id_ in wishes else {})
        )
    return snapshot


def event_dates(db: Session) -> tuple[dt.date, ...]:
    """The days of the event, in order; none when the file has no event yet."""
    bounds = db.execute(select(Event.start_on, Event.end_on).where(~Event.deleted)).first()
    if bounds is None:
        return ()
    start, end = bounds
    return tuple(start + dt.timedelta(days=day) for day in range(min((end - start).days, 366) + 1))
