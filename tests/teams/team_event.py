"""An event with challenges, people who wish for them, and who bears which: what the tests of the verbs stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import (
    Challenge,
    ChallengeBearer,
    Organisation,
    Person,
    PersonRole,
    PersonSkill,
    Skill,
    Team,
    Territory,
    Wish,
    new_id,
)
from uepit_desktop.teams.preparing import challenge_team_id


def add_challenge(event: EventFile, code: str, title: str, **fields: Any) -> str:
    """A challenge; returns the id of the team that it will have."""
    with event.write("test") as db:
        challenge = Challenge(id=new_id(), code=code, title=title, **fields)
        db.add(challenge)
    return challenge_team_id(challenge.id)


def challenge_of(event: EventFile, team_id: str) -> str:
    with event.read() as db:
        for challenge in db.query(Challenge):
            if challenge_team_id(challenge.id) == team_id:
                return str(challenge.id)
    raise AssertionError(team_id)


def add_person(
    event: EventFile,
    name: str,
    *,
    wishes: Sequence[str] = (),
    bears: Iterable[str] = (),
    roles: Iterable[str] = ("participant",),
    skills: Iterable[str] = (),
    organisation: str = "",
    kind: str | None = None,
    territory: str = "",
    **fields: Any,
) -> str:
    """Someone registered. ``wishes`` and ``bears`` are ids of challenge teams."""
    asked = [challenge_of(event, team) for team in wishes]
    borne = [challenge_of(event, team) for team in bears]
    given, _, family = name.partition(" ")
    with event.write("test") as db:
        person = Person(id=new_id(), given_name=given, family_name=family, **fields)
        db.add(person)
        if territory:
            place = Territory(id=new_id(), name=territory)
            db.add(place)
            person.territory_id = place.id
        if organisation:
            known = db.query(Organisation).filter_by(name=organisation).first()
            if known is None:
                known = Organisation(id=new_id(), name=organisation, kind=kind)
                db.add(known)
            person.organisation_id = known.id
        for rank, challenge in enumerate(asked, 1):
            db.add(Wish(person_id=person.id, challenge_id=challenge, rank=rank))
        for challenge in borne:
            db.add(ChallengeBearer(challenge_id=challenge, person_id=person.id))
        for role in roles:
            db.add(PersonRole(person_id=person.id, role=role))
        for skill in skills:
            one = Skill(id=new_id(), name=skill)
            db.add(one)
            db.add(PersonSkill(person_id=person.id, skill_id=one.id))
    return person.id


def team_row(event: EventFile, team_id: str) -> Team | None:
    with event.read() as db:
        return db.get(Team, team_id)
