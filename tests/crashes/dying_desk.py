"""A desk that is killed at a chosen call to the database, the disk or the system, and what its files hold after that.

A kill point is the beginning or the end of one such call, counted as Python makes it: the first kill falls before the
first call, the last one after the last, and a campaign goes through them in order.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.exchange.conftest import Laptops
from uepit_desktop import reception
from uepit_desktop.event import EventFile, log
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import CheckIn, Person, new_id
from uepit_desktop.exchange import read_bundles, write_bundle

MORNING = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)
DEEDS = ("check_in", "undo", "write", "read")
_DATABASE_CALLS = {"execute", "executemany", "commit", "rollback"}
_SYSTEM_CALLS = {"fsync", "replace", "rename", "unlink", "open", "write", "close", "mkdir"}
_NOWHERE = 1 << 40


@dataclass(frozen=True, slots=True)
class Campaign:
    """``points`` are the kill points of one run of a deed; ``kills`` fell on them in turn.

    ``confirmed`` things were said before a kill; ``lost`` are those no longer true, ``faults`` whatever else is wrong.
    """

    deed: str
    points: int
    kills: int
    confirmed: int
    lost: tuple[str, ...]
    faults: tuple[str, ...]


class Trap:
    """Within it, the process dies at its ``point``-th kill point; ``seen`` counts them."""

    def __init__(self, point: int) -> None:
        self.point = point
        self.seen = 0

    def __enter__(self) -> Trap:
        sys.setprofile(self._look)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)

    def _look(self, frame: object, kind: str, function: Any) -> None:
        if kind.startswith("c_") and _matters(function):
            self.seen += 1
            if self.seen == self.point:
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _matters(function: Any) -> bool:
    module = getattr(function, "__module__", None) or type(getattr(function, "__self__", None)).__module__
    if module.startswith("sqlcipher3"):
        return function.__name__ in _DATABASE_CALLS
    return module in ("posix", "nt", "_io") and function.__name__ in _SYSTEM_CALLS


def kill_at_every_point(folder: Path, deed: str, kills: int, *, seed: int = 3) -> Campaign:
    """Make two laptops in ``folder``, then ``kills`` times have one begin ``deed`` and die; look at it after each."""
    stage = _Stage(folder, random.Random(seed))
    points = stage.points_of(deed)
    for number in range(kills):
        stage.kill(deed, 1 + (number % points if kills >= points else number * points // kills))
    stage.end()
    return Campaign(deed, points, stage.kills, stage.confirmed, tuple(stage.lost), tuple(stage.faults))


@dataclass
class _Stage:
    """The laptop that dies, the other one, and the key between them."""

    folder: Path
    chance: random.Random
    kills: int = 0
    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    arrivals: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        laptops = Laptops(self.folder / "site")
        laptops.join("Poste 2")
        self.dying, self.other = (laptop.path for laptop in laptops.all)
        self.other_origin = laptops.all[1].replica_id
        laptops.close()
        self.key = laptops.key

    def points_of(self, deed: str) -> int:
        """How many kill points one whole run has."""
        told = self._run(deed, _NOWHERE)
        return next(int(said) for about, said in told if about == "points")

    def kill(self, deed: str, point: int) -> None:
        """One run that dies at ``point``, and a look at what it left. A run with fewer points is run again."""
        while True:
            told = self._run(deed, point)
            self._look(deed, told)
            points = next((int(said) for about, said in told if about == "points"), 0)
            if not points:
                break
            point = self.chance.randint(1, points)
        self.kills += 1

    def end(self) -> None:
        """In the end the two exchange everything and are equal."""
        with _opened(self.dying) as first, _opened(self.other) as second:
            for _ in range(3):
                for laptop in (first, second):
                    write_bundle(laptop, self.key)
                for laptop in (first, second):
                    self.faults += [refusal.reason for refusal in read_bundles(laptop, self.key).refused]
            if first.check().digest != second.check().digest:
                self.faults.append("the two laptops do not end in the same state")
            with second.read() as db:
                facts = list(db.query(CheckIn))
            self.lost += sorted(self.arrivals - {fact.id for fact in facts})
            self.lost += sorted(self.undone - {fact.target_id for fact in facts})
        if parts := list(self.key.glob(".*.part")):
            self.faults.append(f"{len(parts)} part files were never swept")

    def _run(self, deed: str, point: int) -> list[tuple[str, str]]:
        codes = self._register(3) if deed != "read" else []
        self.before = self._send(2) if deed == "read" else {}
        self.had = self._received()
        # Forked where the system can: the libraries are not imported anew for each desk.
        start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(start)
        hear, tell = context.Pipe(duplex=False)
        desk = context.Process(target=_act, args=(deed, point, self.dying, self.key, codes, tell))
        desk.start()
        tell.close()
        told = list(_heard(hear))
        desk.join()
        for about, said in told:
            self.confirmed += about != "points"
            {"arrived": self.arrivals, "undone": self.undone}.get(about, set()).add(said)
        return told

    def _register(self, count: int) -> list[str]:
        codes = [new_badge_code(self.chance) for _ in range(count)]
        with _opened(self.dying) as event, event.write("import") as db:
            db.add_all(Person(id=new_id(), family_name=f"Nom {code}", badge_code=code) for code in codes)
        return codes

    def _send(self, bundles: int) -> dict[str, int]:
        """New bundles on the key. Returns each one's name and the last operation of the other laptop in it."""
        with _opened(self.dying) as first, _opened(self.other) as second:  # what was not read has grown no larger
            read_bundles(first, self.key)
            write_bundle(first, self.key)
            read_bundles(second, self.key)
        for old in self.key.glob("*.uepitx"):
            old.unlink()
        ends = {}
        with _opened(self.other) as event:
            for number in range(bundles):
                with event.write("import") as db:
                    db.add_all(Person(family_name=f"Nom {number}-{place}") for place in range(20))
                written = write_bundle(event, self.key).file
                assert written is not None
                with event.read() as db:
                    ends[written.name] = log.version_vector(db)[self.other_origin]
        return ends

    def _look(self, deed: str, told: Sequence[tuple[str, str]]) -> None:
        try:
            with _opened(self.dying) as event:
                self.faults += event.check().faults
                with event.read() as db:
                    facts = {fact.id: fact for fact in db.query(CheckIn)}
            received = self._received()
            for backup in EventFile.backups(self.dying)[:1]:
                with EventFile.open(backup, read_only=True) as kept:
                    self.faults += kept.check().faults
        except Exception as fault:
            self.faults.append(f"{deed}: {fault!r}")
            return
        withdrawn = {fact.target_id for fact in facts.values()}
        self.lost += [said for about, said in told if about == "arrived" and said not in facts]
        self.lost += [said for about, said in told if about == "undone" and said not in withdrawn]
        read = [said for about, said in told if about == "read"]
        if deed == "read":
            allowed = [self.had, *self.before.values()]
            if received < max((self.before[name] for name in read), default=0):
                self.lost.append(f"read, then lost: {read[-1]}")
            if received not in allowed:
                self.faults.append(f"half of a bundle was read: up to {received}")
        if deed == "write":
            self._other_reads([said for about, said in told if about == "written"])

    def _received(self) -> int:
        """The last operation of the other laptop that the dying one has."""
        with _opened(self.dying) as event, event.read() as db:
            return log.version_vector(db).get(self.other_origin, 0)

    def _other_reads(self, written: Sequence[str]) -> None:
        self.lost += [name for name in written if not (self.key / name).is_file()]
        with _opened(self.other) as event:
            read = read_bundles(event, self.key)
            self.faults += [f"half a bundle under a final name: {refusal.reason}" for refusal in read.refused]


