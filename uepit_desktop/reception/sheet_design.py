"""How an attendance sheet looks: its heading, its rows to sign, the strip of whoever leads, its foot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from ..documents import (
    BOLD,
    INK,
    LINE,
    MARGIN,
    MEDIUM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET_INK,
    REGULAR,
    SEMI_BOLD,
    SHADE,
    draw_fitted,
    draw_footer,
    paginate,
    qr_code,
    row_height,
    set_fitted,
)
from ..language import date_long, hour, tr
from .sheet_codes import sheet_code

_ROW = 27.0  # points: room for a signature
_HEADER, _HEADINGS, _STRIP = 112.0, 24.0, 46.0
_NUMBER = 26.0
_CODE = 66.0
_LINES = 47.0  # points that the lines under the title share
_WIDTH = PAGE_WIDTH - 2 * MARGIN
_ROOM = PAGE_HEIGHT - 2 * MARGIN - _HEADER - _HEADINGS - _STRIP - 6
_STRUCK = HexColor("#6B7280")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """What is signed for: the id of a half-day or a session, its word (« Matin »), its hours in the event's zone."""

    signed_for: str
    label: str
    starts: dt.datetime
    ends: dt.datetime

    @property
    def hours(self) -> str:
        return tr("{starts} to {ends}", starts=hour(self.starts), ends=hour(self.ends))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Who signs. ``marks`` has for each column the word of an absence, or nothing: the cell is then left to a pen."""

    name: str
    organisation: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One day: its columns, its rows and what stands above them. ``blank_lines`` are for late arrivals; ``session`` is
    the title of the one session that is signed for.
    """

    title: str
    organiser: str
    place: str
    trainer: str
    on: dt.date
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    blank_lines: int
    session: str = ""


@dataclass(frozen=True, slots=True)
class PagedSheet:
    """A sheet cut into pages: the height of each row, blank ones included, and the rows of each page."""

    sheet: Sheet
    heights: tuple[float, ...]
    pages: tuple[tuple[int, int], ...]


def paged(sheet: Sheet) -> PagedSheet:
    """Cut a sheet into pages. The last one always has names above its blank lines; with nobody it is one blank page."""
    widths = _widths(len(sheet.columns))
    heights = [
        row_height(((row.name, MEDIUM, widths[0]), (row.organisation, REGULAR, widths[1])), _ROW, 10)
        for row in sheet.rows
    ]
    blanks = sheet.blank_lines if sheet.rows else int(_ROOM / _ROW)
    heights += [_ROW] * blanks
    return PagedSheet(sheet, tuple(heights), tuple(paginate(heights, _ROOM, least=blanks + 2)))


def draw_sheet(canvas: Canvas, cut: PagedSheet, said: Callable[[], bool]) -> bool:
    """Draw every page; ``said`` is asked after each one whether to stop. Returns whether all was drawn."""
    frame = "-".join(("sheet", *(column.signed_for for column in cut.sheet.columns)))
    canvas.beginForm(frame, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)  # drawn once, shown on every page
    _draw_header(canvas, cut.sheet)
    _draw_headings(canvas, cut.sheet)
    _draw_strip(canvas, cut.sheet)
    canvas.endForm()
    for number, (first, last) in enumerate(cut.pages, 1):
        canvas.doForm(frame)
        _draw_rows(canvas, cut, first, last)
        foot = " · ".join((tr("Attendance sheet"), cut.sheet.title, date_long(cut.sheet.on)))
        draw_footer(canvas, foot, number, len(cut.pages))
        canvas.showPage()
        if said():
            return False
    return True


def _widths(columns: int) -> tuple[float, float, float]:
    """Of names, of organisations, of one cell to sign."""
    names, organisations = (190.0, 130.0) if columns == 1 else (142.0, 104.0)
    return names, organisations, (_WIDTH - _NUMBER - names - organisations) / columns


def _draw_header(canvas: Canvas, sheet: Sheet) -> None:
    top = PAGE_HEIGHT - MARGIN
    codes = [(column, code) for column in sheet.columns if (code := sheet_code(column.signed_for))]
    width = _WIDTH - len(codes) * (_CODE + 8) - 8
    x = MARGIN - 4
    canvas.setFillColor(INK)
    draw_fitted(canvas, tr("Attendance sheet"), BOLD, x, top - 24, width, 24, 17)
    draw_fitted(canvas, sheet.title, SEMI_BOLD, x, top - 50, width, 25, 11)
    hours = " · ".join(f"{column.label.lower()} {column.hours}" for column in sheet.columns)
    lines = [
        (tr("Organised by"), sheet.organiser),
        (tr("Place"), sheet.place),
        (tr("Date and hours"), f"{date_long(sheet.on)}, {hours}"),
    ]
    if sheet.session:
        lines.insert(0, (tr("Session"), sheet.session))
    step = _LINES / len(lines)
    for place, (label, text) in enumerate(lines):
        y = top - 50 - step * (place + 1)
        canvas.setFillColor(QUIET_INK)
        draw_fitted(canvas, label, REGULAR, x, y, 80, 15, 8.5)
        canvas.setFillColor(INK)
        draw_fitted(canvas, text, MEDIUM, x + 80, y, width - 80, 15, 9.5)
    for place, (column, code) in enumerate(reversed(codes), 1):
        left = PAGE_WIDTH - MARGIN - place * (_CODE + 8) + 8
        qr_code(code).draw(canvas, left, top - _CODE - 2, _CODE)
        canvas.setFillColor(QUIET_INK)
        canvas.setFont(REGULAR, 7.5)
        canvas.drawCentredString(left + _CODE / 2, top - _CODE - 9, column.label)


