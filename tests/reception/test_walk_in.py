"""Registration on the spot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.badge_codes import canonical_badge_code
from uepit_desktop.event.model import CheckIn, Consent, Organisation, Person, PersonRole
from uepit_desktop.reception import Verdict, check_in, register_walk_in, similar_people

AddPerson = Callable[..., Person]


def test_a_person_a_code_and_an_arrival_are_one_transaction(event: EventFile) -> None:
    result = register_walk_in(
        event, "  Solène ", "Kerdavid", "Ville de Brévanches", role="bearer", image_consent="yes", function="Élue"
    )
    assert result.verdict is Verdict.ARRIVED
    assert result.person is not None
    assert result.person.line == "Élue, Ville de Brévanches"
    assert set(result.changes.rows) == {"person", "person_role", "organisation", "check_in"}
    with event.read() as db:
        one = db.get_one(Person, result.person.id)
        assert (one.given_name, one.walk_in, one.image_consent) == ("Solène", True, Consent.YES)
        assert canonical_badge_code(one.badge_code) == one.badge_code
        assert db.query(PersonRole).one().role == "bearer"
        assert db.query(CheckIn).one().method == "walk_in"
    assert check_in(event, one.badge_code).repeated


def test_an_organisation_of_the_same_name_is_not_made_twice(event: EventFile) -> None:
    register_walk_in(event, "Solène", "Kerdavid", "Ville de Brévanches")
    register_walk_in(event, "Yanis", "Amrouchel", "  VILLE DE BREVANCHES ")
    with event.read() as db:
        assert db.query(Organisation).count() == 1


@pytest.mark.parametrize(
    ("given", "family"),
    [("Solène", "Kerdavid"), ("solene", "KERDAVID"), ("Kerdavid", "Solène"), ("Solenne", "Kerdavid")],
)
def test_someone_close_is_shown_before_anything_is_written(
    event: EventFile, person: AddPerson, given: str, family: str
) -> None:
    known = person()
    result = register_walk_in(event, given, family)
    assert result.verdict is Verdict.SIMILAR
    assert [card.id for card in result.people] == [known.id]
    with event.read() as db:
        assert db.query(Person).count() == 1


def test_a_homonym_is_registered_when_the_desk_says_so(event: EventFile, person: AddPerson) -> None:
    person()
    assert register_walk_in(event, "Solène", "Kerdavid", anyway=True).verdict is Verdict.ARRIVED


def test_people_who_are_not_close_or_not_there_are_not_shown(event: EventFile, person: AddPerson) -> None:
    person("Maël Tessandier")
    person("Solène Kerdavid", deleted=True)
    with event.read() as db:
        assert similar_people(db, "Solène", "Kerdavid") == []


@pytest.mark.parametrize("names", [("", ""), ("  ", "\u202f")])
def test_a_name_is_needed(event: EventFile, names: tuple[str, str]) -> None:
    with pytest.raises(UserError) as refused:
        register_walk_in(event, *names)
    assert refused.value.code == "name_needed"


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"image_consent": "perhaps"}])
def test_a_role_or_an_answer_that_does_not_exist_is_refused(event: EventFile, wrong: dict[str, str]) -> None:
    with pytest.raises(UserError):
        register_walk_in(event, "Solène", "Kerdavid", **wrong)
    with event.read() as db:
        assert db.query(Person).count() == 0


@pytest.mark.parametrize("name", ["李", "…", "X" * 200, "Ελευθερία"])
def test_any_name_is_accepted(event: EventFile, name: str) -> None:
    assert register_walk_in(event, name, "").verdict is Verdict.ARRIVED
    assert register_walk_in(event, name, "").verdict in (Verdict.SIMILAR, Verdict.ARRIVED)


def test_the_window_undoes_a_registration_whole(event: EventFile) -> None:
    result = register_walk_in(event, "Solène", "Kerdavid")
    assert event.undo_stack()[0].label == "inscription de Solène Kerdavid"
    event.undo()
    assert result.person is not None
    assert check_in(event, result.person.badge_code).verdict is Verdict.REMOVED
