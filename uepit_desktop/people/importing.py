"""Import of people: preview without writing, then one transaction that writes exactly what was previewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile, WriteSession
from ..event.badge_codes import Chooser, new_badge_code
from ..event.errors import UserError
from ..event.model import (
    BadgeAlias,
    ImportProfile,
    Organisation,
    Person,
    PersonRole,
    PersonSkill,
    PersonStatus,
    Role,
    Skill,
    Territory,
    Wish,
    new_id,
)
from ..language import mark
from ..language.folding import fold
from ..references import link_bearers, link_hosts, resolve_wish
from ..tables import Mapping as ColumnMapping
from ..tables import Table, map_columns, read_table, signature
from .fields import PEOPLE
from .organisations import organisation_key
from .preview import Cancelled, Decisions, Outcome, PlannedPerson, Preview, Progress, decide, import_cancelled
from .snapshot import Snapshot, take_snapshot

_CHUNK = 500
"""People written between two looks at the cancel button."""

STALE = mark("The people of the event have changed since this preview. Nothing was written. Look at the new preview.")


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``changes`` is None after a dry run."""

    preview: Preview
    changes: Changes | None = None


def read_people_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Read a registration file; see ``tables.read_table`` for the choices and the refusals."""
    return read_table(path, PEOPLE, encoding=encoding, delimiter=delimiter, sheet=sheet)


def propose_mapping(db: Session, table: Table) -> ColumnMapping:
    """The mapping saved for a file with the same headers, else the one that headers and values suggest."""
    profile = find_profile(db, table.headers, PEOPLE.kind)
    if profile is not None:
        mapping = map_columns(table, PEOPLE, _by_header(table, profile.mapping), profile.name)
        if not mapping.missing:
            return mapping
    return map_columns(table, PEOPLE)


def preview_people(
    event: EventFile,
    table: Table,
    mapping: ColumnMapping | None = None,
    decisions: Decisions | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """What importing ``table`` would do to the event now. Writes nothing.

    Raises UserError: ``no_name_column``, ``cancelled``.
    """
    with event.read() as db:
        mapping = mapping or propose_mapping(db, table)
        snapshot = take_snapshot(db)
    return decide(table, mapping, snapshot, decisions, progress=progress, cancelled=cancelled)


def import_people(
    event: EventFile,
    source: Path | Preview,
    *,
    mapping: ColumnMapping | None = None,
    decisions: Decisions | None = None,
    rng: Chooser | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Import a file, or write a preview that was looked at: one transaction, one undo.

    Progress counts people written. Raises UserError: what ``read_people_table`` and ``preview_people`` raise, and
    ``stale_preview`` when the people of the event are no longer those that the preview saw.
    """
    if isinstance(source, Preview):
        preview = source
    else:
        table = read_people_table(source)
        preview = preview_people(event, table, mapping, decisions, cancelled=cancelled)
    if not _writes_anything(event, preview):
        return ImportReport(preview, None)
    with event.write("import_people") as db:
        _Writer(db, preview, rng).write(progress, cancelled)
    return ImportReport(preview, db.changes)


def _writes_anything(event: EventFile, preview: Preview) -> bool:
    if any(person.outcome is not Outcome.UNCHANGED for person in preview.people):
        return True
    with event.read() as db:
        if preview.people and _profile_differs(db, preview.table, preview.mapping):
            return True
        known = take_snapshot(db).organisations
    return any(kind and not known.get(key, ("", "", kind))[2] for key, (_, kind) in preview.organisations.items())


