"""300 texts that a desk types for a name, of six kinds, and whom each one means: made-up people, always the same.

A text finds its person when one of the first three results bears the name that was meant.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bench_search import misspelt, registrations
from uepit_desktop import people
from uepit_desktop.event import EventFile
from uepit_desktop.language.folding import fold

KINDS = ("accents", "ligature", "hyphen", "swapped", "typo", "prefix")
EACH = 50
FIRST = 3

_LIGATURES = ("Œuvrard", "Lebœuf", "Cœurdoux", "Mœglin", "Bœuf", "Œillet", "Dubœuf", "Vœltzel", "Phœbus", "Rœderer")
_DOUBLES = ("Anne-Sophie", "Jean-Marc", "Marie-Ève", "Pierre-Yves", "Léa-Rose", "Paul-Émile", "Anne-Gaël", "Luc-Henri")


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, of which kind, and the full name that is meant."""

    kind: str
    typed: str
    meant: str


def make_people(count: int, chance: random.Random) -> list[tuple[str, str, str, str]]:
    """(family, given, e-mail, organisation) of ``count`` people: some with a ligature, some with a hyphen."""
    found = []
    for at, (family, given, email, organisation) in enumerate(registrations(count, chance)):
        if at % 10 == 0:
            family = chance.choice(_LIGATURES) + chance.choice(("", "-Martin", " Duval"))
        if at % 10 == 1:
            given = chance.choice(_DOUBLES)
        if at % 10 == 2:
            family += f"-{chance.choice(('Kerbrat', 'Étienne', 'Noël', 'Guézennec'))}"
        found.append((family, given, email, organisation))
    return found


def make_queries(everyone: list[tuple[str, str, str, str]], chance: random.Random) -> list[Query]:
    """``EACH`` queries a kind, about people of whom the kind makes sense."""
    wanted = {
        "accents": lambda family, given: fold(f"{given}{family}") != f"{given}{family}".lower(),
        "ligature": lambda family, given: "œ" in f"{given}{family}".lower(),
        "hyphen": lambda family, given: "-" in f"{given}{family}",
        "swapped": lambda family, given: True,
        "typo": lambda family, given: True,
        "prefix": lambda family, given: len(family) > 5,
    }
    found = []
    for kind in KINDS:
        fitting = [(family, given) for family, given, _, _ in everyone if wanted[kind](family, given)]
        for family, given in chance.sample(fitting, EACH):
            found.append(Query(kind, _typed(kind, family, given, chance), f"{given} {family}"))
    return found


def _typed(kind: str, family: str, given: str, chance: random.Random) -> str:
    whole = f"{given} {family}"
    if kind == "accents":
        return fold(whole)
    if kind == "ligature":
        return whole.lower().replace("œ", chance.choice(("oe", "oe", "œ")))
    if kind == "hyphen":
        return whole.replace("-", chance.choice((" ", "", " - ")))
    if kind == "swapped":
        return f"{family} {given}".lower()
    if kind == "typo":
        return misspelt(whole, chance)
    return f"{fold(family)[: chance.randint(4, 6)]} {fold(given)[: chance.randint(2, 4)]}"


@contextmanager
def corpus(folder: Path, count: int, *, seed: int = 2026) -> Iterator[tuple[EventFile, list[Query]]]:
    """An event of ``count`` people, imported, and the 300 queries about them."""
    chance = random.Random(seed)
    everyone = make_people(count, chance)
    path = folder / "registrations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Nom", "Prénom", "Courriel", "Structure"), *everyone])
    with EventFile.create(folder / "e.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=1) as event:
        people.import_people(event, path)
        yield event, make_queries(everyone, chance)


def misses(event: EventFile, queries: list[Query]) -> list[Query]:
    """The queries that do not find their person among the first three."""
    with event.read() as db:
        return [
            query
            for query in queries
            if all(fold(found.name) != fold(query.meant) for found in people.search(db, query.typed)[:FIRST])
        ]
