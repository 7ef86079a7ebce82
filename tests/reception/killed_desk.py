"""A desk that is killed with -9 right after it confirmed a scan, again and again, and what its file still holds."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import CheckIn, Person, new_id

MORNING = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Campaign:
    """``confirmed`` scans were answered before a kill; ``lost`` of them are not in the file.

    ``faults`` are the sentences of files that did not open, or whose tables do not say what their log says.
    """

    kills: int
    confirmed: int
    lost: int
    faults: tuple[str, ...]


def kill_again_and_again(path: Path, kills: int, *, seed: int = 9) -> Campaign:
    """Makes an event file, then ``kills`` times: a desk opens it and scans, is killed at the very moment when
    its parent hears of a confirmed scan, and the file is opened and read.
    """
    rng = random.Random(seed)
    codes = _make_event(path, kills * 8, rng)
    # Forked where the system can: the libraries are not imported anew for each desk.
    start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(start)
    confirmed: list[str] = []
    known: set[str] = set()
    faults: list[str] = []
    for _ in range(kills):
        hear, tell = context.Pipe(duplex=False)
        desk = context.Process(target=_scan_all, args=(path, codes[len(known) :], tell))
        desk.start()
        tell.close()
        heard = [hear.recv() for _ in range(rng.randint(1, 3))]
        desk.kill()
        desk.join()
        confirmed += [*heard, *_rest(hear)]
        try:
            with EventFile.open(path, read_only=True) as event, event.read() as db:
                known = {fact.id for fact in db.query(CheckIn)}
        except Exception as fault:
            faults.append(repr(fault))
    with EventFile.open(path) as event:
        if not (report := event.check()).ok:
            faults += report.faults
        with event.read() as db:
            known = {fact.id for fact in db.query(CheckIn)}
    return Campaign(kills, len(confirmed), len(set(confirmed) - known), tuple(faults))


def _make_event(path: Path, people: int, rng: random.Random) -> list[str]:
    codes = [new_badge_code(rng) for _ in range(people)]
    with (
        EventFile.create(path, name="Kill", site="Valmorin", start_on=MORNING.date(), days=1) as event,
        event.write("import") as db,
    ):
        db.add_all(Person(id=new_id(), family_name=f"Nom{n}", badge_code=code) for n, code in enumerate(codes))
    return codes


def _scan_all(path: Path, codes: Sequence[str], tell: Connection) -> None:
    """The desk: each verdict is told only once ``check_in`` has returned it."""
    with EventFile.open(path) as event:
        for code in codes:
            result = reception.check_in(event, code, at=MORNING)
            assert result.verdict == "arrived", result.message
            tell.send(result.check_in_id)


def _rest(hear: Connection) -> Iterator[str]:
    """What the desk had still confirmed before it died; a message cut in two was not a confirmation."""
    while hear.poll():
        try:
            yield hear.recv()
        except (EOFError, OSError):
            return
