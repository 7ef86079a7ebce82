"""Attendance sheets to sign, as one PDF: a sheet a day, a column a half-day. Nothing is written in the event file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents import PAGE_HEIGHT, PAGE_WIDTH, characters_without_glyph, new_canvas, pdf_part
from ..event import EventFile, UserError
from ..event.model import Event as EventRow
from ..event.model import Site
from ..language import mark, tr, trn
from .closing import to_close
from .half_days import HalfDayView, half_days
from .presence import Presence, PresenceState
from .roll import Roll, by_name, rolls, session_roll
from .sheet_design import PagedSheet, Sheet, SheetColumn, SheetRow, draw_sheet, paged, without_signs

BLANK_LINES = 4
_MOST_BLANK_LINES = 40
_PARTS = {"am": mark("Morning"), "pm": mark("Afternoon")}


@dataclass(frozen=True, slots=True)
class Heading:
    """What papers say of the event. An empty ``place`` is the site's name and address."""

    title: str
    organiser: str
    place: str


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What became of a PDF. ``done`` is False when nothing was written: ``message`` says why.

    ``people`` are the rows of all sheets (or the certificates), ``struck`` the cells of absences,
    ``open_half_days`` those that are not over yet, ``unclosed`` those of a sheet that nobody has closed, ``to_close``
    the ids of those of them that are over, ``left_out`` the people asked for who have no hour to certify,
    ``without_glyph`` the names that the font cannot draw in full.
    """

    done: bool
    message: str
    path: Path
    documents: int = 0
    pages: int = 0
    people: int = 0
    struck: int = 0
    open_half_days: int = 0
    unclosed: int = 0
    to_close: tuple[str, ...] = ()
    left_out: int = 0
    without_glyph: tuple[str, ...] = ()
    cancelled: bool = False

    @property
    def unclosed_words(self) -> str:
        """Why no absence is struck, in one sentence; empty when every half-day is closed."""
        if not self.unclosed:
            return ""
        return trn("{n} half-day is not closed: no absence is struck in it.",
                   "{n} half-days are not closed: no absence is struck in them.", self.unclosed)  # fmt: skip


def sheets(
    event: EventFile,
    out: Path,
    half_day_ids: Sequence[str] | None = None,
    *,
    session_ids: Sequence[str] = (),
    day: dt.date | None = None,
    trainer: str = "",
    place: str = "",
    blank_lines: int = BLANK_LINES,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    at: dt.datetime | None = None,
) -> PaperReport:
    """Write the attendance sheets of these half-days (None: of ``day``, or of the whole event) into the PDF ``out``;
    with ``session_ids``, those of these sessions instead, each on its own, for whom it expects.

    Everyone expected that day is on the sheet, and whoever came without being expected. Cells stay empty for
    signatures; once a half-day was closed, those of absent people are struck. Each page carries for each half-day a
    code that ``read_sheet_code`` reads. ``progress(done, total)`` counts pages;
    ``cancelled()`` may stop, and then nothing is left. Raises UserError ``no_half_day``, ``no_session``,
    ``cannot_write`` or a fault of the disk.
    """
    out = Path(out)
    with event.read() as db:
        heading = heading_of(db, place)
        if session_ids:
            read = [session_roll(db, event, one, at=at) for one in dict.fromkeys(session_ids)]
        else:
            read = rolls(db, event, chosen_half_days(db, half_day_ids, day), at=at)
    blank_lines = min(max(blank_lines, 0), _MOST_BLANK_LINES)
    days = [list(group) for _, group in groupby(read, key=lambda one: (one.half_day.on, one.session))]
    cut = [paged(_sheet(one_day, heading, trainer, blank_lines, event.zone)) for one_day in days]
    total = sum(len(one.pages) for one in cut)
    with pdf_part(out) as part:
        if not _draw(part.path, cut, heading, total, progress, cancelled):
            return PaperReport(False, tr("Printing was stopped. Nothing was printed."), out, cancelled=True)
        part.make_durable()
        part.put_in_place()
    rows = [row for one in cut for row in one.sheet.rows]
    unclosed = {one.half_day.id: one.half_day for one in read if one.half_day.id and not one.closed}
    now = at if at is not None else event.clock.now()
    return PaperReport(
        True,
        trn("{n} page of attendance sheets is in {file}.", "{n} pages of attendance sheets are in {file}.", total,
            file=out.name),
        out,
        documents=len(cut),
        pages=total,
        people=len(rows),
        struck=sum(bool(word) for row in rows for word in row.marks),
        open_half_days=sum(not one.over for one in read),
        unclosed=len(unclosed),
        to_close=tuple(one.id for one in to_close(list(unclosed.values()), now, event.zone)),
        without_glyph=tuple(
            dict.fromkeys(name for one in cut for name in without_signs(one.sheet, characters_without_glyph))
        ),
    )  # fmt: skip


def chosen_half_days(db: Session, half_day_ids: Sequence[str] | None, day: dt.date | None) -> list[HalfDayView]:
    """These half-days, or those of a day, or all of them, in order. Raises UserError ``no_half_day``."""
    choices = half_days(db)
    wanted = None if half_day_ids is None else set(half_day_ids)
    known = {choice.id for choice in choices}
    found = [one for one in choices if (wanted is None or one.id in wanted) and (day is None or one.on == day)]
    if not found or (wanted is not None and not wanted <= known):
        raise UserError(
            "No such half-day is one of the event. Nothing was printed. Choose a half-day again.", code="no_half_day"
        )
    return found


def heading_of(db: Session, place: str = "") -> Heading:
    """The event's name, who organises it, and where."""
    row = db.execute(
        select(EventRow.name, EventRow.organiser, Site.name, Site.address).outerjoin(Site, Site.id == EventRow.site_id)
    ).first()
    if row is None:
        return Heading("", "", place)
    name, organiser, site, address = row
    return Heading(name, organiser, place or ", ".join(part for part in (site, address) if part))


