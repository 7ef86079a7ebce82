"""What the exchange page reads, on a worker thread: who has what, and the values to settle, in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ...event import Conflict, EventFile
from ...event.conflicts import name_of
from ...exchange import DayEnd, Missing, day_end, status
from ...language import hour, tr, trn, weekday_date
from ...people.coordination import coordinates
from .models import (
    DayEndWords,
    DeskRow,
    Disagreement,
    Freshness,
    Situation,
    Twice,
    Version,
    freshness,
    heard_words,
)
from .team_faults import importance_words, read_faults, rule_words

_SENSITIVE = frozenset({"diet", "access_needs", "desk_note"})


def read_situation(event: EventFile) -> Situation:
    """The other laptops and the values to settle, as this laptop knows them now."""
    now = event.clock.now().astimezone(event.zone)
    found = status(event)
    conflicts = event.conflicts()
    from ...reception.desks import arrivals_by_desk
    from ...reception.doubles import session_doubles
    from ...reception.roll import roll

    with event.read() as db:
        arrivals = arrivals_by_desk(db, event)
        called = roll(db, event)
        at_sessions = session_doubles(db, event, called.half_day.id) if called is not None else []
        sees = coordinates(db, event)
        faults = read_faults(db)
        disagreements = tuple(_disagreement(db, event, conflict, now, sees=sees) for conflict in conflicts)
    by_desk = {desk.replica_id: desk.counted for desk in arrivals}
    rows = []
    for desk in found.desks:
        heard = desk.heard_at.astimezone(event.zone) if desk.heard_at is not None else None
        fresh = Freshness.HERE if desk.here else freshness(heard, now)
        words = tr("This desk") if desk.here else heard_words(heard, now)
        rows.append(DeskRow(desk.origin, desk.desk, fresh, words, desk.to_receive, desk.to_send,
                            by_desk.get(desk.origin, 0)))  # fmt: skip
    aside = tuple((one.file, tr(one.reason)) for one in found.quarantined)
    doubles = [(one.name, one) for one in (called.doubles if called is not None else ())]
    doubles += [(tr("{session}: {name}", session=session, name=one.name), one) for session, one in at_sessions]
    twice = tuple(
        Twice(one.person_id, name, _noted_words(one.counted), _noted_words(one.other)) for name, one in doubles
    )
    return Situation(
        now, tuple(rows), found.pending, found.waiting, disagreements, aside,
        half_day=called.half_day.label if called is not None else "",
        arrived=sum(by_desk.values()),
        twice=twice,
        day_end=_day_end_words(event, day_end(event), now),
        faults=faults,
    )  # fmt: skip


def _noted_words(noted: Any) -> str:
    where = noted.desk or tr("unknown desk")
    said = tr("{hour}, {desk}", hour=hour(noted.at), desk=where)
    return tr("{what}, {operator}", what=said, operator=noted.operator) if noted.operator else said


def _day_end_words(event: EventFile, end: DayEnd, now: dt.datetime) -> DayEndWords:
    known = ""
    if end.known_at is not None:
        at = end.known_at.astimezone(event.zone)
        known = tr("Known here: {when}", when=heard_words(at, now))
    return DayEndWords(
        end.done, end.message, known, tuple((one.desk, _missing_words(event, one)) for one in end.missing)
    )


def _missing_words(event: EventFile, one: Missing) -> str:
    said = []
    if one.to_send and one.since is not None:
        since = hour(one.since.astimezone(event.zone))
        said.append(trn("{n} change to carry, since {hour}", "{n} changes to carry, since {hour}", one.to_send,
                        hour=since))  # fmt: skip
    elif one.to_send:
        said.append(trn("{n} change to carry", "{n} changes to carry", one.to_send))
    if one.to_receive:
        said.append(trn("about {n} to receive", "about {n} to receive", one.to_receive))
    if one.silent:
        said.append(tr("nothing read from it today"))
    return ", ".join(said)


def bundles_in(folder: Path) -> int:
    """How many exchange files a folder holds; 0 when it cannot be read."""
    try:
        return sum(1 for file in folder.iterdir() if file.suffix.lower() == ".uepitx" and not file.name.startswith("."))
    except OSError:
        return 0


def field_words(table: str, field: str) -> str:
    """What a field of a table is called on screen."""
    return {
        "given_name": tr("Given name"),
        "family_name": tr("Family name"),
        "email": tr("E-mail address"),
        "phone": tr("Phone"),
        "organisation_id": tr("Organisation"),
        "territory_id": tr("Territory"),
        "function": tr("Function"),
        "diet": tr("Diet"),
        "access_needs": tr("Access needs"),
        "meal_code": tr("Meal ticket"),
        "image_consent": tr("Image consent"),
        "status": tr("Registration status"),
        "days": tr("Days of presence"),
        "badge_code": tr("Badge"),
        "desk_note": tr("Reception note"),
        "deleted": tr("Deleted"),
        "title": tr("Title"),
        "question": tr("Question"),
        "code": tr("Code"),
        "name": tr("Name"),
        "challenge_id": tr("Wish"),
        "rank": tr("Rank of the wish"),
        "min_size": tr("Smallest team"),
        "max_size": tr("Largest team"),
        "desk_name": tr("Desk"),
        "role": tr("Role"),
        "stage": tr("Stage"),
        "team_id": tr("Team"),
        "locked": tr("Kept in the team"),
        "by_hand": tr("Placed by hand"),
        "room_id": tr("Room"),
        "kind": tr("Kind of session"),
        "starts_at": tr("Start"),
        "minutes": tr("Length"),
        "capacity": tr("Capacity"),
        "equipment": tr("Equipment"),
        "everyone": tr("For everyone"),
        "importance": tr("Importance of the rule"),
        "amount": tr("Number of the rule"),
        "amount_to": tr("Largest number of the rule"),
        "note": tr("Note"),
    }.get(field, field)


def _disagreement(db: Any, event: EventFile, conflict: Conflict, now: dt.datetime, *, sees: bool) -> Disagreement:
    hidden = conflict.field in _SENSITIVE and not sees
    versions = []
    for value in conflict.values:
        at = value.at.astimezone(event.zone)
        when = hour(at) if at.date() == now.date() else f"{weekday_date(at.date())}, {hour(at)}"
        who = tr("{desk}, {when}", desk=value.desk_name or tr("unknown desk"), when=when)
        words = tr("hidden here") if hidden else _value_words(db, event, conflict.field, value.value)
        versions.append(Version(words, who, value.shown))
    subject = conflict.name or rule_words(db, conflict) or tr("A row without a name")
    return Disagreement(conflict, subject, field_words(conflict.table, conflict.field), tuple(versions), hidden)


def _value_words(db: Any, event: EventFile, field: str, value: Any) -> str:
    if field == "team_id" and value is None:
        return tr("to be placed")
    if value is None or value == "":
        return tr("nothing")
    if field == "importance" and (known := importance_words(value)):
        return known
    if field == "starts_at" and isinstance(value, str):
        at = dt.datetime.fromisoformat(value).astimezone(event.zone)
        return f"{weekday_date(at.date())}, {hour(at)}"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if field.endswith("_id") and isinstance(value, str):
        return name_of(db, value) or tr("unknown")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    statuses = {
        "registered": tr("registered"),
        "cancelled": tr("cancelled"),
        "yes": tr("Image: yes"),
        "no": tr("Image: no"),
        "not_asked": tr("Image: not asked"),
    }
    return statuses.get(str(value), str(value)) if field in ("status", "image_consent") else str(value)
