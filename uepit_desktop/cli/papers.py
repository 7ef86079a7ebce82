"""``uepit reception sheets|certificates|lists``: the papers of attendance, as PDF."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import tr, trn
from .attendance import half_day_option
from .desk import answer_or_refuse, at_option, in_zone, session_named, session_option
from .opening import PATH, event_argument, iso_date, opened
from .output import json_option, progress

if TYPE_CHECKING:
    from ..reception import PaperReport

_BY = {"room": "rooms", "team": "teams", "meal": "meals", "organisation": "organisations"}
_out_option = click.option("--out", type=PATH, required=True, metavar="F.pdf", help="PDF to write.")
_place_option = click.option("--place", default="", help="Place to print (else the site and its address).")


@click.command()
@event_argument
@_out_option
@click.option("--half-day", "half_day_ids", multiple=True, metavar="ID", help="Half-day; may be repeated.")
@click.option("--session", "sessions", multiple=True, metavar="CODE", help="Session, by code or id; may be repeated.")
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
    sessions: tuple[str, ...],
    day: dt.date | None,
    trainer: str,
    place: str,
    blank_lines: int,
    at: dt.datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Print the attendance sheets to sign: one a day, with a column for each half-day, or one a
    session.

    Once a half-day was closed, the cells of absent people are struck.
    """
    from .. import reception

    with opened(event_path, passphrase_file, read_only=True) as event:
        report = reception.sheets(
            event,
            out,
            list(half_day_ids) or None,
            session_ids=[session_named(event, one) for one in sessions],
            day=day,
            trainer=trainer,
            place=place,
            blank_lines=blank_lines,
            progress=progress(tr("Pages")),
            at=in_zone(event, at),
        )
    _answer_paper(context, report, as_json)


@click.command()
@event_argument
@_out_option
@click.option("--person", "people", multiple=True, metavar="ID", help="Only this person; may be repeated.")
@click.option(
    "--kind",
    type=click.Choice(("certificate", "attestation")),
    default="certificate",
    show_default=True,
    help="Certificate of completion, or attestation of attendance.",
)
@click.option("--signatory", default="", help="Name of whoever signs.")
@click.option("--signatory-function", default="", help="In what capacity they sign.")
@click.option("--organiser", default="", help="On whose behalf (else the organiser of the event).")
@click.option("--nature", default="", help="Nature of the action (else: training action).")
@_place_option
@click.option("--made-at", default="", help="Where it is signed (else the site).")
@click.option("--signed-on", type=iso_date, metavar="DATE", help="Date of the signature (else today).")
@at_option
@json_option
@click.pass_context
def certificates(
    context: click.Context,
    event_path: Path,
    out: Path,
    people: tuple[str, ...],
    kind: str,
    signatory: str,
    signatory_function: str,
    organiser: str,
    nature: str,
    place: str,
    made_at: str,
    signed_on: dt.date | None,
    at: dt.datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Print certificates of what each person attended, one page each, with the hours of their presence.

    Half-days that are not over are not counted.
    """
    from .. import reception

    signing = reception.Signing(
        kind=kind,
        signatory=signatory,
        function=signatory_function,
        organiser=organiser,
        nature=nature,
        place=place,
        made_at=made_at,
        signed_on=signed_on,
    )
    with opened(event_path, passphrase_file, read_only=True) as event:
        report = reception.certificates(
            event, out, list(people) or None, signing, progress=progress(tr("Certificates")), at=in_zone(event, at)
        )
    _answer_paper(context, report, as_json)


@click.command()
@event_argument
@_out_option
@click.option(
    "--by",
    "--kind",
    "kind",
    type=click.Choice((*_BY, "missing", "meals", "organisations", "rooms", "teams", "figures")),
    required=True,
    help="People by room, team or organisation, meals by code, missing people with their phone, or figures.",
)
@half_day_option
@session_option
@at_option
@json_option
@click.pass_context
def lists(
    context: click.Context,
    event_path: Path,
    out: Path,
    kind: str,
    half_day_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Print a list of a half-day, or of a session. Meals are given by their code alone, never by a diet."""
    from .. import reception

    with opened(event_path, passphrase_file, read_only=True) as event:
        report = reception.lists(
            event,
            out,
            _BY.get(kind, kind),
            half_day_id=half_day_id,
            session_id=session_named(event, session) if session else None,
            progress=progress(tr("Pages")),
            at=in_zone(event, at),
        )
    _answer_paper(context, report, as_json)


COMMANDS = (sheets, certificates, lists)


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
        "unclosed": report.unclosed,
        "left_out": report.left_out,
        "without_glyph": report.without_glyph,
    }
    lines = [report.message]
    if report.unclosed:
        lines.append(report.unclosed_words)
    elif report.open_half_days:
        lines.append(trn("{n} half-day is not over yet.", "{n} half-days are not over yet.", report.open_half_days))
    if report.left_out:
        lines.append(trn("{n} person has no hour to certify.", "{n} people have no hour to certify.", report.left_out))
    lines += [tr("The font cannot draw {name} in full.", name=name) for name in report.without_glyph]
    answer_or_refuse(context, document, lines, done=report.done, as_json=as_json)
