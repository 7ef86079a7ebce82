"""A sample event to try the program on, made by the same verbs as a real one. Everybody in it is invented."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from .challenges import import_challenges
from .event import EventFile, UserError
from .event.backup import backup_folder
from .event.model import BondKind
from .event.receipts import Medium
from .event.summary import summarise
from .exchange import read_bundles, write_bundle
from .language import tr
from .people import edit_person, import_people, list_people, preview_people, read_people_table
from .programme import import_programme
from .reception import check_in
from .resources import resource
from .teams.bonds import bind_people
from .teams.gathering import situation_of
from .teams.placing import apply_plan, lock
from .teams.preparing import prepare_challenge_teams
from .teams.situation import Situation

Progress = Callable[[int, int], None]
"""Called with (done, total)."""
Cancelled = Callable[[], bool]

SITE = "Valmorin"
DESK, OTHER_DESK = "Accueil A", "Accueil B"
DAYS = 3
ZONE = ZoneInfo("Europe/Paris")
SHOWN_AT, NOON, SHOWN_LATER = dt.time(9, 12), dt.time(12, 30), dt.time(14, 12)
_QUEUE = dt.timedelta(minutes=54)
_SHARE_ARRIVED, _SHARE_OF_A_FULL_MORNING = 0.62, 0.88
_SEED = 2026
_SHARE_OTHER = 0.4
_EXCHANGED_AT = 0.85  # of the morning: what happened since is not known at the other desk
_TO_PLACE, _LOCKS = 11, 6  # people whom the sample leaves to the first proposal, and places that it keeps
_Step = tuple[dt.datetime, Callable[[], object]]  # one thing that happens at a desk: when, and what
_PREPARING = 60  # importing takes about as long as this many arrivals


@dataclass(frozen=True, slots=True)
class Sample:
    """What was built: the file, its days, how many there are of each. ``arrivals`` are those known at this desk."""

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
    doors = _doors(local)
    clock = _Clock(doors[0].opened - dt.timedelta(minutes=30))
    with EventFile.create(
        path, name=name, site=SITE, start_on=local.date(), days=DAYS, desk=DESK, time_zone=ZONE.key, clock=clock
    ) as event:
        try:
            _fill(event, clock, doors, progress or _silent, cancelled or _never)
            told = summarise(event)
            sample = Sample(
                file=path,
                event=name,
                site=SITE,
                start_on=local.date(),
                end_on=local.date() + dt.timedelta(days=DAYS - 1),
                people=told.counts["person"],
                organisations=told.counts["organisation"],
                challenges=told.counts["challenge"],
                arrivals=told.counts["check_in"],
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


@dataclass(frozen=True, slots=True)
class _Door:
    """One half-day at the door: who comes is a share of everybody, in the last 54 minutes before ``until``."""

    not_before: dt.datetime
    until: dt.datetime
    share: float

    @property
    def opened(self) -> dt.datetime:
        return max(self.not_before, self.until - _QUEUE)


class _Clock:
    """The wall clock of the sample: it says what the story says."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)


def _fill(event: EventFile, clock: _Clock, doors: Sequence[_Door], progress: Progress, cancelled: Cancelled) -> None:
    """Import the registrations, have a second desk join, then have people arrive at both."""
    chance = random.Random(_SEED)
    import_challenges(event, resource("samples", "defis-valmorin.csv"))
    table = read_people_table(resource("samples", "inscriptions-valmorin.csv"), encoding="cp1252")
    preview = preview_people(event, table, cancelled=cancelled)
    import_people(event, preview, rng=chance, cancelled=cancelled)
    import_programme(event, resource("samples", "programme-valmorin.csv"))
    _form_teams(event, random.Random(_SEED))
    with TemporaryDirectory() as name:
        folder = Path(name)
        with _other_desk(event, folder, clock) as other:
            story = _story(event, other, folder, chance, doors)
            for done, (at, act) in enumerate(story):
                if cancelled():
                    raise UserError("The sample event was not made, as you asked.", code="cancelled")
                progress(_PREPARING + done, _PREPARING + len(story))
                clock.moment = at
                act()
    progress(_PREPARING + len(story), _PREPARING + len(story))


def _form_teams(event: EventFile, chance: random.Random) -> None:
    """Challenge teams as someone would make them in an afternoon: by wish where there is room, a few left to place."""
    prepare_challenge_teams(event)
    situation = situation_of(event)
    apply_plan(event, _by_wish(situation, chance), stamp=situation.stamp)
    placed = situation_of(event)
    bearers = {bearer for team in placed.teams for bearer in team.bearers}
    free = [person for person in placed.placed if person.id not in bearers and person.wishes]
    lock(event, [person.id for person in chance.sample(free, _LOCKS)])
    first, second, third = (team.members for team in placed.teams[:3])
    bind_people(event, first[-2:], BondKind.TOGETHER, tr("share a car"))
    bind_people(event, (second[-1], third[-1]), BondKind.APART, tr("one reports to the other"))


