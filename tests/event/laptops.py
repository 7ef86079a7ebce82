"""Laptops of one event that tell each other their operations: what the tests of the merge are written with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from uepit_desktop.event import EventFile, MergeResult, log
from uepit_desktop.event.model import CheckIn, Person, PersonRole, new_id
from uepit_desktop.event.operation import Operation

MONDAY = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)


class Watch:
    """A wall clock that a test sets."""

    def __init__(self, now: dt.datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


def join(event: EventFile, path: Path, desk: str = "Accueil B", **options: Any) -> EventFile:
    """A further laptop of ``event``, which has read everything that ``event`` knows."""
    shared = {name: key for name, key in event.secrets.items() if name != "replica_seed"}
    laptop = EventFile.create_empty(path, event_id=event.event_id, secrets=shared, desk=desk, **options)
    laptop.merge(operations_of(event))
    with laptop.write("join") as db:
        laptop.announce(db)
    return laptop


def operations_of(event: EventFile, since: Mapping[str, int] | None = None) -> list[Operation]:
    with event.read() as db:
        return list(log.operations(db, since))


def tell(sender: EventFile, receiver: EventFile) -> MergeResult:
    """Everything that ``sender`` has and ``receiver`` lacks."""
    with receiver.read() as db:
        known = log.version_vector(db)
    return receiver.merge(operations_of(sender, known))


def agree(*laptops: EventFile) -> None:
    """Everyone tells everyone, until nobody has news; then all hold the same state, sound."""
    for _ in laptops:
        for sender in laptops:
            for receiver in laptops:
                if sender is not receiver:
                    tell(sender, receiver)
    reports = [laptop.check() for laptop in laptops]
    assert [report.faults for report in reports] == [()] * len(reports)
    assert len({report.digest for report in reports}) == 1


def digest(event: EventFile) -> str:
    from uepit_desktop.event.check import state_digest

    with event.read() as db:
        return state_digest(db.connection())


def register(event: EventFile, given_name: str = "Solène", family_name: str = "Kerdavid", **fields: Any) -> str:
    """A participant, in one write. Returns the person's id."""
    with event.write("register") as db:
        person = Person(id=new_id(), given_name=given_name, family_name=family_name, **fields)
        db.add(person)
        db.add(PersonRole(person_id=person.id, role="participant"))
    return person.id


def edit(event: EventFile, model: type[Any], row: str, **fields: Any) -> None:
    with event.write("edit", subject=row) as db:
        found = db.get(model, row)
        assert found is not None
        for name, value in fields.items():
            setattr(found, name, value)


def shown(event: EventFile, model: type[Any], row: str) -> Any:
    with event.read() as db:
        return db.get(model, row)


def arrive(event: EventFile, person: str) -> str:
    """An arrival at this desk. Returns the fact's id."""
    with event.write("check_in", subject=person) as db:
        fact = CheckIn(id=new_id(), person_id=person, at=event.clock.now(), replica_id=event.replica_id)
        db.add(fact)
    return fact.id


def arrivals(event: EventFile) -> set[str]:
    """The arrivals that nobody took back."""
    with event.read() as db:
        facts = db.query(CheckIn).all()
    withdrawn: set[str | None] = set()
    for fact in sorted(facts, key=lambda fact: fact.id, reverse=True):  # an undoing may itself be undone, later
        if fact.kind == "undo" and fact.id not in withdrawn:
            withdrawn.add(fact.target_id)
    return {fact.id for fact in facts if fact.kind == "arrival" and fact.id not in withdrawn}


def names(operations: Iterable[Operation]) -> list[tuple[str, int]]:
    return [(operation.origin, operation.seq) for operation in operations]
