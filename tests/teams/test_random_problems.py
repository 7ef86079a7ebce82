"""Any problem at all: never an exception, never a plan that breaks a hard rule, never a claim that does not hold.

Claims are held against every placement there is, counted by a scorer that shares nothing with the program; those of
problems too large for that, against another solver.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st

from tests.teams.cases import absurd_problem, random_problem
from tests.teams.scorer import best_cost, cost, faults, parts_of
from uepit_desktop.teams.explain import explain_placement, explain_refusal
from uepit_desktop.teams.infeasible import smallest_conflict
from uepit_desktop.teams.measures import measure
from uepit_desktop.teams.plan import Plan
from uepit_desktop.teams.problem import problem_json, read_problem
from uepit_desktop.teams.repair import repair
from uepit_desktop.teams.solver import solve

SEEDS = st.integers(0, 2**48)
#: Placements tried one by one at most; beyond, another solver says.
TRIED_WHOLE = 300
ANY_TIME = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def some_problem(seed: int) -> tuple[random.Random, dict[str, Any]]:
    rng = random.Random(seed)
    if rng.random() < 0.3:
        return rng, absurd_problem(rng)
    return rng, random_problem(rng, most_people=5) if rng.random() < 0.8 else random_problem(rng, most_people=12)


def best_known(problem: Mapping[str, Any]) -> int | None:
    """The cost of the best placement, or None when there is none."""
    if len(problem["teams"]) ** len(problem["people"]) <= TRIED_WHOLE:
        return best_cost(problem)
    return best_by_another_solver(problem)


def best_by_another_solver(problem: Mapping[str, Any]) -> int | None:
    """The same by a plain model of CP-SAT."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    teams = [team["id"] for team in problem["teams"]]
    put = {(one["id"], t): model.new_bool_var("") for one in problem["people"] for t in teams}
    total: list[Any] = []
    weights = problem["weights"]
    for one in problem["people"]:
        model.add_exactly_one(put[one["id"], t] for t in teams)
        if one["locked"] is not None:
            model.add(put[one["id"], one["locked"]] == 1)
        alone = problem | {"people": [one], "needs": [], "spread": [], "mix": [], "met": []}
        total += [cost(alone, {one["id"]: t}) * put[one["id"], t] for t in teams]
    for team in problem["teams"]:
        size = sum(put[one["id"], team["id"]] for one in problem["people"])
        model.add(size >= team["min"])
        model.add(size <= team["max"])
    for group in problem["together"]:
        for one in group[1:]:
            for t in teams:
                model.add(put[one, t] == put[group[0], t])
    for group in problem["apart"]:
        for t in teams:
            model.add_at_most_one(put[one, t] for one in group)

    def pay(count: Any, costs: list[int]) -> None:
        which = [model.new_bool_var("") for _ in costs]
        model.add_exactly_one(which)
        model.add(count == sum(k * chosen for k, chosen in enumerate(which)))
        total.extend(price * chosen for price, chosen in zip(costs, which, strict=True))

    numbers = range(len(problem["people"]) + 1)
    for t in teams:
        for need in problem["needs"]:
            if need.get("teams") is None or t in need["teams"]:
                having = sum(put[one["id"], t] for one in problem["people"] if need["role"] in one["roles"])
                pay(having, [need["weight"] * max(0, need["per_team"] - k) for k in numbers])
        for entry in problem["spread"]:
            having = sum(put[one["id"], t] for one in problem["people"] if entry["role"] in one["roles"])
            pay(having, [_excess(k, entry) for k in numbers])
        for entry in problem["mix"]:
            for value in {one["attributes"].get(entry["attribute"]) for one in problem["people"]} - {None}:
                alike = [one["id"] for one in problem["people"] if one["attributes"].get(entry["attribute"]) == value]
                pay(sum(put[one, t] for one in alike), [_excess(k, entry) for k in numbers])
        for one, other, times in problem["met"]:
            both = model.new_bool_var("")
            model.add_bool_or(put[one, t].negated(), put[other, t].negated(), both)
            total.append(weights["meet_again"] * times * both)
    model.minimize(sum(total))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def _excess(count: int, entry: Mapping[str, Any]) -> int:
    more = max(0, count - entry["cap"])
    return int(entry["weight"]) * (more * (more + 1) // 2 if entry["growth"] == "triangular" else more)


def check_plan(problem: Mapping[str, Any], plan: Plan) -> None:
    best = best_known(problem)
    assert plan.status in ("optimal", "feasible", "infeasible")
    assert (plan.status == "infeasible") == (best is None)
    if best is None:
        assert plan.conflict
        assert plan.cost is None
        return
    assert faults(problem, plan.assignment) == []
    assert plan.cost == cost(problem, plan.assignment)
    assert {part: points for part, points in plan.parts.items() if points} == {
        part: points for part, points in parts_of(problem, plan.assignment).items() if points
    }
    assert plan.bound <= best <= plan.cost
    if plan.status == "optimal":
        assert plan.cost == best == math.ceil(plan.bound)


def check_everything(seed: int) -> None:
    rng, problem = some_problem(seed)
    read = read_problem(problem)
    assert read_problem(problem_json(read)) == read
    plan = solve(read, time_limit=20, threads=1)
    check_plan(problem, plan)
    if plan.status == "infeasible":
        conflict = smallest_conflict(read)
        assert conflict is not None
        assert conflict.decided
        assert conflict.sentences
        return
    assert smallest_conflict(read) is None
    placed = dict(plan.assignment)
    assert 0 <= measure(read, placed, draws=9).balance <= 100
    for person in rng.sample(sorted(placed), min(1, len(placed))):
        told = explain_placement(read, placed, person)
        if plan.status == "optimal" and not problem["weights"]["move"]:
            assert all(one.price is None or one.price >= 0 for one in told.alternatives)
        refused = explain_refusal(read, placed, person, move_weight=0)
        if refused.price is not None and plan.status == "optimal" and not problem["weights"]["move"]:
            assert refused.price >= 0
    gone = set(rng.sample(sorted(placed), rng.randint(0, min(2, len(placed)))))
    withdrawn = {rng.choice(problem["teams"])["id"]} if rng.random() < 0.2 and problem["teams"] else set()
    places = {team["id"]: rng.randint(0, 4) for team in problem["teams"] if rng.random() < 0.2}
    found = repair(read, placed, gone=gone, withdrawn_teams=withdrawn, places=places)
    for option in found.options:
        assert faults(problem_json(found.problem), option.assignment) == []
        assert option.cost == cost(problem_json(found.problem), option.assignment)
    assert found.options or (found.conflict is not None and found.conflict.sentences)


@settings(ANY_TIME, max_examples=150, derandomize=True)
@given(seed=SEEDS)
def test_any_problem_is_answered_truly(seed: int) -> None:
    check_everything(seed)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(40))
def test_twenty_thousand_problems_are_answered_truly(part: int) -> None:
    @hypothesis_seed(part)
    @settings(ANY_TIME, max_examples=500)
    @given(seed=SEEDS)
    def answered_truly(seed: int) -> None:
        check_everything(seed)

    answered_truly()
