"""Importing a programme: kinds, days, hours, rooms, hosts and teams; and the same file again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.people.registration_files import write_csv
from uepit_desktop import people, programme
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.programme import SessionView, report_document
from uepit_desktop.resources import resource

HEADER = (
    "Code",
    "Titre",
    "Type",
    "Jour",
    "Début",
    "Fin",
    "Salle",
    "Intervenant·e·s",
    "Équipes",
    "Pour tous",
    "Capacité",
)
ROWS = (
    ("P1", "Ouverture", "Plénière", "06/07/2026", "9h30", "10h30", "Grande halle", "", "", "oui"),
    ("A1", "Prototyper en carton", "Atelier", "mardi", "10:30", "12:15", "Salle du Four",
     "Aïcha BÉRANGET, Zoé Inconnue", "", "", "30"),
    ("E1", "Rencontre", "Temps d'équipe défi", "Jour 1", "10 h 45", "12 h 15", "Salle Jaurès", "", "D4; Équipe D9"),
)  # fmt: skip


def imported(event: EventFile, path: Path) -> dict[str, Any]:
    return report_document(programme.import_programme(event, path).preview)


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["created"], report["updated"], report["unchanged"]


def sessions(event: EventFile) -> dict[str, SessionView]:
    with event.read() as db:
        return {one.code or one.title: one for one in programme.list_sessions(db)}


def test_a_file_becomes_rooms_and_sessions_in_one_undoable_action(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", ROWS, HEADER, "cp1252")
    report = imported(event, path)
    assert (counts(report), report["rooms_created"], report["encoding"]) == ((3, 0, 0), 3, "cp1252")
    known = sessions(event)
    assert [one.kind for one in known.values()] == ["plenary", "challenge_team", "workshop"]
    opening, workshop, teams = known["P1"], known["A1"], known["E1"]
    assert opening.everyone
    assert opening.starts == dt.datetime(2026, 7, 6, 7, 30, tzinfo=dt.UTC)
    assert (opening.minutes, opening.room, opening.label) == (
        60,
        "Grande halle",
        "Plénière\N{NO-BREAK SPACE}: Ouverture",
    )
    assert workshop.starts == dt.datetime(2026, 7, 7, 8, 30, tzinfo=dt.UTC)
    assert workshop.hosts == ("Aïcha Béranget", "Zoé Inconnue")
    assert (len(workshop.host_ids), workshop.seats) == (1, 30)
    assert teams.teams == ("D4", "Équipe D9")
    assert len(teams.team_ids) == 1
    said = {(one["field"], one["value"]) for one in report["flagged"]}
    assert said == {("hosts", "Zoé Inconnue"), ("teams", "Équipe D9")}
    entry = event.undo_stack()[0]
    assert entry.label == "import du programme"
    event.undo()
    assert sessions(event) == {}


def test_the_same_file_again_changes_nothing_and_a_corrected_one_updates(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "p.csv", ROWS, HEADER))
    again = programme.import_programme(event, tmp_path / "p.csv")
    assert (counts(report_document(again.preview)), again.changes) == ((0, 0, 3), None)
    moved = (*ROWS[1][:4], "14:00", "15:00", "Salle Jaurès", "Hervé L'Hostissier", "", "", "24")
    report = imported(event, write_csv(tmp_path / "p2.csv", (ROWS[0], moved, ROWS[2]), HEADER))
    assert counts(report) == (0, 1, 2)
    known = sessions(event)
    assert len(known) == 3
    assert known["A1"].hosts == ("Hervé L’Hostissier",)
    assert (known["A1"].room, known["A1"].minutes, known["A1"].seats) == ("Salle Jaurès", 60, 24)
    assert known["A1"].starts == dt.datetime(2026, 7, 7, 12, 0, tzinfo=dt.UTC)


def test_sessions_without_a_code_are_told_apart_by_their_start(event: EventFile, tmp_path: Path) -> None:
    header = ("Intitulé", "Date", "Horaires", "Lieu")
    rows = (
        ("Repas du midi", "2026-07-06", "12h30-13h45", "Réfectoire"),
        ("Repas du midi", "2026-07-07", "12h30-13h45", "Réfectoire"),
        ("Repas du midi", "2026-07-07", "12h30-13h45", "Réfectoire"),
    )
    report = imported(event, write_csv(tmp_path / "p.csv", rows, header))
    assert counts(report) == (2, 0, 0)
    assert [one["line"] for one in report["duplicates"]] == [4]
    with event.read() as db:
        found = programme.list_sessions(db)
    assert {(one.kind, one.minutes, one.everyone) for one in found} == {("meal", 75, True)}
    assert counts(imported(event, write_csv(tmp_path / "q.csv", rows[:2], header))) == (0, 0, 2)


def test_a_workbook_with_real_dates_and_hours_is_read(event: EventFile, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Titre", "Type", "Jour", "Début", "Durée", "Salle"])
    sheet.append(
        ["Le son pour garder une trace", "Formation-action", dt.date(2026, 7, 8), dt.time(14, 0), "1 h 30", "Studio"]
    )
    sheet.append(["Écouter", "mini-conférence", dt.date(2026, 7, 8), dt.time(16, 0), 45, "Studio"])
    book.save(tmp_path / "p.xlsx")
    report = imported(event, tmp_path / "p.xlsx")
    assert (counts(report), report["flagged"]) == ((2, 0, 0), [])
    known = sessions(event)
    assert [(one.kind, one.minutes) for one in known.values()] == [("training", 90), ("mini_conference", 45)]


def test_a_list_of_rooms_is_told_from_one_of_sessions(event: EventFile, tmp_path: Path) -> None:
    rows = (("Salle Jaurès", "40", "vidéo, paperboard"), ("Grande halle", "300", ""), ("salle jaures", "40", ""))
    path = write_csv(tmp_path / "r.csv", rows, ("Nom", "Capacité", "Équipement"))
    report = imported(event, path)
    assert (report["holds"], counts(report), len(report["duplicates"])) == ("rooms", (2, 0, 0), 1)
    with event.read() as db:
        rooms = {room.name: room for room in programme.list_rooms(db)}
    assert rooms["Salle Jaurès"].equipment == ("vidéo", "paperboard")
    assert rooms["Grande halle"].capacity == 300
    report = imported(
        event, write_csv(tmp_path / "r2.csv", (("Salle Jaurès", "36", "vidéo"),), ("Salle", "Places", "Matériel"))
    )
    assert counts(report) == (0, 1, 0)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("X", "Débat", "conclave", "lundi", "9:00", "10:00"), "kind"),
        (("X", "Débat", "atelier", "la veille", "9:00", "10:00"), "day"),
        (("X", "Débat", "atelier", "2027-01-01", "9:00", "10:00"), "day"),
        (("X", "Débat", "atelier", "lundi", "à l'aube", ""), "start"),
        (("X", "Débat", "atelier", "lundi", "", ""), "day"),
        (("X", "Débat", "atelier", "", "9:00", ""), "start"),
        (("X", "Débat", "atelier", "lundi", "11:00", "10:00"), "end"),
    ],
)
def test_what_is_not_understood_is_said_and_the_session_is_kept(
    event: EventFile, tmp_path: Path, cells: tuple[str, ...], field: str
) -> None:
    report = imported(event, write_csv(tmp_path / "p.csv", (cells,), HEADER))
    assert counts(report) == (1, 0, 0)
    assert [one["field"] for one in report["flagged"]] == [field]
    assert report["flagged"][0]["reason"].endswith(".")


def test_two_sessions_in_one_room_at_one_time_are_said(event: EventFile, tmp_path: Path) -> None:
    rows = (
        ("A", "Débat", "atelier", "lundi", "9:00", "11:00", "Salle Jaurès"),
        ("B", "Récit", "atelier", "lundi", "10:00", "12:00", "Jaurès"),
    )
    report = imported(event, write_csv(tmp_path / "p.csv", rows, HEADER))
    assert [(one["line"], one["field"]) for one in report["flagged"]] == [(3, "room")]
    assert "Débat" in report["flagged"][0]["reason"]
    assert report["rooms_created"] == 1


def test_a_file_without_titles_or_rooms_is_refused_and_nothing_changes(event: EventFile, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", (("a@b.example", "12"),), ("Courriel", "Âge"))
    with pytest.raises(UserError) as refused:
        programme.import_programme(event, path)
    assert refused.value.code == "no_title_column"
    assert sessions(event) == {}


def test_the_sample_programme_is_understood_whole(event: EventFile) -> None:
    report = imported(event, resource("samples", "programme-valmorin.csv"))
    assert report["created"] == 21
    assert 6 <= report["rooms_created"] <= 8
    assert report["rejected"] == []
    assert {one["field"] for one in report["flagged"]} <= {"hosts", "teams"}  # nobody is registered in this event
    known = sessions(event)
    assert all(one.starts for one in known.values())
    assert {one.kind for one in known.values()} >= {
        "plenary", "challenge_team", "learning_team", "mini_conference", "workshop", "training", "prototype_test",
        "meal",
    }  # fmt: skip


def test_a_host_who_registers_later_is_found_by_name(event: EventFile, tmp_path: Path) -> None:
    imported(event, write_csv(tmp_path / "p.csv", ROWS, HEADER))
    assert len(sessions(event)["A1"].host_ids) == 1
    people.import_people(event, write_csv(tmp_path / "i.csv", (("INCONNUE", "Zoé", "zoe@ici.example"),)))
    assert len(sessions(event)["A1"].host_ids) == 2


def test_thousands_of_sessions_of_one_title_are_matched_by_their_start_and_room(
    event: EventFile, tmp_path: Path
) -> None:
    hours = [f"{hour}:{minute:02}" for hour in range(8, 20) for minute in range(0, 60, 5)]
    rows = [
        ("", "Passage", "test", f"J{day}", hour, "", f"Stand {stand}")
        for day in (1, 2, 3) for hour in hours for stand in range(7)
    ]  # fmt: skip
    path = write_csv(tmp_path / "p.csv", rows, HEADER)
    report = imported(event, path)
    assert counts(report) == (len(rows), 0, 0)
    assert counts(imported(event, path))[:2] == (0, 0)
