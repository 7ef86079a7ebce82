"""Hours, dates and numbers as people read them."""

from __future__ import annotations

import datetime as dt

import pytest

from uepit_desktop import language

NB = "\u00a0"
NN = "\u202f"


def test_an_hour_reads_9_h_05_in_french_and_9_05_in_english() -> None:
    assert language.hour(dt.time(9, 5)) == f"9{NB}h{NB}05"
    language.use("en")
    assert language.hour(dt.datetime(2026, 7, 6, 9, 5)) == "9:05"


def test_the_first_of_a_month_is_1er_in_french_only() -> None:
    first = dt.date(2026, 7, 1)

    assert language.weekday_date(first) == f"mercredi 1er{NB}juillet"
    language.use("en")
    assert language.weekday_date(first) == f"Wednesday 1{NB}July"


def test_a_long_date_says_weekday_day_month_and_year() -> None:
    assert language.date_long(dt.date(2026, 7, 6)) == f"lundi 6{NB}juillet{NB}2026"


def test_a_short_date_has_two_digits_two_digits_four_digits() -> None:
    assert language.date_short(dt.date(2026, 7, 6)) == "06/07/2026"
    assert language.date_short(dt.date(812, 1, 2)) == "02/01/0812"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1204, f"1{NN}204", "1,204"),
        (-1204567, f"−1{NN}204{NN}567", "−1,204,567"),
    ],
)
def test_thousands_are_parted_and_the_minus_is_real(value: int, french: str, english: str) -> None:
    assert language.integer(value) == french
    language.use("en")
    assert language.integer(value) == english


@pytest.mark.parametrize(
    ("value", "digits", "french"),
    [(3.5, 1, "3,5"), (-3.25, 2, "−3,25"), (-0.04, 1, "0,0"), (1234.5, 1, f"1{NN}234,5"), (12.0, 0, "12")],
)
def test_a_decimal_has_a_comma_and_zero_has_no_sign(value: float, digits: int, french: str) -> None:
    assert language.decimal(value, digits) == french


def test_a_percentage_has_a_narrow_space_in_french_and_none_in_english() -> None:
    assert language.percent(0.984) == f"98{NN}%"
    assert language.percent(0.984, 1) == f"98,4{NN}%"
    language.use("en")
    assert language.percent(0.984) == "98%"


@pytest.mark.parametrize(
    ("size", "french"),
    [
        (0, f"0{NB}octets"),
        (999, f"999{NB}octets"),
        (1500, f"1,5{NB}ko"),
        (12_000_000, f"12{NB}Mo"),
        (999_600, f"1,0{NB}Mo"),
        (5_000_000_000_000, f"5{NN}000{NB}Go"),
    ],
)
def test_a_file_size_is_short(size: int, french: str) -> None:
    assert language.file_size(size) == french


@pytest.mark.parametrize(
    ("minutes", "french"),
    [(0, f"0{NB}min"), (38, f"38{NB}min"), (60, f"1{NB}h"), (105, f"1{NB}h{NB}45"), (-65, f"−1{NB}h{NB}05")],
)
def test_a_duration_is_in_minutes_then_in_hours(minutes: int, french: str) -> None:
    assert language.duration(minutes) == french


def test_an_english_duration_says_its_minutes() -> None:
    language.use("en")

    assert language.duration(105) == f"1{NB}h{NB}45{NB}min"
