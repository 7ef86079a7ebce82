"""Who has what, as far as this laptop knows."""

from __future__ import annotations

from ..event import EventFile, log
from . import ledger
from .audience import audience, lacking, shared
from .parcel import sendable
from .values import DeskStatus, ExchangeStatus


def status(event: EventFile) -> ExchangeStatus:
    """Every laptop with what is still to send to it and what it is known to have that is not here."""
    with event.read() as db:
        others = audience(db, event)
        vector, ends = log.version_vector(db), sendable(db, event)
        held = sum(count for _, count in log.waiting(db).values())
        here = DeskStatus(event.replica_id, event.desk_name, True, None, 0, 0)
        desks = (
            DeskStatus(
                desk.origin, desk.name, False, desk.heard_at, lacking(ends, desk.vector), lacking(desk.vector, vector)
            )
            for desk in others.desks
        )
        return ExchangeStatus(
            desks=(here, *desks),
            pending=lacking(ends, shared(others.vectors)),
            waiting=held,
            quarantined=ledger.files_aside(db),
        )
