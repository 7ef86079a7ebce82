"""What is read of an event before teams are formed, and the problem that is made of it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.teams.team_event import add_challenge, add_person
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import BondKind, CheckIn, HalfDay, TeamKind
from uepit_desktop.teams.bonds import bind_people
from uepit_desktop.teams.cost import cost_of
from uepit_desktop.teams.gathering import natural, read_teams, situation_of
from uepit_desktop.teams.needs import covered_by, need_key, profession_of
from uepit_desktop.teams.placing import lock, place
from uepit_desktop.teams.posing import problem_of, rule_costs
from uepit_desktop.teams.preparing import prepare_challenge_teams, prepare_learning_teams
from uepit_desktop.teams.problem import problem_json, read_problem


@pytest.mark.parametrize(
    ("wanted", "function", "skills"),
    [
        ("facilitation", "Facilitateur", ()),
        ("facilitateur·rice", "Animatrice de réseau", ()),
        ("juridique", "Juriste", ()),
        ("Juridique", "", ("Droit public",)),
        ("usagers", "Cheffe de projet usagers", ()),
        ("données", "Data analyst", ()),
        ("donnees", "", ("Données",)),
        ("technique", "Technicien voirie", ()),
        ("élus", "Élue", ()),
        ("vidéo", "Vidéaste", ("vidéo",)),
        ("vidéo", "", ("Vidéaste",)),
    ],
)
def test_a_role_that_is_asked_for_is_met_by_the_words_that_mean_it(
    wanted: str, function: str, skills: tuple[str, ...]
) -> None:
    assert need_key(wanted) in covered_by(function, skills, (), "")


def test_words_that_only_look_alike_do_not_meet_a_role() -> None:
    assert "elected" not in covered_by("Élève ingénieure", (), (), "")
    assert "legal" not in covered_by("Jury de thèse", (), (), "")
    assert covered_by("", (), (), "") == ()


def test_a_facilitator_here_and_a_citizen_meet_a_role_without_a_function() -> None:
    assert covered_by("", (), ("facilitator",), "citizen") == ("facilitation", "users")


def test_a_function_in_either_gender_is_one_profession() -> None:
    assert profession_of("Élu") == profession_of("Élue") != ""
    assert profession_of("Technicien voirie") == profession_of("Technicienne de voirie")
    assert profession_of("Juriste") != profession_of("Infirmière")


def test_codes_are_listed_as_people_count() -> None:
    assert sorted(["D10", "D2", "D1", "A3", ""], key=natural) == ["", "A3", "D1", "D2", "D10"]


def test_everything_that_the_page_shows_of_a_person_is_read(event: EventFile) -> None:
    d1 = add_challenge(event, "D1", "Cantine", min_size=2, max_size=9, roles_wanted=["facilitation", "vidéo"])
    d2 = add_challenge(event, "D2", "Mobilité")
    prepare_challenge_teams(event)
    ines = add_person(
        event, "Inès Cordovan", wishes=[d2, d1], bears=[d1], roles=["facilitator"], skills=["vidéo"],
        organisation="Ville de Rochebaume", kind="local_authority", territory="Rochebaume", function="Data analyst",
        experience="first_time", days=["2026-07-06"],
    )  # fmt: skip
    place(event, ines, d2)
    lock(event, [ines])

    situation = situation_of(event)

    (person,) = situation.people
    assert (person.name, person.short_name) == ("Inès Cordovan", "I. Cordovan")
    assert person.organisation == "Ville de Rochebaume"
    assert (person.kind, person.territory, person.experience) == ("local_authority", "Rochebaume", "first_time")
    assert person.covers == ("data", "facilitation", "vide")
    assert person.wishes == (d2, d1)
    assert (person.rank_of(d1), person.rank_of("?"), person.rank_of(None)) == (2, None, None)
    assert (person.bears, person.team, person.locked, person.by_hand) == ((d1,), d2, True, True)
    assert person.days == ("2026-07-06",)
    first, second = situation.teams
    assert (first.title, first.min_size, first.max_size, first.own_sizes) == ("D1 Cantine", 2, 9, False)
    assert [(need.key, need.label) for need in first.needs][:2] == [("facilitation", "facilitation"), ("vide", "vidéo")]
    assert (first.bearers, first.members, second.members) == ((ines,), (), (ines,))
    assert (second.min_size, second.max_size) == (8, 14)  # the rule's, since the challenge says nothing
    assert situation.days == ("2026-07-06", "2026-07-07", "2026-07-08")


def test_only_those_who_come_to_be_in_a_team_are_listed(event: EventFile) -> None:
    d1 = add_challenge(event, "D1", "Cantine")
    prepare_challenge_teams(event)
    add_person(event, "Alan Participant")
    add_person(event, "Bea Sansrole", roles=())
    add_person(event, "Carl Annulé", status="cancelled")
    add_person(event, "Dora Intervenante", roles=["speaker"])
    add_person(event, "Emil Témoin", roles=["keynote_witness"], wishes=[d1])

    assert [person.given_name for person in situation_of(event).people] == ["Alan", "Bea", "Emil"]


def test_two_who_share_an_initial_and_a_name_are_told_apart(event: EventFile) -> None:
    add_person(event, "Solène Kerdavid")
    add_person(event, "Samuel Kerdavid")

    assert [person.short_name for person in situation_of(event).people] == ["Samuel Kerdavid", "Solène Kerdavid"]


def test_who_is_here_today_is_read_from_what_stands_of_the_arrivals(event: EventFile) -> None:
    came, left, undone, absent, excused = (add_person(event, f"P{n} Nom") for n in range(5))
    with event.read() as db:
        (morning, *_) = db.query(HalfDay).filter_by(on=dt.date(2026, 7, 6), part="am")
    at = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)
    with event.write("test") as db:

        def note(person: str, minutes: int, kind: str = "arrival", target: str | None = None) -> str:
            fact = CheckIn(person_id=person, kind=kind, target_id=target, half_day_id=morning.id, replica_id="r",
                           at=at + dt.timedelta(minutes=minutes))  # fmt: skip
            db.add(fact)
            db.flush()
            return fact.id

        for person in (came, left):
            note(person, 0)
        note(left, 30, "departure")
        note(undone, 5, "undo", note(undone, 4))
        note(excused, 6, "excuse")

    with event.read() as db:
        people = read_teams(db, today=dt.date(2026, 7, 6)).person_by_id
        elsewhere = read_teams(db, today=dt.date(2026, 8, 6)).person_by_id

    assert [people[one].here for one in (came, left, undone, absent, excused)] == [True, False, False, False, False]
    assert people[excused].excused
    assert elsewhere[came].here is None


def test_the_problem_says_what_was_asked_and_its_ids_are_those_of_the_event(event: EventFile) -> None:
    d1 = add_challenge(event, "D1", "Cantine", min_size=1, max_size=3, roles_wanted=["juridique"])
    d2 = add_challenge(event, "D2", "Mobilité", min_size=1, max_size=3)
    prepare_challenge_teams(event)
    bearer = add_person(event, "Ana Porteuse", bears=[d1])
    hand = add_person(event, "Bob Main", wishes=[d1], function="Juriste")
    moved = add_person(event, "Cid Libre", wishes=[d2, d1])
    place(event, hand, d2)
    place(event, moved, d1, by_hand=False)
    bind_people(event, [bearer, moved], BondKind.APART, "même service")
    bind_people(event, [hand, moved], BondKind.TOGETHER)

    situation = situation_of(event)
    problem = problem_of(situation)

    members = {member.id: member for member in problem.people}
    assert members[bearer].locked == d1
    assert (members[hand].locked, members[hand].current) == (d2, d2)
    assert (members[moved].locked, members[moved].current) == (None, d1)
    assert members[moved].wishes == (d2, d1)
    assert problem.apart == ((bearer, moved),)
    assert problem.together == ((hand, moved),)
    assert [(need.role, need.teams) for need in problem.needs] == [("legal", (d1,)), ("facilitation", (d1, d2))]
    assert read_problem(problem_json(problem)) == problem
    assert problem_of(situation, keep_all=True).people[2].locked == d1
    assert problem_of(situation, without=[hand]).together == ()
    assert [team.id for team in problem_of(situation, withdrawn=[d1]).teams] == [d2]


def test_what_each_rule_costs_adds_up_to_the_cost_of_the_placement(event: EventFile) -> None:
    teams = [add_challenge(event, f"D{n}", f"Défi {n}", roles_wanted=["juridique"]) for n in (1, 2)]
    prepare_challenge_teams(event)
    for n in range(12):
        person = add_person(event, f"P{n} Nom", wishes=teams[::-1] if n % 3 else teams, organisation=f"O{n % 2}",
                            kind="state", territory="X", function="Élu")  # fmt: skip
        place(event, person, teams[n % 2])

    situation = situation_of(event)
    costs = rule_costs(situation)

    assert sum(costs.values()) == cost_of(problem_of(situation), situation.assignment).total > 0
    assert costs["need", ""] == 30
    assert costs["mix", "organisation"] > 0


def test_learning_teams_know_the_challenge_team_of_each_and_who_met_before(event: EventFile) -> None:
    d1 = add_challenge(event, "D1", "Cantine")
    prepare_challenge_teams(event)
    people = [add_person(event, f"P{n} Nom") for n in range(4)]
    for person in people:
        place(event, person, d1)
    first = prepare_learning_teams(event, count=2, round_no=1)
    prepare_learning_teams(event, size=2, round_no=2)
    for n, person in enumerate(people):
        place(event, person, first.teams[n % 2], kind=TeamKind.LEARNING, round_no=1)

    situation = situation_of(event, TeamKind.LEARNING, 2)

    assert [(team.code, team.min_size, team.max_size) for team in situation.teams] == [("A1", 2, 2), ("A2", 2, 2)]
    assert {person.challenge_team for person in situation.people} == {d1}
    assert {frozenset(pair[:2]) for pair in situation.met} == {
        frozenset((people[0], people[2])), frozenset((people[1], people[3]))
    }  # fmt: skip
    assert situation.assignment == {}
    assert problem_of(situation).weights.meet_again == 10
    assert len(problem_of(situation).met) == 2
    bind_people(event, [people[0], people[2]], BondKind.TOGETHER)  # they always meet: it counts against no placement
    assert {frozenset(pair[:2]) for pair in problem_of(situation_of(event, TeamKind.LEARNING, 2)).met} == {
        frozenset((people[1], people[3]))
    }
    assert "challenge_team" in {mix.attribute for mix in problem_of(situation).mix}


def test_a_thousand_people_are_read_in_as_many_queries_as_ten(event: EventFile) -> None:
    from sqlalchemy import event as sql

    def queries() -> int:
        seen: list[str] = []
        with event.read() as db:
            connection = db.connection()

            def note(*told: object) -> None:
                seen.append(str(told[2]))

            sql.listen(connection, "before_cursor_execute", note)
            read_teams(db)
            sql.remove(connection, "before_cursor_execute", note)
        return len(seen)

    add_person(event, "Une Personne")
    few = queries()
    with event.write("test") as db:
        from uepit_desktop.event.model import Person

        for n in range(300):
            db.add(Person(given_name=f"P{n}", family_name="Nom"))

    assert queries() == few


def test_whoever_leaves_a_session_early_is_still_here(event: EventFile) -> None:
    one = add_person(event, "Solène Kerdavid")
    with event.read() as db:
        (morning, *_) = db.query(HalfDay).filter_by(on=dt.date(2026, 7, 6), part="am")
    at = dt.datetime(2026, 7, 6, 7, 0, tzinfo=dt.UTC)
    with event.write("test") as db:
        for minutes, kind in enumerate(("arrival", "departure", "excuse")):
            db.add(CheckIn(person_id=one, kind=kind, half_day_id=morning.id, session_id="workshop", replica_id="r",
                           at=at + dt.timedelta(minutes=minutes)))  # fmt: skip
    with event.read() as db:
        person = read_teams(db, today=dt.date(2026, 7, 6)).person_by_id[one]
    assert (person.here, person.excused) == (True, False)
