"""A rehearsal: a whole morning at the doors, played through the real verbs on real event files, and what came of it."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ..event import EventFile, UserError
from ..event.badge_codes import new_badge_code
from ..exchange import join, new_passphrase, pack
from ..language import tr
from ..people import import_people, list_people
from ..resources import resource
from .desk import Account, Answer, Desk, Exchanged, Read, Scan, Search, State, WalkIn, Write
from .script import DAY, DOORS, MORNING, ZONE, Meeting, Passage, Registration, Script, Way, write_script

SITE = "Valmorin"
AT_ONCE = 20
"""Arrivals whose waits are summed."""
_LONGEST_BEFORE_KILL_S = 0.004  # a scan takes about this long, so the kill falls anywhere in it
_ROUNDS = 4
_EVENING = DOORS + MORNING + dt.timedelta(hours=1)

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What people waited for the software, in milliseconds: half of them at most ``p50_ms``, and so on."""

    people: int
    p50_ms: float
    p95_ms: float
    longest_ms: float


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of a rehearsal.

    ``twenty_ms`` is the largest sum of the waits of 20 people who came one after the other (of all, when fewer came).
    ``verdicts`` counts what the desks said, ``confirmed`` how many arrivals they confirmed, each one once; ``lost``
    names the confirmed arrivals that some desk lacks in the end, and must be empty. ``retyped`` searches found the
    person only once the name was typed in full; ``not_found`` never. ``restart_ms`` is from the start of the killed
    desk's new process to its first order. ``digests`` are the states of the desks, by desk.
    """

    people: int
    desks: int
    seed: int
    folder: Path | None
    wait: Wait
    waits: Mapping[str, Wait]
    twenty_ms: float
    verdicts: Mapping[str, int]
    confirmed: int
    lost: tuple[str, ...]
    arrived: int
    doubles: int
    retyped: int
    not_found: int
    bundles: int
    operations: int
    restart_ms: float
    digests: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether all desks end in the same state."""
        return len(set(self.digests)) == 1

    @property
    def passed(self) -> bool:
        """Nothing lost, nobody missing, no fault, equal states."""
        return not (self.lost or self.faults or self.not_found) and self.equal and self.arrived == self.people


