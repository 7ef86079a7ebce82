"""One badge for a printer: drawn without counting it, counted once the printer has taken it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ..event import Changes, EventFile, UserError
from ..event.model import BadgePrint, new_id
from .badge_design import LAYOUTS
from .badge_printing import chosen_faces, draw_pages

_LAYOUT = LAYOUTS["single"]


def draw_badge_file(event: EventFile, out: Path, person_id: str, *, only_new: bool = False) -> bool:
    """Draw the badge of one person into the PDF ``out``, a page of the size of the badge.

    False when there is nothing to print: the person is not on the list any more, or, with ``only_new``, already has a
    badge. Nothing is counted: a printer may refuse it. Raises UserError ``read_only``.
    """
    if event.read_only:
        raise UserError(
            "Printing is counted, and this event can only be read here. Nothing was printed.", code="read_only"
        )
    faces, printed, title, site = chosen_faces(event, [person_id])
    if not faces or (only_new and printed):
        return False
    draw_pages(out, list(faces.values()), _LAYOUT, title, site, None, None)
    return True


def note_badge_printed(event: EventFile, person_id: str, *, at: dt.datetime | None = None) -> Changes:
    """Count a badge that a printer took. Raises UserError ``read_only`` or a fault of the disk."""
    now = at if at is not None else event.clock.now()
    with event.write("print_badges", subject=person_id) as db:
        db.add(BadgePrint(id=new_id(), person_id=person_id, at=now, replica_id=event.replica_id))
    return db.changes
