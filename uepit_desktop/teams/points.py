"""How costs are shown: points, of which a first wish granted, rather than no wish, is worth four.

Whoever sets the weights thinks in « important » and « très important », not in costs: on screen a cost of c units is
shown as c × 4 / (cost of a team not wished − cost of a first wish), with one decimal and its sign. When wishes weigh
nothing, four points are the heaviest rule of the problem.
"""

from __future__ import annotations

from ..language import decimal
from .problem import Problem

FIRST_WISH = 4.0


def points(problem: Problem, gain: int) -> float:
    """``gain``, in units of cost, as points."""
    weights = problem.weights
    unit = weights.unranked_cost - min(weights.rank_costs[:1], default=weights.unranked_cost)
    if unit <= 0:
        heaviest = [rule.weight for rules in (problem.needs, problem.spread, problem.mix) for rule in rules]
        unit = max([1, weights.move, weights.meet_again, *heaviest])
    return FIRST_WISH * gain / unit


def shown_points(problem: Problem, gain: int) -> str:
    """« + 4,0 » or « − 0,8 »; « 0,0 » without a sign."""
    value = round(points(problem, gain), 1)
    if value == 0:
        return decimal(0.0)
    sign = "+" if value > 0 else "\N{MINUS SIGN}"
    return f"{sign}\N{NO-BREAK SPACE}{decimal(abs(value))}"
