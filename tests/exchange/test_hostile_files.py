"""Bundles that are damaged, foreign, forged or from the future: each one a sentence, and nothing changes."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import zstandard

from uepit_desktop.event import EventFile, UserError, keys, log
from uepit_desktop.event.operation import Operation, chained, payload_digest
from uepit_desktop.exchange import container, read_bundles, status
from uepit_desktop.exchange.columns import columns_of
from uepit_desktop.exchange.container import Writer, decrypt, encrypt, seal
from uepit_desktop.exchange.manifest import Manifest, OriginEntry
from uepit_desktop.exchange.parcel import lock_of, parcel, writer_of

from .conftest import NOON, Laptops, add_person, rename


def _bundle(event: EventFile) -> bytes:
    with event.read() as db:
        contents = parcel(db, event, {}, NOON)
    return seal(contents.manifest, contents.columns, writer_of(event), _recipient(event))


def _recipient(event: EventFile) -> str:
    return keys.event_recipient(event.secrets["event_identity"])


def _refused(event: EventFile, folder: Path, data: bytes) -> str:
    """Read these bytes as a file; they must be refused. Returns the code of the refusal."""
    file = folder / "reçu.uepitx"
    file.write_bytes(data)
    result = read_bundles(event, file)
    assert (result.applied, result.waiting, result.changes.rows) == (0, 0, {})
    (refusal,) = result.refused
    assert refusal.reason.endswith(".")
    assert "changé" in refusal.reason
    return refusal.code


def _forged(manifest: Manifest, operations: list[Operation], writer: Writer, recipient: str) -> bytes:
    return seal(manifest, columns_of(operations), writer, recipient)


# -- damaged ---------------------------------------------------------------------------------------------------------


def _variants(good: bytes, inner: bytes, foreign: bytes, recipient: str) -> list[Callable[[random.Random], bytes]]:
    def truncated(chance: random.Random) -> bytes:
        return good[: chance.randrange(len(good))]

    def flipped(chance: random.Random) -> bytes:
        data = bytearray(good)
        for _ in range(chance.choice([1, 1, 1, 8])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    def zeroed(chance: random.Random) -> bytes:
        start = chance.randrange(len(good))
        size = min(chance.choice([1, 64, 512]), len(good) - start)
        hole = bytes(size) if any(good[start : start + size]) else b"\xff" * size
        return good[:start] + hole + good[start + size :]

    def lengthened(chance: random.Random) -> bytes:
        return good + chance.randbytes(chance.randrange(1, 600))

    def of_another_event(chance: random.Random) -> bytes:
        return foreign[: len(foreign) - chance.randrange(3)]

    def from_the_future(chance: random.Random) -> bytes:
        version = chance.randrange(2, 65_536).to_bytes(2, "big")
        return encrypt(container.MAGIC + version + chance.randbytes(chance.randrange(400)), recipient)

    def damaged_before_encryption(chance: random.Random) -> bytes:
        data = bytearray(inner)
        data[chance.randrange(8, len(data))] ^= 1 << chance.randrange(8)
        return encrypt(bytes(data), recipient)

    def cut_before_encryption(chance: random.Random) -> bytes:
        return encrypt(inner[: chance.randrange(len(inner))], recipient)

    def noise(chance: random.Random) -> bytes:
        start = chance.choice([b"", container.AGE_START, container.AGE_START + b"v1\n-> X25519 "])
        return start + chance.randbytes(chance.randrange(2000))

    return [
        truncated, flipped, flipped, zeroed, lengthened, of_another_event, from_the_future, damaged_before_encryption,
        cut_before_encryption, noise,
    ]  # fmt: skip


def _attack(laptops: Laptops, tmp_path: Path, seed: int, count: int) -> None:
    first, second = laptops.all
    person = add_person(first, "Kerdavid")
    rename(first, person, "Soline")
    good = _bundle(first)
    inner = decrypt(good, lock_of(first))
    elsewhere = Laptops(tmp_path / "ailleurs", "Autre université")
    foreign = _bundle(elsewhere.all[0])
    elsewhere.close()
    before = second.check().digest
    chance = random.Random(seed)
    variants = _variants(good, inner, foreign, _recipient(first))
    for number in range(count):
        data = variants[number % len(variants)](chance)
        assert data != good
        _refused(second, tmp_path, data)
        if number % 100 == 99:
            assert second.check().digest == before
    report = second.check()
    assert report.ok
    assert report.digest == before
    (tmp_path / "reçu.uepitx").write_bytes(good)
    assert read_bundles(second, tmp_path / "reçu.uepitx").applied > 0  # and the good one is still read


def test_two_hundred_damaged_or_foreign_files_change_nothing(pair: Laptops, tmp_path: Path) -> None:
    _attack(pair, tmp_path, seed=7, count=200)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_three_thousand_damaged_or_foreign_files_change_nothing(pair: Laptops, tmp_path: Path, seed: int) -> None:
    _attack(pair, tmp_path, seed=100 + seed, count=300)


def test_a_file_that_is_too_big_is_not_even_read(pair: Laptops, tmp_path: Path) -> None:
    file = tmp_path / "gros.uepitx"
    with file.open("wb") as stream:
        stream.truncate(container.MAX_FILE_BYTES + 1)
    (refusal,) = read_bundles(pair.all[1], file).refused
    assert refusal.code == "too_big"


def test_an_empty_file_and_a_folder_named_like_a_bundle_are_no_trouble(pair: Laptops, tmp_path: Path) -> None:
    folder = tmp_path / "mélange"
    (folder / "dossier.uepitx").mkdir(parents=True)
    (folder / "vide.uepitx").touch()
    (folder / "notes.txt").write_text("rien")
    (folder / "._mac.uepitx").write_bytes(b"\0\5\26\7")
    result = read_bundles(pair.all[1], folder)
    assert [refusal.file for refusal in result.refused] == ["vide.uepitx"]


def test_the_name_of_a_damaged_file_tells_which_laptop_must_write_again(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    file = pair.write(first).file
    assert file is not None
    file.write_bytes(file.read_bytes()[:-40])
    (refusal,) = read_bundles(second, file).refused
    assert refusal.code == "damaged"
    assert "Coordination" in refusal.reason


def test_a_bundle_of_another_event_says_so(pair: Laptops, tmp_path: Path) -> None:
    elsewhere = Laptops(tmp_path / "ailleurs", "Autre université")
    elsewhere.join("Poste 9")
    file = elsewhere.write(elsewhere.all[1]).file
    elsewhere.close()
    assert file is not None
    (refusal,) = read_bundles(pair.all[1], file).refused
    assert refusal.code == "other_event"
    assert "autre événement" in refusal.reason


# -- set aside -------------------------------------------------------------------------------------------------------


def _stranger(event: EventFile) -> Writer:
    """Someone with the event's public key who never joined: certified by another enrolment key."""
    seed = keys.new_replica_keys()["replica_seed"]
    other = keys.new_event_keys()["enrolment_seed"]
    return Writer(seed, keys.certify(other, event.event_id, keys.public_key(seed)))


