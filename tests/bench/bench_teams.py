"""Team formation: the planner against others on the same problem, every cost counted again by an independent scorer.

    python tests/bench/bench_teams.py [--sizes 60,200,500,1000] [--seeds 3] [--threads 4] [--weights wishes,mix]
                                      [--rivals] [--learning] [--mdgplib FOLDER]

Prints, for each problem: cost, proven bound and gap, hard rules broken, seconds to the first usable plan and in all;
with ``--rivals`` the cost of the others as a ratio to ours (CP-SAT has our time, and at least 10 s, on as many
threads). ``--mdgplib`` reads files of that collection (groups of one size) from a folder of yours.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import team_instances, team_rivals
from tests.teams import scorer
from uepit_desktop.teams.plan import Plan
from uepit_desktop.teams.problem import read_problem
from uepit_desktop.teams.solver import Progress, solve

#: (weights, people) → (seconds allowed, largest gap allowed); 0 asks for a proof of the optimum.
GOALS = {
    ("wishes", 200): (3.0, 0.0),
    ("wishes", 1000): (30.0, 0.0),
    ("mix", 500): (30.0, 0.01),
    ("mix", 1000): (60.0, 0.02),
}
_LEAST_FOR_RIVALS = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="60,200,500,1000")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--weights", default="wishes,mix")
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--learning", action="store_true")
    parser.add_argument("--mdgplib", type=Path)
    asked = parser.parse_args()
    heading = f"{'problem':<20}{'cost':>7}{'bound':>9}{'gap %':>7}{'broken':>7}{'first s':>8}{'all s':>7}"
    print(f"{heading}  status     goal   (threads: {asked.threads})")
    for weights in asked.weights.split(",") if asked.weights else ():
        for size in map(int, asked.sizes.split(",")):
            for seed in range(1, asked.seeds + 1):
                data = team_instances.event_instance(size, seed, weights)
                limit, gap = GOALS.get((weights, size), (30.0, None))
                plan = report(f"{weights} {size} #{seed}", data, limit, gap, asked.threads)
                if asked.rivals and plan.cost is not None:
                    rivals(data, plan, asked.threads)
    if asked.learning:
        learning(asked)
    if asked.mdgplib is not None:
        mdgplib(asked.mdgplib, asked.threads)


def report(name: str, data: dict[str, Any], limit: float, gap: float | None, threads: int) -> Plan:
    """Solve, score again, print one line."""
    first: list[float] = []
    began = time.perf_counter()

    def progress(now: Progress) -> None:
        if now.assignment and not first:
            first.append(time.perf_counter() - began)

    plan = solve(read_problem(data), time_limit=limit, seed=1, threads=threads, on_progress=progress)
    took = time.perf_counter() - began
    if plan.cost is None:
        print(f"{name:<20}  {plan.status}: {'; '.join(plan.conflict)}")
        return plan
    again, broken = scorer.cost(data, plan.assignment), scorer.faults(data, plan.assignment)
    assert again == plan.cost, f"the planner says {plan.cost}, the scorer {again}"
    reached = "" if gap is None else "met" if plan.gap is not None and plan.gap <= gap and took <= limit else "NOT MET"
    print(
        f"{name:<20}{plan.cost:>7}{plan.bound:>9.1f}{100 * (plan.gap or 0):>7.2f}{len(broken):>7}"
        f"{first[0] if first else took:>8.2f}{took:>7.2f}  {plan.status:<10} {reached}",
        flush=True,
    )
    return plan


def rivals(data: dict[str, Any], plan: Plan, threads: int) -> None:
    """The others on the same problem: cost as a ratio to ours, and the hard rules that they break."""
    seconds = max(_LEAST_FOR_RIVALS, plan.seconds)
    for name, placement in (
        ("wishes only", team_rivals.wish_only(data)),
        (f"CP-SAT {seconds:.0f} s", team_rivals.plain_cp_sat(data, seconds, threads, seed=1)),
        ("pref.-grouping", team_rivals.peer_preference_grouping(data)),
        ("shufflemates", team_rivals.peer_shufflemates(data)),
    ):
        if placement is None:
            print(f"    {name:<16}not installed")
        elif not placement:
            print(f"    {name:<16}nothing in that time")
        else:
            ratio = scorer.cost(data, placement) / max(1, plan.cost or 0)
            print(f"    {name:<16}{ratio:>7.2f}×  {len(scorer.faults(data, placement))} rules broken", flush=True)


def learning(asked: argparse.Namespace) -> None:
    """Three rounds of learning teams: cost against the closed form, pairs that meet again."""
    for size in map(int, asked.sizes.split(",")):
        rounds: list[dict[str, str]] = []
        for number in (1, 2, 3):
            data = team_instances.learning_instance(size, 1, number, rounds)
            plan = report(f"learning {size} r{number}", data, 30.0, None, asked.threads)
            rounds.append(dict(plan.assignment))
            even = team_instances.even_spread(data)
            print(f"    closed form {even}; pairs that meet again {team_instances.pairs_met_twice(rounds)}", flush=True)


def mdgplib(folder: Path, threads: int) -> None:
    """Diversity reached on files of the collection, to hold against published results."""
    for path in sorted(folder.glob("*_ss_*.txt")):
        read = team_instances.read_mdgplib(path)
        plan = solve(read_problem(read.problem()), time_limit=20.0, seed=1, threads=threads)
        teams = [plan.assignment.get(f"p{number}", "") for number in range(read.elements)]
        group_of = [int(team[1:] or -1) for team in teams]
        print(
            f"{path.name:<28} diversity {read.diversity(group_of):.3f}  ({plan.status}, {plan.seconds:.1f} s)",
            flush=True,
        )


if __name__ == "__main__":
    main()
