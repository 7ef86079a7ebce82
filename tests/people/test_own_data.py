"""A person is handed everything that is held about them, in one file, and nothing about others."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.cli.running import new_event, uepit, uepit_json
from tests.people.registration_files import write_csv
from uepit_desktop import people, reception
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import ChallengeBearer, Enrolment, ProgrammeSession, SessionHost, new_id

HEADERS = ("Nom", "Prénom", "Courriel", "Téléphone", "Structure", "Régime alimentaire", "Besoins d'accès", "Vœu 1")
ROWS = [
    ("Kerdavid", "Solène", "s.kerdavid@b.example", "0612345678", "Ville de Brévanches", "sans gluten", "", "Mobilité"),
    ("Martinod", "Alan", "alan@lorval.example", "", "Métropole de Lorval", "végétarien", "fauteuil", ""),
]  # fmt: skip


@pytest.fixture
def solene(event: EventFile, tmp_path: Path) -> str:
    people.import_people(event, write_csv(tmp_path / "list.csv", ROWS, HEADERS))
    with event.read() as db:
        person = people.search(db, "kerdavid")[0]
    people.edit_person(event, person.id, "phone", "0698765432")
    people.edit_person(event, person.id, "desk_note", "préfère <b>Sol</b> & co")
    reception.check_in(event, person.badge)
    with event.write("import_challenges") as db:
        db.add(ChallengeBearer(challenge_id="", name="KERDAVID Solène"))
    return person.id


def opened(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the PDF and the JSON document of an export."""
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["donnees.json", "donnees.pdf"]
        pdf = pypdf.PdfReader(BytesIO(archive.read("donnees.pdf")))
        text = "\n".join(page.extract_text() for page in pdf.pages)
        return " ".join(text.split()), json.loads(archive.read("donnees.json"))


def test_the_file_holds_what_was_imported_corrected_and_noted(event: EventFile, solene: str, tmp_path: Path) -> None:
    done = people.export_person(event, solene, tmp_path / "solene.zip")
    text, document = opened(done.path)
    for words in ("Solène", "s.kerdavid@b.example", "Ville de Brévanches", "sans gluten", "<b>Sol</b> & co",
                  "Mobilité", "Inscription", "Présence", "Accueil A"):  # fmt: skip
        assert words in text, words
    rows = document["rows"]
    assert rows["person"][0]["phone"].endswith("98765432")
    assert [len(rows[table]) for table in ("person", "wish", "check_in")] == [1, 1, 1]
    assert document["names"][rows["person"][0]["organisation_id"]] == "Ville de Brévanches"
    assert done.rows == sum(len(some) for some in rows.values())


def test_values_replaced_since_are_in_it_with_when_and_at_which_desk(
    event: EventFile, solene: str, tmp_path: Path
) -> None:
    _, document = opened(people.export_person(event, solene, tmp_path / "solene.zip").path)
    phones = [entry["fields"]["phone"] for entry in document["log"] if entry["fields"].get("phone")]
    assert [phone[-8:] for phone in phones] == ["12345678", "98765432"]
    assert {entry["desk"] for entry in document["log"]} == {"Accueil A"}
    assert [entry["at"] for entry in document["log"]] == sorted(entry["at"] for entry in document["log"])
    assert {"import_people", "edit_person", "check_in"} <= {entry["verb"] for entry in document["log"]}


def test_whoever_bears_a_challenge_by_name_alone_is_told(event: EventFile, solene: str, tmp_path: Path) -> None:
    _, document = opened(people.export_person(event, solene, tmp_path / "solene.zip").path)
    assert [row["name"] for row in document["rows"]["challenge_bearer"]] == ["KERDAVID Solène"]


def test_nothing_about_others_is_in_it(event: EventFile, solene: str, tmp_path: Path) -> None:
    text, document = opened(people.export_person(event, solene, tmp_path / "solene.zip").path)
    for words in ("Martinod", "lorval", "Lorval", "fauteuil", "végétarien"):
        assert words not in text
        assert words not in json.dumps(document, ensure_ascii=False)


