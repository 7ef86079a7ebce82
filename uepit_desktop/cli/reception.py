"""``uepit reception``: check people in, take an arrival back, register on the spot, figures of a half-day, badges.

Presence after the arrival is in ``attendance``, sheets and certificates are in ``papers``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..language import hour, tr, trn
from . import attendance, half_days, papers
from .desk import (
    answer_or_refuse,
    at_option,
    half_day_document,
    in_zone,
    operator_option,
    person_document,
    session_document,
    session_named,
    session_option,
)
from .opening import PATH, event_argument, opened
from .output import answer, json_option, progress

if TYPE_CHECKING:
    from ..reception import CheckInResult, Status

_ROLES = (
    "participant", "facilitator", "bearer", "project_team", "speaker", "keynote_witness", "tester",
    "national_support", "reception",
)  # fmt: skip
_CONSENTS = ("yes", "no", "not_asked")
_LAYOUTS = ("a4", "labels", "labels-8", "single")


_anyway_option = click.option("--anyway", is_flag=True, help="Do it although the desk would ask first.")


@click.group()
def group() -> None:
    """Check people in, follow arrivals, print badges."""


for _command in (*attendance.COMMANDS, *half_days.COMMANDS, *papers.COMMANDS):
    group.add_command(_command)


@group.command("check-in")
@event_argument
@click.argument("code", default="")
@click.option("--person", "person_id", metavar="ID", help="Person chosen by name, instead of a code.")
@session_option
@at_option
@operator_option
@_anyway_option
@json_option
@click.pass_context
def check_in(
    context: click.Context,
    event_path: Path,
    code: str,
    person_id: str | None,
    session: str | None,
    at: dt.datetime | None,
    operator: str,
    anyway: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Note the arrival of whom a badge code means.

    Exit status 0 when the person is in, noted now or before; 1 with a refusal.
    """
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.check_in(
            event,
            code,
            person_id=person_id,
            method="scan" if person_id is None else "name",
            session_id=session_named(event, session) if session else None,
            at=in_zone(event, at),
            operator=operator,
            anyway=anyway,
            same_scan=dt.timedelta(0),  # a command is typed on purpose: no trigger held too long
        )
    _answer_passage(context, result, as_json)


