"""A small event whose programme is still empty, and files of sessions as offices write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person, Team, new_id


@pytest.fixture
def event(tmp_path: Path) -> Iterator[EventFile]:
    """Three days from Monday 6 July 2026 at Valmorin, with two people who hold sessions and a team D4."""
    with EventFile.create(
        tmp_path / "valmorin.uepit", name="Université d'été", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3
    ) as event:
        with event.write("test") as db:
            db.add(Person(id=new_id(), given_name="Aïcha", family_name="Béranget"))
            db.add(Person(id=new_id(), given_name="Hervé", family_name="L’Hostissier"))
            db.add(Team(id=new_id(), code="D4", name="Un seul guichet"))
        yield event
