"""Preview of 10,000 registrations, against the bare csv module and a bare SQLite insert of the same rows.

    python tests/bench/bench_import.py [rows]

Each round runs both, one after the other, on the same file; the table gives medians and their ratio. The preview starts
from the file and ends with every line decided; an event with the same people already in it is measured too.
"""

# ruff: noqa: E501, SIM905  (made-up names, one after the other)
from __future__ import annotations

import csv
import datetime as dt
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from uepit_desktop import people
from uepit_desktop.event import EventFile

ROUNDS = 7
HEADER = (
    "Nom", "Prénom", "Courriel", "Téléphone", "Structure", "Type de structure", "Fonction", "Commune", "Rôle", "Compétences",
    "Vœu 1", "Vœu 2", "Vœu 3", "Régime alimentaire", "Besoins d'accès", "Droit à l'image",
)  # fmt: skip
_STARTS = "Ker Le Mar Du Bel Ro Mou Pi Gar Cha Fon Ver La Bé Œu Mü Au".split()
_ENDS = (
    "david goffrec tin randeau hassen ssetot lin cardeau nier valier taine din vigne ranget vrard llerin bryot".split()
)
_GIVEN = "Solène Hervé Zoé Jean-Baptiste Aïcha Björn Maëlys Loïc Françoise Théo Ghislaine Łukasz Siobhán Noémie".split()
_PLACES = "Valmorin Lorval Brévanches Mâlay Œuilly-les-Bains Pont-Lierre Haut-Serein Aÿ-le-Fort".split()
_OFFICES = (
    "Mairie de {}",
    "Métropole de {}",
    "Université de {}",
    "DDT {}",
    "Centre hospitalier de {}",
    "Réseau des aidants de {}",
)


def registrations(rows: int, seed: int = 1) -> list[tuple[str, ...]]:
    """As many registrations as asked, in the habits of offices: capitals, phones in five dresses, blanks."""
    rng = random.Random(seed)
    found = []
    for at in range(rows):
        family = rng.choice(_STARTS) + rng.choice(_ENDS) + rng.choice(("", "", "et", "ac", "ier"))
        place = rng.choice(_PLACES)
        digits = f"{rng.randint(100000000, 799999999)}"
        phone = rng.choice(
            (f"0{digits}", digits, f"+33{digits}", f"+33 (0){digits}", "0" + ".".join((digits[0], digits[1:])), "")
        )
        found.append((
            family.upper() if rng.random() < 0.3 else family, rng.choice(_GIVEN), f"p{at}@{place.lower()}.example".replace("œ", "oe"),
            phone, rng.choice(_OFFICES).format(place), rng.choice(("collectivité", "recherche", "État", "association")),
            rng.choice(("Juriste", "Élue", "Designer", "Cheffe de projet")), place,
            rng.choice(("Participant", "Participante", "Facilitatrice", "Porteur de défi")),
            rng.choice(("", "données, codesign", "vidéo")), "Budget participatif", rng.choice(("", "L'eau partagée")), "",
            rng.choice(("", "", "végétarien")), rng.choice(("", "", "boucle magnétique")), rng.choice(("oui", "Non", "O", "x", "")),
        ))  # fmt: skip
    return found


def bare(path: Path, folder: Path) -> None:
    """The baseline: read with the csv module, insert into SQLite, one transaction."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    database = folder / f"bare-{time.perf_counter_ns()}.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"CREATE TABLE person({', '.join(f'c{at}' for at in range(len(HEADER)))})")
    with connection:
        connection.executemany(f"INSERT INTO person VALUES({', '.join('?' * len(HEADER))})", rows)
    connection.close()


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "inscriptions.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([HEADER, *registrations(rows)])
        event = EventFile.create(folder / "e.uepit", name="E", site="S", start_on=dt.date(2026, 7, 6), days=3)

        def preview() -> people.Preview:
            return people.preview_people(event, people.read_people_table(path))

        preview()  # imports and caches of the first run are not what is measured
        print(f"{rows} registrations, {ROUNDS} rounds, medians")
        first = [(timed(lambda: bare(path, folder)), timed(preview)) for _ in range(ROUNDS)]
        show("preview, empty event", first)
        start = time.perf_counter()
        people.import_people(event, path)
        print(f"{'import (one transaction, logged)':38} {time.perf_counter() - start:8.3f} s")
        again = [(timed(lambda: bare(path, folder)), timed(preview)) for _ in range(ROUNDS)]
        show("preview, same people already there", again)
        event.close()


def show(label: str, pairs: list[tuple[float, float]]) -> None:
    baseline = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"{label:38} {ours:8.3f} s   bare {baseline:6.3f} s   ratio {ratio:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
