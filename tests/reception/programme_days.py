"""Sessions, teams and places of the small event at the desk, added in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.reception.reception_clock import PARIS
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import (
    Enrolment,
    Placement,
    ProgrammeSession,
    Room,
    SessionHost,
    SessionTeam,
    Team,
    new_id,
    placement_id,
)


def add_session(
    event: EventFile,
    title: str,
    starts: str,
    minutes: int = 60,
    *,
    kind: str = "workshop",
    day: int = 6,
    room: str = "Salle Jaurès",
    enrolled: Sequence[str] = (),
    team: str = "",
    host: str = "",
    **fields: object,
) -> str:
    """A session of July 2026; its id is given back. ``starts`` is a local hour, "10:30"."""
    at = dt.datetime.combine(dt.date(2026, 7, day), dt.time.fromisoformat(starts), PARIS)
    with event.write("test") as db:
        place = db.query(Room).filter_by(name=room).first() or Room(id=new_id(), name=room)
        one = ProgrammeSession(
            id=new_id(), title=title, kind=kind, starts_at=at, minutes=minutes, room_id=place.id, **fields
        )
        db.add_all([place, one])
        db.add_all([Enrolment(session_id=one.id, person_id=person_id) for person_id in enrolled])
        if team:
            db.add(SessionTeam(session_id=one.id, label=team))
        if host:
            db.add(SessionHost(session_id=one.id, name=host))
    return one.id


def add_team(event: EventFile, code: str, people: Sequence[str], *, kind: str = "challenge", name: str = "") -> str:
    """A team of the first round with these people."""
    with event.write("test") as db:
        team = Team(id=new_id(), code=code, kind=kind, name=name)
        db.add(team)
        for person_id in people:
            db.add(
                Placement(id=placement_id(person_id, kind, 1), person_id=person_id, kind=kind, round=1, team_id=team.id)
            )
    return team.id