def part_word(half_day: HalfDayView) -> str:
    """« Matin » or « Après-midi »."""
    return tr(_PARTS.get(half_day.part, _PARTS["am"]))


def _sheet(day: Sequence[Roll], heading: Heading, trainer: str, blank_lines: int, zone: dt.tzinfo) -> Sheet:
    columns = tuple(_column(one, zone) for one in day)
    on_sheet = {row.person.id: row.person for one in day for row in one.rows}
    found = [{row.person.id: row.presence for row in one.rows} for one in day]
    order = sorted(on_sheet.values(), key=by_name)
    rows = tuple(
        SheetRow(
            person.listed_name,
            person.organisation,
            tuple(_mark(one, presences.get(person.id)) for one, presences in zip(day, found, strict=True)),
        )
        for person in order
    )
    on, session = day[0].half_day.on, day[0].session
    if session is None:
        return Sheet(heading.title, heading.organiser, heading.place, trainer, on, columns, rows, blank_lines)
    place = ", ".join(part for part in (session.room, heading.place) if part)
    trainer = trainer or ", ".join(session.hosts)
    called = f"{session.code} · {session.label}" if session.code else session.label
    return Sheet(heading.title, heading.organiser, place, trainer, on, columns, rows, blank_lines, called)


def _column(roll: Roll, zone: dt.tzinfo) -> SheetColumn:
    if roll.session is None:
        return SheetColumn(roll.half_day.id, part_word(roll.half_day), roll.span.starts, roll.span.ends)
    starts, ends = roll.span.starts.astimezone(zone), roll.span.ends.astimezone(zone)
    return SheetColumn(roll.session.id, tr("Session"), starts, ends)


def _mark(roll: Roll, presence: Presence | None) -> str:
    """The word that strikes a cell: only once the half-day was closed, and for whoever was not there."""
    if not roll.closed or (presence is not None and presence.here):
        return ""
    excused = presence is not None and presence.state is PresenceState.EXCUSED
    return tr("Excused absence") if excused else tr("Absence")


def _draw(
    path: Path,
    cut: Sequence[PagedSheet],
    heading: Heading,
    total: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> bool:
    canvas = new_canvas(
        path,
        title=tr("Attendance sheets: {event}", event=heading.title),
        width=PAGE_WIDTH,
        height=PAGE_HEIGHT,
        author=heading.organiser or heading.title,
    )
    done = 0

    def turned() -> bool:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)
        return cancelled is not None and cancelled()

    if not all(draw_sheet(canvas, one, turned) for one in cut):
        return False
    canvas.save()
    return True
