"""What is kept how long, on screen: counts first, nothing erased before the word is typed, a report after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import NotedToasts, NotedVisits
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.gui.people.retention_sheet import RetentionSheet
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.tasks import Tasks
from uepit_desktop.people import Category, Group, list_people
from uepit_desktop.people.retention import periods


@pytest.fixture
def past(tmp_path: Path) -> Iterator[EventFile]:
    """An event that ended 200 days ago, with two people who never arrived."""
    with EventFile.create(
        tmp_path / "passe.uepit",
        name="Université d'été",
        site="Valmorin",
        start_on=dt.date(2026, 1, 5),
        days=1,
        clock=lambda: dt.datetime(2026, 7, 24, 8, tzinfo=dt.UTC),
    ) as event:
        with event.write("add_person") as db:
            db.add_all([Person(given_name=name, family_name="Test") for name in ("Maud", "Zélie")])
        yield event


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 760)
    window.show()
    return window


def opened(window: QWidget, event: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> RetentionSheet:
    context = AppContext(event, tasks, Settings(tmp_path / "s.json"), NotedToasts(), NotedVisits())
    sheet = RetentionSheet(window, context)
    qtbot.waitUntil(lambda: sheet.plan is not None and tasks.idle, timeout=10_000)
    return sheet


def test_those_whose_time_is_over_are_erased_once_the_word_is_typed(
    window: QWidget, past: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(window, past, tasks, tmp_path, qtbot)
    assert sheet.plan is not None
    assert len(sheet.plan.person_ids) == 2
    assert not sheet.erase_button.isEnabled()
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    qtbot.wait(50)
    with past.read() as db:
        assert len(list_people(db)) == 2
    qtbot.keyClicks(sheet.field.edit, "effacer")
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.banner.isVisible() and tasks.idle, timeout=10_000)
    with past.read() as db:
        assert list_people(db) == []
    assert sheet.banner.text.startswith("2")
    assert sheet.erase_button.isHidden()


def test_while_nobody_is_due_there_is_nothing_to_press(
    window: QWidget, event: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(window, event, tasks, tmp_path, qtbot)
    assert sheet.plan is not None
    assert sheet.plan.person_ids == ()
    assert sheet.erase_button.isHidden()
    assert sheet.field.isHidden()


def test_a_number_of_days_typed_is_kept_and_the_word_is_asked_for_again(
    window: QWidget, past: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(window, past, tasks, tmp_path, qtbot)
    qtbot.keyClicks(sheet.field.edit, "effacer")
    assert sheet.erase_button.isEnabled()
    days = sheet.periods[Group.ABSENT].days
    days.setFocus()
    days.selectAll()
    qtbot.keyClicks(days, "400x")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert not sheet.erase_button.isEnabled()
    qtbot.waitUntil(lambda: sheet.plan is not None and tasks.idle, timeout=10_000)
    assert sheet.erase_button.isHidden()
    with past.read() as db:
        assert periods(db) == {"absent": 400}
        assert len(list_people(db)) == 2
    past.undo()
    with past.read() as db:
        assert periods(db) == {}


def test_days_are_counted_by_arrows_and_nonsense_is_taken_back(
    window: QWidget, past: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(window, past, tasks, tmp_path, qtbot)
    days = sheet.periods[Category.NOTE].days
    days.setFocus()
    qtbot.keyClick(days, Qt.Key.Key_Up)
    assert days.text() == "8"
    qtbot.keyClick(days, Qt.Key.Key_Escape)
    assert (days.text(), sheet.isVisible()) == ("7", True)
    for nonsense in ("", "99999"):
        days.setText(nonsense)
        qtbot.keyClick(days, Qt.Key.Key_Return)
        assert days.text() == "7"
    qtbot.waitUntil(lambda: tasks.idle, timeout=10_000)
    with past.read() as db:
        assert periods(db) == {}


def test_the_report_is_saved_once_something_was_erased(
    window: QWidget, past: EventFile, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = opened(window, past, tasks, tmp_path, qtbot)
    assert sheet.save_button.isHidden()
    qtbot.keyClicks(sheet.field.edit, "effacer")
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.report is not None and tasks.idle, timeout=10_000)
    assert not sheet.save_button.isHidden()
    sheet.save_into(tmp_path / "rapport.pdf")
    qtbot.waitUntil(lambda: "rapport.json" in sheet.banner.text and tasks.idle, timeout=10_000)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")
    told = json.loads((tmp_path / "rapport.json").read_text("utf-8"))
    assert (told["erased"]["absent"], told["periods"]["absent"], told["desk"]) == (2, 90, past.desk_name)


@pytest.mark.parametrize("height", [768, 520])
def test_every_row_is_whole_or_reached_by_scrolling(
    qtbot: QtBot, past: EventFile, tasks: Tasks, tmp_path: Path, height: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, height)
    window.show()
    sheet = opened(window, past, tasks, tmp_path, qtbot)
    qtbot.wait(50)
    assert sheet.rect().contains(sheet.panel.geometry())
    for row in sheet.periods.values():
        assert row.height() >= row.minimumSizeHint().height()
        row.days.setFocus()
        shown = row.mapTo(sheet.area.viewport(), row.rect().center())
        assert sheet.area.viewport().rect().contains(shown)
