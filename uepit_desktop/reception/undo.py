"""Taking back what was noted: another fact, named, refused with its reason when there is nothing to take back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..event import Changes, EventFile
from ..event.model import CheckIn, CheckInKind, local
from ..language import hour, mark, tr
from ..references import list_sessions
from .card import PersonCard, person_card
from .lookup import facts_of
from .verdict import live_facts

_VERB = "undo_check_in"
_LONGEST_REASON = 500
_RECENT = 200
"""How many of this desk's last arrivals are looked through for one that still stands."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What became of an undoing. ``done`` is False when it was refused: ``message`` says why, and nothing changed."""

    done: bool
    message: str
    check_in_id: str | None = None
    person: PersonCard | None = None
    changes: Changes = field(default=Changes(_VERB))


def undo_check_in(
    event: EventFile,
    check_in_id: str | None = None,
    *,
    at: dt.datetime | None = None,
    operator: str = "",
    reason: str = "",
) -> UndoResult:
    """Take back an arrival: the one given, or the last that this desk noted and that still stands.

    A departure or an excused absence is taken back in the same way, by its id. What was noted stays in the log and no
    longer counts; somebody else's earlier or later arrival of the same person then counts. ``reason`` is kept with the
    undoing. Raises UserError ``read_only`` or a fault of the disk.
    """
    with event.read() as db:
        target = _last_standing(db, event.replica_id) if check_in_id is None else db.get(CheckIn, check_in_id)
        if target is None or target.kind not in _DONE:
            return UndoResult(False, tr("There is no arrival to undo at this desk. Nothing was changed."))
        undoes = _transaction_of(db, target.id) if target.replica_id == event.replica_id else ""
    now = at if at is not None else event.clock.now()
    verb = _VERB if target.kind == CheckInKind.ARRIVAL else "take_back"
    with event.write(verb, subject=target.person_id, undoes=undoes) as db:
        person = person_card(db, target.person_id)
        name = person.name if person else "?"
        done, already = _sentences(db, target, name, hour(target.at.astimezone(event.zone)))
        if target.id not in {fact.id for fact in live_facts(facts_of(db, target.person_id))}:
            return UndoResult(False, already, target.id, person)
        taken = {"id": target.id, "person_id": target.person_id, "half_day_id": target.half_day_id,
                 "session_id": target.session_id}  # fmt: skip
        undoing = CheckIn.taken_back({**taken, "replica_id": event.replica_id}, now)
        undoing.operator, undoing.reason = operator, reason.strip()[:_LONGEST_REASON]
        db.add(undoing)
        result = UndoResult(True, done, target.id, person)
    return replace(result, changes=db.changes)


def _sentences(db: Session, target: CheckIn, name: str, at: str) -> tuple[str, str]:
    """What to say once it is taken back, and where it was already."""
    session = next(iter(list_sessions(db, [target.session_id])), None) if target.session_id else None
    if session is None or target.kind != CheckInKind.ARRIVAL:
        return tr(_DONE[target.kind], name=name, hour=at), tr(_ALREADY[target.kind], name=name, hour=at)
    said = {"name": name, "session": session.short_label if session.code else session.label}
    return (
        tr("Presence of {name} undone: {session}.", **said),
        tr("The presence of {name} was already undone: {session}. Nothing was changed.", **said),
    )


def _last_standing(db: Session, replica_id: str) -> CheckIn | None:
    for arrival in db.scalars(_RECENT_ARRIVALS, {"replica_id": replica_id}):
        if arrival.id in {fact.id for fact in live_facts(facts_of(db, arrival.person_id))}:
            return arrival
    return None


def _transaction_of(db: Session, check_in_id: str) -> str:
    """``origin:tx`` of a fact that was all its transaction did, so that the window's undo counts it as undone;
    empty when more was done with it (a registration on the spot), which stays."""
    row = db.execute(_TRANSACTION, {"row_id": check_in_id}).first()
    return f"{row.uid}:{row.tx}" if row is not None and row.verb in _ALONE else ""


_DONE: dict[str, str] = {
    CheckInKind.ARRIVAL: mark("Arrival of {name} at {hour} undone."),
    CheckInKind.DEPARTURE: mark("Departure of {name} at {hour} undone."),
    CheckInKind.EXCUSE: mark("Excused absence of {name} undone."),
}
_ALREADY: dict[str, str] = {
    CheckInKind.ARRIVAL: mark("The arrival of {name} at {hour} was already undone. Nothing was changed."),
    CheckInKind.DEPARTURE: mark("The departure of {name} at {hour} was already undone. Nothing was changed."),
    CheckInKind.EXCUSE: mark("The excused absence of {name} was already undone. Nothing was changed."),
}
_ALONE = ("check_in", "note_departure")
_RECENT_ARRIVALS = (
    select(CheckIn)
    .where(CheckIn.replica_id == bindparam("replica_id"), CheckIn.kind == CheckInKind.ARRIVAL.value)
    .order_by(CheckIn.id.desc())
    .limit(_RECENT)
)
_TRANSACTION = (
    select(local.origin.c.uid, local.op.c.tx, local.op.c.verb)
    .join(local.origin, local.origin.c.no == local.op.c.origin_no)
    .where(local.op.c.row_id == bindparam("row_id"), local.op.c.tbl == CheckIn.__tablename__)
)
