"""``uepit reception presence|depart|excuse|group|paper``, as a process."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.running import uepit, uepit_json
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Organisation, Person, new_id

AT = ("--at", "2026-07-06T08:53")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "valmorin.uepit"
    EventFile.create(
        path, name="Université d'été", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3, desk="Accueil A"
    ).close()
    return path


@pytest.fixture
def people(path: Path) -> list[Person]:
    town = Organisation(id=new_id(), name="Ville de Brévanches")
    people = [
        Person(
            id=new_id(), given_name="Personne", family_name=name, badge_code=new_badge_code(), organisation_id=town.id
        )
        for name in ("Une", "Deux", "Trois")
    ]
    for one in people:
        one.badge_code = new_badge_code()
    with EventFile.open(path) as event, event.write("test") as db:
        db.add(town)
        db.add_all(people)
    return people


def test_a_whole_organisation_arrives_one_leaves_and_the_roll_says_so(path: Path, people: list[Person]) -> None:
    counted = uepit_json("reception", "group", path, "ville de brévanches", "--count", *AT)
    assert (counted["count"]["to_add"], counted["noted"]) == (3, 0)
    assert uepit_json("reception", "group", path, "ville de brévanches", *AT)["noted"] == 3
    left = uepit_json("reception", "depart", path, people[0].badge_code, "--at", "2026-07-06T10:00")
    assert left["done"]
    again = uepit_json("reception", "depart", path, people[0].badge_code, "--at", "2026-07-06T10:01", status=1)
    assert again["code"] == "already_left"
    roll = uepit_json("reception", "presence", path, *AT)
    assert {one["name"]: (one["state"], one["attended_min"]) for one in roll["people"]} == {
        "Personne Une": ("left", 60), "Personne Deux": ("present", 210), "Personne Trois": ("present", 210),
    }  # fmt: skip
    shown = uepit("reception", "presence", path, *AT)
    assert "Une Personne, Ville de Brévanches, départ avant la fin, 10\u00a0h\u00a000" in shown.stdout
    assert uepit_json("reception", "undo", path, "--check-in", left["facts"][0])["done"]


def test_an_excused_absence_is_noted_once(path: Path, people: list[Person]) -> None:
    asked = ("reception", "excuse", path, "--person", people[0].id, "--reason", "train", *AT)
    assert uepit_json(*asked)["done"]
    assert uepit_json(*asked, status=1)["code"] == "already_excused"


def test_a_signed_sheet_is_counted_then_noted(path: Path, people: list[Person], tmp_path: Path) -> None:
    signed = tmp_path / "signatures.txt"
    signed.write_text("personne une\nInconnue Tout-à-fait\n", encoding="utf-8")
    counted = uepit_json("reception", "paper", path, signed, "--count", *AT)
    assert counted["count"] == {"to_add": 1, "already": 0, "unknown": 1}
    refused = uepit_json("reception", "paper", path, signed, "--all-but", *AT, status=1)
    assert refused["error"] == "unknown_lines"
    noted = uepit_json("reception", "paper", path, signed, *AT)
    assert (noted["noted"], noted["unknown"]) == (1, ["Inconnue Tout-à-fait"])
    signed.write_text("Personne Deux", encoding="utf-8")
    assert uepit_json("reception", "paper", path, signed, "--all-but", *AT)["noted"] == 1
    assert uepit_json("undo", path)["undone"]["label"] == "présences reprises du papier"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad", b" \n"])
def test_a_file_that_is_no_list_is_refused(path: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    assert uepit_json("reception", "paper", path, tmp_path / "list.txt", status=1)["error"] == "bad_list"


def test_what_does_not_exist_is_refused_in_one_sentence(path: Path, tmp_path: Path) -> None:
    assert uepit_json("reception", "group", path, "Nulle part", status=1)["error"] == "no_group"
    assert uepit_json("reception", "presence", path, "--half-day", "x", status=1)["error"] == "no_half_day"
    assert uepit_json("reception", "paper", path, tmp_path / "none.txt", status=1)["error"] == "system"


def test_sheets_are_printed_even_while_the_file_is_open_elsewhere(
    path: Path, people: list[Person], tmp_path: Path
) -> None:
    out = tmp_path / "feuilles.pdf"
    with EventFile.open(path):
        printed = uepit_json("reception", "sheets", path, "--out", out, "--day", "2026-07-06", *AT)
    assert (printed["pages"], printed["people"], printed["struck"], printed["open_half_days"]) == (1, 3, 0, 2)
    assert out.read_bytes().startswith(b"%PDF")
    nowhere = tmp_path / "nowhere" / "feuilles.pdf"
    assert uepit_json("reception", "sheets", path, "--out", nowhere, status=1)["error"] == "cannot_write"


def test_certificates_are_printed_for_whoever_has_hours(path: Path, people: list[Person], tmp_path: Path) -> None:
    out = tmp_path / "certificats.pdf"
    asked = (
        "reception",
        "certificates",
        path,
        "--out",
        out,
        "--signatory",
        "Inès Cordovan",
        "--at",
        "2026-07-09T09:00",
    )
    assert not uepit_json(*asked, status=1)["done"]
    uepit_json("reception", "group", path, "ville de brévanches", *AT)
    printed = uepit_json(*asked, "--person", people[0].id, "--kind", "attestation")
    assert (printed["people"], printed["left_out"]) == (1, 0)
    assert uepit_json(*asked)["pages"] == 3


def test_lists_are_printed(path: Path, people: list[Person], tmp_path: Path) -> None:
    out = tmp_path / "liste.pdf"
    printed = uepit_json("reception", "lists", path, "--out", out, "--kind", "missing", *AT)
    assert (printed["done"], printed["people"]) == (True, 3)
    assert uepit("reception", "lists", path, "--out", out, "--kind", "diets").returncode == 2
