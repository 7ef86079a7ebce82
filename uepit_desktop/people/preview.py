"""What an import would do, decided before anything is written: pure functions over a snapshot and a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from ..event.errors import UserError
from ..language import mark
from ..references import WISH_UNMATCHED, resolve_wish
from ..tables import Mapping as ColumnMapping
from ..tables import Table
from ..tables.collection import without_collection
from .differences import Differences
from .matching import SHARED_EMAIL, Identity, Likeness, compare, likely_pairs
from .organisations import Spellings, best_spelling, organisation_key, spellings
from .records import Corrections, Flag, Record, Values, read_records
from .snapshot import Known, Snapshot
from .who import match_people

ALIAS_TAKEN = mark("This ticket code is already another person's.")
LINES_DIFFER = mark("Line {of} says otherwise: this line is kept.")

Progress = Callable[[int, int], None]
"""Called with (done, total)."""
Cancelled = Callable[[], bool]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Choice(StrEnum):
    """What a person decided of a line that resembles an earlier one."""

    MERGE = "merge"  # one person; where they differ, this later line wins
    KEEP_FIRST = "keep_first"  # one person; where they differ, the earlier line wins
    SEPARATE = "separate"  # two people
    SKIP = "skip"  # leave this line out


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A line that is about the same person as an earlier line, or as someone of the event under another dress."""

    line: int
    of: int | str
    """The earlier line, or the id of the person of the event."""
    of_name: str
    reason: str
    """English key."""


class PlannedPerson(NamedTuple):
    """One person that the import would leave in the event."""

    lines: tuple[int, ...]
    person_id: str | None
    """None for someone new."""
    values: Values
    changes: Mapping[str, tuple[Any, Any]]
    """Field → (before, after); empty for someone new or unchanged."""

    @property
    def outcome(self) -> Outcome:
        if self.person_id is None:
            return Outcome.CREATED
        return Outcome.UPDATED if self.changes else Outcome.UNCHANGED

    @property
    def name(self) -> str:
        return f"{self.values.get('given_name', '')} {self.values.get('family_name', '')}".strip()


