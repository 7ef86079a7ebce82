"""``uepit programme``: import rooms and sessions, list them by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from ..event import UserError
from ..language import date_long, tr, trn
from .importing import import_options, mapping_document, report_lines
from .opening import PATH, event_argument, iso_date, opened
from .output import answer, json_option

if TYPE_CHECKING:
    from ..programme import SessionView


@click.group()
def group() -> None:
    """Import rooms and sessions, list them by day."""


@group.command("import")
@event_argument
@click.argument("file_path", metavar="FILE", type=PATH)
@import_options
@json_option
def import_(
    event_path: Path,
    file_path: Path,
    mapping_path: Path | None,
    sheet: str | None,
    encoding: str | None,
    dry_run: bool,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Import sessions, with their rooms, or a list of rooms: CSV, XLSX, XLS or ODS. One undo takes it back.

    The same file again updates what it brought.
    """
    from .. import programme
    from ..tables import mapping_from_json

    document = mapping_document(mapping_path)
    with opened(event_path, passphrase_file, read_only=dry_run) as event:
        table = programme.read_programme_table(file_path, sheet=sheet, encoding=encoding)
        mapping = None if document is None else mapping_from_json(table, programme.PROGRAMME, document)
        preview = programme.preview_programme(event, table, mapping)
        if not dry_run:
            programme.import_programme(event, preview)
        report = programme.report_document(preview, dry_run=dry_run)
    answer(report, _import_lines(report), as_json=as_json)


@group.command("list")
@event_argument
@click.option("--day", type=iso_date, metavar="DATE", help="Only this day (else the whole event).")
@json_option
def list_(event_path: Path, day: dt.date | None, passphrase_file: Path | None, as_json: bool) -> None:
    """List the sessions, by day, hour and room."""
    from .. import programme

    with opened(event_path, passphrase_file, read_only=True) as event:
        zone = event.zone
        with event.read() as db:
            sessions = programme.list_sessions(db)
    if day is not None:
        sessions = [one for one in sessions if programme.day_of(one, zone) == day]
        if not sessions:
            raise UserError("No session is on this day.", code="no_session")
    answer([_document(one, zone) for one in sessions], _list_lines(sessions, zone), as_json=as_json)


def _document(one: SessionView, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "code": one.code,
        "title": one.title,
        "starts": one.starts.astimezone(zone) if one.starts else None,
        "ends": one.ends.astimezone(zone) if one.ends else None,
        "minutes": one.minutes,
        "room": one.room,
        "seats": one.seats,
        "everyone": one.everyone,
        "hosts": one.hosts,
        "teams": one.teams,
        "enrolled": len(one.enrolled),
    }


def _list_lines(sessions: list[SessionView], zone: ZoneInfo) -> Iterator[str]:
    on: dt.date | None = None
    for place, one in enumerate(sessions):
        day = one.starts.astimezone(zone).date() if one.starts else None
        if day != on or place == 0:
            on = day
            yield date_long(day) if day else tr("Without a place in the day")
        yield "  " + ", ".join(part for part in (one.hours(zone), one.code, one.label, one.room, *one.hosts) if part)


def _import_lines(report: dict[str, Any]) -> Iterator[str]:
    if report["rooms_created"] and report["holds"] == "sessions":
        yield trn("{n} room created", "{n} rooms created", report["rooms_created"])
    yield from report_lines(report)
