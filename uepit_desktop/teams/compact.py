"""A problem as arrays: people kept together are one *unit*, and every soft rule is a convex cost of a count in a team.

A *feature* is whatever is counted: the people of a role, the people with one value of an attribute. What all the rules
about it cost in a team depends on its count alone, and each further person costs at least what the one before did
(needs fall to 0, excess grows): one table a feature says it all. Features that the same units have are one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .cost import excess_cost, wish_cost
from .problem import Problem

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Feature:
    """``units`` have ``counts`` of it; in team t, k of them cost ``tables[kinds[t], k]``."""

    units: Ints
    counts: Ints
    kinds: Ints
    tables: Ints


@dataclass(frozen=True, slots=True)
class Compact:
    """Units 0…n−1, teams 0…m−1. ``base[u, t]``: wishes and moves. ``allowed[u, t]``: locks; all False when a unit has
    none. ``apart``: pairs of units, once each. ``met``: (unit, unit, cost together). ``constant``: always paid.
    ``torn``: people who are both to be together and apart, or locked to two teams: nothing can be placed."""

    problem: Problem
    unit_of: dict[str, int]
    sizes: Ints
    least: Ints
    most: Ints
    base: Ints
    allowed: Bools
    apart: tuple[tuple[int, int], ...]
    met: tuple[tuple[int, int, int], ...]
    features: tuple[Feature, ...]
    constant: int
    torn: bool

    @property
    def units(self) -> int:
        return len(self.sizes)

    @property
    def teams(self) -> int:
        return len(self.least)

    def cost(self, places: Ints) -> int:
        """What the placement of unit u in team ``places[u]`` costs."""
        total = self.constant + int(self.base[np.arange(self.units), places].sum())
        for feature in self.features:
            counts = np.bincount(places[feature.units], weights=feature.counts, minlength=self.teams).astype(np.int64)
            total += int(feature.tables[feature.kinds, counts].sum())
        return total + sum(cost for one, other, cost in self.met if places[one] == places[other])

    def keeps(self, places: Ints) -> bool:
        """Whether that placement keeps every hard rule."""
        if not self.allowed[np.arange(self.units), places].all():
            return False
        loads = np.bincount(places, weights=self.sizes, minlength=self.teams)
        if (loads < self.least).any() or (loads > self.most).any():
            return False
        return all(places[one] != places[other] for one, other in self.apart)

    def step(self) -> int:
        """Costs above ``constant`` are multiples of it; 0 when every placement costs the same nothing."""
        found = int(np.gcd.reduce(self.base, axis=None, initial=0))
        for feature in self.features:
            found = math.gcd(found, int(np.gcd.reduce(feature.tables, axis=None, initial=0)))
        return math.gcd(found, *(cost for _, _, cost in self.met))

    def assignment(self, places: Ints) -> dict[str, str]:
        """The placement of people when unit u is in team ``places[u]``."""
        ids = [team.id for team in self.problem.teams]
        return {person.id: ids[places[self.unit_of[person.id]]] for person in self.problem.people}

    def places(self, assignment: Mapping[str, str]) -> Ints:
        """Unit → team for a placement that keeps people together."""
        numbers = {team.id: number for number, team in enumerate(self.problem.teams)}
        places = np.zeros(self.units, dtype=np.int64)
        for person_id, unit in self.unit_of.items():
            places[unit] = numbers[assignment[person_id]]
        return places


def compact(problem: Problem) -> Compact:
    """``problem`` as arrays."""
    numbers = {team.id: number for number, team in enumerate(problem.teams)}
    unit_of = _units(problem)
    count, width = len(set(unit_of.values())), len(problem.teams)
    sizes = np.zeros(count, dtype=np.int64)
    base = np.zeros((count, width), dtype=np.int64)
    allowed = np.ones((count, width), dtype=np.bool_)
    weights = problem.weights
    for person in problem.people:
        unit = unit_of[person.id]
        sizes[unit] += 1
        if person.wishes:
            base[unit] += weights.unranked_cost
            for team in person.wishes:
                base[unit, numbers[team]] += wish_cost(problem, person, team) - weights.unranked_cost
        if person.current is not None:
            base[unit] += weights.move
            base[unit, numbers[person.current]] -= weights.move
        if person.locked is not None:
            only = np.zeros(width, dtype=np.bool_)
            only[numbers[person.locked]] = True
            allowed[unit] &= only
    most = np.array([min(team.max, len(problem.people)) for team in problem.teams], dtype=np.int64)
    allowed &= sizes[:, None] <= most[None, :]
    apart, torn = _apart(problem, unit_of)
    met, constant = _met(problem, unit_of)
    features = _features(problem, unit_of, numbers, int(most.max(initial=0)) + int(sizes.max(initial=0)) + 1)
    return Compact(
        problem=problem,
        unit_of=unit_of,
        sizes=sizes,
        least=np.array([team.min for team in problem.teams], dtype=np.int64),
        most=most,
        base=base,
        allowed=allowed,
        apart=apart,
        met=met,
        features=tuple(features),
        constant=constant,
        torn=torn or bool((~allowed.any(axis=1)).any()),
    )


def _units(problem: Problem) -> dict[str, int]:
    """Person → unit: the connected groups of ``together``, in the order of their first person."""
    leader = {person.id: person.id for person in problem.people}

    def find(one: str) -> str:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for group in problem.together:
        for other in group[1:]:
            leader[find(other)] = find(group[0])
    numbers: dict[str, int] = {}
    return {person.id: numbers.setdefault(find(person.id), len(numbers)) for person in problem.people}


def _apart(problem: Problem, unit_of: Mapping[str, int]) -> tuple[tuple[tuple[int, int], ...], bool]:
    pairs: dict[tuple[int, int], None] = {}
    torn = False
    for group in problem.apart:
        units = [unit_of[one] for one in group]
        for at, one in enumerate(units):
            for other in units[at + 1 :]:
                torn |= one == other
                pairs[min(one, other), max(one, other)] = None
    return tuple(pairs), torn


def _met(problem: Problem, unit_of: Mapping[str, int]) -> tuple[tuple[tuple[int, int, int], ...], int]:
    again = problem.weights.meet_again
    pairs: dict[tuple[int, int], int] = {}
    constant = 0
    for first, second, times in problem.met:
        one, other = sorted((unit_of[first], unit_of[second]))
        if one == other:
            constant += again * times
        elif again * times:
            pairs[one, other] = pairs.get((one, other), 0) + again * times
    return tuple((one, other, cost) for (one, other), cost in pairs.items()), constant


def _features(problem: Problem, unit_of: Mapping[str, int], numbers: Mapping[str, int], length: int) -> list[Feature]:
    """Every feature that can cost anything, those of the same units added up."""
    roles: dict[str, dict[int, int]] = {}
    values: dict[str, dict[str, dict[int, int]]] = {}
    for person in problem.people:
        unit = unit_of[person.id]
        for role in person.roles:
            _count(roles.setdefault(role, {}), unit)
        for attribute, value in person.attributes.items():
            _count(values.setdefault(attribute, {}).setdefault(value, {}), unit)
    width = len(problem.teams)
    counts = np.arange(length)
    found: dict[tuple[tuple[int, int], ...], Ints] = {}

    def add(members: Mapping[int, int], costs: Ints) -> None:
        key = tuple(sorted(members.items()))
        found[key] = found[key] + costs if key in found else costs.copy()

    for need in problem.needs:
        costs = np.zeros((width, length), dtype=np.int64)
        asked = slice(None) if need.teams is None else [numbers[team] for team in need.teams]
        costs[asked] = need.weight * np.maximum(0, need.per_team - counts)
        add(roles.get(need.role, {}), costs)
    for role, cap, weight, growth in ((entry.role, entry.cap, entry.weight, entry.growth) for entry in problem.spread):
        members = roles.get(role, {})
        if weight and sum(members.values()) > cap:
            row = np.array([excess_cost(int(count), cap, weight, growth) for count in counts], dtype=np.int64)
            add(members, np.repeat(row[None, :], width, axis=0))
    for entry in problem.mix:
        row = np.array(
            [excess_cost(int(count), entry.cap, entry.weight, entry.growth) for count in counts], dtype=np.int64
        )
        for members in values.get(entry.attribute, {}).values():
            if entry.weight and sum(members.values()) > entry.cap:
                add(members, np.repeat(row[None, :], width, axis=0))
    return [_feature(key, costs) for key, costs in found.items() if costs.any()]


def _count(members: dict[int, int], unit: int) -> None:
    members[unit] = members.get(unit, 0) + 1


def _feature(members: Sequence[tuple[int, int]], costs: Ints) -> Feature:
    costs = costs[:, : sum(count for _, count in members) + 1]
    tables, kinds = np.unique(costs, axis=0, return_inverse=True)
    units = np.array([unit for unit, _ in members], dtype=np.int64)
    counts = np.array([count for _, count in members], dtype=np.int64)
    return Feature(units, counts, kinds.reshape(-1).astype(np.int64), tables)