@dataclass(frozen=True)
class Preview:
    """The whole decision. Nothing is written; ``import_people`` writes exactly this."""

    table: Table
    mapping: ColumnMapping
    people: tuple[PlannedPerson, ...]
    duplicates: tuple[Duplicate, ...]
    rejected: tuple[Flag, ...]
    flagged: tuple[Flag, ...]
    skipped: tuple[int, ...] = ()
    spellings: tuple[Spellings, ...] = ()
    """Organisations written in several ways."""
    organisations: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Folded name → (name to show, kind) of each organisation that the file names."""
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)
    """Line → what becomes of it."""

    def count(self, outcome: Outcome) -> int:
        """People created, updated or unchanged; lines for the other outcomes."""
        if outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED):
            return sum(1 for person in self.people if person.outcome is outcome)
        return sum(1 for one in self.outcomes.values() if one is outcome)

    @property
    def lines_to_check(self) -> tuple[int, ...]:
        """Lines that are taken and that an eye should see."""
        return tuple(sorted({flag.line for flag in self.flagged} | {duplicate.line for duplicate in self.duplicates}))


@dataclass(frozen=True)
class Decisions:
    """What a person settled beside the file, which stays as it is."""

    corrections: Corrections = field(default_factory=dict)
    choices: Mapping[int, Choice] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    """Organisation as written → as it should be written."""
    every_day: bool = False
    """« Tous les jours pour tous »: columns of presence are not read."""


@without_collection
def decide(
    table: Table,
    mapping: ColumnMapping,
    snapshot: Snapshot,
    decisions: Decisions | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """Decide what importing ``table`` would do to the people of ``snapshot``. Raises UserError ``no_name_column``."""
    decisions = decisions or Decisions()
    if mapping.missing:
        raise UserError(
            "No column holds the names of people. Nothing was changed. Say which column holds the family name.",
            code="no_name_column",
        )
    steps = _Steps(progress, cancelled)
    read = read_records(table, mapping, snapshot.dates, decisions.corrections, every_day=decisions.every_day)
    steps.done(1)
    records = [record for record in read.records if decisions.choices.get(record.line) is not Choice.SKIP]
    skipped = tuple(record.line for record in read.records if decisions.choices.get(record.line) is Choice.SKIP)
    _rewrite_organisations(records, decisions.organisations)
    organisations = _organisations(records, snapshot)
    flags = list(read.flags)
    groups, duplicates = _grouped(records, snapshot, decisions.choices, flags)
    steps.done(2)
    matched, against_event = match_people(
        [(group.identity, group.lines, group.names) for group in groups], snapshot.people, flags, decisions.choices
    )
    duplicates.extend(Duplicate(line, known_id, name, reason) for line, known_id, name, reason in against_event)
    steps.done(3)
    _flag_aliases(groups, matched, snapshot, flags)
    _flag_wishes(records, snapshot, flags)
    differences = Differences(snapshot)
    people = tuple(
        PlannedPerson(
            group.lines,
            known.id if known else None,
            group.values,
            differences.between(known, group.values) if known else {},
        )
        for group, known in zip(groups, matched, strict=True)
    )
    steps.done(4)
    outcomes = dict.fromkeys(skipped, Outcome.SKIPPED)
    outcomes.update((flag.line, Outcome.REJECTED) for flag in read.rejected)
    for person in people:
        outcomes[person.lines[0]] = person.outcome
        outcomes.update(dict.fromkeys(person.lines[1:], Outcome.DUPLICATE))
    flags.extend(Flag(note.line, "", "", note.reason) for note in table.notes)
    flags.sort(key=lambda flag: flag.line)
    duplicates.sort(key=lambda duplicate: duplicate.line)
    return Preview(
        table=table,
        mapping=mapping.with_warnings(frozenset(_COLUMN_OF.get(flag.field, flag.field) for flag in flags)),
        people=people,
        duplicates=tuple(duplicates),
        rejected=tuple(read.rejected),
        flagged=tuple(flags),
        skipped=skipped,
        spellings=spellings((record.line, record.values.get("organisation", "")) for record in records),
        organisations=organisations,
        outcomes=outcomes,
    )


_COLUMN_OF = {"name": "full_name", "badge_aliases": "badge_alias"}
_STEPS = 4


class _Steps:
    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self.progress, self.cancelled = progress, cancelled

    def done(self, step: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise import_cancelled()
        if self.progress is not None:
            self.progress(step, _STEPS)


def import_cancelled() -> UserError:
    return UserError("The import was cancelled. Nothing was changed.", code="cancelled")


@dataclass(slots=True)
class _Group:
    """Lines about one person."""

    lines: tuple[int, ...]
    values: Values
    identity: Identity
    names: tuple[Identity, ...]
    """What each line says of who it is."""


def _identity(values: Values) -> Identity:
    get = values.get
    return Identity(
        get("family_name", ""), get("given_name", ""), get("email", ""), get("phone", ""), get("organisation", "")
    )


def _grouped(
    records: Sequence[Record], snapshot: Snapshot, choices: Mapping[int, Choice], flags: list[Flag]
) -> tuple[list[_Group], list[Duplicate]]:
    """Lines of one person brought together, in the order of their first lines."""
    identities = [_identity(record.values) for record in records]
    pairs = likely_pairs(identities)
    anchors = _anchors(identities, {at for earlier, later, _ in pairs for at in (earlier, later)}, snapshot.people)
    leader = list(range(len(records)))

    def head(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    duplicates: list[Duplicate] = []
    perhaps: list[tuple[int, int, str]] = []
    for earlier, later, likely in pairs:
        line, of = records[later].line, records[earlier].line
        choice = choices.get(line)
        apart = earlier in anchors and later in anchors and anchors[earlier] != anchors[later]
        if choice is Choice.SEPARATE or apart:
            continue
        if likely.likeness is not Likeness.SAME and choice not in (Choice.MERGE, Choice.KEEP_FIRST):
            perhaps.append((earlier, later, likely.reason))
            continue
        first, second = sorted((head(earlier), head(later)))
        if first != second:
            leader[second] = first
            duplicates.append(Duplicate(line, of, _shown(identities[earlier], "name"), likely.reason))
    told: set[tuple[int, str]] = set()
    for earlier, later, reason in perhaps:
        line = records[later].line
        if head(earlier) != head(later) and (line, reason) not in told:  # once a line: an office's address is in many
            told.add((line, reason))
            about = "email" if reason == SHARED_EMAIL else "name"
            of_line = records[earlier].line
            flags.append(Flag(line, about, _shown(identities[later], about), reason, params={"of": of_line}))
    members: dict[int, list[int]] = {}
    for at in range(len(records)):
        members.setdefault(head(at), []).append(at)
    groups = []
    for ats in members.values():
        values = records[ats[0]].values
        for at in ats[1:]:
            values = _merged(
                values, records[at], choices.get(records[at].line, Choice.MERGE), records[ats[0]].line, flags
            )
        groups.append(
            _Group(
                tuple(records[at].line for at in ats),
                values,
                identities[ats[0]] if len(ats) == 1 else _identity(values),
                tuple(identities[at] for at in ats) if len(ats) > 1 else (identities[ats[0]],),
            )
        )
    return groups, duplicates


def _anchors(identities: Sequence[Identity], wanted: AbstractSet[int], people: Sequence[Known]) -> dict[int, str]:
    """Which of the ``wanted`` lines have the address and the name of one person of the event: two so anchored are never
    merged."""
    emails = {identities[at].email for at in wanted} - {""}
    by_email: dict[str, list[Known]] = defaultdict(list)
    if emails:
        for known in people:
            if (email := known.values.get("email", "").lower()) in emails:
                by_email[email].append(known)
    found = {}
    for at in wanted:
        near = by_email.get(identities[at].email, ())
        same = [known for known in near if compare(identities[at], known.identity()).likeness is Likeness.SAME]
        if len(same) == 1:
            found[at] = same[0].id
    return found


_LISTS = ("roles", "skills", "badge_aliases")
_QUIET = frozenset({"family_name", "given_name", *_LISTS})


def _merged(first: Values, later: Record, choice: Choice, of: int, flags: list[Flag]) -> Values:
    """Two lines of one person: a blank never hides a value; where both speak, the later one (or the kept one) wins."""
    values = dict(first)
    for name, value in later.values.items():
        before = values.get(name)
        if before is None:
            values[name] = value
        elif name in _LISTS:
            values[name] = (*before, *(one for one in value if one not in before))
        elif (
            name in ("family_name", "given_name")
            or before == value
            or (name == "organisation" and organisation_key(before) == organisation_key(value))
        ):
            continue
        elif choice is not Choice.KEEP_FIRST:
            values[name] = value
            if name not in _QUIET:
                flags.append(Flag(later.line, name, text_of(value), LINES_DIFFER, params={"of": of}))
    return values


def text_of(value: Any) -> str:
    """A value of a record as one text, for people to read."""
    if isinstance(value, tuple):
        return ", ".join(str(one[1]) if isinstance(one, tuple) else str(one) for one in value)
    return str(value)


def _shown(identity: Identity, about: str) -> str:
    return identity.email if about == "email" else f"{identity.given_name} {identity.family_name}".strip()


def _rewrite_organisations(records: Sequence[Record], proposed: Mapping[str, str]) -> None:
    if proposed:
        by_key = {organisation_key(written): name for written, name in proposed.items()}
        for record in records:
            name = by_key.get(organisation_key(record.values.get("organisation", "")))
            if name:
                record.values["organisation"] = name


def _organisations(records: Sequence[Record], snapshot: Snapshot) -> dict[str, tuple[str, str | None]]:
    """One spelling and one kind for each organisation of the file: the event's own, else the most written."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        name = record.values.get("organisation")
        if name:
            key = organisation_key(name)
            names[key][name] += 1
            kind = record.values.get("organisation_kind")
            if kind:
                kinds[key][kind] += 1
    found: dict[str, tuple[str, str | None]] = {}
    for key, counts in names.items():
        said = max(kinds[key], key=lambda kind: (kinds[key][kind], kind)) if kinds.get(key) else None
        known = snapshot.organisations.get(key)
        found[key] = (known[1], known[2] or said) if known else (best_spelling(counts), said)
    return found


