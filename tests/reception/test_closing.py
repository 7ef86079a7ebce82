"""A half-day is closed by someone, known everywhere, opened again; the clock only suggests it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, join
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import HalfDayClosing, Person
from uepit_desktop.reception import (
    HalfDayView,
    Verdict,
    check_in,
    close_half_day,
    half_days,
    register_walk_in,
    reopen_half_day,
    to_close,
)

AddPerson = Callable[..., Person]


@pytest.fixture
def other(event: EventFile, tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        yield other


def plain(text: str) -> str:
    """With plain spaces, as one types."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def read(event: EventFile) -> list[HalfDayView]:
    with event.read() as db:
        return half_days(db)


def test_a_closed_half_day_says_when_and_by_whom(event: EventFile, clock: Clock) -> None:
    clock.set("2026-07-06 12:40")
    result = close_half_day(event, read(event)[0].id, operator="Inès")
    assert result.done
    assert plain(result.message) == "Lundi 6 juillet, matin : demi-journée close."
    first, second, *_ = read(event)
    assert first.closed_at == clock()
    assert (first.closed_by, second.closed) == ("Inès", False)


def test_it_is_the_half_day_of_the_hour_unless_another_is_named(event: EventFile, clock: Clock) -> None:
    clock.set("2026-07-06 15:00")
    close_half_day(event)
    assert [one.closed for one in read(event)[:3]] == [False, True, False]
    with pytest.raises(UserError, match="demi-journée"):
        close_half_day(event, "none")


def test_closing_twice_changes_nothing_and_says_so(event: EventFile, clock: Clock) -> None:
    half_day = read(event)[0]
    close_half_day(event, half_day.id, operator="Inès")
    before = read(event)[0]
    clock.pass_seconds(600)
    again = close_half_day(event, half_day.id)
    assert not again.done
    assert "Inès" in again.message
    assert read(event)[0] == before


def test_it_can_be_opened_again_and_closed_again(event: EventFile) -> None:
    half_day = read(event)[0]
    assert not reopen_half_day(event, half_day.id).done
    close_half_day(event, half_day.id)
    assert reopen_half_day(event, half_day.id).done  # at the same moment: what came last counts
    assert not read(event)[0].closed
    assert close_half_day(event, half_day.id).done
    assert read(event)[0].closed


def test_undo_opens_it_and_redo_closes_it(event: EventFile) -> None:
    close_half_day(event, read(event)[0].id)
    undone = event.undo()
    assert undone is not None
    assert plain(undone.label) == "clôture du lundi 6 juillet, matin"
    assert not read(event)[0].closed
    event.redo()
    assert read(event)[0].closed


def test_closing_travels_and_two_laptops_that_close_agree(event: EventFile, other: EventFile, clock: Clock) -> None:
    half_day = read(event)[0]
    close_half_day(event, half_day.id, operator="Inès")
    clock.pass_seconds(60)
    close_half_day(other, half_day.id)
    agree(event, other)
    assert read(event)[0].closed_by == read(other)[0].closed_by == "Accueil B"  # the latest; a desk without an operator
    assert not event.conflicts()
    reopen_half_day(other, half_day.id)
    agree(event, other)
    assert not read(event)[0].closed
    with event.read() as db:
        assert db.query(HalfDayClosing).count() == 3


def test_a_laptop_whose_clock_is_slow_still_has_the_last_word(event: EventFile, other: EventFile, clock: Clock) -> None:
    half_day = read(event)[0]
    close_half_day(event, half_day.id)
    agree(event, other)
    clock.pass_seconds(-3600)
    reopen_half_day(other, half_day.id)
    agree(event, other)
    assert not read(event)[0].closed


def test_an_arrival_for_a_closed_half_day_is_taken_with_a_warning(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    one, two = person(), person("Yanis Amrouchel")
    half_day = read(event)[0]
    assert check_in(event, one.badge_code).warning == ""
    clock.set("2026-07-06 12:20")
    close_half_day(event, half_day.id, operator="Inès")
    late = check_in(event, two.badge_code)
    assert late.verdict is Verdict.ARRIVED
    assert plain(late.warning) == "Lundi 6 juillet, matin : close à 12 h 20 par Inès. L’arrivée est notée quand même."
    assert "close" in register_walk_in(event, "Maël", "Tanguy").warning
    clock.pass_seconds(60)
    assert check_in(event, two.badge_code).warning == ""  # nothing more is noted
    reopen_half_day(event, half_day.id)
    assert register_walk_in(event, "Priscille", "Hoaraud").warning == ""


def test_the_clock_suggests_what_is_over_and_not_closed(event: EventFile, clock: Clock) -> None:
    half_days_ = read(event)
    clock.set("2026-07-06 12:29")
    assert to_close(half_days_, clock(), event.zone) == []
    clock.set("2026-07-06 18:00")
    assert to_close(half_days_, clock(), event.zone) == half_days_[:2]
    close_half_day(event, half_days_[0].id)
    assert to_close(read(event), clock(), event.zone) == [half_days_[1]]


def test_a_closing_on_another_day_says_its_day(event: EventFile, person: AddPerson, clock: Clock) -> None:
    half_day = read(event)[0]
    clock.set("2026-07-07 08:00")
    close_half_day(event, half_day.id)
    late = check_in(event, person().badge_code, half_day_id=half_day.id)
    assert "close mardi 7 juillet à 8 h 00 par Accueil A" in plain(late.warning)
