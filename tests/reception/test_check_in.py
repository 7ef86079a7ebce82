"""The desk on a real event file: what a scan or a name writes, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.reception.reception_clock import Clock
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import CheckIn, HalfDay, Person, PersonStatus, Site
from uepit_desktop.reception import Verdict, badge_payload, check_in, current_half_day, half_days
from uepit_desktop.reception.codes import new_badge_code
from uepit_desktop.reception.half_days import HalfDayView
from uepit_desktop.reception.keyboards import typed

AddPerson = Callable[..., Person]
Elsewhere = Callable[..., str]


def facts(event: EventFile) -> list[CheckIn]:
    with event.read() as db:
        return db.query(CheckIn).order_by(CheckIn.id).all()


def test_a_scan_notes_who_when_where_and_how(event: EventFile, person: AddPerson, clock: Clock) -> None:
    solene = person(organisation="Ville de Brévanches", function="Cheffe de projet usagers", meal_code="B")
    result = check_in(event, solene.badge_code, operator="Inès")
    assert result.verdict is Verdict.ARRIVED
    assert result.person is not None
    assert result.person.name == "Solène Kerdavid"
    assert result.person.line == "Cheffe de projet usagers, Ville de Brévanches"
    assert result.person.hand_over == ("Badge", "kit")
    assert _plain(result.person.meal) == "Ticket repas B"
    (fact,) = facts(event)
    assert (fact.person_id, fact.replica_id, fact.operator, fact.method) == (
        solene.id, event.replica_id, "Inès", "scan"
    )  # fmt: skip
    assert fact.at == clock.now
    assert result.half_day is not None
    assert fact.half_day_id == result.half_day.id
    assert _plain(result.half_day.label) == "Lundi 6 juillet, matin"
    assert result.check_in_id == fact.id
    assert result.changes.rows == {"check_in": frozenset({fact.id})}
    assert not result.outside


def test_the_verdict_is_given_after_the_commit(event: EventFile, person: AddPerson) -> None:
    solene = person()
    saved: list[int] = []
    event.subscribe(lambda changes: saved.append(len(facts(event))))
    check_in(event, solene.badge_code)
    assert saved == [1]


def test_an_arrival_chosen_by_name_says_so(event: EventFile, person: AddPerson) -> None:
    solene = person()
    assert check_in(event, person_id=solene.id, method="name").verdict is Verdict.ARRIVED
    assert facts(event)[0].method == "name"


def test_a_second_passage_writes_nothing_and_names_the_first(
    event: EventFile,
    person: AddPerson,
    clock: Clock,
) -> None:
    solene = person()
    check_in(event, solene.badge_code, operator="Inès")
    clock.set("2026-07-06 09:07")
    again = check_in(event, solene.badge_code)
    assert again.verdict is Verdict.ALREADY_ARRIVED
    assert again.earlier is not None
    assert (again.earlier.desk, again.earlier.operator, again.earlier.here) == ("Accueil A", "Inès", True)
    assert (again.earlier.at.hour, again.earlier.at.minute) == (8, 53)
    assert _plain(again.title) == "Arrivée déjà notée à 8 h 53"
    assert len(facts(event)) == 1
    assert again.changes.rows == {}


def test_two_scans_within_three_seconds_are_one(event: EventFile, person: AddPerson, clock: Clock) -> None:
    solene = person()
    first = check_in(event, solene.badge_code)
    clock.pass_seconds(2.5)
    second = check_in(event, solene.badge_code)
    assert (second.verdict, second.repeated, second.check_in_id) == (Verdict.ARRIVED, True, first.check_in_id)
    clock.pass_seconds(1)
    assert check_in(event, solene.badge_code).verdict is Verdict.ALREADY_ARRIVED
    assert len(facts(event)) == 1


def test_an_arrival_at_another_desk_is_known_once_it_was_received(
    event: EventFile,
    person: AddPerson,
    elsewhere: Elsewhere,
    clock: Clock,
) -> None:
    joaquim = person("Joaquim Tessandier")
    with event.read() as db:
        monday = half_days(db)[0]
    elsewhere(joaquim.id, clock.now - dt.timedelta(minutes=1), monday.id)
    result = check_in(event, joaquim.badge_code)
    assert result.verdict is Verdict.ALREADY_ARRIVED
    assert result.earlier is not None
    assert (result.earlier.desk, result.earlier.operator, result.earlier.here) == ("Accueil B", "Inès", False)


def test_the_afternoon_is_another_arrival_with_nothing_more_to_hand_over(
    event: EventFile,
    person: AddPerson,
    clock: Clock,
) -> None:
    solene = person()
    check_in(event, solene.badge_code)
    clock.set("2026-07-06 13:40")
    result = check_in(event, solene.badge_code)
    assert result.verdict is Verdict.ARRIVED
    assert result.half_day is not None
    assert result.half_day.part == "pm"
    assert result.person is not None
    assert result.person.hand_over == ()


def test_the_moment_and_the_half_day_can_be_given(event: EventFile, person: AddPerson) -> None:
    solene = person()
    with event.read() as db:
        tuesday = half_days(db)[2]
    at = dt.datetime(2026, 7, 6, 12, 0, tzinfo=dt.UTC)
    result = check_in(event, solene.badge_code, at=at, half_day_id=tuesday.id)
    assert result.half_day == tuesday
    assert facts(event)[0].at == at


def test_a_half_day_of_another_event_is_refused_and_nothing_is_noted(event: EventFile, person: AddPerson) -> None:
    solene = person()
    with pytest.raises(UserError) as refused:
        check_in(event, solene.badge_code, half_day_id="elsewhere")
    assert refused.value.code == "no_half_day"
    assert facts(event) == []


@pytest.mark.parametrize(("now", "on", "part"), [("2026-07-05 18:00", 6, "am"), ("2026-07-20 10:00", 8, "pm")])
def test_an_arrival_outside_the_event_is_kept_and_flagged(
    event: EventFile,
    person: AddPerson,
    clock: Clock,
    now: str,
    on: int,
    part: str,
) -> None:
    clock.set(now)
    result = check_in(event, person().badge_code)
    assert (result.verdict, result.outside) == (Verdict.ARRIVED, True)
    assert result.half_day is not None
    assert (result.half_day.on.day, result.half_day.part) == (on, part)


def test_a_badge_that_nobody_has_is_unknown(event: EventFile) -> None:
    assert check_in(event, new_badge_code()).verdict is Verdict.UNKNOWN
    assert facts(event) == []


def test_a_badge_of_another_site_is_named_even_when_that_site_is_not_known(event: EventFile) -> None:
    result = check_in(event, badge_payload(new_badge_code(), "Lorval"))
    assert (result.verdict, result.site) == (Verdict.OTHER_SITE, "Lorval")
    assert result.message == "Ce badge vient du site de Lorval."


def test_a_site_that_is_known_is_named_as_it_is_written(event: EventFile) -> None:
    with event.write("test") as db:
        db.add(Site(name="Saint-Évroult le Vieux"))
    payload = badge_payload(new_badge_code(), "Saint-Évroult le Vieux")
    assert check_in(event, typed(payload, "us", "fr")).site == "Saint-Évroult le Vieux"


def test_a_badge_of_this_site_that_was_not_received_yet_says_so(event: EventFile) -> None:
    result = check_in(event, badge_payload(new_badge_code(), "Valmorin"))
    assert result.verdict is Verdict.UNKNOWN
    assert "ne connaît pas encore" in result.message


def test_a_printed_badge_checks_in_through_another_keyboard(event: EventFile, person: AddPerson) -> None:
    solene = person()
    payload = typed(badge_payload(solene.badge_code, "Valmorin"), "us", "fr", caps_lock="all")
    assert check_in(event, payload).verdict is Verdict.ARRIVED


@pytest.mark.parametrize("keyboards", [("us", "us"), ("us", "fr"), ("fr", "us")])
@pytest.mark.parametrize("caps_lock", ["off", "letters", "all"])
def test_a_code_of_another_system_checks_in(
    event: EventFile, person: AddPerson, keyboards: tuple[str, str], caps_lock: str
) -> None:
    solene = person(alias="TQM-2026-00417a")
    result = check_in(event, typed("TQM-2026-00417a", *keyboards, caps_lock=caps_lock))
    assert result.verdict is Verdict.ARRIVED
    assert result.person is not None
    assert result.person.id == solene.id


def test_a_code_that_two_people_have_is_ambiguous_and_names_both(event: EventFile, person: AddPerson) -> None:
    person(alias="TCK-1")
    person("Maël Kerdavid", alias="TCK-1")
    result = check_in(event, "TCK-1")
    assert result.verdict is Verdict.AMBIGUOUS
    assert {card.name for card in result.people} == {"Solène Kerdavid", "Maël Kerdavid"}
    assert facts(event) == []


def test_the_text_as_it_came_wins_over_what_another_keyboard_would_have_meant(
    event: EventFile, person: AddPerson
) -> None:
    exact = person(alias="AQ1")
    person("Maël Kerdavid", alias=typed("AQ1", "us", "fr"))
    result = check_in(event, "AQ1")
    assert result.person is not None
    assert result.person.id == exact.id


def test_a_cancelled_registration_is_refused_then_taken_up_again(event: EventFile, person: AddPerson) -> None:
    mathurin = person("Mathurin Delorbe", status=PersonStatus.CANCELLED.value)
    refused = check_in(event, mathurin.badge_code)
    assert refused.verdict is Verdict.CANCELLED
    assert refused.person is not None
    assert refused.person.cancelled
    accepted = check_in(event, mathurin.badge_code, anyway=True)
    assert accepted.verdict is Verdict.ARRIVED
    with event.read() as db:
        assert db.get_one(Person, mathurin.id).status == PersonStatus.REGISTERED


def test_someone_of_another_day_is_refused_then_accepted(event: EventFile, person: AddPerson) -> None:
    solene = person(days=["2026-07-07", "2026-07-08"])
    refused = check_in(event, solene.badge_code)
    assert refused.verdict is Verdict.WRONG_DAY
    assert _plain(refused.message) == "La venue de Solène Kerdavid est prévue mardi 7 juillet."
    assert check_in(event, solene.badge_code, anyway=True).verdict is Verdict.ARRIVED


def test_someone_removed_from_the_list_is_refused(event: EventFile, person: AddPerson) -> None:
    assert check_in(event, person(deleted=True).badge_code).verdict is Verdict.REMOVED


def test_someone_erased_while_their_name_was_on_the_screen_is_refused(event: EventFile, person: AddPerson) -> None:
    solene = person()
    event.erase(solene.id)
    result = check_in(event, person_id=solene.id, method="name")
    assert result.verdict is Verdict.REMOVED
    assert result.message == "Cette personne ne figure plus sur la liste."


@pytest.mark.parametrize(
    "text", ["", "   ", "\0", "https://example.org/ticket", "x" * 100_000, "'; DROP TABLE person", "🙂"]
)
def test_what_is_no_badge_is_unreadable_and_writes_nothing(event: EventFile, text: str) -> None:
    assert check_in(event, text).verdict is Verdict.UNREADABLE
    assert facts(event) == []


def test_a_diet_never_reaches_the_desk(event: EventFile, person: AddPerson) -> None:
    solene = person(diet="végétarien", access_needs="fauteuil roulant", desk_note="appeler Inès", meal_code="B")
    result = check_in(event, solene.badge_code)
    assert not any(word in repr(result) for word in ("végétarien", "fauteuil", "appeler"))
    assert result.person is not None
    assert result.person.has_note


@pytest.mark.parametrize("days", ["2026-07-06", [None], ["demain"], [], {"on": 1}, 3])
def test_days_that_cannot_be_read_refuse_nobody(event: EventFile, person: AddPerson, days: object) -> None:
    assert check_in(event, person(days=days).badge_code).verdict is Verdict.ARRIVED


MONDAY = dt.date(2026, 7, 6)
HALVES = [
    HalfDayView(f"{day}{part}", MONDAY + dt.timedelta(days=day), part, *hours)
    for day in (0, 1, 3)  # nothing on the third day
    for part, hours in (("am", ("09:00", "12:30")), ("pm", ("14:00", "17:30")))
]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-07-05 23:59", "0am"),
        ("2026-07-06 00:00", "0am"),
        ("2026-07-06 12:29", "0am"),
        ("2026-07-06 12:30", "0pm"),
        ("2026-07-06 22:00", "0pm"),
        ("2026-07-07 07:00", "1am"),
        ("2026-07-08 10:00", "3am"),
        ("2026-07-09 17:30", "3pm"),
        ("2026-07-10 08:00", "3pm"),
    ],
)
def test_the_half_day_of_a_moment(moment: str, expected: str) -> None:
    found = current_half_day(HALVES, dt.datetime.fromisoformat(moment))
    assert found is not None
    assert found.id == expected


def test_an_event_without_half_days_still_notes_arrivals(event: EventFile, person: AddPerson) -> None:
    with event.write("test") as db:
        for half_day in db.query(HalfDay):
            half_day.deleted = True
    solene = person()
    assert check_in(event, solene.badge_code).verdict is Verdict.ARRIVED
    assert check_in(event, solene.badge_code, same_scan=dt.timedelta(0)).verdict is Verdict.ALREADY_ARRIVED


def test_half_days_that_change_while_the_desk_works_are_followed(event: EventFile, person: AddPerson) -> None:
    solene = person()
    before = check_in(event, solene.badge_code).half_day
    assert before is not None
    with event.write("test") as db:
        db.get_one(HalfDay, before.id).ends = "08:00"
    after = check_in(event, solene.badge_code).half_day
    assert after is not None
    assert (before.part, after.part) == ("am", "pm")


def test_the_half_day_follows_the_zone_of_the_event_not_of_the_laptop(event: EventFile, person: AddPerson) -> None:
    at = dt.datetime(2026, 7, 6, 22, 30, tzinfo=dt.UTC)  # half past midnight on Tuesday in Paris
    result = check_in(event, person().badge_code, at=at)
    assert result.half_day is not None
    assert result.half_day.on == dt.date(2026, 7, 7)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
