"""The teams on A4, a card each in two columns: who is in it, from where, what they bring, who bears the challenge."""

from __future__ import annotations

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
)
from ..language import tr, trn
from .needs import NEED_WORDS, need_words
from .papers import Heading
from .situation import PersonLine, Situation, TeamLine

_GAP = 12.0
_WIDTH = (PAGE_WIDTH - 2 * MARGIN - _GAP) / 2
_TOP = PAGE_HEIGHT - MARGIN - 54
_BOTTOM = MARGIN + 8
_HEAD, _ROW, _FOOT = 44.0, 25.0, 8.0
_CODE_WIDTH = 34.0
_ACCENT = HexColor("#5B2AA0")
_SOFT = HexColor("#F0EAFA")


@dataclass(frozen=True, slots=True)
class _Card:
    """A team, or what did not fit in the column above."""

    team: TeamLine
    members: Sequence[PersonLine]
    goes_on: bool

    @property
    def height(self) -> float:
        return _HEAD + max(1, len(self.members)) * _ROW + _FOOT


def draw_cards(
    canvas: Canvas, situation: Situation, heading: Heading, turned: Callable[[int, int], bool]
) -> int | None:
    """Draw every team. ``turned(page, pages)`` is asked after each page whether to stop; then None, else the pages."""
    pages = _laid_out(situation)
    for number, columns in enumerate(pages, 1):
        _draw_header(canvas, heading)
        for place, cards in enumerate(columns):
            y = _TOP
            for card in cards:
                y -= card.height
                _draw_card(canvas, situation, card, MARGIN + place * (_WIDTH + _GAP), y)
                y -= _GAP
        draw_footer(canvas, f"{heading.title} · {heading.subtitle}", number, len(pages))
        canvas.showPage()
        if turned(number, len(pages)):
            return None
    return len(pages)


def _laid_out(situation: Situation) -> list[tuple[list[_Card], list[_Card]]]:
    """Cards in columns, two a page; a team larger than a column goes on in the next one."""
    room = _TOP - _BOTTOM
    most = int((room - _HEAD - _FOOT) / _ROW)
    cards = []
    for team in situation.teams:
        members = [situation.person_by_id[person] for person in team.members]
        bearers = [person for person in members if person.id in team.bearers]
        ordered = bearers + [person for person in members if person.id not in team.bearers]
        for start in range(0, max(1, len(ordered)), most):
            cards.append(_Card(team, ordered[start : start + most], start > 0))
    columns: list[list[_Card]] = [[]]
    left = room
    for card in cards:
        if columns[-1] and card.height > left:
            columns.append([])
            left = room
        columns[-1].append(card)
        left -= card.height + _GAP
    if len(columns) % 2:
        columns.append([])
    return [(columns[at], columns[at + 1]) for at in range(0, len(columns), 2)]


def _draw_header(canvas: Canvas, heading: Heading) -> None:
    top = PAGE_HEIGHT - MARGIN
    width = PAGE_WIDTH - 2 * MARGIN
    canvas.setFillColor(INK)
    draw_fitted(canvas, heading.title, BOLD, MARGIN - 4, top - 24, width, 24, 17)
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, heading.subtitle, MEDIUM, MARGIN - 4, top - 44, width, 20, 10.5)


def _draw_card(canvas: Canvas, situation: Situation, card: _Card, x: float, y: float) -> None:
    top = y + card.height
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.7)
    canvas.roundRect(x, y, _WIDTH, card.height, 6, stroke=1, fill=0)
    canvas.setFillColor(_SOFT)
    canvas.roundRect(x + 8, top - 30, _CODE_WIDTH, 20, 4, stroke=0, fill=1)
    canvas.setFillColor(_ACCENT)
    draw_fitted(canvas, card.team.code, SEMI_BOLD, x + 6, top - 30, _CODE_WIDTH + 4, 20, 11)
    canvas.setFillColor(INK)
    title = tr("{title} (continued)", title=card.team.name) if card.goes_on else card.team.name
    draw_fitted(canvas, title, SEMI_BOLD, x + _CODE_WIDTH + 10, top - 27, _WIDTH - _CODE_WIDTH - 14, 22, 11.5)
    canvas.setFillColor(QUIET_INK)
    people = trn("{n} person", "{n} people", card.team.size)
    told = " · ".join(part for part in (people, card.team.room) if part)
    draw_fitted(canvas, told, REGULAR, x + _CODE_WIDTH + 10, top - 40, _WIDTH - _CODE_WIDTH - 14, 13, 8.5)
    row = top - _HEAD
    for person in card.members:
        row -= _ROW
        _draw_member(canvas, person, x, row, bears=person.id in card.team.bearers)


def _draw_member(canvas: Canvas, person: PersonLine, x: float, y: float, *, bears: bool) -> None:
    canvas.setStrokeColor(SHADE)
    canvas.setLineWidth(0.5)
    canvas.line(x + 8, y + _ROW, x + _WIDTH - 8, y + _ROW)
    if bears:
        canvas.setFillColor(_SOFT)
        canvas.rect(x + 1, y + 1, _WIDTH - 2, _ROW - 2, stroke=0, fill=1)
    canvas.setFillColor(INK)
    draw_fitted(canvas, person.name, SEMI_BOLD if bears else MEDIUM, x + 6, y + 10, _WIDTH * 0.58, 14, 9.5)
    canvas.setFillColor(QUIET_INK)
    draw_fitted(canvas, person.organisation, REGULAR, x + 6, y + 1, _WIDTH - 12, 11, 7.5)
    brings = [tr("Bearer")] if bears else []
    brings += [need_words(key) for key in person.covers if key in NEED_WORDS][: 1 if bears else 2]
    draw_fitted(canvas, ", ".join(brings), REGULAR, x + 6 + _WIDTH * 0.58, y + 10, _WIDTH * 0.42 - 12, 14, 8)
