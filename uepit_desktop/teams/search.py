"""Local search: a person to another team, or two people exchanged, whichever costs least, with some luck at first.

What a unit would add to each team (``enter``) and what it costs where it is (``stay``) are kept up to date, so that one
look weighs every move and every exchange of a unit at once. The choice among them is drawn as in a heat bath (Geman &
Geman 1984): the cheaper the likelier, and ever more so while the temperature falls.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from .compact import Compact, Ints

#: Above any sum of costs: what a hard rule costs here, so that no choice breaks one.
FORBIDDEN = 1 << 52


class LocalSearch:
    """A placement that keeps every hard rule, and goes on keeping them."""

    def __init__(self, problem: Compact, places: Ints, rng: np.random.Generator) -> None:
        self._problem = problem
        self._rng = rng
        self._of_unit: list[list[int]] = [[] for _ in range(problem.units)]
        self._one_each = [bool((feature.counts == 1).all()) for feature in problem.features]
        self._count_of: list[dict[int, int]] = []
        for number, feature in enumerate(problem.features):
            self._count_of.append(dict(zip(feature.units.tolist(), feature.counts.tolist(), strict=True)))
            for unit in feature.units.tolist():
                self._of_unit[unit].append(number)
        self._tables = [feature.tables[feature.kinds].tolist() for feature in problem.features]
        self._friends: list[dict[int, int]] = [{} for _ in range(problem.units)]  # whom it costs to be with
        for one, other, cost in (*problem.met, *((one, other, FORBIDDEN) for one, other in problem.apart)):
            for mine, theirs in ((one, other), (other, one)):
                self._friends[mine][theirs] = min(FORBIDDEN, self._friends[mine].get(theirs, 0) + cost)
        self._sizes_differ = bool((problem.sizes != 1).any())
        self._movable = np.flatnonzero(problem.allowed.sum(axis=1) > 1)
        self.start(places)

    def start(self, places: Ints) -> None:
        """Go on from ``places``."""
        problem = self._problem
        self.places = places.copy()
        teams = problem.teams
        self._load = np.bincount(places, weights=problem.sizes, minlength=teams).astype(np.int64)
        self._counts: list[list[int]] = []
        self._bend = np.zeros((len(problem.features), teams), dtype=np.int64)
        self.enter = np.where(problem.allowed, problem.base, FORBIDDEN)
        self.stay = problem.base[np.arange(problem.units), places].copy()
        self.cost = int(self.stay.sum()) + problem.constant
        for number, feature in enumerate(problem.features):
            counts = np.bincount(places[feature.units], weights=feature.counts, minlength=teams).astype(np.int64)
            self._counts.append(counts.tolist())
            tables = self._tables[number]
            for team in range(teams):
                table, count = tables[team], self._counts[number][team]
                self.cost += table[count]
                here = feature.units[places[feature.units] == team]
                self.enter[feature.units, team] += self._entering(table, count, number)
                if len(here):
                    self.stay[here] += self._leaving(table, count, number, here)
                self._bend[number, team] = _bend(table, count)
        for unit, friends in enumerate(self._friends):
            for friend, cost in friends.items():
                self.enter[unit, places[friend]] += cost
                if places[unit] == places[friend]:
                    self.stay[unit] += cost
                    if unit < friend:
                        self.cost += cost

    def _entering(self, table: list[int], count: int, number: int) -> npt.NDArray[np.int64] | int:
        if self._one_each[number]:
            return _at(table, count + 1) - table[count]
        return np.array([_at(table, count + own) - table[count] for own in self._count_of[number].values()])

    def _leaving(self, table: list[int], count: int, number: int, here: Ints) -> npt.NDArray[np.int64] | int:
        if self._one_each[number]:
            return table[count] - table[count - 1]
        own = self._count_of[number]
        return np.array([table[count] - table[count - own[unit]] for unit in here.tolist()])

    def anneal(
        self,
        steps: int,
        hot: float,
        cold: float,
        stop: Callable[[], bool],
        better: Callable[[Ints, int], None],
    ) -> None:
        """Take ``steps`` looks while the temperature falls from ``hot`` to ``cold`` (0: only what costs less).

        ``stop`` is asked now and then; ``better`` is told each placement that costs less than any before.
        """
        if not len(self._movable):
            return
        best = self.cost
        kept: Ints | None = None
        drawn = self._rng.permutation(self._movable)
        width = self._problem.teams + self._problem.units
        luck = self._rng.gumbel(size=width * 4)
        at = 0
        for step in range(steps):
            if at == len(drawn):
                at = 0
                drawn = self._rng.permutation(self._movable)
            if step % 64 == 0:
                if kept is not None:
                    better(kept, best)
                    kept = None
                if stop():
                    return
                luck = self._rng.gumbel(size=width * 4)
                heat = hot * (cold / hot) ** (step / steps) if hot > 0 and cold > 0 else 0.0
            unit = int(drawn[at])
            at += 1
            deltas = self._deltas(unit)
            if heat > 0:
                first = int(self._rng.integers(width * 3))
                choice = int(np.argmin(deltas - heat * luck[first : first + width]))
            else:
                choice = int(np.argmin(deltas))
            delta = int(deltas[choice])
            if choice == self.places[unit] or delta >= FORBIDDEN // 2 or (heat == 0 and delta >= 0):
                continue
            here = int(self.places[unit])
            if choice < self._problem.teams:
                self._move(unit, choice)
            else:
                other = choice - self._problem.teams
                there = int(self.places[other])
                self._move(unit, there)
                self._move(other, here)
            self.cost += delta
            if self.cost < best:
                best, kept = self.cost, self.places.copy()
        if kept is not None:
            better(kept, best)

    def descend(self, stop: Callable[[], bool], better: Callable[[Ints, int], None]) -> None:
        """Take the cheapest move or exchange of each unit in turn until none is left."""
        while not stop():
            before = self.cost
            self.anneal(len(self._movable), 0.0, 0.0, stop, better)
            if self.cost == before:
                return

    def deltas_seen(self, looks: int) -> npt.NDArray[np.int64]:
        """What the best change of some units would cost: a measure for temperatures."""
        units = self._rng.permutation(self._movable)[:looks]
        found = []
        for unit in units.tolist():
            deltas = self._deltas(unit)
            deltas[self.places[unit]] = FORBIDDEN
            smallest = np.partition(deltas, min(5, len(deltas) - 1))[: min(6, len(deltas))]
            found += [int(delta) for delta in smallest if 0 < delta < FORBIDDEN // 2]
        return np.array(found, dtype=np.int64)

    def _deltas(self, unit: int) -> npt.NDArray[np.int64]:
        """What each team (staying: 0), then an exchange with each unit, would change."""
        problem, places = self._problem, self.places
        here = int(places[unit])
        size = int(problem.sizes[unit])
        gain = int(self.stay[unit])
        mine = self.enter[unit]
        moves = mine - gain
        if self._load[here] - size < problem.least[here]:
            moves[:] = FORBIDDEN
        else:
            moves[self._load + size > problem.most] = FORBIDDEN
        moves[here] = 0
        swaps = mine[places] + self.enter[:, here] - self.stay - gain
        for number in self._of_unit[unit]:
            self._correct(swaps, number, unit, here)
        for friend, cost in self._friends[unit].items():
            swaps[friend] -= 2 * cost
        swaps[places == here] = FORBIDDEN
        if self._sizes_differ:
            change = problem.sizes - size  # of the team that unit leaves; the other has the opposite
            after_here = self._load[here] + change
            after_there = self._load[places] - change
            swaps[
                (after_here < problem.least[here])
                | (after_here > problem.most[here])
                | (after_there < problem.least[places])
                | (after_there > problem.most[places])
            ] = FORBIDDEN
        return np.concatenate((moves, swaps))

    def _correct(self, swaps: Ints, number: int, unit: int, here: int) -> None:
        """Two units that share a feature do not change its counts as each of them alone would."""
        feature = self._problem.features[number]
        bend = self._bend[number]
        if self._one_each[number]:
            swaps[feature.units] -= bend[self.places[feature.units]] + bend[here]
            return
        counts, tables, mine = self._counts[number], self._tables[number], self._count_of[number][unit]
        for other, theirs in self._count_of[number].items():
            there = int(self.places[other])
            if there == here:
                continue
            for team, entering, leaving in ((there, mine, theirs), (here, theirs, mine)):
                table, count = tables[team], counts[team]
                apart = _at(table, count + entering) + table[count - leaving] - table[count]
                swaps[other] += _at(table, count + entering - leaving) - apart

    def _move(self, unit: int, team: int) -> None:
        here = int(self.places[unit])
        problem = self._problem
        size = int(problem.sizes[unit])
        self._load[here] -= size
        self._load[team] += size
        self.places[unit] = team
        for number in self._of_unit[unit]:
            own = self._count_of[number][unit]
            self._recount(number, here, -own)
            self._recount(number, team, own)
        stay = int(problem.base[unit, team])
        for number in self._of_unit[unit]:
            table, count = self._tables[number][team], self._counts[number][team]
            stay += table[count] - table[count - self._count_of[number][unit]]
        for friend, cost in self._friends[unit].items():
            self.enter[friend, here] -= cost
            self.enter[friend, team] += cost
            if self.places[friend] == here:
                self.stay[friend] -= cost
            elif self.places[friend] == team:
                self.stay[friend] += cost
                stay += cost
        self.stay[unit] = stay

    def _recount(self, number: int, team: int, change: int) -> None:
        feature = self._problem.features[number]
        table = self._tables[number][team]
        before = self._counts[number][team]
        after = before + change
        self._counts[number][team] = after
        self._bend[number, team] = _bend(table, after)
        self._restay(number, team, before, after, table)
        if self._one_each[number]:
            entering = (_at(table, after + 1) - table[after]) - (_at(table, before + 1) - table[before])
            if entering:
                self.enter[feature.units, team] += entering
        else:
            self.enter[feature.units, team] += np.asarray(self._entering(table, after, number)) - np.asarray(
                self._entering(table, before, number)
            )

    def _restay(self, number: int, team: int, before: int, after: int, table: list[int]) -> None:
        """What the units of the team cost where they are; the unit that moves is set right by ``_move``."""
        feature = self._problem.features[number]
        if self._one_each[number]:
            change = (table[after] - table[max(0, after - 1)]) - (table[before] - table[max(0, before - 1)])
            if change:
                self.stay[feature.units[self.places[feature.units] == team]] += change
            return
        own = self._count_of[number]
        for unit in feature.units[self.places[feature.units] == team].tolist():
            taken = own[unit]
            if taken <= before and taken <= after:
                self.stay[unit] += (table[after] - table[after - taken]) - (table[before] - table[before - taken])


def _at(table: list[int], count: int) -> int:
    """``table[count]``, the last entry beyond it: more than all of a feature is never in a team, only weighed."""
    return table[count] if count < len(table) else table[-1]


def _bend(table: list[int], count: int) -> int:
    """How much more the next one costs than the last one did."""
    if count == 0:
        return 0
    return _at(table, count + 1) - 2 * table[count] + table[count - 1]


def temperatures(search: LocalSearch) -> tuple[float, float]:
    """Where to start and end: half of the best changes are likely at first, none of the smallest at the end."""
    seen = search.deltas_seen(60)
    if not len(seen):
        return 0.0, 0.0
    smallest = float(seen.min())
    return max(smallest, float(np.median(seen))) / 3, smallest / math.log(20 * (len(search.places) + 10))
