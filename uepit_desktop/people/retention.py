"""How long an event keeps its people after its last day, and the erasure of those whose time is over (RGPD, article 5).

Some values go before the record they are of, for everyone: the note of the desk after 7 days, diet and access needs
after 30, address and phone after a year. Then the whole record goes: name, wishes, presence. Either goes from the log
too, so that no byte of it stays. The coordination may choose other periods; they travel with the event. Who someone
was for the event says how long the record is needed:

| group | days | why |
|---|---|---|
| removed from the list | 30 | kept by mistake only |
| cancelled | 30 | nothing left to organise |
| never arrived | 90 | questions about the registration |
| arrived | 1096 | a control may ask for the proof of presence for three years |
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile, UserError, log
from ..event.model import Bond, CheckIn, CheckInKind, Event, Person, PersonStatus, RetentionPeriod
from ..language import date_long, integer, mark, tr, trn
from .coordination import coordinates
from .directory import links_about, rows_naming

_AT_ONCE = 200
"""People erased by one operation."""

LONGEST = 36_500
"""Days that anything can be kept: a century."""


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


class Category(StrEnum):
    """What of a person is kept for a shorter time than the person."""

    NOTE = "note"
    NEEDS = "needs"
    CONTACTS = "contacts"


#: Days that each category is kept after the last day of the event.
CATEGORY_DAYS: Mapping[Category, int] = MappingProxyType({Category.NOTE: 7, Category.NEEDS: 30, Category.CONTACTS: 365})

#: The fields of a person that each category takes away.
FIELDS: Mapping[Category, tuple[str, ...]] = MappingProxyType(
    {
        Category.NOTE: ("desk_note",),
        Category.NEEDS: ("diet", "access_needs", "meal_code"),  # a meal code tells the diet
        Category.CONTACTS: ("email", "phone"),
    }
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
class CategoryPlan:
    """One category: kept through ``until``, held of ``people`` people, and whether its time is over (``due``).
    ``cells`` are the (person, field) that a purge would empty.
    """

    category: Category
    days: int
    until: dt.date
    people: int
    due: bool
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """What a purge on ``today`` would erase: ``person_ids``, and of the others the ``categories`` that are due. Nothing
    is changed by planning.
    """

    today: dt.date
    ended_on: dt.date
    groups: tuple[GroupPlan, ...]
    person_ids: tuple[str, ...]
    categories: tuple[CategoryPlan, ...] = ()

    @property
    def anything_due(self) -> bool:
        return bool(self.person_ids) or any(plan.cells for plan in self.categories)


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge did, without a name. ``erased`` people are gone, ``groups`` says how many of each group; ``rows``
    counts what went with them, by table; ``emptied`` counts the others of whom values went, by category. ``at`` is in
    the event's zone; ``judged_on`` the day that the plan was made for; ``periods`` the days of each group and category.
    """

    erased: int
    rows: Mapping[str, int]
    cancelled: bool
    message: str
    emptied: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    at: dt.datetime | None = None
    judged_on: dt.date | None = None
    ended_on: dt.date | None = None
    desk: str = ""
    operator: str = ""
    periods: Mapping[str, int] = field(default_factory=dict)


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
    chosen = periods(db)
    wanted = {**DAYS, **{group: chosen[group] for group in Group if group in chosen}, **(days or {})}
    _refuse_days(wanted.values())
    ended_on = db.scalars(select(Event.end_on).where(Event.id == event.event_id)).first()
    if ended_on is None:
        raise UserError("This event has no last day yet. Nothing was erased.", code="no_last_day")
    plan = decide(_everyone(db), ended_on, today or event.clock.now().astimezone(event.zone).date(), wanted)
    return replace(plan, categories=tuple(_category(db, plan, category, chosen) for category in Category))


def _everyone(db: Session) -> list[Kept]:
    arrived = set(db.scalars(select(CheckIn.person_id).where(CheckIn.kind == CheckInKind.ARRIVAL.value)))
    return [
        Kept(id_, deleted, status == PersonStatus.CANCELLED, id_ in arrived)
        for id_, deleted, status in db.execute(select(Person.id, Person.deleted, Person.status))
    ]


def periods(db: Session) -> dict[str, int]:
    """What the coordination chose: the name of a group or a category → days."""
    rows = select(RetentionPeriod.id, RetentionPeriod.days).where(~RetentionPeriod.deleted)
    return {name: min(max(0, days), LONGEST) for name, days in db.execute(rows)}


def choose_periods(event: EventFile, days: Mapping[Group | Category, int]) -> Changes:
    """Keep these groups and categories for so many days. It travels with the event, and one undo takes it back.
    Raises UserError ``bad_value`` for a number of days below 0 or above ``LONGEST``, ``not_coordination`` on a laptop
    other than the coordination's.
    """
    _refuse_days(days.values())
    _refuse_elsewhere(event)
    with event.write("choose_periods") as db:
        for name, number in days.items():
            period = db.get(RetentionPeriod, str(name))
            if period is None:
                db.add(RetentionPeriod(id=str(name), days=number))
            else:
                period.days, period.deleted = number, False
    return db.changes


