"""The lock of the desk: no name on the screen after some minutes, scans still noted, a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop.gui.reception.lock_code import code_opens, kept_code
from uepit_desktop.gui.reception.lock_screen import LockScreen
from uepit_desktop.gui.reception.lock_sheet import LockSheet
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.sheet import Sheet, show_over


def cover(driver: Driver) -> LockScreen:
    screen = driver.page.lock.screen
    assert screen is not None
    assert screen.isVisible()
    assert screen.geometry() == driver.window.rect()
    return screen


def wait_minutes(driver: Driver, minutes: float) -> None:
    before = driver.page.lock.clock
    driver.page.lock.clock = lambda: before() + minutes * 60
    driver.page.lock.check()


def words_of(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return " ".join([*labels, *(child.accessibleName() for child in widget.findChildren(QWidget) if child.isVisible())])


def test_the_desk_locks_after_ten_quiet_minutes_and_enter_unlocks(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    wait_minutes(driver, 9.9)
    assert not driver.page.lock.locked
    wait_minutes(driver, 0.2)
    assert "Valbusa" not in words_of(cover(driver))
    driver.press(Qt.Key.Key_Return)
    assert not driver.page.lock.locked
    assert driver.page.desk.stage == "idle"
    assert QApplication.focusWidget() is driver.page.desk.field.edit


def test_a_key_puts_the_lock_off(driver: Driver) -> None:
    wait_minutes(driver, 9.9)
    driver.type("k")
    wait_minutes(driver, 9.9)
    assert not driver.page.lock.locked
    driver.settle()


def test_zero_minutes_never_locks(driver: Driver) -> None:
    driver.page.context.settings.lock_minutes = 0
    wait_minutes(driver, 10_000)
    assert not driver.page.lock.locked


def test_a_scan_is_noted_while_locked_and_only_the_initial_shows(driver: Driver, cast: Cast) -> None:
    driver.page.lock.lock_now()
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: bool(cover(driver).verdict.words[0]))
    driver.settle()
    assert driver.arrivals() == 1
    assert cover(driver).verdict.words[0] == "Arrivée enregistrée"
    assert cover(driver).verdict.words[1] == "T. · 8\u00a0h\u00a053"
    assert "Valbusa" not in words_of(cover(driver))
    assert "Thierry" not in words_of(cover(driver))
    assert driver.page.desk.stage == "idle"


def test_a_refusal_while_locked_says_what_is_sure_and_to_unlock(driver: Driver, cast: Cast) -> None:
    driver.page.lock.lock_now()
    driver.scan(cast.badges["Delorbe"])
    driver.qtbot.waitUntil(lambda: bool(cover(driver).verdict.words[0]))
    title, _aside, why = cover(driver).verdict.words
    assert title == "Arrivée non enregistrée"
    assert why.endswith("Déverrouillez l’écran pour continuer.")
    assert "Delorbe" not in f"{title} {why}"
    assert driver.arrivals() == 0


def test_neither_escape_nor_a_click_nor_letters_get_behind_the_lock(driver: Driver) -> None:
    driver.page.lock.lock_now()
    driver.press(Qt.Key.Key_Escape)
    QTest.mouseClick(cover(driver), Qt.MouseButton.LeftButton, pos=cover(driver).rect().topLeft())
    driver.type("ker")
    driver.qtbot.wait(80)
    assert cover(driver).isVisible()
    assert driver.page.desk.field.text() == ""
    assert cover(driver).isAncestorOf(QApplication.focusWidget())


def test_what_was_open_closes_when_the_desk_locks(driver: Driver) -> None:
    sheet = Sheet(driver.window, width=300)
    show_over(driver.window, sheet)
    driver.page.lock.lock_now()
    assert not sheet.isVisible()
    assert cover(driver).isVisible()


def test_a_wrong_code_leaves_it_locked_and_the_right_one_opens(driver: Driver, cast: Cast) -> None:
    driver.page.context.settings.lock_code = kept_code("4810")
    driver.page.lock.lock_now()
    driver.type("4811")
    driver.press(Qt.Key.Key_Return)
    assert cover(driver).code.edit.accessibleDescription().startswith("Ce n’est pas le bon code")
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: bool(cover(driver).verdict.words[0]))
    assert cover(driver).code.edit.text() == ""
    driver.type("4810")
    driver.press(Qt.Key.Key_Return)
    assert not driver.page.lock.locked
    assert driver.arrivals() == 1


def test_leaving_the_desk_takes_the_lock_along(driver: Driver) -> None:
    driver.page.lock.lock_now()
    driver.page.hide()
    assert not driver.page.lock.locked
    driver.page.show()


def test_the_choices_of_the_lock_are_kept_without_the_code_itself(driver: Driver) -> None:
    settings = driver.page.context.settings
    driver.page.fittings.choose_lock()
    sheet = driver.window.findChild(LockSheet)
    assert sheet is not None
    sheet.minutes.setCurrentIndex(sheet.minutes.findData(2))
    sheet.asks.setChecked(True)
    sheet.code.edit.setText("48")
    assert not sheet.save()
    sheet.code.edit.setText("4810 B")
    assert sheet.save()
    again = Settings.load(settings.file)
    assert again.lock_minutes == 2
    assert code_opens("4810 B", again.lock_code)
    assert "4810" not in settings.file.read_text("utf-8").replace(again.lock_code, "")


@pytest.mark.parametrize("kept", ["", "zz", "00", "$"])
def test_a_damaged_code_locks_nobody_out(kept: str) -> None:
    assert code_opens("anything", kept)


def test_a_code_is_kept_with_its_own_salt() -> None:
    assert kept_code("4810") != kept_code("4810")
    assert code_opens("4810", kept_code("4810"))
    assert not code_opens("4811", kept_code("4810"))
