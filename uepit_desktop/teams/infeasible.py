"""Impossible demands: a smallest set of hard rules that cannot hold together, found and proven.

The smallest set is found from both sides (implicit hitting sets: Ignatiev, Previti, Liffiton & Marques-Silva, "Smallest
MUS extraction with minimal hitting set dualization", CP 2015). Every placement that keeps some rules shows that a
conflict needs one of the others; a smallest choice that answers all the placements seen so far is a candidate, and is
the answer once nothing keeps it. Rules that are the same but for the name (eleven locks to one team) are counted, not
told apart. When time runs short, a set of which no rule can be spared is given instead (QuickXplain: Junker, AAAI
2004), and said so.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .conflict_words import conflict_sentences, remedies
from .feasibility import OutOfTimeError, find_placement
from .hard_rules import RuleRef, all_rules, hard_rules
from .hitting import smallest_choice
from .problem import Problem


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot hold together. ``sentences`` say so, and how sure it is; ``relax`` says what to give up, first
    what is enough for everybody to be placed.

    ``smallest``: proven that no fewer rules contradict each other (else: none of ``rules`` can be spared). ``decided``
    is False when time ran out before anything was proven: then ``rules`` is empty and nothing is claimed.
    """

    rules: tuple[RuleRef, ...]
    sentences: tuple[str, ...]
    relax: tuple[str, ...] = ()
    smallest: bool = True
    decided: bool = True


def smallest_conflict(
    problem: Problem, *, time_limit: float = 5.0, names: Mapping[str, str] | None = None, seed: int = 0
) -> Conflict | None:
    """The smallest set of hard rules of ``problem`` that cannot hold together; None when all of them can.

    Among sets of as few rules, one with as few rules about all the teams at once as possible.

    Args:
        time_limit: seconds; once over, the answer is a conflict of which no rule can be spared, or an undecided one.
        names: id of a person or a team → what the sentences call it.
    """
    started = time.monotonic()
    search = _Search(problem, seed)
    words = names or {}
    everything = frozenset(range(len(search.rules)))
    try:
        if search.keep(everything, started + 0.3 * time_limit) is not None:
            return None
    except OutOfTimeError:
        pass  # a small contradiction may still be found
    smallest = True
    try:
        found = search.smallest(started + 0.7 * time_limit)
    except OutOfTimeError:
        try:
            found = search.irreducible(started + time_limit)
            smallest = found is not None and len(found) <= search.proven_least
        except OutOfTimeError:
            return Conflict((), conflict_sentences(problem, (), words, smallest=False), smallest=False, decided=False)
    if found is None:
        return None
    rules = tuple(search.rules[at] for at in sorted(found))
    return Conflict(
        rules,
        conflict_sentences(problem, rules, words, smallest=smallest),
        remedies(problem, rules, words, deadline=time.monotonic() + 0.3 * time_limit),
        smallest,
    )


class _Search:
    """Rules by number, those that differ in name only in one class, and what has been learnt of them."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem = problem
        self._rng = random.Random(seed)
        self.rules = all_rules(problem)
        self._class_of = _classes(self.rules)
        self._members: list[list[int]] = [[] for _ in range(max(self._class_of, default=-1) + 1)]
        for rule, number in enumerate(self._class_of):
            self._members[number].append(rule)
        self.proven_least = 0

    def keep(self, chosen: frozenset[int], deadline: float) -> list[int] | None:
        return find_placement(
            hard_rules(self._problem, [self.rules[at] for at in sorted(chosen)]),
            deadline=deadline,
            seed=self._rng.randrange(1 << 30),
        )

    def smallest(self, deadline: float) -> frozenset[int] | None:
        """A smallest set of rules that nothing keeps; None when everything can be kept."""
        sizes = [len(members) for members in self._members]
        dear = [self.rules[members[0]].kind in ("all_max", "all_min") for members in self._members]
        seen: list[Counter[int]] = []  # how many rules of each class were kept, largest sets
        while True:
            counts = smallest_choice(sizes, dear, seen, deadline)
            if counts is None:
                return None
            self.proven_least = sum(counts)
            candidate = frozenset(
                rule for members, count in zip(self._members, counts, strict=True) for rule in members[:count]
            )
            if self.keep(candidate, deadline) is None:
                return candidate
            seen.append(Counter(self._class_of[rule] for rule in self._largest(candidate, deadline)))

    def _largest(self, kept: frozenset[int], deadline: float) -> frozenset[int]:
        """A largest set of rules around ``kept`` that something keeps: none can be added."""
        order = [rule for rule in range(len(self.rules)) if rule not in kept]
        self._rng.shuffle(order)
        useless: set[int] = set()  # classes of which one more is one too many

        def extend(kept: frozenset[int], rest: list[int]) -> frozenset[int]:
            rest = [rule for rule in rest if self._class_of[rule] not in useless]
            if not rest:
                return kept
            if self.keep(kept.union(rest), deadline) is not None:
                return kept.union(rest)
            if len(rest) == 1:
                useless.add(self._class_of[rest[0]])
                return kept
            half = len(rest) // 2
            return extend(extend(kept, rest[:half]), rest[half:])

        return extend(kept, order)

    def irreducible(self, deadline: float) -> frozenset[int] | None:
        """A set of rules that nothing keeps, and of which every part is kept; None when everything can be kept."""
        # The rules about all the teams come last: they are given up first.
        order = sorted(range(len(self.rules)), key=lambda at: self.rules[at].kind in ("all_max", "all_min"))
        if self.keep(frozenset(order), deadline) is not None:
            return None
        if self.keep(frozenset(), deadline) is None:
            return frozenset()
        return _quick_explain(
            lambda chosen: self.keep(chosen, deadline) is None, frozenset(), frozenset(), tuple(order)
        )


def _quick_explain(
    fails: Callable[[frozenset[int]], bool], base: frozenset[int], added: frozenset[int], rest: tuple[int, ...]
) -> frozenset[int]:
    if added and fails(base):
        return frozenset()
    if len(rest) == 1:
        return frozenset(rest)
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    of_second = _quick_explain(fails, base.union(first), frozenset(first), second)
    of_first = _quick_explain(fails, base.union(of_second), of_second, first)
    return of_first | of_second


def _classes(rules: Sequence[RuleRef]) -> list[int]:
    """For each rule, the number of its class: two rules of a class can be exchanged without changing anything.

    Locks of people under no other rule to one team; groups of one size that share nobody with any other rule.
    """
    times: Counter[str] = Counter()
    for rule in rules:
        if rule.kind in ("together", "apart"):
            times.update(rule.subjects)
        elif rule.kind == "locked":
            times[rule.subjects[0]] += 1
    numbers: dict[object, int] = {}
    classes = []
    for at, rule in enumerate(rules):
        key: object = at
        if rule.kind == "locked" and times[rule.subjects[0]] == 1:
            key = (rule.kind, rule.subjects[1])
        elif rule.kind in ("together", "apart") and all(times[one] == 1 for one in rule.subjects):
            key = (rule.kind, len(rule.subjects))
        classes.append(numbers.setdefault(key, len(numbers)))
    return classes
