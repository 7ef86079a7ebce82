"""Who is in which team as a table for a spreadsheet: one row a person, as a CSV file or a workbook.

A cell that a spreadsheet would run as a formula (it begins with = + - @ or a control character) is kept as text: after
an apostrophe in CSV, as a string cell in a workbook.
"""

from __future__ import annotations

import csv
import os
from contextlib import suppress
from pathlib import Path

from ..event import UserError
from ..event.storage import explained
from ..language import mark, tr
from .needs import NEED_WORDS, need_words
from .situation import PersonLine, Situation

_HEADINGS = (
    mark("Code"), mark("Team"), mark("Room"), mark("Family name"), mark("Given name"), mark("Organisation"),
    mark("Territory"), mark("Function"), mark("Brings"), mark("Bearer"), mark("Wish granted"), mark("Kept in the team"),
    mark("Placed by hand"),
)  # fmt: skip
_WIDTHS = (8, 30, 18, 22, 18, 32, 22, 26, 24, 8, 12, 10, 18)
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_table(situation: Situation, title: str, out: Path) -> int:
    """Write the table to ``out`` (``.csv`` or ``.xlsx``) in one move; returns its rows, headings left out.

    Raises UserError ``cannot_write`` or a fault of the disk; an existing file is then as it was.
    """
    rows = _rows(situation)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        if out.suffix.lower() == ".csv":
            _write_csv(part, rows)
        else:
            _write_workbook(part, title, rows)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if error.errno in (28, 122):
            raise explained(error) or error from error
        raise UserError(
            "{name} cannot be written there. Nothing was printed. Choose another folder.",
            code="cannot_write",
            name=out.name,
        ) from error
    return len(rows)


def neutral(text: str) -> str:
    """A cell that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def _rows(situation: Situation) -> list[tuple[str, ...]]:
    """By team, then by name; those to be placed last, without a team."""
    order = {team.id: place for place, team in enumerate(situation.teams)}
    people = sorted(situation.people, key=lambda person: order.get(person.team or "", len(order)))
    return [_row(situation, person) for person in people]


def _row(situation: Situation, person: PersonLine) -> tuple[str, ...]:
    team = situation.team_by_id.get(person.team or "")
    rank = person.rank_of(person.team)
    return (
        team.code if team else "",
        team.name if team else "",
        team.room if team else "",
        person.family_name,
        person.given_name,
        person.organisation,
        person.territory,
        person.function,
        ", ".join(need_words(key) for key in person.covers if key in NEED_WORDS),
        tr("yes") if team and person.id in team.bearers else "",
        str(rank) if rank else "",
        tr("yes") if person.locked else "",
        tr("yes") if person.by_hand else "",
    )


def _write_csv(part: Path, rows: list[tuple[str, ...]]) -> None:
    """Semicolons and a byte-order mark: what a French spreadsheet opens without asking."""
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([tr(heading) for heading in _HEADINGS])
        writer.writerows([neutral(cell) for cell in row] for row in rows)


def _write_workbook(part: Path, title: str, rows: list[tuple[str, ...]]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(part, options) as book:
        book.set_properties({"title": title, "author": "UEPIT Desktop"})
        bold = book.add_format({"bold": True, "bg_color": "#EEF0F3"})
        sheet = book.add_worksheet(_sheet_name(title))
        for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, tr(heading), bold)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(at, column, cell[:32_767])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(_HEADINGS) - 1)


def _sheet_name(title: str) -> str:
    """At most 31 characters, without the signs that a sheet's name cannot have."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "Teams"
