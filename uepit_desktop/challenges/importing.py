"""Import of challenges: preview, then one transaction; wishes that only had a label find their challenge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import Challenge, ChallengeBearer, Person, Territory, new_id
from ..language.folding import fold
from ..references import PeopleByName, link_wishes
from ..tables import Mapping as ColumnMapping
from ..tables import Outcome, Table, import_document, map_columns, read_table
from .fields import CHALLENGES
from .preview import KnownChallenge, Preview, bearer_key, decide


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``changes`` is None when there was nothing to write."""

    preview: Preview
    changes: Changes | None = None


def read_challenges_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Read a file of challenges; see ``tables.read_table`` for the choices and the refusals."""
    return read_table(path, CHALLENGES, encoding=encoding, delimiter=delimiter, sheet=sheet)


def preview_challenges(event: EventFile, table: Table, mapping: ColumnMapping | None = None) -> Preview:
    """What importing ``table`` would do now. Writes nothing. Raises UserError ``no_title_column``."""
    with event.read() as db:
        return decide(table, mapping or map_columns(table, CHALLENGES), known_challenges(db), PeopleByName.of(db))


def import_challenges(
    event: EventFile, source: Path | Preview, *, mapping: ColumnMapping | None = None
) -> ImportReport:
    """Import a file, or write a preview that was looked at: one transaction, one undo."""
    if isinstance(source, Preview):
        preview = source
    else:
        preview = preview_challenges(event, read_challenges_table(source), mapping)
    if all(challenge.outcome is Outcome.UNCHANGED for challenge in preview.challenges):
        return ImportReport(preview, None)
    with event.write("import_challenges") as db:
        _write(db, preview)
        db.flush()
        link_wishes(db)
    return ImportReport(preview, db.changes)


def known_challenges(db: Session) -> list[KnownChallenge]:
    """The challenges of the event, as an import compares them."""
    territories = dict(db.execute(select(Territory.id, Territory.name).where(~Territory.deleted)).all())
    people = {
        id_: f"{given} {family}"
        for id_, given, family in db.execute(select(Person.id, Person.given_name, Person.family_name))
    }
    bearers: dict[str, set[str]] = defaultdict(set)
    for challenge_id, person_id, name in db.execute(
        select(ChallengeBearer.challenge_id, ChallengeBearer.person_id, ChallengeBearer.name).where(
            ~ChallengeBearer.deleted
        )
    ):
        bearers[challenge_id].update(bearer_key(one) for one in (name, people.get(person_id or "", "")) if one)
    return [
        KnownChallenge(
            id=challenge.id,
            code=challenge.code,
            title=challenge.title,
            question=challenge.question,
            territory=territories.get(challenge.territory_id or "", ""),
            min_size=challenge.min_size,
            max_size=challenge.max_size,
            roles_wanted=tuple(challenge.roles_wanted or ()),
            stage=challenge.stage,
            bearers=frozenset(bearers.get(challenge.id, ())),
        )
        for challenge in db.scalars(select(Challenge).where(~Challenge.deleted).order_by(Challenge.id))
    ]


def report_document(preview: Preview, *, dry_run: bool = False) -> dict[str, Any]:
    """The JSON document of ``uepit people import --kind challenges``: the same words as for people."""
    return import_document(preview, dry_run=dry_run)


_PLAIN = ("code", "title", "question", "min_size", "max_size", "stage")


def _write(db: Session, preview: Preview) -> None:
    territories = {
        fold(name): id_ for id_, name in db.execute(select(Territory.id, Territory.name).where(~Territory.deleted))
    }
    people = PeopleByName.of(db)
    for planned in preview.challenges:
        said = planned.values
        if planned.challenge_id is None:
            challenge = Challenge(id=new_id(), title=said["title"])
            db.add(challenge)
            wanted: Sequence[str] = tuple(said)
        else:
            found = db.get(Challenge, planned.challenge_id)
            if found is None or found.deleted:
                continue
            challenge, wanted = found, planned.changes
        for name in wanted:
            if name in _PLAIN:
                setattr(challenge, name, said[name])
            elif name == "roles_wanted":
                challenge.roles_wanted = list(said[name])
            elif name == "territory":
                key = fold(said[name])
                if key not in territories:
                    territory = Territory(id=new_id(), name=said[name])
                    db.add(territory)
                    territories[key] = territory.id
                challenge.territory_id = territories[key]
            elif name == "bearers":
                _add_bearers(db, challenge.id, said, people)


def _add_bearers(db: Session, challenge_id: str, said: Mapping[str, Any], people: PeopleByName) -> None:
    rows = db.scalars(
        select(ChallengeBearer).where(ChallengeBearer.challenge_id == challenge_id, ~ChallengeBearer.deleted)
    )
    had = {bearer_key(row.name) for row in rows}
    names = said["bearers"]
    email = said.get("bearer_email", "") if len(names) == 1 else ""
    for name in names:
        if bearer_key(name) not in had:
            found = people.find(name, email, said.get("territory", ""))
            db.add(ChallengeBearer(challenge_id=challenge_id, person_id=found, name=name))
