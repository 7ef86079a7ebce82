"""Placing people, keeping them, linking them; each verb is one step back away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reception.reading_pdf import plain
from tests.teams.team_event import add_challenge, add_person, challenge_of
from uepit_desktop.event import EventFile, UserError, log
from uepit_desktop.event.model import BondKind, Challenge, Person, Room, TeamKind, new_id
from uepit_desktop.people import erase
from uepit_desktop.teams import rules
from uepit_desktop.teams.bonds import bind_people, unbind
from uepit_desktop.teams.editing import bring_back_team, give_room, name_team, set_team_size, withdraw_team
from uepit_desktop.teams.faults import derived_faults
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.placing import Arranged, apply_plan, lock, place, swap, unlock
from uepit_desktop.teams.preparing import prepare_challenge_teams, prepare_learning_teams
from uepit_desktop.teams.rules import Importance, edit_rule, reset_rules


@pytest.fixture
def teams(event: EventFile) -> tuple[str, str]:
    """D1 and D2, of at most two people each."""
    ids = tuple(
        add_challenge(event, code, title, min_size=1, max_size=2) for code, title in (("D1", "Cantine"), ("D2", "Eau"))
    )
    prepare_challenge_teams(event)
    return ids[0], ids[1]


@pytest.fixture
def people(event: EventFile) -> list[str]:
    return [add_person(event, name) for name in ("Ana Un", "Bob Deux", "Cid Trois")]


def where(event: EventFile) -> dict[str, str]:
    return situation_of(event).assignment


def applied(event: EventFile, assignment: dict[str, str], stamp: str | None = None) -> Arranged:
    return apply_plan(event, assignment, stamp=situation_of(event).stamp if stamp is None else stamp)


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        verb()
    assert str(error.value).endswith(".")
    return error.value.code


def test_a_proposal_is_applied_in_one_step_and_undone_in_one(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    d1, d2 = teams
    place(event, people[0], d2, by_hand=False)

    done = applied(event, {people[0]: d1, people[1]: d1, people[2]: d2})

    assert where(event) == {people[0]: d1, people[1]: d1, people[2]: d2}
    assert set(done.people) == set(people)
    assert "3" in done.message
    assert not any(person.by_hand for person in situation_of(event).people)
    entry = event.undo()
    assert entry is not None
    assert entry.label == "proposition d’équipes"
    assert where(event) == {people[0]: d2}
    event.redo()
    assert where(event) == {people[0]: d1, people[1]: d1, people[2]: d2}


def test_a_proposal_is_refused_when_someone_was_placed_or_locked_meanwhile(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    d1, d2 = teams
    stamp = situation_of(event).stamp
    place(event, people[0], d2)

    assert refused(lambda: applied(event, {people[1]: d1}, stamp)) == "placements_changed"
    assert where(event) == {people[0]: d2}

    stamp = situation_of(event).stamp
    lock(event, [people[0]])
    assert refused(lambda: applied(event, {people[1]: d1}, stamp)) == "placements_changed"
    stamp = situation_of(event).stamp
    withdraw_team(event, d1)
    assert refused(lambda: applied(event, {people[1]: d1}, stamp)) == "placements_changed"


def test_a_proposal_never_moves_someone_locked_or_placed_by_hand(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    d1, d2 = teams
    place(event, people[0], d2)
    place(event, people[1], d2, by_hand=False)
    lock(event, [people[1]])

    for kept in people[:2]:
        assert refused(lambda kept=kept: applied(event, {people[2]: d1, kept: d1})) == "kept"  # type: ignore[misc]
        assert where(event) == {people[0]: d2, people[1]: d2}

    unlock(event, people)
    applied(event, dict.fromkeys(people, d1))
    assert set(where(event).values()) == {d1}


def test_a_proposal_forgets_who_has_cancelled_and_refuses_a_team_that_is_not_one_of_them(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    with event.write("edit_person", subject=people[0]) as db:
        person = db.get(Person, people[0])
        assert person is not None
        person.status = "cancelled"

    applied(event, dict.fromkeys(people, teams[0]))

    assert where(event) == {people[1]: teams[0], people[2]: teams[0]}
    learning = prepare_learning_teams(event, count=1).teams[0]
    for unknown in (learning, new_id()):
        assert refused(lambda unknown=unknown: applied(event, {people[1]: unknown})) == "unknown_team"  # type: ignore[misc]


def test_applying_what_already_is_changes_nothing(event: EventFile, teams: tuple[str, str], people: list[str]) -> None:
    place(event, people[0], teams[0])
    before = len(event.undo_stack())

    done = applied(event, {people[0]: teams[0]})

    assert done.people == ()
    assert done.changes.rows == {}
    assert len(event.undo_stack()) == before


def test_a_repair_takes_out_who_does_not_come_and_the_team_that_is_withdrawn_in_one_step(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    d1, d2 = teams
    ana, bob, cid = people
    place(event, ana, d1)
    place(event, bob, d1)
    place(event, cid, d2)
    lock(event, [ana, cid])
    stamp = situation_of(event).stamp

    assert refused(lambda: apply_plan(event, {ana: d1}, stamp=stamp, withdrawn=[d1])) == "unknown_team"
    done = apply_plan(event, {ana: d2, cid: None}, stamp=stamp, withdrawn=[d1])

    assert where(event) == {ana: d2}
    assert set(done.people) == set(people)
    assert [team.code for team in situation_of(event).teams] == ["D2"]
    assert situation_of(event).locks == 0
    event.undo()
    assert where(event) == {ana: d1, bob: d1, cid: d2}
    assert situation_of(event).person_by_id[ana].locked


def test_someone_is_placed_by_hand_taken_out_and_placed_again(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    done = place(event, people[0], teams[0])

    assert done.message == "Ana Un est dans D1 Cantine."
    assert situation_of(event).person_by_id[people[0]].by_hand
    assert event.undo_stack()[0].label == "placement de Ana Un"
    place(event, people[0], None)
    assert where(event) == {}
    assert not situation_of(event).person_by_id[people[0]].by_hand
    event.undo()
    event.undo()
    assert where(event) == {}  # the row itself was undone
    place(event, people[0], teams[1])
    assert where(event) == {people[0]: teams[1]}
    assert event.check().ok


def test_someone_locked_is_moved_neither_by_hand_nor_by_an_exchange(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    d1, d2 = teams
    place(event, people[0], d1)
    place(event, people[1], d2)
    assert lock(event, people).people == (people[0], people[1])  # the third is nowhere yet

    assert refused(lambda: place(event, people[0], d2)) == "locked"
    assert refused(lambda: swap(event, people[0], people[1])) == "locked"
    place(event, people[0], d1)  # where the person is
    assert where(event)[people[0]] == d1
    unlock(event, [people[0], people[1]])
    swap(event, people[0], people[1])
    assert where(event) == {people[0]: d2, people[1]: d1}
    assert refused(lambda: swap(event, people[0], people[0])) == "same_team"
    event.undo()
    assert where(event) == {people[0]: d1, people[1]: d2}


def test_an_exchange_with_someone_to_be_placed_takes_the_other_out(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    place(event, people[0], teams[0])

    swap(event, people[0], people[1])

    assert where(event) == {people[1]: teams[0]}


def test_a_person_or_a_team_that_is_gone_is_said_so(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    assert refused(lambda: place(event, new_id(), teams[0])) == "unknown_person"
    assert refused(lambda: place(event, people[0], new_id())) == "unknown_team"
    assert refused(lambda: withdraw_team(event, new_id())) == "unknown_team"
    assert refused(lambda: unbind(event, new_id())) == "unknown_bond"
    assert refused(lambda: bind_people(event, people[:1] * 2, BondKind.APART)) == "too_few_people"
    assert refused(lambda: bind_people(event, [people[0], new_id()], BondKind.APART)) == "unknown_person"


def test_links_are_kept_forgotten_and_undone(event: EventFile, people: list[str]) -> None:
    bind_people(event, people[:2], BondKind.TOGETHER, "  covoiturage ")
    bind_people(event, people[1:], BondKind.APART)

    first, second = situation_of(event).bonds
    assert (first.kind, set(first.people), first.note) == ("together", set(people[:2]), "covoiturage")
    unbind(event, second.id)
    assert [bond.id for bond in situation_of(event).bonds] == [first.id]
    event.undo()
    assert len(situation_of(event).bonds) == 2
    assert event.undo_stack()[0].label == "lien entre des personnes"


def test_a_withdrawn_team_leaves_its_people_to_be_placed_and_comes_back_as_it_was(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    for person in people[:2]:
        place(event, person, teams[0])
    lock(event, people[:1])

    done = withdraw_team(event, teams[0])

    assert set(done.people) == set(people[:2])
    situation = situation_of(event)
    assert [team.code for team in situation.teams] == ["D2"]
    assert [team.title for team in situation.withdrawn] == ["D1 Cantine"]
    assert situation.assignment == {}
    assert situation.locks == 0
    prepare_challenge_teams(event)
    assert [team.code for team in situation_of(event).teams] == ["D2"]  # withdrawn is not forgotten
    assert event.undo_stack()[0].label == "retrait de D1 Cantine"
    event.undo()
    assert where(event) == dict.fromkeys(people[:2], teams[0])
    assert situation_of(event).person_by_id[people[0]].locked
    withdraw_team(event, teams[0])
    bring_back_team(event, teams[0])
    assert [team.members for team in situation_of(event).teams] == [(), ()]


def test_a_team_has_a_name_sizes_and_a_room_of_its_own(event: EventFile, teams: tuple[str, str]) -> None:
    with event.write("test") as db:
        room = Room(id=new_id(), name="Salle des tilleuls", capacity=1)
        db.add(room)

    name_team(event, teams[0], "  Les  cantiniers ")
    set_team_size(event, teams[0], 3, None)
    give_room(event, teams[0], room.id)

    team = situation_of(event).teams[0]
    assert (team.title, team.min_size, team.max_size, team.own_sizes) == ("D1 Les cantiniers", 3, 3, True)
    assert (team.room, team.room_capacity) == ("Salle des tilleuls", 1)
    assert refused(lambda: set_team_size(event, teams[0], 5, 4)) == "bad_size"
    assert refused(lambda: set_team_size(event, teams[0], -1, 4)) == "bad_size"
    assert refused(lambda: give_room(event, teams[0], new_id())) == "unknown_room"
    assert event.undo_stack()[0].label == "salle de D1 Les cantiniers"
    for _ in range(3):
        event.undo()
    team = situation_of(event).teams[0]
    assert (team.title, team.min_size, team.max_size, team.room) == ("D1 Cantine", 1, 2, "")


def test_each_admitted_challenge_gets_one_team_and_keeps_it(event: EventFile, teams: tuple[str, str]) -> None:
    add_challenge(event, "", "Sans code")
    add_challenge(event, "D9", "Proposé", stage="proposed")

    made = prepare_challenge_teams(event)

    assert [team.code for team in situation_of(event).teams] == ["D1", "D2", "D3"]
    assert len(made.teams) == 1
    count = len(event.undo_stack())
    assert prepare_challenge_teams(event).teams == ()
    assert len(event.undo_stack()) == count
    challenge_id = challenge_of(event, teams[0])
    with event.write("test") as db:
        challenge = db.get(Challenge, challenge_id)
        assert challenge is not None
        challenge.title = "Cantine zéro gaspillage"
    assert situation_of(event).teams[0].title == "D1 Cantine zéro gaspillage"


def test_learning_teams_are_as_even_as_can_be_and_can_be_counted_again(event: EventFile) -> None:
    for n in range(10):
        add_person(event, f"P{n} Nom")

    prepare_learning_teams(event, count=3)
    assert [(team.code, team.min_size, team.max_size) for team in situation_of(event, TeamKind.LEARNING).teams] == [
        ("A1", 3, 4), ("A2", 3, 4), ("A3", 3, 4)
    ]  # fmt: skip
    prepare_learning_teams(event, size=5)
    assert [team.code for team in situation_of(event, TeamKind.LEARNING).teams] == ["A1", "A2"]
    third = prepare_learning_teams(event, count=3).teams[2]
    person = situation_of(event, TeamKind.LEARNING).people[0].id
    place(event, person, third, kind=TeamKind.LEARNING)
    assert refused(lambda: prepare_learning_teams(event, count=2)) == "team_in_use"
    for absurd in ({}, {"count": 0}, {"count": 11}, {"size": 0}, {"count": 2, "size": 5}, {"count": 2, "round_no": 0}):
        assert refused(lambda absurd=absurd: prepare_learning_teams(event, **absurd)) == "bad_count"  # type: ignore[misc]


def test_a_rule_is_changed_in_plain_words_and_taken_back(event: EventFile) -> None:
    kind = TeamKind.CHALLENGE

    def rule(name: str, about: str = "") -> rules.Rule:
        found = situation_of(event).rule(name, about)
        assert found is not None
        return found

    assert rule("mix", "organisation").words == "Les personnes d’une même structure sont réparties"
    edit_rule(event, kind, "mix", "organisation", importance="very_important", amount=2)
    changed = rule("mix", "organisation")
    assert plain(changed.words) == "Au plus 2 personnes d'une même structure par équipe"
    assert (changed.importance, changed.importance_words, changed.points, changed.chosen) == (
        Importance.VERY_IMPORTANT, "très important", 10, True
    )  # fmt: skip
    edit_rule(event, kind, "mix", "organisation", evenly=True)
    assert rule("mix", "organisation").amount is None
    edit_rule(event, kind, "need", "data", importance=Importance.MINOR, amount=2)
    assert plain(rule("need", "data").words) == "Dans chaque équipe, 2 pour « Données »"
    edit_rule(event, kind, "wishes", importance="off")
    assert rule("wishes").points == 0
    event.undo()
    assert rule("wishes").points == 10
    reset_rules(event, kind)
    assert situation_of(event).rules == rules.usual_rules(kind)
    event.undo()
    assert rule("need", "data").on
    edit_rule(event, kind, "need", "data", importance="off")
    assert not rule("need", "data").on
    for name, about, fields in (
        ("mix", "age", {}), ("wishes", "x", {}), ("fantasy", "", {}), ("wishes", "", {"importance": "huge"}),
        ("size", "", {"amount": 20}), ("size", "", {"amount": -1}), ("mix", "kind", {"amount": 10**9}),
    ):  # fmt: skip
        assert refused(lambda: edit_rule(event, kind, name, about, **fields)) == "bad_rule"  # type: ignore[arg-type]  # noqa: B023


def test_every_usual_rule_has_its_words_and_points() -> None:
    for kind in TeamKind:
        for rule in rules.usual_rules(kind):
            assert rule.words
            assert rule.rule == "size" or rule.points > 0
            assert rule.importance_words


def test_too_many_people_and_broken_links_are_shown_not_refused(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    with event.write("test") as db:
        room = Room(id=new_id(), name="Salle 3", capacity=2)
        db.add(room)
    give_room(event, teams[0], room.id)
    bind_people(event, people[:2], BondKind.APART)
    bind_people(event, people, BondKind.TOGETHER)
    place(event, people[0], teams[0])
    place(event, people[1], teams[0])
    place(event, people[2], teams[1])

    def codes() -> list[str]:
        with event.read() as db:
            return sorted(fault.code for fault in derived_faults(db))

    assert codes() == ["apart", "together"]
    place(event, people[2], teams[0])
    assert codes() == ["apart", "over_capacity", "room"]
    with event.read() as db:
        sentences = {fault.code: fault.sentence for fault in derived_faults(db)}
    assert plain(sentences["over_capacity"]) == "D1 Cantine a 3 personnes pour 2 places."
    place(event, people[1], None)
    assert codes() == []


def test_erasing_someone_takes_their_placement_and_what_links_say_of_them(
    event: EventFile, teams: tuple[str, str], people: list[str]
) -> None:
    place(event, people[0], teams[0])
    bind_people(event, people[:2], BondKind.APART)
    bind_people(event, people, BondKind.APART, "Ana a porté plainte")
    bind_people(event, people, BondKind.TOGETHER)

    erase(event, people[0])

    situation = situation_of(event)
    assert situation.assignment == {}
    assert [(bond.kind, set(bond.people)) for bond in situation.bonds] == [("together", set(people[1:]))]
    assert event.check().ok
    with event.read() as db:
        told = b"".join(operation.payload or b"" for operation in log.operations(db, None))
    assert b"plainte" not in told
