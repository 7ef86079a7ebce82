"""Files of every released format are read forever, and their bytes mean what they meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard
from sqlalchemy import select

from uepit_desktop.event import EventFile, keys
from uepit_desktop.event.model import CheckIn, Person
from uepit_desktop.event.operation import Operation
from uepit_desktop.exchange import read_bundles
from uepit_desktop.exchange.columns import columns_of, encode
from uepit_desktop.exchange.container import EventLock, decrypt, open_inner, unseal
from uepit_desktop.exchange.manifest import Manifest
from uepit_desktop.exchange.pack import OpenedPack, create_from, open_pack

from . import independent_reader

HERE = Path(__file__).parent
FORMATS = sorted(path for path in HERE.iterdir() if path.name.startswith("format-"))


class Frozen:
    """The files of one released format, and what must be found in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        self.pack: OpenedPack = open_pack((folder / "pack.uepitp").read_bytes(), self.expected["passphrase"])
        enrolment = keys.public_key(self.pack.secrets["enrolment_seed"])
        self.lock = EventLock(self.expected["event_id"], self.pack.secrets["event_identity"], enrolment)
        self.bundle = (folder / "bundle.uepitx").read_bytes()


@pytest.fixture(scope="module", params=FORMATS, ids=lambda path: path.name)
def frozen(request: pytest.FixtureRequest) -> Frozen:
    return Frozen(request.param)


def _plain(operation: Operation) -> dict[str, Any]:
    return {
        name: value.hex() if isinstance(value := getattr(operation, name), bytes) else value
        for name in operation.__slots__
    }


def test_there_is_a_frozen_format() -> None:
    assert FORMATS


def test_a_frozen_bundle_gives_the_same_operations_to_the_last_byte(frozen: Frozen) -> None:
    inner = decrypt(frozen.bundle, frozen.lock)
    assert hashlib.sha256(inner).hexdigest() == frozen.expected["inside_sha256"]
    opened = unseal(frozen.bundle, frozen.lock)
    assert opened.manifest.writer == frozen.expected["writer"]
    assert opened.manifest.desk_name == "Poste 2"
    everything = {(entry["origin"], entry["seq"]): entry for entry in frozen.expected["operations"]}
    assert opened.operations
    for operation in opened.operations:
        assert _plain(operation) == everything[operation.origin, operation.seq]


def test_a_frozen_pack_gives_every_operation_to_the_last_byte(frozen: Frozen) -> None:
    assert [_plain(operation) for operation in frozen.pack.bundle.operations] == frozen.expected["operations"]


def test_this_program_would_write_the_same_manifest_and_the_same_columns(frozen: Frozen) -> None:
    inner = decrypt(frozen.bundle, frozen.lock)
    size = int.from_bytes(inner[168:172], "big")
    assert Manifest.from_bytes(inner[172 : 172 + size]).to_bytes() == inner[172 : 172 + size]
    plain = zstandard.ZstdDecompressor().decompress(inner[172 + size :])
    assert encode(columns_of(open_inner(inner, frozen.lock).operations)) == plain


def test_a_reader_written_from_the_documentation_alone_finds_the_same(frozen: Frozen) -> None:
    pack = (frozen.folder / "pack.uepitp").read_bytes()
    secrets, signed = independent_reader.open_pack(pack, frozen.expected["passphrase"])
    seed = bytes.fromhex(secrets["enrolment_seed"])
    _, packed = independent_reader.read_signed(signed, seed)
    bundle = independent_reader.open_bundle(frozen.bundle, secrets["event_identity"])
    _, carried = independent_reader.read_signed(bundle, seed)
    everything = {(entry["origin"], entry["seq"]): entry for entry in frozen.expected["operations"]}
    assert len(packed) == len(everything)
    for operation in (*packed, *carried):
        found = {name: value.hex() if isinstance(value, bytes) else value for name, value in operation.items()}
        assert found == everything[operation["origin"], operation["seq"]]


def test_a_laptop_joins_with_a_frozen_pack_and_reads_a_frozen_bundle(frozen: Frozen, tmp_path: Path) -> None:
    create_from(frozen.pack, tmp_path / "poste3.uepit", "Poste 3", "")
    with EventFile.open(tmp_path / "poste3.uepit") as event:
        result = read_bundles(event, frozen.folder / "bundle.uepitx")
        assert (result.applied, result.refused) == (0, ())
        assert result.known > 0
        assert event.check().ok
        with event.read() as db:
            shown = db.execute(select(Person.given_name, Person.family_name, Person.deleted, Person.function)).all()
            assert sorted(map(tuple, shown)) == [("Inès", "Cordovan", True, ""), ("Solène", "Kerdavid", False, "")]
            assert len(db.scalars(select(CheckIn.id)).all()) == 1


def test_an_erased_person_is_nowhere_in_a_frozen_file(frozen: Frozen) -> None:
    gone = [entry for entry in frozen.expected["operations"] if entry["payload"] is None]
    assert gone
    inner = decrypt(frozen.bundle, frozen.lock)
    size = int.from_bytes(inner[168:172], "big")
    plain = zstandard.ZstdDecompressor().decompress(inner[172 + size :])
    assert "Effacée".encode() not in plain
