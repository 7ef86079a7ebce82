"""A budget of moves: what is found keeps to it, and what is proven is never above the best there is within it."""

from __future__ import annotations

import random
import time

import pytest

from tests.teams.cases import random_problem
from tests.teams.scorer import cost, every_placement, faults
from uepit_desktop.teams.budgeting import FRACTION, best_within, dearness, in_fractions, least_possible, lowest
from uepit_desktop.teams.compact import compact
from uepit_desktop.teams.problem import problem_json, read_problem
from uepit_desktop.teams.repair import moves_from


def check_against_every_placement(seed: int) -> bool | None:
    """Look for the best of a random problem within a random budget. Says whether the best there is was found."""
    rng = random.Random(seed)
    given = random_problem(rng, most_people=5)
    given["weights"]["move"] = 0
    problem = problem_json(read_problem(given))
    kept = [placed for placed in every_placement(problem) if not faults(problem, placed)]
    if not kept:
        return None
    origin = rng.choice(kept)
    most = rng.randint(0, len(origin))
    arrays = compact(read_problem(given))
    moves, places = moves_from(arrays, origin), arrays.places(origin)
    best = min(
        cost(problem, placed)
        for placed in kept
        if sum(placed[person] != team for person, team in origin.items()) <= most
    )
    assert least_possible(arrays, moves, most, time_limit=30) <= best
    deadline = time.monotonic() + 30
    dear = dearness(arrays, moves, most, arrays.allowed, deadline)
    assert dear is not None
    assert not (lowest(dear, each=1) & ~arrays.allowed).any()
    found = best_within(arrays, places, moves, most, arrays.allowed, deadline)
    after = arrays.assignment(found)
    assert faults(problem, after) == []
    assert sum(after[person] != team for person, team in origin.items()) <= most
    assert cost(problem, after) >= best
    return cost(problem, after) == best


def test_the_best_within_a_budget_is_found_and_never_below_what_is_proven() -> None:
    found = [one for one in map(check_against_every_placement, range(80)) if one is not None]
    assert len(found) > 30
    assert all(found)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 3000, 250))
def test_the_best_within_a_budget_is_found_thousands_of_times(start: int) -> None:
    found = [one for one in map(check_against_every_placement, range(start, start + 250)) if one is not None]
    assert all(found)


def test_a_price_below_one_is_kept_in_parts() -> None:
    rng = random.Random(3)
    problem = next(one for one in iter(lambda: random_problem(rng, most_people=5), None) if len(one["people"]) > 2)
    arrays = compact(read_problem(problem))
    moves = moves_from(arrays, {})
    moves[0, :] = 1
    priced = in_fractions(arrays, moves, 0.5)
    assert (priced.base[0] == arrays.base[0] * FRACTION + FRACTION // 2).all()
    assert (priced.base[1:] == arrays.base[1:] * FRACTION).all()
