"""``uepit reception``, as a process: documents, sentences, exit statuses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.cli.running import uepit, uepit_json
from uepit_desktop.cli.outcome import run
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Person, new_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "valmorin.uepit"
    EventFile.create(
        path, name="Université d'été", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3, desk="Accueil A"
    ).close()
    return path


@pytest.fixture
def solene(path: Path) -> Person:
    one = Person(id=new_id(), given_name="Solène", family_name="Kerdavid", badge_code=new_badge_code(), meal_code="B")
    with EventFile.open(path) as event, event.write("test") as db:
        db.add(one)
    return one


def test_a_check_in_answers_its_verdict_and_a_second_one_says_when_the_first_was(path: Path, solene: Person) -> None:
    first = uepit_json("reception", "check-in", path, solene.badge_code, "--at", "2026-07-06T08:53")
    assert first["verdict"] == "arrived"
    assert first["message"].endswith("Solène Kerdavid.")
    assert first["person"]["id"] == solene.id
    assert first["at"] == "2026-07-06T08:53:00+02:00"
    assert first["half_day"]["part"] == "am"
    second = uepit_json("reception", "check-in", path, solene.badge_code.lower(), "--at", "2026-07-06T08:53")
    assert second["verdict"] == "already_arrived"
    assert second["earlier"]["desk"] == "Accueil A"


def test_a_refusal_is_a_document_and_a_sentence(path: Path) -> None:
    refused = uepit("reception", "check-in", path, new_badge_code(), "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["verdict"] == "unknown"
    assert refused.stderr.startswith("Ce badge ne correspond")
    assert "Traceback" not in refused.stderr


def test_arrivals_are_counted_and_taken_back(path: Path, solene: Person) -> None:
    at = ("--at", "2026-07-06T08:53")
    uepit_json("reception", "check-in", path, solene.badge_code, *at)
    figures = uepit_json("reception", "status", path, *at)
    assert (figures["expected"], figures["arrived"], figures["here"], figures["elsewhere"]) == (1, 1, 1, 0)
    assert figures["last"][0]["name"] == "Solène Kerdavid"
    undone = uepit_json("reception", "undo", path)
    assert undone["done"]
    assert uepit_json("reception", "status", path, *at)["arrived"] == 0
    refused = uepit_json("reception", "undo", path, status=1)
    assert not refused["done"]
    assert uepit_json("check", path)["ok"]


def test_the_general_undo_takes_an_arrival_back(path: Path, solene: Person) -> None:
    uepit_json("reception", "check-in", path, solene.badge_code, "--at", "2026-07-06T08:53")
    assert uepit_json("undo", path)["undone"]["label"] == "arrivée de Solène Kerdavid"
    assert uepit_json("reception", "status", path, "--at", "2026-07-06T08:53")["arrived"] == 0


def test_a_half_day_is_closed_and_opened_again_once_each(path: Path) -> None:
    at = ("--at", "2026-07-06T11:30", "--operator", "Inès")
    closed = uepit_json("reception", "close", path, *at)
    assert (closed["done"], closed["half_day"]["part"]) == (True, "am")
    assert not uepit_json("reception", "close", path, *at, status=1)["done"]
    assert uepit_json("reception", "reopen", path, "--half-day", closed["half_day"]["id"], *at)["done"]
    assert not uepit_json("reception", "reopen", path, *at, status=1)["done"]


def test_someone_is_registered_on_the_spot(path: Path, solene: Person) -> None:
    similar = uepit_json("reception", "walk-in", path, "Solene", "Kerdavid", status=1)
    assert similar["verdict"] == "similar"
    assert [person["id"] for person in similar["people"]] == [solene.id]
    arrived = uepit_json("reception", "walk-in", path, "Solene", "Kerdavid", "--anyway", "--organisation", "Lorval")
    assert (arrived["verdict"], arrived["person"]["organisation"]) == ("arrived", "Lorval")


def test_badges_are_printed_once_unless_asked(path: Path, solene: Person, tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    printed = uepit_json("reception", "badges", path, "--out", out)
    assert (printed["badges"], printed["pages"], Path(printed["file"])) == (1, 1, out)
    assert out.read_bytes().startswith(b"%PDF")
    again = uepit_json("reception", "badges", path, "--out", out, status=1)
    assert (again["done"], again["would_reprint"]) == (False, 1)
    assert uepit_json("reception", "badges", path, "--out", out, "--reprint")["reprinted"] == 1


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("yesterday", 2), ("2026-13-01", 2), ("", 2),
        ("0001-01-01T00:00+14:00", 1), ("9999-12-31T23:59-12:00", 1), ("2026-07-06T08:53Z", 0),
    ],
)  # fmt: skip
def test_a_moment_that_makes_no_sense_is_no_bug(
    path: Path, solene: Person, at: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reception", "check-in", str(path), solene.badge_code, "--at", at]) == status
    assert "Traceback" not in capsys.readouterr().err


def test_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reception", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Noter l’arrivée" in shown
    assert "badges" in shown
