"""What the participants page reads, on a worker thread: rows of the table, and one person in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ...challenges.wish_counts import wishes_by_person
from ...event import EventFile, UserError
from ...language import date_short, tr
from ...language.folding import fold
from ...people import PersonRow, list_people, person_detail, search
from ...people.to_check import doubts_of
from ...reception import arrivals, current_half_day, half_days
from .participants_model import ParticipantRow
from .passages import read_passages
from .person_sheet import PersonSheet

#: People that a search may show in the table; beyond, the words typed say too little.
MOST_FOUND = 500


def role_words(role: str) -> str:
    """A role as people say it, without gender."""
    return {
        "participant": tr("Participant"),
        "facilitator": tr("Facilitation"),
        "bearer": tr("Challenge bearer"),
        "project_team": tr("Project team"),
        "speaker": tr("Speaker"),
        "keynote_witness": tr("Keynote witness"),
        "tester": tr("Prototype tester"),
        "national_support": tr("National support"),
        "reception": tr("Reception desk"),
    }.get(role, role)


def read_participants(event: EventFile) -> list[ParticipantRow]:
    """Everyone, with wishes and the arrival of the half-day under way."""
    with event.read() as db:
        people = list_people(db)
        wishes = wishes_by_person(db)
        now = event.clock.now().astimezone(event.zone)
        half_day = current_half_day(half_days(db), now)
        arrived = arrivals(db, half_day.id if half_day is not None else None, [row.id for row in people])
    rows = []
    for row in people:
        at = arrived.get(row.id)
        rows.append(_shown(row, wishes.get(row.id, ()), at.astimezone(event.zone) if at is not None else None))
    return rows


def read_arrivals(event: EventFile, people: Collection[str]) -> dict[str, dt.datetime | None]:
    """Person → when they arrived in the half-day under way (event's zone), None for those who have not."""
    with event.read() as db:
        now = event.clock.now().astimezone(event.zone)
        half_day = current_half_day(half_days(db), now)
        arrived = arrivals(db, half_day.id if half_day is not None else None, list(people))
    return {
        person_id: arrived[person_id].astimezone(event.zone) if person_id in arrived else None for person_id in people
    }


def find_people(event: EventFile, typed: str) -> list[str]:
    """Ids of the people whom ``typed`` may mean, likeliest first."""
    with event.read() as db:
        return [found.id for found in search(db, typed, limit=MOST_FOUND)]


def read_person(event: EventFile, person_id: str) -> PersonSheet:
    """One person in full. Raises UserError ``unknown_person``."""
    from ...reception.badge_printing import prints_of  # brings ReportLab, which the list does not need

    with event.read() as db:
        detail = person_detail(db, person_id)
        now = event.clock.now().astimezone(event.zone)
        half_day = current_half_day(half_days(db), now)
        at = arrivals(db, half_day.id if half_day is not None else None, [person_id]).get(person_id)
        prints = prints_of(db, person_id)
    row = detail.row
    return PersonSheet(
        id=row.id,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        phone=row.phone,
        organisation=row.organisation,
        function=row.function,
        territory=row.territory,
        roles=tuple(role_words(role) for role in row.roles),
        skills=row.skills,
        wishes=tuple((wish.challenge_code, wish.challenge_title or wish.label) for wish in detail.wishes),
        image_consent=row.image_consent,
        days=tuple(_day_words(day) for day in row.days or ()),
        badge=row.badge,
        aliases=detail.aliases,
        cancelled=row.status == "cancelled",
        diet=detail.diet,
        access_needs=detail.access_needs,
        badge_prints=prints,
        arrived_at=at.astimezone(event.zone) if at is not None else None,
        notes=tuple(tr(doubt) for doubt in doubts_of(row)),
        passages=read_passages(event, person_id),
    )


def read_rows(event: EventFile, people: Collection[str]) -> dict[str, ParticipantRow | None]:
    """The rows of these people as they are now, None for those who are no longer there."""
    if len(people) > _ONE_BY_ONE:
        rows = {row.id: row for row in read_participants(event)}
        return {person_id: rows.get(person_id) for person_id in people}
    found: dict[str, ParticipantRow | None] = {}
    with event.read() as db:
        now = event.clock.now().astimezone(event.zone)
        half_day = current_half_day(half_days(db), now)
        arrived = arrivals(db, half_day.id if half_day is not None else None, list(people))
        for person_id in people:
            try:
                row = person_detail(db, person_id).row
            except UserError:
                found[person_id] = None
                continue
            at = arrived.get(person_id)
            wishes = wishes_by_person(db, person_id).get(person_id, ())
            found[person_id] = _shown(row, wishes, at.astimezone(event.zone) if at is not None else None)
    return found


#: Up to so many people are read again one by one, more by reading everyone.
_ONE_BY_ONE = 20


def _shown(row: PersonRow, wishes: tuple[str, ...], arrived_at: dt.datetime | None) -> ParticipantRow:
    return ParticipantRow(
        id=row.id,
        name=row.name,
        sort_name=f"{fold(row.family_name)} {fold(row.given_name)} {row.id}",
        organisation=row.organisation,
        roles=tuple(role_words(role) for role in row.roles),
        wishes=wishes,
        badge=row.badge,
        cancelled=row.status == "cancelled",
        to_check=bool(doubts_of(row)),
        arrived_at=arrived_at,
    )


def _day_words(day: str) -> str:
    try:
        return date_short(dt.date.fromisoformat(day))
    except ValueError:
        return day