def _edges(columns: int) -> list[float]:
    """Where the columns begin, and the last one ends."""
    names, organisations, cell = _widths(columns)
    edges = [MARGIN, MARGIN + _NUMBER, MARGIN + _NUMBER + names, MARGIN + _NUMBER + names + organisations]
    return edges + [edges[3] + cell * (place + 1) for place in range(columns)]


def _draw_headings(canvas: Canvas, sheet: Sheet) -> None:
    edges = _edges(len(sheet.columns))
    cell = edges[4] - edges[3]
    top = PAGE_HEIGHT - MARGIN - _HEADER
    canvas.setFillColor(SHADE)
    canvas.rect(MARGIN, top - _HEADINGS, _WIDTH, _HEADINGS, stroke=0, fill=1)
    canvas.setFillColor(INK)
    headings = (tr("No."), tr("Family name, given name"), tr("Organisation"))
    for left, right, text in zip(edges, edges[1:], headings, strict=False):
        draw_fitted(canvas, text, SEMI_BOLD, left, top - _HEADINGS, right - left, _HEADINGS, 8.5)
    for place, column in enumerate(sheet.columns):
        text = tr("Signature, {part}", part=column.label.lower())
        draw_fitted(canvas, text, SEMI_BOLD, edges[3 + place], top - 12, cell, 11, 8.5)
        draw_fitted(canvas, column.hours, REGULAR, edges[3 + place], top - 22.5, cell, 11, 8)


def _draw_rows(canvas: Canvas, cut: PagedSheet, first: int, last: int) -> None:
    sheet = cut.sheet
    names, organisations, cell = _widths(len(sheet.columns))
    edges = _edges(len(sheet.columns))
    top = PAGE_HEIGHT - MARGIN - _HEADER
    y = top - _HEADINGS
    canvas.setFillColor(INK)
    pen = canvas.beginText()
    struck = []
    lines = [(MARGIN, top, MARGIN + _WIDTH, top), (MARGIN, y, MARGIN + _WIDTH, y)]
    for number in range(first, last):
        height = cut.heights[number]
        y -= height
        lines.append((MARGIN, y, MARGIN + _WIDTH, y))
        if number >= len(sheet.rows):
            continue
        row = sheet.rows[number]
        set_fitted(pen, str(number + 1), REGULAR, edges[0], y, _NUMBER, height, 8.5)
        set_fitted(pen, row.name, MEDIUM, edges[1], y, names, height, 10)
        set_fitted(pen, row.organisation, REGULAR, edges[2], y, organisations, height, 9)
        struck += [(mark, edges[3 + place], y, height) for place, mark in enumerate(row.marks) if mark]
    canvas.drawText(pen)
    _strike(canvas, struck, cell)
    lines += [(x, top, x, y) for x in edges]
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.lines(lines)


def _strike(canvas: Canvas, cells: Sequence[tuple[str, float, float, float]], width: float) -> None:
    """Cells (word, x, y, height) that nobody may sign any more: a line across, and the word that tells why it is there
    when the line is taken for a stroke of the pen."""
    canvas.setStrokeColor(_STRUCK)
    canvas.setLineWidth(0.9)
    canvas.lines([(x + 3, y + 3, x + width - 3, y + height - 3) for _, x, y, height in cells])
    canvas.setFillColor(QUIET_INK)
    pen = canvas.beginText()
    for mark, x, y, height in cells:
        set_fitted(pen, mark, REGULAR, x, y + height - 12, width, 11, 7.5)
    canvas.drawText(pen)


def _draw_strip(canvas: Canvas, sheet: Sheet) -> None:
    """Who led each half-day, and their signature: at the foot of every page, for each is a proof of its own."""
    names, organisations, cell = _widths(len(sheet.columns))
    left = _NUMBER + names + organisations
    y = MARGIN + 4
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, tr("Name of whoever led the session"), REGULAR, MARGIN, y + _STRIP - 16, left, 14, 8)
    canvas.setFillColor(INK)
    draw_fitted(canvas, sheet.trainer, SEMI_BOLD, MARGIN, y + 2, left, _STRIP - 18, 11)
    canvas.setFillColor(QUIET_INK)
    for place, column in enumerate(sheet.columns):
        text = tr("Their signature, {part}", part=column.label.lower())
        draw_fitted(canvas, text, REGULAR, MARGIN + left + place * cell, y + _STRIP - 14, cell, 13, 8)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.rect(MARGIN, y, _WIDTH, _STRIP, stroke=1, fill=0)
    canvas.lines([(MARGIN + left + place * cell, y, MARGIN + left + place * cell, y + _STRIP)
                  for place in range(len(sheet.columns))])  # fmt: skip


def without_signs(sheet: Sheet, missing: Callable[[str], str]) -> Sequence[str]:
    """The names of a sheet that the font cannot draw in full."""
    return [row.name for row in sheet.rows if missing(row.name)]
