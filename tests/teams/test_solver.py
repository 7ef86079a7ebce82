"""The solver: never a broken rule, never a false proof, the same plan for the same seed."""

from __future__ import annotations

import itertools
import math
from functools import partial
from typing import Any

import numpy as np
import pytest

from tests.bench import team_instances
from tests.teams.tiny import best_cost, tiny_problem
from uepit_desktop.teams.compact import compact
from uepit_desktop.teams.cost import broken_rules, cost_of
from uepit_desktop.teams.highs import Engine
from uepit_desktop.teams.plan import Plan
from uepit_desktop.teams.prices import even_spread_bound, priced
from uepit_desktop.teams.problem import Member, Mix, Problem, TeamSize, Weights, read_problem
from uepit_desktop.teams.proof import prove, relax
from uepit_desktop.teams.relaxation import build
from uepit_desktop.teams.search import LocalSearch
from uepit_desktop.teams.sifting import sift
from uepit_desktop.teams.solver import Progress, solve
from uepit_desktop.teams.watch import Watch


def hold(problem: Problem, plan: Plan) -> None:
    """What is true of any plan."""
    if plan.cost is None:
        assert not plan.assignment
        return
    assert broken_rules(problem, plan.assignment) == ()
    cost = cost_of(problem, plan.assignment)
    assert (plan.cost, dict(plan.parts)) == (cost.total, cost.parts)
    assert plan.bound <= plan.cost
    if plan.status == "optimal":
        assert plan.cost <= math.ceil(plan.bound)


def check_against_brute_force(seeds: range) -> None:
    for seed in seeds:
        problem = tiny_problem(seed)
        best = best_cost(problem)
        plan = solve(problem, seed=seed, threads=1)
        hold(problem, plan)
        if best is None:
            assert plan.status == "infeasible", seed
            assert plan.conflict
        else:
            assert plan.cost == best, seed
            assert plan.bound <= best, seed
            assert plan.status == "optimal", seed


def test_on_small_problems_the_plan_is_the_best_of_all_placements() -> None:
    check_against_brute_force(range(150))


@pytest.mark.slow
def test_on_thousands_of_small_problems_the_plan_is_the_best_of_all_placements() -> None:
    check_against_brute_force(range(1000, 6000))


@pytest.mark.parametrize("priced_by", [relax, partial(sift, each=1)], ids=["whole", "few places at a time"])
def test_the_proof_alone_goes_from_the_worst_placement_to_the_best(priced_by: Any) -> None:
    proven = 0
    for seed in range(250):
        problem = tiny_problem(seed)
        arrays = compact(problem)
        best = best_cost(problem)
        if best is None or arrays.torn or not arrays.units:
            continue
        watch = Watch(arrays, None, None, None)
        every = (np.array(places) for places in itertools.product(range(arrays.teams), repeat=arrays.units))
        watch.offer(max((places for places in every if arrays.keeps(places)), key=arrays.cost))
        engine = Engine(1, seed)
        prices, _ = priced_by(arrays, watch, engine)
        assert prices is not None
        assert prices.bound <= best * prices.parts
        prove(arrays, watch, engine, prices)
        assert (watch.cost, watch.bound) == (best, best), seed
        proven += 1
    assert proven > 50


def test_the_bound_of_any_prices_is_below_every_placement() -> None:
    rng = np.random.default_rng(3)
    for seed in range(150):
        problem = tiny_problem(seed)
        best = best_cost(problem)
        arrays = compact(problem)
        if best is None or arrays.torn:
            continue
        model = build(arrays, arrays.allowed)
        for scale in (0.0, 0.5, 3.0, 1e4, 1e30):
            prices = priced(arrays, model.rows, rng.normal(size=model.lp.num_row_) * scale)
            assert prices.bound <= best * prices.parts
            assert (prices.above >= 0).all()
        assert even_spread_bound(arrays) <= best


@pytest.mark.parametrize("weights", ["wishes", "mix"])
def test_few_places_at_a_time_prove_the_bound_of_all_places(weights: str) -> None:
    problem = read_problem(team_instances.event_instance(60, 3, weights))
    arrays = compact(problem)
    plan = solve(problem, threads=1)
    bounds = []
    for priced_by in (relax, partial(sift, each=2)):
        watch = Watch(arrays, None, None, None)
        watch.offer(arrays.places(plan.assignment))
        prices, shares = priced_by(arrays, watch, Engine(1, 0))
        assert prices is not None
        assert plan.cost is not None
        assert np.allclose(shares.sum(axis=1), 1.0, atol=1e-4)
        assert prices.bound <= plan.cost * prices.parts
        bounds.append(prices.bound / prices.parts)
    assert abs(bounds[0] - bounds[1]) < 0.2


