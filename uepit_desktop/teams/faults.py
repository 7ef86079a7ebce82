"""What does not hold in the placements as they are: two laptops may each be right and be wrong together.

Derived and shown, never refused: a merge brings what others did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import BondKind, Placement, Team, TeamKind
from ..language import integer, tr, trn
from .gathering import read_teams
from .situation import Situation

OVER_CAPACITY, TOGETHER, APART, ROOM = "over_capacity", "together", "apart", "room"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold, in a sentence. ``code`` is over_capacity, together, apart or room (too small)."""

    code: str
    kind: TeamKind
    round: int
    team_id: str | None
    people: tuple[str, ...]
    sentence: str


def faults_of(situation: Situation, assignment: Mapping[str, str] | None = None) -> tuple[Fault, ...]:
    """What does not hold in a situation, or in a proposal for it: teams first, then links. Pure."""
    where = situation.assignment if assignment is None else assignment
    faults = []

    def fault(code: str, team_id: str | None, people: tuple[str, ...], sentence: str) -> None:
        faults.append(Fault(code, situation.kind, situation.round, team_id, people, sentence))

    for team in situation.teams:
        members = tuple(person.id for person in situation.people if where.get(person.id) == team.id)
        count = len(members)
        if count > team.max_size:
            sentence = trn("{team} has {people} people for {n} place.", "{team} has {people} people for {n} places.",
                           team.max_size, team=team.title, people=integer(count))  # fmt: skip
            fault(OVER_CAPACITY, team.id, members, sentence)
        if team.room_capacity is not None and count > team.room_capacity:
            sentence = tr("{team} has {people} people, and {room} holds {most}.", team=team.title,
                          people=integer(count), room=team.room, most=integer(team.room_capacity))  # fmt: skip
            fault(ROOM, team.id, members, sentence)
    people, teams = situation.person_by_id, situation.team_by_id
    for bond in situation.bonds:
        placed = [one for one in bond.people if where.get(one) in teams and one in people]
        if bond.kind == BondKind.TOGETHER and len({where[one] for one in placed}) > 1:
            names = ", ".join(f"{people[one].name} ({teams[where[one]].code})" for one in placed)
            fault(TOGETHER, None, tuple(placed), tr("To be kept together, and they are not: {names}.", names=names))
        if bond.kind == BondKind.APART:
            for team_id in dict.fromkeys(where[one] for one in placed):
                met = tuple(one for one in placed if where[one] == team_id)
                if len(met) > 1:
                    names = ", ".join(people[one].name for one in met)
                    title = teams[team_id].title
                    sentence = tr("To be kept apart, and all in {team}: {names}.", team=title, names=names)
                    fault(APART, team_id, met, sentence)
    return tuple(faults)


def derived_faults(db: Session) -> tuple[Fault, ...]:
    """What does not hold in any kind of team and any round that has someone placed."""
    formed = db.execute(
        select(Team.kind, Team.round)
        .join(Placement, (Placement.team_id == Team.id) & ~Placement.deleted)
        .where(~Team.deleted)
        .distinct()
        .order_by(Team.kind, Team.round)
    ).all()
    known = set(TeamKind)
    return tuple(
        fault
        for kind, round_no in formed
        if kind in known
        for fault in faults_of(read_teams(db, TeamKind(kind), round_no))
    )
