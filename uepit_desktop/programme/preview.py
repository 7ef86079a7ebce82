"""What importing a file of sessions or of rooms would do, decided before anything is written: pure functions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..event.errors import UserError
from ..event.model import SessionKind
from ..language import mark
from ..language.folding import fold, words
from ..references import NAME_SHARED, NAME_UNKNOWN, PeopleByName, SessionView, team_named
from ..tables import Duplicate, Flag, Outcome, Table, counted
from ..tables import Mapping as ColumnMapping
from .agenda import RoomView
from .lines import read_line

NO_TITLE = mark("No title on this line.")
NO_ROOM = mark("No room on this line.")
SAME_SESSION = mark("Same session.")
SAME_ROOM = mark("Same room.")
CODE_TAKEN = mark("This code is already that of “{title}”: the session is taken without it.")
TITLE_CHANGED = mark("The session {code} has another title in the event: “{title}”.")
TEAM_UNKNOWN = mark("No team has this code or name yet: it is kept as written.")
ROOM_BUSY = mark("“{title}” is in this room at the same time.")

KeyOf = Callable[[SessionView], Any]
SaidKey = Callable[[Mapping[str, Any]], Any]
_SESSION_ONLY = frozenset(("kind", "day", "start", "end", "hours", "length", "hosts", "teams", "everyone", "code"))


@dataclass(frozen=True, slots=True)
class PlannedRoom:
    """A room that the import would leave in the event. ``values`` holds only what the file says."""

    line: int
    room_id: str | None
    values: Mapping[str, Any]
    changes: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        return _outcome(self.room_id, self.changes)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session that the import would leave in the event. ``values`` holds only what the file says."""

    line: int
    session_id: str | None
    values: Mapping[str, Any]
    changes: tuple[str, ...]
    """Fields that change; empty for a new or unchanged one."""

    @property
    def outcome(self) -> Outcome:
        return _outcome(self.session_id, self.changes)


@dataclass(frozen=True)
class Preview:
    """``rooms`` are those of a file of rooms, or those that the sessions of the file bring with them."""

    table: Table
    mapping: ColumnMapping
    lists_rooms: bool
    """Whether the file lists rooms, and no session."""
    sessions: tuple[PlannedSession, ...]
    rooms: tuple[PlannedRoom, ...]
    duplicates: tuple[Duplicate, ...]
    rejected: tuple[Flag, ...]
    flagged: tuple[Flag, ...]

    def count(self, outcome: Outcome) -> int:
        """How many lines of the file."""
        if self.lists_rooms:
            return counted(outcome, self.rooms, self.duplicates, self.rejected)
        return counted(outcome, self.sessions, self.duplicates, self.rejected)

    @property
    def new_rooms(self) -> int:
        return sum(room.outcome is Outcome.CREATED for room in self.rooms)

    @property
    def writes(self) -> int:
        """Sessions and rooms that would be created or changed."""
        outcomes = [one.outcome for one in self.sessions] + [one.outcome for one in self.rooms]
        return sum(outcome is not Outcome.UNCHANGED for outcome in outcomes)


@dataclass(frozen=True)
class Known:
    """What the event knows that an import compares with. ``days`` are its dates, in order; ``teams`` as
    ``references.team_keys`` gives them."""

    sessions: Sequence[SessionView]
    rooms: Sequence[RoomView]
    days: Sequence[dt.date]
    zone: dt.tzinfo
    people: PeopleByName
    teams: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def decide(table: Table, mapping: ColumnMapping, known: Known) -> Preview:
    """Decide what importing ``table`` would do. Raises UserError ``no_title_column``."""
    if mapping.missing:
        raise UserError(
            "No column holds the titles of sessions, nor the names of rooms. Nothing was changed. Say which column "
            "holds the title.",
            code="no_title_column",
        )
    flags: list[Flag] = []
    if lists_rooms(mapping):
        rejected, duplicates, rooms = _rooms_of_file(table, mapping, known, flags)
        sessions: list[PlannedSession] = []
    else:
        rejected, duplicates, sessions = _sessions_of_file(table, mapping, known, flags)
        rooms = _planned_rooms([(one.line, one.values) for one in sessions if "room" in one.values], known)
    flags.extend(Flag(note.line, "", "", note.reason) for note in table.notes)
    return Preview(
        table,
        mapping.with_warnings(frozenset(flag.field for flag in flags)),
        lists_rooms(mapping),
        tuple(sessions),
        tuple(rooms),
        tuple(duplicates),
        tuple(rejected),
        tuple(sorted(flags, key=lambda flag: flag.line)),
    )


