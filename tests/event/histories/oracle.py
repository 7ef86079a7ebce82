"""What a laptop must hold after it received a set of operations: the rules of the merge, said a second time.

Written from the rules, not from the program: plain sets of operations with an explicit graph of who knew what, and
quadratic comparisons of every operation with every other. It imports nothing of the program but the declarations of
the tables (which columns a row has, which are required, which name a person).

The rules:

- a field has the values of the operations that set it and that no other operation setting it knew; the one with the
  latest stamp is shown (then the greatest origin, then the greatest number), and when they differ all are kept;
- a fact is a row like another, written once;
- a row deleted by someone who did not know of an edit made by someone who did not know of the deletion is shown, and
  the disagreement kept; an arrival of a deleted person counts as such an edit;
- once an erasure of a person is in the set, every row that ever was about this person is empty, whatever else comes;
- what is of an unknown table, field or kind changes nothing that is shown, and travels on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import class_mapper

from uepit_desktop.event.model import Base
from uepit_desktop.event.model.base import Fact, Replicated

Name = tuple[str, int]
"""An operation: its author and its number."""
RowName = tuple[str, str]
"""A row: its table and its id."""


@dataclass(frozen=True, eq=False)
class Said:
    """One operation, as its author meant it. ``knew`` are all the operations that its author had applied."""

    name: Name
    stamp: int
    knew: frozenset[Name]
    kind: str
    table: str
    row: str
    fields: Mapping[str, Any]
    about: str
    """The person whom the row is about, or empty."""
    erases: frozenset[RowName] = frozenset()


@dataclass
class Picture:
    """What must be seen: rows by table and id, disputes, rows erased."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    disputes: dict[tuple[str, str, str], list[tuple[Name, Any]]] = field(default_factory=dict)
    """(table, row, field) → (operation, value) of each live value, the shown one first."""
    erased: set[RowName] = field(default_factory=set)


def _tables() -> dict[str, Any]:
    found = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Replicated | Fact):
            found[str(mapper.class_.__tablename__)] = class_mapper(mapper.class_).local_table
    return found


TABLES = _tables()


def picture(applied: Iterable[Said], held_back: Iterable[Said] = ()) -> Picture:
    """What a laptop shows that applied these operations and holds back those others until a gap fills."""
    applied = list(applied)
    seen = Picture(erased=erased_rows(applied, held_back))
    emptied = emptied_names(applied)
    by_row: dict[RowName, list[Said]] = defaultdict(list)
    arrivals: dict[str, list[Said]] = defaultdict(list)
    for said in applied:
        if not speaks(said) or (said.table, said.row) in seen.erased or said.table not in TABLES:
            continue
        by_row[said.table, said.row].append(said)
        if said.kind == "fact":
            arrivals[said.about].append(said)
    for (table, row), sayings in by_row.items():
        acts = sayings + (arrivals[row] if table == "person" else [])
        values = {}
        for name in {name for said in sayings for name in said.fields}:
            versions = [version for version in live_values(sayings, name) if version[0] not in emptied]
            if not versions:
                continue
            if name == "deleted":
                versions = _revived(versions, acts)
            values[name] = versions[0][1]
            if len({_plain(value) for _, value in versions}) > 1:
                seen.disputes[table, row, name] = versions
        complete = _complete(table, row, values)
        if complete is not None:
            seen.rows[table][row] = complete
    return seen


def erased_rows(applied: Iterable[Said], held_back: Iterable[Said] = ()) -> set[RowName]:
    """Rows of erased people, rows that erasures name, and rows that any operation ever said to be about them."""
    applied = list(applied)
    gone: set[RowName] = set()
    for said in applied:
        if said.kind == "erase":
            gone.add((said.table, said.row))
            gone |= said.erases
    people = {row for table, row in gone if table == "person"}
    for said in (*applied, *held_back):
        if said.kind != "erase" and said.about in people:
            gone.add((said.table, said.row))
    return gone


