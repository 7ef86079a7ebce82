"""What importing a file of challenges would do, decided before anything is written: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from ..event.errors import UserError
from ..language import mark
from ..language.folding import fold
from ..references import NAME_SHARED, NAME_UNKNOWN, PeopleByName, challenge_key
from ..tables import Duplicate, Flag, Outcome, Table, counted, items
from ..tables import Mapping as ColumnMapping

NO_TITLE = mark("No title on this line.")
SAME_TITLE = mark("Same title.")
SAME_CODE = mark("Same code, nearly the same title.")
CODE_SHARED = mark("This code is already that of “{title}”: the challenge is taken without it.")
TITLE_CHANGED = mark("The challenge {code} has another title in the event: “{title}”.")
SIZE_UNREAD = mark("This is not a number of people.")
SIZES_CROSSED = mark("The smallest team is larger than the largest: the two are exchanged.")
STAGE_UNKNOWN = mark("This stage is not known: taken as admitted.")

_LONGEST = 2000
_LARGEST_TEAM = 1000
_STAGES = (
    (r"propos|soumis|recu|nouveau|idee", "proposed"),
    (r"reformul|en cours|travail|a revoir", "reformulated"),
    (r"admi|accept|retenu|valid|confirm|selection", "admitted"),
)


@dataclass(frozen=True, slots=True)
class KnownChallenge:
    """A challenge of the event, as an import compares it; ``bearers`` as names, folded words sorted."""

    id: str
    code: str
    title: str
    question: str
    territory: str
    min_size: int | None
    max_size: int | None
    roles_wanted: tuple[str, ...]
    stage: str
    bearers: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlannedChallenge:
    """One challenge that the import would leave in the event. ``values`` holds only what the file says."""

    line: int
    challenge_id: str | None
    values: Mapping[str, Any]
    changes: tuple[str, ...]
    """Fields that change; empty for a new or unchanged one."""

    @property
    def outcome(self) -> Outcome:
        if self.challenge_id is None:
            return Outcome.CREATED
        return Outcome.UPDATED if self.changes else Outcome.UNCHANGED


@dataclass(frozen=True)
class Preview:
    table: Table
    mapping: ColumnMapping
    challenges: tuple[PlannedChallenge, ...]
    duplicates: tuple[Duplicate, ...]
    rejected: tuple[Flag, ...]
    flagged: tuple[Flag, ...]

    def count(self, outcome: Outcome) -> int:
        return counted(outcome, self.challenges, self.duplicates, self.rejected)


def decide(table: Table, mapping: ColumnMapping, known: Sequence[KnownChallenge], people: PeopleByName) -> Preview:
    """Decide what importing ``table`` would do. Raises UserError ``no_title_column``."""
    if mapping.missing:
        raise UserError(
            "No column holds the titles of challenges. Nothing was changed. Say which column holds the title.",
            code="no_title_column",
        )
    flags: list[Flag] = []
    rejected: list[Flag] = []
    duplicates: list[Duplicate] = []
    first: dict[str, tuple[int, dict[str, Any]]] = {}
    by_code: dict[str, str] = {}
    for line, cells in zip(table.lines, table.cells, strict=True):
        said = _read(line, cells, mapping, flags)
        title = said.get("title") or said.get("question", "")
        if not title:
            rejected.append(Flag(line, "title", " ".join(filter(None, cells))[:80], NO_TITLE))
            continue
        said.setdefault("title", title)
        code = fold(said.get("code", ""))
        earlier = first.get(challenge_key(title))
        reason = SAME_TITLE
        if earlier is None and code in by_code:
            other = by_code[code]
            if fuzz.ratio(challenge_key(title), other) >= 80:
                earlier, reason = first[other], SAME_CODE
            else:
                flags.append(Flag(line, "code", said.pop("code"), CODE_SHARED, {"title": first[other][1]["title"]}))
                code = ""
        if earlier is not None:
            duplicates.append(Duplicate(line, earlier[0], reason))
            _fill(earlier[1], said)
            continue
        first[challenge_key(title)] = (line, said)
        if code:
            by_code[code] = challenge_key(title)
    planned = _planned(first.values(), known, people, flags)
    flags.extend(Flag(note.line, "", "", note.reason) for note in table.notes)
    return Preview(
        table,
        mapping.with_warnings(frozenset(flag.field for flag in flags)),
        tuple(planned),
        tuple(duplicates),
        tuple(rejected),
        tuple(sorted(flags, key=lambda flag: flag.line)),
    )


def bearer_key(name: str) -> str:
    """What two ways of writing a bearer's name share."""
    return " ".join(sorted(challenge_key(name).split()))


