"""A person's own data as a PDF to read: what is held, in words, and when it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import orjson
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Paragraph, Spacer, TableStyle

from ..documents import BOLD, REGULAR, SEMI_BOLD, use_fonts
from ..event.model import CheckInKind
from ..event.verbs import label_of
from ..language import current, date_long, date_short, hour, integer, mark, tr
from .own_data import OwnData

_MARGIN = 18 * mm
_PAGE = (210 * mm, 297 * mm)
_WIDTH = _PAGE[0] - 2 * _MARGIN
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_QUIET, _LINE = "#484C55", "#C9CCD3"
_LONGEST = 1500
"""Characters of a value in the PDF; longer ones are whole in the JSON file beside it."""

_TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=9, leading=12.5, splitLongWords=1)
_LABEL = ParagraphStyle("label", parent=_TEXT, textColor=_QUIET)
_TITLE = ParagraphStyle("title", parent=_TEXT, fontName=BOLD, fontSize=17, leading=22, spaceAfter=4)
_HEADING = ParagraphStyle("heading", parent=_TEXT, fontName=SEMI_BOLD, fontSize=11.5, leading=15, spaceBefore=12,
                          spaceAfter=4, keepWithNext=1)  # fmt: skip

#: Column of ``person`` → its words. The others are ids, or said elsewhere.
_FIELDS = {
    "given_name": mark("Given name"),
    "family_name": mark("Family name"),
    "email": mark("E-mail address"),
    "phone": mark("Phone"),
    "organisation_id": mark("Organisation"),
    "function": mark("Function"),
    "territory_id": mark("Territory"),
    "diet": mark("Diet"),
    "access_needs": mark("Access need"),
    "meal_code": mark("Meal code"),
    "image_consent": mark("Consent to pictures"),
    "status": mark("Registration status"),
    "days": mark("Days of presence"),
    "badge_code": mark("Ticket or badge code"),
    "walk_in": mark("Registered on the spot"),
    "desk_note": mark("Reception note"),
}
_VALUES = {
    "yes": mark("yes"),
    "no": mark("no"),
    "not_asked": mark("not asked"),
    "registered": mark("registered"),
    "cancelled": mark("cancelled"),
    "participant": mark("participant"),
    "facilitator": mark("facilitator"),
    "bearer": mark("bearer of a challenge"),
    "project_team": mark("project team"),
    "speaker": mark("speaker"),
    "keynote_witness": mark("keynote witness"),
    "tester": mark("tester"),
    "national_support": mark("national support"),
    "reception": mark("reception"),
}
_PASSAGES = {
    CheckInKind.ARRIVAL: mark("arrival"),
    CheckInKind.DEPARTURE: mark("departure"),
    CheckInKind.EXCUSE: mark("excused absence"),
    CheckInKind.UNDO: mark("taken back"),
}
_PARTS = {"am": mark("morning"), "pm": mark("afternoon")}


def draw_own_data(data: OwnData, path: Path) -> int:
    """Write the PDF at ``path``. Returns its number of pages."""
    use_fonts()
    title = tr("Personal data of {name}", name=data.name)
    document = BaseDocTemplate(
        str(path), pagesize=_PAGE, title=title, author=data.organiser, subject=data.event_name, creator="UEPIT Desktop",
        lang=_LANGUAGES[current()], initialFontName=REGULAR,
    )  # fmt: skip
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, _PAGE[1] - 2 * _MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: _foot(canvas, title)))
    document.build(list(_story(data, title)))
    return int(document.page)


def _foot(canvas: Canvas, title: str) -> None:
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(_QUIET)
    canvas.drawString(_MARGIN, _MARGIN - 14, title[:100])
    canvas.drawRightString(_PAGE[0] - _MARGIN, _MARGIN - 14, integer(canvas.getPageNumber()))


def _story(data: OwnData, title: str) -> Iterator[Flowable]:
    yield Paragraph(escape(title), _TITLE)
    where = ", ".join(part for part in (data.event_name, data.site, data.organiser) if part)
    yield Paragraph(escape(where), _LABEL)
    day, at = date_long(data.gathered_at.date()), hour(data.gathered_at)
    told = tr("All that this event file held about this person on {day} at {hour}.", day=day, hour=at)
    beside = tr("The JSON file beside this one holds the same for programs.")
    yield Paragraph(escape(f"{told} {beside}"), _TEXT)
    yield Paragraph(escape(tr("Registration")), _HEADING)
    yield _table([(tr(words), _value(data, data.person, field)) for field, words in _FIELDS.items()])
    for heading, lines in _sections(data):
        if lines:
            yield Paragraph(escape(heading), _HEADING)
            yield _table(lines)
    yield Paragraph(escape(tr("What was written, and when")), _HEADING)
    yield _table([_entry(data, number) for number in range(len(data.entries))])
    yield Spacer(1, 6)


def _sections(data: OwnData) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    def live(table: str) -> list[Mapping[str, Any]]:
        return [row for row in data.rows.get(table, ()) if not row.get("deleted")]

    names = data.names
    yield (
        tr("Roles and skills"),
        [
            *((tr("Role"), _word(row["role"])) for row in live("person_role")),
            *((tr("Skill"), names.get(row["skill_id"], "?")) for row in live("person_skill")),
            *((tr("Bears the challenge"), names.get(row["challenge_id"], "?")) for row in live("challenge_bearer")),
        ],
    )
    wishes = sorted(live("wish"), key=lambda row: int(row["rank"]))
    yield (
        tr("Wishes, in order"),
        [(integer(row["rank"]), names.get(row["challenge_id"], "") or row["label"]) for row in wishes],
    )
    yield tr("Other codes of this person"), [(row["code"], "") for row in live("badge_alias")]
    zone = data.gathered_at.tzinfo
    passages = []
    for row in live("check_in"):
        kind = _PASSAGES.get(row["kind"])
        what = [tr(kind) if kind else row["kind"], _half_day(names.get(row["half_day_id"] or "", ""))]
        what += [names.get(row.get("session_id") or "", "")]
        what += [names.get(row["replica_id"], ""), row["operator"], row.get("reason") or ""]
        passages.append((_moment(dt.datetime.fromisoformat(row["at"]).astimezone(zone)), _joined(what)))
    yield tr("Presence"), passages
    yield (
        tr("Badges printed"),
        [
            (_moment(dt.datetime.fromisoformat(row["at"]).astimezone(zone)), names.get(row["replica_id"], ""))
            for row in live("badge_print")
        ],
    )


def _entry(data: OwnData, number: int) -> tuple[str, str]:
    entry = data.entries[number]
    set_ = (
        f"{tr(_FIELDS[field]) if field in _FIELDS and entry.table == 'person' else field} = {_said(value)}"
        for field, value in entry.fields.items()
        if value not in (None, "", False) and not field.endswith("_id")
    )
    what = label_of(entry.verb, data.name, data.names.get(str(entry.fields.get("session_id") or ""), ""))
    return _moment(entry.at), _joined([what, entry.desk, "; ".join(set_)])


def _value(data: OwnData, row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if field.endswith("_id"):
        return data.names.get(str(value), "") if value else ""
    if field == "days":
        days = orjson.loads(value) if value else None
        return tr("every day") if days is None else ", ".join(_day(day) for day in days)
    if field == "walk_in":
        return tr("yes") if value else tr("no")
    if field in ("image_consent", "status"):
        return _word(str(value))
    return str(value or "")


def _word(value: str) -> str:
    return tr(_VALUES[value]) if value in _VALUES else value


def _said(value: Any) -> str:
    return _word(value) if isinstance(value, str) else orjson.dumps(value).decode()


def _day(text: str) -> str:
    try:
        return date_short(dt.date.fromisoformat(text))
    except (TypeError, ValueError):
        return str(text)


def _half_day(words: str) -> str:
    day, _, part = words.partition(" ")
    return f"{_day(day)} {tr(_PARTS[part]) if part in _PARTS else part}".strip() if day else ""


def _moment(at: dt.datetime) -> str:
    return f"{date_short(at.date())} {hour(at)}"


def _joined(parts: list[str]) -> str:
    return ", ".join(part for part in parts if part)


def _table(lines: list[tuple[str, str]]) -> LongTable:
    cells = [
        [Paragraph(escape(_bounded(label)), _LABEL), Paragraph(escape(_bounded(value)) or "–", _TEXT)]
        for label, value in lines
    ]
    style = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),  # else the file names Helvetica, which is not embedded
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return LongTable(cells, colWidths=(48 * mm, _WIDTH - 48 * mm), style=style)


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
