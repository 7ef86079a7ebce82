"""Taking an arrival back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from tests.reception.programme_days import add_session
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import CheckIn, CheckInKind, Person, PersonStatus, ProgrammeSession
from uepit_desktop.reception import (
    Verdict,
    badges,
    check_in,
    half_days,
    note_departure,
    note_entries,
    plan_group,
    register_walk_in,
    status,
    undo_check_in,
)

AddPerson = Callable[..., Person]
NO_WAIT = dt.timedelta(0)


def arrived(event: EventFile) -> int:
    with event.read() as db:
        return status(db, event).arrived


def test_undoing_is_another_fact_and_it_is_named(event: EventFile, person: AddPerson) -> None:
    solene = person()
    noted = check_in(event, solene.badge_code)
    undone = undo_check_in(event, operator="Inès")
    assert undone.done
    assert _plain(undone.message) == "Arrivée de Solène Kerdavid à 8 h 53 annulée."
    with event.read() as db:
        kept = {fact.id: fact for fact in db.query(CheckIn)}
    assert len(kept) == 2
    undoing = next(fact for fact in kept.values() if fact.kind == CheckInKind.UNDO)
    assert (undoing.target_id, undoing.operator) == (noted.check_in_id, "Inès")
    assert arrived(event) == 0


def test_after_an_undo_the_person_arrives_again(event: EventFile, person: AddPerson) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    undo_check_in(event)
    assert check_in(event, solene.badge_code, same_scan=NO_WAIT).verdict is Verdict.ARRIVED
    assert arrived(event) == 1


def test_the_last_arrival_of_this_desk_is_undone_first_then_the_one_before(
    event: EventFile,
    person: AddPerson,
    clock: Clock,
) -> None:
    for name in ("Solène Kerdavid", "Maël Kerdavid"):
        check_in(event, person(name).badge_code)
        clock.pass_seconds(60)
    names = [(undone := undo_check_in(event)).person and undone.person.name for _ in range(3)]
    assert names == ["Maël Kerdavid", "Solène Kerdavid", None]
    assert not undo_check_in(event).done


def test_an_arrival_is_not_undone_twice(event: EventFile, person: AddPerson) -> None:
    noted = check_in(event, person().badge_code)
    undo_check_in(event, noted.check_in_id)
    again = undo_check_in(event, noted.check_in_id)
    assert not again.done
    assert "déjà annulée" in again.message
    assert again.changes.rows == {}


def test_there_is_nothing_to_undo_at_first(event: EventFile) -> None:
    refused = undo_check_in(event)
    assert (refused.done, refused.message) == (False, "Aucune arrivée à annuler à ce poste. Rien n’a changé.")


def test_when_an_arrival_is_undone_the_one_of_another_desk_counts(
    event: EventFile,
    person: AddPerson,
    elsewhere: Callable[..., str],
    clock: Clock,
) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    with event.read() as db:
        monday = half_days(db)[0]
    other = elsewhere(solene.id, clock.now + dt.timedelta(minutes=4), monday.id)
    undo_check_in(event)
    result = check_in(event, solene.badge_code)
    assert result.verdict is Verdict.ALREADY_ARRIVED
    assert result.earlier is not None
    assert result.earlier.check_in_id == other


def test_a_supervisor_undoes_the_arrival_of_another_desk(
    event: EventFile,
    person: AddPerson,
    elsewhere: Callable[..., str],
    clock: Clock,
) -> None:
    solene = person()
    with event.read() as db:
        monday = half_days(db)[0]
    other = elsewhere(solene.id, clock.now, monday.id)
    assert not undo_check_in(event).done  # not the last of this desk
    assert undo_check_in(event, other).done
    assert arrived(event) == 0


def test_the_undo_of_the_window_takes_an_arrival_back_and_does_it_again(event: EventFile, person: AddPerson) -> None:
    check_in(event, person().badge_code)
    (entry, *_) = event.undo_stack()
    assert entry.label == "arrivée de Solène Kerdavid"
    event.undo()
    assert arrived(event) == 0
    event.redo()
    assert arrived(event) == 1
    event.undo()
    assert arrived(event) == 0


def test_what_is_undone_at_a_session_is_a_presence_and_names_it(event: EventFile, person: AddPerson) -> None:
    solene, maud = person(), person("Maud Le Bihan")
    everybody = (solene.id, maud.id)
    workshop = add_session(event, "Prototyper", "10:30", code="A1", enrolled=everybody)
    untold = add_session(event, "Prototyper", "11:30", enrolled=everybody)
    check_in(event, solene.badge_code, session_id=workshop)
    assert event.undo_stack()[0].label == "présence de Solène Kerdavid, Atelier A1"
    check_in(event, solene.badge_code, session_id=untold)
    assert event.undo_stack()[0].label == "présence de Solène Kerdavid, Prototyper"
    event.undo()
    assert event.redo_stack()[0].label == "présence de Solène Kerdavid, Prototyper"
    note_departure(event, person_id=solene.id, session_id=workshop)
    assert event.undo_stack()[0].label == "départ de Solène Kerdavid, Atelier A1"
    assert _plain(undo_check_in(event).message) == "Présence de Solène Kerdavid annulée : Atelier A1."
    note_entries(event, plan_group(event, everybody, session_id=workshop))
    assert event.undo_stack()[0].label == "présence d’un groupe, Atelier A1"
    check_in(event, solene.badge_code)
    assert event.undo_stack()[0].label == "arrivée de Solène Kerdavid"


def test_a_presence_is_taken_back_after_its_session_left_the_programme(event: EventFile, person: AddPerson) -> None:
    solene = person()
    workshop = add_session(event, "Prototyper", "10:30", code="A1", enrolled=(solene.id,))
    noted = check_in(event, solene.badge_code, session_id=workshop)
    with event.write("test") as db:
        session = db.get(ProgrammeSession, workshop)
        assert session is not None
        session.deleted = True
    assert undo_check_in(event, noted.check_in_id).done


def test_the_window_does_not_undo_what_the_desk_undid(event: EventFile, person: AddPerson) -> None:
    check_in(event, person().badge_code)
    undo_check_in(event)
    assert "check_in" not in [entry.verb for entry in event.undo_stack()]
    event.redo()
    assert arrived(event) == 1


def test_undoing_an_arrival_that_took_up_a_registration_again_can_be_undone_whole(
    event: EventFile, person: AddPerson
) -> None:
    mathurin = person("Mathurin Delorbe", status=PersonStatus.CANCELLED.value)
    check_in(event, mathurin.badge_code, anyway=True)
    event.undo()
    with event.read() as db:
        assert db.get_one(Person, mathurin.id).status == PersonStatus.CANCELLED
    assert check_in(event, mathurin.badge_code).verdict is Verdict.CANCELLED


def test_undoing_a_walk_in_at_the_desk_keeps_the_person(event: EventFile, tmp_path: Path) -> None:
    noted = register_walk_in(event, "Solène", "Kerdavid")
    badges(event, tmp_path / "badge.pdf")
    assert undo_check_in(event).done
    assert noted.person is not None
    with event.read() as db:
        assert not db.get_one(Person, noted.person.id).deleted
    assert arrived(event) == 0


def test_what_was_undone_is_undone_after_reopening(event: EventFile, person: AddPerson) -> None:
    check_in(event, person().badge_code)
    undo_check_in(event)
    path = event.path
    event.close()
    with EventFile.open(path) as again:
        assert again.check().ok
        with again.read() as db:
            assert status(db, again).arrived == 0


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
