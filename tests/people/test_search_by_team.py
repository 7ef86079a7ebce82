"""A team's code or its name finds its members, whatever laptop placed them, and follows every change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, join
from uepit_desktop import people
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Challenge, Person, Placement, Team, TeamKind, placement_id

CHALLENGE, LEARNING = TeamKind.CHALLENGE.value, TeamKind.LEARNING.value
PEOPLE = ("Solène Kerdavid", "Maël Tanguy", "Yanis Amrouchel", "Inès Cordovan", "Odile Fourcastié", "Dora Quatremère")


@pytest.fixture
def event(tmp_path: Path) -> Iterator[EventFile]:
    """Six people: Solène and Maël in D4, which goes by its challenge's title, Yanis in D12, Inès in A2 then A3."""
    with EventFile.create(
        tmp_path / "e.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=1, desk="Accueil A"
    ) as event:
        with event.write("test") as db:
            for name in PEOPLE:
                given, _, family = name.partition(" ")
                db.add(Person(id=name, given_name=given, family_name=family))
            db.add(Challenge(id="c4", code="D4", title="Un seul guichet"))
            db.add(Team(id="d4", code="D4", challenge_id="c4"))
            db.add(Team(id="d12", code="D12", name="Haltes de bourg"))
            db.add(Team(id="a2", kind=LEARNING, code="A2"))
            db.add(Team(id="a2b", kind=LEARNING, round=2, code="A3"))
        place(event, "Solène Kerdavid", "d4")
        place(event, "Maël Tanguy", "d4")
        place(event, "Yanis Amrouchel", "d12")
        place(event, "Inès Cordovan", "a2", LEARNING)
        place(event, "Inès Cordovan", "a2b", LEARNING, 2)
        place(event, "Maël Tanguy", "a2", LEARNING)
        yield event


def place(event: EventFile, person: str, team: str | None, kind: str = CHALLENGE, round_no: int = 1) -> None:
    key = placement_id(person, kind, round_no)
    with event.write("place") as db:
        known = db.get(Placement, key)
        if known is not None:
            known.team_id = team
        else:
            db.add(Placement(id=key, person_id=person, kind=kind, round=round_no, team_id=team))


def found(event: EventFile, typed: str) -> list[tuple[str, str]]:
    with event.read() as db:
        return [(one.name, one.team) for one in people.search(db, typed) if not one.close]


@pytest.mark.parametrize("typed", ["D4", "d4", "équipe D4", "un seul guichet", "guichet", "GUICHET un"])
def test_a_code_or_a_name_finds_the_members(event: EventFile, typed: str) -> None:
    assert found(event, typed) == [("Solène Kerdavid", "D4"), ("Maël Tanguy", "D4")]


def test_both_kinds_of_teams_are_found_and_the_challenge_team_is_the_one_shown(event: EventFile) -> None:
    assert found(event, "A2") == [("Inès Cordovan", "A3"), ("Maël Tanguy", "D4")]
    assert found(event, "haltes") == [("Yanis Amrouchel", "D12")]
    assert found(event, "odile") == [("Odile Fourcastié", "")]


def test_the_whole_code_comes_before_those_that_begin_so_and_names_before_both(event: EventFile) -> None:
    place(event, "Dora Quatremère", "d12")
    with event.write("test") as db:
        db.add(Team(id="d1", code="D1", name="Cantine zéro gaspillage"))
    place(event, "Yanis Amrouchel", "d1")
    assert found(event, "d1") == [("Yanis Amrouchel", "D1"), ("Dora Quatremère", "D12")]
    assert found(event, "d")[0] == ("Dora Quatremère", "D12")


def test_a_team_and_a_name_together_find_one_person(event: EventFile) -> None:
    assert found(event, "d4 tanguy") == [("Maël Tanguy", "D4")]
    assert found(event, "mael guichet") == [("Maël Tanguy", "D4")]


def test_the_index_follows_whoever_moves_and_teams_that_change_their_name(event: EventFile) -> None:
    place(event, "Maël Tanguy", None)
    assert found(event, "D4") == [("Solène Kerdavid", "D4")]
    with event.write("test") as db:
        db.get_one(Challenge, "c4").title = "La porte unique"
        db.get_one(Team, "d12").code = "D13"
    assert [found(event, "guichet"), found(event, "D12")] == [[], []]
    assert found(event, "porte unique") == [("Solène Kerdavid", "D4")]
    assert found(event, "D13") == [("Yanis Amrouchel", "D13")]
    with event.write("test") as db:
        db.get_one(Team, "d4").deleted = True
    assert found(event, "D4") == []
    event.undo()
    assert found(event, "D4") == [("Solène Kerdavid", "D4")]


def test_what_another_laptop_placed_is_found_and_a_new_index_says_the_same(event: EventFile, tmp_path: Path) -> None:
    with join(event, tmp_path / "other.uepit") as other:
        place(other, "Odile Fourcastié", "d4")
        agree(event, other)
        assert found(event, "D4") == found(other, "D4")
        assert len(found(event, "D4")) == 3
        assert event.check().ok


def test_who_is_erased_is_no_longer_found_by_their_team(event: EventFile) -> None:
    event.erase("Maël Tanguy")
    assert found(event, "D4") == [("Solène Kerdavid", "D4")]
