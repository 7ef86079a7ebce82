"""A search at the desk: ``people`` says who, ``reception`` whether they arrived, rows are made of both. No Qt."""

from __future__ import annotations

import datetime as dt

from ... import reception
from ...event import EventFile
from ...language import hour, tr
from ...people import search
from .occasion import Occasion
from .views import Row

LIMIT = 20
#: The colour of a team's code by its kind.
TEAM_TONES = {"challenge": "k-defis", "learning": "k-apprenante"}


def find_rows(event: EventFile, words: str, occasion: Occasion, limit: int = LIMIT) -> tuple[Row, ...]:
    """The likeliest people for ``words``, best first, with the state of their arrival. Any thread; reads only."""
    if not words.strip():
        return ()
    with event.read() as db:
        found = search(db, words, limit=limit)
        ids = [person.id for person in found]
        seen = reception.arrivals(db, occasion.half_day_id, ids, session_id=occasion.session_id)
    rows = []
    for person in found:
        at = seen.get(person.id)
        rows.append(
            row_of(
                person.id,
                person.name,
                ", ".join(part for part in (person.function, person.organisation) if part),
                at.astimezone(event.zone) if at else None,
                matched=tuple(person.matched),
                close=person.close,
                code=person.team,
                code_tone=TEAM_TONES.get(person.team_kind, "k-defis"),
                cancelled=person.status == "cancelled",
            )
        )
    return tuple(rows)


def row_of(
    person_id: str,
    name: str,
    line: str,
    arrived: dt.datetime | None,
    *,
    matched: tuple[tuple[int, int], ...] = (),
    close: bool = False,
    code: str = "",
    code_tone: str = "k-defis",
    cancelled: bool = False,
) -> Row:
    """One row. ``arrived`` is in the event's zone, or None for a person who is awaited."""
    if arrived is not None:
        state, words, spoken, deed = (
            "arrived",
            tr("Arrived {hour}", hour=hour(arrived)),
            tr("arrived at {hour}", hour=hour(arrived)),
            "",
        )
    elif cancelled:
        state, words = "cancelled", tr("Registration cancelled")
        spoken, deed = words, tr("Note the arrival")
    else:
        state, words = "waiting", tr("Awaited")
        spoken, deed = words, tr("Note the arrival")
    return Row(
        person_id=person_id,
        name=name or tr("Person without a name"),
        line=line,
        matched=matched,
        close=close,
        code=code,
        code_tone=code_tone,
        state=state,
        state_words=words,
        deed=deed,
        spoken=", ".join(part for part in (name, line, code, spoken) if part),
    )
