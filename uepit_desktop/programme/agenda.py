"""The programme as it stands: its sessions in order, its rooms, the day of each session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Room
from ..language.folding import fold
from ..references import SessionView, attendees, list_sessions


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room. ``capacity`` is in people, None when nobody said."""

    id: str
    name: str
    capacity: int | None
    equipment: tuple[str, ...]


def list_rooms(db: Session) -> list[RoomView]:
    """The rooms of the event, by name."""
    rows = db.scalars(select(Room).where(~Room.deleted))
    rooms = [RoomView(one.id, one.name, one.capacity, tuple(one.equipment or ())) for one in rows]
    return sorted(rooms, key=lambda room: (fold(room.name), room.id))


def day_of(session: SessionView, zone: dt.tzinfo) -> dt.date | None:
    """The date of a session in the event's zone; None while it has no place in the day."""
    return None if session.starts is None else session.starts.astimezone(zone).date()


__all__ = ["RoomView", "SessionView", "attendees", "day_of", "list_rooms", "list_sessions"]