class _Writer:
    """Turns the plan of a preview into rows, inside one transaction."""

    def __init__(self, db: WriteSession, preview: Preview, rng: Chooser | None) -> None:
        self.db = db
        self.preview = preview
        self.snapshot: Snapshot = take_snapshot(db)
        self.known = {known.id: known for known in self.snapshot.people}
        self.organisations = {key: id_ for key, (id_, _, _) in self.snapshot.organisations.items()}
        self.territories = {key: id_ for key, (id_, _) in self.snapshot.territories.items()}
        self.skills = {key: id_ for key, (id_, _) in self.snapshot.skills.items()}
        self.every_day = tuple(date.isoformat() for date in self.snapshot.dates)
        self.codes = set(db.scalars(select(Person.badge_code)))
        self.rng = rng

    def write(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        planned = [person for person in self.preview.people if person.outcome is not Outcome.UNCHANGED]
        if any(person.person_id is not None and person.person_id not in self.known for person in planned):
            raise UserError(STALE, code="stale_preview")
        self._organisation_kinds()
        for done, person in enumerate(planned):
            if done % _CHUNK == 0:
                self.db.flush()
                if cancelled is not None and cancelled():
                    raise import_cancelled()
                if progress is not None:
                    progress(done, len(planned))
            if person.person_id is None:
                self._create(person)
            else:
                self._update(person.person_id, person.changes)
        self.db.flush()
        link_bearers(self.db)
        link_hosts(self.db)
        save_profile(self.db, self.preview.table, self.preview.mapping, PEOPLE.kind)
        self.db.flush()
        if cancelled is not None and cancelled():
            raise import_cancelled()
        if progress is not None:
            progress(len(planned), len(planned))

    def _create(self, planned: PlannedPerson) -> None:
        said = planned.values
        person = Person(
            id=new_id(),
            family_name=said.get("family_name", ""),
            given_name=said.get("given_name", ""),
            email=said.get("email", ""),
            phone=said.get("phone", ""),
            organisation_id=self._organisation(said.get("organisation", "")),
            function=said.get("function", ""),
            territory_id=self._territory(said.get("territory", "")),
            diet=said.get("diet", ""),
            access_needs=said.get("access_needs", ""),
            status=said.get("status", PersonStatus.REGISTERED.value),
            desk_note=said.get("desk_note", ""),
            days=self._days(said.get("days", self.every_day)),
            badge_code=self._badge_code(),
        )
        if "image_consent" in said:
            person.image_consent = said["image_consent"]
        self.db.add(person)
        for role in said.get("roles") or (Role.PARTICIPANT.value,):
            self.db.add(PersonRole(person_id=person.id, role=role))
        self._add_skills(person.id, said.get("skills", ()))
        for code in said.get("badge_aliases", ()):
            self.db.add(BadgeAlias(person_id=person.id, code=code))
        for rank, label in said.get("wishes", ()):
            self._add_wish(person.id, rank, label)

    def _update(self, person_id: str, changes: Mapping[str, tuple[Any, Any]]) -> None:
        person = self.db.get(Person, person_id)
        if person is None or person.deleted:
            raise UserError(STALE, code="stale_preview")
        for name, (before, after) in changes.items():
            if name == "organisation":
                person.organisation_id = self._organisation(after)
            elif name == "territory":
                person.territory_id = self._territory(after)
            elif name == "days":
                person.days = self._days(after)
            elif name == "roles":
                self._set_roles(person_id, after)
            elif name == "skills":
                had = {fold(skill) for skill in before}
                self._add_skills(person_id, [skill for skill in after if fold(skill) not in had])
            elif name == "badge_aliases":
                for code in after:
                    if code not in before:
                        self.db.add(BadgeAlias(person_id=person_id, code=code))
            elif name == "wishes":
                self._set_wishes(person_id, after)
            else:
                setattr(person, name, after)

    def _set_roles(self, person_id: str, roles: tuple[str, ...]) -> None:
        had = list(self.db.scalars(select(PersonRole).where(PersonRole.person_id == person_id, ~PersonRole.deleted)))
        for row in had:
            if row.role not in roles:
                row.deleted = True
        for role in roles:
            if role not in {row.role for row in had}:
                self.db.add(PersonRole(person_id=person_id, role=role))

    def _set_wishes(self, person_id: str, wishes: tuple[tuple[int, str], ...]) -> None:
        had = {
            row.rank: row
            for row in self.db.scalars(select(Wish).where(Wish.person_id == person_id, ~Wish.deleted).order_by(Wish.id))
        }
        for rank, label in wishes:
            row = had.get(rank)
            if row is None:
                self._add_wish(person_id, rank, label)
                continue
            target = resolve_wish(label, self.snapshot.challenges)
            if row.label != label or row.challenge_id != target:
                row.label, row.challenge_id = label, target or (row.challenge_id if row.label == label else None)

    def _add_wish(self, person_id: str, rank: int, label: str) -> None:
        target = resolve_wish(label, self.snapshot.challenges)
        self.db.add(Wish(person_id=person_id, rank=rank, label=label, challenge_id=target))

    def _add_skills(self, person_id: str, names: Any) -> None:
        for name in names:
            key = fold(name)
            if key not in self.skills:
                skill = Skill(id=new_id(), name=name)
                self.db.add(skill)
                self.skills[key] = skill.id
            self.db.add(PersonSkill(person_id=person_id, skill_id=self.skills[key]))

    def _organisation(self, name: str) -> str | None:
        if not name:
            return None
        key = organisation_key(name) or name
        if key not in self.organisations:
            shown, kind = self.preview.organisations.get(key, (name, None))
            organisation = Organisation(id=new_id(), name=shown, kind=kind)
            self.db.add(organisation)
            self.organisations[key] = organisation.id
        return self.organisations[key]

    def _organisation_kinds(self) -> None:
        """A kind that the file says and the event does not know; one that it knows is never overwritten."""
        for key, (id_, _, kind) in self.snapshot.organisations.items():
            said = self.preview.organisations.get(key, ("", None))[1]
            if said and not kind:
                organisation = self.db.get(Organisation, id_)
                if organisation is not None:
                    organisation.kind = said

    def _territory(self, name: str) -> str | None:
        if not name:
            return None
        key = fold(name)
        if key not in self.territories:
            territory = Territory(id=new_id(), name=name)
            self.db.add(territory)
            self.territories[key] = territory.id
        return self.territories[key]

    def _days(self, days: tuple[str, ...]) -> list[str] | None:
        return None if not days or tuple(days) == self.every_day else list(days)

    def _badge_code(self) -> str:
        while True:
            code = new_badge_code(self.rng) if self.rng is not None else new_badge_code()
            if code not in self.codes:
                self.codes.add(code)
                return code


# -- saved mappings ------------------------------------------------------------------------------------------------


def profiles(db: Session, kind: str = PEOPLE.kind) -> list[ImportProfile]:
    """The saved mappings of one kind of file, by name."""
    query = select(ImportProfile).where(ImportProfile.kind == kind, ~ImportProfile.deleted)
    return list(db.scalars(query.order_by(ImportProfile.name, ImportProfile.id)))


def find_profile(db: Session, headers: tuple[str, ...], kind: str) -> ImportProfile | None:
    """The mapping saved last for a file with these headers, in any order, case or accents."""
    query = select(ImportProfile).where(
        ImportProfile.kind == kind, ImportProfile.signature == signature(headers), ~ImportProfile.deleted
    )
    return db.scalars(query.order_by(ImportProfile.id.desc()).limit(1)).first()


def save_profile(db: Session, table: Table, mapping: ColumnMapping, kind: str, name: str = "") -> None:
    """Remember a mapping for files with the same headers, inside a write. A name replaces the file's own."""
    if not _profile_differs(db, table, mapping, kind):
        return
    said = {column.header: column.field for column in mapping.columns}
    profile = find_profile(db, table.headers, kind)
    if profile is None:
        shown = name or Path(table.name).stem[:60]
        db.add(ImportProfile(name=shown, kind=kind, signature=signature(table.headers), mapping=said))
    else:
        profile.mapping = said
        if name:
            profile.name = name


def _profile_differs(db: Session, table: Table, mapping: ColumnMapping, kind: str = PEOPLE.kind) -> bool:
    """Whether what a person chose is not what would be proposed next time. A plain proposal needs no memory."""
    profile = find_profile(db, table.headers, kind)
    said = {column.header: column.field for column in mapping.columns}
    if profile is None:
        return any(column.source == "hand" for column in mapping.columns)
    return _by_header(table, profile.mapping) != said


def _by_header(table: Table, saved: Mapping[str, str]) -> dict[str, str]:
    """A saved mapping by the headers of this file, which may differ in case, accents or order."""
    by_key = {signature((header,)): field for header, field in saved.items()}
    return {header: by_key.get(signature((header,)), "") for header in table.headers}
