"""The hybrid clock: it never goes back, follows the others, and is not dragged by a laptop set to another year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.event.laptops import MONDAY, Watch, agree, edit, join, register, shown, tell
from uepit_desktop.event import EventFile
from uepit_desktop.event.clock import MAX_AHEAD, HybridClock, moment_of, stamp_of
from uepit_desktop.event.model import Person

MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC))


@given(st.lists(MOMENTS, min_size=1, max_size=30))
def test_stamps_only_grow_wherever_the_wall_clock_jumps(moments: list[dt.datetime]) -> None:
    watch = Watch()
    clock = HybridClock(watch)
    stamps = []
    for moment in moments:
        watch.now = moment
        stamps.append(clock.tick())
    assert stamps == sorted(set(stamps))


@given(MOMENTS, st.lists(st.timedeltas(dt.timedelta(days=-9), dt.timedelta(hours=23)), max_size=10))
def test_a_stamp_comes_after_every_believed_stamp_heard_before(now: dt.datetime, away: list[dt.timedelta]) -> None:
    clock = HybridClock(Watch(now))
    heard = [stamp_of(now + span) for span in away]
    assert clock.observe(heard) == 0
    assert clock.tick() > max(heard, default=0)


@given(MOMENTS, st.timedeltas(dt.timedelta(hours=24, seconds=1), dt.timedelta(days=9000)))
def test_a_stamp_more_than_a_day_ahead_is_counted_and_does_not_drag(now: dt.datetime, away: dt.timedelta) -> None:
    clock = HybridClock(Watch(now))
    assert clock.observe([stamp_of(now + away)]) == 1
    assert moment_of(clock.tick()) - now < dt.timedelta(milliseconds=2)


def test_exactly_a_day_ahead_is_still_believed() -> None:
    assert HybridClock(Watch()).observe([stamp_of(MONDAY + MAX_AHEAD)]) == 0


@given(MOMENTS)
def test_a_stamp_gives_its_moment_back_to_the_millisecond(moment: dt.datetime) -> None:
    assert abs(moment_of(stamp_of(moment)) - moment) < dt.timedelta(milliseconds=2)


def test_moments_before_1970_and_beyond_the_calendar_do_no_harm() -> None:
    assert stamp_of(dt.datetime(1900, 1, 1, tzinfo=dt.UTC)) == 0
    assert moment_of((1 << 63) - 1).year == 6429  # the greatest stamp that a file can hold
    assert moment_of(1 << 80).year == 9999


def test_a_file_opened_again_does_not_go_back_behind_what_it_wrote(tmp_path: Path) -> None:
    watch = Watch()
    event = EventFile.create(tmp_path / "e.uepit", name="U", site="S", start_on=MONDAY.date(), days=1, clock=watch)
    person = register(event)
    event.close()
    watch.forward(hours=-50)
    with EventFile.open(event.path, clock=watch) as event:
        edit(event, Person, person, email="new@exemple.fr")
        with event.read() as db:
            stamps = db.connection().exec_driver_sql("SELECT hlc FROM op ORDER BY seq").scalars().all()
    assert stamps == sorted(set(stamps))


def test_a_laptop_set_to_another_month_loses_nothing_and_overrides_nobody_who_knew_better(tmp_path: Path) -> None:
    right, wrong = Watch(), Watch(MONDAY + dt.timedelta(days=40))
    a = EventFile.create(tmp_path / "a.uepit", name="U", site="S", start_on=MONDAY.date(), days=1, clock=right)
    person = register(a)
    b = join(a, tmp_path / "b.uepit", clock=wrong)
    edit(b, Person, person, email="wrong-clock@exemple.fr")
    assert tell(b, a).ahead > 0
    edit(a, Person, person, email="corrected@exemple.fr")
    agree(a, b)
    assert shown(b, Person, person).email == "corrected@exemple.fr"
    assert a.conflicts() == []
    with a.read() as db:
        last = db.connection().exec_driver_sql("SELECT max(hlc) FROM op WHERE verb = 'edit' AND origin_no = 1").scalar()
    assert last is not None
    assert moment_of(last) < MONDAY + dt.timedelta(hours=1)
    a.close()
    b.close()
