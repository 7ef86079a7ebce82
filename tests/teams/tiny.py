"""Small problems drawn at random, and their optimum by trying everything."""

from __future__ import annotations

import itertools
import random

from uepit_desktop.teams.cost import broken_rules, cost_of
from uepit_desktop.teams.problem import Member, Mix, Need, Problem, Spread, TeamSize, Weights


def tiny_problem(seed: int) -> Problem:
    """Up to six people and three teams, every kind of rule, often impossible."""
    rng = random.Random(seed)
    teams = [f"D{number}" for number in range(rng.randint(1, 3))]
    ids = [f"p{number}" for number in range(rng.randint(0, 6))]
    people = tuple(
        Member(
            id=person,
            wishes=tuple(rng.sample(teams, rng.randint(0, len(teams)))),
            roles=tuple(rng.sample(["r", "s"], rng.randint(0, 2))),
            locked=rng.choice(teams) if rng.random() < 0.15 else None,
            current=rng.choice(teams) if rng.random() < 0.4 else None,
            attributes={name: rng.choice("xyz") for name in ("a", "b") if rng.random() < 0.8},
        )
        for person in ids
    )
    pairs = list(itertools.combinations(ids, 2))
    growth = rng.choice(("linear", "triangular"))
    return Problem(
        teams=tuple(TeamSize(team, rng.randint(0, 2), rng.randint(1, 5)) for team in teams),
        people=people,
        together=tuple(rng.sample(pairs, min(len(pairs), rng.choice((0, 0, 1, 2))))),
        apart=tuple(rng.sample(pairs, min(len(pairs), rng.choice((0, 0, 1, 2))))),
        met=tuple((*pair, rng.randint(1, 2)) for pair in pairs if rng.random() < rng.choice((0.0, 0.0, 0.3))),
        weights=Weights((0, rng.randint(0, 3), 3), rng.randint(0, 9), rng.randint(0, 3), rng.randint(0, 4)),
        needs=(
            Need("r", rng.randint(0, 2), rng.randint(0, 9)),
            Need("s", 1, 4, tuple(rng.sample(teams, rng.randint(0, len(teams))))),
        ),
        spread=(Spread("s", rng.randint(0, 2), rng.randint(0, 5), growth),),
        mix=(Mix("a", 1, rng.randint(0, 5), growth), Mix("b", rng.randint(0, 2), rng.randint(0, 5))),
    )


def best_cost(problem: Problem) -> int | None:
    """The cost of a best placement, by trying all of them; None when no placement keeps the hard rules."""
    teams = [team.id for team in problem.teams]
    ids = [person.id for person in problem.people]
    best: int | None = None
    for chosen in itertools.product(teams, repeat=len(ids)):
        placement = dict(zip(ids, chosen, strict=True))
        if broken_rules(problem, placement):
            continue
        cost = cost_of(problem, placement).total
        best = cost if best is None else min(best, cost)
    return best
