"""Impossible demands: the smallest contradiction is found, proven, and said in words."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tests.teams.cases import random_problem
from tests.teams.scorer import every_placement
from uepit_desktop.teams.hard_rules import RuleRef, all_rules
from uepit_desktop.teams.infeasible import Conflict, smallest_conflict
from uepit_desktop.teams.problem import read_problem


def people(count: int, **special: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": f"p{at}"} | special.get(f"p{at}", {}) for at in range(1, count + 1)]


def conflict_of(problem: Mapping[str, Any], **options: Any) -> Conflict:
    found = smallest_conflict(read_problem(problem), **options)
    assert found is not None
    return found


def kept_by(problem: Mapping[str, Any], placed: Mapping[str, str]) -> frozenset[RuleRef]:
    """The rules that a placement keeps, counted without the program."""
    sizes = {team["id"]: sum(1 for one in placed.values() if one == team["id"]) for team in problem["teams"]}
    bounds = {team["id"]: (team["min"], team["max"]) for team in problem["teams"]}

    def keeps(rule: RuleRef) -> bool:
        match rule.kind:
            case "max":
                return sizes[rule.subjects[0]] <= bounds[rule.subjects[0]][1]
            case "min":
                return sizes[rule.subjects[0]] >= bounds[rule.subjects[0]][0]
            case "all_max":
                return all(sizes[team] <= bounds[team][1] for team in sizes)
            case "all_min":
                return all(sizes[team] >= bounds[team][0] for team in sizes)
            case "locked":
                return placed[rule.subjects[0]] == rule.subjects[1]
            case "together":
                return len({placed[one] for one in rule.subjects}) == 1
        return len({placed[one] for one in rule.subjects}) == len(rule.subjects)

    return frozenset(rule for rule in all_rules(read_problem(problem)) if keeps(rule))


def least_contradiction(problem: Mapping[str, Any]) -> int | None:
    """How many rules the smallest contradiction has, by trying every placement and every set of rules."""
    kept = {kept_by(problem, placed) for placed in every_placement(problem)}
    rules = all_rules(read_problem(problem))
    if any(len(one) == len(rules) for one in kept):
        return None
    largest = [one for one in kept if not any(one < other for other in kept)]
    missing = [frozenset(rules) - one for one in largest]
    return next(size for size in itertools.count() if can_hit(missing, size))


def can_hit(sets: list[frozenset[RuleRef]], size: int) -> bool:
    """Whether ``size`` rules are enough to have one in each of ``sets``."""
    if not sets or size == 0:
        return not sets
    first = min(sets, key=len)
    return any(can_hit([one for one in sets if rule not in one], size - 1) for rule in first)


def check_against_every_placement(problem: dict[str, Any]) -> None:
    found = smallest_conflict(read_problem(problem), time_limit=60)
    least = least_contradiction(problem)
    if found is None or least is None:
        assert found is None
        assert least is None
        return
    assert found.decided
    assert found.smallest
    assert len(found.rules) == least
    assert not any(set(found.rules) <= kept_by(problem, placed) for placed in every_placement(problem))
    assert all(found.sentences)
    assert found.relax or not found.rules


@pytest.mark.parametrize("seed", range(120))
def test_the_contradiction_found_is_a_smallest_one(seed: int) -> None:
    check_against_every_placement(random_problem(random.Random(seed), most_people=5))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(120, 3000, 10))
def test_the_contradiction_found_is_a_smallest_one_thousands_of_times(seed: int) -> None:
    for one in range(seed, seed + 10):
        check_against_every_placement(random_problem(random.Random(one), most_people=6))


def test_too_few_places_are_counted() -> None:
    problem = {"teams": [{"id": f"D{at}", "min": 0, "max": 9} for at in range(1, 11)], "people": people(100)}
    found = conflict_of(problem)
    assert found.rules == (RuleRef("all_max"),)
    assert plain(found.sentences) == ("Les équipes prennent 90 personnes au plus, il y en a 100 à placer.",)
    assert plain(found.relax) == ("Ajouter 10 places, dans les équipes ou par une équipe de plus",)


def test_a_lock_a_pair_and_a_full_team_are_named_with_what_to_raise() -> None:
    problem = {
        "teams": [{"id": "D3", "min": 0, "max": 2}, {"id": "D4", "min": 0, "max": 9}],
        "people": people(5, p1={"locked": "D3"}, p2={"locked": "D3"}),
        "together": [["p1", "p4"]],
    }
    found = conflict_of(problem, names={"p1": "Inès", "p2": "Alan", "p4": "Léo"})
    assert {rule.kind for rule in found.rules} == {"max", "locked", "together"}
    assert found.smallest
    assert plain(found.sentences) == (
        "La taille maximale de D3 (2), les 2 verrous qui placent Inès et Alan dans D3 et l’obligation de garder "
        "ensemble Inès et Léo ne peuvent pas tenir ensemble.",
    )
    assert "Porter la taille maximale de D3 à 3" in plain(found.relax)
    assert "Déverrouiller Alan" in plain(found.relax)


def test_too_many_locks_in_one_team_are_one_sentence_and_as_few_as_needed() -> None:
    locks = {f"p{at}": {"locked": "D1"} for at in range(1, 16)}
    problem = {
        "teams": [{"id": f"D{at}", "min": 5, "max": 10} for at in range(1, 5)],
        "people": people(35, **locks),
    }
    found = conflict_of(problem)
    assert len(found.rules) == 12
    assert found.smallest
    assert plain(found.sentences)[0] == (
        "11 verrous placent p1, p2, p3, p4, p5 et 6 autres dans D1, dont la taille maximale est 10."
    )


def test_what_undoes_only_one_of_two_contradictions_says_that_others_are_left() -> None:
    problem = {
        "teams": [{"id": "D1", "min": 4, "max": 2}, {"id": "D2", "min": 0, "max": 9}],
        "people": people(6, p1={"locked": "D1"}, p2={"locked": "D2"}),
        "together": [["p1", "p2"]],
    }
    found = conflict_of(problem)
    assert {rule.kind for rule in found.rules} == {"max", "min"}
    assert plain(found.relax)[-1] == "D’autres règles se contredisent aussi : une fois ceci défait, recalculez."


def crowd(seed: int, count: int = 1000) -> dict[str, Any]:
    """A thousand people in a hundred teams with the locks, groups and pairs of an event."""
    rng = random.Random(seed)
    teams = [f"D{at}" for at in range(1, count // 10 + 1)]
    ids = [f"p{at}" for at in range(1, count + 1)]
    locked = {one: {"locked": teams[at // 3]} for at, one in enumerate(rng.sample(ids, count // 10))}
    loose = [one for one in ids if one not in locked]
    rng.shuffle(loose)
    return {
        "teams": [{"id": team, "min": 8, "max": 11} for team in teams],
        "people": people(count, **locked),
        "together": [loose[at : at + 2] for at in range(0, count // 15, 2)],
        "apart": [loose[at : at + 2] for at in range(count // 15, count // 8, 2)],
    }


def test_a_thousand_people_without_contradiction_have_none() -> None:
    assert smallest_conflict(read_problem(crowd(1))) is None


@pytest.mark.parametrize("trouble", ["colours", "group", "locks", "pair"])
def test_one_contradiction_among_a_thousand_people_is_found_whole(trouble: str) -> None:
    problem = crowd(2)
    locked = [one["id"] for one in problem["people"] if one.get("locked")]
    loose = [one["id"] for one in problem["people"] if not one.get("locked")]
    teams = [team["id"] for team in problem["teams"]]
    if trouble == "colours":  # four people to keep apart whom bonds leave two teams
        for one, other in itertools.pairwise(loose[-4:]):
            problem["apart"].append([one, other])
        problem["apart"] += [[loose[-4], loose[-2]], [loose[-3], loose[-1]], [loose[-4], loose[-1]]]
        problem["teams"] = problem["teams"][:3]
        problem["teams"] = [team | {"min": 0, "max": 400} for team in problem["teams"]]
        for one in problem["people"]:
            one["locked"] = None
        expected = {"apart": 6}
    elif trouble == "group":
        problem["together"].append(loose[-12:])
        expected = {"all_max": 1, "together": 1}
    elif trouble == "locks":
        for one in problem["people"][:40]:
            one["locked"] = teams[-1]
        expected = {"max": 1, "locked": 11, "together": 1}  # someone kept together with a lock comes with it
    else:
        problem["together"].append([locked[0], loose[-1]])
        problem["together"].append([loose[-1], loose[-2]])
        problem["apart"].append([locked[0], loose[-2]])
        expected = {"together": 2, "apart": 1}
    found = conflict_of(problem, time_limit=20)
    assert sum(counted(found.rules).values()) == sum(expected.values())
    assert counted(found.rules).keys() <= expected.keys()
    assert found.smallest


def plain(sentences: Iterable[str]) -> tuple[str, ...]:
    """Without the no-break spaces of typography."""
    return tuple(re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", sentence) for sentence in sentences)


def counted(rules: Iterable[RuleRef]) -> dict[str, int]:
    kinds = sorted(rule.kind for rule in rules)
    return {kind: len(list(group)) for kind, group in itertools.groupby(kinds)}


def test_without_time_nothing_is_claimed() -> None:
    problem = crowd(3)
    problem["together"].append([one["id"] for one in problem["people"][:30]])
    found = smallest_conflict(read_problem(problem), time_limit=0)
    assert found is None or found.rules or not found.decided


def test_people_without_any_team_are_told_so() -> None:
    found = conflict_of({"teams": [], "people": people(2)})
    assert plain(found.sentences) == ("Il n’y a aucune équipe où placer qui que ce soit.",)
    assert smallest_conflict(read_problem({"teams": [], "people": []})) is None
