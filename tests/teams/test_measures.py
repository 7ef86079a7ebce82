"""Measures: their definitions, on cases counted by hand."""

from __future__ import annotations

import random

import pytest

from tests.teams.cases import random_problem
from tests.teams.scorer import every_placement
from uepit_desktop.teams.measures import external_ties, measure, mix_index, rules_kept
from uepit_desktop.teams.problem import Problem, read_problem

FOUR = {"a": "D1", "b": "D1", "c": "D2", "d": "D2"}


def four(kinds: str = "xxyy", **more: object) -> Problem:
    return read_problem(
        {
            "teams": [{"id": team, "min": 2, "max": 2} for team in ("D1", "D2")],
            "people": [
                {"id": name, "attributes": {"kind": kind}, "wishes": ["D1", "D2"][: at % 3]}
                for at, (name, kind) in enumerate(zip("abcd", kinds, strict=True))
            ],
            "mix": [{"attribute": "kind", "cap": 1, "weight": 1}],
            **more,
        }
    )


def test_teams_of_one_kind_are_not_mixed_at_all_and_even_ones_are_fully() -> None:
    assert mix_index(four(), FOUR, "kind") == 0
    assert mix_index(four("xyxy"), FOUR, "kind") == 100
    assert mix_index(four("xxxx"), FOUR, "kind") == 100  # nothing better can be done
    assert mix_index(four(), FOUR, "unknown") == 100


def test_the_index_of_mix_is_the_share_of_pairs_that_differ_out_of_the_most_there_can_be() -> None:
    placed = {"a": "D1", "b": "D1", "c": "D1", "d": "D1", "e": "D2", "f": "D2"}
    people = [{"id": name, "attributes": {"kind": kind}} for name, kind in zip("abcdef", "xxxyxy", strict=True)]
    teams = [{"id": team, "min": 0, "max": 4} for team in ("D1", "D2")]
    # 6 + 1 pairs, of which 4 differ; with x twice in each team and y once, 5 would
    assert mix_index(read_problem({"teams": teams, "people": people}), placed, "kind") == 80


def test_ties_within_and_between_kinds_follow_the_definition() -> None:
    assert external_ties(four(), FOUR).index == -1
    assert external_ties(four("xyxy"), FOUR).index == 1
    assert external_ties(four(), {}).index is None


def test_the_baseline_of_ties_is_the_same_each_time_and_centred_on_chance() -> None:
    rng = random.Random(0)
    problem = read_problem(
        {
            "teams": [{"id": f"D{at}", "min": 0, "max": 99} for at in range(20)],
            "people": [{"id": f"p{at}", "attributes": {"kind": rng.choice("xyz")}} for at in range(200)],
        }
    )
    chance = {f"p{at}": f"D{rng.randrange(20)}" for at in range(200)}
    ties = external_ties(problem, chance)
    assert ties == external_ties(problem, chance)
    assert ties.index is not None
    assert ties.low <= ties.index <= ties.high
    assert 0.02 < ties.p_value < 0.98
    apart = {person.id: f"D{'xyz'.index(person.attributes['kind'])}" for person in problem.people}
    assert external_ties(problem, apart).index == -1
    assert external_ties(problem, apart).p_value == 1
    assert external_ties(problem, apart).percentile < 1


def test_shares_of_wishes_and_rules_are_counted() -> None:
    found = measure(four(), FOUR)
    assert (found.wishes.wishing, found.wishes.first, found.wishes.first_three) == (2, 1, 2)
    assert found.rules == 1
    assert found.balance == pytest.approx(35 + 0 + 20 + 10)


def test_roles_are_covered_by_the_places_that_are_filled() -> None:
    problem = read_problem(
        {
            "teams": [{"id": "D1", "min": 0, "max": 9}, {"id": "D2", "min": 0, "max": 9}],
            "people": [{"id": name, "roles": ["data"]} for name in "abc"],
            "needs": [{"role": "data", "per_team": 2, "weight": 1}],
        }
    )
    found = measure(problem, {"a": "D1", "b": "D1", "c": "D2"})
    assert found.roles == {"data": 0.75}
    assert found.roles_covered == 0.75


def test_an_unfinished_placement_is_measured_against_everybody() -> None:
    problem = four(together=[["a", "b"]], apart=[["c", "d"]])
    assert measure(problem, {"a": "D1"}).placed == 1
    assert rules_kept(problem, {"a": "D1"}) == pytest.approx((1 + 0 + 0 + 1) / (4 + 2 + 1 + 1))
    assert measure(problem, {}).balance >= 0


@pytest.mark.parametrize("seed", range(60))
def test_any_placement_has_measures_within_their_scales(seed: int) -> None:
    rng = random.Random(seed)
    problem = random_problem(rng)
    placed = rng.choice(list(every_placement(problem)))
    part = {person: team for person, team in placed.items() if rng.random() < 0.8}
    for one in (placed, part):
        found = measure(read_problem(problem), one, draws=19)
        assert 0 <= found.balance <= 100
        assert all(0 <= index <= 100 for index in found.mix.values())
        assert 0 <= found.roles_covered <= 1
        assert 0 <= found.rules <= 1
