"""The day page of the event, shown and read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.today.page import TodayPage


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, settle: Callable[[], None]) -> TodayPage:
    page = TodayPage(context)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    page.on_shown()
    settle()
    return page
