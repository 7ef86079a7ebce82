"""The attendance sheets of 1,000 people, against a bare ReportLab table of the same rows.

    python tests/bench/bench_sheets.py [--people 1000] [--rounds 5]

The bare table is ReportLab's own ``Table`` with its heading row repeated, a grid, the same words and columns, the same
embedded fonts and page size, built by ``SimpleDocTemplate``: no fitting, no database, no code, no foot. They take
turns, and the best counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from uepit_desktop import reception
from uepit_desktop.documents import fit_text
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Organisation, Person, new_id
from uepit_desktop.resources import resource

LIMIT = 1.5
DAY = dt.date(2026, 7, 6)

_GIVEN = ["Solène", "Anne-Charlotte", "Yanis", "Łukasz", "Jean-Baptiste", "Gwenn", "Élodie", "Ğülşen"]
_FAMILY = ["Kerdavid", "Kerazou-Lemoine", "Amrouchel", "Żółtowski", "Fourcastié", "Oriol-Vidal", "de la Villemarqué"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    ours, bare, table = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = make_event(folder / "bench.uepit", asked.people)
        with EventFile.open(folder / "bench.uepit") as event:
            with event.read() as db:
                half_day = reception.half_days(db)[0].id
            for _ in range(asked.rounds):
                began = time.perf_counter()
                bare_table(folder / "bare.pdf", rows, 1)
                drawn = time.perf_counter()
                fit_text.cache_clear()  # as on the first print of the day
                report = reception.sheets(event, folder / "ours.pdf", [half_day])
                ended = time.perf_counter()
                assert report.people == asked.people
                bare.append(drawn - began)
                ours.append(ended - drawn)
            for _ in range(asked.rounds):
                began = time.perf_counter()
                reception.sheets(event, folder / "day.pdf", day=DAY)
                table.append(time.perf_counter() - began)
        sizes = [(folder / file).stat().st_size / 1e3 for file in ("ours.pdf", "bare.pdf", "day.pdf")]
    ratio = min(ours) / min(bare)
    print(f"{asked.people} people, one half-day, best of {asked.rounds}")
    print(f"attendance sheets        {min(ours):7.3f} s {sizes[0]:7.0f} kB")
    print(f"bare ReportLab table     {min(bare):7.3f} s {sizes[1]:7.0f} kB")
    print(f"sheets of a whole day    {min(table):7.3f} s {sizes[2]:7.0f} kB")
    print(f"ratio {ratio:.2f}, at most {LIMIT}: {'met' if ratio <= LIMIT else 'NOT MET'}")


def bare_table(path: Path, rows: list[tuple[str, str]], cells: int) -> None:
    """The same words in ReportLab's own table."""
    pdfmetrics.registerFont(TTFont("Plain", str(resource("fonts", "Inter_400Regular.ttf"))))
    data = [["N°", "Nom, prénom", "Structure", *["Signature"] * cells]]
    data += [[str(number), name, organisation, *[""] * cells] for number, (name, organisation) in enumerate(rows, 1)]
    table = Table(data, colWidths=[26, 190, 130, *[170 / cells] * cells], rowHeights=27, repeatRows=1)
    style = [("FONT", (0, 0), (-1, -1), "Plain", 9), ("GRID", (0, 0), (-1, -1), 0.6, "#8A8F99"),
             ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("BACKGROUND", (0, 0), (-1, 0), "#EEF0F3")]  # fmt: skip
    table.setStyle(TableStyle(style))
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=14 * mm, rightMargin=14 * mm, topMargin=54 * mm,
                      bottomMargin=34 * mm, pageCompression=1).build([table])  # fmt: skip


def make_event(path: Path, people: int) -> list[tuple[str, str]]:
    """An event file of ``people`` people; returns the rows of their sheet."""
    rng = random.Random(2026)
    rows = []
    with (
        EventFile.create(
            path,
            name="Université européenne de l’innovation publique territoriale 2026",
            site="Valmorin",
            start_on=DAY,
            days=3,
        ) as event,
        event.write("import") as db,
    ):
        organisations = [Organisation(id=new_id(), name=f"Communauté de communes n° {n}") for n in range(80)]
        db.add_all(organisations)
        for _ in range(people):
            organisation = rng.choice(organisations)
            person = Person(
                id=new_id(),
                given_name=rng.choice(_GIVEN),
                family_name=f"{rng.choice(_FAMILY)} {rng.choice(_FAMILY)}",
                organisation_id=organisation.id,
            )
            db.add(person)
            rows.append((f"{person.family_name} {person.given_name}", organisation.name))
    return rows


if __name__ == "__main__":
    main()