def _fill(values: dict[str, Any], said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        if name == "bearers":
            had = {bearer_key(one) for one in values.get("bearers", ())}
            values["bearers"] = (*values.get("bearers", ()), *(one for one in value if bearer_key(one) not in had))
        else:
            values.setdefault(name, value)


def _read(line: int, cells: Sequence[str], mapping: ColumnMapping, flags: list[Flag]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column in mapping.columns:
        cell = cells[column.index]
        if not cell or not column.field or cell in ("-", "–", "—"):
            continue
        if column.field in ("min_size", "max_size"):
            size = _size(cell)
            if size is None:
                flags.append(Flag(line, column.field, cell, SIZE_UNREAD))
            else:
                said[column.field] = size
        elif column.field == "sizes":
            found = [int(number) for number in re.findall(r"\d{1,4}", cell)][:2]
            if found and max(found) <= _LARGEST_TEAM:
                said.setdefault("max_size", found[-1])
                if len(found) == 2:
                    said.setdefault("min_size", found[0])
            else:
                flags.append(Flag(line, "sizes", cell, SIZE_UNREAD))
        elif column.field in ("bearers", "roles_wanted"):
            said[column.field] = items(cell)
        elif column.field == "stage":
            stage = next((stage for pattern, stage in _STAGES if re.search(pattern, fold(cell))), None)
            if stage is None:
                flags.append(Flag(line, "stage", cell, STAGE_UNKNOWN))
            else:
                said["stage"] = stage
        else:
            said[column.field] = cell.replace("\n", " ")[:_LONGEST]
    if said.get("min_size") and said.get("max_size") and said["min_size"] > said["max_size"]:
        flags.append(Flag(line, "min_size", str(said["min_size"]), SIZES_CROSSED))
        said["min_size"], said["max_size"] = said["max_size"], said["min_size"]
    return said


def _size(cell: str) -> int | None:
    match = re.fullmatch(r"\D{0,20}(\d{1,4})(?:[.,]0+)?\D{0,20}", cell)
    return int(match[1]) if match and 0 < int(match[1]) <= _LARGEST_TEAM else None


def _planned(
    read: Any, known: Sequence[KnownChallenge], people: PeopleByName, flags: list[Flag]
) -> list[PlannedChallenge]:
    by_title = {challenge_key(challenge.title): challenge for challenge in known}
    by_code = {fold(challenge.code): challenge for challenge in known if challenge.code}
    entries = list(read)
    titles = {challenge_key(said["title"]) for _, said in entries}
    planned = []
    for line, said in entries:
        match = by_title.get(challenge_key(said["title"]))
        if match is None and (same_code := by_code.get(fold(said.get("code", "")))) is not None:
            if challenge_key(same_code.title) in titles:  # that one is in the file under its own title
                flags.append(Flag(line, "code", said.pop("code"), CODE_SHARED, {"title": same_code.title}))
            else:
                match = same_code
                flags.append(
                    Flag(line, "title", said["title"], TITLE_CHANGED, {"code": match.code, "title": match.title})
                )
        for name in said.get("bearers", ()):
            if people.find(name, said.get("bearer_email", ""), said.get("territory", "")) is None:
                several = people.homonyms(name) > 1
                flags.append(Flag(line, "bearers", name, NAME_SHARED if several else NAME_UNKNOWN))
        changes = _changes(match, said) if match else ()
        planned.append(PlannedChallenge(line, match.id if match else None, said, changes))
    return planned


def _changes(known: KnownChallenge, said: Mapping[str, Any]) -> tuple[str, ...]:
    changed = [
        name
        for name in ("code", "title", "question", "min_size", "max_size", "stage")
        if name in said and said[name] != getattr(known, name)
    ]
    if "territory" in said and fold(said["territory"]) != fold(known.territory):
        changed.append("territory")
    if "roles_wanted" in said and tuple(map(fold, said["roles_wanted"])) != tuple(map(fold, known.roles_wanted)):
        changed.append("roles_wanted")
    if "bearers" in said and not {bearer_key(name) for name in said["bearers"]} <= known.bearers:
        changed.append("bearers")
    return tuple(changed)
