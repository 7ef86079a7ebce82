"""« La journée est finie »: everything is exchanged, or the list of what is missing, desk by desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..event import EventFile, log
from ..event.clock import moment_of
from ..language import tr, trn
from .audience import Vector, audience, lacking
from .parcel import sendable


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known to be exchanged with one laptop. Moments are UTC.

    ``to_send`` operations of here that it is not known to have, the oldest of ``since``; ``to_receive`` that it said it
    had, at least. ``heard_at`` is None when nothing was ever read from it; ``silent`` that nothing was read today.
    """

    origin: str
    desk: str
    to_send: int
    since: dt.datetime | None
    to_receive: int
    heard_at: dt.datetime | None
    silent: bool


@dataclass(frozen=True, slots=True)
class DayEnd:
    """How the day ends. ``done``: every other laptop was heard of today, has what is here, and nothing it told of is
    missing here. ``known_at`` (UTC) is the oldest of their last news: what a laptop did since is not known here.
    """

    done: bool
    missing: tuple[Missing, ...]
    waiting: int
    known_at: dt.datetime | None
    message: str


def day_end(event: EventFile, *, at: dt.datetime | None = None) -> DayEnd:
    """What is missing for every laptop to have everything, as far as this one knows."""
    now = at if at is not None else event.clock.now()
    today = now.astimezone(event.zone).date()
    missing = []
    with event.read() as db:
        ends, vector = sendable(db, event), log.version_vector(db)
        desks = audience(db, event).desks
        for desk in desks:
            to_send, to_receive = lacking(ends, desk.vector), lacking(desk.vector, vector)
            silent = desk.heard_at is None or desk.heard_at.astimezone(event.zone).date() < today
            if to_send or to_receive or silent:
                since = _oldest_lacking(db, ends, desk.vector) if to_send else None
                missing.append(Missing(desk.origin, desk.name, to_send, since, to_receive, desk.heard_at, silent))
        waiting = sum(count for _, count in log.waiting(db).values())
    heard = [desk.heard_at for desk in desks if desk.heard_at is not None]
    known_at = min(heard) if len(heard) == len(desks) and heard else None
    done = not missing and not waiting
    return DayEnd(done, tuple(missing), waiting, known_at, _sentence(done, len(desks), len(missing), waiting))


def _oldest_lacking(db: Session, ends: Vector, known: Vector) -> dt.datetime | None:
    """When the oldest operation that ``known`` lacks was written."""
    stamps = []
    for origin, end in ends.items():
        if known.get(origin, 0) < end:
            operation = log.operation_at(db, origin, known.get(origin, 0) + 1)
            if operation is not None:
                stamps.append(operation.hlc)
    return moment_of(min(stamps)) if stamps else None


def _sentence(done: bool, desks: int, missing: int, waiting: int) -> str:
    if done:
        return tr("Everything is exchanged.") if desks else tr("There is no other desk: nothing to exchange.")
    if missing:
        return trn("{n} desk has not exchanged everything.", "{n} desks have not exchanged everything.", missing)
    return trn("{n} operation waits for an earlier file.", "{n} operations wait for an earlier file.", waiting)