def lists_rooms(mapping: ColumnMapping) -> bool:
    """Whether the file lists rooms: names with a capacity or equipment, and nothing that only a session has."""
    held = mapping.fields.keys()
    return "title" not in held or ("room" not in held and not held & _SESSION_ONLY and "capacity" in held)


def room_key(name: str) -> str:
    """What two ways of writing the name of a room share: « Salle Jaurès » and « jaures » are one."""
    plain = [word for word in words(name) if word not in ("salle", "room")]
    return " ".join(plain or words(name)) or fold(name)


def _outcome(known: str | None, changes: Sequence[str]) -> Outcome:
    if known is None:
        return Outcome.CREATED
    return Outcome.UPDATED if changes else Outcome.UNCHANGED


def _rooms_of_file(
    table: Table, mapping: ColumnMapping, known: Known, flags: list[Flag]
) -> tuple[list[Flag], list[Duplicate], list[PlannedRoom]]:
    rejected, duplicates = [], []
    first: dict[str, int] = {}
    read = []
    for line, cells in zip(table.lines, table.cells, strict=True):
        said = read_line(line, cells, mapping, known.days, known.zone, flags)
        name = said.get("room") or said.get("title", "")
        if not name:
            rejected.append(Flag(line, "room", " ".join(filter(None, cells))[:80], NO_ROOM))
        elif (of := first.setdefault(room_key(name), line)) != line:
            duplicates.append(Duplicate(line, of, SAME_ROOM))
        else:
            read.append((line, {**said, "room": name, "room_capacity": said.get("capacity")}))
    return rejected, duplicates, _planned_rooms(read, known)


def _planned_rooms(said: Sequence[tuple[int, Mapping[str, Any]]], known: Known) -> list[PlannedRoom]:
    """The rooms that these lines name, each once; their equipment is what any of the lines says."""
    by_key = {room_key(room.name): room for room in known.rooms}
    merged: dict[str, tuple[int, dict[str, Any]]] = {}
    for line, values in said:
        _, room = merged.setdefault(room_key(values["room"]), (line, {"name": values["room"]}))
        if values.get("room_capacity"):
            room["capacity"] = values["room_capacity"]
        if values.get("equipment"):
            had = {fold(one) for one in room.get("equipment", ())}
            more = (one for one in values["equipment"] if fold(one) not in had)
            room["equipment"] = (*room.get("equipment", ()), *more)
    planned = []
    for key, (line, room) in merged.items():
        match = by_key.get(key)
        changes: list[str] = []
        if match is not None:
            if room.get("capacity") not in (None, match.capacity):
                changes.append("capacity")
            if not {fold(one) for one in room.get("equipment", ())} <= {fold(one) for one in match.equipment}:
                changes.append("equipment")
        planned.append(PlannedRoom(line, match.id if match else None, room, tuple(changes)))
    return planned


def _sessions_of_file(
    table: Table, mapping: ColumnMapping, known: Known, flags: list[Flag]
) -> tuple[list[Flag], list[Duplicate], list[PlannedSession]]:
    rejected, duplicates = [], []
    entries: list[tuple[int, dict[str, Any]]] = []
    seen: dict[tuple[Any, ...], int] = {}
    titles: dict[str, str] = {}
    for line, cells in zip(table.lines, table.cells, strict=True):
        said = read_line(line, cells, mapping, known.days, known.zone, flags)
        if not said.get("title"):
            rejected.append(Flag(line, "title", " ".join(filter(None, cells))[:80], NO_TITLE))
            continue
        code = fold(said.get("code", ""))
        if code and titles.setdefault(code, said["title"]) != said["title"]:
            flags.append(Flag(line, "code", said.pop("code"), CODE_TAKEN, {"title": titles[code]}))
            code = ""
        key = ("code", code) if code else (fold(said["title"]), said.get("starts_at"), room_key(said.get("room", "")))
        of = seen.setdefault(key, line)
        if of != line:
            duplicates.append(Duplicate(line, of, SAME_SESSION))
            continue
        entries.append((line, said))
    planned = _matched(entries, known, flags)
    _flag_names(planned, known, flags)
    _flag_rooms(planned, flags)
    return rejected, duplicates, planned


