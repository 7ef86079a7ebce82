"""Measures of a placement, the same before and after, each with its definition and where it comes from.

A placement may lack people (« avant »): shares are of everybody the problem has, so that two placements of one problem
can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .cost import Assignment
from .problem import Problem

#: What the balance is made of: shares of wishes, mix, roles and rules. They sum to 1.
BALANCE = {"wishes": 0.35, "mix": 0.35, "roles": 0.20, "rules": 0.10}


@dataclass(frozen=True, slots=True)
class Wishes:
    """People: ``wishing`` expressed at least a wish; ``first``, ``first_three`` and ``granted`` obtained their first,
    one of their three first, any of their wishes."""

    wishing: int
    first: int
    first_three: int
    granted: int

    @property
    def first_share(self) -> float:
        """0 to 1; 1 when nobody wished for anything."""
        return self.first / self.wishing if self.wishing else 1.0

    @property
    def first_three_share(self) -> float:
        """0 to 1; 1 when nobody wished for anything."""
        return self.first_three / self.wishing if self.wishing else 1.0


@dataclass(frozen=True, slots=True)
class Ties:
    """The E-I index of ties between two people of one team. ``index``: −1 (all within a kind) to 1 (all between
    kinds), None without any tie. ``expected``, ``low``, ``high``: mean, 2.5th and 97.5th percentile of the index when
    the kinds are dealt out again at random; ``percentile``: 0 to 100, the share of these draws below the index, ties
    counted half; ``p_value``: how likely chance alone is to give an index as high."""

    index: float | None
    expected: float = 0.0
    low: float = 0.0
    high: float = 0.0
    percentile: float = 50.0
    p_value: float = 1.0
    draws: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """``roles``: role → share of the places that teams should have for it and that are filled. ``mix``: attribute → 0
    to 100, see ``mix_index``. ``rules``: share of the hard rules that are kept. All shares are from 0 to 1."""

    people: int
    placed: int
    wishes: Wishes
    roles: Mapping[str, float]
    roles_covered: float
    mix: Mapping[str, float]
    rules: float
    ties: Ties

    @property
    def mixed(self) -> float:
        """The mean of the indices of mix, 0 to 100; 100 when nothing is to be mixed."""
        return sum(self.mix.values()) / len(self.mix) if self.mix else 100.0

    @property
    def balance(self) -> float:
        """The balance out of 100: 35 % people who obtained one of their three first wishes, 35 % mix of the teams, 20
        % roles covered, 10 % hard rules kept. What one part gains is seen in its own bar; the balance only sums them
        up."""
        return 100 * (
            BALANCE["wishes"] * self.wishes.first_three_share
            + BALANCE["mix"] * self.mixed / 100
            + BALANCE["roles"] * self.roles_covered
            + BALANCE["rules"] * self.rules
        )


def measure(
    problem: Problem, assignment: Assignment, *, kind: str = "kind", seed: int = 0, draws: int = 999
) -> Measures:
    """Every measure of ``assignment``, whole or not, whether it keeps the hard rules or not.

    Args:
        kind: the attribute that ties are counted between.
        draws: permutations of the baseline of ties; ``seed`` makes them the same each time.
    """
    roles, covered = _roles(problem, assignment)
    teams = {team.id for team in problem.teams}
    return Measures(
        people=len(problem.people),
        placed=sum(assignment.get(person.id) in teams for person in problem.people),
        wishes=_wishes(problem, assignment),
        roles=roles,
        roles_covered=covered,
        mix={attribute: mix_index(problem, assignment, attribute) for attribute in _mixed(problem)},
        rules=rules_kept(problem, assignment),
        ties=external_ties(problem, assignment, attribute=kind, seed=seed, draws=draws),
    )


def _mixed(problem: Problem) -> list[str]:
    """The attributes that are to be mixed, in the order of the problem."""
    return list(dict.fromkeys(mix.attribute for mix in problem.mix if mix.weight))


def _wishes(problem: Problem, assignment: Assignment) -> Wishes:
    ranks = [
        person.wishes.index(assignment[person.id]) if assignment.get(person.id) in person.wishes else None
        for person in problem.people
        if person.wishes
    ]
    granted = [rank for rank in ranks if rank is not None]
    return Wishes(len(ranks), granted.count(0), sum(rank < 3 for rank in granted), len(granted))


def _roles(problem: Problem, assignment: Assignment) -> tuple[dict[str, float], float]:
    wanted: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    present = Counter((assignment.get(person.id), role) for person in problem.people for role in person.roles)
    for need in problem.needs:
        for team in problem.teams if need.teams is None else need.teams:
            team_id = team if isinstance(team, str) else team.id
            wanted[need.role] += need.per_team
            filled[need.role] += min(need.per_team, present[team_id, need.role])
    total = sum(wanted.values())
    shares = {role: filled[role] / count for role, count in wanted.items() if count}
    return shares, sum(filled.values()) / total if total else 1.0


def mix_index(problem: Problem, assignment: Assignment, attribute: str) -> float:
    """How mixed teams are for ``attribute``, 0 to 100.

    Of all the pairs of people of one team whose values are known, the share that differ (within a team, the index of
    Simpson, "Measurement of diversity", Nature 163, 1949, and of Blau, Inequality and Heterogeneity, 1977), as a
    percentage of the largest share that the sizes of the teams and the numbers of each value allow: each value spread
    over the teams as evenly as possible. 100: no placement in teams of these sizes can be told to mix more; 0: every
    team is of one value."""
    values = {person.id: person.attributes[attribute] for person in problem.people if attribute in person.attributes}
    teams: dict[str, Counter[str]] = {}
    for person, value in values.items():
        if person in assignment:
            teams.setdefault(assignment[person], Counter())[value] += 1
    pairs = sum(_pairs(sum(team.values())) for team in teams.values())
    alike = sum(_pairs(count) for team in teams.values() for count in team.values())
    totals = sum((team for team in teams.values()), Counter[str]())
    least = 0
    for count in totals.values():
        each, more = divmod(count, len(teams))
        least += more * _pairs(each + 1) + (len(teams) - more) * _pairs(each)
    possible = pairs - least
    return 100.0 if possible <= 0 else min(100.0, 100.0 * (pairs - alike) / possible)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def rules_kept(problem: Problem, assignment: Assignment) -> float:
    """The share of hard rules that hold: each person placed, each size of a team, each lock, each group kept together
    and each pair kept apart counts for one. People without a team keep no lock and no group, and are apart from
    everybody."""
    sizes = Counter(assignment[person.id] for person in problem.people if person.id in assignment)
    held = [person.id in assignment for person in problem.people]
    held += [team.min <= sizes[team.id] <= team.max for team in problem.teams]
    held += [assignment.get(one.id) == one.locked for one in problem.people if one.locked is not None]
    for group in problem.together:
        places = {assignment.get(one) for one in group}
        held.append(len(places) == 1 and None not in places)
    for group in problem.apart:
        for one, other in combinations(group, 2):
            held.append(one not in assignment or assignment[one] != assignment.get(other))
    return sum(held) / len(held) if held else 1.0


def external_ties(
    problem: Problem, assignment: Assignment, *, attribute: str = "kind", seed: int = 0, draws: int = 999
) -> Ties:
    """The E-I index of ties, against the same teams with the values dealt out again at random.

    (E − I) / (E + I), with E the ties between people whose values differ and I those between people of one value:
    Krackhardt & Stern, "Informal networks and organizational crises", Social Psychology Quarterly 51, 1988. A tie is
    being in one team. As the index depends on the numbers of each value, it is read against permutations of the
    values over the people, as they do; the p-value counts the observed placement among the draws, (1 + b) / (1 + n):
    Phipson & Smyth, "Permutation p-values should never be zero", 2010. People whose value is unknown have no tie."""
    known = [person for person in problem.people if attribute in person.attributes and person.id in assignment]
    codes = {value: at for at, value in enumerate(sorted({person.attributes[attribute] for person in known}))}
    teams = {team: at for at, team in enumerate(sorted({assignment[person.id] for person in known}))}
    labels = np.array([codes[person.attributes[attribute]] for person in known], dtype=np.int64)
    places = np.array([teams[assignment[person.id]] for person in known], dtype=np.int64)
    sizes = np.bincount(places, minlength=1)
    ties = int((sizes * (sizes - 1) // 2).sum())
    if not ties:
        return Ties(None)

    def index(labels: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
        counts = np.bincount(places * len(codes) + labels)
        inside = int((counts * (counts - 1) // 2).sum())
        return (ties - 2 * inside) / ties

    observed = index(labels)
    rng = np.random.default_rng(seed)
    drawn = np.array([index(rng.permutation(labels)) for _ in range(draws)])
    if not draws:
        return Ties(observed)
    low, high = np.percentile(drawn, [2.5, 97.5])
    below = float((drawn < observed - 1e-12).mean() + 0.5 * (np.abs(drawn - observed) <= 1e-12).mean())
    as_high = int((drawn >= observed - 1e-12).sum())
    return Ties(observed, float(drawn.mean()), float(low), float(high), 100 * below, (1 + as_high) / (1 + draws), draws)
