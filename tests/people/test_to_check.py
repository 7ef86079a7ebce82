"""What an eye should see of people of the event, and which laptop is the coordination's."""

from __future__ import annotations

from pathlib import Path

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Organisation, Person
from uepit_desktop.exchange import join, new_passphrase, pack
from uepit_desktop.people import list_people
from uepit_desktop.people.contacts import EMAIL_INCOMPLETE
from uepit_desktop.people.coordination import coordinates
from uepit_desktop.people.to_check import NO_CONTACT, NO_ORGANISATION, doubts_of


def test_a_short_address_and_a_missing_organisation_are_doubts_and_a_full_line_is_none(event: EventFile) -> None:
    with event.write("add") as db:
        town = Organisation(name="Ville de Brévanches")
        db.add(town)
        db.flush()
        db.add_all([
            Person(family_name="A", email="a@brevanches", organisation_id=town.id),
            Person(family_name="B"),
            Person(family_name="C", email="c@brevanches.example", organisation_id=town.id),
        ])  # fmt: skip
    with event.read() as db:
        doubts = {row.family_name: doubts_of(row) for row in list_people(db)}
    assert doubts == {"A": (EMAIL_INCOMPLETE,), "B": (NO_ORGANISATION, NO_CONTACT), "C": ()}


def test_the_laptop_that_made_the_event_coordinates_and_one_that_joined_does_not(
    event: EventFile, tmp_path: Path
) -> None:
    words = new_passphrase()
    join(pack(event, tmp_path, words).file, tmp_path / "poste2.uepit", "Poste 2", words)
    with event.read() as db:
        assert coordinates(db, event)
    with EventFile.open(tmp_path / "poste2.uepit") as other, other.read() as db:
        assert not coordinates(db, other)
