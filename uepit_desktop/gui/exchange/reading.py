"""What the exchange page reads, on a worker thread: who has what, and the values to settle, in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ...event import Conflict, EventFile
from ...event.conflicts import name_of
from ...exchange import status
from ...language import hour, tr, weekday_date
from ...people.coordination import coordinates
from .models import DeskRow, Disagreement, Freshness, Situation, Version, freshness, heard_words

_SENSITIVE = frozenset({"diet", "access_needs", "desk_note"})


def read_situation(event: EventFile) -> Situation:
    """The other laptops and the values to settle, as this laptop knows them now."""
    now = event.clock.now().astimezone(event.zone)
    found = status(event)
    conflicts = event.conflicts()
    with event.read() as db:
        sees = coordinates(db, event)
        disagreements = tuple(_disagreement(db, event, conflict, now, sees=sees) for conflict in conflicts)
    rows = []
    for desk in found.desks:
        heard = desk.heard_at.astimezone(event.zone) if desk.heard_at is not None else None
        fresh = Freshness.HERE if desk.here else freshness(heard, now)
        words = tr("This desk") if desk.here else heard_words(heard, now)
        rows.append(DeskRow(desk.origin, desk.desk, fresh, words, desk.to_receive, desk.to_send))
    aside = tuple((one.file, tr(one.reason)) for one in found.quarantined)
    return Situation(now, tuple(rows), found.pending, found.waiting, disagreements, aside)


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
    }.get(field, field)


def _disagreement(db: Any, event: EventFile, conflict: Conflict, now: dt.datetime, *, sees: bool) -> Disagreement:
    hidden = conflict.field in _SENSITIVE and not sees
    versions = []
    for value in conflict.values:
        at = value.at.astimezone(event.zone)
        when = hour(at) if at.date() == now.date() else f"{weekday_date(at.date())}, {hour(at)}"
        who = tr("{desk}, {when}", desk=value.desk_name or tr("unknown desk"), when=when)
        words = tr("hidden here") if hidden else _value_words(db, conflict.field, value.value)
        versions.append(Version(words, who, value.shown))
    subject = conflict.name or tr("A row without a name")
    return Disagreement(conflict, subject, field_words(conflict.table, conflict.field), tuple(versions), hidden)


def _value_words(db: Any, field: str, value: Any) -> str:
    if value is None or value == "":
        return tr("nothing")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if field.endswith("_id") and isinstance(value, str):
        return name_of(db, value) or tr("unknown")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    known = {
        "registered": tr("registered"),
        "cancelled": tr("cancelled"),
        "yes": tr("Image: yes"),
        "no": tr("Image: no"),
        "not_asked": tr("Image: not asked"),
    }
    return known.get(str(value), str(value)) if field in ("status", "image_consent") else str(value)
