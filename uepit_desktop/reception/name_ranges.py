"""Splitting the queue by name: ranges of family names with about as many people each, and the signs for the doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.folding import words

MOST_DESKS = 9
CLOSE_ENOUGH = 0.05
"""A range this far from the mean is still balanced; beyond, people of one family name may be told apart."""


@dataclass(frozen=True, slots=True)
class NameRange:
    """From one beginning of a name to another, both included: ``first`` "Dur", ``last`` "Ker"; ``people`` of them."""

    first: str
    last: str
    people: int


def split_names(names: Iterable[tuple[str, str]], desks: int) -> tuple[NameRange, ...]:
    """Cut (family name, given name) pairs into ``desks`` ranges, in the order of the alphabet, without accents.

    People of one family name stay together, unless the ranges would then differ from the mean by more than 5 %. There
    are fewer ranges than desks when there are fewer different names. A name that lies between two ranges belongs to the
    first of them. Raises ValueError when ``desks`` is not 1 to 9.
    """
    if not 1 <= desks <= MOST_DESKS:
        raise ValueError(f"{desks} desks")
    pairs = [(_key(family or given), _key(f"{family} {given}")) for family, given in names]
    together = _split(sorted(key for key, _ in pairs), desks)
    if imbalance(together, desks) <= CLOSE_ENOUGH:
        return together
    apart = _split(sorted(key for _, key in pairs), desks)
    return min(together, apart, key=lambda ranges: imbalance(ranges, desks))


def imbalance(ranges: Sequence[NameRange], desks: int) -> float:
    """How far the range furthest from the mean is from it, as a share of the mean; 0 is perfect."""
    mean = sum(one.people for one in ranges) / desks
    counts = [one.people for one in ranges] + [0] * (desks - len(ranges))
    return max((abs(count - mean) / mean for count in counts), default=0.0) if mean else 0.0


def _key(name: str) -> str:
    return " ".join(words(name))


def _split(keys: Sequence[str], desks: int) -> tuple[NameRange, ...]:
    """Each cut is the place between two different names that is nearest to where it should be."""
    places = [place for place in range(1, len(keys)) if keys[place - 1] != keys[place]]
    cuts: list[int] = []
    for number in range(1, desks):
        wanted = number * len(keys) / desks
        later = [place for place in places if not cuts or place > cuts[-1]]
        if later:
            cuts.append(min(later, key=lambda place: abs(place - wanted)))
    edges = [0, *cuts, len(keys)]
    ranges = []
    for start, end in pairwise(edges):
        if start == end:
            continue
        first = _told_apart(keys[start], keys[start - 1]) if start else ""
        last = _last_before(keys[end - 1], keys[end]) if end < len(keys) else ""
        ranges.append(NameRange(first.title() or "A", last.title() or "Z", end - start))
    return tuple(ranges)


def _last_before(name: str, following: str) -> str:
    """The end of a range on its sign: up to the letter before the next range where only first letters tell, so that
    « A – E » comes before « F – N » although nobody expected begins with E."""
    ends, begins = _told_apart(name, following), _told_apart(following, name)
    if len(ends) == len(begins) == 1 and begins.isascii() and ends.isascii() and begins.isalpha() and ends.isalpha():
        return chr(ord(begins) - 1)
    return ends


def _told_apart(name: str, other: str) -> str:
    """The shortest beginning of ``name`` that ``other`` does not have."""
    for place, letter in enumerate(name):
        if place >= len(other) or other[place] != letter:
            return name[: place + 1 + (letter == " ")]  # « D A » rather than « D »: an edge is never a space
    return name
