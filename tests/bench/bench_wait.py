"""What a queue waits for the software: a rehearsed morning, beside as many bare durable inserts on the same disk.

    python tests/bench/bench_wait.py [--people 200] [--desks 3] [--seed 1]

The sum for 20 people in a row is the largest of the morning: scans, searches typed letter by letter (every keystroke is
counted as waiting), registrations on the spot.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from uepit_desktop.rehearsal import AT_ONCE, Wait, rehearse

LIMIT_MS = 1000.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--desks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    before = bare_inserts(asked.people)
    played = rehearse(asked.people, asked.desks, seed=asked.seed)
    bare = statistics.median((*before, *bare_inserts(asked.people)))
    print(f"{played.people} people at {played.desks} desks; a bare durable insert takes {bare:.2f} ms (median)")
    print(f"{'':16}{'people':>8}{'p50 ms':>9}{'p95 ms':>9}{'longest':>9}{'p50 / insert':>14}")
    for name, wait in (("all", played.wait), *played.waits.items()):
        print(_line(name, wait, bare))
    met = "met" if played.twenty_ms <= LIMIT_MS else "NOT MET"
    print(f"{AT_ONCE} in a row: {played.twenty_ms:.0f} ms, {played.twenty_ms / bare:.0f} inserts; at most 1 s: {met}")
    print(f"confirmed {played.confirmed}, lost {len(played.lost)}, states {'equal' if played.equal else 'NOT EQUAL'}")


def bare_inserts(count: int) -> list[float]:
    """Milliseconds of each of ``count`` inserts by the bare sqlite3 module, WAL and FULL as in the event file."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        plain = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("PRAGMA synchronous=FULL")
        plain.execute("CREATE TABLE check_in (id TEXT PRIMARY KEY, person TEXT, at TEXT)")
        for number in range(count):
            began = time.perf_counter()
            plain.execute("INSERT INTO check_in VALUES (?, ?, ?)", (f"{number:036}", "p" * 36, "2026-07-06T07:00:00Z"))
            times.append(1000 * (time.perf_counter() - began))
        plain.close()
    return times


def _line(name: str, wait: Wait, bare: float) -> str:
    return (
        f"{name:16}{wait.people:8}{wait.p50_ms:9.1f}{wait.p95_ms:9.1f}{wait.longest_ms:9.1f}{wait.p50_ms / bare:14.1f}"
    )


if __name__ == "__main__":
    main()
