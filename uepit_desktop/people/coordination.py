"""Which laptop is the coordination's: the only one where diet and access needs are shown."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..event import EventFile, log
from ..event.model import Replica

_CREATES = "create_event"


def coordinates(db: Session, event: EventFile) -> bool:
    """Whether this laptop made the event, or goes on from the one that did after a copy or a restore."""
    origin: str | None = event.replica_id
    seen: set[str] = set()
    while origin and origin not in seen:
        seen.add(origin)
        first = log.operation_at(db, origin, 1)
        if first is not None and first.verb == _CREATES:
            return True
        replica = db.get(Replica, origin)
        origin = replica.succeeds if replica is not None else None
    return False
