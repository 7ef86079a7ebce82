"""The card of an arrival: the team, the first session that is not over with its room, what to hand over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.reception.reception_clock import PARIS, Clock
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import (
    Challenge,
    Enrolment,
    EnrolmentStatus,
    Person,
    Placement,
    ProgrammeSession,
    Room,
    SessionHost,
    SessionTeam,
    Team,
    TeamKind,
    Wish,
    placement_id,
)
from uepit_desktop.reception import PersonCard, check_in, half_days, plan_group, register_walk_in
from uepit_desktop.reception.groups import groups, teams_called

AddPerson = Callable[..., Person]


@pytest.fixture
def solene(event: EventFile, person: AddPerson) -> Person:
    """In D4, « Un seul guichet », which works in the room Chêne."""
    one = person(organisation="Ville de Brévanches", meal_code="B")
    with event.write("test") as db:
        db.add(Room(id="chene", name="Salle Chêne, 1er étage"))
        db.add(Room(id="halle", name="Grande halle"))
        db.add(Challenge(id="c4", code="D4", title="Un seul guichet"))
        db.add(Team(id="d4", code="D4", challenge_id="c4", room_id="chene"))
    place(event, one.id, "d4")
    return one


def place(event: EventFile, person_id: str, team: str, kind: str = "challenge", round_no: int = 1) -> None:
    with event.write("place") as db:
        key = placement_id(person_id, kind, round_no)
        db.add(Placement(id=key, person_id=person_id, kind=kind, round=round_no, team_id=team))


def session(event: EventFile, code: str, start: str, minutes: int = 60, **fields: Any) -> None:
    """A session at a local time, "06 09:30"."""
    starts = dt.datetime.fromisoformat(f"2026-07-{start}").replace(tzinfo=PARIS)
    with event.write("programme") as db:
        db.add(ProgrammeSession(id=code, code=code, title=code, starts_at=starts, minutes=minutes, **fields))


def card(event: EventFile, one: Person, **options: Any) -> PersonCard:
    found = check_in(event, one.badge_code, **options).person
    assert found is not None
    return found


def first(event: EventFile, one: Person, **options: Any) -> str | None:
    found = card(event, one, **options).first_session
    return None if found is None else found.session_id


def test_the_card_has_the_team_its_room_the_first_session_and_what_to_hand_over(
    event: EventFile, solene: Person
) -> None:
    session(event, "P1", "06 09:30", everyone=True, room_id="halle")
    shown = card(event, solene)
    assert shown.team is not None
    assert (shown.team.code, shown.team.name, shown.team.room) == ("D4", "Un seul guichet", "Salle Chêne, 1er étage")
    assert shown.team.kind_words == "Équipe défi"
    assert shown.first_session is not None
    assert (shown.first_session.what, shown.first_session.room) == ("Plénière P1", "Grande halle")
    assert (shown.first_session.starts.hour, shown.first_session.starts.minute) == (9, 30)
    assert (shown.hand_over, shown.meal) == (("Badge", "kit"), "Ticket repas B")


def test_nobody_is_sent_anywhere_before_there_are_teams_and_a_programme(event: EventFile, person: AddPerson) -> None:
    shown = card(event, person())
    assert (shown.team, shown.learning_team, shown.first_session) == (None, None, None)


def test_only_sessions_that_the_person_attends_count(event: EventFile, solene: Person, person: AddPerson) -> None:
    other = person("Yanis Amrouchel")
    session(event, "A", "06 09:15")
    session(event, "B", "06 09:45")
    session(event, "C", "06 10:30")
    session(event, "H", "06 11:00")
    with event.write("test") as db:
        db.add(Enrolment(session_id="A", person_id=other.id))
        db.add(Enrolment(session_id="A", person_id=solene.id, status=EnrolmentStatus.WAITING.value))
        db.add(SessionTeam(session_id="C", team_id="d4"))
        db.add(SessionHost(session_id="B", person_id=other.id))
    assert first(event, solene) == "C"
    assert first(event, other) == "A"
    host = person("Odile Fourcastié")
    with event.write("test") as db:
        db.add(SessionHost(session_id="H", person_id=host.id))
    assert first(event, host) == "H"
    assert first(event, person("Priscille Hoaraud")) is None


def test_what_is_over_is_left_out_and_what_runs_is_not(event: EventFile, person: AddPerson, clock: Clock) -> None:
    session(event, "A", "06 09:00", 60, everyone=True)
    session(event, "B", "06 10:00", 60, everyone=True)
    clock.set("2026-07-06 09:59")
    assert first(event, person()) == "A"
    clock.set("2026-07-06 10:00")
    assert first(event, person("Maël Tanguy")) == "B"


def test_after_the_last_of_the_half_day_it_is_the_first_of_the_next_but_not_further(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    session(event, "A", "06 09:00", 60, everyone=True)
    session(event, "L", "06 12:30", 90, kind="meal", everyone=True)
    session(event, "B", "06 14:00", everyone=True)
    clock.set("2026-07-06 11:00")
    assert first(event, person()) == "B"
    clock.set("2026-07-06 15:30")
    assert first(event, person("Maël Tanguy")) is None
    session(event, "C", "07 09:00", everyone=True)
    assert first(event, person("Inès Élan")) == "C"


def test_a_session_of_another_day_is_not_the_first(event: EventFile, solene: Person) -> None:
    session(event, "Z", "08 09:00")
    with event.write("test") as db:
        db.add(SessionTeam(session_id="Z", team_id="d4"))
    assert first(event, solene) is None


def test_at_one_hour_ones_own_session_comes_before_everybodys(event: EventFile, solene: Person) -> None:
    session(event, "A", "06 10:00", everyone=True)
    session(event, "B", "06 10:00")
    with event.write("test") as db:
        db.add(SessionTeam(session_id="B", team_id="d4"))
    assert first(event, solene) == "B"


def test_a_rehearsal_before_the_event_shows_the_first_morning(
    event: EventFile, person: AddPerson, clock: Clock
) -> None:
    session(event, "A", "06 09:00", everyone=True)
    clock.set("2026-07-01 18:00")
    assert first(event, person()) == "A"


def test_a_chosen_half_day_shows_its_own_sessions(event: EventFile, person: AddPerson) -> None:
    session(event, "A", "06 09:00", everyone=True)
    session(event, "B", "06 14:00", everyone=True)
    with event.read() as db:
        afternoon = half_days(db)[1]
    assert first(event, person(), half_day_id=afternoon.id) == "B"


def test_the_card_follows_the_programme_and_the_teams_as_they_change(
    event: EventFile, solene: Person, person: AddPerson
) -> None:
    session(event, "A", "06 10:00", everyone=True, room_id="halle")
    assert card(event, solene).first_session is not None
    with event.write("test") as db:
        db.get_one(Room, "halle").name = "Petite halle"
        db.get_one(Challenge, "c4").title = "La porte unique"
    shown = card(event, solene)
    assert shown.first_session is not None
    assert shown.first_session.room == "Petite halle"
    assert shown.team is not None
    assert shown.team.name == "La porte unique"
    event.undo()
    event.undo()
    with event.write("test") as db:
        db.get_one(Team, "d4").deleted = True
        db.get_one(ProgrammeSession, "A").deleted = True
    assert (card(event, solene).team, card(event, solene).first_session) == (None, None)


def test_the_learning_team_is_the_one_that_meets_next_or_else_the_last_round(
    event: EventFile, solene: Person, clock: Clock
) -> None:
    with event.write("test") as db:
        for number in (1, 2, 3):
            db.add(Team(id=f"a{number}", kind=TeamKind.LEARNING.value, round=number, code=f"A{number}"))
    for number in (1, 2, 3):
        place(event, solene.id, f"a{number}", TeamKind.LEARNING.value, number)
    shown = card(event, solene).learning_team
    assert shown is not None
    assert shown.code == "A3"
    session(event, "L1", "06 10:00")
    session(event, "L2", "06 15:00")
    with event.write("test") as db:
        db.add(SessionTeam(session_id="L1", team_id="a1"))
        db.add(SessionTeam(session_id="L2", team_id="a2"))
    for at, code in (("2026-07-06 09:00", "A1"), ("2026-07-06 12:00", "A2"), ("2026-07-06 17:00", "A3")):
        clock.set(at)
        shown = card(event, solene).learning_team
        assert shown is not None
        assert shown.code == code


def test_whoever_is_registered_on_the_spot_is_told_where_everybody_goes(event: EventFile) -> None:
    session(event, "P1", "06 09:30", everyone=True)
    shown = register_walk_in(event, "Yanis", "Amrouchel").person
    assert shown is not None
    assert shown.first_session is not None
    assert shown.first_session.session_id == "P1"


@pytest.mark.parametrize("damage", ["minutes = 9000000000000", "starts_at = 'demain'", "starts_at = '2026-07-06'"])
def test_a_session_that_makes_no_sense_never_keeps_anyone_at_the_door(
    event: EventFile, person: AddPerson, damage: str
) -> None:
    session(event, "P1", "06 09:30", everyone=True)
    with event.write_local() as connection:
        connection.exec_driver_sql(f"UPDATE session SET {damage}")
    assert check_in(event, person().badge_code).verdict == "arrived"


def test_a_refusal_sends_nobody_anywhere(event: EventFile, person: AddPerson) -> None:
    session(event, "P1", "06 09:30", everyone=True)
    assert card(event, person(status="cancelled")).first_session is None


def test_a_team_arrives_together_and_replaces_the_wishes_of_its_challenge(
    event: EventFile, solene: Person, person: AddPerson
) -> None:
    mael, gone, wishing = person("Maël Tanguy"), person("Un Annulé", status="cancelled"), person("Une Autre")
    place(event, mael.id, "d4")
    place(event, gone.id, "d4")
    with event.write("test") as db:
        db.add(Wish(person_id=wishing.id, challenge_id="c4", rank=1))
        db.add(Team(id="x1", kind=TeamKind.LEARNING.value, code="A1"))
        db.add(Team(id="x2", kind=TeamKind.LEARNING.value, round=2, code="A1"))
        db.add(Team(id="vide", code="D9", name="Vide"))
    place(event, solene.id, "x1", TeamKind.LEARNING.value)
    place(event, mael.id, "x2", TeamKind.LEARNING.value, 2)
    with event.read() as db:
        found = {(one.kind, one.name, one.round): set(one.people) for one in groups(db)}
        called = [team.id for team in teams_called(db, "a1")]
    assert found == {
        ("organisation", "Ville de Brévanches", 0): {solene.id},
        ("challenge_team", "D4 Un seul guichet", 0): {solene.id, mael.id},
        ("learning_team", "A1", 1): {solene.id},
        ("learning_team", "A1", 2): {mael.id},
    }
    assert called == ["x2"]
    plan = plan_group(event, found["challenge_team", "D4 Un seul guichet", 0])
    assert {one.name for one in plan.to_add} == {"Solène Kerdavid", "Maël Tanguy"}
