"""The signs of a split queue: a page a desk, its range of names as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from ..documents import BOLD, PAGE_HEIGHT, PAGE_WIDTH, REGULAR, fit_text, new_canvas, pdf_part
from ..event import EventFile
from ..event.model import Event as EventRow
from ..language import tr
from .name_ranges import NameRange

_MARGIN = 48


def door_signs(event: EventFile, out: Path, ranges: Sequence[NameRange]) -> Path:
    """Write the signs into the PDF ``out`` (A4, on its side).

    Raises UserError ``cannot_write`` or a fault of the disk.
    """
    with event.read() as db:
        title = db.execute(select(EventRow.name)).scalar() or ""
    width, height = PAGE_HEIGHT, PAGE_WIDTH
    room = width - 2 * _MARGIN
    with pdf_part(Path(out)) as part:
        canvas = new_canvas(part.path, title=tr("Signs of the queue"), width=width, height=height, author=title)
        for number, one in enumerate(ranges, 1):
            words = (
                (title, REGULAR, 24, height - 70),
                (range_words(one), BOLD, 190, height / 2 - 50),
                (tr("Desk {n}", n=number), REGULAR, 44, 70),
            )
            for text, font, largest, baseline in words:
                fitted = fit_text(text, font, room, largest * 1.2, largest, lines=1)
                if fitted.lines:
                    canvas.setFont(font, fitted.size)
                    canvas.drawCentredString(width / 2, baseline, fitted.lines[0])
            canvas.showPage()
        canvas.save()
        part.make_durable()
        part.put_in_place()
    return Path(out)


def range_words(one: NameRange) -> str:
    """« A – Dup »."""
    return f"{one.first} \u2013 {one.last}"
