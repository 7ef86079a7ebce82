"""A list as A4 pages: groups with a title and columns of their own, headings repeated on each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from .fonts import BOLD, MEDIUM, REGULAR, SEMI_BOLD
from .pages import (
    INK,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET_INK,
    SHADE,
    draw_fitted,
    draw_footer,
    paginate,
    row_height,
)

_WIDTH = PAGE_WIDTH - 2 * MARGIN
_HEADER, _TITLE, _HEADINGS, _ROW = 66.0, 30.0, 18.0, 18.0
_ROOM = PAGE_HEIGHT - 2 * MARGIN - _HEADER - _TITLE - _HEADINGS - 4
_BAR = "#3054A0"


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list. ``widths`` are shares of the page's width; each row has one text a column.

    ``bars``, when there are any, are the lengths (0 to 1) of a bar drawn in the last column of each row.
    """

    title: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A title with its headings (``row`` is None) or a row, of one group."""

    group: Group
    row: tuple[str, ...] | None
    height: float
    bar: float | None = None


def draw_listing(
    canvas: Canvas, title: str, subtitle: str, groups: Sequence[Group], said: Callable[[int, int], bool]
) -> int | None:
    """Draw the list. ``said(page, pages)`` is asked after each page whether to stop; then None, else how many pages.

    A group's title is never at the foot of a page, and stands again at the head of the pages on which it goes on.
    """
    lines = [line for group in groups for line in _lines(group)]
    with_next = frozenset(number for number, line in enumerate(lines) if line.row is None)
    pages = paginate([line.height for line in lines], _ROOM, with_next=with_next) or [(0, 0)]
    for number, (first, last) in enumerate(pages, 1):
        _draw_header(canvas, title, subtitle)
        y = PAGE_HEIGHT - MARGIN - _HEADER
        shown = lines[first:last]
        if shown and shown[0].row is not None:
            y = _draw_title(canvas, shown[0].group, y)
        for line in shown:
            y = _draw_title(canvas, line.group, y) if line.row is None else _draw_row(canvas, line, y)
        draw_footer(canvas, f"{title} · {subtitle}", number, len(pages))
        canvas.showPage()
        if said(number, len(pages)):
            return None
    return len(pages)


def _lines(group: Group) -> list[_Line]:
    lines = [_Line(group, None, _TITLE + _HEADINGS)]
    bars = group.bars or (None,) * len(group.rows)
    for row, bar in zip(group.rows, bars, strict=True):
        cells = [
            (text, MEDIUM if place == 0 else REGULAR, share * _WIDTH)
            for place, (text, share) in enumerate(zip(row, group.widths, strict=True))
        ]
        lines.append(_Line(group, row, row_height(cells, _ROW, 9.5), bar))
    return lines


def _draw_header(canvas: Canvas, title: str, subtitle: str) -> None:
    top = PAGE_HEIGHT - MARGIN
    canvas.setFillColor(INK)
    draw_fitted(canvas, title, BOLD, MARGIN - 4, top - 24, _WIDTH, 24, 17)
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, subtitle, MEDIUM, MARGIN - 4, top - 46, _WIDTH, 20, 10.5)


def _draw_title(canvas: Canvas, group: Group, y: float) -> float:
    canvas.setFillColor(INK)
    draw_fitted(canvas, group.title, SEMI_BOLD, MARGIN - 4, y - _TITLE + 4, _WIDTH, _TITLE - 10, 12)
    y -= _TITLE + _HEADINGS
    canvas.setFillColor(SHADE)
    canvas.rect(MARGIN, y, _WIDTH, _HEADINGS, stroke=0, fill=1)
    canvas.setFillColor(QUIET_INK)
    x = MARGIN
    for text, share in zip(group.headings, group.widths, strict=True):
        draw_fitted(canvas, text, SEMI_BOLD, x, y, share * _WIDTH, _HEADINGS, 8.5)
        x += share * _WIDTH
    return y


def _draw_row(canvas: Canvas, line: _Line, y: float) -> float:
    y -= line.height
    canvas.setFillColor(INK)
    x = MARGIN
    for place, (text, share) in enumerate(zip(line.row or (), line.group.widths, strict=True)):
        draw_fitted(canvas, text, MEDIUM if place == 0 else REGULAR, x, y, share * _WIDTH, line.height, 9.5)
        x += share * _WIDTH
    if line.bar is not None:
        width = line.group.widths[-1] * _WIDTH
        canvas.setFillColor(_BAR)
        canvas.rect(x - width + 4, y + 5, max(1.0, (width - 8) * line.bar), line.height - 10, stroke=0, fill=1)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, y, MARGIN + _WIDTH, y)
    return y
