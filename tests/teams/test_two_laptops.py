"""Two laptops that both move people: each is right, and what they make together is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.event.laptops import agree, join
from tests.reception.reading_pdf import plain
from tests.teams.team_event import add_challenge, add_person
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import BondKind, TeamKind
from uepit_desktop.exchange import read_bundles, write_bundle
from uepit_desktop.gui.exchange.reading import read_situation
from uepit_desktop.teams.bonds import bind_people
from uepit_desktop.teams.faults import derived_faults
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.placing import apply_plan, place
from uepit_desktop.teams.preparing import prepare_challenge_teams, prepare_learning_teams
from uepit_desktop.teams.rules import edit_rule


@pytest.fixture
def teams(event: EventFile) -> list[str]:
    return [
        add_challenge(event, "D1", "Cantine", min_size=1, max_size=2),
        add_challenge(event, "D2", "L'eau partagée", min_size=1, max_size=2),
    ]


@pytest.fixture
def people(event: EventFile) -> list[str]:
    return [add_person(event, name) for name in ("Ana Un", "Bob Deux", "Cid Trois")]


@pytest.fixture
def other(event: EventFile, teams: list[str], people: list[str], tmp_path: Path) -> Iterator[EventFile]:
    with join(event, tmp_path / "other.uepit") as other:
        yield other


def exchange(one: EventFile, other: EventFile, folder: Path) -> None:
    """A stick goes there and back."""
    for number, (writer, reader) in enumerate(((one, other), (other, one), (one, other))):
        into = folder / str(number)
        into.mkdir()
        written = write_bundle(writer, into)
        if written.file is not None:
            read_bundles(reader, written.file)


def test_one_person_placed_on_both_is_one_row_with_two_values_in_the_words_of_the_teams(
    event: EventFile, other: EventFile, teams: list[str], people: list[str], tmp_path: Path
) -> None:
    prepare_challenge_teams(event)
    agree(event, other)
    place(event, people[0], teams[0])
    place(other, people[0], teams[1])

    exchange(event, other, tmp_path)

    assert situation_of(event).assignment == situation_of(other).assignment
    (conflict,) = event.conflicts()
    assert (conflict.table, conflict.field, conflict.name) == ("placement", "team_id", "Ana Un")
    (shown,) = read_situation(event).disagreements
    assert (shown.subject, shown.field) == ("Ana Un", "Équipe")
    assert {version.value for version in shown.versions} == {"D1 Cantine", "D2 L'eau partagée"}
    proposed = situation_of(event).assignment[people[0]]
    place(event, people[0], proposed)  # the one that is shown, chosen knowing the other
    assert event.conflicts() == []
    agree(event, other)
    assert situation_of(other).assignment[people[0]] == proposed


def test_both_make_the_teams_and_there_is_one_team_a_challenge(
    event: EventFile, other: EventFile, teams: list[str]
) -> None:
    for laptop in (event, other):
        prepare_challenge_teams(laptop)
        prepare_learning_teams(laptop, count=3)

    agree(event, other)

    assert [team.id for team in situation_of(event).teams] == teams
    assert [team.code for team in situation_of(other, TeamKind.LEARNING).teams] == ["A1", "A2", "A3"]
    assert event.conflicts() == []


def test_moves_that_are_fine_alone_and_too_many_together_are_shown_on_both(
    event: EventFile, other: EventFile, teams: list[str], people: list[str]
) -> None:
    prepare_challenge_teams(event)
    bind_people(event, [people[0], people[2]], BondKind.APART)
    agree(event, other)
    place(event, people[0], teams[0])
    place(event, people[1], teams[0])
    place(other, people[2], teams[0])

    agree(event, other)

    for laptop in (event, other):
        with laptop.read() as db:
            assert [fault.code for fault in derived_faults(db)] == ["over_capacity", "apart"]
        faults = read_situation(laptop).faults
        assert len(faults) == 2
        assert plain(faults[0].sentence) == "D1 Cantine a 3 personnes pour 2 places."
        assert (faults[0].kind, faults[0].round, faults[0].team_id) == ("challenge", 1, teams[0])


def test_a_proposal_applied_on_one_and_a_hand_on_the_other_leave_one_question_each(
    event: EventFile, other: EventFile, teams: list[str], people: list[str]
) -> None:
    prepare_challenge_teams(event)
    agree(event, other)
    apply_plan(event, {people[0]: teams[0], people[1]: teams[0], people[2]: teams[1]}, stamp=situation_of(event).stamp)
    place(other, people[2], teams[0])

    agree(event, other)

    assert {(conflict.name, conflict.field) for conflict in event.conflicts()} == {
        ("Cid Trois", "team_id"), ("Cid Trois", "by_hand")
    }  # fmt: skip


def test_a_rule_changed_on_both_is_one_question(event: EventFile, other: EventFile) -> None:
    edit_rule(event, TeamKind.CHALLENGE, "mix", "kind", importance="off")
    edit_rule(other, TeamKind.CHALLENGE, "mix", "kind", importance="very_important")

    agree(event, other)

    (conflict,) = event.conflicts()
    assert conflict.field == "importance"
    (shown,) = read_situation(event).disagreements
    assert shown.subject == "Les types de structure sont mélangés"
    assert {version.value for version in shown.versions} == {"ignoré", "très important"}
