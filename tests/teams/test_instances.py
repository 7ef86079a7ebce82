"""The problems to measure with are what they claim to be, and foreign files are read as they are meant."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.bench.team_instances import (
    Mdgp,
    even_spread,
    event_instance,
    learning_instance,
    pairs_met_twice,
    read_mdgplib,
)
from tests.teams import scorer
from uepit_desktop.teams.problem import read_problem


@pytest.mark.parametrize("weights", ["wishes", "mix"])
@pytest.mark.parametrize("people", [60, 200])
def test_an_instance_looks_like_an_event_and_is_the_same_each_time(people: int, weights: str) -> None:
    data = event_instance(people, 1, weights)
    assert data == event_instance(people, 1, weights) != event_instance(people, 2, weights)
    problem = read_problem(data)
    assert len(problem.people) == people
    assert sum(team.min for team in problem.teams) <= people <= sum(team.max for team in problem.teams)
    local = sum(person.attributes["kind"] == "local_authority" for person in problem.people)
    assert 0.35 <= local / people <= 0.85
    assert 0.02 <= sum(not person.wishes for person in problem.people) / people <= 0.15
    assert sum(person.locked is not None for person in problem.people) == len(problem.teams)
    assert problem.together
    assert problem.apart


def test_an_even_spread_costs_what_the_closed_form_says() -> None:
    data = learning_instance(40, 1)
    data["mix"] = data["mix"][:1]  # one attribute alone can always be spread evenly
    count = len(data["teams"])
    by_value = sorted(data["people"], key=lambda person: person["attributes"]["challenge_team"])
    placement = {person["id"]: data["teams"][place % count]["id"] for place, person in enumerate(by_value)}
    assert scorer.cost(data, placement) == even_spread(data)


def test_pairs_that_meet_again_are_counted_once_each() -> None:
    assert pairs_met_twice([{"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "2", "c": "3"}]) == 1


def test_a_file_of_mdgplib_keeps_its_order_of_placements(tmp_path: Path) -> None:
    path = tmp_path / "Tiny_n004_ss_01.txt"
    path.write_text("4 2 ss 2 2 2 2\n0 1 5.5\n0 2 1\n0 3 2\n1 2 3\n1 3 4\n2 3 6\n")
    read = read_mdgplib(path)
    data = read.problem()
    read_problem(data)
    halves = [group for group in itertools.product((0, 1), repeat=4) if sum(group) == 2]
    best = max(halves, key=read.diversity)
    assert read.diversity(best) == pytest.approx(11.5)
    cheapest = min(
        halves, key=lambda group: scorer.cost(data, {f"p{place}": f"G{team}" for place, team in enumerate(group)})
    )
    assert read.diversity(cheapest) == pytest.approx(11.5)


@pytest.mark.parametrize("text", ["", "4 2", "4 2 xx 2 2 2 2", "4 2 ss 2 2 2", "2 1 ss 2 2 0 9 1", "2 1 ss 2 2 0 1"])
def test_what_is_not_of_mdgplib_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"broken\.txt"):
        read_mdgplib(path)


def test_groups_of_different_sizes_are_no_problem_of_teams() -> None:
    with pytest.raises(ValueError, match="fixed number"):
        Mdgp(3, ((1, 2), (1, 2)), {(0, 1): 1.0}).problem()
