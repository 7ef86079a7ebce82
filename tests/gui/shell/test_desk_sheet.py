"""Who holds the desk, and its name: changed in a few keys, carried by what is noted from then on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Replica
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.shell.desk_sheet import DeskSheet
from uepit_desktop.gui.widgets.surfaces import Card


def opened(qtbot: QtBot, context: AppContext) -> DeskSheet:
    window = Card()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    sheet = DeskSheet(window, context)
    sheet.window_kept = window  # type: ignore[attr-defined]
    return sheet


def test_typing_a_name_and_enter_is_enough_to_change_who_holds_the_desk(qtbot: QtBot, context: AppContext) -> None:
    sheet = opened(qtbot, context)
    qtbot.keyClicks(sheet.operator.edit, "Maud")
    with qtbot.waitSignal(sheet.saved, timeout=5000):
        qtbot.keyClick(sheet.operator.edit, Qt.Key.Key_Return)
    assert context.settings.operator == "Maud"


def test_a_desk_is_renamed_for_every_laptop_and_cannot_be_left_without_a_name(
    qtbot: QtBot, context: AppContext, event: EventFile
) -> None:
    sheet = opened(qtbot, context)
    sheet.desk.edit.clear()
    sheet.keep()
    assert event.desk_name == "Accueil A"
    qtbot.keyClicks(sheet.desk.edit, "Accueil C")
    with qtbot.waitSignal(sheet.saved, timeout=5000):
        qtbot.keyClick(sheet.desk.edit, Qt.Key.Key_Return)
    assert event.desk_name == "Accueil C"
    with event.read() as db:
        replica = db.get(Replica, event.replica_id)
        assert replica is not None
        assert replica.desk_name == "Accueil C"