def speaks(said: Said) -> bool:
    """Whether it says something of its row."""
    return said.kind in ("put", "fact") or said.kind.startswith("put/")


def emptied_names(applied: Iterable[Said], asked: Iterable[Said] = ()) -> set[Name]:
    """What is emptied of these operations (and of those asked of): whoever set a field alone without knowing of a
    redaction of it.
    """
    applied = list(applied)
    cuts = [said for said in applied if said.kind.startswith("redact/")]
    return {
        said.name
        for said in (*applied, *asked)
        for cut in cuts
        if said.kind == "put/" + cut.kind.removeprefix("redact/")
        and (said.table, said.row) == (cut.table, cut.row)
        and cut.name not in said.knew
    }


def live_values(sayings: Iterable[Said], field_name: str) -> list[tuple[Name, Any]]:
    """The (operation, value) pairs of a field that nobody who set it later knew, the one to show first."""
    writers = [said for said in sayings if field_name in said.fields]
    live = [said for said in writers if not any(said.name in other.knew for other in writers)]
    live.sort(key=lambda said: (said.stamp, *said.name), reverse=True)
    return [(said.name, said.fields[field_name]) for said in live]


def _revived(versions: list[tuple[Name, Any]], acts: Iterable[Said]) -> list[tuple[Name, Any]]:
    by_name = {said.name: said for said in acts}
    deletions = [by_name[name] for name, value in versions if value is True]
    unaware = [
        said
        for said in by_name.values()
        if said not in deletions
        and not any(said.name in deletion.knew or deletion.name in said.knew for deletion in deletions)
    ]
    if not deletions or not unaware:
        return versions
    last = max(unaware, key=lambda said: (said.stamp, *said.name))
    return [(last.name, False), *((deletion.name, True) for deletion in deletions)]


def _complete(table: str, row: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] = {"id": row}
    for column in TABLES[table].columns:
        if column.name == "id":
            continue
        value = values.get(column.name)
        if value is None and not column.nullable:
            if column.default is None or column.name == "deleted":  # which every insertion says
                return None
            value = column.default.arg
        found[str(column.name)] = stored(value)
    return found


def stored(value: Any) -> Any:
    """A value as SQLite gives it back."""
    return int(value) if isinstance(value, bool) else value


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def counted_arrivals(seen: Picture) -> dict[tuple[str, str | None], str]:
    """(person, half-day) → the id of the arrival that counts: the earliest that nobody took back."""
    facts = seen.rows.get("check_in", {})

    def stands(row: str, asked: frozenset[str] = frozenset()) -> bool:
        """Whether nobody took this fact back, or whoever did was taken back in turn."""
        against = [other for other, fact in facts.items() if fact["target_id"] == row and other not in asked]
        return not any(stands(other, asked | {row}) for other in against)

    counted: dict[tuple[str, str | None], tuple[str, str]] = {}
    for row, fact in facts.items():
        if fact["kind"] == "arrival" and stands(row):
            key = (fact["person_id"], fact["half_day_id"])
            counted[key] = min(counted.get(key, (fact["at"], row)), (fact["at"], row))
    return {key: row for key, (_, row) in counted.items()}


class ExpectedClock:
    """A laptop's clock by its rule: never back; follows others, but not those more than a day ahead."""

    DAY_MS = 24 * 3600 * 1000

    def __init__(self) -> None:
        self.last = 0

    def stamp(self, wall_ms: int) -> int:
        self.last = max(self.last + 1, wall_ms << 16)
        return self.last

    def hear(self, stamps: Iterable[int], wall_ms: int) -> int:
        """Follow these stamps. How many were too far ahead."""
        limit = (wall_ms + self.DAY_MS) << 16
        stamps = list(stamps)
        believed = [stamp for stamp in stamps if stamp <= limit]
        self.last = max([self.last, *believed])
        return len(stamps) - len(believed)
