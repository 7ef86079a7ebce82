"""Freeze the formats: a bundle and a pack of a small event, with what a reader must find in them.

    python tests/golden/freeze.py FOLDER

Run once for each released format, into a new folder; frozen files are never made again. The keys in them protect
nothing: the people are invented. The pack holds them, and its passphrase is in ``expected.json``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
import tempfile
from pathlib import Path

from uepit_desktop.event import EventFile, log
from uepit_desktop.event.model import CheckIn, Organisation, Person
from uepit_desktop.exchange import pack, write_bundle
from uepit_desktop.exchange.container import decrypt
from uepit_desktop.exchange.pack import create_from, inside, proved
from uepit_desktop.exchange.parcel import lock_of

PASSPHRASE = "abeille-moulin-cerise-voile-lampe-tapis"


def freeze(folder: Path) -> None:
    """Write ``bundle.uepitx``, ``pack.uepitp`` and ``expected.json`` into a folder that does not exist yet."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        with _event(here / "a.uepit") as first:
            create_from(proved(inside(first)[0]), here / "b.uepit", "Poste 2", "")
            with EventFile.open(here / "b.uepit") as second:
                _work(first, second)
                made = write_bundle(second, here).file
                assert made is not None
                (folder / "bundle.uepitx").write_bytes(made.read_bytes())
                pack(second, folder / "pack.uepitp", PASSPHRASE)
                (folder / "expected.json").write_text(json.dumps(_expected(second, made), indent=1, ensure_ascii=False))


def _event(path: Path) -> EventFile:
    return EventFile.create(
        path, name="Université d'été", site="Valmorin", start_on=dt.date(2026, 7, 6), days=2, desk="Coordination"
    )


def _work(first: EventFile, second: EventFile) -> None:
    """Something of every kind: a row, its edit, a fact, a deletion, an undo, an erasure."""
    with second.write("import_people") as db:
        town = Organisation(name="Ville de Brévanches")
        people = [
            Person(given_name="Solène", family_name="Kerdavid", organisation_id=town.id),
            Person(given_name="Inès", family_name="Cordovan"),
            Person(given_name="Anna", family_name="Effacée"),
        ]
        db.add_all([town, *people])
    ids = [person.id for person in people]
    with second.write("check_in", subject=ids[0]) as db:
        db.add(CheckIn(person_id=ids[0], at=dt.datetime(2026, 7, 6, 7, tzinfo=dt.UTC), replica_id=second.replica_id))
    with second.write("edit_person", subject=ids[1]) as db:
        db.get_one(Person, ids[1]).function = "Chargée de mission « cœur de ville »"
    second.undo()
    with second.write("delete_person", subject=ids[1]) as db:
        db.get_one(Person, ids[1]).deleted = True
    second.erase(ids[2])


def _expected(event: EventFile, bundle: Path) -> dict[str, object]:
    with event.read() as db:
        operations = [
            {
                name: value.hex() if isinstance(value := getattr(operation, name), bytes) else value
                for name in operation.__slots__
            }
            for operation in log.operations(db)
        ]
    return {
        "passphrase": PASSPHRASE,
        "event_id": event.event_id,
        "writer": event.replica_id,
        "inside_sha256": hashlib.sha256(decrypt(bundle.read_bytes(), lock_of(event))).hexdigest(),
        "operations": operations,
    }


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
