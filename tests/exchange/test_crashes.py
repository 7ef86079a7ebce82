"""A process killed while it writes or reads leaves whole files and a good event."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile, UserError
from uepit_desktop.exchange import read_bundles, write_bundle

from .conftest import Laptops, add_person

WORKER = Path(__file__).with_name("hold_and_die.py")


def _killed(action: str, event: Path, folder: Path, after_s: float) -> None:
    """Run the worker and kill it at once, with no warning, ``after_s`` seconds after it has the event open."""
    worker = subprocess.Popen(
        [sys.executable, str(WORKER), action, str(event), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "ready"
    time.sleep(after_s)
    worker.kill()
    worker.wait()
    worker.stdout.close()


def _campaign(pair: Laptops, kills: int, seed: int) -> None:
    first, second = pair.all
    first.close()
    chance = random.Random(seed)
    for _ in range(kills):
        _killed("write", first.path, pair.key, chance.uniform(0, 0.4))
        for file in pair.key.glob("*.uepitx"):
            assert not read_bundles(second, file).refused, "a half file under a final name"
    pair.all[0] = first = EventFile.open(first.path)
    pair.all_round()
    assert not list(pair.key.glob(".*.part"))
    assert len(pair.digests()) == 1


def test_a_laptop_killed_while_writing_leaves_only_whole_files(pair: Laptops) -> None:
    _campaign(pair, kills=4, seed=1)


@pytest.mark.slow
def test_a_laptop_killed_a_hundred_times_while_writing_leaves_only_whole_files(pair: Laptops) -> None:
    _campaign(pair, kills=100, seed=2)


@pytest.mark.parametrize("after_s", [0.0, 0.02, 0.06])
def test_a_laptop_killed_while_reading_has_read_each_file_whole_or_not_at_all(pair: Laptops, after_s: float) -> None:
    first, second = pair.all
    for number in range(8):
        for place in range(10):
            add_person(first, f"{number}-{place}")
        write_bundle(first, pair.key)
    second.close()
    _killed("read", second.path, pair.key, after_s)
    pair.all[1] = second = EventFile.open(second.path)
    assert second.check().ok
    assert not read_bundles(second, pair.key).refused
    pair.all_round()
    assert len(pair.digests()) == 1


def test_two_processes_do_not_exchange_with_one_event_file_at_once(pair: Laptops) -> None:
    first, _ = pair.all
    add_person(first, "Kerdavid")
    done = subprocess.run(
        [sys.executable, "-m", "uepit_desktop", "exchange", "write", str(first.path), str(pair.key)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(pair.key.iterdir()) == []
    with pytest.raises(UserError):
        EventFile.open(first.path)