def _opened(path: Path) -> EventFile:
    return EventFile.open(path, clock=lambda: MORNING)


def _heard(hear: Connection) -> Iterator[tuple[str, str]]:
    """What the desk said before it died; half a message is none."""
    while True:
        try:
            yield hear.recv()
        except (EOFError, OSError):
            return


def _act(deed: str, point: int, path: Path, key: Path, codes: Sequence[str], tell: Connection) -> None:
    """The desk: whatever it says is said only once the verb has returned."""
    trap = Trap(point)
    _ACTS[deed](trap, path, key, codes, lambda about, said: tell.send((about, said)))
    tell.send(("points", str(trap.seen)))


Say = Callable[[str, str], None]


def _check_in(trap: Trap, path: Path, key: Path, codes: Sequence[str], say: Say) -> None:
    """The file is opened, people arrive, the file is closed, with its backup."""
    with trap, _opened(path) as event:
        for code in codes:
            say("arrived", str(reception.check_in(event, code, at=MORNING).check_in_id))


def _undo(trap: Trap, path: Path, key: Path, codes: Sequence[str], say: Say) -> None:
    """One arrival is taken back at the desk, the one before it by the window's undo."""
    with _opened(path) as event:
        arrivals = [str(reception.check_in(event, code, at=MORNING).check_in_id) for code in codes]
        for arrival in arrivals:
            say("arrived", arrival)
        with trap:
            assert reception.undo_check_in(event, arrivals[-1], at=MORNING).done
            say("undone", arrivals[-1])
            assert event.undo() is not None
            say("undone", arrivals[-2])


def _write(trap: Trap, path: Path, key: Path, codes: Sequence[str], say: Say) -> None:
    """A bundle is written on the key."""
    with _opened(path) as event:
        say("arrived", str(reception.check_in(event, codes[0], at=MORNING).check_in_id))
        with trap:
            written = write_bundle(event, key).file
            assert written is not None
            say("written", written.name)


def _read(trap: Trap, path: Path, key: Path, codes: Sequence[str], say: Say) -> None:
    """The bundles of the key are read, one after the other."""
    with _opened(path) as event, trap:
        for file in sorted(key.glob("*.uepitx")):
            assert not read_bundles(event, file).refused
            say("read", file.name)


_ACTS = {"check_in": _check_in, "undo": _undo, "write": _write, "read": _read}
