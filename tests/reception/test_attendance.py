"""Departures, excused absences, groups and papers, on a real event file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.event.laptops import agree, join
from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import (
    Challenge,
    ChallengeBearer,
    CheckIn,
    Organisation,
    Person,
    PersonStatus,
    Wish,
    new_id,
)
from uepit_desktop.reception import (
    PresenceState,
    Roll,
    Verdict,
    arrive_group,
    check_in,
    excuse,
    find_group,
    group_of,
    half_days,
    note_departure,
    note_entries,
    plan_group,
    plan_paper,
    roll,
    status,
    undo_check_in,
)

AddPerson = Callable[..., Person]
NO_WAIT = dt.timedelta(0)


def read(event: EventFile, half_day_id: str | None = None) -> Roll:
    with event.read() as db:
        found = roll(db, event, half_day_id=half_day_id)
    assert found is not None
    return found


def states(event: EventFile) -> dict[str, str]:
    return {row.person.name: row.presence.state.value for row in read(event).rows}


def facts(event: EventFile) -> int:
    with event.read() as db:
        return db.query(CheckIn).count()


def test_a_departure_is_noted_and_the_person_may_come_back(event: EventFile, person: AddPerson, clock: Clock) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    clock.set("2026-07-06 10:00")
    left = note_departure(event, solene.badge_code, operator="Inès")
    assert left.done
    assert states(event) == {"Solène Kerdavid": "left"}
    assert note_departure(event, person_id=solene.id).code == "already_left"
    clock.set("2026-07-06 11:00")
    assert check_in(event, solene.badge_code).verdict is Verdict.ARRIVED
    row = read(event).rows[0]
    assert (row.presence.state, row.presence.attended) == (PresenceState.PRESENT, dt.timedelta(minutes=60 + 90))
    with event.read() as db:
        assert status(db, event).doubles == 0
    assert check_in(event, solene.badge_code, same_scan=NO_WAIT).verdict is Verdict.ALREADY_ARRIVED


def test_at_the_end_of_the_morning_one_leaves_the_morning(event: EventFile, person: AddPerson, clock: Clock) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    clock.set("2026-07-06 12:35")
    left = note_departure(event, solene.badge_code)
    assert [one.part for one in left.half_days] == ["am"]


@pytest.mark.parametrize(("text", "code"), [("HKBCNGDRLPF", "unknown"), ("", "unknown"), ("bonjour", "unknown")])
def test_the_departure_of_nobody_is_refused(event: EventFile, text: str, code: str) -> None:
    refused = note_departure(event, text)
    assert (refused.done, refused.code) == (False, code)
    assert facts(event) == 0


def test_a_departure_without_an_arrival_or_before_it_is_refused(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    solene = person()
    assert note_departure(event, person_id=solene.id).code == "not_here"
    check_in(event, solene.badge_code)
    early = note_departure(event, person_id=solene.id, at=clock.now - dt.timedelta(minutes=5))
    assert early.code == "before_arrival"
    assert facts(event) == 1


def test_a_departure_is_taken_back_by_the_desk_and_by_the_window(event: EventFile, person: AddPerson) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    left = note_departure(event, solene.badge_code)
    assert undo_check_in(event, left.fact_ids[0]).message.startswith("Départ de Solène Kerdavid")
    assert states(event) == {"Solène Kerdavid": "present"}
    note_departure(event, solene.badge_code)
    assert event.undo_stack()[0].label == "départ de Solène Kerdavid"
    event.undo()
    assert states(event) == {"Solène Kerdavid": "present"}


def test_an_absence_is_excused_for_the_half_days_that_are_not_attended(event: EventFile, person: AddPerson) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    with event.read() as db:
        days = half_days(db)
    result = excuse(event, solene.id, [one.id for one in days[:3]], reason="  rendez-vous médical ")
    assert result.done
    assert [one.id for one in result.half_days] == [one.id for one in days[1:3]]
    row = read(event, days[1].id).rows[0]
    assert row.presence.state is PresenceState.EXCUSED
    assert row.presence.excuse is not None
    assert row.presence.excuse.reason == "rendez-vous médical"
    assert excuse(event, solene.id, [days[0].id]).code == "present"
    assert excuse(event, solene.id, [days[1].id]).code == "already_excused"
    event.undo()
    assert read(event, days[2].id).rows[0].presence.state is PresenceState.ABSENT


def test_an_excuse_for_a_half_day_of_another_event_is_refused(event: EventFile, person: AddPerson) -> None:
    solene = person()
    with pytest.raises(UserError) as refused:
        excuse(event, solene.id, ["nowhere"])
    assert refused.value.code == "no_half_day"
    assert excuse(event, "nobody").code == "unknown"


def test_a_group_arrives_in_one_go_and_goes_in_one_undo(event: EventFile, person: AddPerson) -> None:
    people = [person(f"Personne {n}") for n in range(4)]
    person("Un Autre")
    check_in(event, people[0].badge_code)
    plan = plan_group(event, [one.id for one in people])
    assert (len(plan.to_add), len(plan.already)) == (3, 1)
    assert facts(event) == 1
    report = note_entries(event, plan, operator="Inès")
    assert (report.done, report.noted) == (True, 3)
    assert sorted(states(event).values()) == ["absent", "present", "present", "present", "present"]
    assert event.undo_stack()[0].label == "arrivée d’un groupe"
    event.undo()
    assert sorted(states(event).values()) == ["absent"] * 4 + ["present"]


def test_who_is_cancelled_or_of_another_day_does_not_arrive_with_the_group(event: EventFile, person: AddPerson) -> None:
    people = [
        person("Une Attendue"),
        person("Un Annulé", status=PersonStatus.CANCELLED.value),
        person("Mardi Seul", days=["2026-07-07"]),
        person("Un Retiré", deleted=True),
    ]
    plan, report = arrive_group(event, [one.id for one in people])
    assert report.noted == 1
    assert [one.name for one in plan.cancelled] == ["Un Annulé"]
    assert [one.name for one in plan.other_day] == ["Mardi Seul"]
    assert plan.unknown == (people[3].id,)


def test_whoever_arrived_between_the_count_and_the_writing_is_left_as_they_are(
    event: EventFile, person: AddPerson
) -> None:
    people = [person(f"Personne {n}") for n in range(3)]
    plan = plan_group(event, [one.id for one in people])
    check_in(event, people[1].badge_code)
    report = note_entries(event, plan)
    assert (report.noted, report.already) == (2, 1)
    assert read(event).doubles == ()


def test_nobody_to_add_writes_nothing(event: EventFile) -> None:
    assert not note_entries(event, plan_group(event, [])).done
    assert facts(event) == 0


def test_a_group_is_found_by_the_name_of_an_organisation_or_the_code_of_a_challenge(
    event: EventFile, person: AddPerson
) -> None:
    solene = person(organisation="Ville de Brévanches")
    ines, mael = person("Inès Cordovan"), person("Maël Tanguy")
    with event.write("test") as db:
        challenge = Challenge(id=new_id(), code="D4", title="L'eau")
        db.add_all([challenge, Organisation(id=new_id(), name="Vide")])
        db.add(ChallengeBearer(challenge_id=challenge.id, person_id=ines.id))
        db.add(Wish(person_id=mael.id, challenge_id=challenge.id, rank=1))
        db.add(Wish(person_id=solene.id, challenge_id=challenge.id, rank=2))
    with event.read() as db:
        ((name, asked),) = find_group(db, "ville de brevanches")
        assert name == "Ville de Brévanches"
        assert group_of(db, **asked) == [solene.id]
        ((name, asked),) = find_group(db, "d4")
        assert group_of(db, **asked) == sorted([ines.id, mael.id])
        assert find_group(db, "D5") == []


def test_a_paper_is_counted_then_written(event: EventFile, person: AddPerson, clock: Clock) -> None:
    solene, ines, mael = person(), person("Inès Cordovan"), person("Maël Tanguy")
    person("Jean Dupont")
    person("Jean Dupont")
    check_in(event, mael.badge_code)
    clock.set("2026-07-06 12:20")
    lines = ["# la feuille du matin", "", solene.badge_code.lower(), "CORDOVAN ines", mael.id, "Jean Dupont", "Zzz"]
    plan = plan_paper(event, lines)
    assert ([one.name for one in plan.to_add], [one.name for one in plan.already]) == (
        ["Inès Cordovan", "Solène Kerdavid"],
        ["Maël Tanguy"],
    )
    assert (plan.ambiguous, plan.unknown) == (("Jean Dupont",), ("Zzz",))
    assert facts(event) == 1
    assert note_entries(event, plan).noted == 2
    row = next(row for row in read(event).rows if row.person.id == ines.id)
    assert (row.presence.arrived_at, row.presence.attended) == (None, dt.timedelta(hours=3, minutes=30))
    with event.read() as db:
        figures = status(db, event)
    assert (figures.arrived, sum(people for _, people in figures.by_five_minutes)) == (3, 1)
    event.undo()
    assert facts(event) == 5
    assert note_entries(event, plan_paper(event, lines)).noted == 2


def test_a_paper_may_name_those_who_did_not_sign(event: EventFile, person: AddPerson) -> None:
    person()
    person("Inès Cordovan")
    person("Mardi Seul", days=["2026-07-07"])
    person("Un Annulé", status=PersonStatus.CANCELLED.value)
    plan = plan_paper(event, ["Solène Kerdavid"], all_but=True)
    assert [one.name for one in plan.to_add] == ["Inès Cordovan"]


def test_two_desks_that_took_one_person_are_listed(
    event: EventFile, person: AddPerson, elsewhere: Callable[..., str], clock: Clock
) -> None:
    solene = person()
    monday = read(event).half_day
    check_in(event, solene.badge_code)
    elsewhere(solene.id, clock.now - dt.timedelta(minutes=2), monday.id)
    (pair,) = read(event).doubles
    assert (pair.counted.desk, pair.other.desk) == ("Accueil B", "Accueil A")
    assert pair.counted.operator == "Inès"


def test_a_thousand_signatures_are_one_transaction(event: EventFile) -> None:
    with event.write("test") as db:
        people = [Person(id=new_id(), given_name="P", family_name=str(n)) for n in range(1000)]
        db.add_all(people)
    assert note_entries(event, plan_paper(event, [], all_but=True)).noted == 1000
    event.undo()
    assert set(states(event).values()) == {"absent"}
    assert event.check().ok


def test_an_erased_person_leaves_no_reason_behind(event: EventFile, person: AddPerson) -> None:
    solene = person()
    excuse(event, solene.id, reason="secret de santé")
    event.erase(solene.id)
    assert facts(event) == 0


def test_two_laptops_that_noted_different_things_agree_once_a_file_has_passed(
    event: EventFile, person: AddPerson, clock: Clock, tmp_path: Path
) -> None:
    solene, ines = person(), person("Inès Cordovan")
    with join(event, tmp_path / "other.uepit", clock=clock) as other:
        check_in(event, solene.badge_code)
        arrive_group(other, [solene.id, ines.id])  # it could not know
        excuse(event, ines.id)
        agree(event, other)
        clock.set("2026-07-06 10:00")
        left = note_departure(other, solene.badge_code)
        agree(event, other)
        for desk in (event, other):
            assert states(desk) == {"Solène Kerdavid": "left", "Inès Cordovan": "present"}
            assert [pair.name for pair in read(desk).doubles] == ["Solène Kerdavid"]
        assert undo_check_in(event, left.fact_ids[0]).done  # at another desk than the one that noted it
        agree(event, other)
        assert states(event) == states(other) == {"Solène Kerdavid": "present", "Inès Cordovan": "present"}
