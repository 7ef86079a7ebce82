"""The day's card desk by desk with its freshness; a half-day that is over is suggested for closing, never closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.event.laptops import join
from tests.gui.reception.conftest import Clock
from tests.reception.programme_days import add_session
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import read_bundles, write_bundle
from uepit_desktop.gui.exchange.reading import read_situation
from uepit_desktop.gui.today.page import TodayPage
from uepit_desktop.reception import check_in, half_days, status

Settle = Callable[[], None]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    with EventFile.create(
        tmp_path / "day.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=2, desk="Accueil A", clock=clock
    ) as event:
        with event.write("test") as db:
            db.add_all(Person(id=f"p{n}", given_name=f"Prénom{n}", family_name="Nom") for n in range(6))
        yield event


@pytest.fixture
def other(event: EventFile, tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        yield other


def carry(source: EventFile, target: EventFile, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    write_bundle(source, folder)
    assert not read_bundles(target, folder).refused


def test_one_desk_alone_has_no_line_of_desks(event: EventFile, page: TodayPage) -> None:
    assert not page.arrivals.desks.isVisible()


def test_each_desk_is_counted_once_with_its_freshness_and_all_add_up(
    event: EventFile, other: EventFile, clock: Clock, page: TodayPage, settle: Settle, tmp_path: Path
) -> None:
    check_in(event, person_id="p0")
    for person in ("p0", "p1", "p2"):  # p0 is a double: it counts where it was first
        clock.now += dt.timedelta(seconds=10)
        check_in(other, person_id=person)
    carry(other, event, tmp_path / "key")
    clock.now += dt.timedelta(minutes=12)
    page.reload()
    settle()
    strip = page.arrivals.desks
    assert strip.isVisible()
    said = strip.accessibleDescription().replace("\u00a0", " ")
    assert said == "Accueil A : 1 arrivée, ce poste. Accueil B : 2 arrivées, il y a 12 min"
    assert page.day is not None
    assert [(desk.arrived, desk.late) for desk in page.day.desks] == [(2, False)]
    with event.read() as db:
        figures = status(db, event)
    assert sum(desk.arrived for desk in figures.by_desk) == figures.arrived == 3
    clock.now += dt.timedelta(minutes=26)
    page.reload()
    settle()
    assert page.day.desks[0].late


def test_a_laptop_that_goes_on_under_another_origin_is_one_desk(
    event: EventFile, other: EventFile, clock: Clock, tmp_path: Path
) -> None:
    check_in(other, person_id="p0")
    other.continue_as_new()
    clock.now += dt.timedelta(seconds=10)
    check_in(other, person_id="p1")
    carry(other, event, tmp_path / "key")
    with event.read() as db:
        desks = status(db, event).by_desk
    assert [(desk.desk, desk.arrived, desk.heard_at is not None) for desk in desks] == [
        ("Accueil A", 0, False),
        ("Accueil B", 2, True),
    ]


def test_a_half_day_that_is_over_is_suggested_and_closed_from_there(
    event: EventFile, clock: Clock, page: TodayPage, settle: Settle
) -> None:
    def suggested() -> list[str]:
        page.reload()
        settle()
        assert page.day is not None
        return [todo.argument for todo in page.day.todos or () if todo.action == "close_half_day"]

    with event.read() as db:
        morning = half_days(db)[0]
    check_in(event, person_id="p0")
    assert suggested() == []
    clock.now += dt.timedelta(hours=5)
    assert suggested() == [morning.id]
    with event.read() as db:
        assert not half_days(db)[0].closed
    assert page.day is not None
    page.act(next(todo for todo in page.day.todos or () if todo.action == "close_half_day"))
    settle()
    with event.read() as db:
        assert half_days(db)[0].closed
    assert suggested() == []
    assert page.day.half_days[0].closed


def test_only_the_coordination_is_asked_to_close(event: EventFile, other: EventFile, clock: Clock) -> None:
    from uepit_desktop.gui.today.reading import read_day, read_todos

    check_in(other, person_id="p0")
    clock.now += dt.timedelta(hours=5)
    todos = read_todos(other, read_day(other)).todos or ()
    assert "close_half_day" not in [todo.action for todo in todos]


def test_the_palette_closes_the_half_day_of_the_figures(event: EventFile, page: TodayPage, settle: Settle) -> None:
    (action,) = (one for one in page.palette_actions() if one.text.startswith("Clore la demi-journée"))
    action.run()
    settle()
    with event.read() as db:
        assert half_days(db)[0].closed
    page.reload()
    settle()
    assert any(one.text.startswith("Rouvrir la demi-journée") for one in page.palette_actions())


def test_who_was_noted_twice_at_a_session_is_to_settle_as_for_a_half_day(
    event: EventFile, other: EventFile, clock: Clock, page: TodayPage, settle: Settle, tmp_path: Path
) -> None:
    workshop = add_session(event, "Prototyper", "10:30", code="A1", enrolled=("p0", "p1"))
    carry(event, other, tmp_path / "key")
    for laptop, people in ((event, ("p0", "p1")), (other, ("p0",))):
        for person in people:
            assert check_in(laptop, person_id=person, session_id=workshop).check_in_id
            clock.now += dt.timedelta(seconds=20)
    carry(other, event, tmp_path / "key")
    page.reload()
    settle()
    assert page.day is not None
    said = {todo.title.replace("\N{NO-BREAK SPACE}", " "): todo.action for todo in page.day.todos or ()}
    assert said["1 double passage en session"] == "exchange"
    (pair,) = read_situation(event).twice
    assert (pair.person_id, pair.name.replace("\N{NO-BREAK SPACE}", " ")) == ("p0", "Atelier A1 : Prénom0 Nom")
    assert not any("notée deux fois" in title for title in said)  # of the half-day nobody was