def test_the_columns_of_a_placement_cost_in_the_model_what_the_placement_costs() -> None:
    problem = read_problem(team_instances.event_instance(60, 2, "mix"))
    arrays = compact(problem)
    model = build(arrays, arrays.allowed)
    plan = solve(problem, time_limit=1.0, threads=1)
    values = model.columns(arrays, arrays.places(plan.assignment))
    assert float(np.dot(model.lp.col_cost_, values)) + model.lp.offset_ == plan.cost


def test_the_search_keeps_count_of_what_it_changes() -> None:
    for seed in range(60):
        problem = tiny_problem(seed)
        plan = solve(problem, threads=1, time_limit=5.0)
        if plan.cost is None or not problem.people:
            continue
        arrays = compact(problem)
        search = LocalSearch(arrays, arrays.places(plan.assignment), np.random.default_rng(seed))
        search.anneal(60, 8.0, 2.0, lambda: False, lambda places, cost: None)
        placement = arrays.assignment(search.places)
        assert broken_rules(problem, placement) == ()
        assert search.cost == cost_of(problem, placement).total == arrays.cost(search.places)


def test_an_event_of_sixty_people_is_solved_to_the_proven_optimum() -> None:
    problem = read_problem(team_instances.event_instance(60, 1, "wishes"))
    plan = solve(problem, threads=2)
    hold(problem, plan)
    assert plan.status == "optimal"


def test_learning_teams_reach_the_even_spread_in_closed_form_and_few_meet_again() -> None:
    data = team_instances.learning_instance(200, 1)
    first = solve(read_problem(data), threads=1)
    assert first.status == "optimal"
    assert first.cost == team_instances.even_spread(data)
    again = team_instances.learning_instance(200, 1, 2, [dict(first.assignment)])
    second = solve(read_problem(again), threads=1, time_limit=60)
    assert second.parts["met"] == 0
    assert second.cost == team_instances.even_spread(again)


def test_the_same_seed_gives_the_same_plan() -> None:
    for weights in ("wishes", "mix"):
        problem = read_problem(team_instances.event_instance(60, 3, weights))
        plans = [solve(problem, seed=7, threads=1) for _ in range(2)]
        assert plans[0].assignment == plans[1].assignment


def test_progress_never_gets_worse_and_each_placement_can_be_used() -> None:
    problem = read_problem(team_instances.event_instance(60, 1, "mix"))
    told: list[Progress] = []
    plan = solve(problem, threads=2, time_limit=5, on_progress=told.append)
    costs = [progress.cost for progress in told if progress.cost is not None]
    bounds = [progress.bound for progress in told]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)
    assert costs[-1] == plan.cost
    for progress in told:
        assert not progress.assignment or broken_rules(problem, progress.assignment) == ()


def test_a_computation_stopped_at_any_moment_keeps_the_best_it_had() -> None:
    problem = read_problem(team_instances.event_instance(200, 1, "mix"))
    for after in (0, 1, 3, 40):
        asked = 0

        def cancelled(after: int = after) -> bool:
            nonlocal asked
            asked += 1
            return asked > after

        plan = solve(problem, threads=1, cancelled=cancelled)
        hold(problem, plan)
        assert plan.status == "cancelled"
        assert plan.cost is not None


def test_a_time_limit_leaves_a_plan_and_says_how_good_it_is() -> None:
    problem = read_problem(team_instances.event_instance(200, 1, "mix"))
    plan = solve(problem, threads=1, time_limit=1.0)
    hold(problem, plan)
    assert plan.status == "feasible"
    assert plan.bound > 0


def test_problems_without_people_or_without_choices_are_solved() -> None:
    one = TeamSize("D1", 0, 3)
    assert solve(Problem((one,), ())).status == "optimal"
    assert solve(Problem((), ())).status == "optimal"
    assert solve(Problem((), (Member("a"),))).status == "infeasible"
    assert solve(Problem((TeamSize("D1", 1, 3),), ())).status == "infeasible"
    assert solve(Problem((TeamSize("D1", 3, 1),), (Member("a"),))).status == "infeasible"
    plan = solve(Problem((one,), (Member("a"), Member("b"))))
    assert (plan.status, plan.cost) == ("optimal", 0)


def test_enormous_weights_do_not_make_a_false_bound() -> None:
    people = tuple(
        Member(f"p{number}", ("A", "B")[: number % 3], attributes={"k": str(number % 2)}) for number in range(8)
    )
    problem = Problem(
        (TeamSize("A", 2, 8), TeamSize("B", 2, 8)),
        people,
        weights=Weights((0, 99_999), 100_000, 0, 0),
        mix=(Mix("k", 0, 100_000, "triangular"),),
    )
    plan = solve(problem, threads=1)
    hold(problem, plan)
    assert plan.cost == best_cost(problem)
