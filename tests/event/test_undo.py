"""Undo: named, an inverse operation like any other, refused when someone else changed what it would bring back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import (
    agree,
    arrivals,
    arrive,
    digest,
    edit,
    join,
    operations_of,
    register,
    shown,
    tell,
)
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Challenge, Organisation, Person, PersonRole


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    laptop = join(event, tmp_path / "other.uepit")
    yield laptop
    laptop.close()


def refused(event: EventFile) -> str:
    before = digest(event)
    with pytest.raises(UserError) as refusal:
        event.undo()
    assert digest(event) == before
    assert "n’a" in str(refusal.value) or "rien" in str(refusal.value).lower()
    return refusal.value.code


def test_an_arrival_is_undone_by_another_fact(event: EventFile) -> None:
    fact = arrive(event, register(event))
    entry = event.undo()
    assert entry is not None
    assert entry.verb == "check_in"
    assert arrivals(event) == set()
    assert shown(event, type(shown(event, Person, entry.subject)), entry.subject).full_name == "Solène Kerdavid"
    with event.read() as db:
        facts = db.connection().exec_driver_sql("SELECT kind, target_id FROM check_in ORDER BY id").all()
    assert sorted(tuple(row) for row in facts) == [("arrival", None), ("undo", fact)]


def test_undo_is_named_after_whom_it_is_about(event: EventFile) -> None:
    arrive(event, register(event))
    assert event.undo_stack()[0].label == "arrivée de Solène Kerdavid"


def test_a_write_that_names_nobody_is_named_after_its_first_row(event: EventFile) -> None:
    register(event, "Yann", "Le Goff")
    with event.write("add") as db:
        db.add(Challenge(title="Mobilités"))
    assert [entry.name for entry in event.undo_stack()] == ["Mobilités", "Yann Le Goff"]


def test_actions_are_undone_last_first_and_redone_first_again(event: EventFile) -> None:
    person = register(event)
    for email in ("1@exemple.fr", "2@exemple.fr"):
        edit(event, Person, person, email=email)
    event.undo()
    assert shown(event, Person, person).email == "1@exemple.fr"
    event.undo()
    assert shown(event, Person, person).email == ""
    event.redo()
    event.redo()
    assert shown(event, Person, person).email == "2@exemple.fr"
    assert event.redo_stack() == []
    assert event.check().ok


def test_undo_and_redo_may_alternate_for_ever(event: EventFile) -> None:
    fact = arrive(event, register(event))
    for _ in range(3):
        event.undo()
        assert arrivals(event) == set()
        event.redo()
        assert len(arrivals(event)) == 1
    assert len(event.undo_stack()) == 2
    assert fact in {operation.row for operation in operations_of(event)}


def test_another_action_ends_what_can_be_redone(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="1@exemple.fr")
    event.undo()
    edit(event, Person, person, phone="1")
    assert event.redo_stack() == []
    assert event.redo() is None


def test_a_whole_import_is_one_undo(event: EventFile) -> None:
    with event.write("import_people") as db:
        for number in range(30):
            person = Person(family_name=f"Personne {number}")
            db.add(person)
            db.flush()
            db.add(PersonRole(person_id=person.id, role="participant"))
    assert event.undo_stack()[0].operations == 60
    event.undo()
    with event.read() as db:
        assert db.query(Person).filter(~Person.deleted).count() == 0
        assert db.query(PersonRole).filter(~PersonRole.deleted).count() == 0
    event.redo()
    with event.read() as db:
        assert db.query(Person).filter(~Person.deleted).count() == 30
    assert event.check().ok


def test_an_import_is_not_undone_once_someone_of_it_arrived(event: EventFile) -> None:
    person = register(event)
    entry = event.undo_stack()[0]
    arrive(event, person)
    before = digest(event)
    with pytest.raises(UserError) as refusal:
        event.undo(entry)
    assert refusal.value.code == "changed_since"
    assert "Solène Kerdavid" in str(refusal.value)
    assert digest(event) == before


def test_an_import_done_again_is_not_undone_either_once_someone_of_it_arrived(event: EventFile) -> None:
    person = register(event)
    event.undo()
    event.redo()
    entry = event.undo_stack()[0]
    fact = arrive(event, person)
    with pytest.raises(UserError):
        event.undo(entry)
    assert arrivals(event) == {fact}


def test_an_import_can_be_undone_once_the_arrival_was_taken_back(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="1@exemple.fr")
    arrive(event, person)
    event.undo()
    event.undo()
    event.undo()
    assert shown(event, Person, person).deleted
    assert event.check().ok


def test_an_import_is_not_undone_once_someone_of_it_was_changed_and_arrived(event: EventFile) -> None:
    person = register(event)
    entry = event.undo_stack()[0]
    edit(event, Person, person, email="1@exemple.fr")
    event.undo()
    fact = arrive(event, person)
    with pytest.raises(UserError):
        event.undo(entry)
    assert arrivals(event) == {fact}


def test_an_import_is_not_undone_once_the_arrival_of_someone_of_it_was_heard(
    event: EventFile, other: EventFile
) -> None:
    person = register(event)
    tell(event, other)
    fact = arrive(other, person)
    tell(other, event)
    assert refused(event) == "changed_since"
    assert arrivals(event) == {fact}


def test_what_another_laptop_changed_since_is_not_overwritten(event: EventFile, other: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="mine@exemple.fr")
    tell(event, other)
    edit(other, Person, person, email="theirs@exemple.fr")
    tell(other, event)
    assert refused(event) == "changed_since"
    assert shown(event, Person, person).email == "theirs@exemple.fr"


def test_what_another_laptop_wrote_at_the_same_time_is_not_overwritten(event: EventFile, other: EventFile) -> None:
    person = register(event)
    agree(event, other)
    edit(event, Person, person, email="mine@exemple.fr")
    edit(other, Person, person, email="theirs@exemple.fr")
    tell(other, event)
    assert refused(event) == "changed_since"
    assert len(event.conflicts()) == 1


def test_another_field_changed_elsewhere_does_not_stand_in_the_way(event: EventFile, other: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="mine@exemple.fr")
    tell(event, other)
    edit(other, Person, person, phone="+33 2 98 00 00 00")
    tell(other, event)
    event.undo()
    agree(event, other)
    row = shown(other, Person, person)
    assert (row.email, row.phone) == ("", "+33 2 98 00 00 00")


def test_an_earlier_action_can_be_undone_alone_while_nothing_stands_on_it(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="1@exemple.fr")
    edit(event, Person, person, phone="2")
    event.undo(event.undo_stack()[1])
    row = shown(event, Person, person)
    assert (row.email, row.phone) == ("", "2")


def test_undoing_a_deletion_brings_the_row_back_everywhere(event: EventFile, other: EventFile) -> None:
    with event.write("add") as db:
        organisation = Organisation(name="Ville")
        db.add(organisation)
    edit(event, Organisation, organisation.id, deleted=True)
    tell(event, other)
    event.undo()
    agree(event, other)
    assert not shown(other, Organisation, organisation.id).deleted


def test_an_empty_value_comes_back_as_empty(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, days=["2026-07-06"])
    event.undo()
    assert shown(event, Person, person).days is None
    assert event.check().ok


def test_an_erasure_is_never_undone_and_nothing_of_the_person_comes_back(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="1@exemple.fr")
    event.erase(person)
    assert all(entry.verb != "erase" for entry in event.undo_stack())
    assert refused(event) in ("changed_since", "erased")
    assert shown(event, Person, person) is None


def test_nothing_is_undone_of_before_the_file_was_opened_but_by_asking_for_the_whole_log(event: EventFile) -> None:
    person = register(event)
    edit(event, Person, person, email="1@exemple.fr")
    event.close()
    with EventFile.open(event.path) as again:
        assert again.undo() is None
        [last, _] = again.undo_stack(whole_log=True)
        again.undo(last)
        assert shown(again, Person, person).email == ""


def test_what_another_laptop_did_is_not_in_this_laptops_undo(event: EventFile, other: EventFile) -> None:
    register(other)
    tell(other, event)
    assert event.undo_stack() == []
    assert event.undo() is None
