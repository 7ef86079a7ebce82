"""The script of a rehearsed morning: who comes, when, to which desk, how they are found. Pure, drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..language.folding import fold

ZONE = ZoneInfo("Europe/Paris")
DAY = dt.date(2026, 7, 6)
DOORS = dt.datetime.combine(DAY, dt.time(8, 30), ZONE)
MORNING = dt.timedelta(minutes=30)
"""A queue of 200 is taken in within this time."""

_SEARCHES, _WALK_INS = 0.15, 0.05
_ONE_TWICE_IN, _ONE_STRANGER_IN = 50, 100
_MEETINGS = (1 / 3, 2 / 3)
_KILL = 0.5
_SHORTEST_TO_MISTYPE = 4


class Way(StrEnum):
    """How a person is taken in."""

    SCAN = "scan"
    SEARCH = "search"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class Registration:
    """Someone on the list, or about to be registered on the spot."""

    given_name: str
    family_name: str
    email: str
    organisation: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Passage:
    """One person at one desk. ``who`` is a place in the list; None is a badge of another event.

    ``typed`` is what the desk types for a search. ``killed`` says that the desk is killed while it answers, and
    started again with the same person before it.
    """

    at: dt.datetime
    desk: int
    way: Way
    who: int | None
    typed: str = ""
    killed: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two desks exchange by a key."""

    at: dt.datetime
    desks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Script:
    """``registered`` are on the list before the doors open, ``walk_ins`` are not; ``who`` counts through both."""

    registered: tuple[Registration, ...]
    walk_ins: tuple[Registration, ...]
    steps: tuple[Passage | Meeting, ...]


def write_script(people: int, desks: int, chance: random.Random, names: Sequence[Registration]) -> Script:
    """A morning of ``people`` at ``desks`` desks: 80 % scans, 15 % searches with a slip, 5 % registered on the spot.

    ``names`` are invented people, whose given names, family names and organisations are mixed anew. Beyond the
    ``people``, a few come to a second desk, and a few bring the badge of another event.
    """
    everybody = _invented(people, chance, names)
    walk_ins = round(people * _WALK_INS)
    searches = round(people * _SEARCHES)
    registered = people - walk_ins
    ways = [Way.SEARCH] * searches + [Way.SCAN] * (registered - searches)
    chance.shuffle(ways)
    ways += [Way.WALK_IN] * walk_ins
    moments = _moments(people, chance)
    order = chance.sample(range(people), people)
    passages = []
    for who, at in zip(order, moments, strict=True):
        typed = mistyped(everybody[who], chance) if ways[who] is Way.SEARCH else ""
        passages.append(Passage(at, chance.randrange(desks), ways[who], who, typed))
    killed = round(people * _KILL)
    passages[killed] = replace(passages[killed], killed=True)
    others = [*_at_a_second_desk(passages, desks, chance), *_strangers(people, desks, chance)]
    steps: list[Passage | Meeting] = [*passages, *others]
    if desks > 1:
        steps += [Meeting(DOORS + MORNING * part, (0, desks - 1)) for part in _MEETINGS]
    return Script(
        tuple(everybody[:registered]),
        tuple(everybody[registered:]),
        tuple(sorted(steps, key=lambda step: step.at)),
    )


def mistyped(one: Registration, chance: random.Random) -> str:
    """How a hurried hand types a name: no accent, no hyphen, one slip, in either order, or only the beginning of it."""
    given, family = fold(one.given_name).replace("-", " "), fold(one.family_name).replace("-", " ")
    if chance.random() < 0.7:
        given, family = chance.choice([(given, _slip(family, chance)), (_slip(given, chance), family)])
    return chance.choice([f"{given} {family}", f"{family} {given}", f"{family} {given[:3]}"])


def _slip(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, replaced, or exchanged with its neighbour; never the first one."""
    if len(word) < _SHORTEST_TO_MISTYPE:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        [
            before + after,
            before + letter + letter + after,
            before + chance.choice(string.ascii_lowercase) + after,
            before + after[0] + letter + after[1:],
        ]
    )


def _invented(people: int, chance: random.Random, names: Sequence[Registration]) -> list[Registration]:
    """``people`` different people out of the names of others."""
    given = sorted({name.given_name for name in names})
    family = sorted({name.family_name for name in names})
    organisations = sorted({name.organisation for name in names})
    found: list[Registration] = []
    for pair in chance.sample(range(len(given) * len(family)), people):
        first, last = given[pair % len(given)], family[pair // len(given)]
        email = f"p{len(found) + 1}@exemple.example"
        found.append(Registration(first, last, email, chance.choice(organisations)))
    return found


def _moments(count: int, chance: random.Random) -> list[dt.datetime]:
    """Few at first, a crowd before the plenary."""
    parts = sorted(chance.triangular(0.0, 1.0, 0.7) for _ in range(count))
    return [DOORS + MORNING * part for part in parts]


def _at_a_second_desk(passages: Sequence[Passage], desks: int, chance: random.Random) -> list[Passage]:
    """People who scan their badge at another desk, from one to ten minutes after they arrived."""
    if desks < 2:
        return []
    scanned = [passage for passage in passages if passage.way is Way.SCAN]
    chosen = chance.sample(scanned, min(len(scanned), -(-len(passages) // _ONE_TWICE_IN)))
    return [
        replace(
            passage,
            at=passage.at + dt.timedelta(minutes=chance.uniform(1, 10)),
            desk=(passage.desk + chance.randrange(1, desks)) % desks,
            killed=False,
        )
        for passage in chosen
    ]


def _strangers(people: int, desks: int, chance: random.Random) -> list[Passage]:
    count = -(-people // _ONE_STRANGER_IN)
    return [Passage(DOORS + MORNING * chance.random(), chance.randrange(desks), Way.SCAN, None) for _ in range(count)]
