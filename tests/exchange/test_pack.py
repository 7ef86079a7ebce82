"""The event pack: made with a passphrase, joined with it, refused without it."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile, UserError
from uepit_desktop.exchange import join, new_passphrase, pack, read_bundles, write_bundle
from uepit_desktop.exchange.passphrase import normalised, word_list

from .conftest import add_person

SECRET = "forêt-lampe-moulin-cerise-voile-tapis"


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventFile]:
    """One event for the whole module: a passphrase takes a second, on purpose, each time it is used."""
    path = tmp_path_factory.mktemp("site") / "valmorin.uepit"
    with EventFile.create(
        path, name="Université d'été", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3
    ) as created:
        add_person(created, "Kerdavid")
        yield created


@pytest.fixture(scope="module")
def packed(event: EventFile) -> Path:
    return pack(event, event.path.with_name("valmorin.uepitp"), SECRET).file


def _refused(pack_file: Path, target: Path, secret: str = SECRET, desk: str = "Poste 2") -> str:
    before = sorted(target.parent.iterdir())
    with pytest.raises(UserError) as refused:
        join(pack_file, target, desk, secret)
    assert sorted(target.parent.iterdir()) == before, "something was left behind"
    assert str(refused.value).endswith(".")
    return refused.value.code


def test_a_laptop_that_joins_has_everything_and_is_someone_else(event: EventFile, packed: Path, tmp_path: Path) -> None:
    joined = join(packed, tmp_path / "poste2.uepit", "Poste 2", SECRET)
    assert joined.event_name == "Université d'été"
    with EventFile.open(tmp_path / "poste2.uepit") as second:
        assert second.desk_name == "Poste 2"
        assert second.replica_id == joined.origin != event.replica_id
        assert second.secrets["replica_seed"] != event.secrets["replica_seed"]
        assert second.check().ok
        key = tmp_path / "key"
        key.mkdir()
        write_bundle(second, key)
        assert read_bundles(event, key).desks == ("Poste 2",)
        write_bundle(event, key)  # what it did since the pack
        read_bundles(second, key)
        assert event.check().digest == second.check().digest


def test_a_wrong_passphrase_opens_nothing_and_leaves_nothing(packed: Path, tmp_path: Path) -> None:
    assert _refused(packed, tmp_path / "x.uepit", "forêt-lampe-moulin-cerise-voile-chaise") == "wrong_passphrase"


def test_a_passphrase_is_the_same_however_its_accents_and_line_end_were_typed(packed: Path, tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", SECRET) + "\r\n"
    assert typed != SECRET
    assert join(packed, tmp_path / "x.uepit", "Poste 2", typed).operations > 0
    assert normalised(typed) == SECRET


def test_a_pack_that_is_cut_altered_or_something_else_is_refused(packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    wrong = tmp_path / "wrong.uepitp"
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for data in (whole[:-20], flipped, b"", b"PK\3\4", whole[:30]):
        wrong.write_bytes(data)
        assert _refused(wrong, tmp_path / "x.uepit") in {"damaged", "not_a_pack", "wrong_passphrase"}


def test_a_bundle_is_not_a_pack(event: EventFile, tmp_path: Path) -> None:
    add_person(event, "Kerdavid")
    bundle = write_bundle(event, tmp_path).file
    assert bundle is not None
    assert _refused(bundle, tmp_path / "x.uepit") in {"not_a_pack", "wrong_passphrase"}


def test_nothing_is_overwritten(event: EventFile, packed: Path, tmp_path: Path) -> None:
    assert _refused(packed, event.path) == "exists"
    before = packed.read_bytes()
    with pytest.raises(UserError) as refused:
        pack(event, packed, SECRET)
    assert refused.value.code == "exists"
    assert packed.read_bytes() == before


def test_a_laptop_without_a_name_and_a_pack_that_is_not_there_are_refused(packed: Path, tmp_path: Path) -> None:
    assert _refused(packed, tmp_path / "x.uepit", desk="  ") == "no_desk"
    assert _refused(tmp_path / "absent.uepitp", tmp_path / "x.uepit") == "not_found"


def test_a_short_passphrase_makes_no_pack(event: EventFile, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        pack(event, tmp_path / "p.uepitp", "court\n")
    assert refused.value.code == "weak_passphrase"
    assert not (tmp_path / "p.uepitp").exists()


def test_a_pack_made_into_a_folder_gets_an_ascii_name(event: EventFile, tmp_path: Path) -> None:
    made = pack(event, tmp_path, SECRET).file
    assert made.parent == tmp_path
    assert made.name.isascii()
    assert made.suffix == ".uepitp"


def test_a_protected_event_stays_protected_on_the_laptop_that_joins(tmp_path: Path) -> None:
    with EventFile.create(
        tmp_path / "a.uepit", name="U", site="V", start_on=dt.date(2026, 7, 6), days=1, passphrase=SECRET
    ) as first:
        pack(first, tmp_path / "p.uepitp", SECRET)
    join(tmp_path / "p.uepitp", tmp_path / "b.uepit", "Poste 2", SECRET)
    with pytest.raises(UserError) as refused:
        EventFile.open(tmp_path / "b.uepit")
    assert refused.value.code == "passphrase_needed"
    with EventFile.open(tmp_path / "b.uepit", passphrase=SECRET) as second:
        assert second.check().ok


def test_proposed_passphrases_are_six_plain_french_words_worth_68_bits() -> None:
    words = word_list()
    assert len(words) == len(set(words)) == 2708
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 8 for word in words)
    assert 6 * math.log2(len(words)) > 68
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(set(phrase.split("-")) <= set(words) and len(phrase.split("-")) == 6 for phrase in made)