@group.command("walk-in")
@event_argument
@click.argument("given_name")
@click.argument("family_name")
@click.option("--organisation", default="", help="Where the person comes from.")
@click.option("--function", default="", help="What the person does there.")
@click.option("--email", default="", help="Address of the person.")
@click.option("--role", type=click.Choice(_ROLES), default="participant", show_default=True, help="Role here.")
@click.option(
    "--image-consent", type=click.Choice(_CONSENTS), default="not_asked", show_default=True, help="Image consent."
)
@at_option
@operator_option
@_anyway_option
@json_option
@click.pass_context
def walk_in(
    context: click.Context,
    event_path: Path,
    given_name: str,
    family_name: str,
    organisation: str,
    function: str,
    email: str,
    role: str,
    image_consent: str,
    at: dt.datetime | None,
    operator: str,
    anyway: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Register someone on the spot and note their arrival. Someone of a close name is shown first, unless --anyway."""
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.register_walk_in(
            event,
            given_name,
            family_name,
            organisation,
            function=function,
            email=email,
            role=role,
            image_consent=image_consent,
            at=in_zone(event, at),
            operator=operator,
            anyway=anyway,
        )
    _answer_passage(context, result, as_json)


@group.command()
@event_argument
@click.option(
    "--check-in",
    "check_in_id",
    metavar="ID",
    help="Fact to take back (else the last arrival of this desk).",
)
@operator_option
@json_option
@click.pass_context
def undo(
    context: click.Context,
    event_path: Path,
    check_in_id: str | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Take back the last arrival that this laptop noted."""
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.undo_check_in(event, check_in_id, operator=operator)
    document = {
        "done": result.done,
        "message": result.message,
        "check_in": result.check_in_id,
        "person": person_document(result.person),
    }
    answer_or_refuse(context, document, [result.message], done=result.done, as_json=as_json)


@group.command()
@event_argument
@at_option
@json_option
def status(event_path: Path, at: dt.datetime | None, passphrase_file: Path | None, as_json: bool) -> None:
    """Say who is expected and who has arrived, as this laptop knows it. Nothing is written."""
    from .. import reception

    with opened(event_path, passphrase_file, read_only=True) as event, event.read() as db:
        figures = reception.status(db, event, at=in_zone(event, at))
    answer(_figures(figures), _status_lines(figures), as_json=as_json)


@group.command()
@event_argument
@click.option("--out", type=PATH, required=True, metavar="F.pdf", help="PDF to write.")
@click.option("--layout", type=click.Choice(_LAYOUTS), default="a4", show_default=True, help="Sheet or label.")
@click.option("--person", "people", multiple=True, metavar="ID", help="Only this person; may be repeated.")
@click.option("--reprint", is_flag=True, help="Print again the badges that were already printed.")
@click.option("--only-new", is_flag=True, help="Leave out the badges that were already printed.")
@json_option
@click.pass_context
def badges(
    context: click.Context,
    event_path: Path,
    out: Path,
    layout: str,
    people: tuple[str, ...],
    reprint: bool,
    only_new: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Print badges into a PDF, and count them. Badges already printed are asked about first."""
    from .. import reception

    if reprint and only_new:
        raise click.UsageError(tr("Choose one of --reprint and --only-new."))
    with opened(event_path, passphrase_file) as event:
        report = reception.badges(
            event,
            out,
            list(people) or None,
            layout,
            reprint=reprint,
            only_new=only_new,
            progress=progress(tr("Badges")),
        )
    document = {
        "done": report.done,
        "message": report.message,
        "file": report.path if report.done else None,
        "layout": report.layout,
        "badges": report.badges,
        "pages": report.pages,
        "reprinted": report.reprinted,
        "would_reprint": report.would_reprint,
        "without_glyph": report.without_glyph,
    }
    lines = [report.message]
    if report.would_reprint:
        lines.append(tr("Add --reprint to print them again, or --only-new to leave them out."))
    lines += [tr("The font cannot draw {name} in full.", name=name) for name in report.without_glyph]
    answer_or_refuse(context, document, lines, done=report.done, as_json=as_json)


def _answer_passage(context: click.Context, result: CheckInResult, as_json: bool) -> None:
    earlier = result.earlier
    document: dict[str, Any] = {
        "verdict": result.verdict,
        "message": result.message,
        "title": result.title,
        "safe": result.safe,
        "action": result.action.name,
        "at": result.at,
        "half_day": half_day_document(result.half_day),
        "session": session_document(result.session),
        "outside_event": result.outside,
        "person": person_document(result.person),
        "people": [person_document(card) for card in result.people],
        "check_in": result.check_in_id,
        "earlier": None
        if earlier is None
        else {
            "at": earlier.at,
            "desk": earlier.desk,
            "operator": earlier.operator,
            "check_in": earlier.check_in_id,
            "here": earlier.here,
            "received_at": earlier.received_at,
        },
        "site": result.site or None,
        "warning": result.warning or None,
    }
    lines = [result.message]
    if result.safe:
        lines.append(result.safe)
    if result.warning:
        lines.append(result.warning)
    lines += [" ".join((card.id, card.name, card.line)) for card in result.people]
    if result.outside and result.half_day is not None and result.check_in_id:
        lines.append(tr("Outside the days of the event: noted for {half_day}.", half_day=result.half_day.label))
    answer_or_refuse(context, document, lines, done=result.verdict in ("arrived", "already_arrived"), as_json=as_json)


def _figures(figures: Status) -> dict[str, Any]:
    return {
        "half_day": half_day_document(figures.half_day),
        "known_at": figures.known_at,
        "expected": figures.expected,
        "arrived": figures.arrived,
        "here": figures.here,
        "elsewhere": figures.elsewhere,
        "unexpected": figures.unexpected,
        "walk_ins": figures.walk_ins,
        "cancelled": figures.cancelled,
        "doubles": figures.doubles,
        "pending": figures.pending,
        "pending_arrivals": figures.pending_arrivals,
        "last": [
            {
                "check_in": passage.check_in_id,
                "person": passage.person_id,
                "name": passage.name,
                "organisation": passage.organisation,
                "at": passage.at,
                "method": passage.method,
                "counted": passage.counted,
            }
            for passage in figures.last
        ],
        "by_desk": [
            {"desk": one.desk, "here": one.here, "arrived": one.arrived, "heard_at": one.heard_at}
            for one in figures.by_desk
        ],
        "by_five_minutes": [{"from": start, "people": people} for start, people in figures.by_five_minutes],
    }


def _status_lines(figures: Status) -> Iterator[str]:
    known_at = hour(figures.known_at)
    if figures.half_day is not None:
        yield tr("{half_day}, known to this laptop at {hour}", half_day=figures.half_day.label, hour=known_at)
    yield trn("{n} arrival, {expected} expected", "{n} arrivals, {expected} expected", figures.arrived,
              expected=figures.expected)  # fmt: skip
    yield tr("{here} here, {elsewhere} at the other desks", here=figures.here, elsewhere=figures.elsewhere)
    for one in figures.by_desk:
        if one.here:
            continue
        known = tr("as it was at {hour}", hour=hour(one.heard_at)) if one.heard_at else tr("never heard from")
        yield trn("{desk}: {n} arrival, {known}", "{desk}: {n} arrivals, {known}", one.arrived, desk=one.desk,
                  known=known)  # fmt: skip
    if figures.doubles:
        yield trn("{n} person noted by two passages", "{n} people noted by two passages", figures.doubles)
    if figures.cancelled:
        yield trn("{n} registration cancelled", "{n} registrations cancelled", figures.cancelled)
    yield trn("{n} arrival to exchange", "{n} arrivals to exchange", figures.pending_arrivals)