def _matched(entries: Sequence[tuple[int, dict[str, Any]]], known: Known, flags: list[Flag]) -> list[PlannedSession]:
    """Each line with the session that it is: by its code, else by title, start and room, else by title and start, else
    by a title that is alone.
    """
    found: dict[int, SessionView] = {}
    taken: set[str] = set()

    def pass_over(key_of: KeyOf, said_key: SaidKey) -> None:
        """Give each line that has none yet the one session left that shares its key."""
        by_key: dict[Any, list[SessionView]] = defaultdict(list)
        for one in known.sessions:
            if one.id not in taken and (key := key_of(one)) is not None:
                by_key[key].append(one)
        for line, said in entries:
            key = said_key(said) if line not in found else None
            same = by_key.get(key, []) if key is not None else []
            if len(same) != 1 or same[0].id in taken:
                continue
            if by_code(said) is None or not same[0].code or fold(same[0].code) == by_code(said):
                found[line] = same[0]
                taken.add(same[0].id)

    def by_code(said: Mapping[str, Any]) -> str | None:
        return fold(said.get("code", "")) or None

    pass_over(lambda one: fold(one.code) or None, by_code)
    pass_over(
        lambda one: (fold(one.title), one.starts, room_key(one.room)),
        lambda said: (fold(said["title"]), said.get("starts_at"), room_key(said.get("room", ""))),
    )
    pass_over(lambda one: (fold(one.title), one.starts), lambda said: (fold(said["title"]), said.get("starts_at")))
    pass_over(lambda one: fold(one.title), lambda said: fold(said["title"]))
    planned = []
    for line, said in entries:
        match = found.get(line)
        if match is None:
            said.setdefault("kind", SessionKind.WORKSHOP.value)
            said.setdefault("everyone", said["kind"] in (SessionKind.PLENARY, SessionKind.MEAL))
        elif fold(match.title) != fold(said["title"]):
            flags.append(Flag(line, "title", said["title"], TITLE_CHANGED, {"code": match.code, "title": match.title}))
        elif said.get("kind_guessed"):
            said.pop("kind")  # a guess is no reason to change what the event holds
        changes = _changes(match, said, known) if match else ()
        planned.append(PlannedSession(line, match.id if match else None, said, changes))
    return planned


def _changes(match: SessionView, said: Mapping[str, Any], known: Known) -> tuple[str, ...]:
    had = {"code": match.code, "title": match.title, "kind": match.kind, "starts_at": match.starts,
           "minutes": match.minutes, "everyone": match.everyone, "capacity": match.capacity}  # fmt: skip
    changed = [name for name, value in had.items() if name in said and said[name] != value]
    if "room" in said and room_key(said["room"]) != room_key(match.room):
        changed.append("room")
    if "hosts" in said and sorted(map(_name_key, said["hosts"])) != sorted(map(_name_key, match.hosts)):
        changed.append("hosts")
    if "teams" in said and _team_set(said["teams"], known) != _team_set(match.teams, known):
        changed.append("teams")
    return tuple(changed)


def _name_key(name: str) -> str:
    return " ".join(sorted(words(name)))


def _team_set(labels: Sequence[str], known: Known) -> set[str]:
    return {team_named(label, known.teams) or fold(label) for label in labels}


def _flag_names(planned: Sequence[PlannedSession], known: Known, flags: list[Flag]) -> None:
    for one in planned:
        for name in one.values.get("hosts", ()):
            if known.people.find(name) is None:
                several = known.people.homonyms(name) > 1
                flags.append(Flag(one.line, "hosts", name, NAME_SHARED if several else NAME_UNKNOWN))
        for label in one.values.get("teams", ()):
            if team_named(label, known.teams) is None:
                flags.append(Flag(one.line, "teams", label, TEAM_UNKNOWN))


def _flag_rooms(planned: Sequence[PlannedSession], flags: list[Flag]) -> None:
    """Two sessions of the file in one room at one time: said, and kept, since the programme is still being made."""
    by_room: dict[str, list[tuple[dt.datetime, dt.datetime, PlannedSession]]] = {}
    for one in planned:
        starts = one.values.get("starts_at")
        if starts is not None and one.values.get("room"):
            ends = starts + dt.timedelta(minutes=one.values.get("minutes", 60))
            by_room.setdefault(room_key(one.values["room"]), []).append((starts, ends, one))
    for same in by_room.values():
        latest: tuple[dt.datetime, dt.datetime, PlannedSession] | None = None
        for entry in sorted(same, key=lambda entry: (entry[0], entry[2].line)):
            if latest is not None and entry[0] < latest[1]:
                session = entry[2]
                told = {"title": latest[2].values["title"]}
                flags.append(Flag(session.line, "room", session.values["room"], ROOM_BUSY, told))
            if latest is None or entry[1] > latest[1]:
                latest = entry
