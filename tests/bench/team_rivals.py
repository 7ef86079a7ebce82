"""What the team planner is held against, on the same problem with the same time and threads.

``wish_only``: the linear assignment of people to seats by rank alone (exact, HiGHS). ``plain_cp_sat``: the whole model
as one would write it at first, given to CP-SAT. ``peer_*``: programs of others, where they are installed
(``uv pip install preference-grouping-solver shufflemates``); each is given what it can understand of the problem.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import random
from typing import Any

import highspy
import numpy as np

Placement = dict[str, str]


def wish_only(problem: dict[str, Any]) -> Placement:
    """People to teams within sizes and locks, by wishes alone: no needs, no mix, nobody together or apart."""
    people, teams = problem["people"], problem["teams"]
    weights = problem["weights"]
    count, width = len(people), len(teams)
    index = {team["id"]: number for number, team in enumerate(teams)}
    cost = np.zeros((count, width))
    upper = np.ones((count, width))
    for row, person in enumerate(people):
        if person.get("wishes"):
            cost[row, :] = weights["unranked_cost"]
            for wish, paid in zip(person["wishes"], weights["rank_costs"], strict=False):
                cost[row, index[wish]] = paid
        if person.get("locked"):
            upper[row, :] = 0
            upper[row, index[person["locked"]]] = 1
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count * width, count + width
    model.col_cost_, model.col_lower_, model.col_upper_ = cost.ravel(), np.zeros(count * width), upper.ravel()
    model.row_lower_ = np.concatenate([np.ones(count), [team["min"] for team in teams]])
    model.row_upper_ = np.concatenate([np.ones(count), [team["max"] for team in teams]])
    rows = np.empty((count * width, 2), dtype=np.int32)
    rows[:, 0] = np.repeat(np.arange(count), width)
    rows[:, 1] = count + np.tile(np.arange(width), count)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * count * width + 1, 2)
    model.a_matrix_.index_ = rows.ravel()
    model.a_matrix_.value_ = np.ones(2 * count * width)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(model)
    solver.run()
    chosen = np.array(solver.getSolution().col_value).reshape(count, width).argmax(axis=1)
    return {person["id"]: teams[team]["id"] for person, team in zip(people, chosen, strict=True)}


def plain_cp_sat(problem: dict[str, Any], seconds: float, threads: int, seed: int) -> Placement:
    """The model as written, without a start: one Boolean a person and team. Empty when it found nothing in time."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    teams = [team["id"] for team in problem["teams"]]
    people = problem["people"]
    x = {(person["id"], team): model.new_bool_var("") for person in people for team in teams}
    terms = []
    for person in people:
        model.add_exactly_one(x[person["id"], team] for team in teams)
        if person.get("locked"):
            model.add(x[person["id"], person["locked"]] == 1)
        terms += [_wish(problem, person, team) * x[person["id"], team] for team in teams if person.get("wishes")]
        if person.get("current"):
            terms.append(problem["weights"]["move"] * (1 - x[person["id"], person["current"]]))
    for team in problem["teams"]:
        model.add_linear_constraint(sum(x[person["id"], team["id"]] for person in people), team["min"], team["max"])
    for group in problem.get("together", ()):
        for other in group[1:]:
            for team in teams:
                model.add(x[group[0], team] == x[other, team])
    for group in problem.get("apart", ()):
        for team in teams:
            model.add_at_most_one(x[person, team] for person in group)
    for entry in problem.get("needs", ()):
        able = [person["id"] for person in people if entry["role"] in person.get("roles", ())]
        for team in teams:
            missing = model.new_int_var(0, entry["per_team"], "")
            model.add(missing >= entry["per_team"] - sum(x[person, team] for person in able))
            terms.append(entry["weight"] * missing)
    for entry in problem.get("spread", ()):
        able = [person["id"] for person in people if entry["role"] in person.get("roles", ())]
        for team in teams:
            terms += _excess(model, [x[person, team] for person in able], entry)
    for entry in problem.get("mix", ()):
        by_value: dict[str, list[str]] = {}
        for person in people:
            value = person.get("attributes", {}).get(entry["attribute"])
            if value is not None:
                by_value.setdefault(value, []).append(person["id"])
        for same in by_value.values():
            for team in teams if len(same) > entry["cap"] else ():
                terms += _excess(model, [x[person, team] for person in same], entry)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    solver.parameters.random_seed = seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {person: team for (person, team), chosen in x.items() if solver.value(chosen)}


def _wish(problem: dict[str, Any], person: dict[str, Any], team: str) -> int:
    costs = problem["weights"]["rank_costs"]
    rank = person["wishes"].index(team) if team in person["wishes"] else len(costs)
    return int(costs[rank] if rank < len(costs) else problem["weights"]["unranked_cost"])


def _excess(model: Any, members: list[Any], entry: dict[str, Any]) -> list[Any]:
    """Variables whose weighted sum is what too many of one kind cost; triangular growth is stacked excess."""
    levels = len(members) - entry["cap"] if entry.get("growth") == "triangular" else 1
    terms = []
    for level in range(max(0, min(levels, 12))):
        over = model.new_int_var(0, len(members), "")
        model.add(over >= sum(members) - entry["cap"] - level)
        terms.append(entry["weight"] * over)
    return terms


def peer_preference_grouping(problem: dict[str, Any]) -> Placement | None:
    """``preference-grouping-solver``: wishes and sizes, exact. None where it is not installed."""
    if importlib.util.find_spec("preference_grouping_solver") is None:
        return None
    from preference_grouping_solver.models import Preference, SolverConfig
    from preference_grouping_solver.solver import Solver

    teams = [team["id"] for team in problem["teams"]]
    number = {team: place for place, team in enumerate(teams, 1)}
    rng = random.Random(1)
    asked = []
    for row, person in enumerate(problem["people"]):
        order = [number[person["locked"]]] if person.get("locked") else [number[wish] for wish in person["wishes"]]
        asked.append(Preference(student_id=row, group_order=order or [rng.randint(1, len(teams))]))
    config = SolverConfig.model_construct(
        groups=len(teams),
        max_group_size=problem["teams"][0]["max"],
        min_group_size=problem["teams"][0]["min"],
        rank_exponent=1.0,
    )
    solved = Solver(config).solve(asked).assignments
    return {
        problem["people"][int(student)]["id"]: teams[int(group) - 1]
        for student, group in zip(solved.index, solved["group"], strict=True)
    }


def peer_shufflemates(problem: dict[str, Any]) -> Placement | None:
    """``shufflemates``: groups of one size with pairs kept together, otherwise by chance. None where not installed."""
    if importlib.util.find_spec("shufflemates") is None:
        return None
    from shufflemates.main import shuffle_groups

    random.seed(1)
    people = [person["id"] for person in problem["people"]]
    size = max(1, round(len(people) / len(problem["teams"])))
    with contextlib.redirect_stdout(io.StringIO()):
        groups = shuffle_groups(people, size, [tuple(pair) for pair in problem.get("together", ())])
    teams = [team["id"] for team in problem["teams"]]
    placed = {person: teams[min(number, len(teams) - 1)] for number, group in enumerate(groups) for person in group}
    return {person: placed.get(person, teams[0]) for person in people}
