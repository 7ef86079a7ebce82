"""The coordinator's figures of one half-day, counted from its roll: arrivals over time, by organisation, by territory,
who is late and who is missing. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ..language.folding import fold
from .presence import PresenceState
from .roll import Roll, RollRow

_BAR_MIN = 5


@dataclass(frozen=True, slots=True)
class Share:
    """An organisation or a territory: how many of its people are expected, were there, are excused. Empty name: not
    known."""

    name: str
    expected: int
    here: int
    excused: int

    @property
    def missing(self) -> int:
        return max(self.expected - self.here - self.excused, 0)


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """Counts are of people, moments in the event's zone.

    ``late`` arrived after the start, the latest last; ``missing`` are expected, neither there nor excused;
    ``by_five_minutes`` are (start, people) without the empty bars nor the presences that only a paper tells.
    """

    expected: int
    here: int
    unexpected: int
    excused: int
    left: int
    by_paper: int
    late: tuple[RollRow, ...]
    missing: tuple[RollRow, ...]
    by_five_minutes: tuple[tuple[dt.datetime, int], ...]
    by_organisation: tuple[Share, ...]
    by_territory: tuple[Share, ...]


def figures_of(roll: Roll, zone: dt.tzinfo, *, late_after_min: int = 0) -> AttendanceFigures:
    """The figures of a roll. Someone is late who arrived more than ``late_after_min`` minutes after the start."""
    limit = roll.span.starts + dt.timedelta(minutes=late_after_min)
    arrived = [(at, row) for row in roll.rows if (at := row.presence.arrived_at) is not None]
    bars: Counter[dt.datetime] = Counter()
    for at, _ in arrived:
        local = at.astimezone(zone).replace(second=0, microsecond=0)
        bars[local - dt.timedelta(minutes=local.minute % _BAR_MIN)] += 1
    late = sorted(((at, row) for at, row in arrived if at > limit), key=lambda one: one[0])
    here = [row for row in roll.rows if row.presence.here]
    return AttendanceFigures(
        expected=roll.expected,
        here=len(here),
        unexpected=sum(not row.expected for row in here),
        excused=sum(_excused(row) for row in roll.rows),
        left=sum(row.presence.state is PresenceState.LEFT for row in roll.rows),
        by_paper=sum(row.presence.arrived_at is None for row in here),
        late=tuple(row for _, row in late),
        missing=tuple(row for row in roll.rows if row.presence.state is PresenceState.ABSENT),
        by_five_minutes=tuple(sorted(bars.items())),
        by_organisation=_shares(roll, lambda row: row.person.organisation),
        by_territory=_shares(roll, lambda row: row.person.territory),
    )


def _shares(roll: Roll, name_of: Callable[[RollRow], str]) -> tuple[Share, ...]:
    """By name, those that are not known last."""
    groups: dict[str, list[RollRow]] = {}
    for row in roll.rows:
        groups.setdefault(name_of(row), []).append(row)
    return tuple(
        Share(
            name,
            expected=sum(row.expected for row in rows),
            here=sum(row.presence.here for row in rows),
            excused=sum(_excused(row) for row in rows),
        )
        for name, rows in sorted(groups.items(), key=lambda one: (not one[0], fold(one[0]), one[0]))
    )


def _excused(row: RollRow) -> bool:
    return row.presence.state is PresenceState.EXCUSED
