"""1,000 badges as a PDF, against a bare ReportLab loop that draws the same text and the same codes.

    python tests/bench/bench_badges.py [--people 1000] [--layout a4] [--rounds 3]

The bare loop has every line of text at a fixed size and place, and each QR of segno as one rectangle a dark run, in the
same embedded fonts: no fitting, no database, nothing counted, no durable write. They take turns; the best counts.
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

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import grouped_badge_code, new_badge_code
from uepit_desktop.event.model import Consent, Organisation, Person, PersonRole, Role, new_id
from uepit_desktop.reception.badge_design import LAYOUTS
from uepit_desktop.resources import resource

LIMIT = 1.5

_GIVEN = ["Solène", "Anne-Charlotte", "Yanis", "Łukasz", "Jean-Baptiste", "Gwenn", "Élodie", "Ğülşen"]
_FAMILY = ["Kerdavid", "Kerazou-Lemoine", "Amrouchel", "Żółtowski", "Fourcastié", "Oriol-Vidal", "de la Villemarqué"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--layout", choices=list(LAYOUTS), default="a4")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = make_event(folder / "bench.uepit", asked.people)
        with EventFile.open(folder / "bench.uepit") as event:
            for _ in range(asked.rounds):
                began = time.perf_counter()
                bare_loop(folder / "bare.pdf", people, asked.layout)
                drawn = time.perf_counter()
                report = reception.badges(event, folder / "ours.pdf", layout=asked.layout, reprint=True)
                ended = time.perf_counter()
                assert report.badges == asked.people
                bare.append(drawn - began)
                ours.append(ended - drawn)
        sizes = [(folder / file).stat().st_size / 1e6 for file in ("ours.pdf", "bare.pdf")]
    ratio = min(ours) / min(bare)
    print(f"{asked.people} badges, layout {asked.layout}, best of {asked.rounds}")
    print(f"badges, counted          {min(ours):7.2f} s {sizes[0]:7.2f} MB")
    print(f"bare ReportLab loop      {min(bare):7.2f} s {sizes[1]:7.2f} MB")
    print(f"ratio {ratio:.2f}, at most {LIMIT}: {'met' if ratio <= LIMIT else 'NOT MET'}")


def bare_loop(path: Path, people: list[dict[str, str]], layout: str) -> None:
    """The same words and codes, without any thought."""
    for name, file in (("Plain", "Inter_400Regular.ttf"), ("Strong", "Inter_700Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    shape = LAYOUTS[layout]
    canvas = Canvas(str(path), pagesize=(shape.page_width * mm, shape.page_height * mm) if shape else A4)
    for number, one in enumerate(people):
        place = number % shape.per_page
        if number and place == 0:
            canvas.showPage()
        x, y = shape.corner(place)
        canvas.setFillGray(0)
        for font, size, line, text in (
            ("Strong", 9, 170, one["role"]),
            ("Plain", 6, 150, "Université européenne de l’innovation"),
            ("Plain", 6, 142, "publique territoriale 2026"),
            ("Strong", 18, 120, one["given_name"]),
            ("Strong", 16, 100, one["family_name"]),
            ("Plain", 9, 80, one["organisation"]),
            ("Plain", 9, 70, one["function"]),
            ("Plain", 8, 20, one["consent"]),
            ("Strong", 7, 10, grouped_badge_code(one["code"])),
        ):
            canvas.setFont(font, size)
            canvas.drawString(x + 10, y + line, text)
        matrix = segno.make_qr(one["payload"], error="m", boost_error=False).matrix
        module = 28 * mm / (len(matrix) + 8)
        for row, modules in enumerate(matrix):
            column = 0
            while (start := modules.find(1, column)) >= 0:
                column = end if (end := modules.find(0, start)) >= 0 else len(modules)
                canvas.rect(
                    x + 150 + start * module,
                    y + 100 - row * module,
                    (column - start) * module,
                    module,
                    stroke=0,
                    fill=1,
                )
    canvas.save()


def make_event(path: Path, people: int) -> list[dict[str, str]]:
    """An event file of ``people`` people; returns what their badges say."""
    rng = random.Random(2026)
    said = []
    with (
        EventFile.create(
            path,
            name="Université européenne de l’innovation publique territoriale 2026",
            site="Valmorin",
            start_on=dt.date(2026, 7, 6),
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
                function="Responsable de la participation citoyenne",
                organisation_id=organisation.id,
                image_consent=rng.choice(list(Consent)).value,
                badge_code=new_badge_code(rng),
            )
            role = rng.choice(list(Role)).value
            db.add(person)
            db.add(PersonRole(person_id=person.id, role=role))
            said.append(
                {
                    "given_name": person.given_name,
                    "family_name": person.family_name,
                    "organisation": organisation.name,
                    "function": person.function,
                    "role": role,
                    "consent": person.image_consent,
                    "code": person.badge_code,
                    "payload": reception.badge_payload(person.badge_code, "Valmorin"),
                }
            )
    return said


if __name__ == "__main__":
    main()
