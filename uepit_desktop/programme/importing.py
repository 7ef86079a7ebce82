"""Import of a programme: preview, then one transaction; the same file again updates what it brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import HalfDay, ProgrammeSession, Room, SessionHost, SessionTeam, new_id
from ..language.folding import fold, words
from ..references import PeopleByName, list_sessions, team_keys, team_named
from ..tables import Mapping as ColumnMapping
from ..tables import Outcome, Table, import_document, map_columns, read_table
from .agenda import list_rooms
from .fields import PROGRAMME
from .preview import Known, PlannedRoom, PlannedSession, Preview, decide, room_key

_PLAIN = ("code", "title", "kind", "starts_at", "minutes", "everyone", "capacity")


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``changes`` is None when there was nothing to write."""

    preview: Preview
    changes: Changes | None = None


def read_programme_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Read a file of sessions or of rooms; see ``tables.read_table`` for the choices and the refusals."""
    return read_table(path, PROGRAMME, encoding=encoding, delimiter=delimiter, sheet=sheet)


def preview_programme(event: EventFile, table: Table, mapping: ColumnMapping | None = None) -> Preview:
    """What importing ``table`` would do now. Writes nothing. Raises UserError ``no_title_column``."""
    with event.read() as db:
        days = sorted(set(db.scalars(select(HalfDay.on).where(~HalfDay.deleted))))
        known = Known(list_sessions(db), list_rooms(db), days, event.zone, PeopleByName.of(db), team_keys(db))
    return decide(table, mapping or map_columns(table, PROGRAMME), known)


def import_programme(event: EventFile, source: Path | Preview, *, mapping: ColumnMapping | None = None) -> ImportReport:
    """Import a file, or write a preview that was looked at: one transaction, one undo."""
    preview = preview_programme(event, read_programme_table(source), mapping) if isinstance(source, Path) else source
    if not preview.writes:
        return ImportReport(preview, None)
    with event.write("import_programme") as db:
        rooms = _write_rooms(db, preview.rooms)
        people, teams = PeopleByName.of(db), team_keys(db)
        for planned in preview.sessions:
            _write_session(db, planned, rooms, people, teams)
    return ImportReport(preview, db.changes)


def report_document(preview: Preview, *, dry_run: bool = False) -> dict[str, Any]:
    """The JSON document of ``uepit programme import``."""
    return {**import_document(preview, dry_run=dry_run), "rooms_created": preview.new_rooms,
            "holds": "rooms" if preview.lists_rooms else "sessions"}  # fmt: skip


def _write_rooms(db: Session, planned: Sequence[PlannedRoom]) -> dict[str, str]:
    """Room key → id, of every room of the event once these are written."""
    known = {room_key(room.name): room for room in db.scalars(select(Room).where(~Room.deleted))}
    for one in planned:
        key = room_key(one.values["name"])
        room = known.get(key)
        if room is None:
            room = known[key] = Room(id=new_id(), name=one.values["name"])
            db.add(room)
        if one.values.get("capacity"):
            room.capacity = one.values["capacity"]
        had = room.equipment or []
        more = [name for name in one.values.get("equipment", ()) if fold(name) not in set(map(fold, had))]
        if more:
            room.equipment = [*had, *more]
    return {key: room.id for key, room in known.items()}


def _write_session(
    db: Session,
    planned: PlannedSession,
    rooms: Mapping[str, str],
    people: PeopleByName,
    teams: Mapping[str, tuple[str, str]],
) -> None:
    said = planned.values
    if planned.session_id is None:
        session = ProgrammeSession(id=new_id(), title=said["title"])
        db.add(session)
        wanted: Sequence[str] = tuple(said)
    else:
        if planned.outcome is Outcome.UNCHANGED:
            return
        found = db.get(ProgrammeSession, planned.session_id)
        if found is None or found.deleted:
            return
        session, wanted = found, planned.changes
    for name in wanted:
        if name in _PLAIN:
            setattr(session, name, said[name])
        elif name == "room":
            session.room_id = rooms[room_key(said["room"])]
        elif name == "hosts":
            _set_hosts(db, session.id, said["hosts"], people)
        elif name == "teams":
            _set_teams(db, session.id, said["teams"], teams)


def _set_hosts(db: Session, session_id: str, names: Sequence[str], people: PeopleByName) -> None:
    """Those that the file names hold the session, and no one else."""
    had = db.scalars(select(SessionHost).where(SessionHost.session_id == session_id, ~SessionHost.deleted))
    wanted = {_name_key(name): name for name in names}
    by_person = {found: key for key, name in wanted.items() if (found := people.find(name)) is not None}
    for row in had:
        key = by_person.get(row.person_id or "") or _name_key(row.name)
        if wanted.pop(key, None) is None:
            row.deleted = True
    for name in wanted.values():
        db.add(SessionHost(session_id=session_id, person_id=people.find(name), name=name))


def _set_teams(db: Session, session_id: str, labels: Sequence[str], teams: Mapping[str, tuple[str, str]]) -> None:
    """The teams that the file names attend the session, and no other."""
    wanted = {team_named(label, teams) or fold(label): label for label in labels}
    for row in db.scalars(select(SessionTeam).where(SessionTeam.session_id == session_id, ~SessionTeam.deleted)):
        if wanted.pop(row.team_id or team_named(row.label, teams) or fold(row.label), None) is None:
            row.deleted = True
    for label in wanted.values():
        db.add(SessionTeam(session_id=session_id, team_id=team_named(label, teams), label=label))


def _name_key(name: str) -> str:
    return " ".join(sorted(words(name)))
