"""The papers of the teams: a card each, signs for the doors, the list for the wall, what the facilitator can say.

``team_paper`` writes one PDF; ``team_table`` the same as a CSV file or a workbook; ``export_teams`` all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ..event import EventFile, UserError
from ..event.model import Event as EventRow
from ..event.model import Site, TeamKind
from ..language import mark, tr, trn
from .gathering import situation_of
from .situation import Situation, kind_words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAPERS: dict[str, str] = {
    "cards": mark("Teams, a card each"),
    "doors": mark("Signs for the doors"),
    "wall": mark("List for the wall"),
    "facilitator": mark("Explanations for the facilitator"),
}
TABLES = ("csv", "xlsx")
_FILES = {"cards": "equipes", "doors": "portes", "wall": "liste-murale", "facilitator": "explications"}

Progress = Callable[[int, int], None]
"""Called with (pages drawn, pages in all)."""
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class TeamPaper:
    """What became of a paper. ``done`` is False when nothing was written: ``message`` says why. ``without_glyph`` are
    the names that the font cannot draw in full."""

    done: bool
    message: str
    path: Path
    pages: int = 0
    people: int = 0
    without_glyph: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of each paper."""

    event: str
    site: str
    title: str

    @property
    def subtitle(self) -> str:
        return " · ".join(part for part in (self.event, self.site) if part)


#: Draws on a canvas; asks after each page whether to stop; gives the number of pages, None when it was stopped.
Drawing = Callable[["Canvas", Situation, Heading, Callable[[int, int], bool]], "int | None"]


def team_paper(
    event: EventFile,
    out: Path,
    paper: str,
    *,
    kind: TeamKind = TeamKind.CHALLENGE,
    round_no: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> TeamPaper:
    """Write one of ``PAPERS`` into the PDF ``out``. The wall's list and the signs say nothing but names and rooms.

    Raises UserError ``bad_paper``, ``no_teams`` when there is nobody to print, ``cannot_write`` or a fault of the disk.
    """
    out = Path(out)
    if paper not in PAPERS:
        raise UserError("« {paper} » is not a paper of the teams. Nothing was printed.", code="bad_paper", paper=paper)
    situation = situation_of(event, kind, round_no)
    _refuse_empty(situation)
    from ..documents import PAGE_HEIGHT, PAGE_WIDTH, characters_without_glyph, new_canvas, pdf_part

    heading = heading_of(event, situation)
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if paper == "doors" else (PAGE_WIDTH, PAGE_HEIGHT)

    def turned(page: int, pages: int) -> bool:
        if progress is not None:
            progress(page, pages)
        return cancelled is not None and cancelled()

    with pdf_part(out) as part:
        title = tr("{kind}: {event}", kind=tr(PAPERS[paper]), event=heading.event)
        canvas = new_canvas(part.path, title=title, width=width, height=height, author=heading.event)
        pages = _drawing(paper)(canvas, situation, heading, turned)
        if pages is None:
            return TeamPaper(False, tr("Printing was stopped. Nothing was printed."), out, cancelled=True)
        canvas.save()
        part.make_durable()
        part.put_in_place()
    return TeamPaper(
        True,
        trn("{n} page is in {file}.", "{n} pages are in {file}.", pages, file=out.name),
        out,
        pages,
        len(situation.placed),
        tuple(person.name for person in situation.placed if characters_without_glyph(person.name)),
    )


def team_table(event: EventFile, out: Path, *, kind: TeamKind = TeamKind.CHALLENGE, round_no: int = 1) -> TeamPaper:
    """Write who is in which team, one row a person, into ``out``: a CSV file or a workbook, by its suffix.

    Raises UserError ``bad_paper`` for another suffix, ``no_teams``, ``cannot_write`` or a fault of the disk.
    """
    from .spreadsheets import write_table

    out = Path(out)
    if out.suffix.lower().lstrip(".") not in TABLES:
        raise UserError(
            "« {paper} » is not a paper of the teams. Nothing was printed.",
            code="bad_paper",
            paper=out.suffix or out.name,
        )
    situation = situation_of(event, kind, round_no)
    _refuse_empty(situation)
    rows = write_table(situation, heading_of(event, situation).title, out)
    return TeamPaper(True, trn("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=out.name), out, 0, rows)


def export_teams(
    event: EventFile,
    folder: Path,
    formats: Iterable[str] = ("pdf", "csv", "xlsx"),
    *,
    kind: TeamKind = TeamKind.CHALLENGE,
    round_no: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[TeamPaper, ...]:
    """Write every paper (``pdf``) and tables (``csv``, ``xlsx``) into ``folder``, made when it is missing.

    Files of an earlier export are replaced, each in one move. Raises UserError as ``team_paper`` does.
    """
    wanted = tuple(dict.fromkeys(formats))
    for one in wanted:
        if one not in ("pdf", *TABLES):
            raise UserError(
                "« {paper} » is not a paper of the teams. Nothing was printed.", code="bad_paper", paper=one
            )
    _refuse_empty(situation_of(event, kind, round_no))
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "{name} cannot be written there. Nothing was printed. Choose another folder.",
            code="cannot_write",
            name=folder.name,
        ) from error
    suffix = "" if kind is TeamKind.CHALLENGE else f"-apprenantes-{round_no}"
    done: list[TeamPaper] = []
    for one in wanted:
        if one == "pdf":
            for paper, name in _FILES.items():
                told = team_paper(event, folder / f"{name}{suffix}.pdf", paper, kind=kind, round_no=round_no,
                                  progress=progress, cancelled=cancelled)  # fmt: skip
                done.append(told)
                if told.cancelled:
                    return tuple(done)
        else:
            done.append(team_table(event, folder / f"equipes{suffix}.{one}", kind=kind, round_no=round_no))
    return tuple(done)


def heading_of(event: EventFile, situation: Situation) -> Heading:
    """The event, its site, and which teams these are."""
    with event.read() as db:
        row = db.execute(select(EventRow.name, Site.name).outerjoin(Site, Site.id == EventRow.site_id)).first()
    name, site = row if row is not None else ("", "")
    title = kind_words(situation.kind)
    if situation.kind is TeamKind.LEARNING:
        title = tr("{teams}, round {n}", teams=title, n=situation.round)
    return Heading(name or "", site or "", title)


def _refuse_empty(situation: Situation) -> None:
    if not situation.placed:
        raise UserError("Nobody is in a team yet. Nothing was printed. Form the teams first.", code="no_teams")


def _drawing(paper: str) -> Drawing:
    """What draws is imported when it is first used: a page opens without ReportLab."""
    if paper == "cards":
        from .card_papers import draw_cards

        return draw_cards
    if paper == "facilitator":
        from .facilitator_paper import draw_explanations

        return draw_explanations
    from .wall_papers import draw_doors, draw_wall

    return draw_doors if paper == "doors" else draw_wall
