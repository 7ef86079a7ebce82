"""Repair: what is offered keeps every rule, moves nobody for nothing, and is not far from the best."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.teams.cases import random_problem
from tests.teams.scorer import best_cost, cost, every_placement, faults
from uepit_desktop.teams.problem import Problem, problem_json, read_problem
from uepit_desktop.teams.repair import Repair, repair


def any_placement(rng: random.Random, problem: dict[str, Any]) -> dict[str, str] | None:
    kept = [placed for placed in every_placement(problem) if not faults(problem, placed)]
    return rng.choice(kept) if kept else None


def check_options(found: Repair, before: dict[str, str]) -> None:
    """Everything that must hold whatever happened."""
    problem = problem_json(found.problem)
    moved_before, cost_before = -1, None
    for option in found.options:
        assert faults(problem, option.assignment) == []
        assert option.cost == cost(problem, option.assignment)
        for person, origin, team in option.moved:
            assert before[person] == origin != team == option.assignment[person]
        told = {person for person, _, _ in option.moved} | {person for person, _ in option.placed}
        assert all(before.get(person) == team or person in told for person, team in option.assignment.items())
        assert len(option.moved) > moved_before
        assert cost_before is None or option.cost < cost_before
        moved_before, cost_before = len(option.moved), option.cost
    if found.options:
        assert len(found.options) <= 4
        assert found.conflict is None
    else:
        assert found.conflict is not None
        assert found.conflict.sentences


def check_against_every_placement(seed: int) -> tuple[bool, bool] | None:
    """Repair a random placement after a random morning. Says whether the best and the fewest moves were found."""
    rng = random.Random(seed)
    problem = random_problem(rng, most_people=5)
    late = set(rng.sample([one["id"] for one in problem["people"]], rng.randint(0, 1)))
    before = any_placement(rng, problem)
    if before is None:
        return None
    before = {person: team for person, team in before.items() if person not in late}
    gone = set(rng.sample(sorted(before), min(len(before), rng.randint(0, 2))))
    withdrawn = {rng.choice(problem["teams"])["id"]} if rng.random() < 0.3 else set()
    by_hand = set(rng.sample(sorted(before), rng.randint(0, min(1, len(before)))))
    found = repair(
        read_problem(problem), before, gone=gone, arrived=late, withdrawn_teams=withdrawn, hand_placed=by_hand,
        time_limit=30,
    )  # fmt: skip
    check_options(found, before)
    now = problem_json(found.problem)
    assert {one["id"] for one in now["people"]} == {one["id"] for one in problem["people"]} - gone
    for person in by_hand - gone:
        if before[person] not in withdrawn:
            assert all(option.assignment[person] == before[person] for option in found.options)
    best = best_cost(now)
    assert (best is None) == (not found.options)
    if best is None:
        return None
    staying = {person: team for person, team in before.items() if person not in gone and team not in withdrawn}
    fewest = min(
        sum(placed[person] != team for person, team in staying.items())
        for placed in every_placement(now)
        if not faults(now, placed)
    )
    assert found.options[-1].cost >= best
    assert len(found.options[0].moved) >= fewest
    return found.options[-1].cost == best, len(found.options[0].moved) == fewest


def test_options_keep_every_rule_and_are_mostly_the_best_there_are() -> None:
    found = [one for one in map(check_against_every_placement, range(150)) if one is not None]
    assert len(found) > 60
    assert sum(best for best, _ in found) >= 0.9 * len(found)
    assert sum(fewest for _, fewest in found) >= 0.97 * len(found)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 4000, 250))
def test_options_keep_every_rule_thousands_of_times(start: int) -> None:
    found = [one for one in map(check_against_every_placement, range(start, start + 250)) if one is not None]
    assert sum(best for best, _ in found) >= 0.9 * len(found)
    assert sum(fewest for _, fewest in found) >= 0.97 * len(found)


def small(people: int = 9, most: int = 4) -> Problem:
    return read_problem(
        {
            "teams": [{"id": team, "min": 2, "max": most} for team in ("D1", "D2", "D3")],
            "people": [
                {"id": f"p{at}", "wishes": [("D1", "D2", "D3")[at % 3]], "attributes": {"kind": "xyz"[at % 2]}}
                for at in range(people)
            ],
            "mix": [{"attribute": "kind", "cap": 2, "weight": 1}],
        }
    )


WISHED = {f"p{at}": ("D1", "D2", "D3")[at % 3] for at in range(9)}


def test_when_nothing_happened_nobody_moves() -> None:
    found = repair(small(), WISHED)
    assert [(option.name, option.moved) for option in found.options] == [("none", ())]
    assert found.options[0].note == "Les personnes déjà placées ne changent pas d’équipe."


def test_a_withdrawn_team_places_its_own_members_again_and_no_other() -> None:
    found = repair(small(most=5), WISHED, withdrawn_teams={"D3"})
    none = found.options[0]
    assert none.moved == ()
    assert sorted(person for person, _ in none.placed) == ["p2", "p5", "p8"]
    assert set(none.assignment.values()) == {"D1", "D2"}


def test_a_smaller_room_moves_as_many_as_it_must() -> None:
    found = repair(small(), WISHED, places={"D1": 2})
    assert len(found.options[0].moved) == 1
    assert found.options[0].moved[0][1] == "D1"


def test_a_smaller_room_than_those_placed_there_by_hand_is_explained() -> None:
    found = repair(small(), WISHED, places={"D1": 2}, hand_placed={"p0", "p3", "p6"}, names={"p0": "Inès"})
    assert found.options == ()
    assert found.conflict is not None
    assert "Inès" in found.conflict.sentences[0]
    assert "D1" in found.conflict.sentences[0]


def test_too_few_people_left_for_the_teams_is_explained() -> None:
    found = repair(small(), WISHED, gone={f"p{at}" for at in range(5)})
    assert found.options == ()
    assert found.conflict is not None
    assert [rule.kind for rule in found.conflict.rules] == ["all_min"]


def test_a_team_left_below_its_smallest_size_is_filled_with_few_moves() -> None:
    found = repair(small(), WISHED, gone={"p0", "p3"})
    assert len(found.options[0].moved) == 1
    assert list(found.options[0].assignment.values()).count("D1") == 2


def test_people_whom_the_placement_does_not_know_and_teams_it_lost_are_left_aside() -> None:
    found = repair(small(), {**WISHED, "stranger": "D1", "p1": "D9"})
    assert set(found.options[0].assignment) == set(WISHED)
