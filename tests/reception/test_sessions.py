"""Presence by session: verdicts, lists, departures, papers, the hours they prove, on one desk and on two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.reception.programme_days import add_session, add_team
from tests.reception.reception_clock import PARIS, Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import CheckIn, Person, ProgrammeSession, Replica, new_id
from uepit_desktop.reception import (
    PresenceState,
    Verdict,
    arrive_group,
    check_in,
    excuse,
    note_departure,
    note_entries,
    plan_group,
    plan_paper,
    roll,
    session_roll,
    sessions_to_sign,
    undo_check_in,
)
from uepit_desktop.reception.certificate_files import attended_half_days
from uepit_desktop.reception.check_in import note_arrival
from uepit_desktop.reception.doubles import session_doubles
from uepit_desktop.reception.half_days import half_days
from uepit_desktop.reception.roll import enrolled, facts_by_person, spans_of_sessions

People = Callable[..., Person]
Sessions = Callable[..., str]


@pytest.fixture
def session(event: EventFile) -> Sessions:
    """Adds a session: ``session("Prototyper", "10:30", 90, enrolled=[…])``; its id is given back."""

    def add(title: str, starts: str, minutes: int = 60, **fields: Any) -> str:
        return add_session(event, title, starts, minutes, **fields)

    return add


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def hours(event: EventFile, person_id: str) -> list[tuple[str, int]]:
    with event.read() as db:
        facts = facts_by_person(db)
        known = half_days(db)
        spans = spans_of_sessions(db, facts, event.zone)
        found = attended_half_days(enrolled(db, [person_id]), facts, known, event.zone, spans)
    return [(plain(half_day.label), minutes) for half_day, minutes in found[person_id]]


def test_a_presence_is_noted_for_the_session_and_says_so(event: EventFile, person: People, session: Sessions) -> None:
    one = person()
    at_workshop = session("Prototyper en carton", "10:30", 90, code="A1", enrolled=(one.id,))
    result = check_in(event, one.badge_code, session_id=at_workshop)
    assert (result.verdict, plain(result.title)) == (Verdict.ARRIVED, "Présence notée, Atelier A1")
    assert plain(result.message) == "Présence notée pour Atelier : Prototyper en carton : Solène Kerdavid."
    assert result.session is not None
    assert result.half_day is not None
    assert result.half_day.part == "am"
    again = check_in(event, one.badge_code, session_id=at_workshop, same_scan=dt.timedelta(0))
    assert (again.verdict, plain(again.title)) == (
        Verdict.ALREADY_ARRIVED, "Présence déjà notée à 8 h 53, Atelier A1",
    )  # fmt: skip
    assert check_in(event, one.badge_code).verdict is Verdict.ARRIVED  # the half-day is signed for by itself


def test_whoever_is_not_on_the_list_is_said_and_taken_when_the_desk_insists(
    event: EventFile, person: People, session: Sessions
) -> None:
    listed, other = person(), person("Rémi Autre")
    workshop = session("Prototyper", "10:30", 90, code="A1", enrolled=(listed.id,))
    refused = check_in(event, other.badge_code, session_id=workshop)
    assert refused.verdict is Verdict.NOT_ENROLLED
    assert plain(refused.message) == "Rémi Autre n’est pas sur la liste : Atelier : Prototyper."
    assert (refused.action.name, refused.action.shortcut) == ("accept", "F3")
    with event.read() as db:
        assert db.query(CheckIn).count() == 0
    taken = check_in(event, person_id=other.id, session_id=workshop, anyway=True, method="name")
    assert taken.verdict is Verdict.ARRIVED
    with event.read() as db:
        rows = {row.person.name: (row.expected, row.presence.here) for row in session_roll(db, event, workshop).rows}
    assert rows == {"Rémi Autre": (False, True), "Solène Kerdavid": (True, False)}


@pytest.mark.parametrize("kind", ["plenary", "meal", "prototype_test"])
def test_a_session_that_nobody_enrols_for_asks_nothing(
    event: EventFile, person: People, session: Sessions, kind: str
) -> None:
    listed, other = person(), person("Rémi Autre")
    one = session("Ouverture", "09:30", kind=kind, enrolled=(listed.id,))
    assert check_in(event, other.badge_code, session_id=one).verdict is Verdict.ARRIVED


def test_a_team_is_expected_by_the_code_that_the_programme_writes(
    event: EventFile, person: People, session: Sessions
) -> None:
    member, other = person(), person("Rémi Autre")
    one = session("Temps d'équipe", "10:30", kind="challenge_team", team="Équipe D4")
    add_team(event, "D4", [member.id])
    assert check_in(event, member.badge_code, session_id=one).verdict is Verdict.ARRIVED
    assert check_in(event, other.badge_code, session_id=one).verdict is Verdict.NOT_ENROLLED


def test_a_departure_and_an_excuse_are_those_of_the_session(
    event: EventFile, person: People, session: Sessions, clock: Clock
) -> None:
    one, absent = person(), person("Rémi Absent")
    workshop = session("Prototyper", "10:30", 90)
    check_in(event, one.badge_code)
    refused = note_departure(event, person_id=one.id, session_id=workshop)
    assert (refused.done, refused.code) == (False, "not_here")
    clock.set("2026-07-06 10:30")
    check_in(event, one.badge_code, session_id=workshop)
    clock.set("2026-07-06 11:10")
    assert note_departure(event, person_id=one.id, session_id=workshop).done
    told = excuse(event, absent.id, session_id=workshop, reason="train")
    assert plain(told.message) == "Absence excusée de Rémi Absent notée pour Atelier : Prototyper."
    assert excuse(event, absent.id, session_id=workshop).code == "already_excused"
    with event.read() as db:
        states = {row.person.name: row.presence for row in session_roll(db, event, workshop).rows}
        morning = roll(db, event)
    assert states["Solène Kerdavid"].state is PresenceState.LEFT
    assert states["Solène Kerdavid"].attended == dt.timedelta(minutes=40)
    assert morning is not None
    assert {row.person.name: row.presence.state for row in morning.rows} == {
        "Solène Kerdavid": PresenceState.PRESENT, "Rémi Absent": PresenceState.ABSENT,
    }  # fmt: skip


def test_taking_back_a_presence_leaves_that_of_the_half_day(
    event: EventFile, person: People, session: Sessions
) -> None:
    one = person()
    workshop = session("Prototyper", "10:30")
    check_in(event, one.badge_code)
    noted = check_in(event, one.badge_code, session_id=workshop)
    assert undo_check_in(event, noted.check_in_id).done
    with event.read() as db:
        assert session_roll(db, event, workshop).here == 0
        morning = roll(db, event)
    assert morning is not None
    assert morning.here == 1
    assert check_in(event, one.badge_code, session_id=workshop).verdict is Verdict.ARRIVED


def test_hours_are_those_of_the_half_day_and_a_session_is_not_counted_twice(
    event: EventFile, person: People, session: Sessions, clock: Clock
) -> None:
    one = person()
    workshop = session("Prototyper", "10:30", 60)
    clock.set("2026-07-06 09:00")
    check_in(event, one.badge_code)
    check_in(event, one.badge_code, session_id=workshop)
    assert hours(event, one.id) == [("Lundi 6 juillet, matin", 210)]


def test_sessions_prove_a_presence_where_nothing_was_signed_for_the_half_day(
    event: EventFile, person: People, session: Sessions
) -> None:
    one = person()
    first, second = session("Prototyper", "09:30", 60), session("Raconter", "10:00", 60)
    afternoon = session("Le son", "15:00", 120, day=7)
    check_in(event, one.badge_code, session_id=first, at=dt.datetime(2026, 7, 6, 9, 25, tzinfo=PARIS))
    check_in(event, one.badge_code, session_id=second, at=dt.datetime(2026, 7, 6, 9, 55, tzinfo=PARIS))
    check_in(event, one.badge_code, session_id=afternoon, at=dt.datetime(2026, 7, 7, 15, 30, tzinfo=PARIS))
    assert hours(event, one.id) == [("Lundi 6 juillet, matin", 90), ("Mardi 7 juillet, après-midi", 90)]
    with event.read() as db:
        morning = roll(db, event)
    assert morning is not None
    presence = morning.rows[0].presence
    assert (presence.here, presence.by_session, presence.arrived_at) == (True, True, None)


def test_two_desks_that_both_took_someone_count_one_and_list_the_pair(
    event: EventFile, person: People, session: Sessions
) -> None:
    one = person()
    workshop = session("Prototyper", "10:30")
    check_in(event, one.badge_code, session_id=workshop)
    with event.write("test") as db:
        other = new_id()
        db.add(Replica(id=other, desk_name="Accueil B"))
        db.add(CheckIn(id=new_id(), person_id=one.id, session_id=workshop, at=event.clock.now(), replica_id=other))
    with event.read() as db:
        found = session_roll(db, event, workshop)
    assert found.here == 1
    assert [pair.name for pair in found.doubles] == ["Solène Kerdavid"]
    assert {found.doubles[0].counted.desk, found.doubles[0].other.desk} == {"Accueil A", "Accueil B"}


def test_a_group_and_a_paper_are_entered_for_a_session(event: EventFile, person: People, session: Sessions) -> None:
    listed, other, third = person(), person("Rémi Autre"), person("Ana Troisième")
    workshop = session("Prototyper", "10:30", enrolled=(listed.id, third.id))
    plan = plan_group(event, [listed.id, other.id], session_id=workshop)
    assert [one.name for one in plan.to_add] == ["Solène Kerdavid"]
    assert [one.name for one in plan.not_enrolled] == ["Rémi Autre"]
    assert "1 personne hors liste" in plain(plan.message)
    _, report = arrive_group(event, [listed.id, other.id], session_id=workshop)
    assert report.noted == 1
    missing = plan_paper(event, ["Solène Kerdavid"], all_but=True, session_id=workshop)
    assert [one.name for one in missing.to_add] == ["Ana Troisième"]
    signed = plan_paper(event, ["Rémi Autre", "Kerdavid Solène", "Personne"], session_id=workshop)
    assert (len(signed.to_add), len(signed.already), signed.unknown) == (1, 1, ("Personne",))
    assert note_entries(event, signed).noted == 1
    event.undo()
    with event.read() as db:
        assert session_roll(db, event, workshop).here == 1
        morning = roll(db, event)
    assert morning is not None
    assert morning.here == 1  # the session proves it


def test_a_session_that_is_gone_is_refused_and_nothing_is_noted(
    event: EventFile, person: People, session: Sessions
) -> None:
    one = person()
    workshop = session("Prototyper", "10:30")
    with event.write("test") as db:
        found = db.get(ProgrammeSession, workshop)
        assert found is not None
        found.deleted = True
    with pytest.raises(UserError) as refused:
        check_in(event, one.badge_code, session_id=workshop)
    assert refused.value.code == "no_session"
    with event.read() as db:
        assert db.query(CheckIn).count() == 0


def test_a_desk_is_offered_the_sessions_now_and_next(event: EventFile, session: Sessions, clock: Clock) -> None:
    for title, starts, day in (("A", "09:00", 6), ("B", "10:30", 6), ("C", "14:00", 6), ("D", "09:00", 7)):
        session(title, starts, day=day)

    def offered() -> list[str]:
        with event.read() as db:
            return [one.title for one in sessions_to_sign(db, event)]

    assert offered() == ["A", "B", "C"]
    clock.set("2026-07-06 10:45")
    assert offered() == ["B", "C"]
    clock.set("2026-07-06 19:00")
    assert offered() == ["A", "B", "C"]


def test_two_passages_at_a_session_are_a_pair_and_coming_back_is_none(
    event: EventFile, person: People, clock: Clock
) -> None:
    twice, back = person(), person("Maël Tanguy")
    workshop = add_session(event, "Prototyper", "10:30", code="A1", enrolled=(twice.id, back.id))
    with event.read() as db:
        morning, afternoon, *_ = half_days(db)
    for one in (twice, back):
        check_in(event, one.badge_code, session_id=workshop)
    clock.set("2026-07-06 10:45")
    note_departure(event, person_id=back.id, session_id=workshop)
    clock.set("2026-07-06 10:50")
    check_in(event, back.badge_code, session_id=workshop)
    with event.write("test") as db:
        note_arrival(db, event, twice.id, morning, clock.now, operator="", method="name", session_id=workshop)
    with event.read() as db:
        ((session, pair),) = session_doubles(db, event, morning.id)
        assert (session, pair.name) == ("Atelier A1", "Solène Kerdavid")
        assert pair.counted.at < pair.other.at
        assert session_doubles(db, event, afternoon.id) == []
