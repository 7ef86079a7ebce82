"""Who was noted twice at a session: two desks that both took someone keep both facts, and one counts."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..event import EventFile
from ..event.model import CheckIn, CheckInKind, Replica
from ..references import list_sessions
from .half_days import half_days
from .presence import presence_of
from .roll import DoublePassage, double_passages, enrolled, facts_by_person
from .sessions import session_spans


def session_doubles(db: Session, event: EventFile, half_day_id: str) -> list[tuple[str, DoublePassage]]:
    """The pairs of passages of one person at one session of this half-day, with what people call the session; by
    session in the order of the day, then by family name.
    """
    several = (
        select(CheckIn.session_id, CheckIn.person_id)
        .where(CheckIn.kind == CheckInKind.ARRIVAL.value, CheckIn.session_id.is_not(None))
        .group_by(CheckIn.session_id, CheckIn.person_id)
        .having(func.count() > 1)
    )
    noted: dict[str, set[str]] = {}
    for session_id, person_id in db.execute(several):
        noted.setdefault(str(session_id), set()).add(person_id)
    sessions = list_sessions(db, list(noted)) if noted else []
    spans = session_spans(sessions, half_days(db), event.zone)
    of_half_day = [one for one in sessions if one.id in spans and spans[one.id].half_day_id == half_day_id]
    if not of_half_day:
        return []
    desks = dict(db.execute(select(Replica.id, Replica.desk_name)).all())
    found = []
    for session in of_half_day:
        people = sorted(noted[session.id])
        facts = facts_by_person(db, people)
        for person in enrolled(db, people):
            presence = presence_of(facts.get(person.id, ()), spans[session.id])
            label = session.short_label if session.code else session.label
            found += [(label, pair) for pair in double_passages(person, presence, desks, event.zone)]
    return found
