"""Badges as a PDF to print. Each one printed is a fact, so that a reprint is counted, and asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab.lib.units import mm
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..documents import characters_without_glyph, new_canvas, pdf_part
from ..event import Changes, EventFile, UserError
from ..event.badge_codes import canonical_badge_code, new_badge_code
from ..event.model import BadgePrint, Organisation, Person, PersonRole, PersonStatus, Site, new_id
from ..event.model import Event as EventRow
from ..language import tr, trn
from ..language.folding import fold
from .badge_design import LAYOUTS, BadgeFace, Layout, draw_badge, draw_cut_marks
from .orientation import codes_on_badge

_SOME = 500
"""People looked up in one query, and facts written in one go."""


@dataclass(frozen=True, slots=True)
class BadgeReport:
    """What became of a print. ``done`` is False when nothing was written: ``message`` says why.

    ``would_reprint`` people already have a badge and the print was not told what to do with them; ``reprinted`` got
    another one. ``without_glyph`` are the names that the font cannot draw in full.
    """

    done: bool
    message: str
    path: Path
    layout: str
    badges: int = 0
    pages: int = 0
    reprinted: int = 0
    would_reprint: int = 0
    without_glyph: tuple[str, ...] = ()
    cancelled: bool = False
    changes: Changes = field(default=Changes("print_badges"))


def badges(
    event: EventFile,
    out: Path,
    people: Sequence[str] | None = None,
    layout: str = "a4",
    *,
    reprint: bool = False,
    only_new: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    at: dt.datetime | None = None,
) -> BadgeReport:
    """Print badges into the PDF ``out``, and count them.

    ``people`` are ids, in the order wanted; None prints everyone registered, by family name. When some already have a
    badge nothing is written unless ``reprint`` (print them again) or ``only_new`` (leave them out) says what to do. The
    file has its name only once it is complete and on the disk, together with the facts; drawing does not hold back
    check-ins. ``progress(done, total)`` is called for each badge, ``cancelled()`` may stop. Raises UserError
    ``bad_layout``, ``cannot_write``, ``read_only`` or a fault of the disk.
    """
    out = Path(out)
    if layout not in LAYOUTS:
        raise UserError(
            "« {layout} » is not a layout. Nothing was printed. Choose among: {layouts}.",
            code="bad_layout",
            layout=layout,
            layouts=", ".join(LAYOUTS),
        )
    if event.read_only:
        raise UserError(
            "Printing is counted, and this event can only be read here. Nothing was printed.", code="read_only"
        )
    faces, printed, title, site = chosen_faces(event, people)
    if printed and only_new:
        faces = {person_id: face for person_id, face in faces.items() if person_id not in printed}
        printed = frozenset()
    if not faces:
        return BadgeReport(False, tr("There is no badge to print."), out, layout)
    if printed and not reprint:
        message = trn("{n} badge was already printed. Nothing was printed. Say whether to print it again.",
                      "{n} badges were already printed. Nothing was printed. Say whether to print them again.",
                      len(printed))  # fmt: skip
        return BadgeReport(False, message, out, layout, would_reprint=len(printed))
    with pdf_part(out) as part:
        drawn = draw_pages(part.path, list(faces.values()), LAYOUTS[layout], title, site, progress, cancelled)
        if drawn is None:
            message = tr("Printing was stopped. Nothing was printed.")
            return BadgeReport(False, message, out, layout, cancelled=True)
        part.make_durable()
        now = at if at is not None else event.clock.now()
        with event.write("print_badges", subject=next(iter(faces)) if len(faces) == 1 else "") as db:
            db.add_all(
                BadgePrint(id=new_id(), person_id=person_id, at=now, replica_id=event.replica_id) for person_id in faces
            )
            db.flush()
            part.put_in_place()
    message = trn("{n} badge is in {file}.", "{n} badges are in {file}.", len(faces), file=out.name)
    without = tuple(
        name for face in faces.values() if characters_without_glyph(name := f"{face.given_name} {face.family_name}")
    )
    report = BadgeReport(True, message, out, layout, len(faces), drawn, len(printed), 0, without)
    return replace(report, changes=db.changes)


def prints_of(db: Session, person_id: str) -> int:
    """How many badges a person was given."""
    return len(db.execute(select(BadgePrint.id).where(BadgePrint.person_id == person_id)).all())


def chosen_faces(
    event: EventFile, people: Sequence[str] | None
) -> tuple[dict[str, BadgeFace], frozenset[str], str, str]:
    """Person id → badge, in the order of printing; who already has one; the event's and the site's names."""
    with event.read() as db:
        if people is None:
            people = _everyone(db)
        without_code = _without_code(db, people)
    if without_code:
        _give_codes(event, without_code)
    with event.read() as db:
        faces = _faces(db, list(dict.fromkeys(people)))
        printed: set[str] = set()
        for some in _by_some(list(faces)):
            printed.update(db.execute(select(BadgePrint.person_id).where(BadgePrint.person_id.in_(some))).scalars())
        row = db.execute(select(EventRow.name, Site.name).outerjoin(Site, Site.id == EventRow.site_id)).first()
    name, site = (row[0], row[1] or "") if row else ("", "")
    return faces, frozenset(printed), name, site


def _everyone(db: Session) -> list[str]:
    rows = db.execute(
        select(Person.id, Person.family_name, Person.given_name).where(
            ~Person.deleted, Person.status != PersonStatus.CANCELLED.value
        )
    )
    return [person_id for person_id, *_ in sorted(rows, key=lambda row: (fold(row[1]), fold(row[2]), row[0]))]


def _without_code(db: Session, people: Sequence[str]) -> list[str]:
    found = []
    for some in _by_some(people):
        rows = db.execute(select(Person.id, Person.badge_code).where(Person.id.in_(some), ~Person.deleted))
        found += [person_id for person_id, code in rows if canonical_badge_code(code) is None]
    return found


def _give_codes(event: EventFile, people: Sequence[str]) -> None:
    """A badge needs a code of ours: someone who came without one, or with another system's, is given it now."""
    with event.write("give_badge_codes") as db:
        for some in _by_some(people):
            for person in db.scalars(select(Person).where(Person.id.in_(some))):
                person.badge_code = new_badge_code()


