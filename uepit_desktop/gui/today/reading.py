"""What the day page reads, on a worker thread, from the capabilities that know it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...challenges.wish_counts import unlinked_wishes, wish_counts
from ...event import EventFile
from ...exchange import ExchangeStatus
from ...exchange import status as exchange_status
from ...language import duration, tr, trn
from ...people import list_people
from ...people.to_check import doubts_of
from ...reception import HalfDayView, Status, half_days, status
from ..exchange.models import Freshness, freshness, heard_words
from .day import ChallengeLine, Day, HalfDayLine
from .models import Todo, arrival_bars, most_urgent_first


def read_day(event: EventFile) -> Day:
    """The whole day, as this laptop knows it now."""
    now = event.clock.now().astimezone(event.zone)
    with event.read() as db:
        halves = half_days(db)
        current = status(db, event) if halves else None
        lines = tuple(_half_day_line(half, _figures(db, event, half, current), current, now) for half in halves)
        people = list_people(db)
        counts = wish_counts(db)
        unlinked = unlinked_wishes(db)
    exchange = exchange_status(event)
    heard = [desk.heard_at for desk in exchange.desks if desk.heard_at is not None]
    todos = [
        *_desk_todos(event, exchange, now),
        *_conflict_todos(len(event.conflicts())),
        *_people_todos(len(people), sum(1 for row in people if doubts_of(row) and row.status != "cancelled")),
        *_wish_todos(len(counts), unlinked),
        *_double_todos(current),
    ]
    return Day(
        now=now,
        event_days=tuple(sorted({half.on for half in halves})),
        half_day=current.half_day.label if current is not None and current.half_day is not None else "",
        people=len(people),
        expected=current.expected if current is not None else 0,
        arrived=current.arrived if current is not None else 0,
        duplicates_avoided=current.doubles if current is not None else 0,
        cancelled=current.cancelled if current is not None else 0,
        known_at=max(heard).astimezone(event.zone) if heard else None,
        bars=arrival_bars(dict(current.by_five_minutes), now) if current is not None else arrival_bars({}, now),
        half_days=lines,
        challenges=tuple(
            ChallengeLine(one.challenge_id, one.code, one.title, (one.first, one.second, one.later)) for one in counts
        ),
        todos=tuple(most_urgent_first(todos)),
    )


def _figures(db: Any, event: EventFile, half: HalfDayView, current: Status | None) -> tuple[int, int]:
    """Expected and arrived for a half-day; the one under way was counted already."""
    if current is not None and current.half_day is not None and current.half_day.id == half.id:
        return current.expected, current.arrived
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
        running=starts <= now < ends, past=now >= ends,
    )  # fmt: skip


def _desk_todos(event: EventFile, exchange: ExchangeStatus, now: dt.datetime) -> list[Todo]:
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


def _double_todos(current: Status | None) -> list[Todo]:
    if current is None or not current.doubles:
        return []
    title = trn("{n} person noted twice", "{n} people noted twice", current.doubles)
    return [Todo("info", title, tr("The earliest arrival counts, both are kept"), tr("See"), "arrived")]
