"""Whether some hard rules can hold together, and a placement that keeps them: exact, by parts that stay small.

Most people are under no rule but the sizes of teams: they are counted, not placed one by one. What is left (groups to
keep together, people to keep apart, teams with locks) is settled by a construction in order of scarcity; where that
fails without a proof, by an integer programme (HiGHS), whose answer is a proof.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .programmes import OutOfTimeError, Programme

__all__ = ["HardRules", "OutOfTimeError", "find_placement"]

#: A construction that fails is tried again this many times, in other orders, before the integer programme.
CONSTRUCTIONS = 8


@dataclass(frozen=True)
class HardRules:
    """Hard rules among people 0…n−1 and teams 0…m−1. ``least`` and ``most``: sizes of each team, both ends included.

    ``locks``: person → team. ``together`` and ``apart``: groups of people, a group apart being apart two by two.
    """

    people: int
    least: Sequence[int]
    most: Sequence[int]
    locks: Mapping[int, int] = field(default_factory=dict)
    together: Sequence[Sequence[int]] = ()
    apart: Sequence[Sequence[int]] = ()


def find_placement(rules: HardRules, *, deadline: float = float("inf"), seed: int = 0) -> list[int] | None:
    """The team of each person, or None when no placement keeps ``rules``: both are certain.

    Args:
        deadline: moment of ``time.monotonic()``.
        seed: of the orders in which the construction is tried.

    Raises:
        OutOfTimeError: neither was established before the deadline.
    """
    if rules.people and not rules.least:
        return None
    blocks = _Blocks.of(rules)
    if blocks is None or not blocks.fit():
        return None
    rng = random.Random(seed)
    for _ in range(CONSTRUCTIONS if blocks.waiting else 1):
        chosen = blocks.construct(rng)
        if chosen is not None:
            return blocks.placement(chosen)
    if not blocks.waiting:
        return None
    chosen = _decide(blocks, deadline)
    return None if chosen is None else blocks.placement(chosen)


@dataclass
class _Blocks:
    """People kept together are one block. ``waiting`` are the blocks that must be chosen a team one by one; ``free``
    people can go anywhere and are only counted; all others are already in the team of their lock."""

    rules: HardRules
    members: list[list[int]]
    loads: list[int]
    """People already in each team."""
    fixed: dict[int, int]
    """Block → team."""
    waiting: list[int]
    domains: dict[int, list[int]]
    """Waiting block → teams that are open to it."""
    rivals: dict[int, set[int]]
    """Waiting block → waiting blocks that must be elsewhere."""
    cliques: list[list[int]]
    """Waiting blocks, all of them rivals of each other."""
    free: list[int]

    @classmethod
    def of(cls, rules: HardRules) -> _Blocks | None:
        """The blocks of ``rules``; None when the locks, the groups together and those apart contradict each other."""
        leader = _joined(rules)
        members: list[list[int]] = []
        block_of: dict[int, int] = {}
        numbered: dict[int, int] = {}
        constrained = {person for group in (*rules.together, *rules.apart) for person in group} | set(rules.locks)
        for person in sorted(constrained):
            number = numbered.setdefault(leader.get(person, person), len(numbered))
            if number == len(members):
                members.append([])
            members[number].append(person)
            block_of[person] = number
        fixed: dict[int, int] = {}
        for person, team in rules.locks.items():
            if fixed.setdefault(block_of[person], team) != team:
                return None
        rivals: dict[int, set[int]] = {}
        closed: dict[int, set[int]] = {}
        cliques = []
        for group in rules.apart:
            blocks = [block_of[person] for person in group]
            if len(set(blocks)) < len(blocks):
                return None
            taken = [fixed[block] for block in blocks if block in fixed]
            if len(set(taken)) < len(taken):
                return None
            loose = [block for block in blocks if block not in fixed]
            for block in loose:
                closed.setdefault(block, set()).update(taken)
                rivals.setdefault(block, set()).update(other for other in loose if other != block)
            if len(loose) > 1:
                cliques.append(loose)
        loads = [0] * len(rules.least)
        for block, team in fixed.items():
            loads[team] += len(members[block])
        waiting = [
            block
            for block in range(len(members))
            if block not in fixed and (len(members[block]) > 1 or rivals.get(block) or closed.get(block))
        ]
        domains = {
            block: [
                team
                for team in range(len(loads))
                if team not in closed.get(block, ()) and loads[team] + len(members[block]) <= rules.most[team]
            ]
            for block in waiting
        }
        placed = {person for block in (*fixed, *waiting) for person in members[block]}
        free = [person for person in range(rules.people) if person not in placed]
        return cls(
            rules, members, loads, fixed, waiting, domains, {b: rivals.get(b, set()) for b in waiting}, cliques, free
        )

    def fit(self) -> bool:
        """What arithmetic alone can say: False is certain."""
        rules = self.rules
        if any(low > high for low, high in zip(rules.least, rules.most, strict=True)):
            return False
        if any(load > high for load, high in zip(self.loads, rules.most, strict=True)):
            return False
        if sum(map(max, rules.least, self.loads)) > rules.people:
            return False
        if sum(min(high, rules.people) for high in rules.most) < rules.people:
            return False
        if not all(self.domains.values()):
            return False
        return all(len(clique) <= len({t for b in clique for t in self.domains[b]}) for clique in self.cliques)

    def construct(self, rng: random.Random) -> dict[int, int] | None:
        """A team for each waiting block, the one with fewest possible teams first; None when this did not work."""
        rules = self.rules
        room = [min(high, rules.people) - load for high, load in zip(rules.most, self.loads, strict=True)]
        lack = [max(0, low - load) for low, load in zip(rules.least, self.loads, strict=True)]
        open_to = {block: set(teams) for block, teams in self.domains.items()}
        chosen: dict[int, int] = {}
        left = {block: (rng.random(), len(self.members[block])) for block in self.waiting}
        while left:
            block = min(left, key=lambda one: (len(open_to[one]), -left[one][1], left[one][0]))
            size = left.pop(block)[1]
            teams = [team for team in open_to[block] if room[team] >= size]
            if not teams:
                return None
            team = max(teams, key=lambda one: (min(lack[one], size), room[one], rng.random()))
            chosen[block] = team
            room[team] -= size
            lack[team] = max(0, lack[team] - size)
            for rival in self.rivals[block]:
                open_to[rival].discard(team)
        return chosen if sum(lack) <= len(self.free) <= sum(room) else None

    def placement(self, chosen: Mapping[int, int]) -> list[int]:
        """Everybody's team, once each waiting block has one: the free people fill what lacks, then what is open."""
        rules = self.rules
        placed = [-1] * rules.people
        loads = [0] * len(rules.least)
        for block, team in (*self.fixed.items(), *chosen.items()):
            for person in self.members[block]:
                placed[person] = team
                loads[team] += 1
        free = iter(self.free)
        for goal in (rules.least, rules.most):
            for team, size in enumerate(goal):
                while loads[team] < size:
                    nobody = len(placed)
                    person = next(free, nobody)
                    if person == nobody:
                        return placed
                    placed[person] = team
                    loads[team] += 1
        return placed


