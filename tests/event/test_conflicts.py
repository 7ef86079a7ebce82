"""Two values for one field: both kept, one shown, until someone chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import MONDAY, Watch, agree, edit, join, register, shown, tell
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Challenge, Person


@pytest.fixture
def event(tmp_path: Path) -> Iterator[EventFile]:
    laptop = EventFile.create(
        tmp_path / "a.uepit", name="U", site="S", start_on=MONDAY.date(), days=1, desk="Accueil A", clock=Watch()
    )
    yield laptop
    laptop.close()


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    laptop = join(event, tmp_path / "b.uepit", "Accueil B", clock=Watch())
    yield laptop
    laptop.close()


@pytest.fixture
def person(event: EventFile, other: EventFile) -> str:
    """Someone whose e-mail two desks wrote without knowing of each other, the second one five minutes later."""
    person = register(event, email="before@exemple.fr")
    agree(event, other)
    edit(event, Person, person, email="a@exemple.fr")
    later = other.clock._wall_clock
    assert isinstance(later, Watch)
    later.forward(minutes=5)
    edit(other, Person, person, email="b@exemple.fr")
    agree(event, other)
    return person


def test_a_dispute_says_who_wrote_what_where_and_when(event: EventFile, person: str) -> None:
    [conflict] = event.conflicts()
    assert (conflict.table, conflict.row, conflict.field) == ("person", person, "email")
    assert conflict.name == "Solène Kerdavid"
    assert [(value.value, value.desk_name, value.shown) for value in conflict.values] == [
        ("b@exemple.fr", "Accueil B", True), ("a@exemple.fr", "Accueil A", False),
    ]  # fmt: skip
    assert [value.at - MONDAY < dt.timedelta(minutes=6) for value in conflict.values] == [True, True]


def test_both_laptops_show_the_same_value_and_the_same_dispute(event: EventFile, other: EventFile, person: str) -> None:
    assert shown(event, Person, person).email == shown(other, Person, person).email == "b@exemple.fr"
    assert event.conflicts() == other.conflicts()


def test_choosing_either_value_ends_the_dispute_everywhere(event: EventFile, other: EventFile, person: str) -> None:
    [conflict] = event.conflicts()
    event.settle(conflict, "a@exemple.fr")
    assert event.conflicts() == []
    agree(event, other)
    assert other.conflicts() == []
    assert shown(other, Person, person).email == "a@exemple.fr"


def test_choosing_the_value_already_shown_ends_the_dispute_too(event: EventFile, other: EventFile, person: str) -> None:
    event.settle(event.conflicts()[0], "b@exemple.fr")
    agree(event, other)
    assert event.conflicts() == other.conflicts() == []


def test_writing_a_third_value_ends_the_dispute(event: EventFile, other: EventFile, person: str) -> None:
    edit(event, Person, person, email="third@exemple.fr")
    agree(event, other)
    assert event.conflicts() == other.conflicts() == []


def test_writing_another_field_leaves_the_dispute(event: EventFile, other: EventFile, person: str) -> None:
    edit(event, Person, person, phone="+33 2 98 00 00 00")
    agree(event, other)
    assert len(event.conflicts()) == len(other.conflicts()) == 1


def test_two_people_who_choose_differently_at_once_are_in_dispute_again(
    event: EventFile, other: EventFile, person: str
) -> None:
    event.settle(event.conflicts()[0], "a@exemple.fr")
    other.settle(other.conflicts()[0], "b@exemple.fr")
    agree(event, other)
    [conflict] = event.conflicts()
    assert {value.value for value in conflict.values} == {"a@exemple.fr", "b@exemple.fr"}


def test_two_people_who_choose_the_same_at_once_agree(event: EventFile, other: EventFile, person: str) -> None:
    event.settle(event.conflicts()[0], "a@exemple.fr")
    other.settle(other.conflicts()[0], "a@exemple.fr")
    agree(event, other)
    assert event.conflicts() == other.conflicts() == []


def test_a_third_laptops_late_value_joins_the_dispute(
    event: EventFile, other: EventFile, person: str, tmp_path: Path
) -> None:
    third = join(event, tmp_path / "c.uepit", "Accueil C", clock=Watch(MONDAY - dt.timedelta(hours=72)))
    tell(event, third)
    edit(third, Person, person, function="Élue")
    edit(event, Person, person, function="Agent")
    agree(event, other, third)
    assert {conflict.field for conflict in event.conflicts()} == {"email", "function"}
    third.close()


def test_a_deletion_and_an_edit_at_once_are_a_dispute_that_either_answer_ends(
    event: EventFile, other: EventFile
) -> None:
    for answer in (True, False):
        person = register(event)
        agree(event, other)
        edit(event, Person, person, deleted=True)
        edit(other, Person, person, function="Élue")
        agree(event, other)
        [conflict] = event.conflicts()
        assert [value.value for value in conflict.values] == [False, True]
        event.settle(conflict, answer)
        agree(event, other)
        assert shown(other, Person, person).deleted is answer
        assert shown(other, Person, person).function == "Élue"


def test_a_dispute_over_a_field_that_only_a_newer_program_knows_can_be_settled(
    event: EventFile, other: EventFile
) -> None:
    person = register(event)
    agree(event, other)
    for laptop, size in ((event, 38), (other, 41)):
        with laptop.write("newer") as db:
            db.recorder.note("person", person, "put", {"shoe_size": size}, person)
    agree(event, other)
    [conflict] = event.conflicts()
    event.settle(conflict, 38)
    agree(event, other)
    assert event.conflicts() == other.conflicts() == []


def test_a_dispute_about_someone_erased_meanwhile_is_gone_and_cannot_be_settled(
    event: EventFile, other: EventFile, person: str
) -> None:
    [stale] = other.conflicts()
    event.erase(person)
    tell(event, other)
    assert other.conflicts() == []
    with pytest.raises(UserError) as refusal:
        other.settle(stale, "a@exemple.fr")
    assert refusal.value.code == "erased"
    agree(event, other)


def test_settling_is_undone_like_any_other_action(event: EventFile, other: EventFile, person: str) -> None:
    event.settle(event.conflicts()[0], "a@exemple.fr")
    event.undo()
    agree(event, other)
    assert shown(other, Person, person).email == "b@exemple.fr"


def test_a_challenge_is_named_by_its_title(event: EventFile, other: EventFile) -> None:
    with event.write("add") as db:
        challenge = Challenge(title="Mobilités du littoral")
        db.add(challenge)
    agree(event, other)
    edit(event, Challenge, challenge.id, min_size=4)
    edit(other, Challenge, challenge.id, min_size=5)
    agree(event, other)
    [conflict] = other.conflicts()
    assert (conflict.name, {value.value for value in conflict.values}) == ("Mobilités du littoral", {4, 5})
