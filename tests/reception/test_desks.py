"""Several desks, one log: counts by desk, and what was noted of a person with who, when, where and how."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import join, pack, read_bundles, write_bundle
from uepit_desktop.reception import check_in, status, undo_check_in
from uepit_desktop.reception.desks import arrivals_by_desk, history

WORDS = "un-deux-trois-quatre-cinq-six"


@pytest.fixture
def people(event: EventFile) -> list[str]:
    """Three people registered."""
    with event.write("add_person") as db:
        added = [Person(given_name=name, family_name="Test") for name in ("Maud", "Zélie", "Ivo")]
        db.add_all(added)
        db.flush()
        return [person.id for person in added]


@pytest.fixture
def second(event: EventFile, people: list[str], tmp_path: Path) -> Iterator[EventFile]:
    made = pack(event, tmp_path, WORDS)
    join(made.file, tmp_path / "deux.uepit", "Poste 2", WORDS)
    with EventFile.open(tmp_path / "deux.uepit", clock=lambda: event.clock.now()) as found:
        yield found


def arrive(event: EventFile, person_id: str, operator: str = "") -> None:
    check_in(event, "", person_id=person_id, method="name", operator=operator)


def carry(source: EventFile, target: EventFile, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    write_bundle(source, folder)
    read_bundles(target, folder)


def test_counts_by_desk_add_up_to_the_people_arrived_also_when_two_desks_took_one(
    event: EventFile, people: list[str], second: EventFile, tmp_path: Path
) -> None:
    for person_id in people[:2]:
        arrive(event, person_id)
    for person_id in people[1:]:
        arrive(second, person_id)
    carry(second, event, tmp_path / "cle")
    with event.read() as db:
        here, there = arrivals_by_desk(db, event)
        assert (here.desk, here.here, here.counted, here.noted) == ("Accueil A", True, 2, 2)
        assert (there.desk, there.here, there.counted, there.noted) == ("Poste 2", False, 1, 2)
        assert here.counted + there.counted == status(db, event).arrived == 3


def test_the_coordination_undoes_an_arrival_of_another_desk_and_its_reason_is_kept(
    event: EventFile, people: list[str], second: EventFile, tmp_path: Path
) -> None:
    arrive(second, people[0], operator="Maud")
    carry(second, event, tmp_path / "cle")
    with event.read() as db:
        (noted,) = history(db, event, people[0])
    assert (noted.kind, noted.desk, noted.here, noted.operator, noted.method, noted.stands, noted.counts) == (
        "arrival", "Poste 2", False, "Maud", "name", True, True
    )  # fmt: skip
    assert undo_check_in(event, noted.check_in_id, operator="Zélie", reason="  badge of a sister  ").done
    for laptop in (event, second):
        if laptop is second:
            carry(event, second, tmp_path / "cle")
        with laptop.read() as db:
            undoing, arrival = history(db, laptop, people[0])
            assert (undoing.kind, undoing.about, undoing.operator) == ("undo", "arrival", "Zélie")
            assert undoing.reason == "badge of a sister"
            assert (arrival.stands, arrival.counts) == (False, False)
            assert status(db, laptop).arrived == 0


def test_who_was_never_noted_has_no_history(event: EventFile, people: list[str]) -> None:
    with event.read() as db:
        assert history(db, event, people[0]) == ()
        assert [desk.noted for desk in arrivals_by_desk(db, event)] == [0]
