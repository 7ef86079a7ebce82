"""What hangs on walls: the sign on the door of each team, and the list in which everyone finds their team."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

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
    draw_footer,
    fit_text,
)
from ..language import tr
from ..language.folding import fold
from .papers import Heading
from .situation import PersonLine, Situation, TeamLine

_GAP = 18.0
_COLUMN = (PAGE_WIDTH - 2 * MARGIN - _GAP) / 2
_TOP = PAGE_HEIGHT - MARGIN - 54
_ROW, _LETTER = 22.0, 26.0
_CODE = 52.0
_SIGN_MARGIN = 48.0
_NAME_COLUMNS = 3


def draw_doors(
    canvas: Canvas, situation: Situation, heading: Heading, turned: Callable[[int, int], bool]
) -> int | None:
    """A page a team, on its side: its code as large as can be, its name, its room, who is in it."""
    teams = situation.teams
    for number, team in enumerate(teams, 1):
        _draw_sign(canvas, situation, heading, team)
        canvas.showPage()
        if turned(number, len(teams)):
            return None
    return len(teams)


def draw_wall(canvas: Canvas, situation: Situation, heading: Heading, turned: Callable[[int, int], bool]) -> int | None:
    """Everyone who is placed, by family name under its letter, and the code of their team, to be read from afar."""
    lines: list[PersonLine | str] = []
    for letter, people in groupby(situation.placed, key=_letter):
        lines += [letter, *people]
    columns = _columns(lines)
    pages = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    for number, page in enumerate(pages, 1):
        canvas.setFillColor(INK)
        width = PAGE_WIDTH - 2 * MARGIN
        draw_fitted(canvas, heading.title, BOLD, MARGIN - 4, PAGE_HEIGHT - MARGIN - 26, width, 26, 20)
        canvas.setFillColor(QUIET_INK)
        draw_fitted(canvas, heading.subtitle, MEDIUM, MARGIN - 4, PAGE_HEIGHT - MARGIN - 46, width, 20, 11)
        for place, column in enumerate(page):
            _draw_column(canvas, situation, column, MARGIN + place * (_COLUMN + _GAP))
        draw_footer(canvas, f"{heading.title} · {heading.subtitle}", number, len(pages))
        canvas.showPage()
        if turned(number, len(pages)):
            return None
    return len(pages)


def _letter(person: PersonLine) -> str:
    return fold(person.listed_name)[:1].upper() or "?"


def _columns(lines: list[PersonLine | str]) -> list[list[PersonLine | str]]:
    """Lines in columns of a page's height; a letter never ends a column, and stands again where it goes on."""
    room = _TOP - MARGIN - 4
    columns: list[list[PersonLine | str]] = [[]]
    left, letter = room, ""
    for at, line in enumerate(lines):
        needed = _LETTER + _ROW if isinstance(line, str) else _ROW
        if needed > left and columns[-1]:
            columns.append([])
            left = room
            if not isinstance(line, str):
                columns[-1].append(letter)
                left -= _LETTER
        if isinstance(line, str):
            letter = line
        columns[-1].append(lines[at])
        left -= _LETTER if isinstance(line, str) else _ROW
    return columns


def _draw_column(canvas: Canvas, situation: Situation, lines: list[PersonLine | str], x: float) -> None:
    y = _TOP
    for line in lines:
        if isinstance(line, str):
            y -= _LETTER
            canvas.setFillColor(QUIET_INK)
            draw_fitted(canvas, line, BOLD, x - 4, y, _COLUMN, _LETTER - 4, 14)
            continue
        y -= _ROW
        canvas.setFillColor(INK)
        draw_fitted(canvas, line.listed_name, MEDIUM, x - 4, y, _COLUMN - _CODE, _ROW, 13)
        team = situation.team_by_id[line.team or ""]
        draw_fitted(canvas, team.code or team.name, BOLD, x + _COLUMN - _CODE, y, _CODE + 4, _ROW, 15)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(x, y, x + _COLUMN, y)


def _draw_sign(canvas: Canvas, situation: Situation, heading: Heading, team: TeamLine) -> None:
    width, height = PAGE_HEIGHT, PAGE_WIDTH
    room = width - 2 * _SIGN_MARGIN
    canvas.setFillColor(QUIET_INK)
    _centred(canvas, heading.subtitle, REGULAR, 16, width / 2, height - 52, room)
    canvas.setFillColor(INK)
    _centred(canvas, team.code, BOLD, 150, width / 2, height - 195, room)
    _centred(canvas, team.name or heading.title, SEMI_BOLD, 44, width / 2, height - 262, room)
    if team.room:
        _centred(canvas, tr("Room: {room}", room=team.room), MEDIUM, 24, width / 2, height - 304, room)
    people = [situation.person_by_id[person] for person in team.members]
    if not people:
        return
    rows = -(-len(people) // _NAME_COLUMNS)
    bottom, top = 34.0, height - 330
    row_height = min(24.0, (top - bottom) / rows)
    column = room / _NAME_COLUMNS
    for at, person in enumerate(people):
        x = _SIGN_MARGIN + (at // rows) * column
        y = top - (at % rows + 1) * row_height
        bears = person.id in team.bearers
        name = tr("{name} (bearer)", name=person.name) if bears else person.name
        draw_fitted(canvas, name, SEMI_BOLD if bears else REGULAR, x, y, column - 6, row_height, 15)


def _centred(canvas: Canvas, text: str, font: str, size: float, x: float, y: float, room: float) -> None:
    fitted = fit_text(text, font, room, size * 1.2, size, lines=1)
    if fitted.lines:
        canvas.setFont(font, fitted.size)
        canvas.drawCentredString(x, y, fitted.lines[0])
