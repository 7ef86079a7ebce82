"""Making the teams that people are then placed in: one a challenge, or so many learning teams for a round."""

from __future__ import annotations

import math
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, UserError
from ..event.model import Challenge, Team, TeamKind
from ..language import tr, trn
from ..language.folding import fold
from .gathering import natural, read_teams
from .placing import Arranged

_NAMESPACE = uuid.UUID("7d8f3a52-90c4-5f0e-8a53-2c2a9a6d1e07")
_MOST_TEAMS = 500
_ADMITTED = "admitted"
_PREFIX = {TeamKind.CHALLENGE: "D", TeamKind.LEARNING: "A"}


def challenge_team_id(challenge_id: str) -> str:
    """The id of a challenge's team, the same on every laptop: two that make the teams at once make the same ones."""
    return str(uuid.uuid5(_NAMESPACE, f"challenge/{challenge_id}"))


def learning_team_id(round_no: int, number: int) -> str:
    """The id of the ``number``-th learning team of a round, from 1; the same on every laptop."""
    return str(uuid.uuid5(_NAMESPACE, f"learning/{round_no}/{number}"))


def prepare_challenge_teams(event: EventFile) -> Arranged:
    """Make a team for each admitted challenge that never had one. A team that was withdrawn is not made again.

    Sizes are left to the challenge. Nothing is written when every challenge has its team.
    """
    with event.read() as db:
        missing = bool(_without_team(db))
    if not missing:
        return Arranged(tr("Every admitted challenge has its team."))
    with event.write("prepare_challenge_teams") as db:
        challenges = _without_team(db)
        taken = {
            fold(code)
            for code in db.scalars(select(Team.code).where(Team.kind == TeamKind.CHALLENGE.value, ~Team.deleted))
        }
        made = []
        for challenge in challenges:
            code = challenge.code or _free_code(taken)
            taken.add(fold(code))
            team = Team(
                id=challenge_team_id(challenge.id),
                kind=TeamKind.CHALLENGE.value,
                round=1,
                code=code,
                challenge_id=challenge.id,
            )
            db.add(team)
            made.append(team.id)
        message = trn("{n} challenge team is made.", "{n} challenge teams are made.", len(made))
    return Arranged(message, (), tuple(made), db.changes)


def prepare_learning_teams(
    event: EventFile, *, count: int | None = None, size: int | None = None, round_no: int = 1
) -> Arranged:
    """Make the learning teams of a round: ``count`` of them, or as many as teams of about ``size`` people need.

    Sizes are as even as can be. Teams that are there are kept, and sized anew; those beyond the number are withdrawn
    when nobody is in them. Raises UserError ``bad_count`` for a number that makes no sense, or ``team_in_use``.
    """
    if round_no < 1 or (count is None) == (size is None):
        raise _bad_count()
    with event.write("prepare_learning_teams") as db:
        before = read_teams(db, TeamKind.LEARNING, round_no)
        people = len(before.people)
        if size is not None:
            count = max(1, round(people / size)) if size > 0 else 0
        assert count is not None
        if not 1 <= count <= _MOST_TEAMS or count > max(1, people):
            raise _bad_count()
        least, most = people // count, max(1, math.ceil(people / count))
        ids = [learning_team_id(round_no, number) for number in range(1, count + 1)]
        for team in before.teams:
            if team.id in ids:
                continue
            if team.members:
                raise UserError(
                    "{team} has members and is beyond the number of teams. Nothing was changed. Take them out first, "
                    "or ask for more teams.",
                    code="team_in_use",
                    team=team.title,
                )
            row = db.get(Team, team.id)
            assert row is not None
            row.deleted = True
        for number, team_id in enumerate(ids, 1):
            row = db.get(Team, team_id)
            if row is None:
                row = Team(
                    id=team_id,
                    kind=TeamKind.LEARNING.value,
                    round=round_no,
                    code=f"{_PREFIX[TeamKind.LEARNING]}{number}",
                )
                db.add(row)
            elif row.deleted:
                row.deleted = False
            row.min_size, row.max_size = least, most
        message = trn("{n} learning team is ready, with {size} people.", "{n} learning teams are ready, with {size} "
                      "people each.", count, size=least if least == most else f"{least}–{most}")  # fmt: skip
    return Arranged(message, (), tuple(ids), db.changes)


def _without_team(db: Session) -> list[Challenge]:
    served = set(db.scalars(select(Team.challenge_id).where(Team.kind == TeamKind.CHALLENGE.value)))
    admitted = db.scalars(select(Challenge).where(~Challenge.deleted, Challenge.stage == _ADMITTED))
    return sorted(
        (challenge for challenge in admitted if challenge.id not in served),
        key=lambda challenge: (natural(challenge.code), challenge.id),
    )


def _free_code(taken: set[str]) -> str:
    number = 1
    while fold(f"{_PREFIX[TeamKind.CHALLENGE]}{number}") in taken:
        number += 1
    return f"{_PREFIX[TeamKind.CHALLENGE]}{number}"


def _bad_count() -> UserError:
    return UserError(
        "There cannot be that many learning teams. Nothing was changed. Give a number of teams, or people a team.",
        code="bad_count",
    )
