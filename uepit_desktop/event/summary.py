"""What an event file holds, in a few words and counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from . import schema
from .file import EventFile
from .log import version_vector
from .model import Base, Event, Replicated, Site


@dataclass(frozen=True, slots=True)
class EventWords:
    """The event itself: its name, its site, its first and last day, its time zone."""

    id: str
    name: str
    site: str
    organiser: str
    start_on: dt.date | None
    end_on: dt.date | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class ReplicaWords:
    """This laptop's copy: its id in the log, its name."""

    id: str
    desk: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One event file. ``counts`` is table → rows, deleted ones left out; ``saved_at`` is in UTC."""

    file: Path
    event: EventWords
    counts: dict[str, int]
    replica: ReplicaWords
    operations: int
    pending_operations: int
    schema_version: int
    saved_at: dt.datetime | None


def summarise(event: EventFile) -> Summary:
    """What an open event file holds, as of its last commit."""
    with event.read() as db:
        told = db.get(Event, event.event_id)
        site = db.get(Site, told.site_id) if told else None
        counts = {}
        for mapped in sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda one: one.__tablename__):
            rows = select(func.count()).select_from(mapped)
            counts[mapped.__tablename__] = (
                db.scalar(rows.where(~mapped.deleted) if issubclass(mapped, Replicated) else rows) or 0
            )
        operations = sum(version_vector(db).values())
    return Summary(
        file=event.path,
        event=EventWords(
            id=event.event_id,
            name=told.name if told else "",
            site=site.name if site else "",
            organiser=told.organiser if told else "",
            start_on=told.start_on if told else None,
            end_on=told.end_on if told else None,
            time_zone=str(event.zone),
        ),
        counts=counts,
        replica=ReplicaWords(event.replica_id, event.desk_name),
        operations=operations,
        pending_operations=event.pending_operations(),
        schema_version=schema.VERSION,
        saved_at=event.saved_at,
    )
