"""From a scan to its committed verdict, 10,000 people, against one durable insert of the bare sqlite3 module.

    python tests/bench/bench_scan.py [--people 10000] [--scans 600] [--folder DIR]

The two take turns in one run, on the same disk, with the same journal (WAL) and the same durability (FULL): each scan
is followed by one bare insert of a row as long as an arrival. Reported: percentiles in milliseconds, and their ratios.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Organisation, Person, new_id

LIMIT = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--scans", type=int, default=600)
    parser.add_argument("--folder", type=Path, help="where the files are made: the disk that is measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        ours, bare = measure(Path(folder), asked.people, asked.scans)
    print(f"{asked.people} people, {asked.scans} scans, each followed by one bare insert")
    print(f"{'':24}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for name, times in (("scan → verdict", ours), ("bare durable insert", bare)):
        print(f"{name:24}" + "".join(f"{1000 * value:9.2f}" for value in percentiles(times)))
    ratios = [mine / theirs for mine, theirs in zip(percentiles(ours), percentiles(bare), strict=True)]
    print(f"{'ratio':24}" + "".join(f"{ratio:9.2f}" for ratio in ratios))
    print(f"p95 ratio {ratios[1]:.2f}, at most {LIMIT}: {'met' if ratios[1] <= LIMIT else 'NOT MET'}")


def measure(folder: Path, people: int, scans: int) -> tuple[list[float], list[float]]:
    """Seconds of each scan and of each bare insert."""
    codes = make_event(folder / "bench.uepit", people)
    plain = sqlite3.connect(folder / "bare.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute("PRAGMA synchronous=FULL")
    plain.execute("CREATE TABLE check_in (id TEXT PRIMARY KEY, person TEXT, at TEXT, half_day TEXT, replica TEXT)")
    at = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)
    ours, bare = [], []
    with EventFile.open(folder / "bench.uepit") as event:
        for number, code in enumerate(codes[: scans + 50]):
            began = time.perf_counter()
            result = reception.check_in(event, code, at=at + dt.timedelta(seconds=number))
            scanned = time.perf_counter()
            assert result.verdict == "arrived"
            row = (new_id(), new_id(), at.isoformat(), new_id(), new_id())
            before = time.perf_counter()
            plain.execute("INSERT INTO check_in VALUES (?, ?, ?, ?, ?)", row)
            after = time.perf_counter()
            if number >= 50:  # the first ones fill the caches of both
                ours.append(scanned - began)
                bare.append(after - before)
    plain.close()
    return ours, bare


def make_event(path: Path, people: int) -> list[str]:
    """An event file of ``people`` people; returns their badge codes, shuffled."""
    rng = random.Random(2026)
    codes = [new_badge_code(rng) for _ in range(people)]
    with (
        EventFile.create(
            path, name="Bench", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3, desk="Accueil A"
        ) as event,
        event.write("import") as db,
    ):
        organisations = [Organisation(id=new_id(), name=f"Commune n° {n}") for n in range(200)]
        db.add_all(organisations)
        db.add_all(
            Person(
                id=new_id(),
                given_name=f"Prénom{n}",
                family_name=f"Nom{n}",
                function="Cheffe de projet",
                organisation_id=rng.choice(organisations).id,
                badge_code=code,
            )
            for n, code in enumerate(codes)
        )
    rng.shuffle(codes)
    return codes


def percentiles(times: list[float]) -> tuple[float, float, float]:
    cut = statistics.quantiles(times, n=100)
    return cut[49], cut[94], cut[98]


if __name__ == "__main__":
    main()
