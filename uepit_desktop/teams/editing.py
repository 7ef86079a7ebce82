"""A team itself: its name, its sizes, its room, and taking it out of the event."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from ..event import EventFile, UserError
from ..event.conflicts import name_of
from ..event.model import Placement, Room, Team
from ..language import tr, trn
from ..language.folding import tidy
from .placing import Arranged, unknown_team

_LONGEST_NAME = 200
_MOST_PEOPLE = 500


def withdraw_team(event: EventFile, team_id: str) -> Arranged:
    """Take a team out: its challenge is withdrawn, or it is one too many. Its people are to be placed, locks and all.

    Raises UserError ``unknown_team``.
    """
    with event.write("withdraw_team", subject=team_id) as db:
        team = db.get(Team, team_id)
        if team is None or team.deleted:
            raise unknown_team()
        title = name_of(db, team_id)
        team.deleted = True
        db.flush()  # the first operation names the action
        rows = list(db.scalars(select(Placement).where(Placement.team_id == team_id, ~Placement.deleted)))
        for row in rows:
            row.team_id, row.locked, row.by_hand = None, False, False
        message = trn("{team} is withdrawn: {n} person to place.", "{team} is withdrawn: {n} people to place.",
                      len(rows), team=title)  # fmt: skip
    return Arranged(message, tuple(row.person_id for row in rows), (team_id,), db.changes)


def bring_back_team(event: EventFile, team_id: str) -> Arranged:
    """Take a withdrawn team in again, empty. Raises UserError ``unknown_team``."""
    with event.write("bring_back_team", subject=team_id) as db:
        team = db.get(Team, team_id)
        if team is None:
            raise unknown_team()
        team.deleted = False
        message = tr("{team} is back, without members.", team=name_of(db, team_id))
    return Arranged(message, (), (team_id,), db.changes)


def name_team(event: EventFile, team_id: str, name: str) -> Arranged:
    """Give a team a name of its own; an empty one goes by its challenge's title. Raises UserError ``unknown_team``."""

    def change(team: Team) -> None:
        team.name = tidy(name)[:_LONGEST_NAME]

    return _edit(event, "name_team", team_id, change)


def set_team_size(event: EventFile, team_id: str, least: int | None, most: int | None) -> Arranged:
    """Say how many people a team takes; None leaves it to its challenge, then to the rules.

    Raises UserError ``unknown_team``, or ``bad_size`` when nobody fits between the two.
    """
    if any(size is not None and not 0 <= size <= _MOST_PEOPLE for size in (least, most)) or (
        least is not None and most is not None and least > most
    ):
        raise UserError(
            "A team cannot have {least} to {most} people. Nothing was changed. Give two numbers, the smaller first.",
            code="bad_size",
            least=least,
            most=most,
        )

    def change(team: Team) -> None:
        team.min_size, team.max_size = least, most

    return _edit(event, "set_team_size", team_id, change)


def give_room(event: EventFile, team_id: str, room_id: str | None) -> Arranged:
    """Give a team a room, or take it away (None). Raises UserError ``unknown_team`` or ``unknown_room``."""

    def change(team: Team) -> None:
        team.room_id = room_id

    if room_id is not None:
        with event.read() as db:
            room = db.get(Room, room_id)
        if room is None or room.deleted:
            raise UserError("This room is no longer there. Nothing was changed.", code="unknown_room")
    return _edit(event, "give_room", team_id, change)


def _edit(event: EventFile, verb: str, team_id: str, change: Callable[[Team], None]) -> Arranged:
    with event.write(verb, subject=team_id) as db:
        team = db.get(Team, team_id)
        if team is None or team.deleted:
            raise unknown_team()
        change(team)
        db.flush()
        message = tr("{team} is changed.", team=name_of(db, team_id))
    return Arranged(message, (), (team_id,), db.changes)
