"""The figures of a half-day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person, PersonStatus
from uepit_desktop.reception import Status, arrivals, check_in, half_days, register_walk_in, status, undo_check_in

AddPerson = Callable[..., Person]
Elsewhere = Callable[..., str]


def read(event: EventFile, **asked: object) -> Status:
    with event.read() as db:
        return status(db, event, **asked)


def test_expected_are_those_registered_for_the_day(event: EventFile, person: AddPerson) -> None:
    person("Tous Jours")
    person("Lundi Seul", days=["2026-07-06"])
    person("Mardi Seul", days=["2026-07-07"])
    person("Un Annulé", status=PersonStatus.CANCELLED.value)
    person("Un Retiré", deleted=True)
    figures = read(event)
    assert (figures.expected, figures.cancelled, figures.arrived) == (2, 1, 0)


def test_here_and_elsewhere_add_up(
    event: EventFile,
    person: AddPerson,
    elsewhere: Elsewhere,
    clock: Clock,
) -> None:
    with event.read() as db:
        monday = half_days(db)[0]
    people = [person(f"Personne {n}") for n in range(5)]
    for one in people[:2]:
        check_in(event, one.badge_code)
    for one in people[2:]:
        elsewhere(one.id, clock.now, monday.id)
    figures = read(event)
    assert (figures.arrived, figures.here, figures.elsewhere, figures.doubles) == (5, 2, 3, 0)


def test_two_desks_that_took_the_same_person_keep_both_facts_and_count_the_earliest(
    event: EventFile,
    person: AddPerson,
    elsewhere: Elsewhere,
    clock: Clock,
) -> None:
    with event.read() as db:
        monday = half_days(db)[0]
    solene = person()
    check_in(event, solene.badge_code)
    earlier = clock.now - dt.timedelta(minutes=3)
    elsewhere(solene.id, earlier, monday.id)
    figures = read(event)
    assert (figures.arrived, figures.here, figures.elsewhere, figures.doubles) == (1, 0, 1, 1)
    assert [passage.counted for passage in figures.last] == [False]
    with event.read() as db:
        assert arrivals(db, monday.id, [solene.id, "nobody"]) == {solene.id: earlier}


def test_someone_not_expected_who_came_is_counted_apart(event: EventFile, person: AddPerson) -> None:
    check_in(event, person(days=["2026-07-07"]).badge_code, anyway=True)
    figures = read(event)
    assert (figures.expected, figures.arrived, figures.unexpected) == (0, 1, 1)


def test_last_passages_are_those_of_this_desk_newest_first_without_undone_ones(
    event: EventFile,
    person: AddPerson,
    elsewhere: Elsewhere,
    clock: Clock,
) -> None:
    with event.read() as db:
        monday = half_days(db)[0]
    for n in range(4):
        check_in(event, person(f"Personne {n}", organisation=f"Commune {n}").badge_code)
        clock.pass_seconds(60)
    undo_check_in(event)
    elsewhere(person("Ailleurs Noté").id, clock.now, monday.id)
    last = read(event).last
    assert [(passage.name, passage.organisation) for passage in last] == [
        (f"Personne {n}", f"Commune {n}") for n in (2, 1, 0)
    ]


def test_arrivals_are_counted_by_five_minutes_of_local_time(
    event: EventFile,
    person: AddPerson,
    clock: Clock,
) -> None:
    for moment in ("2026-07-06 08:54:59", "2026-07-06 08:55:00", "2026-07-06 08:59:59", "2026-07-06 09:00:00"):
        clock.set(moment)
        check_in(event, person(f"Personne {moment[-8:]}").badge_code)
    bars = [(f"{start:%H:%M}", people) for start, people in read(event).by_five_minutes]
    assert bars == [("08:50", 1), ("08:55", 2), ("09:00", 1)]


def test_the_other_half_day_starts_from_zero(event: EventFile, person: AddPerson, clock: Clock) -> None:
    check_in(event, person().badge_code)
    with event.read() as db:
        monday = half_days(db)[0]
    clock.set("2026-07-06 13:45")
    assert (read(event).arrived, read(event, half_day_id=monday.id).arrived) == (0, 1)


def test_walk_ins_and_what_was_not_exchanged_are_counted(event: EventFile) -> None:
    before = read(event).pending
    register_walk_in(event, "Solène", "Kerdavid")
    figures = read(event)
    assert (figures.walk_ins, figures.pending_arrivals) == (1, 1)
    assert figures.pending > before


def test_an_empty_event_has_empty_figures(event: EventFile) -> None:
    figures = read(event)
    assert (figures.expected, figures.arrived, figures.last, figures.by_five_minutes) == (0, 0, (), ())


def test_after_the_event_the_figures_are_of_the_half_day_in_which_someone_was_noted_last(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    solene, ines = person("Solène Kerdavid"), person("Inès Cordovan")
    check_in(event, solene.badge_code, at=dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC))
    check_in(event, ines.badge_code, at=dt.datetime(2026, 7, 7, 7, 0, tzinfo=dt.UTC))
    clock.now = dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC)
    figures = read(event)
    assert figures.half_day is not None
    assert (figures.half_day.on, figures.half_day.part, figures.arrived) == (dt.date(2026, 7, 7), "am", 1)
    assert read(event, at=clock.now).arrived == 0
