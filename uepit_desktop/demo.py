"""A sample event to try the program on, made by the same verbs as a real one. Everybody in it is invented."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .event import EventFile, UserError
from .event.backup import backup_folder
from .event.model import Challenge, Organisation, Person
from .language import tr
from .people import import_people, preview_people, read_people_table
from .reception import check_in
from .resources import resource

Progress = Callable[[int, int], None]
"""Called with (done, total)."""
Cancelled = Callable[[], bool]

SITE = "Valmorin"
DESK = "Accueil A"
DAYS = 3
ZONE = ZoneInfo("Europe/Paris")
DOORS_OPEN = dt.time(8, 18)
SHOWN_AT = dt.time(9, 12)
_SHARE_ARRIVED = 0.62
_SEED = 2026
_PEOPLE_WEIGHT = 40  # writing everybody takes about as long as this many arrivals


@dataclass(frozen=True, slots=True)
class Sample:
    """What was built: the file, its days, how many there are of each."""

    file: Path
    event: str
    site: str
    start_on: dt.date
    end_on: dt.date
    people: int
    organisations: int
    challenges: int
    arrivals: int


def build_sample(
    path: Path,
    *,
    now: dt.datetime | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Sample:
    """Make the sample event at ``path``. Its first day is that of ``now`` (aware; default the real one), and people
    have been arriving since the doors opened.

    The content depends on ``now`` alone. Raises UserError ``exists``, ``cancelled`` or a fault of the disk; nothing is
    left at ``path`` then.
    """
    local = (now or dt.datetime.now(dt.UTC)).astimezone(ZONE)
    name = tr("Summer university {year}", year=local.year)
    clock = _Clock(local)
    with EventFile.create(
        path, name=name, site=SITE, start_on=local.date(), days=DAYS, desk=DESK, time_zone=ZONE.key, clock=clock
    ) as event:
        try:
            arrivals = _fill(event, clock, local, progress or _silent, cancelled or _never)
            with event.read() as db:
                sample = Sample(
                    file=path,
                    event=name,
                    site=SITE,
                    start_on=local.date(),
                    end_on=local.date() + dt.timedelta(days=DAYS - 1),
                    people=_count(db, Person),
                    organisations=_count(db, Organisation),
                    challenges=_count(db, Challenge),
                    arrivals=arrivals,
                )
        except BaseException:
            event.close()
            discard(path)
            raise
    return sample


def discard(path: Path) -> None:
    """Remove a sample event and what stands beside it. Raises UserError ``locked`` when a window has it open."""
    if path.exists():
        try:
            EventFile.open(path).close()
        except UserError as refused:
            if refused.code == "locked":
                raise
    beside = (f"{path.name}-wal", f"{path.name}-shm", f".{path.name}.open-by", f".{path.name}.lock")
    for name in (path.name, *beside):
        path.with_name(name).unlink(missing_ok=True)
    shutil.rmtree(backup_folder(path), ignore_errors=True)


class _Clock:
    """The wall clock of the sample: it says what the story says."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)


def _fill(event: EventFile, clock: _Clock, local: dt.datetime, progress: Progress, cancelled: Cancelled) -> int:
    """Import the registrations, then have people arrive. Returns the arrivals noted."""
    chance = random.Random(_SEED)
    opened, until = _morning(local)
    clock.moment = opened - dt.timedelta(minutes=30)
    table = read_people_table(resource("samples", "inscriptions-valmorin.csv"), encoding="cp1252")
    preview = preview_people(event, table, cancelled=cancelled)
    import_people(event, preview, rng=chance, cancelled=cancelled)
    with event.read() as db:
        codes = list(db.scalars(select(Person.badge_code).order_by(Person.badge_code)))
    chance.shuffle(codes)
    coming = codes[: round(len(codes) * _SHARE_ARRIVED)]
    total = _PEOPLE_WEIGHT + len(coming)
    progress(_PEOPLE_WEIGHT, total)
    for done, (code, at) in enumerate(zip(coming, _moments(chance, opened, until, len(coming)), strict=True), 1):
        if cancelled():
            raise UserError("The sample event was not made, as you asked.", code="cancelled")
        clock.moment = at
        check_in(event, code, at=at)
        progress(_PEOPLE_WEIGHT + done, total)
    clock.moment = local
    return len(coming)


def _morning(local: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """When the doors opened and the last person came: never after ``local``, never the day before."""
    until = min(local, dt.datetime.combine(local.date(), SHOWN_AT, ZONE))
    since = dt.datetime.combine(local.date(), SHOWN_AT, ZONE) - dt.datetime.combine(local.date(), DOORS_OPEN, ZONE)
    return max(until - since, dt.datetime.combine(local.date(), dt.time(), ZONE)), until


def _moments(chance: random.Random, opened: dt.datetime, until: dt.datetime, n: int) -> Iterator[dt.datetime]:
    """``n`` moments in order: few at first, a crowd towards the plenary, as at a real door."""
    span_s = (until - opened).total_seconds()
    yield from (
        opened + dt.timedelta(seconds=round(part * span_s, 1))
        for part in sorted(chance.triangular(0.0, 1.0, 0.8) for _ in range(n))
    )


def _count(db: Session, mapped: type[Person | Organisation | Challenge]) -> int:
    return db.scalar(select(func.count()).select_from(mapped).where(~mapped.deleted)) or 0


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False
