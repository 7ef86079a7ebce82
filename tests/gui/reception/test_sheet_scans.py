"""The code printed on an attendance sheet opens the entry of its half-day, and notes nobody by itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import CheckIn, HalfDay
from uepit_desktop.gui.reception.paper_sheet import PaperSheet
from uepit_desktop.reception import HalfDayView, sheet_code
from uepit_desktop.reception.keyboards import typed


def half_day(event: EventFile, place: int) -> HalfDayView:
    with event.read() as db:
        return reception.half_days(db)[place]


def entry(driver: Driver) -> PaperSheet | None:
    driver.settle()
    sheets = [sheet for sheet in driver.window.findChildren(PaperSheet) if sheet.isVisible()]
    assert len(sheets) <= 1
    return sheets[0] if sheets else None


def scan_sheet(driver: Driver, half_day_id: str) -> PaperSheet:
    driver.scan(sheet_code(half_day_id))
    driver.settle()
    driver.qtbot.waitUntil(lambda: entry(driver) is not None)
    sheet = entry(driver)
    assert sheet is not None
    return sheet


def write(driver: Driver) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.settle()


def test_a_sheet_scanned_opens_its_half_day_and_is_entered_by_keys_alone(
    driver: Driver, cast: Cast, event: EventFile, toasts: NotedToasts
) -> None:
    afternoon = half_day(event, 3)  # not the one of the hour
    sheet = scan_sheet(driver, afternoon.id)
    assert sheet.half_day.currentData() == afternoon.id
    assert driver.arrivals() == 0
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    write(driver)
    assert driver.arrivals() == 0  # counted
    write(driver)
    with event.read() as db:
        facts = db.query(CheckIn.person_id, CheckIn.half_day_id, CheckIn.method).all()
    assert [tuple(fact) for fact in facts] == [(cast.ids["Valbusa"], afternoon.id, "paper")]
    assert entry(driver) is None
    assert toasts.shown[-1][1] is not None


@pytest.mark.parametrize(("scanner", "computer"), [("us", "fr"), ("fr", "us"), ("us", "de"), ("us", "ch-fr")])
def test_a_sheet_is_recognised_whatever_the_keyboards(
    driver: Driver, event: EventFile, scanner: str, computer: str
) -> None:
    wanted = half_day(event, 1).id
    driver.page.on_scan(typed(sheet_code(wanted), scanner, computer))
    sheet = entry(driver)
    assert sheet is not None
    assert sheet.half_day.currentData() == wanted


def test_a_sheet_of_another_event_is_refused_in_one_sentence(driver: Driver, cast: Cast, tmp_path: Path) -> None:
    with EventFile.create(
        tmp_path / "other.uepit", name="Autre", site="Lorval", start_on=dt.date(2026, 7, 6), days=1
    ) as other:
        code = sheet_code(half_day(other, 0).id)
    driver.scan(code)
    driver.shows("card")
    card = driver.page.desk.card.card
    assert card is not None
    assert (card.tone, card.words, card.name) == ("warning", "Feuille non reconnue", "Rien n’a été écrit")
    assert "autre événement" in card.tiles[0].value
    assert entry(driver) is None
    assert driver.arrivals() == 0
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: driver.arrivals() == 1)


def test_a_sheet_whose_half_day_was_removed_is_refused(driver: Driver, event: EventFile) -> None:
    gone = half_day(event, 2).id
    with event.write("edit_event") as db:
        row = db.get(HalfDay, gone)
        assert row is not None
        row.deleted = True
    driver.scan(sheet_code(gone))
    driver.shows("card")
    assert entry(driver) is None


def test_a_second_sheet_lays_the_first_one_aside_and_no_tick_is_lost(
    driver: Driver, cast: Cast, event: EventFile
) -> None:
    morning, afternoon = half_day(event, 0).id, half_day(event, 1).id
    scan_sheet(driver, morning)
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    second = scan_sheet(driver, afternoon)
    assert (second.half_day.currentData(), second.model.ticked) == (afternoon, ())
    driver.type("hoar")
    driver.press(Qt.Key.Key_Return)
    again = scan_sheet(driver, morning)
    assert (again.half_day.currentData(), again.model.ticked) == (morning, (cast.ids["Valbusa"],))
    third = scan_sheet(driver, afternoon)
    assert third.model.ticked == (cast.ids["Hoaraud"],)
    assert driver.arrivals() == 0


def test_the_same_sheet_scanned_again_leaves_its_entry_as_it_is(driver: Driver, cast: Cast, event: EventFile) -> None:
    morning = half_day(event, 0).id
    first = scan_sheet(driver, morning)
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    assert scan_sheet(driver, morning) is first
    assert first.model.ticked == (cast.ids["Valbusa"],)


def test_a_locked_desk_opens_no_sheet_and_says_how(driver: Driver, event: EventFile) -> None:
    driver.page.lock.lock_now()
    driver.scan(sheet_code(half_day(event, 0).id))
    driver.settle()
    assert entry(driver) is None
    screen = driver.page.lock.screen
    assert screen is not None
    assert screen.verdict.words == ("Feuille signée", "", "Déverrouillez l’écran, puis scannez-la de nouveau.")


def test_a_slow_reader_opens_the_sheet_too(driver: Driver, event: EventFile) -> None:
    driver.type(sheet_code(half_day(event, 0).id), pause_ms=36)
    driver.press(Qt.Key.Key_Return)
    assert entry(driver) is not None
