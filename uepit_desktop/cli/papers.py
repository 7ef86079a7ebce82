"""``uepit reception sheets|certificates|lists``: the papers of attendance, as PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import tr, trn
from .desk import answer_or_refuse, at_option, in_zone
from .opening import PATH, event_argument, iso_date, opened
from .output import json_option, progress

if TYPE_CHECKING:
    from ..reception import PaperReport

_out_option = click.option("--out", type=PATH, required=True, metavar="F.pdf", help="PDF to write.")
_place_option = click.option("--place", default="", help="Place to print (else the site and its address).")


@click.command()
@event_argument
@_out_option
@click.option("--half-day", "half_day_ids", multiple=True, metavar="ID", help="Half-day; may be repeated.")
@click.option("--day", type=iso_date, metavar="DATE", help="Only this day (else the whole event).")
@click.option("--trainer", default="", help="Name of whoever leads; left blank for a pen otherwise.")
@_place_option
@click.option("--blank-lines", default=4, show_default=True, type=click.IntRange(0, 40), help="Lines for latecomers.")
@at_option
@json_option
@click.pass_context
def sheets(
    context: click.Context,
    event_path: Path,
    out: Path,
    half_day_ids: tuple[str, ...],
    day: dt.date | None,
    trainer: str,
    place: str,
    blank_lines: int,
    at: dt.datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Print the attendance sheets to sign: one a day, with a column for each half-day.

    Once a half-day is over, the cells of absent people are struck.
    """
    from .. import reception

    with opened(event_path, passphrase_file, read_only=True) as event:
        report = reception.sheets(
            event,
            out,
            list(half_day_ids) or None,
            day=day,
            trainer=trainer,
            place=place,
            blank_lines=blank_lines,
            progress=progress(tr("Pages")),
            at=in_zone(event, at),
        )
    _answer_paper(context, report, as_json)


COMMANDS = (sheets,)


def _answer_paper(context: click.Context, report: PaperReport, as_json: bool) -> None:
    document = {
        "done": report.done,
        "message": report.message,
        "file": report.path if report.done else None,
        "documents": report.documents,
        "pages": report.pages,
        "people": report.people,
        "struck": report.struck,
        "open_half_days": report.open_half_days,
        "without_glyph": report.without_glyph,
    }
    lines = [report.message]
    if report.open_half_days:
        lines.append(trn("{n} half-day is not over yet.", "{n} half-days are not over yet.", report.open_half_days))
    lines += [tr("The font cannot draw {name} in full.", name=name) for name in report.without_glyph]
    answer_or_refuse(context, document, lines, done=report.done, as_json=as_json)
