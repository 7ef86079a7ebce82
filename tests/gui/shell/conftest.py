"""A window on a small event of three people, and what tests of the shell do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Person
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.window import Window


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json", theme="light")


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[Window]:
    """An empty window, shown; a bug met on the way fails the test."""
    window = Window(settings)
    crashes: list[BaseException] = []
    window.tasks.crashed.disconnect()
    window.tasks.crashed.connect(crashes.append)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: nothing of a window outlives its test
    if crashes:
        raise crashes[0]


@pytest.fixture
def people(event: EventFile) -> list[str]:
    """Three people of the event; their ids."""
    ids = []
    for given, family in (("Solène", "Kerdavid"), ("Maël", "Kermadou"), ("Inès", "Cordovan")):
        with event.write("add_person") as db:
            person = Person(given_name=given, family_name=family, badge_code=new_badge_code())
            db.add(person)
            db.flush()
            ids.append(person.id)
    return ids


@pytest.fixture
def desk(window: Window, event: EventFile, people: list[str], quiet: Callable[[], None]) -> Window:
    """The window open on the event of three people."""
    window.show_event(event)
    quiet()
    return window


@pytest.fixture
def quiet(qtbot: QtBot, window: Window) -> Callable[[], None]:
    """Wait until the window has nothing under way, delayed look-ups included."""

    def wait() -> None:
        qtbot.wait(200)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)

    return wait
