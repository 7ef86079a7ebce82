"""Explanations: reasons that hold, exact prices, refusals at the price of the best way."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any

import pytest

from tests.teams.cases import random_problem
from tests.teams.scorer import cost, every_placement, faults, parts_of
from uepit_desktop.teams.explain import explain_placement, explain_refusal
from uepit_desktop.teams.forcing import companions, force
from uepit_desktop.teams.points import points, shown_points
from uepit_desktop.teams.problem import read_problem


def plain(sentences: Iterable[str]) -> tuple[str, ...]:
    """Without the no-break spaces of typography."""
    return tuple(re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", sentence) for sentence in sentences)


def some_placement(rng: random.Random, problem: dict[str, Any]) -> dict[str, str] | None:
    kept = [placed for placed in every_placement(problem) if not faults(problem, placed)]
    return rng.choice(kept) if kept else None


def without_moves(problem: dict[str, Any]) -> dict[str, Any]:
    return problem | {"weights": problem["weights"] | {"move": 0}}


def check_force(seed: int) -> None:
    """The price found is the lowest of all placements with that person in that team."""
    rng = random.Random(seed)
    problem = random_problem(rng, most_people=5)
    before = some_placement(rng, problem)
    if before is None:
        return
    read = read_problem(problem)
    person, team, weight = rng.choice(sorted(before)), rng.choice(problem["teams"])["id"], rng.randint(0, 4)
    group = companions(read, person)
    asked = problem | {"people": [one | {"locked": team} if one["id"] == person else one for one in problem["people"]]}

    def price(placed: dict[str, str]) -> int:
        moved = sum(placed[one] != place for one, place in before.items() if one not in group)
        return cost(without_moves(problem), placed) + weight * moved - cost(without_moves(problem), before)

    best = min((price(placed) for placed in every_placement(asked) if not faults(asked, placed)), default=None)
    found = force(read, before, person, team, move_weight=weight, time_limit=30)
    assert (found is None) == (best is None)
    if found is not None:
        assert faults(asked, found.assignment) == []
        assert found.price == price(dict(found.assignment)) == best
        assert {(one, origin) for one, origin, _ in found.moved} == {
            (one, origin) for one, origin in before.items() if found.assignment[one] != origin
        }


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_price_of_a_wish_is_the_lowest_of_all_placements(start: int) -> None:
    for seed in range(start, start + 50):
        check_force(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 4000, 100))
def test_the_price_of_a_wish_is_the_lowest_thousands_of_times(start: int) -> None:
    for seed in range(start, start + 100):
        check_force(seed)


@pytest.mark.parametrize("seed", range(120))
def test_an_explanation_of_any_placement_has_exact_prices(seed: int) -> None:
    rng = random.Random(seed)
    problem = random_problem(rng, most_people=6)
    before = some_placement(rng, problem)
    if before is None:
        return
    for person in before:
        told = explain_placement(read_problem(problem), before, person, time_limit=30)
        assert told.team == before[person]
        assert all(reason.text and reason.gain for reason in told.reasons)
        assert {one.team for one in told.alternatives} == {team["id"] for team in problem["teams"]} - {told.team}
        for one in told.alternatives:
            if one.price is None:
                assert one.text
                continue
            after = before | {name: team for name, _, team in one.moved}
            assert after[person] == one.team
            assert faults(problem, after) == []
            assert cost(problem, after) - cost(problem, before) == one.price
        prices = [one.price for one in told.alternatives if one.price is not None]
        assert prices == sorted(prices)
        alone = {name: team for name, team in before.items() if name != person}
        costs = parts_of(problem, before)
        lost = parts_of(problem | {"people": [one for one in problem["people"] if one["id"] != person]}, alone)
        for kind, part in (("wish", "wishes"), ("met", "met"), ("move", "move")):
            told_cost = sum(reason.cost for reason in told.reasons if reason.kind == kind)
            assert told_cost in (0, costs[part] - lost[part])


TEAM = {
    "teams": [{"id": team, "min": 1, "max": 3} for team in ("D3", "D4", "D5")],
    "people": [
        {"id": "ines", "wishes": ["D3", "D5"], "roles": ["data"], "attributes": {"organisation": "o1"}},
        {"id": "alan", "wishes": ["D3"], "attributes": {"organisation": "o2"}},
        {"id": "lea", "wishes": ["D4"], "attributes": {"organisation": "o1"}},
        {"id": "max", "wishes": ["D4"], "attributes": {"organisation": "o1"}},
        {"id": "zoe", "wishes": ["D5"], "roles": ["data"], "attributes": {"organisation": "o1"}},
    ],
    "apart": [["ines", "zoe"]],
    "needs": [{"role": "data", "per_team": 1, "weight": 8}],
    "mix": [{"attribute": "organisation", "cap": 1, "weight": 4}],
}
PLACED = {"ines": "D3", "alan": "D3", "lea": "D4", "max": "D4", "zoe": "D5"}
NAMES = {"ines": "Inès Cordovan", "data": "données", "o1": "Rochebaume", "zoe": "Zoé"}


def test_reasons_are_the_facts_that_count_in_the_order_of_what_they_are_worth() -> None:
    told = explain_placement(read_problem(TEAM), PLACED, "ines", names=NAMES)
    assert plain(reason.text for reason in told.reasons) == (
        "C’est son vœu n° 1",
        "D3 n’avait personne pour : données",
        "Structure Rochebaume : personne d’autre dans l’équipe",
    )
    assert [(reason.kind, reason.gain) for reason in told.reasons] == [("wish", 10), ("need", 8), ("mix", 4)]
    assert plain(check.text for check in told.checks) == (
        "Sans Zoé, comme demandé",
        "Structure Rochebaume : personne d’autre dans l’équipe",
        "2 personnes, entre 1 et 3 comme demandé",
    )
    assert told.alternative is not None


def test_costs_are_shown_as_points_of_which_a_first_wish_is_worth_four() -> None:
    problem = read_problem(TEAM)
    assert points(problem, 10) == 4.0
    assert plain([shown_points(problem, 10), shown_points(problem, -2), shown_points(problem, 0)]) == (
        "+ 4,0",
        "− 0,8",
        "0,0",
    )
    weightless = read_problem(TEAM | {"weights": {"rank_costs": [0], "unranked_cost": 0}})
    assert points(weightless, 8) == 4.0


def test_a_first_wish_has_its_price_and_names_who_would_move() -> None:
    problem = read_problem(
        {
            "teams": [{"id": "D1", "min": 1, "max": 1}, {"id": "D2", "min": 1, "max": 1}],
            "people": [{"id": "ines", "wishes": ["D1"]}, {"id": "zoe", "wishes": ["D1"]}],
        }
    )
    told = explain_refusal(problem, {"ines": "D2", "zoe": "D1"}, "ines", names=NAMES)
    assert (told.team, told.cost, told.price) == ("D1", 0, 2)
    assert told.moved == (("zoe", "D1", "D2"),)
    assert plain(told.sentences) == (
        "Le vœu n° 1, D1, rendrait l’ensemble moins bon (− 0,8).",
        "1 autre personne devrait changer d’équipe : Zoé.",
    )


def test_an_impossible_wish_says_which_rules_stand_against_it() -> None:
    told = explain_refusal(read_problem(TEAM), PLACED, "ines", 1, names=NAMES)
    assert told.possible
    problem = read_problem(TEAM | {"people": [one | {"locked": PLACED[one["id"]]} for one in TEAM["people"]]})
    told = explain_refusal(problem, PLACED, "ines", 1, names=NAMES)
    assert not told.possible
    assert plain(told.sentences) == ("Verrou dans D3",)
    locked = [one | {"locked": "D5"} if one["id"] == "zoe" else one for one in TEAM["people"]]
    told = explain_refusal(read_problem(TEAM | {"people": locked}), PLACED, "ines", 1, names=NAMES)
    assert not told.possible
    assert plain(told.sentences) == (
        "Inès Cordovan ne peut pas être dans D5 : les règles ne laissent aucun moyen.",
        "Inès Cordovan et Zoé sont à séparer, mais des verrous placent Inès Cordovan et Zoé dans D5.",
    )


def test_a_granted_wish_and_a_wish_that_was_not_expressed_are_said() -> None:
    problem = read_problem(TEAM)
    assert explain_refusal(problem, PLACED, "ines").granted
    assert explain_refusal(problem, PLACED, "alan", 1).team is None
