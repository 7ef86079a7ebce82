"""A bug met by the window: one calm sheet, one local file, nothing sent, the work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.crash_report import folder
from uepit_desktop.gui.shell.crash import CrashReports


@pytest.fixture
def reports(qtbot: QtBot) -> Iterator[CrashReports]:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    reports = CrashReports(lambda: window)
    yield reports
    reports.remove()


def _kept() -> list[Path]:
    return sorted(folder().glob("crash-*.txt")) if folder().exists() else []


def test_a_bug_leaves_a_file_and_shows_where_it_is(reports: CrashReports, qtbot: QtBot) -> None:
    reports.report(ZeroDivisionError("division by zero"))
    qtbot.waitUntil(lambda: reports.sheet is not None)
    [path] = _kept()
    sheet = reports.sheet
    assert sheet is not None
    assert "ZeroDivisionError" in path.read_text("utf-8")
    assert sheet.details.toPlainText().strip() == path.read_text("utf-8").strip()
    sheet.copy_button.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    sheet.go_on.click()
    assert reports.sheet is None


def test_many_bugs_at_once_show_one_sheet_and_keep_every_report(reports: CrashReports, qtbot: QtBot) -> None:
    for n in range(5):
        reports.report(ValueError(f"bug {n}"))
    qtbot.waitUntil(lambda: len(_kept()) == 5)
    assert reports.sheet is not None


def test_exceptions_of_slots_and_of_threads_are_taken_and_the_hooks_given_back(
    reports: CrashReports, qtbot: QtBot
) -> None:
    before = (sys.excepthook, threading.excepthook)
    reports.install()
    error = RuntimeError("in a slot")
    sys.excepthook(RuntimeError, error, None)
    thread = threading.Thread(target=lambda: 1 / 0, name="stray")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(_kept()) == 2)
    reports.remove()
    assert (sys.excepthook, threading.excepthook) == before
    assert any("ZeroDivisionError" in path.read_text("utf-8") for path in _kept())


def test_values_of_variables_are_not_in_the_report(reports: CrashReports, qtbot: QtBot) -> None:
    def work() -> None:
        secret = "Solène Kerdavid"
        assert secret
        raise KeyError("row")

    try:
        work()
    except KeyError as error:
        reports.report(error)
    qtbot.waitUntil(lambda: bool(_kept()))
    lines = [line for line in _kept()[0].read_text("utf-8").splitlines() if "secret =" not in line]
    assert not any("Kerdavid" in line for line in lines)
