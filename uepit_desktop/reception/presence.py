"""Presence in a half-day, derived from the facts: who was there, from when to when, who is excused. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..event.model import CheckInKind
from .verdict import Fact, in_time, live_facts

PAPER = "paper"
"""The method of a presence that a signed sheet tells, without its hour."""


class PresenceState(StrEnum):
    PRESENT = "present"
    LEFT = "left"  # was there, and left before the end
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-day in time, or a session: aware moments, ``starts`` < ``ends``."""

    half_day_id: str | None
    starts: dt.datetime
    ends: dt.datetime
    session_id: str | None = None


NO_SESSIONS: Mapping[str, Span] = {}


@dataclass(frozen=True, slots=True)
class Presence:
    """What the facts say of one person in one half-day.

    ``arrival`` is the one that counts, the earliest that stands; ``arrived_at`` its moment, None when only a paper
    tells that the person was there. ``departure`` is the last one, when the person did not come back after it.
    ``stays`` are the (from, to) within the half-day, to its end for whoever did not leave. ``doubles`` are arrivals
    that another desk, or this one again, noted of someone who was already there: kept, not counted. ``undone`` counts
    the facts that were taken back. ``by_session`` says that nothing was noted for the half-day itself: a session of it
    proves the presence, and its stays are those of the sessions.
    """

    state: PresenceState
    arrival: Fact | None = None
    departure: Fact | None = None
    excuse: Fact | None = None
    stays: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    doubles: tuple[Fact, ...] = ()
    undone: int = 0
    by_session: bool = False

    @property
    def here(self) -> bool:
        """Whether the person was there, if only for a while."""
        return self.arrival is not None

    @property
    def arrived_at(self) -> dt.datetime | None:
        """The hour of the arrival; None for a paper or a session, which tell of a presence and not since when."""
        if self.arrival is None or self.by_session or self.arrival.method == PAPER:
            return None
        return self.arrival.at

    @property
    def left_at(self) -> dt.datetime | None:
        return None if self.departure is None else self.departure.at

    @property
    def attended(self) -> dt.timedelta:
        return sum((end - start for start, end in self.stays), dt.timedelta())


NOTHING_NOTED = Presence(PresenceState.ABSENT)


def presence_of(facts: Iterable[Fact], span: Span, sessions: Mapping[str, Span] = NO_SESSIONS) -> Presence:
    """The presence of one person in a half-day, or in the session of ``span``. ``facts`` are all of theirs; those of
    other half-days and sessions do not count.

    A half-day is proven by what was noted for it: with a signature of its own, its sessions add no hour. Without one,
    those of its ``sessions`` (id → span) that the person attended prove a presence, for the time that they lasted
    together, counted once where they overlap.
    """
    facts = list(facts)
    standing = live_facts(facts)
    kept = {fact.id for fact in standing}
    undone = sum(1 for fact in facts if fact.id not in kept and _tells(fact, span))
    own = sorted((fact for fact in standing if _tells(fact, span)), key=lambda fact: _moment(fact, span))
    excuse = max((fact for fact in own if fact.kind == CheckInKind.EXCUSE), key=in_time, default=None)
    arrivals = [fact for fact in own if fact.kind == CheckInKind.ARRIVAL]
    if not arrivals and span.session_id is None and (proof := _by_sessions(facts, span, sessions, excuse, undone)):
        return proof
    if not arrivals:
        state = PresenceState.EXCUSED if excuse is not None else PresenceState.ABSENT
        return Presence(state, excuse=excuse, undone=undone) if own or undone else NOTHING_NOTED
    stays, doubles, departure = _walk(own, span)
    return Presence(
        state=PresenceState.PRESENT if departure is None else PresenceState.LEFT,
        arrival=_counted(arrivals),
        departure=departure,
        excuse=excuse,
        stays=stays,
        doubles=doubles,
        undone=undone,
    )


def _by_sessions(
    facts: Sequence[Fact], span: Span, sessions: Mapping[str, Span], excuse: Fact | None, undone: int
) -> Presence | None:
    """The presence that the sessions of a half-day prove; None when none does."""
    own = (fact for fact in facts if fact.half_day_id == span.half_day_id)
    attended = dict.fromkeys(fact.session_id for fact in own if fact.session_id)
    proofs = []
    for session_id in attended:
        place = sessions.get(session_id) or Span(span.half_day_id, span.starts, span.starts, session_id)
        if (proof := presence_of(facts, place)).arrival is not None:
            proofs.append(proof)
    if not proofs:
        return None
    stays: list[tuple[dt.datetime, dt.datetime]] = []
    for start, end in sorted(stay for proof in proofs for stay in proof.stays):
        start, end = max(start, span.starts), min(end, span.ends)
        if stays and start <= stays[-1][1]:
            stays[-1] = (stays[-1][0], max(stays[-1][1], end))
        elif start < end:
            stays.append((start, end))
    arrival = min((proof.arrival for proof in proofs if proof.arrival), key=in_time)
    return Presence(PresenceState.PRESENT, arrival, None, excuse, tuple(stays), undone=undone, by_session=True)


def _tells(fact: Fact, span: Span) -> bool:
    return fact.target_id is None and fact.tells(span.half_day_id, span.session_id)


def _counted(arrivals: Sequence[Fact]) -> Fact:
    """The earliest; one with an hour before a paper, which has none."""
    return min(arrivals, key=lambda fact: (fact.method == PAPER, *in_time(fact)))


def _moment(fact: Fact, span: Span) -> tuple[dt.datetime, str]:
    """When a fact took effect: a signed sheet tells of the whole half-day."""
    return (span.starts, "") if fact.method == PAPER else in_time(fact)


def _walk(
    facts: Sequence[Fact], span: Span
) -> tuple[tuple[tuple[dt.datetime, dt.datetime], ...], tuple[Fact, ...], Fact | None]:
    """In and out, in the order of time: the stays, the arrivals of someone already in, the departure that ended all."""
    stays: list[tuple[dt.datetime, dt.datetime]] = []
    doubles = []
    inside: Fact | None = None
    departure: Fact | None = None
    timed = any(fact.method != PAPER and fact.kind == CheckInKind.ARRIVAL for fact in facts)
    for fact in facts:
        if fact.kind == CheckInKind.ARRIVAL:
            if timed and fact.method == PAPER:  # the desk knows better from when
                continue
            if inside is not None:
                doubles.append(fact)
            inside, departure = inside or fact, None
        elif fact.kind == CheckInKind.DEPARTURE and inside is not None:
            stays.append((_moment(inside, span)[0], fact.at))
            inside, departure = None, fact
    if inside is not None:
        stays.append((_moment(inside, span)[0], span.ends))
    clipped = ((max(start, span.starts), min(end, span.ends)) for start, end in stays)
    return tuple(stay for stay in clipped if stay[0] < stay[1]), tuple(doubles), departure
