"""Everything that an event file holds about one person, gathered on their request (RGPD, articles 15 and 20).

What is gathered is stored values by table, and the log: what was written about them, when, at which desk. Values that
were replaced since are in the log, and so are in what the person is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, log
from ..event.clock import moment_of
from ..event.model import (
    Challenge,
    HalfDay,
    Organisation,
    Person,
    ProgrammeSession,
    Replica,
    Skill,
    Team,
    Territory,
)
from ..event.model.base import Base
from ..event.plain import plain_table, replicated_tables, subject_column
from ..event.summary import summarise
from .directory import rows_naming, unknown_person

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One change about the person, as the log keeps it: ``at`` in the event's zone, ``fields`` are what it set."""

    at: dt.datetime
    desk: str
    verb: str
    table: str
    row: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is held about one person.

    ``rows`` are table → rows in stored values, removed ones included (``deleted``); ``names`` says what the ids in them
    stand for (organisation, challenge, desk…); ``entries`` are in the order of time.
    """

    person_id: str
    name: str
    event_name: str
    site: str
    organiser: str
    gathered_at: dt.datetime
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    names: Mapping[str, str]
    entries: Sequence[Entry]

    @property
    def person(self) -> Mapping[str, Any]:
        return self.rows["person"][0]

    def document(self) -> dict[str, Any]:
        """The same for programs: what the JSON file holds."""
        return {
            "format": "uepit-person",
            "version": FORMAT,
            "gathered_at": self.gathered_at.isoformat(),
            "event": {"name": self.event_name, "site": self.site, "organiser": self.organiser},
            "person": self.person_id,
            "rows": {table: [_readable(table, row) for row in rows] for table, rows in self.rows.items()},
            "names": dict(self.names),
            "log": [
                {
                    "at": entry.at.isoformat(),
                    "desk": entry.desk,
                    "verb": entry.verb,
                    "table": entry.table,
                    "row": entry.row,
                    "fields": dict(entry.fields),
                }
                for entry in self.entries
            ],
        }


def gather(event: EventFile, person_id: str) -> OwnData:
    """All that this file holds about a person. Raises UserError ``unknown_person`` for someone unknown or erased."""
    told = summarise(event).event
    with event.read() as db:
        person = db.get(Person, person_id)
        if person is None:
            raise unknown_person()
        rows = _rows_about(db, person)
        entries = _entries(db, event, person_id, {str(row["id"]) for some in rows.values() for row in some})
        names = _names(db, rows)
    return OwnData(
        person_id=person_id,
        name=person.full_name,
        event_name=told.name,
        site=told.site,
        organiser=told.organiser,
        gathered_at=event.clock.now().astimezone(event.zone),
        rows=rows,
        names=names,
        entries=entries,
    )


def _rows_about(db: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Table → rows that name the person as whom they are about, and bearers and hosts who bear their name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in ("person", *(name for name in replicated_tables() if name != "person")):
        column = subject_column(table)
        if column is None:
            continue
        plain = plain_table(table)
        rows = db.execute(select(plain).where(plain.c[column] == person.id).order_by(plain.c.id)).mappings()
        found[table] = [{str(name): value for name, value in row.items()} for row in rows]
    for table, row_id in rows_naming(db, person):
        plain = plain_table(table)
        row = db.execute(select(plain).where(plain.c.id == row_id)).mappings().one()
        found[table].append({str(field): value for field, value in row.items()})
    return {table: rows for table, rows in found.items() if rows}


def _entries(db: Session, event: EventFile, person_id: str, rows: set[str]) -> list[Entry]:
    desks: dict[str, str] = dict(db.execute(select(Replica.id, Replica.desk_name)).all())
    operations = {(one.origin, one.seq): one for one in log.operations_about(db, person_id)}
    operations |= {(one.origin, one.seq): one for one in log.operations_of_rows(db, sorted(rows))}
    return [
        Entry(
            at=moment_of(one.hlc).astimezone(event.zone),
            desk=desks.get(one.origin, ""),
            verb=one.verb,
            table=one.table,
            row=one.row,
            fields=one.fields(),
        )
        for one in sorted(operations.values(), key=lambda one: (one.hlc, one.origin, one.seq))
    ]


def _names(db: Session, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """Id → the words for it, for every row of another kind that these rows point to."""
    wanted = {
        str(value)
        for some in rows.values()
        for row in some
        for field, value in row.items()
        if field.endswith("_id") and value is not None
    }
    found: dict[str, str] = {}
    for mapped, words in (
        (Organisation, Organisation.name),
        (Territory, Territory.name),
        (Challenge, Challenge.title),
        (Skill, Skill.name),
        (Replica, Replica.desk_name),
        (ProgrammeSession, ProgrammeSession.title),
        (Team, Team.code),
    ):
        for id_, name in db.execute(select(mapped.id, words)):
            if id_ in wanted:
                found[id_] = name
    for half_day in db.scalars(select(HalfDay)):
        if half_day.id in wanted:
            found[half_day.id] = f"{half_day.on.isoformat()} {half_day.part}"
    return found


def _readable(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored row with its lists as lists and its flags as true or false."""
    columns = Base.metadata.tables[table].columns
    read: dict[str, Any] = {}
    for field, value in row.items():
        kind = type(columns[field].type).__name__
        if kind == "JsonText" and value is not None:
            read[field] = orjson.loads(value)
        elif kind == "Boolean" and value is not None:
            read[field] = bool(value)
        else:
            read[field] = value
    return read
