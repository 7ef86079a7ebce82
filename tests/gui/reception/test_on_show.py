"""Departure and excuse of the person on show, and what Ctrl+Z takes back at the desk."""

from __future__ import annotations

import datetime as dt

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Clock, Driver
from uepit_desktop import reception
from uepit_desktop.event.model import CheckIn


def act(driver: Driver, shortcut: str) -> None:
    next(action for action in driver.page.palette_actions() if action.shortcut == shortcut).run()
    driver.settle()


def states(driver: Driver) -> dict[str, str]:
    event = driver.page.context.event
    with event.read() as db:
        roll = reception.roll(db, event)
        assert roll is not None
        return {row.person.family_name: str(row.presence.state) for row in roll.rows}


def test_f5_notes_the_departure_of_the_person_on_show_and_its_toast_takes_only_that_back(
    driver: Driver, cast: Cast, clock: Clock, toasts: NotedToasts
) -> None:
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    clock.now += dt.timedelta(minutes=30)
    act(driver, "F5")
    assert toasts.shown[-1][0] == "Départ de Thierry Valbusa enregistré à 9\u00a0h\u00a023."
    assert driver.page.desk.stage == "idle"
    assert states(driver)["Valbusa"] == "left"
    undo = toasts.shown[-1][1]
    driver.scan(cast.badges["Hoaraud"])
    driver.shows("card")
    assert undo is not None
    undo()
    driver.settle()
    assert states(driver)["Valbusa"] == "present"
    assert states(driver)["Hoaraud"] == "present"


def test_ctrl_z_takes_back_a_departure_that_was_noted_last(driver: Driver, cast: Cast, clock: Clock) -> None:
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    clock.now += dt.timedelta(minutes=5)
    act(driver, "F5")
    act(driver, "Ctrl+Z")
    assert states(driver)["Valbusa"] == "present"


def test_an_absence_is_excused_from_the_selected_row(driver: Driver, cast: Cast, toasts: NotedToasts) -> None:
    driver.type("valbu")
    driver.shows("results")
    act(driver, "Shift+F5")
    assert states(driver)["Valbusa"] == "excused"
    assert "Thierry Valbusa" in toasts.shown[-1][0]
    assert toasts.shown[-1][1] is not None


def test_a_departure_without_an_arrival_is_refused_in_words(driver: Driver, cast: Cast, toasts: NotedToasts) -> None:
    driver.type("valbu")
    driver.shows("results")
    act(driver, "F5")
    assert toasts.shown[-1][2] == "warning"
    assert driver.page.desk.stage == "results"
    assert states(driver)["Valbusa"] == "absent"
    driver.page.rest()
    act(driver, "F5")
    assert toasts.shown[-1][0].startswith("Choisissez d’abord une personne")
    with driver.page.context.event.read() as db:
        assert db.query(CheckIn).count() == 0
