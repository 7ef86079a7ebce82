"""Repair, refusals and contradictions: how long they take, and how far a repair is from forming the teams anew.

    python tests/bench/bench_team_repair.py [--sizes 200,1000] [--anew S]

A placement is computed for 95 % of the people of an event; then 5 % do not come and the 5 % who were late are there.
Every option of the repair is held against forming all the teams anew with ``--anew`` seconds (30): people moved (of
those present), and cost above. « least possible with ≤ 4 % » is the proven bound of what any placement with so few
moves costs above: where it is beyond 2.5 %, no repair can do better than that.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.team_instances import event_instance
from uepit_desktop.teams.budgeting import least_possible
from uepit_desktop.teams.compact import compact
from uepit_desktop.teams.cost import broken_rules
from uepit_desktop.teams.explain import explain_refusal
from uepit_desktop.teams.infeasible import smallest_conflict
from uepit_desktop.teams.problem import Problem, read_problem
from uepit_desktop.teams.repair import moves_from, repair
from uepit_desktop.teams.solver import solve


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="60,200,1000")
    parser.add_argument("--anew", type=float, default=30.0)
    chosen = parser.parse_args()
    for weights in ("wishes", "mix"):
        for size in map(int, chosen.sizes.split(",")):
            measure(read_problem(event_instance(size, 1, weights)), weights, chosen.anew)


def measure(problem: Problem, weights: str, anew_s: float) -> None:
    rng = random.Random(1)
    loose = [person.id for person in problem.people if person.locked is None]
    rng.shuffle(loose)
    share = len(problem.people) // 20
    late, gone = set(loose[:share]), set(loose[share : 2 * share])
    before = solve(_without(problem, late), time_limit=anew_s)
    if before.cost is None:
        print(f"{len(problem.people):5} {weights:7} nothing to repair: {before.conflict}")
        return
    started = time.perf_counter()
    found = repair(problem, before.assignment, gone=gone, arrived=late)
    taken_s = time.perf_counter() - started
    anew = solve(found.problem, time_limit=anew_s)
    print(f"{len(problem.people):5} {weights:7} repair {taken_s:5.2f} s, anew {anew.cost} in {anew.seconds:5.1f} s")
    for option in found.options:
        above = option.cost / anew.cost - 1 if anew.cost else 0.0
        broken = len(broken_rules(found.problem, option.assignment))
        moved = len(option.moved) / len(found.problem.people)
        print(f"        {option.name:5} moved {moved:6.1%}, cost {above:+6.1%}, hard rules broken {broken}")
    least = _least(found.problem, before.assignment, gone, late)
    if anew.cost:
        print(f"        least possible with ≤ 4 % moved: cost {least / anew.cost - 1:+6.1%}")
    _measure_refusals(_without(problem, late), dict(before.assignment))
    _measure_conflict(problem, rng)


def _least(problem: Problem, before: Mapping[str, str], gone: set[str], late: set[str]) -> int:
    """What a placement with at most 4 % of the people moved costs at least."""
    arrays = compact(problem)
    origin = {person: team for person, team in before.items() if person not in gone | late}
    return least_possible(arrays, moves_from(arrays, origin), int(0.04 * len(problem.people)), time_limit=120.0)


def _measure_refusals(problem: Problem, placed: dict[str, str]) -> None:
    refused = [one.id for one in problem.people if one.wishes and placed[one.id] != one.wishes[0] and not one.locked]
    times, proven = [], 0
    for person in refused[:10]:
        started = time.perf_counter()
        proven += explain_refusal(problem, placed, person).proven
        times.append(time.perf_counter() - started)
    if times:
        print(
            f"        refusals: median {statistics.median(times):.2f} s, longest {max(times):.2f} s, "
            f"price proven {proven}/{len(times)}"
        )


def _measure_conflict(problem: Problem, rng: random.Random) -> None:
    team = problem.teams[0]
    locked = set(rng.sample([one.id for one in problem.people if one.locked is None], team.max + 4))
    people = tuple(replace(one, locked=team.id) if one.id in locked else one for one in problem.people)
    started = time.perf_counter()
    conflict = smallest_conflict(replace(problem, people=people))
    taken_s = time.perf_counter() - started
    if conflict is not None:
        print(f"        contradiction: {len(conflict.rules)} rules, proven {conflict.smallest}, {taken_s:.2f} s")


def _without(problem: Problem, people: set[str]) -> Problem:
    def left(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(group for group in groups if not people.intersection(group))

    return replace(
        problem,
        people=tuple(one for one in problem.people if one.id not in people),
        together=left(problem.together),
        apart=left(problem.apart),
        met=tuple(pair for pair in problem.met if not people.intersection(pair[:2])),
    )


if __name__ == "__main__":
    main()
