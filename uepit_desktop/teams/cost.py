"""What a placement costs and which hard rules it breaks: the definition, written to be read.

The solver counts the same faster and in steps; the tests hold it to this module, and this module to an independent one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from .problem import Growth, Member, Problem

PARTS = ("wishes", "needs", "spread", "mix", "met", "move")

#: person id → team id
Assignment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """``parts`` sums to ``total``; ``entries`` says what each entry of needs, spread and mix costs, in their order."""

    total: int
    parts: dict[str, int]
    entries: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A hard rule that a placement breaks. ``kind``: unplaced, unknown_person, unknown_team, too_few, too_many,
    locked, together or apart; ``subjects``: the ids concerned, the team last where there is one."""

    kind: str
    subjects: tuple[str, ...]


def cost_of(problem: Problem, assignment: Assignment) -> Cost:
    """The cost of ``assignment``. People it leaves out and ids that the problem lacks cost nothing."""
    placed = [(person, assignment[person.id]) for person in problem.people if person.id in assignment]
    members: dict[str, list[Member]] = {team.id: [] for team in problem.teams}
    for person, team in placed:
        if team in members:
            members[team].append(person)
    entries = {
        "needs": tuple(
            sum(
                need.weight * max(0, need.per_team - sum(need.role in person.roles for person in members[team]))
                for team in (members if need.teams is None else need.teams)
            )
            for need in problem.needs
        ),
        "spread": tuple(
            sum(
                excess_cost(sum(entry.role in person.roles for person in team), entry.cap, entry.weight, entry.growth)
                for team in members.values()
            )
            for entry in problem.spread
        ),
        "mix": tuple(
            sum(
                excess_cost(count, entry.cap, entry.weight, entry.growth)
                for team in members.values()
                for count in Counter(
                    person.attributes[entry.attribute] for person in team if entry.attribute in person.attributes
                ).values()
            )
            for entry in problem.mix
        ),
    }
    parts = {
        "wishes": sum(wish_cost(problem, person, team) for person, team in placed),
        **{part: sum(costs) for part, costs in entries.items()},
        "met": sum(
            problem.weights.meet_again * times
            for one, other, times in problem.met
            if one in assignment and assignment[one] == assignment.get(other)
        ),
        "move": sum(problem.weights.move for person, team in placed if person.current not in (None, team)),
    }
    return Cost(sum(parts.values()), parts, entries)


def wish_cost(problem: Problem, person: Member, team: str) -> int:
    """What ``person`` in ``team`` costs for their wishes."""
    if not person.wishes:
        return 0
    weights = problem.weights
    if team in person.wishes:
        rank = person.wishes.index(team)
        if rank < len(weights.rank_costs):
            return weights.rank_costs[rank]
    return weights.unranked_cost


def excess_cost(count: int, cap: int, weight: int, growth: Growth) -> int:
    """What ``count`` people of one kind in a team cost when ``cap`` are fine."""
    excess = max(0, count - cap)
    return weight * excess * (excess + 1) // 2 if growth == "triangular" else weight * excess


def broken_rules(problem: Problem, assignment: Assignment) -> tuple[Broken, ...]:
    """Every hard rule that ``assignment`` breaks; empty when the placement can be used."""
    broken = []
    sizes = {team.id: 0 for team in problem.teams}
    people = {person.id for person in problem.people}
    for person_id, team_id in assignment.items():
        if person_id not in people:
            broken.append(Broken("unknown_person", (person_id,)))
        elif team_id not in sizes:
            broken.append(Broken("unknown_team", (person_id, team_id)))
        else:
            sizes[team_id] += 1
    for person in problem.people:
        if person.id not in assignment:
            broken.append(Broken("unplaced", (person.id,)))
        elif person.locked is not None and assignment[person.id] != person.locked:
            broken.append(Broken("locked", (person.id, person.locked)))
    for team in problem.teams:
        if sizes[team.id] < team.min:
            broken.append(Broken("too_few", (team.id,)))
        if sizes[team.id] > team.max:
            broken.append(Broken("too_many", (team.id,)))
    for group in problem.together:
        if len({assignment.get(person_id) for person_id in group}) > 1:
            broken.append(Broken("together", group))
    for group in problem.apart:
        for one, other in combinations(group, 2):
            if one in assignment and assignment[one] == assignment.get(other):
                broken.append(Broken("apart", (one, other, assignment[one])))
    return tuple(broken)
