"""Two desks without a network: each greets on its own, and both agree once a file has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, join
from tests.reception.programme_days import add_session
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import CheckIn, Person
from uepit_desktop.reception import (
    Status,
    Verdict,
    badge_payload,
    check_in,
    register_walk_in,
    session_roll,
    status,
    undo_check_in,
)

AddPerson = Callable[..., Person]


@pytest.fixture
def solene(person: AddPerson) -> Person:
    """On the list before the second laptop joins."""
    return person()


@pytest.fixture
def other(event: EventFile, solene: Person, tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    """A second laptop of the same event, at the desk « Accueil B »."""
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        yield other


def read(event: EventFile) -> Status:
    with event.read() as db:
        return status(db, event)


def test_two_desks_that_took_the_same_person_keep_both_facts_and_count_the_earliest(
    event: EventFile, other: EventFile, solene: Person, clock: Clock
) -> None:
    check_in(other, solene.badge_code)
    clock.pass_seconds(90)
    assert check_in(event, solene.badge_code).verdict is Verdict.ARRIVED  # it could not know
    agree(event, other)
    for desk in (event, other):
        with desk.read() as db:
            assert db.query(CheckIn).count() == 2
    here, there = read(event), read(other)
    assert (here.arrived, here.here, here.elsewhere, here.doubles) == (1, 0, 1, 1)
    assert (there.arrived, there.here, there.elsewhere, there.doubles) == (1, 1, 0, 1)
    greeted = check_in(event, solene.badge_code)
    assert greeted.verdict is Verdict.ALREADY_ARRIVED
    assert greeted.earlier is not None
    assert greeted.earlier.desk == "Accueil B"


def test_two_desks_that_took_the_same_person_at_a_session_count_one_and_list_the_pair(
    event: EventFile, solene: Person, tmp_path: Path, clock: Clock
) -> None:
    workshop = add_session(event, "Prototyper", "10:30", enrolled=[solene.id])
    with join(event, tmp_path / "third.uepit", clock=clock) as other:
        check_in(other, solene.badge_code, session_id=workshop)
        clock.pass_seconds(90)
        assert check_in(event, solene.badge_code, session_id=workshop).verdict is Verdict.ARRIVED
        agree(event, other)
        for desk in (event, other):
            with desk.read() as db:
                found = session_roll(db, desk, workshop)
            assert (found.here, len(found.doubles)) == (1, 1)
            assert (found.doubles[0].name, found.rows[0].presence.arrived_at) == (
                "Solène Kerdavid", found.doubles[0].counted.at,
            )  # fmt: skip
            assert read(desk).arrived == 0  # nothing was signed for the half-day
        assert check_in(event, solene.badge_code, session_id=workshop).verdict is Verdict.ALREADY_ARRIVED


def test_when_the_earlier_arrival_is_undone_the_later_one_counts_at_both_desks(
    event: EventFile, other: EventFile, solene: Person, clock: Clock
) -> None:
    check_in(other, solene.badge_code)
    clock.pass_seconds(90)
    check_in(event, solene.badge_code)
    undo_check_in(other)
    agree(event, other)
    assert [(figures.arrived, figures.doubles) for figures in (read(event), read(other))] == [(1, 0)] * 2
    assert (read(event).here, read(other).here) == (1, 0)


def test_two_desks_that_undo_the_same_arrival_undo_it_once(event: EventFile, other: EventFile, solene: Person) -> None:
    noted = check_in(event, solene.badge_code)
    agree(event, other)
    assert undo_check_in(event, noted.check_in_id).done
    assert undo_check_in(other, noted.check_in_id).done
    agree(event, other)
    assert (read(event).arrived, read(other).arrived) == (0, 0)
    assert not undo_check_in(event, noted.check_in_id).done


def test_a_badge_made_at_another_desk_is_known_once_its_file_was_read(event: EventFile, other: EventFile) -> None:
    made = register_walk_in(other, "Yanis", "Amrouchel")
    assert made.person is not None
    badge = badge_payload(made.person.badge_code, "Valmorin")
    before = check_in(event, badge)
    assert (before.verdict, before.site) == (Verdict.UNKNOWN, "")
    agree(event, other)
    assert check_in(event, badge).verdict is Verdict.ALREADY_ARRIVED


def test_an_arrival_of_someone_erased_elsewhere_leaves_no_trace(
    event: EventFile, other: EventFile, solene: Person
) -> None:
    check_in(event, solene.badge_code)
    agree(event, other)
    other.erase(solene.id)
    agree(event, other)
    assert check_in(event, solene.badge_code).verdict is Verdict.UNKNOWN
    assert (read(event).arrived, read(event).expected) == (0, 0)
