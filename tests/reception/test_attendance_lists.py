"""Lists and figures of a half-day: who is missing and how to call them, meals by code, organisations, arrivals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reception.reading_pdf import fonts_not_embedded, language_and_title, nothing_is_outside_the_page, texts
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Person, Territory, new_id
from uepit_desktop.reception import (
    LISTS,
    AttendanceFigures,
    Share,
    check_in,
    excuse,
    figures_of,
    lists,
    note_departure,
    note_entries,
    plan_paper,
    roll,
)

AddPerson = Callable[..., Person]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "liste.pdf"


def figures(event: EventFile, **asked: int) -> AttendanceFigures:
    with event.read() as db:
        found = roll(db, event)
    assert found is not None
    return figures_of(found, event.zone, **asked)


def test_the_missing_are_listed_with_their_phone_numbers_and_the_excused_are_not(
    event: EventFile, person: AddPerson, out: Path
) -> None:
    here, excused = person(phone="01"), person("Inès Cordovan", phone="02")
    person("Maël Tanguy", phone="06 12 34 56 78", organisation="Ville de Lorval")
    check_in(event, here.badge_code)
    excuse(event, excused.id)
    assert lists(event, out, "missing").people == 1
    (text,) = texts(out)
    assert "1 personne manquante" in text
    assert "Tanguy Maël Ville de Lorval 06 12 34 56 78" in text
    assert "Kerdavid" not in text
    assert "Cordovan" not in text


def test_meals_are_counted_by_code_and_never_say_a_diet(event: EventFile, person: AddPerson, out: Path) -> None:
    person(meal_code="B", diet="sans gluten", access_needs="fauteuil")
    person("Inès Cordovan", meal_code="A")
    person("Maël Tanguy", meal_code="B")
    person("Zoé Abadie")
    lists(event, out, "meals")
    text = " ".join(texts(out))
    assert "Repas A 1 0 Repas B 2 0 Sans code 1 0" in text
    assert not any(word in text for word in ("gluten", "fauteuil"))


def test_people_are_listed_by_organisation(event: EventFile, person: AddPerson, out: Path) -> None:
    check_in(event, person(organisation="Ville de Brévanches").badge_code)
    person("Inès Cordovan", organisation="Élan", function="Directrice")
    person("Maël Tanguy")
    lists(event, out, "organisations")
    (text,) = texts(out)
    assert text.index("Élan · 1") < text.index("Ville de Brévanches · 1") < text.index("Sans structure · 1")
    assert "Kerdavid Solène Présence notée" in text


def test_figures_count_arrivals_lateness_organisations_and_territories(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    territory = Territory(id=new_id(), name="Pays d'Elle")
    with event.write("test") as db:
        db.add(territory)
    people = [person(f"Personne {n}", territory_id=territory.id if n < 2 else None) for n in range(6)]
    for one, at in zip(people, ("08:51", "08:54", "08:55", "09:07"), strict=False):
        clock.set(f"2026-07-06 {at}")
        check_in(event, one.badge_code)
    note_departure(event, people[0].badge_code)
    note_entries(event, plan_paper(event, [people[4].id]))
    told = figures(event)
    assert (told.expected, told.here, told.left, told.by_paper, told.excused) == (6, 5, 1, 1, 0)
    assert [row.person.name for row in told.late] == ["Personne 3"]
    assert [row.person.name for row in told.missing] == ["Personne 5"]
    assert [(start.strftime("%H:%M"), n) for start, n in told.by_five_minutes] == [
        ("08:50", 2), ("08:55", 1), ("09:05", 1),
    ]  # fmt: skip
    assert told.by_territory == (Share("Pays d'Elle", 2, 2, 0), Share("", 4, 3, 0))
    assert figures(event, late_after_min=10).late == ()


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "rooms"])  # which lists sessions, not people
def test_a_list_of_a_thousand_long_names_or_of_nobody_is_drawn_whole(
    event: EventFile, out: Path, kind: str, clock: Clock
) -> None:
    assert lists(event, out, kind).pages == 1
    long = f"{'W' * 99} {'M' * 100}"
    with event.write("test") as db:
        people = [Person(id=new_id(), given_name="Nom", family_name=f"Q{n:04}") for n in range(1000)]
        db.add_all([*people, Person(id=new_id(), given_name=long, family_name=long, phone="0" * 60, function=long)])
    clock.set("2026-07-06 09:30")
    check_in(event, person_id=people[0].id)
    report = lists(event, out, kind)
    assert nothing_is_outside_the_page(out)
    assert fonts_not_embedded(out) == set()
    assert language_and_title(out)[0] == "fr-FR"
    pages = texts(out)
    assert f"Page {report.pages} sur {report.pages}" in pages[-1]
    if kind != "figures":
        named = sum(f"Q{n:04}" in text for text in pages for n in range(1000))
        assert named == (999 if kind == "missing" else 1000)
        assert all("Nom, prénom" in text for text in pages)


def test_a_list_that_is_stopped_or_unknown_leaves_no_file(event: EventFile, person: AddPerson, out: Path) -> None:
    person()
    assert lists(event, out, "missing", cancelled=lambda: True).cancelled
    with pytest.raises(UserError) as refused:
        lists(event, out, "diets")
    assert refused.value.code == "bad_list"
    assert list(out.parent.glob("*liste*")) == []


def test_a_list_of_another_moment_is_of_its_half_day(event: EventFile, person: AddPerson, out: Path) -> None:
    person("Mardi Seul", days=["2026-07-07"])
    at = dt.datetime(2026, 7, 7, 9, 0, tzinfo=dt.UTC)
    assert lists(event, out, "missing", at=at).people == 1
    assert "Mardi 7 juillet, matin" in texts(out)[0]
