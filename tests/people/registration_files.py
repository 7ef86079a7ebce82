"""Small registration files for tests, written as offices write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

HEADER = (
    "Nom",
    "Prénom",
    "Courriel",
    "Téléphone",
    "Structure",
    "Fonction",
    "Rôle",
    "Compétences",
    "Vœu 1",
    "Vœu 2",
    "Régime alimentaire",
    "Droit à l'image",
)


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, encoding: str = "utf-8"
) -> Path:
    """A CSV file with semicolons; short rows are completed with blanks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(header)
    writer.writerows([*row, *[""] * (len(header) - len(row))] for row in rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


ROWS: tuple[tuple[str, ...], ...] = (
    (
        "Rivoallec",
        "Jean-Baptiste",
        "jb.rivoallec@tremonville.example",
        "",
        "Mairie de Trémonville",
        "Élu",
        "Participant",
        "",
        "Budget participatif",
        "Renouer",
        "",
        "oui",
    ),
    (
        "LEMOINARD",
        " Ulysse ",
        "ulysse@evroult.example",
        "297869073",
        "Habitant·e, Saint-Évroult",
        "Juriste",
        "Facilitatrice",
        "données, codesign",
        "D2",
        "",
        "végétarien",
        "N",
    ),
    (
        "Durandeau",
        "Björn",
        "bjorn@ay.example",
        "0708093972",
        "CC du Aÿ-le-Fort",
        "",
        "Porteur de défi",
        "audio",
        "",
        "",
        "",
        "",
    ),
    (
        "Durandeau",
        "Björn",
        "bjorn2@oeuilly.example",
        "0263128062",
        "Métropole de Œuilly",
        "",
        "Participant",
        "",
        "",
        "",
        "",
        "x",
    ),
)
