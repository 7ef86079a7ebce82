"""Commands on the event file itself: create it, say what it holds, verify it, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from ..event import EventFile, UserError
from ..event.summary import Summary, summarise
from ..language import date_long, tr, trn
from .opening import PATH, event_argument, iso_date, opened, passphrase_option, read_passphrase
from .output import answer, json_option


@click.command()
@click.argument("event_path", metavar="EVENT", type=PATH)
@click.option("--name", required=True, help="Name of the event.")
@click.option("--site", required=True, help="Name of the site that hosts it.")
@click.option("--start", "start_on", required=True, type=iso_date, metavar="2026-07-06", help="First day.")
@click.option("--days", required=True, type=click.IntRange(1, 60), help="Number of days.")
@click.option("--desk", default="Coordination", show_default=True, help="Name of this laptop.")
@click.option("--organiser", default="", help="Who organises the event.")
@click.option("--time-zone", default="Europe/Paris", show_default=True, help="Time zone of the site.")
@passphrase_option
@json_option
def new(
    event_path: Path,
    name: str,
    site: str,
    start_on: dt.date,
    days: int,
    desk: str,
    organiser: str,
    time_zone: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Create an event file. Never asks a question; an existing file is left as it is."""
    with EventFile.create(
        event_path,
        name=name,
        site=site,
        start_on=start_on,
        days=days,
        desk=desk,
        organiser=organiser,
        time_zone=time_zone,
        passphrase=read_passphrase(passphrase_file),
    ) as event:
        document = {
            "file": event.path,
            "name": name,
            "site": site,
            "start_on": start_on,
            "end_on": start_on + dt.timedelta(days=days - 1),
            "replica": {"id": event.replica_id, "desk": event.desk_name},
        }
    day = date_long(start_on)
    sentence = tr("{file} is ready: {name}, {site}, from {day}.", file=event_path.name, name=name, site=site, day=day)
    answer(document, [sentence], as_json=as_json)


@click.command()
@event_argument
@json_option
def info(event_path: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Say what an event file holds. It may be open in a window meanwhile: nothing is written."""
    with opened(event_path, passphrase_file, read_only=True) as event:
        summary = summarise(event)
    answer(summary, _lines(summary), as_json=as_json)


@click.command()
@event_argument
@json_option
@click.pass_context
def check(context: click.Context, event_path: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Rebuild every table from the log and compare. Equal digests mean equal states on two laptops."""
    with opened(event_path, passphrase_file, read_only=True) as event:
        report = event.check()
    if report.ok:
        sentence = tr("{file} is whole: its tables say what its log says.", file=event_path.name)
    else:
        n = len(report.faults)
        sentence = trn("{file} is damaged: {n} fault.", "{file} is damaged: {n} faults.", n, file=event_path.name)
    document = {"ok": report.ok, "digest": report.digest, "faults": report.faults}
    answer(document, [sentence, *report.faults, tr("Digest: {digest}", digest=report.digest)], as_json=as_json)
    context.exit(0 if report.ok else 1)


@click.command()
@event_argument
@json_option
def undo(event_path: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Undo the last thing done on this laptop. Refused when what it wrote has changed since."""
    with opened(event_path, passphrase_file) as event:
        last = next(iter(event.undo_stack(whole_log=True)), None)
        if last is None:
            raise UserError("There is nothing to undo on this laptop. Nothing was changed.", code="nothing_to_undo")
        event.undo(last)
    document = {"undone": {"verb": last.verb, "label": last.label, "subject": last.subject, "at": last.at}}
    answer(document, [tr("Undone: {action}", action=last.label)], as_json=as_json)


def _lines(summary: Summary) -> Iterator[str]:
    yield f"{summary.event.name}, {summary.event.site}"
    if summary.event.start_on and summary.event.end_on:
        start, end = date_long(summary.event.start_on), date_long(summary.event.end_on)
        yield tr("From {start} to {end}", start=start, end=end)
    yield trn("{n} person", "{n} people", summary.counts.get("person", 0))
    yield trn("{n} arrival noted", "{n} arrivals noted", summary.counts.get("check_in", 0))
    yield tr("This laptop: {desk}", desk=summary.replica.desk)
    n = summary.pending_operations
    yield trn("{n} operation not yet exchanged", "{n} operations not yet exchanged", n)