def _flag_aliases(
    groups: Sequence[_Group], matched: Sequence[Known | None], snapshot: Snapshot, flags: list[Flag]
) -> None:
    owners: dict[str, object] = dict(snapshot.alias_owners)
    for at, (group, known) in enumerate(zip(groups, matched, strict=True)):
        codes = group.values.get("badge_aliases")
        if not codes:
            continue
        owner: object = known.id if known else at
        free = tuple(code for code in codes if owners.setdefault(code, owner) == owner)
        if len(free) < len(codes):
            taken = next(code for code in codes if code not in free)
            flags.append(Flag(group.lines[0], "badge_aliases", taken, ALIAS_TAKEN))
            group.values = {**group.values, "badge_aliases": free}
            if not free:
                del group.values["badge_aliases"]


def _flag_wishes(records: Sequence[Record], snapshot: Snapshot, flags: list[Flag]) -> None:
    known: dict[str, bool] = {}
    if not snapshot.challenges:  # they may come later, and wishes find them then
        return
    for record in records:
        for rank, label in record.values.get("wishes", ()):
            if label not in known:
                known[label] = resolve_wish(label, snapshot.challenges) is not None
            if not known[label]:
                flags.append(Flag(record.line, f"wish_{rank}", label, WISH_UNMATCHED))
