"""Who noted what at which desk: arrivals a desk, and everything noted of one person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, log
from ..event.model import CheckInKind, Replica
from ..references import list_sessions
from .check_in import choose_half_day
from .half_days import half_days
from .lookup import facts_of
from .roll import facts_by_person
from .verdict import Fact, counted_arrival, in_time, live_facts


@dataclass(frozen=True, slots=True)
class DeskArrivals:
    """What one desk noted of a half-day. ``counted`` are people whose arrival that counts is this desk's; ``noted`` are
    its arrivals that stand, those that another desk noted earlier included. ``last_at`` (event's zone) is its last.
    """

    replica_id: str
    desk: str
    here: bool
    counted: int
    noted: int
    last_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DeskCount:
    """How many people arrived at one desk, as this laptop knows it, and how fresh that is: ``heard_at`` (event's zone)
    is when it last had news of that desk, None for itself and for one never heard from.
    """

    replica_id: str
    desk: str
    here: bool
    arrived: int
    heard_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class NotedFact:
    """One fact about a presence: who noted it, when (event's zone), at which desk, how, and whether it still stands.

    ``kind`` is a CheckInKind; ``about`` the kind of the fact that an undoing takes back; ``counts`` marks the arrival
    that counts for its half-day.
    """

    check_in_id: str
    kind: str
    at: dt.datetime
    desk: str
    here: bool
    operator: str
    method: str
    half_day: str
    stands: bool
    counts: bool
    reason: str
    about: str


def arrivals_by_desk(
    db: Session, event: EventFile, *, half_day_id: str | None = None, at: dt.datetime | None = None
) -> tuple[DeskArrivals, ...]:
    """The arrivals of a half-day (by default the one under way), desk by desk: this one first, then by name.

    Their ``counted`` add up to the people arrived. Raises UserError ``no_half_day``.
    """
    now = (at if at is not None else event.clock.now()).astimezone(event.zone)
    half_day, _ = choose_half_day(half_days(db), half_day_id, now)
    key = half_day.id if half_day else None
    counted: dict[str, int] = defaultdict(int)
    noted: dict[str, list[dt.datetime]] = defaultdict(list)
    for facts in facts_by_person(db).values():
        for fact in live_facts(facts):
            if _is_arrival(fact) and fact.tells(key):
                noted[fact.replica_id].append(fact.at)
        first = counted_arrival(facts, key)
        if first is not None:
            counted[first.replica_id] += 1
    names = _desk_names(db)
    found = []
    for origin in {*noted, event.replica_id}:
        last = max(noted[origin]).astimezone(event.zone) if noted[origin] else None
        here = origin == event.replica_id
        found.append(DeskArrivals(origin, names.get(origin, ""), here, counted[origin], len(noted[origin]), last))
    return tuple(sorted(found, key=lambda desk: (not desk.here, desk.desk.casefold(), desk.replica_id)))


def count_by_desk(db: Session, event: EventFile, arrived: Mapping[str, int]) -> tuple[DeskCount, ...]:
    """Every desk of the event with its people (``arrived`` by origin): this one first, then those where most arrived.

    A laptop that goes on under another origin, after a copy or a restore, is one desk.
    """
    replicas = {row.id: row for row in db.execute(_REPLICAS)}
    after = {row.succeeds: row.id for row in replicas.values() if row.succeeds}
    heard = log.peers(db)
    totals: dict[str, int] = defaultdict(int)
    latest: dict[str, dt.datetime] = {}
    for origin in {*replicas, *arrived}:
        last, seen = origin, {origin}
        while (following := after.get(last)) is not None and following not in seen:
            last = following
            seen.add(last)
        totals[last] += arrived.get(origin, 0)
        if origin in heard:
            latest[last] = max(latest.get(last, heard[origin][1]), heard[origin][1])
    found = [
        DeskCount(
            origin,
            replicas[origin].desk_name if origin in replicas else "",
            origin == event.replica_id,
            count,
            latest[origin].astimezone(event.zone) if origin in latest and origin != event.replica_id else None,
        )
        for origin, count in totals.items()
        if count or (origin in replicas and not replicas[origin].deleted)
    ]
    return tuple(sorted(found, key=lambda one: (not one.here, -one.arrived, one.desk.casefold(), one.replica_id)))


def history(db: Session, event: EventFile, person_id: str) -> tuple[NotedFact, ...]:
    """Everything noted of someone's presence, the latest first, what was taken back included."""
    facts = sorted(facts_of(db, person_id), key=in_time, reverse=True)
    labels = {half_day.id: half_day.label for half_day in half_days(db)}
    standing = {fact.id for fact in live_facts(facts)}
    about = {(fact.half_day_id, fact.session_id) for fact in facts}
    counting = {first.id for one in about if (first := counted_arrival(facts, *one))}
    sessions = {one.id: one.label for one in list_sessions(db, sorted({one for _, one in about if one}))}
    kinds, desks = {fact.id: fact.kind for fact in facts}, _desk_names(db)
    return tuple(
        NotedFact(
            check_in_id=fact.id,
            kind=fact.kind,
            at=fact.at.astimezone(event.zone),
            desk=desks.get(fact.replica_id, ""),
            here=fact.replica_id == event.replica_id,
            operator=fact.operator,
            method=fact.method,
            half_day=_about(labels.get(fact.half_day_id or "", ""), sessions.get(fact.session_id or "", "")),
            stands=fact.id in standing,
            counts=fact.id in counting,
            reason=fact.reason,
            about=kinds.get(fact.target_id or "", ""),
        )
        for fact in facts
    )


def _about(half_day: str, session: str) -> str:
    """What a fact is about: its half-day, after its session when it has one."""
    return " · ".join(part for part in (session, half_day) if part)


def _is_arrival(fact: Fact) -> bool:
    return fact.kind == CheckInKind.ARRIVAL.value and fact.target_id is None


_REPLICAS = select(Replica.id, Replica.desk_name, Replica.succeeds, Replica.deleted)


def _desk_names(db: Session) -> dict[str, str]:
    return dict(db.execute(select(Replica.id, Replica.desk_name)).all())
