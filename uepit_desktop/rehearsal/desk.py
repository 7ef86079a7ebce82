"""One desk of a rehearsal: a process of its own with an event file of its own, that can be killed at any moment."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..event import EventFile, UserError
from ..event.model import CheckIn
from ..exchange import read_bundles, write_bundle
from ..people import prepare_search, search
from ..reception import CheckInResult, check_in, register_walk_in, status
from .script import Registration

_SHOWN = 10
"""Results of a search among which the desk looks for the person."""


@dataclass(frozen=True, slots=True)
class Scan:
    at: dt.datetime
    code: str


@dataclass(frozen=True, slots=True)
class Search:
    """Typed letter by letter; when the person is not among the results, ``name`` is typed in full. Then chosen."""

    at: dt.datetime
    typed: str
    name: str
    person_id: str


@dataclass(frozen=True, slots=True)
class WalkIn:
    at: dt.datetime
    who: Registration


@dataclass(frozen=True, slots=True)
class Write:
    """A bundle into a folder."""

    at: dt.datetime
    folder: Path


@dataclass(frozen=True, slots=True)
class Read:
    """Every bundle of a folder."""

    at: dt.datetime
    folder: Path


@dataclass(frozen=True, slots=True)
class Account:
    """What the file holds in the end, and which of these arrivals are not in it."""

    at: dt.datetime
    arrivals: tuple[str, ...]


Order = Scan | Search | WalkIn | Write | Read | Account


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person at the desk was told. ``waited_s`` is what the verbs took, without the typing.

    ``arrival`` is the id of the arrival that the verdict is about; None when nobody is said to have arrived.
    ``tries`` counts the texts typed for a search; ``found`` is False when the person never came up.
    """

    verdict: str
    waited_s: float
    arrival: str | None
    tries: int = 0
    found: bool = True


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Operations written or applied; ``refused`` are sentences of files that were not read."""

    operations: int
    wrote: bool = False
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A desk in the end: digest of its state, faults of its file, arrivals asked for that it lacks, its figures."""

    digest: str
    faults: tuple[str, ...]
    missing: tuple[str, ...]
    arrived: int
    doubles: int


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Why a desk could not go on: a sentence for a person, with what makes it anew."""

    key: str
    code: str
    params: dict[str, Any]


class Desk:
    """The handle on a desk's process. ``start`` it, give it orders one at a time, ``kill`` or ``close`` it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        hear, self._tell = context.Pipe(duplex=False)
        self._hear, tell = context.Pipe(duplex=False)
        self._process = context.Process(target=run_desk, args=(self.path, hear, tell), daemon=True)
        self._process.start()
        hear.close()
        tell.close()
        self._answer()

    def ask(self, order: Order) -> Any:
        """Give an order and wait for the answer: an ``Answer``, ``Exchanged`` or ``State``. Raises UserError."""
        self._tell.send(order)
        return self._answer()

    def killed_while(self, order: Order, after_s: float) -> Answer | None:
        """Give an order, and kill the process (``kill -9``) ``after_s`` seconds later. Returns what it still said."""
        self._tell.send(order)
        time.sleep(after_s)
        self._process.kill()
        self._process.join()
        try:
            heard = self._hear.recv()
        except (EOFError, OSError):  # half an answer is none
            heard = None
        self._hear.close()
        self._tell.close()
        return heard if isinstance(heard, Answer) else None

    def restart(self) -> float:
        """Start the killed desk again, on the file as the kill left it. Returns the seconds until it takes orders."""
        began = time.perf_counter()
        self._start()
        return time.perf_counter() - began

    def close(self) -> None:
        """Let the desk close its file. One that no longer answers is ended."""
        if self._process.is_alive():
            try:
                self._tell.send(None)
                self._process.join(timeout=30)
            except OSError:
                pass
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _answer(self) -> Any:
        try:
            heard = self._hear.recv()
        except EOFError:
            raise RuntimeError(f"the desk of {self.path.name} ended by itself") from None
        if isinstance(heard, _Stopped):
            raise UserError(heard.key, code=heard.code, **heard.params)
        return heard


def run_desk(path: Path, hear: Connection, tell: Connection) -> None:
    """The process: open the file, say so, then answer each order until there are no more."""
    clock = _Clock()
    try:
        with EventFile.open(path, clock=clock) as event:
            with event.read() as db:
                prepare_search(db)
            tell.send(None)
            while (order := hear.recv()) is not None:
                clock.moment = order.at
                tell.send(_obey(event, order))
    except UserError as refused:
        tell.send(_Stopped(refused.key, refused.code, refused.params))
    except (EOFError, BrokenPipeError):
        pass  # whoever rehearses was stopped


class _Clock:
    """The wall clock of a desk says what the script says."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 7, 6, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment.astimezone(dt.UTC)


def _obey(event: EventFile, order: Order) -> Answer | Exchanged | State:
    match order:
        case Scan():
            began = time.perf_counter()
            return _told(check_in(event, order.code, at=order.at), time.perf_counter() - began)
        case Search():
            return _searched(event, order)
        case WalkIn():
            return _registered(event, order)
        case Write():
            written = write_bundle(event, order.folder)
            return Exchanged(written.operations, wrote=written.file is not None)
        case Read():
            read = read_bundles(event, order.folder)
            return Exchanged(read.applied, refused=tuple(refusal.reason for refusal in read.refused))
        case Account():
            return _state(event, order)


def _told(result: CheckInResult, waited_s: float, tries: int = 0) -> Answer:
    arrival = result.check_in_id or (result.earlier.check_in_id if result.earlier else None)
    return Answer(result.verdict.value, waited_s, arrival, tries)


def _searched(event: EventFile, order: Search) -> Answer:
    """Every letter is a search, and all of them are counted as waiting: more than a person notices."""
    began = time.perf_counter()
    for tries, text in enumerate((order.typed, order.name), start=1):
        shown: set[str] = set()
        for end in range(1, len(text) + 1):
            with event.read() as db:
                shown = {found.id for found in search(db, text[:end], _SHOWN)}
        if order.person_id in shown:
            result = check_in(event, method="name", person_id=order.person_id, at=order.at)
            return _told(result, time.perf_counter() - began, tries)
    return Answer("not_found", time.perf_counter() - began, None, tries=2, found=False)


def _registered(event: EventFile, order: WalkIn) -> Answer:
    """Registered on the spot; people of close names are looked at and are not this one."""
    who = order.who
    began = time.perf_counter()
    result = register_walk_in(event, who.given_name, who.family_name, who.organisation, at=order.at)
    if result.check_in_id is None:
        result = register_walk_in(event, who.given_name, who.family_name, who.organisation, at=order.at, anyway=True)
    return _told(result, time.perf_counter() - began)


def _state(event: EventFile, order: Account) -> State:
    report = event.check()
    with event.read() as db:
        missing = tuple(arrival for arrival in order.arrivals if db.get(CheckIn, arrival) is None)
        figures = status(db, event, at=order.at)
    return State(report.digest, report.faults, missing, figures.arrived, figures.doubles)
