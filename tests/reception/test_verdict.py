"""Each verdict, one by one, on plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from uepit_desktop import language
from uepit_desktop.reception.codes import Reading
from uepit_desktop.reception.verdict import Fact, Judgement, Registered, Verdict, counted_arrival, judge, live_facts
from uepit_desktop.reception.wording import next_action, word

NOW = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)
MONDAY, TUESDAY = dt.date(2026, 7, 6), dt.date(2026, 7, 7)
BADGE = Reading(text="HKBCNGDRLPF", code="HKBCNGDRLPF")
SOLENE = Registered("solene")


def passage(reading: Reading = BADGE, *people: Registered, facts: tuple[Fact, ...] = (), **more: Any) -> Judgement:
    asked = {"half_day_id": "monday-am", "on": MONDAY, "now": NOW, "replica_id": "A", "own_site": "VALMORIN", **more}
    return judge(reading, people, facts, **asked)


def arrival(fact_id: str = "1", minutes: float = -10, desk: str = "A", half_day: str = "monday-am") -> Fact:
    return Fact(fact_id, NOW + dt.timedelta(minutes=minutes), desk, half_day)


def undoing(fact_id: str, target: str) -> Fact:
    return Fact(fact_id, NOW, "A", "monday-am", target)


def test_a_registered_person_arrives() -> None:
    assert passage(BADGE, SOLENE) == Judgement(Verdict.ARRIVED, SOLENE)


def test_a_second_passage_names_the_first() -> None:
    first = arrival(desk="B")
    assert passage(BADGE, SOLENE, facts=(first,)) == Judgement(Verdict.ALREADY_ARRIVED, SOLENE, first)


def test_the_earliest_of_two_arrivals_is_the_one_named() -> None:
    early, late = arrival("9", -20, "B"), arrival("1", -10, "A")
    assert passage(BADGE, SOLENE, facts=(late, early)).earlier == early


def test_the_next_half_day_is_another_arrival() -> None:
    assert passage(BADGE, SOLENE, facts=(arrival(half_day="sunday-pm"),)).verdict is Verdict.ARRIVED


@pytest.mark.parametrize(("seconds", "verdict"), [(0, "arrived"), (2.9, "arrived"), (3, "already_arrived")])
def test_two_scans_of_one_badge_within_three_seconds_are_one(seconds: float, verdict: str) -> None:
    judgement = passage(BADGE, SOLENE, facts=(arrival(minutes=-seconds / 60),))
    assert judgement.verdict == verdict
    assert judgement.repeated is (verdict == "arrived")


def test_a_scan_at_another_desk_a_second_later_is_not_the_same_scan() -> None:
    assert passage(BADGE, SOLENE, facts=(arrival(minutes=-1 / 60, desk="B"),)).verdict is Verdict.ALREADY_ARRIVED


def test_an_arrival_that_was_undone_does_not_count() -> None:
    assert passage(BADGE, SOLENE, facts=(arrival("1"), undoing("2", "1"))).verdict is Verdict.ARRIVED


def test_an_undoing_that_was_undone_makes_the_arrival_stand_again() -> None:
    facts = (arrival("1"), undoing("2", "1"), undoing("3", "2"))
    assert passage(BADGE, SOLENE, facts=facts).verdict is Verdict.ALREADY_ARRIVED
    assert {fact.id for fact in live_facts(facts)} == {"1", "3"}


def test_undoing_twice_is_undoing_once() -> None:
    assert counted_arrival((arrival("1"), undoing("2", "1"), undoing("3", "1")), "monday-am") is None


def test_facts_that_undo_each_other_in_a_ring_do_not_hang_the_desk() -> None:
    live_facts([undoing("1", "2"), undoing("2", "1"), undoing("3", "3")])


def test_a_long_chain_of_undoings_is_resolved() -> None:
    chain = [arrival("0"), *(undoing(str(n), str(n - 1)) for n in range(1, 5001))]
    assert (counted_arrival(chain, "monday-am") is not None) is (5000 % 2 == 0)


def test_a_badge_of_nobody_is_unknown() -> None:
    assert passage(BADGE) == Judgement(Verdict.UNKNOWN)


def test_a_badge_printed_here_for_someone_not_received_yet_says_so() -> None:
    reading = Reading("", BADGE.code, ("VALMORIN",))
    assert passage(reading) == Judgement(Verdict.UNKNOWN, printed_here=True)


def test_a_badge_of_another_site_is_named() -> None:
    assert passage(Reading("", BADGE.code, ("LORVAL",))).verdict is Verdict.OTHER_SITE


def test_a_known_person_arrives_whatever_site_printed_the_badge() -> None:
    assert passage(Reading("", BADGE.code, ("LORVAL",)), SOLENE).verdict is Verdict.ARRIVED


def test_a_cancelled_registration_is_refused() -> None:
    cancelled = Registered("solene", cancelled=True)
    assert passage(BADGE, cancelled) == Judgement(Verdict.CANCELLED, cancelled)


def test_someone_who_arrived_before_cancelling_is_said_to_be_there() -> None:
    cancelled = Registered("solene", cancelled=True)
    assert passage(BADGE, cancelled, facts=(arrival(),)).verdict is Verdict.ALREADY_ARRIVED


def test_someone_taken_off_the_list_is_refused() -> None:
    removed = Registered("solene", removed=True)
    assert passage(BADGE, removed) == Judgement(Verdict.REMOVED, removed)


def test_a_code_of_someone_removed_and_someone_present_is_the_present_one() -> None:
    assert passage(BADGE, Registered("old", removed=True), SOLENE) == Judgement(Verdict.ARRIVED, SOLENE)


def test_someone_expected_another_day_is_refused() -> None:
    tuesday_only = Registered("solene", days=frozenset({TUESDAY}))
    assert passage(BADGE, tuesday_only).verdict is Verdict.WRONG_DAY
    assert passage(BADGE, tuesday_only, on=TUESDAY).verdict is Verdict.ARRIVED


def test_one_code_of_two_people_is_ambiguous() -> None:
    assert passage(BADGE, SOLENE, Registered("mael")) == Judgement(Verdict.AMBIGUOUS)


def test_what_is_no_badge_is_unreadable() -> None:
    assert passage(Reading("https://example.org")) == Judgement(Verdict.UNREADABLE)


@pytest.mark.parametrize(
    "person", [Registered("solene", cancelled=True), Registered("solene", days=frozenset({TUESDAY}))]
)
def test_the_desk_can_insist(person: Registered) -> None:
    assert passage(BADGE, person, anyway=True).verdict is Verdict.ARRIVED


SENTENCES = {
    Verdict.ARRIVED: ("Arrivée enregistrée", "Arrivée enregistrée : Solène Kerdavid.", "undo"),
    Verdict.ALREADY_ARRIVED: (
        "Arrivée déjà notée à 8 h 52", "Solène Kerdavid : arrivée déjà notée à 8 h 52, Accueil B.", "continue"
    ),
    Verdict.UNKNOWN: ("Arrivée non enregistrée", "Ce badge ne correspond à aucune inscription ici.", "search"),
    Verdict.OTHER_SITE: ("Arrivée non enregistrée", "Ce badge vient du site de Lorval.", "register"),
    Verdict.CANCELLED: ("Arrivée non enregistrée", "L’inscription de Solène Kerdavid a été annulée.", "reinstate"),
    Verdict.REMOVED: (
        "Arrivée non enregistrée", "Solène Kerdavid ne figure plus sur la liste.", "call_coordination"
    ),
    Verdict.WRONG_DAY: (
        "Arrivée non enregistrée", "La venue de Solène Kerdavid est prévue mardi 7 juillet.", "accept"
    ),
    Verdict.NOT_ENROLLED: (
        "Arrivée non enregistrée", "Solène Kerdavid n’est pas sur la liste : cette session.", "accept"
    ),
    Verdict.AMBIGUOUS: ("Arrivée non enregistrée", "Ce code désigne plusieurs personnes.", "choose"),
    Verdict.SIMILAR: (
        "Déjà sur la liste ?", "Une personne nommée Solène Kerdavid figure déjà sur la liste.", "choose"
    ),
    Verdict.UNREADABLE: ("Arrivée non enregistrée", "Ce code n’est pas un badge lisible.", "search"),
}  # fmt: skip


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_one_plain_french_sentence_and_one_next_action(verdict: Verdict) -> None:
    words = word(
        verdict,
        name="Solène Kerdavid",
        desk="Accueil B",
        site="Lorval",
        earlier=dt.datetime(2026, 7, 6, 8, 52),
        days=(TUESDAY,),
        on=MONDAY,
    )
    title, message, action = SENTENCES[verdict]
    assert _plain(words.title) == title
    assert _plain(words.message) == message
    assert words.message.count(".") == 1
    assert words.action.name == action
    assert words.action.label
    assert words.action.shortcut


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.OTHER_SITE, Verdict.CANCELLED, Verdict.UNREADABLE])
def test_a_refusal_says_what_is_sure(verdict: Verdict) -> None:
    assert _plain(word(verdict, name="x", site="y").safe) == "Aucune arrivée n’a été notée."


def test_a_day_that_has_passed_is_said_in_the_past() -> None:
    words = word(Verdict.WRONG_DAY, name="Solène Kerdavid", days=(MONDAY,), on=TUESDAY)
    assert _plain(words.message) == "La venue de Solène Kerdavid était prévue lundi 6 juillet."


def test_english_is_complete() -> None:
    language.use("en")
    assert word(Verdict.OTHER_SITE, site="Lorval").message == "This badge comes from the site of Lorval."
    assert next_action(Verdict.OTHER_SITE).label == "Register on the spot"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