def test_the_pdf_has_a_title_a_language_and_no_font_that_is_not_embedded(
    event: EventFile, solene: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(people.export_person(event, solene, tmp_path / "solene.zip").path) as archive:
        pdf = pypdf.PdfReader(BytesIO(archive.read("donnees.pdf")))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Données personnelles\u00a0: Solène Kerdavid"
    assert pdf.root_object["/Lang"] == "fr-FR"
    fonts = {str(font["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert all("+Inter" in font for font in fonts), fonts


def test_the_event_is_left_as_it_is(event: EventFile, solene: str, tmp_path: Path) -> None:
    before = event.check()
    people.export_person(event, solene, tmp_path / "solene.zip")
    assert event.check() == before


def test_a_folder_gets_a_file_named_after_the_person_and_no_file_is_ever_overwritten(
    event: EventFile, solene: str, tmp_path: Path
) -> None:
    assert people.export_person(event, solene, tmp_path).path.name == "donnees-solene-kerdavid.zip"
    with pytest.raises(UserError) as refusal:
        people.export_person(event, solene, tmp_path)
    assert refusal.value.code == "exists"


def test_whoever_is_unknown_or_erased_has_no_file(event: EventFile, solene: str, tmp_path: Path) -> None:
    people.erase(event, solene)
    with pytest.raises(UserError) as refusal:
        people.export_person(event, solene, tmp_path / "solene.zip")
    assert refusal.value.code == "unknown_person"
    assert not (tmp_path / "solene.zip").exists()


def test_a_folder_that_is_not_there_is_said_in_a_sentence(event: EventFile, solene: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refusal:
        people.export_person(event, solene, tmp_path / "none" / "solene.zip")
    assert refusal.value.code == "cannot_write"


def test_values_of_any_length_and_script_make_a_file(event: EventFile, tmp_path: Path) -> None:
    person = reception.register_walk_in(event, "Łukasz 🎉", "W" * 200, "日本" * 90).person
    assert person is not None
    people.edit_person(event, person.id, "desk_note", "mot " * 5000)
    done = people.export_person(event, person.id, tmp_path / "long.zip")
    _, document = opened(done.path)
    assert len(document["rows"]["person"][0]["desk_note"]) >= 1000
    assert done.pages >= 1


def test_the_command_writes_the_file_and_says_so(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    uepit_json("reception", "walk-in", path, "Solène", "Kerdavid")
    person = uepit_json("people", "list", path)[0]["id"]
    done = uepit("people", "export", path, person, "--out", tmp_path / "solene.zip")
    assert done.returncode == 0, done.stderr
    assert "Les données de Solène Kerdavid sont dans solene.zip." in done.stdout
    assert "Données personnelles" in opened(tmp_path / "solene.zip")[0]
    assert uepit_json("people", "export", path, "nobody", "--out", tmp_path, status=1)["error"] == "unknown_person"


def test_sessions_are_part_of_it_and_a_host_who_was_only_a_name_is_erased_too(
    event: EventFile, solene: str, tmp_path: Path
) -> None:
    with event.write("test") as db:
        workshop = ProgrammeSession(id=new_id(), title="Prototyper en carton")
        db.add(workshop)
        db.add(SessionHost(session_id=workshop.id, name="kerdavid SOLÈNE"))
        db.add(Enrolment(session_id=workshop.id, person_id=solene))
    reception.check_in(event, person_id=solene, session_id=workshop.id, method="name")
    text, document = opened(people.export_person(event, solene, tmp_path / "solene.zip").path)
    assert "Prototyper en carton" in text
    assert len(document["rows"]["session_host"]) == len(document["rows"]["enrolment"]) == 1
    assert document["names"][workshop.id] == "Prototyper en carton"
    people.erase(event, solene)
    with event.read() as db:
        assert db.query(SessionHost).count() == 0
        assert db.query(Enrolment).count() == 0
