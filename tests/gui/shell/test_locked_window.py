"""The lock of the desk in the real window: no palette, no other place, no language until someone unlocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from uepit_desktop.gui.reception.page import ReceptionPage
from uepit_desktop.gui.shell.palette import Palette
from uepit_desktop.gui.shell.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def test_nothing_of_the_window_is_reached_while_the_desk_is_locked(desk: Window, quiet: Callable[[], None]) -> None:
    assert desk.workspace is not None
    desk.workspace.go("reception")
    quiet()
    page = desk.workspace.page
    assert isinstance(page, ReceptionPage)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL)
    assert page.lock.locked
    for key in (Qt.Key.Key_K, Qt.Key.Key_1, Qt.Key.Key_F):
        QTest.keyClick(QApplication.focusWidget(), key, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert desk.findChild(Palette) is None
    assert desk.workspace.page is page
    screen = page.lock.screen
    assert screen is not None
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert screen.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(screen.unlock, Qt.Key.Key_Return)
    assert not page.lock.locked
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, CTRL)
    assert desk.findChild(Palette) is not None


def test_a_window_that_closes_while_locked_closes(desk: Window, quiet: Callable[[], None]) -> None:
    assert desk.workspace is not None
    desk.workspace.go("reception")
    quiet()
    page = desk.workspace.page
    assert isinstance(page, ReceptionPage)
    page.lock.lock_now()
    assert desk.close()
    assert not desk.isVisible()
