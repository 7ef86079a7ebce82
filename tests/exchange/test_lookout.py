"""What is offered of a folder that other laptops write into."""

from __future__ import annotations

from pathlib import Path

import pytest

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import Lookout, join, pack, read_bundles, write_bundle

WORDS = "un-deux-trois-quatre-cinq-six"


@pytest.fixture
def two(event: EventFile, tmp_path: Path) -> tuple[EventFile, Path]:
    """The second laptop, with someone to tell of, and the folder between the two."""
    made = pack(event, tmp_path, WORDS)
    join(made.file, tmp_path / "deux.uepit", "Poste 2", WORDS)
    folder = tmp_path / "partage"
    folder.mkdir()
    second = EventFile.open(tmp_path / "deux.uepit")
    add_person(second, "Zélie")
    return second, folder


def add_person(event: EventFile, name: str) -> None:
    with event.write("add_person") as db:
        db.add(Person(given_name=name, family_name="Test"))


def test_a_bundle_is_offered_once_it_is_the_same_at_two_looks_and_never_after_it_was_read(
    event: EventFile, two: tuple[EventFile, Path]
) -> None:
    second, folder = two
    with second:
        written = write_bundle(second, folder).file
    lookout = Lookout(event)
    first = lookout.look(folder)
    assert (first.files, first.growing) == ((), 1)
    assert lookout.look(folder).files == (written,)
    read_bundles(event, folder)
    assert lookout.look(folder).files == ()
    assert Lookout(event).look(folder).files == ()


def test_the_part_of_a_file_and_a_file_still_growing_are_not_offered(
    event: EventFile, two: tuple[EventFile, Path]
) -> None:
    second, folder = two
    with second:
        written = write_bundle(second, folder).file
    assert written is not None
    data = written.read_bytes()
    written.unlink()
    (folder / f".{written.name}.part").write_bytes(data)
    lookout = Lookout(event)
    for length in (1, len(data) // 2, len(data)):
        written.write_bytes(data[:length])
        offer = lookout.look(folder)
        assert (offer.files, offer.growing) == ((), 1)
    assert lookout.look(folder).files == (written,)


def test_what_this_laptop_wrote_and_what_comes_from_another_event_is_not_offered(
    event: EventFile, two: tuple[EventFile, Path]
) -> None:
    second, folder = two
    second.close()
    add_person(event, "Maud")
    write_bundle(event, folder)
    (folder / "uepit_ffffff_poste_00000000_20260706T091200Z_0001.uepitx").write_bytes(b"of another event")
    lookout = Lookout(event)
    lookout.look(folder)
    assert lookout.look(folder).files == ()


def test_a_refused_file_is_offered_again_only_once_it_has_changed(
    event: EventFile, two: tuple[EventFile, Path]
) -> None:
    second, folder = two
    with second:
        written = write_bundle(second, folder).file
    assert written is not None
    data = written.read_bytes()
    written.write_bytes(data[:-30])
    lookout = Lookout(event)
    lookout.look(folder)
    assert lookout.look(folder).files == (written,)
    assert read_bundles(event, folder).refused
    lookout.dismiss([written])
    assert lookout.look(folder).files == ()
    written.write_bytes(data)
    lookout.look(folder)
    assert lookout.look(folder).files == (written,)


def test_a_folder_that_is_gone_offers_nothing_and_is_said_to_be_gone(event: EventFile, tmp_path: Path) -> None:
    offer = Lookout(event).look(tmp_path / "absent")
    assert (offer.files, offer.reachable) == ((), False)
