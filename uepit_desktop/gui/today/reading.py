"""What the day page reads, on a worker thread, from the capabilities that know it.

In two steps: the figures at once, then what is to be settled, which takes longer to find out. Capabilities are imported
here when they are asked, so that the page is painted without waiting for any of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...language import duration, tr, trn
from .day import ChallengeLine, Day, HalfDayLine
from .models import Todo, arrival_bars, most_urgent_first

if TYPE_CHECKING:
    from ...event import EventFile
    from ...exchange import ExchangeStatus
    from ...reception import HalfDayView, Status


def read_day(event: EventFile) -> Day:
    """The figures of the day, as this laptop knows them now. ``todos`` is None: ``read_todos`` adds them."""
    from ...challenges.wish_counts import wish_counts
    from ...reception import half_days, status
    from ..reception.desk_lines import desk_lines

    now = event.clock.now().astimezone(event.zone)
    with event.read() as db:
        halves = half_days(db)
        current = status(db, event) if halves else None
        lines = tuple(_half_day_line(half, _figures(db, event, half, current), current, now) for half in halves)
        counts = wish_counts(db)
    return Day(
        now=now,
        event_days=tuple(sorted({half.on for half in halves})),
        half_day=current.half_day.label if current is not None and current.half_day is not None else "",
        expected=current.expected if current is not None else 0,
        arrived=current.arrived if current is not None else 0,
        duplicates_avoided=current.doubles if current is not None else 0,
        cancelled=current.cancelled if current is not None else 0,
        bars=arrival_bars(dict(current.by_five_minutes), now) if current is not None else arrival_bars({}, now),
        desks=desk_lines(current.by_desk, now) if current is not None else (),
        desk=event.desk_name,
        here=next((one.arrived for one in current.by_desk if one.here), 0) if current is not None else 0,
        closing=current.half_day if current is not None else None,
        half_days=lines,
        challenges=tuple(
            ChallengeLine(one.challenge_id, one.code, one.title, (one.first, one.second, one.later)) for one in counts
        ),
    )


def read_todos(event: EventFile, day: Day) -> Day:
    """``day`` with what is to be settled, how many people there are and when other desks were last heard."""
    from ...challenges.wish_counts import unlinked_wishes
    from ...exchange import status as exchange_status
    from ...people import list_people
    from ...people.coordination import coordinates
    from ...people.to_check import doubts_of
    from ...reception import half_days, to_close
    from ...reception.doubles import session_doubles

    with event.read() as db:
        at_sessions = session_doubles(db, event, day.closing.id) if day.closing is not None else []
        open_still = to_close(half_days(db), day.now, event.zone) if coordinates(db, event) else []
        people = list_people(db)
        unlinked = unlinked_wishes(db)
    exchange = exchange_status(event)
    heard = [desk.heard_at for desk in exchange.desks if desk.heard_at is not None]
    todos = [
        *_desk_todos(event, exchange, day.now),
        *_conflict_todos(len(event.conflicts())),
        *_people_todos(len(people), sum(1 for row in people if doubts_of(row) and row.status != "cancelled")),
        *_wish_todos(len(day.challenges), unlinked),
        *_double_todos(day.duplicates_avoided),
        *_session_double_todos(len({(session, pair.person_id) for session, pair in at_sessions})),
        *_closing_todos(open_still, day),
    ]
    return replace(
        day,
        people=len(people),
        known_at=max(heard).astimezone(event.zone) if heard else None,
        todos=tuple(most_urgent_first(todos)),
    )


def _figures(db: Any, event: EventFile, half: HalfDayView, current: Status | None) -> tuple[int, int]:
    """Expected and arrived for a half-day; the one under way was counted already."""
    if current is not None and current.half_day is not None and current.half_day.id == half.id:
        return current.expected, current.arrived
    from ...reception import status

    figures = status(db, event, half_day_id=half.id)
    return figures.expected, figures.arrived


def _half_day_line(
    half: HalfDayView, figures: tuple[int, int], current: Status | None, now: dt.datetime
) -> HalfDayLine:
    ends = dt.datetime.combine(half.on, dt.time.fromisoformat(half.ends), now.tzinfo)
    starts = dt.datetime.combine(half.on, dt.time.fromisoformat(half.starts), now.tzinfo)
    shown = current is not None and current.half_day is not None and current.half_day.id == half.id
    return HalfDayLine(
        id=half.id, starts=half.starts, ends=half.ends, on=half.on, part=half.part,
        expected=figures[0], arrived=figures[1], current=shown,
        running=starts <= now < ends, past=now >= ends, closed=half.closed,
    )  # fmt: skip


def _desk_todos(event: EventFile, exchange: ExchangeStatus, now: dt.datetime) -> list[Todo]:
    from ..exchange.models import Freshness, freshness, heard_words

    todos = []
    for desk in exchange.desks:
        if desk.here:
            continue
        heard = desk.heard_at.astimezone(event.zone) if desk.heard_at is not None else None
        fresh = freshness(heard, now)
        if fresh == Freshness.LATE and heard is not None:
            since = duration(int((now - heard).total_seconds() // 60))
            title = tr("{desk}: nothing received for {duration}", desk=desk.desk, duration=since)
        elif fresh == Freshness.SILENT:
            title = tr("{desk}: {heard}", desk=desk.desk, heard=heard_words(heard, now))
        else:
            continue
        todos.append(Todo("warning", title, tr("Its arrivals are missing from the total"), tr("Exchange"), "exchange"))
    if exchange.quarantined:
        count = len(exchange.quarantined)
        title = trn("{n} file could not be read", "{n} files could not be read", count)
        todos.append(Todo("danger", title, exchange.quarantined[0].file, tr("See"), "exchange"))
    return todos


def _conflict_todos(count: int) -> list[Todo]:
    if not count:
        return []
    title = trn("{n} value to settle between desks", "{n} values to settle between desks", count)
    return [Todo("warning", title, tr("Both are kept meanwhile"), tr("Settle"), "exchange")]


def _people_todos(total: int, doubtful: int) -> list[Todo]:
    if not total:
        why = tr("A spreadsheet or a CSV export is enough")
        return [Todo("info", tr("No registration yet"), why, tr("Import"), "import")]
    if not doubtful:
        return []
    title = trn("{n} person to check", "{n} people to check", doubtful)
    return [Todo("info", title, tr("Address, phone or organisation"), tr("Complete"), "to_check")]


def _wish_todos(challenges: int, unlinked: int) -> list[Todo]:
    if not unlinked:
        return []
    title = trn("{n} wish without a défi", "{n} wishes without a défi", unlinked)
    if challenges:
        return [Todo("info", title, tr("No défi has this title or code"), tr("Import"), "import_challenges")]
    return [Todo("warning", title, tr("The list of défis is not imported yet"), tr("Import"), "import_challenges")]


def _closing_todos(open_still: Sequence[HalfDayView], day: Day) -> list[Todo]:
    """The first half-day that is over, had arrivals and was not closed: the clock suggests it, someone decides."""
    arrived = {line.id for line in day.half_days if line.arrived}
    over = next((half_day for half_day in open_still if half_day.id in arrived), None)
    if over is None:
        return []
    title = tr("{half_day}: to be closed", half_day=over.label)
    why = tr("It is over, absences are not struck")
    return [Todo("info", title, why, tr("Close it"), "close_half_day", over.id)]


def _double_todos(doubles: int) -> list[Todo]:
    if not doubles:
        return []
    title = trn("{n} person noted twice", "{n} people noted twice", doubles)
    return [Todo("info", title, tr("The earliest arrival counts, both are kept"), tr("See"), "exchange")]


def _session_double_todos(doubles: int) -> list[Todo]:
    if not doubles:
        return []
    title = trn("{n} person noted twice at a session", "{n} people noted twice at a session", doubles)
    return [Todo("info", title, tr("The earliest passage counts, both are kept"), tr("See"), "exchange")]
