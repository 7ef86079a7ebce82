"""Bars of arrivals and the order of things to settle."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from uepit_desktop.gui.today.models import MOST_BARS, Todo, arrival_bars, axis_ticks, most_urgent_first

PARIS = ZoneInfo("Europe/Paris")


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 7, 6, hour, minute, tzinfo=PARIS)


def test_an_hour_of_arrivals_is_cut_in_fives_and_empty_fives_keep_their_place() -> None:
    bars = arrival_bars({at(8, 15): 2, at(8, 30): 9, at(8, 55): 26, at(9, 10): 6}, at(9, 12))
    assert bars.step_min == 5
    assert [bar.count for bar in bars.bars] == [2, 0, 0, 9, 0, 0, 0, 0, 26, 0, 0, 6]
    assert bars.bars[bars.peak or 0].start == at(8, 55)
    assert [bar.open for bar in bars.bars] == [False] * 11 + [True]


def test_a_whole_day_widens_the_step_and_loses_nobody() -> None:
    arrivals = {at(8) + dt.timedelta(minutes=5 * n): n % 4 for n in range(110)}
    bars = arrival_bars(arrivals, at(18))
    assert bars.step_min in (60,)
    assert len(bars.bars) <= MOST_BARS
    assert sum(bar.count for bar in bars.bars) == sum(arrivals.values())


def test_the_bars_of_another_day_have_no_open_bar() -> None:
    bars = arrival_bars({at(8, 15): 2, at(8, 20): 1}, at(8, 22) + dt.timedelta(days=1))
    assert not any(bar.open for bar in bars.bars)


def test_no_arrival_gives_no_bar_and_no_peak() -> None:
    assert arrival_bars({}, at(9)).bars == ()
    assert arrival_bars({at(8): 0}, at(9)).peak is None


def test_axis_values_are_round_and_few() -> None:
    assert axis_ticks(26) == (10, 20)
    assert axis_ticks(3) == (1, 2, 3)
    assert axis_ticks(0) == ()
    assert all(1 <= len(axis_ticks(n)) <= 3 for n in range(1, 3000))


def test_what_is_dangerous_comes_first_and_the_rest_keeps_its_order() -> None:
    todos = [
        Todo(level, level + str(n), "", "", "") for n, level in enumerate(("info", "warning", "danger", "warning"))
    ]
    assert [todo.title for todo in most_urgent_first(todos)] == ["danger2", "warning1", "warning3", "info0"]
