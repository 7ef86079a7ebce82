"""What a purge did, on paper and for programs: when, by whom, kept how long, how many of each. Nobody is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from ..documents import PAGE_HEIGHT, PAGE_WIDTH, Group, draw_listing, new_canvas, pdf_part
from ..event import EventFile, UserError
from ..event.model import Event, Site
from ..event.storage import explained
from ..language import date_long, hour, integer, mark, tr, trn
from .retention import PurgeReport

#: Category or group → its words, in the order of the report.
_EMPTIED = {
    "note": mark("Notes of the desk"),
    "needs": mark("Diets and access needs"),
    "contacts": mark("E-mails and phones"),
}
_ERASED = {
    "removed": mark("Taken off the list"),
    "cancelled": mark("Registration cancelled"),
    "absent": mark("Never arrived"),
    "present": mark("Arrived"),
}


@dataclass(frozen=True, slots=True)
class SavedReport:
    """The two files: a PDF to keep with the register, and the same in JSON beside it."""

    path: Path
    document: Path
    pages: int
    message: str


def save_purge_report(event: EventFile, report: PurgeReport, out: Path) -> SavedReport:
    """Write ``out`` as a PDF, and the same as ``.json`` beside it, over whatever had these names.

    Nothing is written in the event file. Raises UserError ``cannot_write`` or a fault of the disk.
    """
    out = Path(out).with_suffix(".pdf")
    document = out.with_suffix(".json")
    with event.read() as db:
        about = db.get(Event, event.event_id)
        site = db.get(Site, about.site_id) if about is not None else None
        where = {
            "name": about.name if about is not None else "",
            "site": site.name if site is not None else "",
            "organiser": about.organiser if about is not None else "",
        }
    title = tr("Report of erasure")
    with pdf_part(out) as part:
        canvas = new_canvas(
            part.path, title=tr("{kind}: {event}", kind=title, event=where["name"]), width=PAGE_WIDTH,
            height=PAGE_HEIGHT, author=where["organiser"] or where["name"],
        )  # fmt: skip
        subtitle = " · ".join(text for text in (where["name"], where["site"], where["organiser"]) if text)
        pages = draw_listing(canvas, title, subtitle, list(_groups(report)), lambda page, pages: False) or 0
        canvas.save()
        part.make_durable()
        _write(document, orjson.dumps(_document(report, where), option=orjson.OPT_INDENT_2))
        part.put_in_place()
    said = tr("The report is in {file}; {other} says the same for programs.", file=out.name, other=document.name)
    return SavedReport(out, document, pages, said)


def _document(report: PurgeReport, where: Mapping[str, str]) -> dict[str, Any]:
    return {
        "format": "uepit-purge",
        "version": 1,
        "done_at": report.at,
        "judged_on": report.judged_on,
        "event": {**where, "ended_on": report.ended_on},
        "desk": report.desk,
        "operator": report.operator,
        "stopped": report.cancelled,
        "periods": dict(report.periods),
        "emptied": {name: report.emptied.get(name, 0) for name in _EMPTIED},
        "erased": {name: report.groups.get(name, 0) for name in _ERASED},
        "rows": dict(sorted(report.rows.items())),
    }


def _groups(report: PurgeReport) -> Iterator[Group]:
    facts = []
    if report.at is not None:
        facts.append((tr("Done on"), tr("{day} at {hour}", day=date_long(report.at.date()), hour=hour(report.at))))
    facts.append((tr("Desk"), report.desk))
    facts.append((tr("By"), report.operator or "—"))
    if report.judged_on is not None and report.at is not None and report.judged_on != report.at.date():
        facts.append((tr("Judged as on"), date_long(report.judged_on)))
    if report.ended_on is not None:
        facts.append((tr("Last day of the event"), date_long(report.ended_on)))
    if report.cancelled:
        facts.append((tr("Stopped before its end"), tr("yes")))
    yield Group(tr("The erasure"), (tr("What"), ""), (0.4, 0.6), tuple(facts))
    headings = (tr("What"), tr("Kept after the last day"), tr("People"))
    for title, words, counts in (
        (tr("Values erased, the person staying"), _EMPTIED, report.emptied),
        (tr("People erased whole"), _ERASED, report.groups),
    ):
        rows = tuple(
            (tr(said), trn("{n} day", "{n} days", report.periods.get(name, 0)), integer(counts.get(name, 0)))
            for name, said in words.items()
        )
        yield Group(title, headings, (0.5, 0.3, 0.2), rows)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if error.errno in (28, 122):
            raise explained(error) or error from error
        raise UserError(
            "{name} cannot be written there. Nothing was printed. Choose another folder.",
            code="cannot_write",
            name=path.name,
        ) from error
