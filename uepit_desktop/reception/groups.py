"""The groups that arrive together: the people of an organisation, a team, those whom a challenge brings."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Challenge, ChallengeBearer, Organisation, Person, PersonStatus, Team, TeamKind, Wish
from ..language.folding import fold, joined
from ..references import members_by_team
from .orientation import TeamView, read_teams


@dataclass(frozen=True, slots=True)
class Group:
    """``kind`` is ``organisation``, ``challenge_team``, ``learning_team`` or ``challenge``; ``people`` are ids, without
    the cancelled registrations. ``round`` is 0 unless learning teams were formed several times.
    """

    kind: str
    id: str
    name: str
    people: tuple[str, ...]
    round: int = 0


def groups(db: Session) -> list[Group]:
    """Every organisation, every team and every challenge that has someone, by name. A challenge brings its bearers and
    those whose first wish it is, as ``group_of`` says, until a team works on it: then there is the team.
    """
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
    teams = _team_groups(db, registered.keys())
    formed = set(
        db.scalars(
            select(Team.challenge_id).where(Team.id.in_([one.id for one in teams]), Team.challenge_id.is_not(None))
        )
    )
    found += teams
    found += [
        Group("challenge", row.id, f"{row.code} {row.title}".strip(), tuple(sorted(by_challenge[row.id])))
        for row in db.execute(select(Challenge.id, Challenge.code, Challenge.title).where(~Challenge.deleted))
        if row.id in by_challenge and row.id not in formed
    ]
    return sorted(found, key=lambda group: (fold(group.name), group.round, group.id))


def teams_called(db: Session, text: str) -> list[TeamView]:
    """The teams that a code, a name or an id means: « D4 », « Un seul guichet ». Of learning teams, the last round."""
    wanted = joined(text)
    found = [
        team
        for team in read_teams(db).values()
        if team.id == text or (wanted and wanted in {joined(team.code), joined(team.name), joined(team.label)})
    ]
    last = max((team.round for team in found if team.kind == TeamKind.LEARNING), default=0)
    return sorted(
        (team for team in found if team.id == text or team.kind != TeamKind.LEARNING or team.round == last),
        key=lambda team: (team.kind, team.code, team.id),
    )


def _team_groups(db: Session, registered: AbstractSet[str]) -> list[Group]:
    """The teams of both kinds that someone registered is in."""
    members = members_by_team(db)
    teams = read_teams(db)
    rounds = len({team.round for team in teams.values() if team.kind == TeamKind.LEARNING})
    return [
        Group(
            "learning_team" if team.kind == TeamKind.LEARNING else "challenge_team",
            team.id,
            team.label,
            people,
            team.round if rounds > 1 and team.kind == TeamKind.LEARNING else 0,
        )
        for team in teams.values()
        if (people := tuple(sorted(members.get(team.id, set()) & registered)))
    ]
