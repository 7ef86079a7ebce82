"""Work off the UI thread comes back on it, once, in order, or not at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from uepit_desktop.event import UserError
from uepit_desktop.gui.shell.tasks import Tasks

Settle = Callable[[], None]


def test_a_result_is_delivered_on_the_thread_of_the_window(tasks: Tasks, settle: Settle) -> None:
    seen: list[tuple[int, str, str]] = []
    worker = tasks.run(
        lambda n: (n * 2, threading.current_thread().name),
        21,
        then=lambda r: seen.append((*r, threading.current_thread().name)),
    )
    settle()
    assert worker not in tasks.under_way
    assert seen[0][0] == 42
    assert seen[0][1].startswith("uepit-write")
    assert seen[0][2] == threading.main_thread().name


def test_writes_wait_for_one_another_and_keep_their_order(tasks: Tasks, settle: Settle) -> None:
    order: list[str] = []

    def write(name: str, pause_s: float) -> None:
        order.append(f"{name} begins")
        time.sleep(pause_s)
        order.append(f"{name} ends")

    tasks.run(write, "first", 0.02)
    tasks.run(write, "second", 0.0)
    settle()
    assert order == ["first begins", "first ends", "second begins", "second ends"]


def test_a_read_does_not_wait_for_the_writer(tasks: Tasks, settle: Settle) -> None:
    gate = threading.Event()
    tasks.run(gate.wait, 10)
    read: list[bool] = []
    tasks.run(lambda: True, reads=True, then=lambda ok: (read.append(ok), gate.set()))
    settle()
    assert read == [True]


def test_a_refusal_goes_to_its_taker_or_to_the_shell(tasks: Tasks, settle: Settle) -> None:
    def refuse() -> None:
        raise UserError("The disk is full.", code="full")

    mine: list[UserError] = []
    shell: list[UserError] = []
    tasks.refused.connect(shell.append)
    tasks.run(refuse, failed=mine.append)
    tasks.run(refuse)
    settle()
    assert [e.code for e in mine] == ["full"]
    assert [e.code for e in shell] == ["full"]


def test_a_bug_goes_to_the_crash_report_and_the_page_is_told_that_it_ended(qtbot: QtBot) -> None:
    tasks = Tasks()
    crashes: list[BaseException] = []
    ends: list[str] = []
    tasks.crashed.connect(crashes.append)
    tasks.run(lambda: 1 / 0, then=lambda _: ends.append("then"), ended=lambda: ends.append("ended"))
    qtbot.waitUntil(lambda: tasks.idle)
    tasks.close()
    assert isinstance(crashes[0], ZeroDivisionError)
    assert ends == ["ended"]


def test_nothing_is_delivered_to_a_page_that_is_gone(tasks: Tasks, settle: Settle) -> None:
    page = QObject()
    seen: list[int] = []
    gate = threading.Event()
    tasks.run(lambda: gate.wait(10), then=lambda _: seen.append(1), owner=page)
    from shiboken6 import delete

    delete(page)
    gate.set()
    settle()
    assert seen == []


def test_progress_reaches_the_window_and_the_work_can_be_stopped(tasks: Tasks, settle: Settle) -> None:
    steps: list[tuple[int, int]] = []
    started = threading.Event()

    def work(*, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int:
        progress(1, 3)
        started.set()
        while not cancelled():
            time.sleep(0.001)
        return 1

    done: list[int] = []
    task = tasks.run(work, progress=lambda d, t: steps.append((d, t)), then=done.append)
    started.wait(10)
    task.cancel()
    settle()
    assert steps == [(1, 3)]
    assert done == [1]


def test_closing_finishes_what_was_queued(qtbot: QtBot) -> None:
    tasks = Tasks()
    written: list[int] = []
    for n in range(5):
        tasks.run(written.append, n)
    tasks.close()
    assert written == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError):
        tasks.run(written.append, 5)