def _by_wish(situation: Situation, chance: random.Random) -> dict[str, str]:
    """Everyone in turn in their first wish that has room, else in the smallest team; the last few nowhere."""
    room = -(-len(situation.people) // len(situation.teams))
    sizes = dict.fromkeys((team.id for team in situation.teams), 0)
    bearers = [person for person in situation.people if person.bears]
    others = [person for person in situation.people if not person.bears]
    chance.shuffle(others)
    others.sort(key=lambda person: not person.wishes)  # those who asked are served first
    waiting = {person.id for person in chance.sample(others, _TO_PLACE)}
    where: dict[str, str] = {}
    for person in [*bearers, *others]:
        if person.id not in waiting:
            open_ = [team for team in (*person.bears, *person.wishes) if sizes[team] < room]
            where[person.id] = team = next(iter(open_), min(sizes, key=lambda team: sizes[team]))
            sizes[team] += 1
    return where


def _other_desk(event: EventFile, folder: Path, clock: _Clock) -> EventFile:
    """A second laptop of the event. It joins as by a pack, without one: its passphrase takes seconds, by design."""
    keys = {name: event.secrets[name] for name in ("event_identity", "enrolment_seed")}
    other = EventFile.create_empty(
        folder / "desk-b.uepit", event_id=event.event_id, secrets=keys, desk=OTHER_DESK, clock=clock
    )
    with other.write("join") as db:
        other.announce(db)
    _hand_over(other, event, folder)
    _hand_over(event, other, folder)
    return other


def _hand_over(writer: EventFile, reader: EventFile, folder: Path) -> None:
    """One way of an exchange."""
    written = write_bundle(writer, folder)
    if written.file is not None:
        read_bundles(reader, written.file, medium=Medium.KEY)


def _story(
    event: EventFile, other: EventFile, folder: Path, chance: random.Random, doors: Sequence[_Door]
) -> list[_Step]:
    """What happens at the two desks, in order: arrivals, one noted at both, a value said two ways, an exchange."""
    with event.read() as db:
        people = sorted((person.badge, person.id) for person in list_people(db))
    chance.shuffle(people)

    def arrival(desk: EventFile, code: str, at: dt.datetime) -> _Step:
        return at, lambda: check_in(desk, code, at=at)

    def exchange() -> None:
        _hand_over(event, other, folder)
        _hand_over(other, event, folder)  # with the receipt of what it has just read

    story: list[_Step] = []
    for door in doors:
        coming = people[: round(len(people) * door.share)]
        for (code, _), at in zip(coming, _moments(chance, door, len(coming)), strict=True):
            story.append(arrival(other if chance.random() < _SHARE_OTHER else event, code, at))
    last, span = doors[-1], doors[-1].until - doors[-1].opened
    (met_twice, _), (_, disputed) = people[0], people[-1]
    for desk, part, function in ((event, 0.5, "Mission innovation"), (other, 0.6, "Direction de l'innovation")):
        story.append(arrival(desk, met_twice, last.opened + span * part))
        edit = partial(edit_person, desk, disputed, "function", function)
        story.append((last.opened + span * (part + 0.05), edit))
    story.append((last.opened + span * _EXCHANGED_AT, exchange))
    return sorted(story, key=lambda step: step[0])


def _doors(local: dt.datetime) -> tuple[_Door, ...]:
    """When people came: this morning, and from noon on this afternoon too. Never after ``local``."""
    noon = _on(local, NOON)
    morning = _Door(_on(local, dt.time()), min(local, _on(local, SHOWN_AT)), _SHARE_ARRIVED)
    if local < noon:
        return (morning,)
    return replace(morning, share=_SHARE_OF_A_FULL_MORNING), _Door(
        noon, min(local, _on(local, SHOWN_LATER)), _SHARE_ARRIVED
    )


def _on(local: dt.datetime, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(local.date(), time, ZONE)


def _moments(chance: random.Random, door: _Door, n: int) -> Iterator[dt.datetime]:
    """``n`` moments in order: few at first, a crowd towards the plenary, as at a real door."""
    span_s = (door.until - door.opened).total_seconds()
    yield from (
        door.opened + dt.timedelta(seconds=round(part * span_s, 1))
        for part in sorted(chance.triangular(0.0, 1.0, 0.8) for _ in range(n))
    )


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False
