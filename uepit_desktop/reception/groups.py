"""The groups that arrive together: the people of an organisation, those whom a challenge brings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Challenge, ChallengeBearer, Organisation, Person, PersonStatus, Wish
from ..language.folding import fold


@dataclass(frozen=True, slots=True)
class Group:
    """``kind`` is ``organisation`` or ``challenge``; ``people`` are ids, cancelled registrations left out."""

    kind: str
    id: str
    name: str
    people: tuple[str, ...]


def groups(db: Session) -> list[Group]:
    """Every organisation and every challenge that has someone, by name. A challenge brings its bearers and those whose
    first wish it is, as ``group_of`` says."""
    registered = dict(
        db.execute(
            select(Person.id, Person.organisation_id).where(
                ~Person.deleted, Person.status != PersonStatus.CANCELLED.value
            )
        ).all()
    )
    by_organisation: dict[str, list[str]] = {}
    for person_id, organisation_id in registered.items():
        if organisation_id is not None:
            by_organisation.setdefault(organisation_id, []).append(person_id)
    by_challenge: dict[str, set[str]] = {}
    bearers = select(ChallengeBearer.challenge_id, ChallengeBearer.person_id).where(~ChallengeBearer.deleted)
    wishes = select(Wish.challenge_id, Wish.person_id).where(Wish.rank == 1, ~Wish.deleted)
    for statement in (bearers, wishes):
        for challenge_id, person_id in db.execute(statement):
            if person_id in registered:
                by_challenge.setdefault(challenge_id, set()).add(person_id)
    found = [
        Group("organisation", row.id, row.name, tuple(by_organisation[row.id]))
        for row in db.execute(select(Organisation.id, Organisation.name).where(~Organisation.deleted))
        if row.id in by_organisation
    ]
    found += [
        Group("challenge", row.id, f"{row.code} {row.title}".strip(), tuple(sorted(by_challenge[row.id])))
        for row in db.execute(select(Challenge.id, Challenge.code, Challenge.title).where(~Challenge.deleted))
        if row.id in by_challenge
    ]
    return sorted(found, key=lambda group: (fold(group.name), group.id))
