"""Laptops of one event, on disk, that exchange by files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import CheckIn, Person, new_id
from uepit_desktop.exchange import ReadResult, WriteResult, read_bundles, write_bundle
from uepit_desktop.exchange.pack import create_from, inside, note_pack, proved

NOON = dt.datetime(2026, 7, 6, 10, 0, tzinfo=dt.UTC)


class Laptops:
    """The laptops of one event. The first one created it; the others joined with its pack (its inside, without the
    second that the passphrase takes).
    """

    def __init__(self, folder: Path, name: str = "Université d'été") -> None:
        self.folder = folder
        self.key = folder / "key"
        self.key.mkdir(parents=True)
        self.all: list[EventFile] = []
        self._ticks = 0
        first = EventFile.create(
            folder / "laptop0.uepit",
            name=name,
            site="Valmorin",
            start_on=dt.date(2026, 7, 6),
            days=3,
            clock=self.clock(dt.timedelta()),
        )
        self.all.append(first)

    def clock(self, wrong_by: dt.timedelta) -> Callable[[], dt.datetime]:
        """A clock that moves on by a second at each look, wrong by this much."""

        def now() -> dt.datetime:
            self._ticks += 1
            return NOON + dt.timedelta(seconds=self._ticks) + wrong_by

        return now

    def join(self, desk: str, wrong_by: dt.timedelta = dt.timedelta()) -> EventFile:
        """One more laptop, from a pack made now."""
        contents, parcel = inside(self.all[0])
        note_pack(self.all[0], parcel)
        path = self.folder / f"laptop{len(self.all)}.uepit"
        clock = self.clock(wrong_by)
        create_from(proved(contents), path, desk, "", clock)
        self.all.append(EventFile.open(path, clock=clock))
        return self.all[-1]

    def carry(self, source: EventFile, target: EventFile, folder: Path | None = None) -> ReadResult:
        """Write on the key at one laptop, read the key at another."""
        self.write(source, folder)
        return read_bundles(target, folder or self.key)

    def write(self, source: EventFile, folder: Path | None = None) -> WriteResult:
        return write_bundle(source, folder or self.key)

    def all_round(self) -> None:
        """Carry the key around until nobody has anything to say."""
        for _ in range(6):
            said = [self.write(laptop).nothing_new for laptop in self.all]
            for laptop in self.all:
                assert not read_bundles(laptop, self.key).refused
            if all(said):
                return
        raise AssertionError("the laptops never stop talking")

    def digests(self) -> set[str]:
        """The state of every laptop, each one verified against its log."""
        reports = [laptop.check() for laptop in self.all]
        assert all(report.ok for report in reports), [report.faults for report in reports]
        return {report.digest for report in reports}

    def close(self) -> None:
        for laptop in self.all:
            laptop.close()


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    """One laptop that made the event; ``join`` adds others."""
    found = Laptops(tmp_path / "site")
    yield found
    found.close()


@pytest.fixture
def pair(laptops: Laptops) -> Laptops:
    """Two laptops: Coordination, and Poste 2."""
    laptops.join("Poste 2")
    return laptops


def add_person(event: EventFile, family_name: str, given_name: str = "Solène") -> str:
    """A person, in one write. Returns their id."""
    person = Person(id=new_id(), given_name=given_name, family_name=family_name)
    with event.write("add_person", subject=person.id) as db:
        db.add(person)
    return person.id


def rename(event: EventFile, person: str, given_name: str) -> None:
    with event.write("edit_person", subject=person) as db:
        db.get_one(Person, person).given_name = given_name


def arrive(event: EventFile, person: str) -> str:
    """An arrival, in one write. Returns the id of the fact."""
    fact = CheckIn(id=new_id(), person_id=person, at=event.clock.now(), replica_id=event.replica_id)
    with event.write("check_in", subject=person) as db:
        db.add(fact)
    return fact.id
