"""Lists of a half-day or a session as PDF: who is missing with a number to call, meals by code, people by organisation,
by room and by team, figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from ..documents import PAGE_HEIGHT, PAGE_WIDTH, Group, characters_without_glyph, draw_listing, new_canvas, pdf_part
from ..event import EventFile, UserError
from ..language import hour, integer, mark, percent, tr, trn
from ..language.folding import fold
from .attendance_sheets import PaperReport, heading_of
from .door_lists import by_team, rolls_by_room, room_groups, team_groups
from .figures import AttendanceFigures, Share, figures_of
from .presence import PresenceState
from .roll import Roll, RollRow, roll, session_roll

LISTS: dict[str, str] = {
    "missing": mark("Missing people"),
    "meals": mark("Meals by code"),
    "organisations": mark("People by organisation"),
    "rooms": mark("People by room"),
    "teams": mark("People by team"),
    "figures": mark("Figures of attendance"),
}
_STATES = {
    PresenceState.PRESENT: mark("Presence noted"),
    PresenceState.LEFT: mark("Left before the end"),
    PresenceState.EXCUSED: mark("Excused absence"),
    PresenceState.ABSENT: "",
}


def lists(
    event: EventFile,
    out: Path,
    kind: str,
    *,
    half_day_id: str | None = None,
    session_id: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    at: dt.datetime | None = None,
) -> PaperReport:
    """Write one of ``LISTS`` for a half-day (default: the one of ``at``, by default now), or a session, into ``out``.

    No list says a diet, a health or an access need, nor why an absence is excused: meals are given by their code.
    Raises UserError ``bad_list``, ``no_half_day``, ``no_session``, ``cannot_write`` or a fault of the disk.
    """
    out = Path(out)
    if kind not in LISTS:
        raise UserError("« {kind} » is not a list. Nothing was printed.", code="bad_list", kind=kind)
    with event.read() as db:
        heading = heading_of(db)
        if session_id is not None:
            read: Roll | None = session_roll(db, event, session_id, at=at)
        else:
            read = roll(db, event, half_day_id=half_day_id, at=at)
        if read is None:
            raise UserError("The event has no half-day. Nothing was recorded.", code="no_half_day")
        by_room = rolls_by_room(db, event, read) if kind == "rooms" else []
        teams = by_team(db, read) if kind == "teams" else []
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    if kind == "rooms":
        groups = room_groups(by_room, event, _state, whole=session_id is not None)
    elif kind == "teams":
        groups = team_groups(teams, _state)
    else:
        groups = _BUILDERS[kind](read, event.zone)
    known_at = tr("known to this laptop at {hour}", hour=hour(now))
    subtitle = " · ".join((heading.title, read.label, known_at))

    def turned(page: int, pages: int) -> bool:
        if progress is not None:
            progress(page, pages)
        return cancelled is not None and cancelled()

    with pdf_part(out) as part:
        canvas = new_canvas(
            part.path,
            title=tr("{kind}: {event}", kind=tr(LISTS[kind]), event=heading.title),
            width=PAGE_WIDTH,
            height=PAGE_HEIGHT,
            author=heading.organiser or heading.title,
        )
        pages = draw_listing(canvas, tr(LISTS[kind]), subtitle, groups, turned)
        if pages is None:
            return PaperReport(False, tr("Printing was stopped. Nothing was printed."), out, cancelled=True)
        canvas.save()
        part.make_durable()
        part.put_in_place()
    return PaperReport(
        True,
        trn("{n} page is in {file}.", "{n} pages are in {file}.", pages, file=out.name),
        out,
        documents=1,
        pages=pages,
        people=len(figures_of(read, event.zone).missing) if kind == "missing" else len(read.rows),
        open_half_days=int(not read.over),
        without_glyph=tuple(row.person.name for row in read.rows if characters_without_glyph(row.person.name)),
    )


def _missing(read: Roll, zone: dt.tzinfo) -> list[Group]:
    missing = figures_of(read, zone).missing
    rows = tuple((row.person.listed_name, row.person.organisation, row.person.phone) for row in missing)
    title = trn("{n} person missing", "{n} people missing", len(rows))
    return [Group(title, (tr("Family name, given name"), tr("Organisation"), tr("Phone")), (0.4, 0.36, 0.24), rows)]


def _meals(read: Roll, zone: dt.tzinfo) -> list[Group]:
    by_code: dict[str, list[RollRow]] = {}
    for row in read.rows:
        if row.presence.state is not PresenceState.EXCUSED:
            by_code.setdefault(row.person.meal_code, []).append(row)
    codes = sorted(by_code, key=lambda code: (not code, fold(code), code))
    words = {code: tr("Meal {code}", code=code) if code else tr("Without a code") for code in codes}
    counts = tuple(
        (words[code], integer(len(by_code[code])), integer(sum(row.presence.here for row in by_code[code])))
        for code in codes
    )
    heads = (tr("Code"), tr("Expected"), tr("Present"))
    groups = [Group(tr("Meals to serve"), heads, (0.5, 0.25, 0.25), counts)]
    for code in codes:
        rows = tuple((row.person.listed_name, row.person.organisation, _state(row)) for row in by_code[code])
        groups.append(Group(words[code], _people_heads(), (0.4, 0.36, 0.24), rows))
    return groups


def _organisations(read: Roll, zone: dt.tzinfo) -> list[Group]:
    by_name: dict[str, list[RollRow]] = {}
    for row in read.rows:
        by_name.setdefault(row.person.organisation, []).append(row)
    heads = (tr("Family name, given name"), tr("Function"), tr("Presence"))
    groups = []
    for name in sorted(by_name, key=lambda name: (not name, fold(name), name)):
        rows = tuple((row.person.listed_name, row.person.function, _state(row)) for row in by_name[name])
        title = f"{name or tr('Without an organisation')} · {integer(len(rows))}"
        groups.append(Group(title, heads, (0.4, 0.36, 0.24), rows))
    return groups


def _figures(read: Roll, zone: dt.tzinfo) -> list[Group]:
    figures = figures_of(read, zone)
    return [_totals(figures), _bars(figures), *_by_share(figures), _late(figures, zone)]


def _totals(figures: AttendanceFigures) -> Group:
    rows = [
        (tr("Expected"), figures.expected),
        (tr("Present"), figures.here),
        (tr("Came without being expected"), figures.unexpected),
        (tr("Late"), len(figures.late)),
        (tr("Left before the end"), figures.left),
        (tr("Noted from paper, without an hour"), figures.by_paper),
        (tr("Excused"), figures.excused),
        (tr("Missing"), len(figures.missing)),
    ]
    told = tuple((label, integer(people)) for label, people in rows)
    return Group(tr("In all"), (tr("Figure"), tr("People")), (0.7, 0.3), told)


def _bars(figures: AttendanceFigures) -> Group:
    most = max((people for _, people in figures.by_five_minutes), default=1)
    rows = tuple((hour(start), integer(people), "") for start, people in figures.by_five_minutes)
    bars = tuple(people / most for _, people in figures.by_five_minutes)
    return Group(tr("Arrivals by 5 minutes"), (tr("From"), tr("Arrivals"), ""), (0.14, 0.14, 0.72), rows, bars)


def _by_share(figures: AttendanceFigures) -> list[Group]:
    def rows(shares: tuple[Share, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (
                share.name or tr("Not known"),
                integer(share.expected),
                integer(share.here),
                integer(share.missing),
                percent(share.here / share.expected) if share.expected else "",
            )
            for share in shares
        )

    widths = (0.52, 0.12, 0.12, 0.12, 0.12)
    told = (tr("Expected"), tr("Present"), tr("Missing"), tr("Rate"))
    return [
        Group(tr("By organisation"), (tr("Organisation"), *told), widths, rows(figures.by_organisation)),
        Group(tr("By territory"), (tr("Territory"), *told), widths, rows(figures.by_territory)),
    ]


def _late(figures: AttendanceFigures, zone: dt.tzinfo) -> Group:
    rows = tuple(
        (row.person.listed_name, row.person.organisation, hour(at.astimezone(zone)))
        for row in figures.late
        if (at := row.presence.arrived_at) is not None
    )
    heads = (tr("Family name, given name"), tr("Organisation"), tr("Arrival"))
    return Group(tr("Late arrivals"), heads, (0.4, 0.36, 0.24), rows)


def _people_heads() -> tuple[str, str, str]:
    return tr("Family name, given name"), tr("Organisation"), tr("Presence")


def _state(row: RollRow) -> str:
    word = _STATES[row.presence.state]
    return tr(word) if word else ""


_BUILDERS: dict[str, Callable[[Roll, dt.tzinfo], list[Group]]] = {
    "missing": _missing,
    "meals": _meals,
    "organisations": _organisations,
    "figures": _figures,
}
