"""What a bundle of many operations costs, against a bare SQLite insert of as many rows in the same run.

    python tests/bench/bench_bundle.py [ROWS] [FOLDER]

A row is one operation or more: a person's address goes in an operation of its own.

The baseline inserts the operations' own columns and bytes with the standard library's sqlite3: WAL, synchronous FULL,
one transaction, one ``executemany``, in the same folder. FOLDER should be on the disk where events live.
"""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from uepit_desktop.event import EventFile, log
from uepit_desktop.event.model import CheckIn, Person, new_id
from uepit_desktop.exchange import join, pack, read_bundles, write_bundle

PASSPHRASE = "banc-mesure-papier-crayon-lampe-chaise"
COLUMNS = 16
REPEATS = 5


def main(operations: int, folder: Path) -> None:
    """Measure and print the table of ratios."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        here = Path(place)
        key = here / "key"
        key.mkdir()
        first = EventFile.create(here / "a.uepit", name="Banc", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3)
        pack(first, here / "p.uepitp", PASSPHRASE)
        join(here / "p.uepitp", here / "b.uepit", "Poste 2", PASSPHRASE)
        _fill(first, operations)
        with first.read() as db:
            rows = [tuple(getattr(one, name) for name in one.__slots__) for one in log.operations(db)]
        bare, written = [], []
        for turn in range(REPEATS):
            stick = here / f"key{turn}"
            stick.mkdir()
            bare.append(_bare(here / f"bare{turn}.db", rows))  # in turn with the rest: the machine is never the same
            seconds, result = _timed(lambda stick=stick: write_bundle(first, stick))  # type: ignore[misc]
            written.append(seconds)
        size = result.size_bytes
        read = []
        original = (here / "b.uepit").read_bytes()
        for turn in range(REPEATS):
            copy = here / f"b{turn}.uepit"
            copy.write_bytes(original)
            bare.append(_bare(here / f"bare-again{turn}.db", rows))
            with EventFile.open(copy) as second:
                second.rename_desk(f"Poste {turn}")  # goes on under its own origin before the clock starts
                seconds, result = _timed(lambda second=second: read_bundles(second, stick))  # type: ignore[misc]
                assert result.applied >= operations, result.message
                read.append(seconds)
                if turn == 0:
                    assert second.check().ok
                    last = second.path
        with EventFile.open(last) as second:
            write_bundle(second, key)
            read_bundles(first, key)
            write_bundle(first, key)
            read_bundles(second, key)
            write_bundle(second, key)
            nothing = median(_timed(lambda: (write_bundle(first, key), read_bundles(first, key)))[0] for _ in range(15))
            assert write_bundle(first, key).nothing_new
        first.close()
    print(f"{len(rows)} operations of {operations} rows, bundle of {size / 1e6:.1f} MB; medians of {REPEATS}, seconds")
    print(f"{'bare SQLite insert':32} {median(bare):8.3f}")
    print(f"{'write a bundle':32} {median(written):8.3f}   {median(written) / median(bare):5.2f} ×   (aim: ≤ 2)")
    print(f"{'read a bundle':32} {median(read):8.3f}   {median(read) / median(bare):5.2f} ×   (aim: ≤ 8)")
    print(f"{'round with nothing new':32} {nothing:8.4f}   {1000 * nothing:5.1f} ms  (aim: ≤ 100)")


def _fill(event: EventFile, operations: int) -> None:
    """Up to 10,000 people, their arrivals and corrections, from a fixed seed, by transactions the size of an import."""
    chance = random.Random(20260706)
    people: list[str] = []
    made = 0
    while made < operations:
        batch = min(2_000, operations - made)
        corrected = chance.sample(people, min(batch // 10, len(people)))  # one operation a row a transaction
        with event.write("import_people") as db:
            for person in corrected:
                db.get_one(Person, person).phone = f"06 {chance.randrange(10**8)}"
            for number in range(made + len(corrected), made + batch):
                if len(people) < 10_000 and (number % 3 == 0 or not people):
                    people.append(new_id())
                    db.add(
                        Person(
                            id=people[-1],
                            given_name=chance.choice(["Solène", "Inès", "Gaël", "Maëlys", "Youssef", "Chloé"]),
                            family_name=f"Kerdavid-{chance.randrange(10**6)}",
                            email=f"p{number}@mairie-{chance.randrange(999)}.example",
                            function="Directrice générale des services",
                        )
                    )
                else:
                    at = dt.datetime(2026, 7, 6, 6, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
                    db.add(CheckIn(person_id=chance.choice(people), at=at, replica_id=event.replica_id))
        made += batch


def _bare(path: Path, rows: list[tuple[object, ...]]) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE op (origin TEXT, seq INTEGER, hlc INTEGER, context TEXT, schema INTEGER, kind TEXT, verb TEXT, "
        "tx INTEGER, undoes TEXT, subject TEXT, tbl TEXT, row_id TEXT, payload BLOB, salt BLOB, payload_hash BLOB, "
        "chain_hash BLOB, PRIMARY KEY (origin, seq))"
    )

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO op VALUES ({', '.join('?' * COLUMNS)})", rows)
        connection.execute("COMMIT")

    seconds, _ = _timed(insert)
    connection.close()
    return seconds


def _timed(action: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = action()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.gettempdir()),
    )
