"""How a certificate looks: one A4 page a person, the hours of each half-day, and room for a signature and a stamp."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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
    draw_fitted,
    fit_text,
    row_height,
)
from ..language import date_long, duration, mark, tr

CERTIFICATE, ATTESTATION = "certificate", "attestation"
TITLES = {CERTIFICATE: mark("Certificate of completion"), ATTESTATION: mark("Attestation of attendance")}
_LEFT = MARGIN + 10
_WIDTH = PAGE_WIDTH - 2 * _LEFT
_LABEL = 120.0
_ROW = 20.0
_FOOT = 190.0
_HIGHEST_LINE = 18.0


@dataclass(frozen=True, slots=True)
class AttendedHalfDay:
    """A half-day that the person attended: its words, and the whole minutes of it."""

    label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one certificate says. ``signatory`` and what follows may be empty: a pen then fills them in."""

    kind: str
    name: str
    employer: str
    title: str
    nature: str
    first_on: dt.date
    last_on: dt.date
    place: str
    organiser: str
    signatory: str
    signatory_function: str
    made_at: str
    signed_on: dt.date
    half_days: tuple[AttendedHalfDay, ...]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.half_days)


def draw_certificate(canvas: Canvas, said: Certificate) -> None:
    """Draw one page."""
    top = PAGE_HEIGHT - MARGIN - 20
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, said.organiser, MEDIUM, _LEFT - 4, top, _WIDTH, 18, 11)
    canvas.setFillColor(INK)
    draw_fitted(canvas, tr(TITLES[said.kind]), BOLD, _LEFT - 4, top - 52, _WIDTH, 36, 24)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.line(_LEFT, top - 58, _LEFT + _WIDTH, top - 58)
    _draw_lines(canvas, _opening(said), _LEFT, top - 78, _WIDTH)
    draw_fitted(canvas, said.name, BOLD, _LEFT - 4, top - 172, _WIDTH, 44, 20)
    y = _draw_facts(canvas, said, top - 182)
    _draw_half_days(canvas, said, y - 14)
    _draw_signature(canvas, said)


def _opening(said: Certificate) -> str:
    who = ", ".join(part for part in (said.signatory, said.signatory_function) if part)
    if who and said.organiser:
        return tr(
            "The undersigned, {who}, certifies on behalf of {organiser} that this person attended the action named "
            "below:",
            who=who,
            organiser=said.organiser,
        )
    if who:
        return tr("The undersigned, {who}, certifies that this person attended the action named below:", who=who)
    return tr("The undersigned certifies that this person attended the action named below:")


def _draw_lines(canvas: Canvas, text: str, x: float, y: float, width: float) -> None:
    """A paragraph of at most four lines whose first baseline is ``y``."""
    fitted = fit_text(text, REGULAR, width, 48, 10.5, lines=4)
    canvas.setFont(REGULAR, fitted.size)
    for line in fitted.lines:
        canvas.drawString(x, y, line)
        y -= fitted.leading


def _draw_facts(canvas: Canvas, said: Certificate, y: float) -> float:
    """What is certified, line by line; returns where the last one ends."""
    days = (
        date_long(said.first_on)
        if said.first_on == said.last_on
        else tr("from {first} to {last}", first=date_long(said.first_on), last=date_long(said.last_on))
    )
    rows = (
        (tr("Employer"), said.employer),
        (tr("Title of the action"), said.title),
        (tr("Nature of the action"), said.nature),
        (tr("Dates"), days),
        (tr("Place"), said.place),
        (tr("Hours attended"), duration(said.minutes)),
    )
    for label, text in rows:
        height = row_height(((text, SEMI_BOLD, _WIDTH - _LABEL),), _ROW, 10.5)
        y -= height
        canvas.setFillColor(QUIET_INK)
        draw_fitted(canvas, label, REGULAR, _LEFT - 4, y, _LABEL, height, 9.5)
        canvas.setFillColor(INK)
        draw_fitted(canvas, text, SEMI_BOLD, _LEFT + _LABEL, y, _WIDTH - _LABEL, height, 10.5)
    return y


def _draw_half_days(canvas: Canvas, said: Certificate, top: float) -> None:
    """The half-days attended, in as many columns as they need, each with its hours."""
    room = top - MARGIN - _FOOT
    columns = next(n for n in (1, 2, 3, 4) if n == 4 or -(-len(said.half_days) // n) * 13.0 <= room)
    per_column = max(1, -(-len(said.half_days) // columns))
    height = min(_HIGHEST_LINE, room / per_column)
    width = _WIDTH / columns
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.setFillColor(INK)
    for place, one in enumerate(said.half_days):
        column, row = divmod(place, per_column)
        x, y = _LEFT + column * width, top - (row + 1) * height
        draw_fitted(canvas, one.label, REGULAR, x - 4, y, width - 62, height, 9.5)
        draw_fitted(canvas, duration(one.minutes), MEDIUM, x + width - 68, y, 64, height, 9.5)
        canvas.line(x, y, x + width - 8, y)


def _draw_signature(canvas: Canvas, said: Certificate) -> None:
    top = MARGIN + _FOOT - 16
    canvas.setFillColor(QUIET_INK)
    if said.kind == CERTIFICATE:
        note = tr(
            "The hours are those of the attendance noted by half-day. Whatever the periods that tax, accounting or "
            "trade rules set, the documents that establish this certificate are kept for three years from the end of "
            "the year of the last payment."
        )
    else:
        note = tr("The hours are those of the attendance noted by half-day.")
    fitted = fit_text(note, REGULAR, _WIDTH, 30, 8, lines=3)
    canvas.setFont(REGULAR, fitted.size)
    for number, line in enumerate(fitted.lines):
        canvas.drawString(_LEFT, top - number * fitted.leading, line)
    canvas.setFillColor(INK)
    made = tr("Made at {place}, on {day}", place=said.made_at, day=date_long(said.signed_on))
    draw_fitted(canvas, made, MEDIUM, _LEFT - 4, top - 52, _WIDTH, 18, 10.5)
    _draw_box(canvas, said, top - 150)


def _draw_box(canvas: Canvas, said: Certificate, y: float) -> None:
    x, width, height = _LEFT + _WIDTH - 260, 260.0, 92.0
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.roundRect(x, y, width, height, 4, stroke=1, fill=0)
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, tr("Signature and stamp"), REGULAR, x + 2, y + height - 16, width - 4, 14, 8.5)
    canvas.setFillColor(INK)
    names: Sequence[tuple[str, str]] = ((said.signatory, SEMI_BOLD), (said.signatory_function, REGULAR))
    for place, (text, font) in enumerate(names):
        draw_fitted(canvas, text, font, x + 2, y + height - 32 - place * 14, width - 4, 14, 9.5)
