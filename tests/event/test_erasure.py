"""Erasing a person: gone for good, on every laptop, whatever was on its way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, arrive, digest, edit, join, operations_of, register, shown, tell
from uepit_desktop.event import EventFile, UserError, log
from uepit_desktop.event.backup import backup_folder
from uepit_desktop.event.model import Challenge, CheckIn, Organisation, Person, PersonRole

MARKS = ("Zyxwolf", "zyxwolf@exemple.fr", "ZYXWOLF", "sans gluten zq")


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    laptop = join(event, tmp_path / "other.uepit")
    yield laptop
    laptop.close()


def register_zyxwolf(event: EventFile) -> str:
    return register(event, "Ada", "Zyxwolf", email="zyxwolf@exemple.fr", diet="sans gluten zq")


def traces(event: EventFile) -> list[str]:
    """Where something of the person can still be read, byte by byte."""
    files = [event.path, event.path.with_name(event.path.name + "-wal"), *backup_folder(event.path).glob("*")]
    found = [
        f"{file.name}: {mark}"
        for file in files
        if file.exists()
        for mark in MARKS
        if mark.encode() in file.read_bytes()
    ]
    for operation in operations_of(event):
        found += [f"log: {mark}" for mark in MARKS if mark.encode() in (operation.payload or b"")]
    return found


def test_before_an_erasure_the_person_can_be_read_in_the_file(event: EventFile) -> None:
    register_zyxwolf(event)
    assert traces(event)


def test_after_an_erasure_nothing_of_the_person_is_in_the_file_its_journal_its_backups_or_its_log(
    event: EventFile,
) -> None:
    person = register_zyxwolf(event)
    edit(event, Person, person, email="ZYXWOLF@exemple.fr")
    arrive(event, person)
    event.back_up()
    event.erase(person)
    assert traces(event) == []
    assert event.check().faults == ()
    event.close()
    assert traces(EventFile.open(event.path)) == []


def test_the_rows_about_the_person_go_too(event: EventFile) -> None:
    person = register_zyxwolf(event)
    fact = arrive(event, person)
    event.erase(person)
    with event.read() as db:
        assert db.get(Person, person) is None
        assert db.get(CheckIn, fact) is None
        assert db.query(PersonRole).all() == []


def test_others_are_left_as_they_are(event: EventFile) -> None:
    stays = register(event, "Solène", "Kerdavid")
    fact = arrive(event, stays)
    event.erase(register_zyxwolf(event))
    assert shown(event, Person, stays).full_name == "Solène Kerdavid"
    assert shown(event, CheckIn, fact).person_id == stays


def test_an_organisation_changed_from_the_persons_page_stays(event: EventFile) -> None:
    person = register_zyxwolf(event)
    with event.write("edit_person", subject=person) as db:
        organisation = Organisation(name="Ville de Valmorin")
        db.add(organisation)
    event.erase(person)
    assert shown(event, Organisation, organisation.id).name == "Ville de Valmorin"


def test_a_laptop_that_receives_an_erasure_keeps_nothing_in_its_file_its_journal_or_its_backups(
    event: EventFile, other: EventFile
) -> None:
    person = register_zyxwolf(event)
    tell(event, other)
    other.back_up()
    assert traces(other)
    event.erase(person)
    tell(event, other)
    assert traces(other) == []
    agree(event, other)


def test_an_erasure_may_arrive_before_what_it_erases(event: EventFile, other: EventFile, tmp_path: Path) -> None:
    third = join(event, tmp_path / "third.uepit")
    person = register_zyxwolf(event)
    tell(event, other)
    old = operations_of(event)
    other.erase(person)
    third.merge([operation for operation in operations_of(other) if operation.origin == other.replica_id])
    third.merge(old)
    assert traces(third) == []
    agree(event, other, third)
    third.close()


def test_what_waits_for_a_gap_is_erased_too(event: EventFile, other: EventFile) -> None:
    quiet = register(event)
    person = register_zyxwolf(event)
    arrive(event, person)
    with other.read() as db:
        news = operations_of(event, log.version_vector(db))
    late = [operation for operation in news if operation.row != quiet]
    assert other.merge(late).waiting > 0
    event.erase(person)
    other.merge(operations_of(event)[-1:])
    tell(event, other)
    assert traces(other) == []
    agree(event, other)


def test_an_old_file_read_again_brings_nobody_back(event: EventFile, other: EventFile) -> None:
    person = register_zyxwolf(event)
    arrive(event, person)
    old = operations_of(event)
    event.erase(person)
    tell(event, other)
    before = digest(other)
    other.merge(old)
    assert digest(other) == before
    assert traces(other) == []


def test_what_another_laptop_wrote_about_the_person_meanwhile_is_emptied_when_it_arrives(
    event: EventFile, other: EventFile
) -> None:
    person = register_zyxwolf(event)
    tell(event, other)
    edit(other, Person, person, function="Zyxwolf en chef")
    arrive(other, person)
    event.erase(person)
    tell(other, event)
    assert traces(event) == []
    tell(event, other)
    assert traces(other) == []
    agree(event, other)


def test_a_laptop_that_joins_after_an_erasure_reads_the_emptied_log(event: EventFile, tmp_path: Path) -> None:
    person = register_zyxwolf(event)
    arrive(event, person)
    edit(event, Person, person, email="a@exemple.fr")
    event.erase(person)
    late = join(event, tmp_path / "late.uepit")
    agree(event, late)
    late.close()


def test_what_only_a_newer_program_knows_of_the_person_goes_too(event: EventFile, other: EventFile) -> None:
    person = register_zyxwolf(event)
    with event.write("future") as db:
        db.recorder.note("companion", "11111111-1111-7111-8111-111111111111", "put", {"name": "Zyxwolf"}, person)
    tell(event, other)
    other.erase(person)
    assert traces(other) == []
    agree(event, other)


def test_a_row_that_only_names_the_person_goes_when_the_erasure_says_so(event: EventFile, other: EventFile) -> None:
    person = register_zyxwolf(event)
    with event.write("challenge") as db:
        challenge = Challenge(title="Le défi de Zyxwolf")
        db.add(challenge)
    tell(event, other)
    event.erase(person, also=[("challenge", challenge.id)])
    tell(event, other)
    assert shown(other, Challenge, challenge.id) is None
    assert traces(event) == traces(other) == []


def test_nothing_more_is_recorded_about_someone_erased(event: EventFile) -> None:
    person = register_zyxwolf(event)
    event.erase(person)
    before = digest(event)
    with pytest.raises(UserError) as refusal:
        arrive(event, person)
    assert refusal.value.code == "erased"
    assert digest(event) == before


def test_two_laptops_may_erase_the_same_person_at_once(event: EventFile, other: EventFile) -> None:
    person = register_zyxwolf(event)
    tell(event, other)
    event.erase(person)
    other.erase(person)
    agree(event, other)
    assert traces(event) == traces(other) == []


def test_the_chain_of_an_erased_log_still_proves_that_nothing_was_added_or_removed(event: EventFile) -> None:
    person = register_zyxwolf(event)
    event.erase(person)
    emptied = [operation for operation in operations_of(event) if operation.payload is None]
    assert emptied
    assert all(operation.salt is None and len(operation.payload_hash) == 32 for operation in emptied)
    assert event.check().ok


def test_content_left_behind_for_an_erased_row_is_a_fault_that_check_names(event: EventFile) -> None:
    person = register_zyxwolf(event)
    event.erase(person)
    with event.write_local() as connection:
        connection.exec_driver_sql("UPDATE op SET payload = x'7b7d', salt = x'00' WHERE payload IS NULL")
    assert not event.check().ok


def test_an_erasure_does_not_wait_for_someone_who_reads_and_is_complete_after_the_next_write(event: EventFile) -> None:
    person = register_zyxwolf(event)
    with event.read() as db:
        db.query(Person).all()
        event.erase(person)
    register(event)
    assert traces(event) == []
