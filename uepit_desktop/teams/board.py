"""A placement being changed: what each step would cost, kept up to date. The state behind explanations and repair.

Costs are those of ``compact``: base costs of a unit in a team, convex costs of the count of each feature in a team,
costs of pairs that met. To these the board adds a price for each person below the smallest size of a team, so high that
filling a team always comes first, and any price for leaving where one was.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .compact import Bools, Compact, Ints

#: The price of one person too few in a team: above any cost of a plan of this size, below what a float holds exactly.
LACK = 1 << 40
#: Stands for « not possible » among costs.
NEVER = 1 << 50
#: The team of a unit that has none yet.
NOWHERE = -1


class Board:
    """Units in teams. Loads never go above the largest sizes; they may be below the smallest, at the price ``LACK``.

    ``add[u, t]``: what the plan would cost more with u in t, u being elsewhere or nowhere (where u is already, it means
    nothing). ``saved[u]``: what taking u out of its team would save.
    """

    def __init__(self, problem: Compact, extra: Ints | None = None) -> None:
        """``extra[u, t]`` is added to the base costs: the price of moves."""
        self.problem = problem
        self.base: Ints = problem.base if extra is None else problem.base + extra
        self.places: Ints = np.full(problem.units, NOWHERE, dtype=np.int64)
        self.loads: Ints = np.zeros(problem.teams, dtype=np.int64)
        self._lay_features()
        self.rivals: list[list[int]] = [[] for _ in range(problem.units)]
        self.near: Ints = np.zeros((problem.units, problem.teams), dtype=np.int64)
        """How many units to keep apart from u are in t."""
        for one, other in problem.apart:
            self.rivals[one].append(other)
            self.rivals[other].append(one)
        self.known: list[list[tuple[int, int]]] = [[] for _ in range(problem.units)]
        self.meeting: Ints = np.zeros((problem.units, problem.teams), dtype=np.int64)
        """What u in t would cost for pairs that met."""
        for one, other, cost in problem.met:
            self.known[one].append((other, cost))
            self.known[other].append((one, cost))
        self.add: Ints = np.zeros((problem.units, problem.teams), dtype=np.int64)
        self.saved: Ints = np.zeros(problem.units, dtype=np.int64)
        self.refresh(range(problem.teams))

    def _lay_features(self) -> None:
        """All the tables in one row, so that one look-up gives the costs of all the features of all the units."""
        problem = self.problem
        length = int(problem.most.max(initial=0)) + int(problem.sizes.max(initial=0)) + 2
        tables: list[Ints] = []
        offsets: list[int] = []
        kinds: list[Ints] = []
        units: list[Ints] = []
        features: list[Ints] = []
        counts: list[Ints] = []
        start = 0

        def lay(rows: Ints, kind: Ints, of: Ints, count: Ints) -> None:
            nonlocal start
            wide = np.concatenate([rows, np.repeat(rows[:, -1:], max(0, length - rows.shape[1]), axis=1)], axis=1)
            wide = wide[:, :length]
            features.append(np.full(len(of), len(offsets), dtype=np.int64))
            offsets.append(start)
            kinds.append(kind)
            units.append(of)
            counts.append(count)
            tables.append(wide.reshape(-1))
            start += wide.size

        least = np.minimum(problem.least, problem.sizes.sum())
        lack = LACK * np.maximum(0, least[:, None] - np.arange(length)[None, :])
        lay(lack, np.arange(problem.teams), np.arange(problem.units), problem.sizes)
        for feature in problem.features:
            lay(feature.tables, feature.kinds, feature.units, feature.counts)
        self._tables = np.concatenate(tables)
        self._rows = np.stack(
            [offset + kind * length for offset, kind in zip(offsets, kinds, strict=True)]
        )  # (feature, team) → where its costs start
        self.counts: Ints = np.zeros((len(offsets), problem.teams), dtype=np.int64)
        self._units = np.concatenate(units)
        self._features = np.concatenate(features)
        self._counts = np.concatenate(counts)
        order = np.argsort(self._units, kind="stable")
        ends = np.searchsorted(self._units[order], np.arange(problem.units + 1))
        self._entries_of = [order[ends[unit] : ends[unit + 1]] for unit in range(problem.units)]
        self.membership = np.zeros((len(offsets), problem.units), dtype=np.float32)
        self.membership[self._features, self._units] = 1.0

    # --- what steps cost

    def room(self, unit: int) -> Bools:
        """The teams that ``unit`` can join as they are."""
        problem = self.problem
        fits: Bools = self.loads + problem.sizes[unit] <= problem.most
        found: Bools = fits & problem.allowed[unit] & (self.near[unit] == 0)
        if self.places[unit] != NOWHERE:
            found[self.places[unit]] = False
        return found

    def rooms(self, units: Ints) -> Bools:
        """``room`` of several units, one row each."""
        problem = self.problem
        fits = self.loads[None, :] + problem.sizes[units, None] <= problem.most[None, :]
        found: Bools = fits & problem.allowed[units] & (self.near[units] == 0)
        placed = self.places[units] != NOWHERE
        found[np.flatnonzero(placed), self.places[units][placed]] = False
        return found

    def total(self) -> int:
        """The cost of everything placed, prices of the board included."""
        placed = np.flatnonzero(self.places != NOWHERE)
        here = self.places[placed]
        pairs = int(self.meeting[placed, here].sum()) // 2
        return (
            int(self.base[placed, here].sum())
            + int(self._tables[self._rows + self.counts].sum())
            + pairs
            + self.problem.constant
        )

    def lacking(self) -> int:
        """How many people are missing for every team to have its smallest size."""
        return int(np.maximum(0, self.problem.least - self.loads).sum())

    def second(self) -> Ints:
        """(feature, team) → by how much one more costs more than the one before cost: what two units that share the
        feature, exchanged, must not be charged for."""
        at = self._rows + self.counts
        before = np.where(self.counts > 0, self._tables[at - 1], self._tables[at])
        after: Ints = self._tables[at + 1] - 2 * self._tables[at] + before
        return np.where(self.counts > 0, after, 0)

    # --- steps

    def put(self, unit: int, team: int) -> None:
        """Place a unit that is nowhere; ``add`` and ``saved`` are to be refreshed."""
        self.places[unit] = team
        self._count(unit, team, 1)

    def take(self, unit: int) -> int:
        """Take a unit out of its team, which is returned; ``add`` and ``saved`` are to be refreshed."""
        team = int(self.places[unit])
        self.places[unit] = NOWHERE
        self._count(unit, team, -1)
        return team

    def _count(self, unit: int, team: int, sign: int) -> None:
        self.loads[team] += sign * self.problem.sizes[unit]
        entries = self._entries_of[unit]
        self.counts[self._features[entries], team] += sign * self._counts[entries]
        for other in self.rivals[unit]:
            self.near[other, team] += sign
        for other, cost in self.known[unit]:
            self.meeting[other, team] += sign * cost

    def try_steps(self, steps: Sequence[tuple[int, int]]) -> int | None:
        """What moving each unit to a team, all at once, would cost more; None when a rule forbids it. Nothing changes.

        Exact, whatever the units share; every unit must be somewhere.
        """
        before = 0
        origins = []
        problem = self.problem
        for unit, _ in steps:
            origins.append(int(self.places[unit]))
            before += self._worth(unit, origins[-1])
            self.take(unit)
        after = 0
        put = 0
        fine = True
        for unit, team in steps:
            if (
                not problem.allowed[unit, team]
                or self.near[unit, team]
                or self.loads[team] + problem.sizes[unit] > problem.most[team]
            ):
                fine = False
                break
            self.put(unit, team)
            put += 1
            after += self._worth(unit, team)
        for unit, _ in steps[:put]:
            self.take(unit)
        for (unit, _), origin in zip(reversed(steps), reversed(origins), strict=True):
            self.put(unit, origin)
        return after - before if fine else None

    def _worth(self, unit: int, team: int) -> int:
        """What taking ``unit`` out of ``team``, where it is, would save."""
        entries = self._entries_of[unit]
        features = self._features[entries]
        at = self._rows[features, team] + self.counts[features, team]
        steps = self._tables[at] - self._tables[at - self._counts[entries]]
        return int(steps.sum()) + int(self.base[unit, team]) + int(self.meeting[unit, team])

    def move(self, steps: Sequence[tuple[int, int]]) -> None:
        """Move each unit to a team, all at once, and refresh what changed."""
        teams = set()
        for unit, team in steps:
            if self.places[unit] != NOWHERE:
                teams.add(self.take(unit))
            teams.add(team)
        for unit, team in steps:
            self.put(unit, team)
        self.refresh(teams)

    def refresh(self, teams: Sequence[int] | set[int] | range) -> None:
        """Bring ``add`` and ``saved`` up to date after changes in ``teams``."""
        units = self.problem.units
        for team in teams:
            at = (self._rows[:, team] + self.counts[:, team])[self._features]
            # Where u is in the team already, or the team is full, the look-up may pass the table: the value is unused.
            steps = self._tables.take(at + self._counts, mode="clip") - self._tables[at]
            self.add[:, team] = np.bincount(self._units, steps, units).astype(np.int64)
            self.add[:, team] += self.base[:, team] + self.meeting[:, team]
        here = self.places[self._units]
        at = self._rows[self._features, here] + self.counts[self._features, here]
        inside = here != NOWHERE
        steps = np.where(inside, self._tables[at] - self._tables[np.where(inside, at - self._counts, at)], 0)
        self.saved = np.bincount(self._units, steps, units).astype(np.int64)
        placed = np.flatnonzero(self.places != NOWHERE)
        self.saved[placed] += self.base[placed, self.places[placed]] + self.meeting[placed, self.places[placed]]
