"""What the page reads in one go, away from the UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...event import EventFile
from ...event.model import TeamKind
from ...teams.gathering import rounds_of, situation_of
from ...teams.situation import Situation


@dataclass(frozen=True, slots=True)
class Read:
    """The situation, and the rounds of learning teams that exist."""

    situation: Situation
    rounds: tuple[int, ...]
    codes: Mapping[str, str]
    """Learning teams: the codes of the challenge teams where people come from."""


def read_page(event: EventFile, kind: TeamKind, round_no: int) -> Read:
    """Read everything that the page shows of one kind of team and one round."""
    with event.read() as db:
        rounds = rounds_of(db, TeamKind.LEARNING)
    situation = situation_of(event, kind, round_no)
    codes = {}
    if kind is TeamKind.LEARNING:
        codes = {team.id: team.code or team.name for team in situation_of(event).teams}
    return Read(situation, rounds, codes)
