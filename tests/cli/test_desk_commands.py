"""Teams, closing and the counts of the desks as a script sees them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.running import uepit, uepit_json
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person, Placement, ProgrammeSession, Team, placement_id

AT = ("--at", "2026-07-06T08:53")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two people in D4, one beside; a plenary at 9:30."""
    path = tmp_path / "e.uepit"
    with (
        EventFile.create(path, name="E", site="S", start_on=dt.date(2026, 7, 6), days=1, desk="Accueil A") as event,
        event.write("test") as db,
    ):
        db.add_all(Person(id=f"p{n}", given_name=f"Prénom{n}", family_name="Nom") for n in range(3))
        db.add(Team(id="d4", code="D4", name="Un seul guichet"))
        starts = dt.datetime(2026, 7, 6, 7, 30, tzinfo=dt.UTC)
        db.add(ProgrammeSession(title="Ouverture", starts_at=starts, everyone=True))
        for n in range(2):
            db.add(Placement(id=placement_id(f"p{n}", "challenge", 1), person_id=f"p{n}", team_id="d4"))
    return path


def test_a_passage_says_the_team_and_the_first_session(path: Path) -> None:
    person = uepit_json("reception", "check-in", path, "--person", "p0", *AT)["person"]
    assert person["team"] == {"code": "D4", "name": "Un seul guichet", "kind": "challenge", "room": ""}
    assert person["first_session"]["what"] == "Plénière"
    assert person["first_session"]["starts"].startswith("2026-07-06T09:30")


def test_a_team_arrives_by_its_code_or_its_name(path: Path) -> None:
    assert uepit_json("reception", "group", path, "d4", "--count", *AT)["count"]["to_add"] == 2
    assert uepit_json("reception", "group", path, "un seul guichet", *AT)["noted"] == 2


def test_a_half_day_is_closed_warned_about_and_opened_again(path: Path) -> None:
    closed = uepit_json("reception", "close", path, "--operator", "Inès", "--at", "2026-07-06T12:40")
    assert closed["done"]
    assert closed["half_day"]["closed_by"] == "Inès"
    again = uepit_json("reception", "close", path, "--at", "2026-07-06T12:41", status=1)
    assert not again["done"]
    late = uepit_json("reception", "check-in", path, "--person", "p2", "--at", "2026-07-06T12:45")
    assert (late["verdict"], late["warning"] is not None) == ("arrived", late["half_day"]["closed_at"] is not None)
    assert uepit_json("reception", "reopen", path, "--at", "2026-07-06T12:50")["half_day"]["closed_at"] is None
    assert uepit("reception", "reopen", path, "--half-day", "none").returncode == 1


def test_the_figures_are_given_desk_by_desk(path: Path) -> None:
    uepit_json("reception", "check-in", path, "--person", "p0", *AT)
    assert uepit_json("reception", "status", path, *AT)["by_desk"] == [
        {"desk": "Accueil A", "here": True, "arrived": 1, "heard_at": None}
    ]
