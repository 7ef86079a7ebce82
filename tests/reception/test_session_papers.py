"""The sheet of a session, its code, and the lists for doors: by room, by team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import new_event, uepit, uepit_json
from tests.reception.programme_days import add_session, add_team
from tests.reception.reading_pdf import (
    codes,
    fonts_not_embedded,
    language_and_title,
    nothing_is_outside_the_page,
    texts,
)
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Person, new_id
from uepit_desktop.reception import (
    check_in,
    close_half_day,
    half_days,
    lists,
    note_entries,
    plan_paper,
    read_sheet_code,
    session_roll,
    sheet_code,
    sheets,
    signed_for,
)
from uepit_desktop.resources import resource

AddPerson = Callable[..., Person]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "papier.pdf"


def test_the_sheet_of_a_session_says_its_title_room_hours_and_who_leads(
    event: EventFile, person: AddPerson, out: Path
) -> None:
    listed, _other = person(organisation="Ville de Brévanches"), person("Rémi Autre")
    workshop = add_session(
        event, "Prototyper en carton", "10:30", 90, code="A1", enrolled=(listed.id,), host="Maël Tanguy"
    )
    report = sheets(event, out, session_ids=[workshop])
    assert (report.done, report.documents, report.pages, report.people) == (True, 1, 1, 1)
    (text,) = texts(out)
    for said in (
        "Feuille d'émargement", "Session A1 · Atelier : Prototyper en carton", "Salle Jaurès, Valmorin",
        "lundi 6 juillet 2026, session 10 h 30 à 12 h 00", "Maël Tanguy", "Kerdavid Solène", "Ville de Brévanches",
        "Signature, session", "Page 1 sur 1",
    ):  # fmt: skip
        assert said in text
    assert "Autre" not in text
    assert language_and_title(out)[0] == "fr-FR"
    assert fonts_not_embedded(out) == set()
    assert nothing_is_outside_the_page(out)


def test_the_code_of_the_sheet_leads_back_to_the_session_and_the_paper_is_entered(
    event: EventFile, person: AddPerson, out: Path
) -> None:
    first, second = person(), person("Rémi Autre")
    workshop = add_session(event, "Prototyper", "10:30", enrolled=(first.id, second.id))
    sheets(event, out, session_ids=[workshop])
    ((code,),) = codes(out)
    assert (code, read_sheet_code(code)) == (sheet_code(workshop), workshop)
    with event.read() as db:
        found = signed_for(db, workshop)
        morning = half_days(db)[0]
        of_half_day = signed_for(db, morning.id)
        assert signed_for(db, new_id()) is None
    assert found is not None
    assert (found.half_day_id, found.session_id) == (None, workshop)
    assert of_half_day is not None
    assert (of_half_day.half_day_id, of_half_day.session_id) == (morning.id, None)
    plan = plan_paper(event, ["Solène Kerdavid"], session_id=found.session_id)
    assert note_entries(event, plan).noted == 1
    with event.read() as db:
        assert session_roll(db, event, workshop).here == 1


def test_once_the_half_day_is_closed_the_absent_of_a_session_are_struck(
    event: EventFile, person: AddPerson, out: Path, clock: Clock
) -> None:
    here, absent = person(), person("Rémi Absent")
    workshop = add_session(event, "Prototyper", "10:30", enrolled=(here.id, absent.id))
    check_in(event, here.badge_code, session_id=workshop)
    assert sheets(event, out, session_ids=[workshop]).struck == 0
    clock.set("2026-07-06 12:45")
    with event.read() as db:
        morning = half_days(db)[0].id
    close_half_day(event, morning)
    assert sheets(event, out, session_ids=[workshop]).struck == 1
    assert sheets(event, out, [morning]).struck == 1  # the session proves that the other one was there


def test_sessions_of_a_long_title_a_crowd_or_nobody_are_drawn_whole(event: EventFile, out: Path) -> None:
    with event.write("test") as db:
        for number in range(90):
            db.add(
                Person(id=new_id(), given_name="Anne" * 30, family_name=f"Nom{number:03}", badge_code=new_badge_code())
            )
    crowd = add_session(event, "Ouverture " * 20, "09:30", kind="plenary", everyone=True, room="Halle " * 40)
    nobody = add_session(event, "Vide", "15:00", room="")
    report = sheets(event, out, session_ids=[crowd, nobody])
    assert (report.documents, report.people) == (2, 90)
    pages = texts(out)
    assert "Page 1 sur" in pages[0]
    assert nothing_is_outside_the_page(out)


def test_a_list_by_room_has_a_part_for_each_session_of_the_half_day(
    event: EventFile, person: AddPerson, out: Path
) -> None:
    ana, rémi = person("Ana Belli"), person("Rémi Autre")
    add_session(event, "Ouverture", "09:30", kind="plenary", everyone=True, room="Grande halle")
    workshop = add_session(event, "Prototyper", "10:30", code="A1", enrolled=(ana.id,))
    add_session(event, "Raconter", "11:00", room="Salle Arago", enrolled=(rémi.id,))
    add_session(event, "Demain", "10:00", day=7, enrolled=(rémi.id,))
    check_in(event, ana.badge_code, session_id=workshop)
    report = lists(event, out, "rooms")
    assert (report.done, report.pages) == (True, 1)
    (text,) = texts(out)
    hall = "Grande halle · 9 h 30 à 10 h 30 · Plénière : Ouverture · 2 personnes attendues"
    assert text.index(hall) < text.index("Salle Arago")
    assert text.index("Salle Arago") < text.index("Salle Jaurès · 10 h 30 à 11 h 30 · A1 · Atelier : Prototyper")
    for said in ("Personnes par salle", "Tout le monde", "Belli Ana", "Présence notée", "Autre Rémi"):
        assert said in text
    assert "Demain" not in text
    assert language_and_title(out) == ("fr-FR", "Personnes par salle : Université d'été")
    door = lists(event, out, "rooms", session_id=workshop)
    assert door.done
    assert "Autre Rémi" not in texts(out)[0]


def test_a_list_by_team_has_both_kinds_and_those_whom_no_team_has(
    event: EventFile, person: AddPerson, out: Path
) -> None:
    ana, rémi = person("Ana Belli"), person("Rémi Autre")
    person("Zoé Seule")
    add_team(event, "D10", [rémi.id])
    add_team(event, "D4", [ana.id], name="Un seul guichet")
    add_team(event, "A1", [ana.id, rémi.id], kind="learning")
    report = lists(event, out, "teams")
    assert (report.done, report.pages) == (True, 1)
    (text,) = texts(out)
    order = [
        text.index(said)
        for said in (
            "Équipe défi D4 Un seul guichet · 1", "Équipe défi D10 · 1", "Équipe apprenante A1 · tour 1 · 2",
            "Sans équipe défi · 1",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    assert text.count("Belli Ana") == 2
    assert text.count("Seule Zoé") == 1


def test_a_session_that_is_unknown_leaves_no_file(event: EventFile, out: Path) -> None:
    with pytest.raises(UserError) as refused:
        sheets(event, out, session_ids=["nowhere"])
    assert refused.value.code == "no_session"
    assert not out.exists()


def test_a_session_is_signed_listed_and_counted_from_the_command_line(tmp_path: Path) -> None:
    path = new_event(tmp_path / "e.uepit")
    uepit_json("programme", "import", path, resource("samples", "programme-valmorin.csv"))
    uepit_json("reception", "walk-in", path, "Solène", "Kerdavid", "--at", "2026-07-06T09:00")
    with EventFile.open(path) as event, event.read() as db:
        badge = db.query(Person).one().badge_code
    noted = uepit_json("reception", "check-in", path, badge, "--session", "a1", "--at", "2026-07-07T10:32")
    assert noted["verdict"] == "arrived"
    assert noted["session"]["code"] == "A1"
    told = uepit_json("reception", "presence", path, "--session", "A1")
    assert (told["here"], told["people"][0]["state"]) == (1, "present")
    left = uepit_json(
        "reception", "depart", path, badge, "--session", "A1", "--at", "2026-07-07T11:00"
    )  # fmt: skip
    assert left["done"]
    for arguments in (
        ("sheets", "--session", "A1", "--session", "P1"),
        ("lists", "--by", "room"),
        ("lists", "--by", "team"),
    ):
        out = tmp_path / f"{arguments[-1]}.pdf"
        done = uepit_json("reception", arguments[0], path, "--out", out, *arguments[1:])
        assert done["done"]
        assert out.read_bytes().startswith(b"%PDF")
    refused = uepit("reception", "presence", path, "--session", "inconnue")
    assert refused.returncode == 1
    assert "inconnue" in refused.stderr


def test_dates_of_sheets_are_those_of_the_event_zone(event: EventFile, out: Path) -> None:
    late = add_session(event, "Veillée", "23:30", 60, enrolled=())
    assert sheets(event, out, session_ids=[late], at=dt.datetime(2026, 7, 6, 6, 0, tzinfo=dt.UTC)).done
    assert "23 h 30 à 0 h 30" in texts(out)[0]
