"""Teams solved in a process apart: the same plan, stopped at once, and a plan whatever becomes of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

from tests.bench import team_instances
from tests.teams.tiny import tiny_problem
from uepit_desktop.solving import apart
from uepit_desktop.teams.cost import broken_rules, cost_of
from uepit_desktop.teams.problem import Member, Problem, TeamSize, read_problem
from uepit_desktop.teams.solver import Progress, solve
from uepit_desktop.teams.solving_apart import solve_apart


def test_the_plan_is_that_of_solve() -> None:
    problem = tiny_problem(4)
    here, there = solve(problem, threads=1), solve_apart(problem, threads=1)
    assert (here.status, here.cost, here.assignment) == (there.status, there.cost, there.assignment)


def test_cancelling_keeps_the_best_so_far() -> None:
    problem = read_problem(team_instances.event_instance(200, 1, "mix"))
    told: list[Progress] = []
    plan = solve_apart(problem, threads=1, on_progress=told.append, cancelled=lambda: bool(told))
    assert plan.status == "cancelled"
    assert broken_rules(problem, plan.assignment) == ()
    assert plan.cost == cost_of(problem, plan.assignment).total


def test_a_time_limit_is_held_from_outside() -> None:
    problem = read_problem(team_instances.event_instance(500, 1, "mix"))
    memory: list[int] = []
    plan = solve_apart(problem, time_limit=4.0, threads=1, on_memory=memory.append)
    assert plan.status in ("feasible", "cancelled")
    assert plan.cost is None or broken_rules(problem, plan.assignment) == ()
    assert memory[0] > 1_000_000


def test_a_process_that_is_killed_leaves_the_best_so_far_and_a_sentence(monkeypatch: Any) -> None:
    problem = read_problem(team_instances.event_instance(200, 1, "mix"))
    pids: list[int] = []
    compute = apart.compute_apart
    monkeypatch.setattr(
        "uepit_desktop.teams.solving_apart.compute_apart",
        lambda *given, **named: compute(*given, **named, started=pids.append),
    )
    plan = solve_apart(problem, threads=1, on_progress=lambda now: os.kill(pids[0], getattr(signal, "SIGKILL", 9)))
    assert plan.status == "feasible"
    assert len(plan.conflict) == 1
    assert broken_rules(problem, plan.assignment) == ()
    assert plan.cost == cost_of(problem, plan.assignment).total


def test_impossible_demands_come_back_in_words() -> None:
    plan = solve_apart(Problem((TeamSize("D1", 0, 1),), (Member("a"), Member("b"))))
    assert plan.status == "infeasible"
    assert plan.conflict


def test_the_process_starts_without_window_database_and_linear_solver() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, uepit_desktop.teams.solving_apart; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {name.split(".")[0] for name in said} & {"PySide6", "sqlalchemy", "sqlcipher3", "reportlab", "highspy"}
