"""What a placement costs and which hard rules it breaks, written from the published format alone.

It shares no line with the program: it reads the JSON form of a problem, counts in the plainest way, and is what every
cost and every claim of the program is held against.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
PARTS = ("wishes", "needs", "spread", "mix", "met", "move")


def parts_of(problem: Document, assignment: Mapping[str, str]) -> dict[str, int]:
    """The cost of ``assignment``, part by part."""
    weights = problem.get("weights") or {}
    return {
        "wishes": sum(_wish(person, assignment.get(person["id"]), weights) for person in problem["people"]),
        "needs": sum(_need(problem, need, assignment) for need in problem.get("needs") or ()),
        "spread": sum(_spread(problem, entry, assignment) for entry in problem.get("spread") or ()),
        "mix": sum(_mix(problem, entry, assignment) for entry in problem.get("mix") or ()),
        "met": sum(
            weights.get("meet_again", 0) * times
            for one, other, times in problem.get("met") or ()
            if one in assignment and assignment.get(one) == assignment.get(other)
        ),
        "move": sum(
            weights.get("move", 0)
            for person in problem["people"]
            if person.get("current") is not None and assignment.get(person["id"]) != person["current"]
        ),
    }


def cost(problem: Document, assignment: Mapping[str, str]) -> int:
    return sum(parts_of(problem, assignment).values())


def faults(problem: Document, assignment: Mapping[str, str]) -> list[str]:
    """The hard rules that ``assignment`` breaks, in words for the reader of a failed test."""
    found = []
    teams = {team["id"]: team for team in problem["teams"]}
    people = {person["id"]: person for person in problem["people"]}
    found += [f"{name} is nobody" for name in assignment if name not in people]
    for name, person in people.items():
        team = assignment.get(name)
        if team not in teams:
            found.append(f"{name} has no team")
        if person.get("locked") is not None and team != person["locked"]:
            found.append(f"{name} is not in {person['locked']}")
    for name, team in teams.items():
        size = sum(1 for place in assignment.values() if place == name)
        if not team["min"] <= size <= team["max"]:
            found.append(f"{name} has {size}, not {team['min']} to {team['max']}")
    for group in problem.get("together") or ():
        if len({assignment.get(name) for name in group}) > 1:
            found.append(f"{group} are not together")
    for group in problem.get("apart") or ():
        for one, other in itertools.combinations(group, 2):
            if assignment.get(one) == assignment.get(other):
                found.append(f"{one} and {other} are not apart")
    return found


def every_placement(problem: Document) -> Iterator[dict[str, str]]:
    """Every way to put everybody in a team, rules kept or not: for tiny problems only."""
    names = [person["id"] for person in problem["people"]]
    for choice in itertools.product([team["id"] for team in problem["teams"]], repeat=len(names)):
        yield dict(zip(names, choice, strict=True))


def best_cost(problem: Document) -> int | None:
    """The cost of the best placement that keeps every rule, or None when there is none. Tiny problems only."""
    return min(
        (cost(problem, placed) for placed in every_placement(problem) if not faults(problem, placed)), default=None
    )


def _wish(person: Document, team: str | None, weights: Document) -> int:
    wishes = list(person.get("wishes") or ())
    if not wishes:
        return 0
    ranks = list(weights.get("rank_costs", (0, 1, 3)))
    unranked = int(weights.get("unranked_cost", 10))
    if team not in wishes:
        return unranked
    rank = wishes.index(team)
    return int(ranks[rank]) if rank < len(ranks) else unranked


def _need(problem: Document, need: Document, assignment: Mapping[str, str]) -> int:
    concerned = need.get("teams")
    total = 0
    for team in problem["teams"]:
        if concerned is None or team["id"] in concerned:
            missing = need["per_team"] - _with_role(problem, need["role"], team["id"], assignment)
            total += need["weight"] * max(0, missing)
    return total


def _spread(problem: Document, entry: Document, assignment: Mapping[str, str]) -> int:
    return sum(_excess(_with_role(problem, entry["role"], team["id"], assignment), entry) for team in problem["teams"])


def _mix(problem: Document, entry: Document, assignment: Mapping[str, str]) -> int:
    counted: dict[tuple[str | None, str], int] = {}
    for person in problem["people"]:
        value = (person.get("attributes") or {}).get(entry["attribute"])
        team = assignment.get(person["id"])
        if value is not None and team is not None:
            counted[team, value] = counted.get((team, value), 0) + 1
    return sum(_excess(count, entry) for count in counted.values())


def _with_role(problem: Document, role: str, team: str, assignment: Mapping[str, str]) -> int:
    return sum(
        1
        for person in problem["people"]
        if role in (person.get("roles") or ()) and assignment.get(person["id"]) == team
    )


def _excess(count: int, entry: Document) -> int:
    too_many = max(0, count - entry["cap"])
    if entry.get("growth") == "triangular":
        return int(entry["weight"]) * too_many * (too_many + 1) // 2
    return int(entry["weight"]) * too_many
