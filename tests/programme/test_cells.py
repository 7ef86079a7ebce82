"""What a cell of a programme says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.programme.cells import day_of_text, hours_in, kind_of, minutes_of

DAYS = [dt.date(2026, 7, 6), dt.date(2026, 7, 7), dt.date(2026, 7, 8)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-07", 7), ("07/07/2026", 7), ("7/7", 7), ("07.07.26", 7), ("mardi 7 juillet", 7), ("Mardi", 7),
        ("mar.", 7), ("J2", 7), ("Jour 2", 7), ("2", 7), ("Day 3", 8), ("Wednesday", 8), ("mercredi 8 juillet 2026", 8),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text: str, day: int) -> None:
    assert day_of_text(text, DAYS) == dt.date(2026, 7, day)


@pytest.mark.parametrize("text", ["", "dimanche", "Jour 9", "31/02/2026", "bientôt", "mardi 6"])
def test_a_day_that_makes_no_sense_is_none(text: str) -> None:
    assert day_of_text(text, DAYS) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [("9h", ["09:00"]), ("09:30", ["09:30"]), ("10 h 30 – 12 h", ["10:30", "12:00"]), ("9.15", ["09:15"]),
     ("de 9h30 à 11h45", ["09:30", "11:45"]), ("14", ["14:00"]), ("99:99", []), ("midi", [])],
)  # fmt: skip
def test_hours_are_read_in_their_order(text: str, hours: list[str]) -> None:
    assert [f"{one:%H:%M}" for one in hours_in(text)] == hours


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("45 min", 45), ("1h30", 90), ("1 h 30", 90), ("01:30", 90), ("2 h", 120), ("1,5 h", 90), ("0", None),
     ("9999", None), ("longtemps", None)],
)  # fmt: skip
def test_a_length_is_in_minutes(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Plénière", "plenary"), ("PLENIERE", "plenary"), ("Équipe défi", "challenge_team"),
     ("Temps d’équipe", "challenge_team"),
     ("Équipe apprenante", "learning_team"), ("mini conférence", "mini_conference"), ("Atelier", "workshop"),
     ("Formation-action", "training"), ("Test de prototypes", "prototype_test"), ("Déjeuner", "meal"),
     ("Pause café", "meal"),
     ("mini_conference", "mini_conference"), ("conclave", None)],
)  # fmt: skip
def test_kinds_of_the_event_are_recognised(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    kind_of(text)
    day_of_text(text, DAYS)
    hours_in(text)
    minutes_of(text)
