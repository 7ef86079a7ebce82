"""A small event at the desk: people with badges, a clock that the test sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import BadgeAlias, CheckIn, Organisation, Person, Replica, new_id


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    """Three days from 6 July 2026 at Valmorin, at the desk « Accueil A », Monday 8:53."""
    with EventFile.create(
        tmp_path / "valmorin.uepit",
        name="Université d'été",
        site="Valmorin",
        start_on=dt.date(2026, 7, 6),
        days=3,
        desk="Accueil A",
        clock=clock,
    ) as event:
        yield event


@pytest.fixture
def person(event: EventFile) -> Callable[..., Person]:
    """Adds someone to the event: ``person("Solène Kerdavid", organisation="Ville de Brévanches", alias="TCK-1")``."""

    def add(name: str = "Solène Kerdavid", *, organisation: str = "", alias: str = "", **fields: Any) -> Person:
        given, _, family = name.partition(" ")
        with event.write("test") as db:
            organisation_id = None
            if organisation:
                organisation_id = new_id()
                db.add(Organisation(id=organisation_id, name=organisation))
            one = Person(
                id=new_id(),
                given_name=given,
                family_name=family,
                organisation_id=organisation_id,
                **{"badge_code": new_badge_code(), **fields},
            )
            db.add(one)
            if alias:
                db.add(BadgeAlias(person_id=one.id, code=alias))
        return one

    return add


@pytest.fixture
def elsewhere(event: EventFile) -> Callable[..., str]:
    """Notes an arrival as another desk did, as it stands here once its file was read. Returns the fact's id."""

    def note(person_id: str, at: dt.datetime, half_day_id: str | None, desk: str = "Accueil B") -> str:
        with event.write("test") as db:
            replica = new_id()
            db.add(Replica(id=replica, desk_name=desk))
            fact = CheckIn(
                id=new_id(), person_id=person_id, half_day_id=half_day_id, at=at, replica_id=replica, operator="Inès"
            )
            db.add(fact)
        return fact.id

    return note
