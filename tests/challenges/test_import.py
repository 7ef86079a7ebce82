"""Importing challenges: columns, sizes, bearers, wishes that find them, and the same file again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.people.registration_files import write_csv
from uepit_desktop import challenges, people
from uepit_desktop.challenges import report_document
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Challenge, ChallengeBearer, Person, Territory, Wish
from uepit_desktop.tables import map_columns

HEADER = ("Code", "Titre", "Question", "Porteur", "Territoire", "Effectif min", "Effectif max", "Rôles recherchés")
ROWS = (
    (
        "D1",
        "Cantine zéro gaspillage",
        "Comment réduire ?",
        "Björn Durandeau",
        "Aÿ-le-Fort",
        "8",
        "20",
        "facilitation, juridique",
    ),
    ("D2", "L'eau partagée", "Comment partager ?", "Hervé L’Hostissier, Zoé Inconnue", "Œuilly", "8", "20", ""),
)


def imported(event: EventFile, path: Path) -> dict[str, Any]:
    return report_document(challenges.import_challenges(event, path).preview)


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["created"], report["updated"], report["unchanged"]


def test_a_file_becomes_challenges(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "d.csv", ROWS, HEADER, "utf-8-sig")
    report = imported(event, path)
    assert (counts(report), report["encoding"]) == ((2, 0, 0), "utf-8-sig")
    assert report["mapping"]["Effectif min"] == "min_size"
    with event.read() as db:
        first = db.scalars(select(Challenge).order_by(Challenge.code)).first()
        assert first is not None
        assert (first.code, first.title, first.min_size, first.max_size) == ("D1", "Cantine zéro gaspillage", 8, 20)
        assert first.roles_wanted == ["facilitation", "juridique"]
        territory = db.get(Territory, first.territory_id)
        assert territory is not None
        assert territory.name == "Aÿ-le-Fort"
    again = challenges.import_challenges(event, path)
    assert counts(report_document(again.preview)) == (0, 0, 2)
    assert again.changes is None


def test_bearers_are_people_of_the_event_told_apart_by_their_place(event: EventFile, tmp_path: Path) -> None:
    header = ("Nom", "Prénom", "Commune", "Structure")
    rows = [
        ("Durandeau", "Björn", "Œuilly", "Métropole"),
        ("DURANDEAU", "Bjorn", "Aÿ-le-Fort", "CC"),
        ("L'Hostissier", "Hervé", "", ""),
    ]
    people.import_people(event, write_csv(tmp_path / "p.csv", rows, header))
    report = imported(event, write_csv(tmp_path / "d.csv", ROWS, HEADER))
    assert [(flag["line"], flag["value"]) for flag in report["flagged"]] == [(3, "Zoé Inconnue")]
    with event.read() as db:
        borne = {
            bearer.name: db.get_one(Person, bearer.person_id).family_name if bearer.person_id else None
            for bearer in db.scalars(select(ChallengeBearer))
        }
    assert borne == {"Björn Durandeau": "DURANDEAU", "Hervé L’Hostissier": "L'Hostissier", "Zoé Inconnue": None}


def test_people_who_come_later_become_the_bearers_that_were_names(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "d.csv", ROWS, HEADER))
    people.import_people(event, write_csv(tmp_path / "p.csv", [("Inconnue", "Zoé")], ("Nom", "Prénom")))
    with event.read() as db:
        linked = [bearer.name for bearer in db.scalars(select(ChallengeBearer)) if bearer.person_id]
    assert linked == ["Zoé Inconnue"]


def test_challenges_that_come_later_answer_the_wishes(event: EventFile, tmp_path: Path) -> None:
    header = ("Nom", "Prénom", "Vœu 1", "Vœu 2", "Vœu 3")
    path = write_csv(tmp_path / "p.csv", [("A", "B", "Cantine zero gaspillage", "d2", "Autre chose")], header)
    people.import_people(event, path)
    imported(event, write_csv(tmp_path / "d.csv", ROWS, HEADER))
    with event.read() as db:
        found = {wish.rank: wish.challenge_id is not None for wish in db.scalars(select(Wish))}
    assert found == {1: True, 2: True, 3: False}
    assert people.import_people(event, path).changes is None
    event.undo()
    with event.read() as db:
        assert not any(wish.challenge_id for wish in db.scalars(select(Wish)))


def test_changes_duplicates_and_lines_without_title(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", ROWS, HEADER))
    rows = [
        (*ROWS[0][:6], "14", ""),
        ("D9", "L’EAU PARTAGEE", "", "", "", "", "", ""),
        ("D9", "l'eau partagée", "Comment mieux partager ?", "", "", "", "", ""),
        ("", "", "", "Quelqu'un", "", "", "", ""),
        ("D3", "Nouveau", "", "", "", "beaucoup", "12", ""),
    ]
    report = imported(event, write_csv(tmp_path / "b.csv", rows, HEADER))
    assert counts(report) == (1, 2, 0)
    assert [(one["line"], one["of"]) for one in report["duplicates"]] == [(4, 3)]
    assert [one["line"] for one in report["rejected"]] == [5]
    assert [(flag["line"], flag["field"]) for flag in report["flagged"] if flag["field"] != "bearers"] == [
        (6, "min_size")
    ]
    with event.read() as db:
        found = {one.code: (one.title, one.question, one.max_size) for one in db.scalars(select(Challenge))}
    assert found["D1"] == ("Cantine zéro gaspillage", "Comment réduire ?", 14)
    assert found["D9"][1] == "Comment mieux partager ?"


def test_one_code_for_two_titles_is_flagged_and_both_are_kept(event: EventFile, tmp_path: Path) -> None:
    report = imported(
        event, write_csv(tmp_path / "a.csv", [("D1", "Un seul guichet"), ("D1", "Budget participatif")], HEADER)
    )
    assert counts(report) == (2, 0, 0)
    assert [(flag["line"], flag["field"]) for flag in report["flagged"]] == [(3, "code")]


def test_a_new_title_under_a_known_code_is_an_update_to_check(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", [("D1", "Un seul guichet")], HEADER))
    report = imported(event, write_csv(tmp_path / "b.csv", [("d1", "Un guichet pour tout")], HEADER))
    assert counts(report) == (0, 1, 0)
    assert report["flagged"][0]["field"] == "title"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("N°", "code"),
        ("Intitulé du défi", "title"),
        ("Défi", "title"),
        ("Problématique", "question"),
        ("Porteur·se", "bearers"),
        ("Porté par", "bearers"),
        ("Commune", "territory"),
        ("Effectif minimum", "min_size"),
        ("Nombre de places", "max_size"),
        ("Taille de l'équipe", "sizes"),
        ("Compétences recherchées", "roles_wanted"),
        ("Mail porteur", "bearer_email"),
    ],
)
def test_headers_of_challenges(tmp_path: Path, header: str, field: str) -> None:
    table = challenges.read_challenges_table(write_csv(tmp_path / "a.csv", [("x", "1")], (header, "Titre zz")))
    assert map_columns(table, challenges.CHALLENGES).columns[0].field == field


def test_sizes_in_one_column_and_crossed_ones(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "a.csv", [("A", "8 à 14 personnes"), ("B", "12")], ("Titre", "Effectif")))
    report = imported(event, write_csv(tmp_path / "b.csv", [("C", "20", "8")], ("Titre", "Min", "Max")))
    assert report["flagged"][0]["field"] == "min_size"
    with event.read() as db:
        sizes = {one.title: (one.min_size, one.max_size) for one in db.scalars(select(Challenge))}
    assert sizes == {"A": (8, 14), "B": (None, 12), "C": (8, 20)}


def test_no_title_column_is_refused(event: EventFile, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        imported(event, write_csv(tmp_path / "a.csv", [("x", "y")], ("Truc", "Machin")))
    assert refused.value.code == "no_title_column"
