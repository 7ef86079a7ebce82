"""A computation in another process: it tells, it is stopped, it may die, and it never outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.solving import works
from uepit_desktop.solving import compute_apart

_TOP = Path(__file__).resolve().parents[2]


def test_the_result_comes_back_after_what_was_told() -> None:
    told: list[Any] = []
    ended = compute_apart(works.count, 30, told=told.append)
    assert (ended.how, ended.result) == ("done", 30)
    assert told == sorted(told)
    assert told[-1] == 29
    assert ended.memory > 1_000_000


def test_a_work_that_hears_is_stopped_in_good_order() -> None:
    told: list[Any] = []
    ended = compute_apart(works.count, 10**6, told=told.append, cancelled=lambda: len(told) >= 2)
    assert (ended.how, ended.result) == ("done", "stopped at a number")


@pytest.mark.parametrize("by", ["cancel", "time"])
def test_a_work_that_does_not_hear_is_killed_and_leaves_what_it_told(by: str) -> None:
    told: list[Any] = []
    pids: list[int] = []
    ended = compute_apart(
        works.deaf,
        None,
        told=told.append,
        cancelled=(lambda: bool(told)) if by == "cancel" else None,
        time_limit=5.0 if by == "time" else None,
        started=pids.append,
    )
    assert (ended.how, ended.last) == ("stopped", "something")
    assert not _alive(pids[0])


def test_a_process_that_dies_leaves_its_last_words() -> None:
    ended = compute_apart(works.die, None)
    assert (ended.how, ended.last) == ("crashed", "last words")
    assert "11" in ended.detail


def test_a_process_killed_from_outside_leaves_its_last_words() -> None:
    pids: list[int] = []
    ended = compute_apart(
        works.deaf, None, started=pids.append, told=lambda _: os.kill(pids[0], getattr(signal, "SIGKILL", 9))
    )
    assert (ended.how, ended.last) == ("crashed", "something")


def test_an_exception_in_the_work_is_told_with_its_place() -> None:
    ended = compute_apart(works.fail, None)
    assert ended.how == "crashed"
    assert "no good" in ended.detail


def test_what_the_work_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    compute_apart(works.chatter, None)
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_the_process_dies_with_whoever_started_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = tmp_path / "starter.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        f"sys.path.insert(0, {str(_TOP)!r})\n"
        "from tests.solving import works\n"
        "from uepit_desktop.solving import compute_apart\n"
        "if __name__ == '__main__':\n"
        "    compute_apart(works.orphan, Path(sys.argv[1]))\n",
        encoding="utf-8",
    )
    starter = subprocess.Popen([sys.executable, str(script), str(note)])
    try:
        _wait(lambda: note.exists() and note.read_text(encoding="ascii") != "")
    finally:
        starter.kill()
        starter.wait()
    child = int(note.read_text(encoding="ascii"))
    _wait(lambda: not _alive(child))


def _wait(for_what: Any) -> None:
    until = time.monotonic() + 30
    while not for_what():
        assert time.monotonic() < until
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z")
