"""Search among 10,000 people: time of a keystroke, and how often a misspelt name finds its person in the first three.

    python tests/bench/bench_search.py [people]

Keystrokes: names typed letter by letter, right and misspelt, each a whole search with its rows. Misspellings: 300 people
drawn at random, one fault each (a letter dropped, added, replaced or exchanged with its neighbour; a sound written
otherwise; accents left out; a double letter), typed as « given family », or as the family name alone where no one else
bears it. A person counts as found when a row of the first three bears the name that was meant.
"""

# ruff: noqa: E501, SIM905  (made-up names, one after the other)
from __future__ import annotations

import csv
import datetime as dt
import random
import statistics
import string
import sys
import tempfile
import time
from pathlib import Path

from uepit_desktop import people
from uepit_desktop.event import EventFile
from uepit_desktop.language.folding import fold

_STARTS = "Ker Le Mar Du Bel Ro Mou Pi Gar Cha Fon Ver La Bé Œu Mü Au Ga Gue Que Phi Ché Bri Tré Plo Lan Dela Mont Saint-".split()
_MIDDLES = "da go ti ran has sse car ni va tai di vi gne ran vra lle bry mo ché phi que bau lé guen".split()
_ENDS = "vid ffrec n deau sen tot lin er taine eau gnac vigne rd rin ot et ille oux ec on ault ard".split()
_GIVEN = (
    "Solène Hervé Zoé Jean-Baptiste Aïcha Björn Maëlys Loïc Françoise Théo Ghislaine Łukasz Siobhán Noémie Philippe Christophe "
    "Sylvie Yannick Thierry Frédéric Véronique Raphaël Stéphanie Joséphine Cécile Guillaume Quentin Rachid Fatoumata Benoît "
    "Anaïs Chloé Mathieu Élodie Jérôme Gwenaëlle Barthélemy Clémence Tiphaine Romuald Bénédicte Aurélie Honoré Ulysse"
).split()
_SOUNDS = (("ph", "f"), ("qu", "k"), ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("eau", "o"), ("au", "o"), ("f", "ph"),
           ("ss", "s"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("gu", "g"), ("th", "t"), ("s", "z"))  # fmt: skip


def registrations(count: int, rng: random.Random) -> list[tuple[str, str, str, str]]:
    found = []
    for at in range(count):
        family = rng.choice(_STARTS) + rng.choice(_MIDDLES) + rng.choice(_ENDS)
        if rng.random() < 0.06:
            family = rng.choice(("de ", "Le ", "D'", "Du ", "L’")) + family
        if rng.random() < 0.3:
            family = family.upper()
        found.append((family, rng.choice(_GIVEN), f"p{at}@a.example", f"Ville {at % 211}"))
    return found


def misspelt(name: str, rng: random.Random) -> str:
    """``name`` with one fault of the keys or of the ear, in a word of four letters or more."""
    words = name.split(" ")
    place = rng.choice([at for at, word in enumerate(words) if len(word) >= 4] or [0])
    words[place] = _faulty(words[place].lower(), rng)
    return " ".join(words)


def _faulty(word: str, rng: random.Random) -> str:
    kind = rng.choice(("drop", "add", "replace", "exchange", "sound", "sound", "accents", "double"))
    at = rng.randrange(1, len(word)) if len(word) > 1 else 0
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "add":
        return word[:at] + rng.choice(string.ascii_lowercase) + word[at:]
    if kind == "replace":
        return word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :]
    if kind == "exchange" and at < len(word) - 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "sound":
        usable = [(heard, written) for heard, written in _SOUNDS if heard in word[1:]]
        if usable:
            heard, written = rng.choice(usable)
            return word[0] + word[1:].replace(heard, written, 1)
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return fold(word)


def main(count: int) -> None:
    rng = random.Random(2026)
    with (
        tempfile.TemporaryDirectory() as name,
        EventFile.create(Path(name) / "e.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=3) as event,
    ):
        rows = registrations(count, rng)
        path = Path(name) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("Nom", "Prénom", "Courriel", "Structure"), *rows])
        people.import_people(event, path)
        with event.read() as db:
            first = timed(db, "kerdavel")
            print(f"{count} people. First misspelt search (builds the vocabulary): {first:.1f} ms")
            _keystrokes(db, rows, rng)
            _misspellings(db, rows, rng)
            _pathological(db)


def _keystrokes(db: object, rows: list[tuple[str, str, str, str]], rng: random.Random) -> None:
    for label, spell in (("right", lambda text: text), ("misspelt", lambda text: misspelt(text, rng))):
        times = []
        for family, given, _, _ in rng.sample(rows, 60):
            typed = spell(rng.choice((family, f"{given} {family}")))
            times.extend(timed(db, typed[:length]) for length in range(1, len(typed) + 1))
        times.sort()
        print(
            f"keystroke, {label:9} median {statistics.median(times):6.1f} ms   p95 {times[int(len(times) * 0.95)]:6.1f} ms   "
            f"longest {times[-1]:6.1f} ms   ({len(times)} keystrokes)"
        )


def _misspellings(db: object, rows: list[tuple[str, str, str, str]], rng: random.Random) -> None:
    borne: dict[str, int] = {}
    for family, _, _, _ in rows:
        borne[fold(family)] = borne.get(fold(family), 0) + 1
    found, missed = 0, []
    sample = rng.sample(rows, 300)
    for family, given, _, _ in sample:
        alone = borne[fold(family)] == 1 and rng.random() < 0.5
        typed = misspelt(family if alone else f"{given} {family}", rng)
        meant = fold(f"{given} {family}")
        if any(fold(one.name) == meant for one in people.search(db, typed, 10)[:3]):  # type: ignore[arg-type]
            found += 1
        else:
            missed.append((typed, f"{given} {family}"))
    print(f"misspelt names found in the first three: {found} of {len(sample)} ({found / len(sample):.1%})")
    for typed, name in missed:
        print(f"    missed: {typed!r} for {name!r}")


def _pathological(db: object) -> None:
    texts = [
        '"',
        "*",
        "NEAR(a b)",
        "a AND OR NOT",
        "é" * 200,
        "a " * 100,
        "🎉" * 50,
        "x" * 5000,
        "'; DROP TABLE person; --",
        "0",
        "%_%",
    ]
    worst = max((timed(db, text), text) for text in texts)
    print(f"pathological texts: longest {worst[0]:.1f} ms ({worst[1][:20]!r})")


def timed(db: object, typed: str) -> float:
    start = time.perf_counter()
    people.search(db, typed, 10)  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
