"""What the page reads in one go, away from the UI thread."""

from __future__ import annotations

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


def read_page(event: EventFile, kind: TeamKind, round_no: int) -> Read:
    """Read everything that the page shows of one kind of team and one round."""
    with event.read() as db:
        rounds = rounds_of(db, TeamKind.LEARNING)
    return Read(situation_of(event, kind, round_no), rounds)
