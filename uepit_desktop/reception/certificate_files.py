"""Certificates of what each person attended, computed from their presence. Nothing is written in the event file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from ..documents import PAGE_HEIGHT, PAGE_WIDTH, characters_without_glyph, new_canvas, pdf_part
from ..event import EventFile, UserError
from ..event.model import Event as EventRow
from ..event.model import Site
from ..language import tr, trn
from .attendance_sheets import Heading, PaperReport, chosen_half_days, heading_of
from .certificate_design import CERTIFICATE, TITLES, AttendedHalfDay, Certificate, draw_certificate
from .half_days import HalfDayView
from .presence import NO_SESSIONS, Span, presence_of
from .roll import Enrolled, enrolled, facts_by_person, span_of, spans_of_sessions
from .verdict import Fact


@dataclass(frozen=True, slots=True)
class Signing:
    """What the issuer says. What is empty is taken from the event, or left to a pen.

    ``kind`` is ``certificate`` (certificat de réalisation) or ``attestation`` (attestation de présence); ``organiser``
    is on whose behalf, by default the event's; ``made_at`` by default the site; ``signed_on`` by default today.
    """

    kind: str = CERTIFICATE
    signatory: str = ""
    function: str = ""
    organiser: str = ""
    nature: str = ""
    place: str = ""
    made_at: str = ""
    signed_on: dt.date | None = None


def certificates(
    event: EventFile,
    out: Path,
    people: Sequence[str] | None = None,
    signing: Signing | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    at: dt.datetime | None = None,
) -> PaperReport:
    """Write the certificates of these people (ids; None: of everyone with hours, by family name) into the PDF ``out``.

    The hours are those between arrival and departure within each half-day that is over (at ``at``, by default now),
    in whole minutes. Who has none gets no certificate; when nobody has, nothing is written. Raises UserError
    ``bad_kind``, ``no_half_day``, ``cannot_write`` or a fault of the disk.
    """
    out, signing = Path(out), signing or Signing()
    if signing.kind not in TITLES:
        raise UserError("« {kind} » is not a certificate. Nothing was printed.", code="bad_kind", kind=signing.kind)
    now = at if at is not None else event.clock.now()
    with event.read() as db:
        half_days = chosen_half_days(db, None, None)
        heading = heading_of(db, signing.place)
        site = db.execute(select(Site.name).join(EventRow, EventRow.site_id == Site.id)).scalar() or ""
        known = enrolled(db, None if people is None else list(dict.fromkeys(people)))
        facts = facts_by_person(db, None if people is None else [one.id for one in known])
        sessions = spans_of_sessions(db, facts, event.zone)
    over = [one for one in half_days if now >= one.moments(event.zone)[1]]
    attended = attended_half_days(known, facts, over, event.zone, sessions)
    signed_on = signing.signed_on or now.astimezone(event.zone).date()
    made = [_certificate(one, attended[one.id], heading, signing, site, signed_on) for one in known if attended[one.id]]
    left_out = 0 if people is None else len(set(people)) - len(made)
    if not made:
        message = tr("There is no hour of attendance to certify in a half-day that is over. Nothing was printed.")
        return PaperReport(False, message, out, open_half_days=len(half_days) - len(over), left_out=left_out)
    with pdf_part(out) as part:
        if not _draw(part.path, made, heading, progress, cancelled):
            return PaperReport(False, tr("Printing was stopped. Nothing was printed."), out, cancelled=True)
        part.make_durable()
        part.put_in_place()
    return PaperReport(
        True,
        trn("{n} certificate is in {file}.", "{n} certificates are in {file}.", len(made), file=out.name),
        out,
        documents=len(made),
        pages=len(made),
        people=len(made),
        open_half_days=len(half_days) - len(over),
        left_out=left_out,
        without_glyph=tuple(one.name for one in made if characters_without_glyph(one.name)),
    )


def attended_half_days(
    people: Sequence[Enrolled],
    facts: Mapping[str, Sequence[Fact]],
    half_days: Sequence[HalfDayView],
    zone: dt.tzinfo,
    sessions: Mapping[str, Span] = NO_SESSIONS,
) -> dict[str, tuple[tuple[HalfDayView, int], ...]]:
    """Person id → the half-days in which they were there for at least a minute, with these whole minutes.

    The hours are those of the half-day; where nothing was signed for it, those of the sessions attended in it.
    """
    spans = [(half_day, span_of(half_day, zone)) for half_day in half_days]
    found = {}
    for one in people:
        own = facts.get(one.id, ())
        hours = ((half_day, presence_of(own, span, sessions).attended) for half_day, span in spans) if own else ()
        minutes = ((half_day, int(attended.total_seconds()) // 60) for half_day, attended in hours)
        found[one.id] = tuple(pair for pair in minutes if pair[1] > 0)
    return found


def _certificate(
    person: Enrolled,
    attended: Sequence[tuple[HalfDayView, int]],
    heading: Heading,
    signing: Signing,
    site: str,
    signed_on: dt.date,
) -> Certificate:
    return Certificate(
        kind=signing.kind,
        name=person.name,
        employer=person.organisation,
        title=heading.title,
        nature=signing.nature or tr("Training action"),
        first_on=attended[0][0].on,
        last_on=attended[-1][0].on,
        place=heading.place,
        organiser=signing.organiser or heading.organiser,
        signatory=signing.signatory,
        signatory_function=signing.function,
        made_at=signing.made_at or site,
        signed_on=signed_on,
        half_days=tuple(AttendedHalfDay(half_day.label, minutes) for half_day, minutes in attended),
    )


def _draw(
    path: Path,
    made: Sequence[Certificate],
    heading: Heading,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> bool:
    canvas = new_canvas(
        path,
        title=tr("{kind}: {event}", kind=tr(TITLES[made[0].kind]), event=heading.title),
        width=PAGE_WIDTH,
        height=PAGE_HEIGHT,
        author=made[0].organiser or heading.title,
    )
    for number, one in enumerate(made):
        if cancelled is not None and cancelled():
            return False
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(one.name, str(number))  # so that one person's page is found in a file of a thousand
        draw_certificate(canvas, one)
        canvas.showPage()
        if progress is not None:
            progress(number + 1, len(made))
    canvas.save()
    return True
