"""Departure and excuse of the person on show, and what Ctrl+Z takes back at the desk."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Clock, Driver
from tests.gui.reception.test_page import everything_said
from uepit_desktop import reception
from uepit_desktop.event.model import CheckIn
from uepit_desktop.gui.reception.excuse_sheet import ExcuseSheet


def act(driver: Driver, shortcut: str) -> None:
    next(action for action in driver.page.palette_actions() if action.shortcut == shortcut).run()
    driver.settle()


def states(driver: Driver) -> dict[str, str]:
    event = driver.page.context.event
    with event.read() as db:
        roll = reception.roll(db, event)
        assert roll is not None
        return {row.person.family_name: str(row.presence.state) for row in roll.rows}


def reasons(driver: Driver) -> list[str]:
    with driver.page.context.event.read() as db:
        return [reason for (reason,) in db.query(CheckIn.reason).filter(CheckIn.kind == "excuse")]


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
    assert states(driver)["Valbusa"] == "absent"  # asked first
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert states(driver)["Valbusa"] == "excused"
    assert "Thierry Valbusa" in toasts.shown[-1][0]
    assert toasts.shown[-1][1] is not None
    assert reasons(driver) == [""]


def test_the_reason_of_an_excuse_is_kept_and_shown_nowhere_at_the_desk(
    driver: Driver, cast: Cast, toasts: NotedToasts
) -> None:
    driver.type("valbu")
    driver.shows("results")
    act(driver, "Shift+F5")
    driver.type("Souci de genou")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert reasons(driver) == ["Souci de genou"]
    driver.scan(cast.badges["Hoaraud"])
    driver.shows("card")
    driver.page.rest()
    driver.type("valbu")
    driver.shows("results")
    said = everything_said(driver.window) + repr(driver.page.desk.card.card) + repr(toasts.shown)
    assert "genou" not in said
    act(driver, "Shift+F5")
    sheet = driver.window.findChild(ExcuseSheet)
    assert sheet is not None
    assert sheet.reason.text() == ""


def test_an_excuse_that_is_given_up_notes_nothing(driver: Driver, cast: Cast) -> None:
    driver.type("valbu")
    driver.shows("results")
    act(driver, "Shift+F5")
    driver.type("Souci")
    driver.press(Qt.Key.Key_Escape)
    driver.settle()
    assert states(driver)["Valbusa"] == "absent"
    assert "Souci" not in everything_said(driver.window)


def test_the_header_says_who_holds_the_desk(driver: Driver) -> None:
    header, settings = driver.page.desk.header, driver.page.context.settings
    assert header._desk.text() == "Accueil A"
    settings.operator = "Léa"
    driver.page.ledger.tick()
    assert header._desk.text() == "Accueil A, Léa"
    settings.operator = "Anne-Charlotte de La Tour-d'Auvergne-Lauraguais"
    driver.page.ledger.tick()
    assert header._desk.text() == "Accueil A, Anne-Charlotte de La To…"
    assert header._desk.toolTip().endswith("Lauraguais")
    settings.operator = ""
    driver.page.ledger.tick()
    assert header._desk.text() == "Accueil A"


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
