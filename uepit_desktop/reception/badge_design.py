"""How a badge looks: the sheets it is printed on, the colour and word of each role, the mark of image consent."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ..documents import BOLD, MEDIUM, REGULAR, SEMI_BOLD, fit_text, qr_code
from ..documents.fonts import text_width
from ..event.badge_codes import grouped_badge_code
from ..event.model import Consent, Role
from ..language import mark, tr
from .codes import badge_payload


@dataclass(frozen=True, slots=True)
class Layout:
    """Badges on a page, lengths in millimetres.

    ``left`` and ``top`` place the first badge, ``step_x`` and ``step_y`` the next ones.
    """

    page_width: float
    page_height: float
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    step_x: float = 0.0
    step_y: float = 0.0
    cut_marks: bool = False

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The lower left corner, in points, of badge number ``place`` of a page, counted by rows from the top left."""
        row, column = divmod(place, self.columns)
        x = self.left + column * self.step_x
        y = self.page_height - self.top - row * self.step_y - self.height
        return x * mm, y * mm


LAYOUTS: dict[str, Layout] = {
    # Plain A4, eight badges to cut out for holders of 95 × 69 mm or more.
    "a4": Layout(210, 297, 95, 69, 2, 4, left=10, top=10.5, step_x=95, step_y=69, cut_marks=True),
    # Avery L4785 and alike: ten textile or film labels of 80 × 50 mm.
    "labels": Layout(210, 297, 80, 50, 2, 5, left=17.5, top=13.5, step_x=95, step_y=55),
    # Avery L7165 and alike: eight labels of 99.1 × 67.7 mm.
    "labels-8": Layout(210, 297, 99.1, 67.7, 2, 4, left=4.65, top=13.1, step_x=101.6, step_y=67.7),
    # Label printers with a 62 mm roll: one label of 100 × 62 mm a page.
    "single": Layout(100, 62, 100, 62),
}

#: Role → its word, its colour. White on each of them has a contrast of at least 4.5 (a test computes it).
ROLE_LOOK: dict[str, tuple[str, str]] = {
    Role.RECEPTION: (mark("Reception desk"), "#0C7D49"),
    Role.NATIONAL_SUPPORT: (mark("National support"), "#1C1E23"),
    Role.PROJECT_TEAM: (mark("Project team"), "#3054A0"),
    Role.FACILITATOR: (mark("Facilitation"), "#0B6598"),
    Role.KEYNOTE_WITNESS: (mark("Keynote witness"), "#524A04"),
    Role.SPEAKER: (mark("Speaker"), "#84104A"),
    Role.BEARER: (mark("Challenge bearer"), "#8A4BC2"),
    Role.TESTER: (mark("Prototype tester"), "#97532F"),
    Role.PARTICIPANT: (mark("Participant"), "#4A5977"),
}
"""In the order of precedence: the first that a person has gives the badge its colour."""

_CONSENT: dict[str, tuple[str, str]] = {
    Consent.YES: (mark("Image: yes"), "#0A7242"),
    Consent.NO: (mark("Image: no"), "#B3261E"),
    Consent.NOT_ASKED: (mark("Image: to be asked"), "#484C55"),
}

