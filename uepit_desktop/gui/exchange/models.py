"""What the exchange page shows of the other laptops and of values written differently, as rows of words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from ...language import duration, hour, tr, weekday_date


class Freshness(StrEnum):
    """How recently this laptop heard from another one."""

    HERE = "here"  # this laptop itself
    RECENT = "recent"
    LATE = "late"  # long enough for its arrivals to be missing here
    SILENT = "silent"  # nothing today


#: After this many minutes without news, a desk is shown as late while the day is under way.
LATE_AFTER_MIN = 30

#: freshness → (icon, colour token)
FRESHNESS_MARKS: dict[Freshness, tuple[str, str]] = {
    Freshness.HERE: ("monitor", "accent"),
    Freshness.RECENT: ("circle-check", "success-mark"),
    Freshness.LATE: ("triangle-alert", "warning-mark"),
    Freshness.SILENT: ("circle", "text-3"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One laptop: when it was last heard from, and how many changes it does not have yet as far as this one knows."""

    origin: str
    name: str
    freshness: Freshness
    heard: str
    to_send: int | None
    """None for this laptop itself."""

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        if self.to_send is None:
            return f"{self.name}, {self.heard}"
        return tr("{desk}, last exchange {heard}, {n} to send", desk=self.name, heard=self.heard, n=self.to_send)


def freshness(heard_at: dt.datetime | None, now: dt.datetime) -> Freshness:
    """How fresh the news of another laptop is; both moments in the event's zone."""
    if heard_at is None or heard_at.date() < now.date():
        return Freshness.SILENT
    late = now - heard_at >= dt.timedelta(minutes=LATE_AFTER_MIN)
    return Freshness.LATE if late else Freshness.RECENT


def heard_words(heard_at: dt.datetime | None, now: dt.datetime) -> str:
    """ "just now", "38 min ago", "not yet today", or the day it was; both moments in the event's zone."""
    if heard_at is None:
        return tr("never heard from")
    if heard_at.date() < now.date():
        if (now.date() - heard_at.date()).days == 1:
            return tr("yesterday at {hour}", hour=hour(heard_at))
        return tr("{day} at {hour}", day=weekday_date(heard_at.date()), hour=hour(heard_at))
    minutes = max(0, int((now - heard_at).total_seconds() // 60))
    if minutes < 1:
        return tr("just now")
    return tr("{duration} ago", duration=duration(minutes))


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values written for a field: what it is, who wrote it, when."""

    origin: str
    seq: int
    value: str
    by: str
    at: str
    proposed: bool
    """The value that screens show meanwhile."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field that two laptops wrote without knowing of each other."""

    table: str
    row: str
    field: str
    subject: str
    """What the row is: a person's name, a défi."""
    field_words: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read, and the sentence that says why."""

    name: str
    reason: str