def _refuse_days(days: Iterable[int]) -> None:
    for number in days:
        if number < 0:
            raise UserError("A number of days cannot be below 0. Nothing was erased.", code="bad_value")
        if number > LONGEST:
            raise UserError("More than a century of days. Nothing was erased.", code="bad_value")


def _refuse_elsewhere(event: EventFile) -> None:
    """One laptop decides what goes: an erasure made elsewhere could not be taken back either."""
    with event.read() as db:
        here = coordinates(db, event)
    if not here:
        raise UserError(
            "Only the coordination's laptop chooses what is kept and erases it. Nothing was changed. Do this on the "
            "laptop that made the event.",
            code="not_coordination",
        )


def _category(db: Session, plan: RetentionPlan, category: Category, chosen: Mapping[str, int]) -> CategoryPlan:
    days = chosen.get(category, CATEGORY_DAYS[category])
    until = plan.ended_on + dt.timedelta(days=days)
    held = log.holders(db, "person", FIELDS[category])
    due = plan.today > until
    going = set(plan.person_ids)
    cells = sorted((id_, name) for name, ids in held.items() for id_ in ids - going) if due else []
    return CategoryPlan(category, days, until, len(set().union(*held.values())), due, tuple(cells))


def purge(
    event: EventFile,
    plan: RetentionPlan,
    *,
    operator: str = "",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PurgeReport:
    """Erase the people of a plan for good: here now, elsewhere when the exchange arrives. Cannot be undone.

    ``operator`` is who does it, for the report. Whoever arrived or was erased since the plan was made is left alone.
    ``cancelled`` may stop between groups of 200; those erased before stay so. Raises UserError ``not_coordination``,
    ``read_only`` or a fault of the disk.
    """
    _refuse_elsewhere(event)
    with event.read() as db:
        days = {group.group: group.days for group in plan.groups}
        again = plan_retention(db, event, plan.today, days)
        still = set(again.person_ids)
        groups = {person.id: group_of(person).value for person in _everyone(db) if person.id in still}
    ids = [id_ for id_ in plan.person_ids if id_ in still]
    report = PurgeReport(
        0, {}, False, "", at=event.clock.now().astimezone(event.zone), judged_on=plan.today, ended_on=plan.ended_on,
        desk=event.desk_name, operator=operator, periods=_periods_of(again),
    )  # fmt: skip
    for start in range(0, len(ids), _AT_ONCE):
        if cancelled is not None and cancelled():
            report = replace(report, cancelled=True)
            break
        some = ids[start : start + _AT_ONCE]
        rows = dict(report.rows)
        for table, gone in _erase(event, some).items():
            rows[table] = rows.get(table, 0) + gone
        erased = Counter(report.groups) + Counter(groups[id_] for id_ in some)
        report = replace(report, erased=report.erased + len(some), rows=rows, groups=dict(erased))
        if progress is not None:
            progress(report.erased, len(ids))
    if not report.cancelled:
        report = replace(report, emptied=_empty(event, plan, again))
    return replace(report, message=_sentence(report, plan))


def _periods_of(plan: RetentionPlan) -> dict[str, int]:
    return {
        **{one.category.value: one.days for one in plan.categories},
        **{one.group.value: one.days for one in plan.groups},
    }


def _empty(event: EventFile, plan: RetentionPlan, again: RetentionPlan) -> dict[str, int]:
    """Take the values of the categories of a plan away, as far as they are still due. Returns category → people."""
    still = {cell for one in again.categories for cell in one.cells}
    cells = {one.category: [cell for cell in one.cells if cell in still] for one in plan.categories}
    wanted = [("person", id_, name) for some in cells.values() for id_, name in some]
    if wanted:
        event.redact(wanted)
    return {category.value: len({id_ for id_, _ in some}) for category, some in cells.items() if some}


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


def _sentence(report: PurgeReport, plan: RetentionPlan) -> str:
    erased, emptied = report.erased, sum(report.emptied.values())
    if emptied:
        parts = [_sentence(replace(report, emptied={}), plan)] if erased else []
        for name, words in (
            ("note", mark("Notes of the desk erased: {n}.")),
            ("needs", mark("Diets and access needs erased: {n}.")),
            ("contacts", mark("E-mails and phones erased: {n}.")),
        ):
            if people := report.emptied.get(name):
                parts.append(tr(words, n=integer(people)))
        if not erased:
            parts.append(tr("The other laptops erase them with the next exchange."))
        return " ".join(parts)
    if not erased:
        later = [group.until for group in plan.groups if group.people and not group.due]
        later += [one.until for one in plan.categories if one.people and not one.due]
        if later:
            return tr("Nobody's time is over. The next date is {day}.", day=date_long(min(later)))
        return tr("Nobody's time is over.")
    return trn(
        "{n} person was erased from this file. The other laptops erase them with the next exchange.",
        "{n} people were erased from this file. The other laptops erase them with the next exchange.",
        erased,
    )
