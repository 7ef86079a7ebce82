"""How long an event keeps its people after its last day, and the erasure of those whose time is over (RGPD, article 5).

What is kept is a person's whole record: name, address, phone, needs, notes, wishes, presence. It is erased as a whole,
in the log too, so that no byte of it stays; a single field cannot be taken out of what laptops have signed. Who
someone was for the event says how long the record is needed:

| group | days | why |
|---|---|---|
| removed from the list | 30 | kept by mistake only |
| cancelled | 30 | nothing left to organise |
| never arrived | 90 | questions about the registration |
| arrived | 1096 | a control may ask for the proof of presence for three years |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, UserError
from ..event.model import Bond, CheckIn, CheckInKind, Event, Person, PersonStatus
from ..language import date_long, tr, trn
from .directory import links_about, rows_naming

_AT_ONCE = 200
"""People erased by one operation."""


class Group(StrEnum):
    """Who a person was for the event."""

    REMOVED = "removed"
    CANCELLED = "cancelled"
    ABSENT = "absent"
    PRESENT = "present"


#: Days that each group is kept after the last day of the event.
DAYS: Mapping[Group, int] = MappingProxyType(
    {Group.REMOVED: 30, Group.CANCELLED: 30, Group.ABSENT: 90, Group.PRESENT: 1096}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A person as retention sees one."""

    id: str
    deleted: bool
    cancelled: bool
    arrived: bool


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """One group: kept through ``until``, ``people`` of them, and whether their time is over (``due``)."""

    group: Group
    days: int
    until: dt.date
    people: int
    due: bool


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """What a purge on ``today`` would erase: ``person_ids``. Nothing is changed by planning."""

    today: dt.date
    ended_on: dt.date
    groups: tuple[GroupPlan, ...]
    person_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge did. ``erased`` people are gone; ``rows`` counts what went with them, by table."""

    erased: int
    rows: Mapping[str, int]
    cancelled: bool
    message: str


def group_of(person: Kept) -> Group:
    """Who the person was. An arrival weighs most: it may have to be proved, whatever was done with the list since."""
    if person.arrived:
        return Group.PRESENT
    if person.deleted:
        return Group.REMOVED
    return Group.CANCELLED if person.cancelled else Group.ABSENT


def decide(people: Iterable[Kept], ended_on: dt.date, today: dt.date, days: Mapping[Group, int]) -> RetentionPlan:
    """Whose time is over on ``today``. A record is kept through the last of its days."""
    members: dict[Group, list[str]] = {group: [] for group in Group}
    for person in people:
        members[group_of(person)].append(person.id)
    groups = []
    for group in Group:
        until = ended_on + dt.timedelta(days=days[group])
        groups.append(GroupPlan(group, days[group], until, len(members[group]), today > until))
    due = sorted(id_ for plan in groups if plan.due for id_ in members[plan.group])
    return RetentionPlan(today, ended_on, tuple(groups), tuple(due))


def plan_retention(
    db: Session, event: EventFile, today: dt.date | None = None, days: Mapping[Group, int] | None = None
) -> RetentionPlan:
    """What ``purge`` would erase on ``today`` (default: the date in the event's zone). ``days`` replace the defaults,
    group by group. Raises UserError ``bad_value`` for a number of days below 0.
    """
    wanted = {**DAYS, **(days or {})}
    if min(wanted.values()) < 0:
        raise UserError("A number of days cannot be below 0. Nothing was erased.", code="bad_value")
    ended_on = db.scalars(select(Event.end_on).where(Event.id == event.event_id)).first()
    if ended_on is None:
        raise UserError("This event has no last day yet. Nothing was erased.", code="no_last_day")
    arrived = set(db.scalars(select(CheckIn.person_id).where(CheckIn.kind == CheckInKind.ARRIVAL.value)))
    people = [
        Kept(id_, deleted, status == PersonStatus.CANCELLED, id_ in arrived)
        for id_, deleted, status in db.execute(select(Person.id, Person.deleted, Person.status))
    ]
    return decide(people, ended_on, today or event.clock.now().astimezone(event.zone).date(), wanted)


def purge(
    event: EventFile,
    plan: RetentionPlan,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PurgeReport:
    """Erase the people of a plan for good: here now, elsewhere when the exchange arrives. Cannot be undone.

    Whoever arrived or was erased since the plan was made is left alone. ``cancelled`` may stop between groups of 200;
    those erased before stay so. Raises UserError ``read_only`` or a fault of the disk.
    """
    with event.read() as db:
        days = {group.group: group.days for group in plan.groups}
        still = set(plan_retention(db, event, plan.today, days).person_ids)
    ids = [id_ for id_ in plan.person_ids if id_ in still]
    report = PurgeReport(0, {}, False, "")
    for start in range(0, len(ids), _AT_ONCE):
        if cancelled is not None and cancelled():
            report = replace(report, cancelled=True)
            break
        some = ids[start : start + _AT_ONCE]
        rows = dict(report.rows)
        for table, gone in _erase(event, some).items():
            rows[table] = rows.get(table, 0) + gone
        report = replace(report, erased=report.erased + len(some), rows=rows)
        if progress is not None:
            progress(report.erased, len(ids))
    return replace(report, message=_sentence(report.erased, plan))


def _erase(event: EventFile, ids: list[str]) -> dict[str, int]:
    """Erase these people by one operation. Returns table → rows that went."""
    with event.read() as db:
        also = [("person", id_) for id_ in ids[1:]]
        for id_ in ids:
            person = db.get(Person, id_)
            if person is not None:
                also += rows_naming(db, person)
        also += [(Bond.__tablename__, bond) for bond in links_about(db, ids)]
    changes = event.erase(ids[0], also)
    return {table: len(rows) for table, rows in changes.rows.items()}


def _sentence(erased: int, plan: RetentionPlan) -> str:
    if not erased:
        later = [group.until for group in plan.groups if group.people and not group.due]
        if later:
            return tr("Nobody's time is over. The next date is {day}.", day=date_long(min(later)))
        return tr("Nobody's time is over.")
    return trn(
        "{n} person was erased from this file. The other laptops erase them with the next exchange.",
        "{n} people were erased from this file. The other laptops erase them with the next exchange.",
        erased,
    )