def _joined(rules: HardRules) -> dict[int, int]:
    """Person → one person who stands for everybody kept together with them."""
    leader: dict[int, int] = {}

    def find(person: int) -> int:
        while leader.setdefault(person, person) != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    for group in rules.together:
        for person in group[1:]:
            leader[find(person)] = find(group[0])
    return {person: find(person) for person in list(leader)}


def _decide(blocks: _Blocks, deadline: float) -> dict[int, int] | None:
    """A team for each waiting block, or None when there is none, by an integer programme.

    Blocks of one size without rival that can go to the same teams are the same for the rules: they are counted.
    """
    rules = blocks.rules
    teams = range(len(rules.least))
    alike: dict[tuple[object, ...], list[int]] = {}
    for block in blocks.waiting:
        size = len(blocks.members[block])
        key = (block,) if blocks.rivals[block] else (-1, size, *blocks.domains[block])
        alike.setdefault(key, []).append(block)
    groups = list(alike.values())
    group_of = {block: at for at, group in enumerate(groups) for block in group}
    column: dict[tuple[int, int], int] = {}
    for at, group in enumerate(groups):
        for team in blocks.domains[group[0]]:
            column[at, team] = len(column)
    free = len(column)  # then one column a team: how many free people go there
    programme = Programme([len(groups[at]) for at, _ in column] + [len(blocks.free)] * len(teams))
    for at, group in enumerate(groups):
        programme.row(len(group), len(group), {column[at, t]: 1 for t in blocks.domains[group[0]]})
    programme.row(len(blocks.free), len(blocks.free), {free + team: 1 for team in teams})
    for team in teams:
        terms = {column[at, team]: len(blocks.members[g[0]]) for at, g in enumerate(groups) if (at, team) in column}
        programme.row(
            rules.least[team] - blocks.loads[team],
            min(rules.most[team], rules.people) - blocks.loads[team],
            {**terms, free + team: 1},
        )
    for clique in blocks.cliques:
        for team in teams:
            entries = {column[group_of[b], team]: 1 for b in clique if (group_of[b], team) in column}
            if len(entries) > 1:
                programme.row(0, 1, entries)
    values = programme.solve(deadline)
    if values is None:
        return None
    chosen: dict[int, int] = {}
    for at, group in enumerate(groups):
        rest = iter(group)
        for team in blocks.domains[group[0]]:
            for _ in range(values[column[at, team]]):
                chosen[next(rest)] = team
    return chosen
