"""Each laptop remembers when it received what another one noted, and from which file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from tests.event.laptops import operations_of
from tests.exchange.conftest import Laptops, add_person, arrive
from uepit_desktop.event import EventFile, UserError, log
from uepit_desktop.event.receipts import Medium, Provenance, provenance_of
from uepit_desktop.exchange import read_bundles


def provenance(event: EventFile, fact: str) -> Provenance | None:
    with event.read() as db:
        return provenance_of(db, "check_in", fact, event.replica_id)


def test_a_fact_noted_here_comes_from_here(pair: Laptops) -> None:
    first, _ = pair.all
    fact = arrive(first, add_person(first, "Kerdavid"))
    assert provenance(first, fact) == Provenance(first.replica_id, True, None, "")


def test_a_fact_of_another_desk_says_when_its_file_was_read_and_which(pair: Laptops) -> None:
    first, second = pair.all
    fact = arrive(first, add_person(first, "Kerdavid"))
    written = pair.write(first)
    assert written.file is not None
    before = second.clock.now()
    read_bundles(second, written.file, medium=Medium.FOLDER)
    found = provenance(second, fact)
    assert found is not None
    assert found.medium is Medium.FOLDER
    assert (found.origin, found.here, found.file_name) == (first.replica_id, False, Path(written.file).name)
    assert found.received_at is not None
    assert before <= found.received_at <= second.clock.now()


def test_a_second_file_does_not_change_when_the_first_was_received(pair: Laptops) -> None:
    first, second = pair.all
    fact = arrive(first, add_person(first, "Kerdavid"))
    pair.carry(first, second)
    noted = provenance(second, fact)
    later = arrive(first, add_person(first, "Amrouchel"))
    pair.carry(first, second)
    pair.carry(first, second)
    assert provenance(second, fact) == noted
    after = provenance(second, later)
    assert noted is not None
    assert after is not None
    assert noted.received_at is not None
    assert after.received_at is not None
    assert after.received_at > noted.received_at


def test_what_waited_for_an_earlier_file_is_received_with_it(pair: Laptops, tmp_path: Path) -> None:
    first, second = pair.all
    early, late = tmp_path / "early", tmp_path / "late"
    early.mkdir()
    late.mkdir()
    add_person(first, "Kerdavid")
    pair.write(first, early)
    fact = arrive(first, add_person(first, "Amrouchel"))
    pair.write(first, late)
    read_bundles(second, late)
    if provenance(second, fact) is None:  # held back until the gap is filled
        read_bundles(second, early)
    found = provenance(second, fact)
    assert found is not None
    assert found.received_at is not None


def test_nothing_is_remembered_of_a_file_that_is_refused(pair: Laptops) -> None:
    first, second = pair.all
    arrive(first, add_person(first, "Kerdavid"))
    written = pair.write(first)
    assert written.file is not None
    content = bytearray(Path(written.file).read_bytes())
    content[len(content) // 2] ^= 1
    Path(written.file).write_bytes(bytes(content))
    assert read_bundles(second, written.file).refused
    with second.read() as db:
        assert db.connection().exec_driver_sql("SELECT count(*) FROM received").scalar() == 0


def test_a_merge_that_fails_remembers_nothing(pair: Laptops) -> None:
    first, second = pair.all
    with second.read() as db:
        known = log.version_vector(db)
    arrive(first, add_person(first, "Kerdavid"))
    *sound, last = operations_of(first, known)
    with pytest.raises(UserError):
        second.merge([*sound, dataclasses.replace(last, chain_hash=b"x" * 32)], source="bad.uepitx")
    with second.read() as db:
        assert db.connection().exec_driver_sql("SELECT count(*) FROM received").scalar() == 0


def test_the_moment_is_the_one_of_this_laptop(laptops: Laptops) -> None:
    """A laptop whose clock is an hour slow still says when *it* received the file."""
    slow = laptops.join("Accueil B", wrong_by=-dt.timedelta(hours=1))
    first = laptops.all[0]
    fact = arrive(slow, add_person(slow, "Kerdavid"))
    laptops.carry(slow, first)
    found = provenance(first, fact)
    assert found is not None
    assert found.received_at is not None
    assert abs(found.received_at - first.clock.now()) < dt.timedelta(minutes=1)
