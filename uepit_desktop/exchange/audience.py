"""For whom a bundle is written: the laptops of the event, and what each is known to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event import EventFile, log
from ..event.model import Replica
from ..event.operation import parse_vector
from . import ledger

Vector = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """Another laptop. ``vector`` is what it is known to have, at least; ``heard_at`` None while nothing was read."""

    origin: str
    name: str
    vector: Vector
    heard_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Audience:
    """The laptops to write for. ``newcomers`` is what a laptop that joined with the last pack made here, and was not
    heard from yet, has; None when there is none. ``pack`` is what the pack made here or joined with holds: every laptop
    of the event, heard of or not, has at least that.
    """

    desks: tuple[Desk, ...]
    newcomers: Vector | None
    pack: Vector

    @property
    def vectors(self) -> list[Vector]:
        known: list[Vector] = [desk.vector for desk in self.desks]
        return known if self.newcomers is None else [*known, self.newcomers]


def audience(db: Session, event: EventFile) -> Audience:
    """Everyone else, as this laptop knows them.

    A laptop has what its last bundle said, what the author of its last operation knew, and its own operations.
    """
    replicas = {
        origin: (name, succeeds, deleted)
        for origin, name, succeeds, deleted in db.execute(
            select(Replica.id, Replica.desk_name, Replica.succeeds, Replica.deleted)
        )
    }
    heads, receipts = log.version_vector(db), log.peers(db)
    known = {
        origin: joined([receipts[origin][0] if origin in receipts else {}, _known_to_author(db, origin, heads)])
        for origin in replicas
    }
    replaced = {  # a file that goes on under another origin; one that then heard of the other is a copy, and lives on
        before for after, (_, before, _) in replicas.items() if before and after not in known.get(before, {})
    }
    desks = [
        Desk(origin, name, known[origin], receipts[origin][1] if origin in receipts else None)
        for origin, (name, _, deleted) in replicas.items()
        if not deleted and origin != event.replica_id and origin not in replaced
    ]
    desks.sort(key=lambda desk: (desk.name.casefold(), desk.origin))
    text = ledger.fact(db, ledger.PACK)
    pack = orjson.loads(text) if text else {"vector": {}, "known": []}
    waited_for = text is not None and pack["known"] is not None and {*replicas, *receipts} <= set(pack["known"])
    return Audience(tuple(desks), pack["vector"] if waited_for else None, pack["vector"])


def joined(vectors: Iterable[Vector]) -> dict[str, int]:
    """The smallest vector that has everything that these have."""
    union: dict[str, int] = {}
    for vector in vectors:
        for origin, seq in vector.items():
            union[origin] = max(union.get(origin, 0), seq)
    return union


def shared(vectors: Sequence[Vector]) -> dict[str, int]:
    """What every one of these has; nothing when there is none."""
    if not vectors:
        return {}
    return {origin: min(vector.get(origin, 0) for vector in vectors) for origin in vectors[0]}


def lacking(have: Vector, other: Vector) -> int:
    """How many operations of ``have`` are missing from ``other``."""
    return sum(max(0, seq - other.get(origin, 0)) for origin, seq in have.items())


def _known_to_author(db: Session, origin: str, heads: Vector) -> dict[str, int]:
    last = log.operation_at(db, origin, heads[origin]) if origin in heads else None
    return {} if last is None else {**parse_vector(last.context), origin: last.seq}