_PAD = 0.045  # of the badge's width
_INK, _QUIET_INK = "#1C1E23", "#484C55"


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What one badge says. ``roles`` are Role values; ``consent`` is a Consent value; ``team`` is a code, or empty."""

    given_name: str
    family_name: str
    organisation: str
    function: str
    roles: tuple[str, ...]
    consent: str
    code: str
    team: str = ""


def role_words(roles: tuple[str, ...]) -> tuple[str, str]:
    """The words and the colour of a person's roles; a plain participant's when there is none that is known."""
    known = [role for role in ROLE_LOOK if role in roles] or [Role.PARTICIPANT]
    telling = [role for role in known if role != Role.PARTICIPANT] or known
    return " · ".join(tr(ROLE_LOOK[role][0]) for role in telling), ROLE_LOOK[known[0]][1]


def draw_badge(canvas: Canvas, face: BadgeFace, layout: Layout, place: int, *, event: str, site: str) -> None:
    """Draw one badge in its place of the page."""
    x, y = layout.corner(place)
    width, height = layout.width * mm, layout.height * mm
    pad, band = _PAD * width, 0.155 * height
    code_size = min(0.41 * height, 0.34 * width)
    _draw_band(canvas, face, x, y + height - band, width, band, event)
    names = y + height - band - 0.06 * height
    below = y + pad + code_size
    _draw_names(canvas, face, x + pad, below, width - 2 * pad, names - below)
    _draw_code(canvas, face, x + width - pad - code_size, y + 0.5 * pad, code_size, site)
    room = width - 3 * pad - code_size
    consent = 0.075 * height
    _draw_consent(canvas, face.consent, x + pad, y + pad, consent, room)
    lines_from = y + pad + consent + 0.04 * height
    _draw_lines(canvas, face, x + pad, lines_from, room, y + pad + code_size - 0.02 * height - lines_from)


def draw_cut_marks(canvas: Canvas, layout: Layout) -> None:
    """Short lines in the margins, at every edge where the page is cut."""
    canvas.setStrokeColor(_QUIET_INK)
    canvas.setLineWidth(0.3)
    left, bottom = layout.corner(layout.per_page - layout.columns)
    right = left + layout.columns * layout.step_x * mm
    top = bottom + layout.rows * layout.step_y * mm
    length, gap = 4 * mm, 1.5 * mm
    for column in range(layout.columns + 1):
        x = left + column * layout.step_x * mm
        canvas.line(x, top + gap, x, top + gap + length)
        canvas.line(x, bottom - gap, x, bottom - gap - length)
    for row in range(layout.rows + 1):
        y = bottom + row * layout.step_y * mm
        canvas.line(left - gap, y, left - gap - length, y)
        canvas.line(right + gap, y, right + gap + length, y)


def _draw_band(canvas: Canvas, face: BadgeFace, x: float, y: float, width: float, height: float, event: str) -> None:
    pad = _PAD * width
    words, colour = role_words(face.roles)
    canvas.setFillColor(colour)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillGray(1)
    left = _draw_team(canvas, face.team, colour, x + pad, y, height, 0.26 * width) if face.team else x + pad
    room = 0.56 * width - (left - x - pad)
    canvas.setFillGray(1)
    role = fit_text(words, BOLD, room, 0.8 * height, 0.5 * height)
    _draw_set(canvas, role.lines, BOLD, role.size, left, _centred(y, height, role.size, len(role.lines)))
    name = fit_text(event, REGULAR, 0.44 * width - 2.5 * pad, 0.84 * height, 0.26 * height, lines=3)
    baseline = _centred(y, height, name.size, len(name.lines))
    for number, line in enumerate(name.lines):
        canvas.setFont(REGULAR, name.size)
        canvas.drawRightString(x + width - pad, baseline - number * name.leading, line)


def _draw_team(canvas: Canvas, team: str, colour: str, x: float, y: float, height: float, most: float) -> float:
    """The team's code on white, in the band, where one looks for it from afar. Returns where the role may begin."""
    inside = 0.2 * height
    code = fit_text(team, BOLD, most - 2 * inside, 0.7 * height, 0.52 * height, lines=1)
    width = text_width(code.lines[0], BOLD) * code.size + 2 * inside
    canvas.setFillGray(1)
    canvas.roundRect(x, y + 0.15 * height, width, 0.7 * height, 0.14 * height, stroke=0, fill=1)
    canvas.setFillColor(colour)
    _draw_set(canvas, code.lines, BOLD, code.size, x + inside, _centred(y, height, code.size, 1))
    return x + width + 0.25 * height


