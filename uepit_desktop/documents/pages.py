"""The furniture of A4 pages: margins, inks, footers, text fitted in cells, rows cut into pages without a row alone."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from ..language import integer, tr
from .fitting import LEADING, fit_text
from .fonts import REGULAR

PAGE_WIDTH, PAGE_HEIGHT = 210 * mm, 297 * mm
MARGIN = 14 * mm
INK, QUIET_INK, LINE, SHADE = (HexColor(code) for code in ("#1C1E23", "#484C55", "#8A8F99", "#EEF0F3"))

READABLE = 6.5
"""Points; a row grows higher sooner than its text goes below it."""

_HIGHEST = 4
"""Rows grow to this many times their height at most."""

_PAD = 4.0


def paginate(
    heights: Sequence[float], room: float, *, with_next: AbstractSet[int] = frozenset(), least: int = 3
) -> list[tuple[int, int]]:
    """Rows cut into pages of ``room`` points, as (first, past the last).

    A row is never cut. One of ``with_next`` (the title of a group) never ends a page, and the last page never holds
    fewer than ``least`` rows when there are several pages.
    """
    pages = []
    start, count = 0, len(heights)
    while start < count:
        end, used = start, 0.0
        while end < count and (end == start or used + heights[end] <= room):
            used += heights[end]
            end += 1
        if end < count:
            if count - end < least:
                end = max(start + 1, count - least)
            while end - 1 > start and end - 1 in with_next:
                end -= 1
        pages.append((start, end))
        start = end
    return pages


def row_height(cells: Sequence[tuple[str, str, float]], height: float, size: float) -> float:
    """The height of a row whose ``cells`` are (text, font, width): ``height``, or a multiple that long text needs."""
    for times in range(1, _HIGHEST):
        inside = times * height - 2
        lines = int(inside / (READABLE * LEADING))
        if all(fit_text(text, font, width - 2 * _PAD, inside, size, lines=lines).size >= READABLE for text, font, width
               in cells):  # fmt: skip
            return times * height
    return _HIGHEST * height


def draw_fitted(
    canvas: Canvas, text: str, font: str, x: float, y: float, width: float, height: float, size: float
) -> None:
    """``text`` in the cell whose lower left corner is (x, y), in the middle of its height, never cut."""
    pen = canvas.beginText()
    set_fitted(pen, text, font, x, y, width, height, size)
    canvas.drawText(pen)


def set_fitted(
    pen: PDFTextObject, text: str, font: str, x: float, y: float, width: float, height: float, size: float
) -> None:
    """The same with a pen that writes many cells (``canvas.beginText()``): a page of rows is twice as fast."""
    inside = height - 2
    lines = max(1, int(inside / (READABLE * LEADING)))
    fitted = fit_text(text, font, width - 2 * _PAD, inside, size, lines=lines)
    if not fitted.lines:
        return
    pen.setFont(font, fitted.size)
    baseline = y + (height + (len(fitted.lines) - 1) * fitted.leading) / 2 - 0.36 * fitted.size
    for line in fitted.lines:
        pen.setTextOrigin(x + _PAD, baseline)
        pen.textOut(line)
        baseline -= fitted.leading


def draw_footer(canvas: Canvas, text: str, page: int, pages: int) -> None:
    """At the foot of a page: what it is, and « Page 2 sur 5 »."""
    canvas.setFillColor(QUIET_INK)
    number = tr("Page {page} of {pages}", page=integer(page), pages=integer(pages))
    draw_fitted(canvas, text, REGULAR, MARGIN - _PAD, MARGIN - 16, PAGE_WIDTH - 2 * MARGIN - 80, 14, 7.5)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(PAGE_WIDTH - MARGIN, MARGIN - 11.7, number)
