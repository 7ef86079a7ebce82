"""What the tests of every page share: a context on a real event file, toasts that are noted, and waiting for tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.tasks import Tasks
from uepit_desktop.gui.shell.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass
class NotedToasts:
    """Toasts that a test can read: ``(text, undo, meaning)``, the last one last."""

    shown: list[tuple[str, Callable[[], object] | None, str]] = field(default_factory=list)

    def show_message(
        self, text: str, *, icon: str = "check", undo: Callable[[], object] | None = None, meaning: str = ""
    ) -> None:
        self.shown.append((text, undo, meaning))


@dataclass
class NotedVisits:
    """Where the page asked to go: ``(place, args)``."""

    places: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, place: str, **args: Any) -> None:
        self.places.append((place, args))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["uepit"]


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> Iterator[None]:
    """Light, 100 %, dressed as the program is; no thread may outlive a test."""
    from uepit_desktop.gui.shell.dress import dress

    before = set(threading.enumerate())
    dress(qapp)
    theme().set_mode("light")
    theme().set_zoom(100)
    yield
    left = [t.name for t in threading.enumerate() if t not in before and t.name.startswith("uepit")]
    assert left == [], f"threads outlive the test: {left}"


@pytest.fixture
def toasts() -> NotedToasts:
    return NotedToasts()


@pytest.fixture
def visits() -> NotedVisits:
    return NotedVisits()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """Real worker threads; an exception that is no UserError fails the test."""
    tasks = Tasks()
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    yield tasks
    tasks.close()
    if crashes:
        raise crashes[0]


@pytest.fixture
def context(
    event: EventFile, tasks: Tasks, toasts: NotedToasts, visits: NotedVisits, tmp_path: Path
) -> Iterator[AppContext]:
    """A page's context on the event of ``tests/conftest.py``, with real tasks."""
    context = AppContext(event, tasks, Settings(tmp_path / "settings.json"), toasts, visits)
    yield context
    context.close()


@pytest.fixture
def settle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Wait until every task has delivered its result."""

    def wait() -> None:
        qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)

    return wait