def _draw_names(canvas: Canvas, face: BadgeFace, x: float, y: float, width: float, height: float) -> None:
    """Given name, then family name, as large as they go; the place that one leaves, the other takes."""
    canvas.setFillColor(_INK)
    largest = 0.52 * height
    one_only = not face.given_name or not face.family_name
    given = fit_text(face.given_name, BOLD, width, height if one_only else 0.5 * height, largest, lines=3)
    left = height - given.height
    family = fit_text(face.family_name, SEMI_BOLD, width, left, 0.84 * largest, lines=3)
    top = y + height - (height - given.height - family.height) / 2
    for font, text in ((BOLD, given), (SEMI_BOLD, family)):
        if text.lines:
            _draw_set(canvas, text.lines, font, text.size, x, top - 0.93 * text.size)
            top -= text.height


def _draw_lines(canvas: Canvas, face: BadgeFace, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(_QUIET_INK)
    largest = 0.26 * height
    organisation = fit_text(
        face.organisation, MEDIUM, width, 0.6 * height if face.function else height, largest, lines=3
    )
    function = fit_text(face.function, REGULAR, width, height - organisation.height, 0.94 * organisation.size, lines=3)
    top = y + height
    for font, text in ((MEDIUM, organisation), (REGULAR, function)):
        if text.lines:
            _draw_set(canvas, text.lines, font, text.size, x, top - 0.93 * text.size)
            top -= text.height


def _draw_code(canvas: Canvas, face: BadgeFace, x: float, y: float, size: float, site: str) -> None:
    """The QR with its letters under it, in one square and the strip below; the quiet zone stays empty."""
    letters = grouped_badge_code(face.code)
    letter_size = min(0.105 * size, 0.94 * size / text_width(letters, SEMI_BOLD))
    canvas.setFillColor(_INK)
    canvas.setFont(SEMI_BOLD, letter_size)
    canvas.drawCentredString(x + size / 2, y + 0.25 * letter_size, letters)
    qr_code(badge_payload(face.code, site)).draw(canvas, x, y + letter_size, size)


def _draw_consent(canvas: Canvas, consent: str, x: float, y: float, size: float, width: float) -> None:
    """A small camera, plain, barred or dashed, and its words: the shape tells as much as the colour."""
    words, colour = _CONSENT.get(consent, _CONSENT[Consent.NOT_ASKED])
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(0.09 * size)
    if consent not in (Consent.YES, Consent.NO):
        canvas.setDash(0.14 * size, 0.1 * size)
    canvas.roundRect(x, y + 0.1 * size, 1.2 * size, 0.72 * size, 0.14 * size, stroke=1, fill=0)
    canvas.setDash()
    canvas.rect(x + 0.36 * size, y + 0.82 * size, 0.48 * size, 0.12 * size, stroke=0, fill=1)
    canvas.circle(x + 0.6 * size, y + 0.46 * size, 0.2 * size, stroke=1, fill=int(consent == Consent.YES))
    if consent == Consent.NO:
        canvas.setLineWidth(0.15 * size)
        canvas.line(x - 0.06 * size, y - 0.02 * size, x + 1.26 * size, y + 0.98 * size)
    text = fit_text(tr(words), SEMI_BOLD, width - 1.55 * size, size, 0.72 * size, lines=1)
    canvas.setFont(SEMI_BOLD, text.size)
    canvas.drawString(x + 1.55 * size, y + 0.22 * size, text.lines[0])
    canvas.restoreState()


def _draw_set(canvas: Canvas, lines: tuple[str, ...], font: str, size: float, x: float, baseline: float) -> None:
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, baseline, line)
        baseline -= size * 1.16


def _centred(y: float, height: float, size: float, lines: int) -> float:
    """The first baseline of ``lines`` lines that stand in the middle of a strip."""
    return y + (height + (lines - 1) * size * 1.16) / 2 - 0.36 * size