def _faces(db: Session, people: Sequence[str]) -> dict[str, BadgeFace]:
    found: dict[str, BadgeFace] = {}
    teams = codes_on_badge(db)
    for some in _by_some(people):
        roles: dict[str, list[str]] = {}
        for person_id, role in db.execute(
            select(PersonRole.person_id, PersonRole.role).where(PersonRole.person_id.in_(some), ~PersonRole.deleted)
        ):
            roles.setdefault(person_id, []).append(role)
        rows = db.execute(
            select(Person, Organisation.name)
            .outerjoin(Organisation, and_(Organisation.id == Person.organisation_id, ~Organisation.deleted))
            .where(Person.id.in_(some), ~Person.deleted)
        )
        for person, organisation in rows:
            found[person.id] = BadgeFace(
                given_name=person.given_name,
                family_name=person.family_name,
                organisation=organisation or "",
                function=person.function,
                roles=tuple(sorted(roles.get(person.id, ()))),
                consent=person.image_consent,
                code=person.badge_code,
                team=teams.get(person.id, ""),
            )
    return {person_id: found[person_id] for person_id in people if person_id in found}


def draw_pages(
    path: Path,
    faces: Sequence[BadgeFace],
    layout: Layout,
    event_name: str,
    site: str,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> int | None:
    """Draw every badge; returns the number of pages, or None when stopped."""
    canvas = new_canvas(
        path,
        title=tr("Badges: {event}", event=event_name),
        width=layout.page_width * mm,
        height=layout.page_height * mm,
        author=event_name,
    )
    for number, face in enumerate(faces):
        if cancelled is not None and cancelled():
            return None
        place = number % layout.per_page
        if place == 0:
            if number:
                canvas.showPage()
            if layout.cut_marks:
                draw_cut_marks(canvas, layout)
        draw_badge(canvas, face, layout, place, event=event_name, site=site)
        if progress is not None:
            progress(number + 1, len(faces))
    canvas.showPage()
    canvas.save()
    return -(-len(faces) // layout.per_page)


def _by_some(people: Sequence[str]) -> list[Sequence[str]]:
    return [people[start : start + _SOME] for start in range(0, len(people), _SOME)]
