"""From the log to the manifest and columns of a bundle or a pack: which operations, with which proofs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import __version__
from ..event import EventFile, keys, log
from ..event.model import Event, Replica, new_id
from ..event.operation import chain_start
from .columns import Columns
from .container import EventLock, Writer
from .manifest import MAX_DESK_NAME, Manifest, OriginEntry

_FIELDS = 13


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be signed and sealed."""

    manifest: Manifest
    columns: Columns


def writer_of(event: EventFile) -> Writer:
    """This laptop as a signer. Its certificate is the signature of the enrolment key, always the same bytes."""
    seed = event.secrets["replica_seed"]
    return Writer(seed, keys.certify(event.secrets["enrolment_seed"], event.event_id, keys.public_key(seed)))


def lock_of(event: EventFile) -> EventLock:
    """What opens this event's bundles."""
    return EventLock(event.event_id, event.secrets["event_identity"], keys.public_key(event.secrets["enrolment_seed"]))


def sendable(db: Session, event: EventFile) -> dict[str, int]:
    """Origin → last operation that can travel: the head that its author signed; for this laptop, its last one."""
    ends = {}
    for origin, head in log.heads(db).items():
        end = head.seq if origin == event.replica_id else min(head.signed_seq, head.seq)
        if end:
            ends[origin] = end
    return ends


def parcel(db: Session, event: EventFile, since: Mapping[str, int], now: dt.datetime) -> Parcel:
    """Everything that can travel and that ``since`` lacks. ``db`` is one snapshot of ``event``."""
    ends = sendable(db, event)
    public_keys = _public_keys(db)
    origins = {}
    rows = []
    for origin in sorted(ends):
        public = public_keys.get(origin)
        if public is None:  # its announcement was received ahead of a gap, or altered: it will come
            continue
        first = min(since.get(origin, 0), ends[origin]) + 1
        origins[origin] = _entry(db, event, origin, public, first, ends[origin])
        rows += log.travelling_rows(db, origin, first, ends[origin])
    columns = Columns(*(list(zip(*rows, strict=True)) or [()] * _FIELDS))
    manifest = Manifest(
        bundle_id=new_id(),
        event_id=event.event_id,
        event_name=(db.scalar(select(Event.name).where(Event.id == event.event_id)) or "")[:1000],
        writer=event.replica_id,
        desk_name=event.desk_name[:MAX_DESK_NAME],
        created_at=now,
        program=__version__,
        vector=log.version_vector(db),
        origins=origins,
        operations_size=0,
        operations_sha256=bytes(32),
    )
    return Parcel(manifest, columns)


def _public_keys(db: Session) -> dict[str, bytes]:
    found = {}
    for origin, text in db.execute(select(Replica.id, Replica.public_key)):
        try:
            public = bytes.fromhex(text)
        except ValueError:
            continue
        if len(public) == 32 and keys.origin_of(public) == origin:
            found[origin] = public
    return found


def _entry(db: Session, event: EventFile, origin: str, public: bytes, first: int, end: int) -> OriginEntry:
    last = log.operation_at(db, origin, end)
    assert last is not None
    if origin == event.replica_id:
        signature = keys.sign_head(event.secrets["replica_seed"], event.event_id, origin, end, last.chain_hash)
    else:
        signature = log.heads(db)[origin].signature or b""
    previous = log.operation_at(db, origin, first - 1) if first > 1 else None
    return OriginEntry(
        public_key=public,
        certificate=keys.certify(event.secrets["enrolment_seed"], event.event_id, public),
        head_seq=end,
        head_chain=last.chain_hash,
        head_signature=signature,
        first=first,
        before=chain_start(event.event_id, origin) if previous is None else previous.chain_hash,
    )
