"""A half-day is closed when the coordination says so, and may be opened again. Each time is a fact, with who and when.

Its end in the programme only suggests it: people still sign after the hour, and nothing strikes them meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import HalfDayClosing, new_id
from ..language import tr
from .check_in import choose_half_day
from .half_days import HalfDayView, half_days
from .wording import closed_words


@dataclass(frozen=True, slots=True)
class ClosingResult:
    """What became of a closing. ``done`` is False when there was nothing to do: ``message`` says why."""

    done: bool
    message: str
    half_day: HalfDayView | None
    changes: Changes = field(default=Changes("close_half_day"))


def close_half_day(
    event: EventFile, half_day_id: str | None = None, *, operator: str = "", at: dt.datetime | None = None
) -> ClosingResult:
    """Close a half-day, by default the one of ``at`` (now). From then on its sheets strike whoever was not there; an
    arrival is still taken, with a warning. Raises UserError ``no_half_day``, ``read_only`` or a fault of the disk.
    """
    return _turn(event, half_day_id, closed=True, operator=operator, at=at)


def reopen_half_day(
    event: EventFile, half_day_id: str | None = None, *, operator: str = "", at: dt.datetime | None = None
) -> ClosingResult:
    """Open a half-day again. Raises as ``close_half_day``."""
    return _turn(event, half_day_id, closed=False, operator=operator, at=at)


def to_close(choices: Sequence[HalfDayView], now: dt.datetime, zone: dt.tzinfo) -> list[HalfDayView]:
    """The half-days whose end has passed and that nobody has closed: what the clock suggests. Pure."""
    return [one for one in choices if not one.closed and now >= one.moments(zone)[1]]


def _turn(
    event: EventFile, half_day_id: str | None, *, closed: bool, operator: str, at: dt.datetime | None
) -> ClosingResult:
    now = at if at is not None else event.clock.now()
    with event.read() as db:
        half_day, _ = choose_half_day(half_days(db), half_day_id, now.astimezone(event.zone))
    if half_day is None:
        return ClosingResult(False, tr("The event has no half-day. Nothing was changed."), None)
    with event.write("close_half_day" if closed else "reopen_half_day", subject=half_day.id) as db:
        half_day, _ = choose_half_day(half_days(db), half_day.id, now.astimezone(event.zone))
        assert half_day is not None
        if half_day.closed is closed:
            return ClosingResult(False, _already(half_day, event.zone), half_day)
        db.add(
            HalfDayClosing(
                id=new_id(),
                half_day_id=half_day.id,
                closed=closed,
                at=_after_all(db, half_day.id, now),
                replica_id=event.replica_id,
                operator=operator,
            )
        )
        db.flush()
        half_day = next(one for one in half_days(db) if one.id == half_day.id)
        words = tr("{half_day} is closed.", half_day=half_day.label)
        if not closed:
            words = tr("{half_day} is open again.", half_day=half_day.label)
        result = ClosingResult(True, words, half_day)
    return replace(result, changes=db.changes)


def _already(half_day: HalfDayView, zone: dt.tzinfo) -> str:
    if not half_day.closed:
        return tr("{half_day} is open. Nothing was changed.", half_day=half_day.label)
    return tr("{half_day}: already {closed}. Nothing was changed.", half_day=half_day.label,
              closed=closed_words(half_day, zone))  # fmt: skip


def _after_all(db: Session, half_day_id: str, now: dt.datetime) -> dt.datetime:
    """Now, or just after what is known of this half-day when another laptop's clock was ahead: the latest counts."""
    last = db.execute(select(func.max(HalfDayClosing.at)).where(HalfDayClosing.half_day_id == half_day_id)).scalar()
    return now if last is None else max(now, last + dt.timedelta(milliseconds=1))
