"""From a problem to a plan: what is found at once, improved while there is time, and proven.

Search first (``search``), then the linear relaxation and its prices (``relaxation``, ``prices``), a dive from it
(``diving``), and last the exact search among the places whose price is within the gap. ``docs/teams.md`` says why.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from .compact import Compact, Ints, compact
from .cost import cost_of
from .diving import dive, solve_whole
from .feasibility import OutOfTimeError, find_placement
from .hard_rules import all_rules, hard_rules
from .highs import Engine
from .plan import Plan, Status
from .prices import Priced, even_spread_bound
from .problem import Problem
from .proof import prove, relax, slack_of, within
from .search import LocalSearch, temperatures
from .watch import Watch

MOST_THREADS = 4
#: A problem where fewer than this share of the people prefer a team is one of mixing alone: its relaxation is weak.
_FEW_PREFER = 0.25
#: Nodes of the exact search where nobody prefers a team.
_NODES_OF_MIXING = 200
#: Up to so many places in all, the exact search needs no dive before it.
_SMALL = 6_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a computation is. ``phase``: search, bound or proof. ``cost`` and ``assignment`` are the best placement
    so far (None and empty before there is one); ``bound`` is proven; ``seconds`` since the start."""

    phase: str
    cost: int | None
    bound: float
    assignment: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def solve(
    problem: Problem,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan found for ``problem``, with a proven bound.

    Args:
        time_limit: seconds, or None to go on until the optimum is proven or nothing more is to be tried.
        seed: the same seed gives the same plan when ``threads`` is 1 and no time limit is met.
        threads: how many the computation may use (None: as many as the machine has, four at most).
        on_progress: told of each better placement or bound; from the same thread.
        cancelled: asked often; once true, the best plan so far is returned with the status ``cancelled``.
    """
    began = time.monotonic()
    arrays = compact(problem)

    def told(phase: str, cost: int | None, bound: int, places: Ints | None, seconds: float) -> None:
        if on_progress is not None:
            placed = {} if places is None else arrays.assignment(places)
            on_progress(Progress(phase, cost, float(bound), placed, seconds))

    watch = Watch(arrays, time_limit, cancelled, told, began=began)
    first = None if arrays.torn else _first(problem, arrays, watch, seed)
    if first is None:
        return _without_placement(problem, watch, seed)
    engine = Engine(threads or min(MOST_THREADS, os.cpu_count() or 1), seed)
    _Work(arrays, watch, engine, np.random.default_rng(seed)).go(first)
    return _plan(problem, watch)


def _first(problem: Problem, arrays: Compact, watch: Watch, seed: int) -> Ints | None:
    """Any placement that keeps the hard rules; None when none does, or when time ran out before that was known."""
    numbers = {team.id: number for number, team in enumerate(problem.teams)}
    ids = list(numbers)
    try:
        found = find_placement(hard_rules(problem, all_rules(problem)), deadline=watch.moment(watch.left), seed=seed)
    except OutOfTimeError:
        return None
    if found is None:
        return None
    return arrays.places({person.id: ids[team] for person, team in zip(problem.people, found, strict=True)})


def _without_placement(problem: Problem, watch: Watch, seed: int) -> Plan:
    from .infeasible import smallest_conflict

    conflict = smallest_conflict(problem, time_limit=max(0.3, min(5.0, watch.left)), seed=seed)
    if conflict is None or not conflict.decided:
        sentences = () if conflict is None else conflict.sentences
        return Plan("cancelled", seconds=watch.seconds, conflict=tuple(sentences))
    return Plan("infeasible", seconds=watch.seconds, conflict=tuple(conflict.sentences))


def _plan(problem: Problem, watch: Watch) -> Plan:
    assert watch.places is not None
    assignment = watch.problem.assignment(watch.places)
    cost = cost_of(problem, assignment)
    status: Status = "optimal" if watch.proven else "cancelled" if watch.was_cancelled else "feasible"
    return Plan(status, assignment, cost.total, cost.parts, float(watch.bound), watch.seconds)


class _Work:
    """The stages, in order; each leaves as soon as there is nothing left to gain."""

    def __init__(self, problem: Compact, watch: Watch, engine: Engine, rng: np.random.Generator) -> None:
        self._problem = problem
        self._watch = watch
        self._engine = engine
        self._rng = rng

    def go(self, first: Ints) -> None:
        watch, problem = self._watch, self._problem
        watch.offer(first)
        if problem.units:
            watch.raise_bound(even_spread_bound(problem))
        if (not watch.step or not problem.units) and watch.cost is not None:  # every placement costs the same
            watch.raise_bound(watch.cost)
        if watch.stop():
            return
        search = LocalSearch(problem, first, self._rng)
        self._search(search)
        if watch.stop():
            return
        mixing_alone = self._mixing_alone()
        if mixing_alone:
            self._anneal(search, rounds=4)
            if watch.stop():
                return
        watch.enter("bound")
        prices, shares = relax(problem, watch, self._engine)
        if prices is None or watch.stop():
            if not watch.stop():
                self._anneal(search, rounds=40)
            return
        if problem.allowed.sum() > _SMALL:
            dive(problem, watch, self._engine, shares, prices)
        self._polish(search)
        watch.enter("proof")
        if mixing_alone:  # the relaxation is weak: its search would hardly ever end
            self._anneal(search, rounds=10)
            if problem.allowed.sum() <= _SMALL and not watch.stop():
                prove(problem, watch, self._engine, prices, mip_max_nodes=_NODES_OF_MIXING)
            return
        self._improve(prices)
        prove(problem, watch, self._engine, prices)
        if not watch.stop():  # meetings are not in the exact model: search on for them
            self._anneal(search, rounds=10)

    def _search(self, search: LocalSearch) -> None:
        """A first descent: whole where that takes a second, a single turn where it would take many."""
        if self._problem.units <= 400:
            search.descend(self._watch.stop, self._better)
        else:
            search.anneal(self._problem.units, 0.0, 0.0, self._watch.stop, self._better)

    def _polish(self, search: LocalSearch) -> None:
        if self._watch.stop() or self._watch.places is None:
            return
        search.start(self._watch.places)
        search.descend(self._watch.stop, self._better)

    def _anneal(self, search: LocalSearch, rounds: int) -> None:
        hot, cold = temperatures(search)
        for number in range(rounds):
            if self._watch.stop() or hot <= 0:
                return
            if number and self._watch.places is not None:
                search.start(self._watch.places)
            search.anneal(30 * self._problem.units, hot, cold, self._watch.stop, self._better)
            hot = max(cold * 1.5, hot * 0.6)

    def _better(self, places: Ints, cost: int) -> None:
        self._watch.offer(places)

    def _mixing_alone(self) -> bool:
        base = np.where(self._problem.allowed, self._problem.base, -1)
        free = self._problem.allowed.sum(axis=1) > 1
        prefer = free & (base.max(axis=1, initial=-1) != np.where(base < 0, base.max(initial=0) + 1, base).min(axis=1))
        return bool(prefer.sum() < _FEW_PREFER * max(1, free.sum()))

    def _improve(self, prices: Priced) -> None:
        """Large neighbourhoods: a few teams at a time are formed anew, exactly, while that gains something."""
        problem, watch = self._problem, self._watch
        several = max(2, min(problem.teams, round(100 * problem.teams / max(1, problem.units))))
        failures = 0
        while failures < 8 and not watch.stop() and within(problem, prices, slack_of(watch, prices)).sum() > 12_000:
            assert watch.places is not None
            before = watch.cost
            chosen = self._rng.choice(problem.teams, several, replace=False)
            inside = np.isin(watch.places, chosen)
            open_to = np.zeros_like(problem.allowed)
            open_to[np.ix_(inside, chosen)] = within(problem, prices, slack_of(watch, prices))[np.ix_(inside, chosen)]
            open_to[inside, watch.places[inside]] = True
            solve_whole(problem, watch, self._engine, open_to, rest=watch.places, mip_max_nodes=20)
            failures = failures + 1 if watch.cost == before else 0
