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
from .ledger import PACK, fact

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
    """The laptops to write for. ``newcomers`` is what a laptop that joined with the last pack and was not heard from
    yet has; None when there is none.
    """

    desks: tuple[Desk, ...]
    newcomers: Vector | None

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
    replaced = {
        before
        for origin, (_, before, _) in replicas.items()
        if before and not _lives_on(db, before, origin, heads.get(before, 0))
    }
    desks = []
    for origin, (name, _, deleted) in replicas.items():
        if deleted or origin == event.replica_id or origin in replaced:
            continue
        said, heard_at = receipts.get(origin, ({}, None))
        vector = joined([said, _known_to_author(db, origin, heads.get(origin, 0))])
        desks.append(Desk(origin, name, vector, heard_at))
    desks.sort(key=lambda desk: (desk.name.casefold(), desk.origin))
    return Audience(tuple(desks), _newcomers(db, {*replicas, *receipts}))


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


def _known_to_author(db: Session, origin: str, head: int) -> dict[str, int]:
    last = log.operation_at(db, origin, head) if head else None
    return {} if last is None else {**parse_vector(last.context), origin: head}


def _lives_on(db: Session, before: str, after: str, head: int) -> bool:
    """Whether ``before`` wrote anything that ``after`` did not know when it took over: the file had been copied, and
    both go on.
    """
    first = log.operation_at(db, after, 1)
    return first is not None and head > parse_vector(first.context).get(before, 0)


def _newcomers(db: Session, known: set[str]) -> Vector | None:
    """What the last pack holds, until a laptop that nobody knew when it was made is heard from."""
    text = fact(db, PACK)
    if text is None:
        return None
    pack = orjson.loads(text)
    vector: dict[str, int] = pack["vector"]
    return vector if known <= set(pack["known"]) else None