def rehearse(
    people: int = 200,
    desks: int = 3,
    *,
    seed: int = 1,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Rehearsal:
    """Play a morning of ``people`` (10 to 10,000) at ``desks`` desks (1 to 9), each with its own process and file.

    Two desks meet twice and exchange by files; one desk is killed in the middle of an arrival and started again; in the
    end everything is exchanged and compared. The files are made in ``keep``, which must be empty or new, or else in a
    temporary folder. The script depends on ``seed`` alone. Raises UserError ``not_empty`` or a fault of the disk.
    """
    if not 10 <= people <= 10_000 or not 1 <= desks <= 9:
        raise ValueError("from 10 to 10,000 people, from 1 to 9 desks")
    chance = random.Random(seed)
    script = write_script(people, desks, chance, _names())
    with _folder(keep) as folder:
        doors = _prepare(folder, script, desks)
        with ExitStack() as closing:
            morning = _Morning(script, folder / "key", chance, progress or _silent)
            for path in doors.files:
                desk = Desk(path)
                closing.callback(desk.close)
                morning.desks.append(desk)
            morning.codes, morning.ids = doors.codes, doors.ids
            morning.play()
            states = morning.finish()
    return morning.result(states, seed, keep)


@dataclass(frozen=True, slots=True)
class _Doors:
    """The event before the doors open: a file a desk, and the badge code and id of each one on the list."""

    files: list[Path]
    codes: list[str]
    ids: list[str]


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with TemporaryDirectory(prefix="uepit-") as name:
            yield Path(name)
        return
    if keep.exists() and any(keep.iterdir()):
        raise UserError("{folder} is not empty. Nothing was written. Give a new folder.", code="not_empty", folder=keep)
    keep.mkdir(parents=True, exist_ok=True)
    yield keep


def _prepare(folder: Path, script: Script, desks: int) -> _Doors:
    """Import the list at the first desk; the others join with its pack."""
    (folder / "key").mkdir()
    before = DOORS - dt.timedelta(hours=1)

    def clock() -> dt.datetime:
        return before.astimezone(dt.UTC)

    files = [folder / f"desk-{number}.uepit" for number in range(1, desks + 1)]
    with EventFile.create(
        files[0], name=tr("Rehearsal"), site=SITE, start_on=DAY, days=1, desk=_desk_name(0), time_zone=ZONE.key,
        clock=clock,
    ) as event:  # fmt: skip
        import_people(event, _registrations(folder / "registrations.csv", script.registered))
        with event.read() as db:
            by_email = {person.email: person for person in list_people(db)}
        if desks > 1:
            passphrase = new_passphrase()
            packed = pack(event, folder / "rehearsal.uepitp", passphrase).file
            for number in range(1, desks):
                join(packed, files[number], _desk_name(number), passphrase, clock=clock)
    rows = [by_email[one.email] for one in script.registered]
    return _Doors(files, [row.badge for row in rows], [row.id for row in rows])


@dataclass
class _Morning:
    """A morning being played: its desks, and what they said."""

    script: Script
    key: Path
    chance: random.Random
    progress: Progress
    desks: list[Desk] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    waits: list[tuple[Way, float]] = field(default_factory=list)
    """In the order in which people came; who came once more is not counted."""
    verdicts: Counter[str] = field(default_factory=Counter)
    confirmed: dict[str, str] = field(default_factory=dict)
    """Arrival → who, as the desk would call them."""
    retyped: int = 0
    not_found: int = 0
    bundles: int = 0
    operations: int = 0
    restart_s: float = 0.0
    refused: list[str] = field(default_factory=list)
    met: set[int] = field(default_factory=set)

    def play(self) -> None:
        """Every step of the script, in order."""
        total = len(self.script.steps)
        for done, step in enumerate(self.script.steps):
            self.progress(done, total)
            if isinstance(step, Meeting):
                self._meet(step)
            else:
                self._pass(step)
        self.progress(total, total)

    def finish(self) -> list[State]:
        """Everybody's bundles are read by everybody, until nobody has news; then each desk gives its account."""
        for _ in range(_ROUNDS):
            wrote = [self._exchanged(desk.ask(Write(_EVENING, self.key))).wrote for desk in self.desks]
            for desk in self.desks:
                self._exchanged(desk.ask(Read(_EVENING, self.key)))
            if not any(wrote):
                break
        account = Account(DOORS + MORNING, tuple(self.confirmed))
        return [desk.ask(account) for desk in self.desks]

    def _meet(self, meeting: Meeting) -> None:
        one, other = (self.desks[number] for number in meeting.desks)
        for writer, reader in ((one, other), (other, one)):
            self._exchanged(writer.ask(Write(meeting.at, self.key)))
            self._exchanged(reader.ask(Read(meeting.at, self.key)))

    def _exchanged(self, said: Exchanged) -> Exchanged:
        if said.wrote:
            self.bundles += 1
            self.operations += said.operations
        self.refused += said.refused
        return said

    def _pass(self, passage: Passage) -> None:
        desk, order = self.desks[passage.desk], self._order(passage)
        if passage.killed:
            heard = desk.killed_while(order, self.chance.uniform(0, _LONGEST_BEFORE_KILL_S))
            if heard is not None:
                self._heard(passage, heard)
            self.restart_s = desk.restart()
        self._heard(passage, desk.ask(order))

    def _order(self, passage: Passage) -> Scan | Search | WalkIn:
        who = passage.who
        if who is None:
            return Scan(passage.at, new_badge_code(self.chance))
        if passage.way is Way.WALK_IN:
            return WalkIn(passage.at, self.script.walk_ins[who - len(self.script.registered)])
        if passage.way is Way.SEARCH:
            return Search(passage.at, passage.typed, self.script.registered[who].name, self.ids[who])
        return Scan(passage.at, self.codes[who])

    def _heard(self, passage: Passage, answer: Answer) -> None:
        self.verdicts[answer.verdict] += 1
        self.retyped += answer.tries > 1 and answer.found
        self.not_found += not answer.found
        if passage.who is None:
            return
        if answer.arrival is not None:
            self.confirmed[answer.arrival] = self._name(passage.who)
        if passage.who not in self.met:
            self.met.add(passage.who)
            self.waits.append((passage.way, 1000 * answer.waited_s))

    def _name(self, who: int) -> str:
        return (*self.script.registered, *self.script.walk_ins)[who].name

    def result(self, states: Sequence[State], seed: int, keep: Path | None) -> Rehearsal:
        """The sum of it."""
        missing = {arrival for state in states for arrival in state.missing}
        every = [waited for _, waited in self.waits]
        by_way = {way: [waited for own, waited in self.waits if own is way] for way in Way}
        return Rehearsal(
            people=len(self.script.registered) + len(self.script.walk_ins),
            desks=len(states),
            seed=seed,
            folder=keep,
            wait=_wait(every),
            waits={way.value: _wait(waits) for way, waits in by_way.items() if waits},
            twenty_ms=max(sum(every[start : start + AT_ONCE]) for start in range(max(1, len(every) - AT_ONCE + 1))),
            verdicts=dict(self.verdicts.most_common()),
            confirmed=len(self.confirmed),
            lost=tuple(sorted(self.confirmed[arrival] for arrival in missing)),
            arrived=min(state.arrived for state in states),
            doubles=max(state.doubles for state in states),
            retyped=self.retyped,
            not_found=self.not_found,
            bundles=self.bundles,
            operations=self.operations,
            restart_ms=1000 * self.restart_s,
            digests=tuple(state.digest for state in states),
            faults=(*self.refused, *(fault for state in states for fault in state.faults)),
        )


def _wait(waits: Sequence[float]) -> Wait:
    ordered = sorted(waits)
    return Wait(len(ordered), _at(ordered, 50), _at(ordered, 95), ordered[-1])


def _at(ordered: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of them do not exceed (nearest rank)."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


def _names() -> list[Registration]:
    """The invented people of the sample event."""
    with resource("samples", "inscriptions-valmorin.csv").open(encoding="cp1252", newline="") as file:
        return [
            Registration(row["Prénom"].strip(), row["Nom"].strip().title(), "", row["Structure"].strip())
            for row in csv.DictReader(file, delimiter=";")
            if len(row["Nom"].strip()) > 1 and row["Prénom"] and row["Structure"]
        ]


def _registrations(path: Path, people: Sequence[Registration]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("Nom", "Prénom", "Courriel", "Structure"))
        writer.writerows((one.family_name, one.given_name, one.email, one.organisation) for one in people)
    return path


def _desk_name(number: int) -> str:
    return tr("Desk {n}", n=number + 1)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


__all__ = ["Rehearsal", "Wait", "rehearse"]