def test_the_bundle_of_an_unknown_signer_is_set_aside_and_changes_nothing(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    stranger = _stranger(first)
    with first.read() as db:
        contents = parcel(db, first, {}, NOON)
    manifest = replace(contents.manifest, writer=stranger.origin, desk_name="Poste inconnu")
    before = second.check().digest
    assert _refused(second, tmp_path, seal(manifest, contents.columns, stranger, _recipient(first))) == "unknown_signer"
    (aside,) = status(second).quarantined
    assert aside.file == "reçu.uepitx"
    assert "Poste inconnu" in aside.reason
    assert second.check().digest == before


def test_a_bundle_from_a_newer_program_is_kept_until_this_one_is_updated(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    data = encrypt(container.MAGIC + (2).to_bytes(2, "big") + os.urandom(300), _recipient(first))
    assert _refused(second, tmp_path, data) == "newer"
    assert _refused(second, tmp_path, data) == "newer"
    (aside,) = status(second).quarantined
    assert "version plus récente" in aside.reason


# -- forged by someone who did join ----------------------------------------------------------------------------------


def _everything(event: EventFile) -> tuple[Manifest, list[Operation]]:
    with event.read() as db:
        return parcel(db, event, {}, NOON).manifest, list(log.operations(db))


def _rewritten(operation: Operation, previous: bytes, payload: bytes) -> Operation:
    """The same operation with another content, its hashes made good."""
    assert operation.salt is not None
    changed = replace(operation, payload=payload, payload_hash=payload_digest(operation.salt, payload))
    return replace(changed, chain_hash=chained(previous, changed))


def _with_head(entry: OriginEntry, last: Operation, signature: bytes) -> OriginEntry:
    return replace(entry, head_seq=last.seq, head_chain=last.chain_hash, head_signature=signature)


def test_a_laptop_that_joined_cannot_alter_the_operations_of_another(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    pair.all_round()
    victim = first.replica_id
    manifest, operations = _everything(second)  # the forger is the second laptop, in full possession of its keys
    mine = [operation for operation in operations if operation.origin == victim]
    last = _rewritten(mine[-1], mine[-2].chain_hash, mine[-1].payload.replace(b"Kerdavid", b"Corrompu"))  # type: ignore[union-attr]
    forged = [last if operation is mine[-1] else operation for operation in operations]
    entry = manifest.origins[victim]
    forger = second.secrets["replica_seed"]
    own_signature = keys.sign_head(forger, first.event_id, victim, last.seq, last.chain_hash)
    third = pair.join("Poste 3")
    before = third.check().digest
    for signature in (entry.head_signature, own_signature):
        claimed = {**manifest.origins, victim: _with_head(entry, last, signature)}
        data = _forged(replace(manifest, origins=claimed), forged, writer_of(second), _recipient(first))
        assert _refused(third, tmp_path, data) == "altered"
    assert third.check().digest == before


def test_a_laptop_that_joined_cannot_add_an_operation_in_the_name_of_another(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    pair.all_round()
    victim = first.replica_id
    manifest, operations = _everything(second)
    mine = [operation for operation in operations if operation.origin == victim]
    added = replace(mine[-1], seq=mine[-1].seq + 1, tx=mine[-1].seq + 1)
    added = _rewritten(added, mine[-1].chain_hash, b'{"given_name":"Faux"}')
    place = operations.index(mine[-1]) + 1
    forged = [*operations[:place], added, *operations[place:]]
    entry, forger = manifest.origins[victim], second.secrets["replica_seed"]
    signature = keys.sign_head(forger, first.event_id, victim, added.seq, added.chain_hash)
    own_key = keys.public_key(forger)
    with_own_key = replace(
        _with_head(entry, added, signature),
        public_key=own_key,
        certificate=keys.certify(first.secrets["enrolment_seed"], first.event_id, own_key),  # every laptop has this key
    )
    before = first.check().digest
    for claimed in (_with_head(entry, added, signature), with_own_key):
        origins = {**manifest.origins, victim: claimed}
        data = _forged(replace(manifest, origins=origins), forged, writer_of(second), _recipient(first))
        assert _refused(first, tmp_path, data) == "altered"
    assert first.check().digest == before


def test_operations_ahead_of_a_gap_are_proved_before_they_wait(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    third = pair.join("Poste 3")
    add_person(first, "Kerdavid")
    add_person(first, "Cordovan")
    pair.carry(first, second)
    victim = first.replica_id
    manifest, operations = _everything(second)
    mine = [operation for operation in operations if operation.origin == victim]
    last = _rewritten(mine[-1], mine[-2].chain_hash, mine[-1].payload.replace(b"Cordovan", b"Corrompu"))  # type: ignore[union-attr]
    entry = replace(manifest.origins[victim], first=last.seq, before=mine[-2].chain_hash)
    for claimed in (entry, replace(entry, before=os.urandom(32))):
        data = _forged(replace(manifest, origins={victim: claimed}), [last], writer_of(second), _recipient(first))
        assert _refused(third, tmp_path, data) == "altered"
    assert status(third).waiting == 0


def test_a_laptop_cannot_sign_as_another_writer(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    manifest, operations = _everything(second)
    data = _forged(replace(manifest, writer=first.replica_id), operations, writer_of(second), _recipient(first))
    assert _refused(pair.join("Poste 3"), tmp_path, data) == "altered"


def test_stripped_content_is_refused_when_nobody_erased_it(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    manifest, operations = _everything(first)
    stripped = [replace(operations[-1], payload=None, salt=None)]
    data = _forged(manifest, operations[:-1] + stripped, writer_of(first), _recipient(first))
    before = second.check().digest
    assert _refused(second, tmp_path, data) == "stripped"
    assert second.check().digest == before


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"null", b"{", b"[" * 5000, b"\xff\xfe", b'{"a":' * 3000 + b"1" + b"}" * 3000]
)
def test_content_that_no_program_would_write_is_refused_even_when_signed(
    pair: Laptops, tmp_path: Path, payload: bytes
) -> None:
    first, second = pair.all
    data = _with_last_payload(first, payload)
    before = second.check().digest
    _refused(second, tmp_path, data)
    assert second.check().digest == before


@pytest.mark.parametrize("payload", [b'{"given_name":{"a":1}}', b'{"given_name":[1]}', b'{"of_another_time":1e308}'])
def test_values_that_this_program_cannot_hold_stay_in_the_log_and_break_nothing(
    pair: Laptops, tmp_path: Path, payload: bytes
) -> None:
    first, second = pair.all
    file = tmp_path / "étrange.uepitx"
    file.write_bytes(_with_last_payload(first, payload))
    result = read_bundles(second, file)
    assert result.applied > 0 or result.refused
    assert second.check().ok


def _with_last_payload(event: EventFile, payload: bytes) -> bytes:
    """A bundle of everything, properly signed, whose last operation has this content."""
    add_person(event, "Kerdavid")
    manifest, operations = _everything(event)
    last = _rewritten(operations[-1], operations[-2].chain_hash, payload)
    entry, seed = manifest.origins[event.replica_id], event.secrets["replica_seed"]
    signature = keys.sign_head(seed, event.event_id, event.replica_id, last.seq, last.chain_hash)
    origins = {**manifest.origins, event.replica_id: _with_head(entry, last, signature)}
    forged = [*operations[:-1], last]
    return _forged(replace(manifest, origins=origins), forged, writer_of(event), _recipient(event))


# -- bombs -----------------------------------------------------------------------------------------------------------


def _signed(event: EventFile, packed: bytes, **stated: int) -> bytes:
    """A bundle of an enrolled laptop around any compressed bytes."""
    from hashlib import sha256

    manifest, _ = _everything(event)
    document = orjson.loads(replace(manifest, operations_sha256=sha256(packed).digest()).to_bytes())
    document["operations"].update(stated)
    text, writer = orjson.dumps(document), writer_of(event)
    signature = keys.sign(writer.seed, b"uepit bundle 1\0" + text)
    head = container.MAGIC + (1).to_bytes(2, "big") + writer.public_key + writer.certificate + signature
    return encrypt(head + len(text).to_bytes(4, "big") + text + packed, _recipient(event))


@pytest.mark.parametrize("declared", [100, 1 << 20, (1 << 30) + 1, 1 << 50])
def test_a_decompression_bomb_is_refused_whatever_it_declares(pair: Laptops, tmp_path: Path, declared: int) -> None:
    first, second = pair.all
    bomb = zstandard.ZstdCompressor(level=19, write_content_size=False).compress(bytes(300 << 20))
    assert len(bomb) < 100_000
    assert _refused(second, tmp_path, _signed(first, bomb, size=declared)) == "altered"


@pytest.mark.parametrize("count", [0, 3, 5_000_001, 1 << 60, -1])
def test_a_manifest_that_announces_another_number_of_operations_is_refused(
    pair: Laptops, tmp_path: Path, count: int
) -> None:
    first, second = pair.all
    packed = zstandard.ZstdCompressor().compress(bytes(64))
    assert _refused(second, tmp_path, _signed(first, packed, size=64, count=count)) == "altered"


def test_this_laptop_own_fault_is_an_error_and_not_the_fault_of_the_file(pair: Laptops) -> None:
    first, second = pair.all
    add_person(first, "Kerdavid")
    pair.write(first)
    second.close()
    with EventFile.open(second.path, read_only=True) as reading, pytest.raises(UserError) as refused:
        read_bundles(reading, pair.key)
    assert refused.value.code == "read_only"
