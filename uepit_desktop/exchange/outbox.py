"""Writing a bundle for the other laptops: which operations, under which name, verified once on the key."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy.orm import Session

from ..event import EventFile, keys, log
from ..event.operation import vector_text
from ..language import tr, trn
from . import ledger
from .audience import Audience, audience, lacking, shared
from .container import decrypt, encrypt, sign
from .delivery import ascii_slug, deliver
from .parcel import lock_of, parcel, sendable, writer_of
from .values import WriteResult

SUFFIX = ".uepitx"
#: A bundle goes back to the pack while that makes it no longer than this many operations (less than a megabyte).
REACH = 20_000
_NAME = re.compile(r"uepit_(?P<event>[0-9a-f]{6})_[a-z0-9-]+_(?P<origin>[0-9a-f]{8})_")


def write_bundle(event: EventFile, folder: Path) -> WriteResult:
    """Write into ``folder`` everything that some laptop is not known to have, and what this one has, as a receipt.

    When every laptop has everything, no file is written and ``file`` is None. Raises UserError for a folder that is
    not there, full, forbidden or removed; no half file is left there, and nothing is lost here.
    """
    folder = Path(folder)
    with event.read() as db:
        need = _need(db, event)
        if not need.pending and not need.receipt_due:
            return WriteResult(None, 0, 0, (), tr("Nothing new to write: the other laptops have everything."))
        already = _already_there(folder, need)
        if already is not None:
            size = already.stat().st_size
            return WriteResult(already, need.last["operations"], size, need.desks, _ready(need.pending, already))
    now, counter = event.clock.now(), _next_number(event)
    with event.read() as db:  # again: taking a number may have made this laptop go on under a new origin
        need = _need(db, event)
        prepared = parcel(db, event, need.reach, now)
    inner = sign(prepared.manifest, prepared.columns, writer_of(event))
    data = encrypt(inner, keys.event_recipient(event.secrets["event_identity"]))
    while (final := folder / bundle_name(event, now, counter)).exists():
        counter = _next_number(event)  # this laptop was restored: it has used these numbers before
    lock = lock_of(event)
    _sweep(event, folder)
    deliver(final, data, lambda found: found == data and decrypt(found, lock) == inner)
    digest = hashlib.sha256(data).hexdigest()
    note = {
        "name": final.name,
        "digest": digest,
        "asked": need.asked,
        "operations": prepared.manifest.count,
        "vector": prepared.manifest.vector,
    }
    with event.write_local() as connection:
        ledger.set_fact(connection, ledger.WRITTEN, orjson.dumps(note).decode())
        ledger.note_read(connection, digest, final.name, now)
    return WriteResult(final, prepared.manifest.count, len(data), need.desks, _ready(need.pending, final))


def bundle_name(event: EventFile, now: dt.datetime, counter: int) -> str:
    """A name that no other bundle has, in ASCII: event, desk, origin, moment (UTC) and a number that only grows."""
    desk = ascii_slug(event.desk_name, "poste")
    return f"uepit_{event_tag(event.event_id)}_{desk}_{event.replica_id[:8]}_{now:%Y%m%dT%H%M%SZ}_{counter:04d}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class BundleName:
    """What a bundle's name says: the event's tag and the first 8 digits of its writer's origin."""

    event: str
    origin: str


def parse_name(name: str) -> BundleName | None:
    """Read a name made by ``bundle_name``, whatever a cloud client or a person appended to it."""
    found = _NAME.match(name.lower())
    return BundleName(found["event"], found["origin"]) if found else None


def event_tag(event_id: str) -> str:
    """Six hexadecimal digits that tell events apart in file names. They prove nothing."""
    return hashlib.sha256(event_id.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class _Need:
    """What a bundle written now would be for. ``asked`` identifies its content, ``last`` is the last one written.

    It carries what ``reach`` lacks: what some known laptop lacks, and further back to the pack when that is not much,
    so that any single bundle is enough for a laptop that joined with the pack and that nobody here has heard of.
    """

    reach: Mapping[str, int]
    pending: int
    receipt_due: bool
    desks: tuple[str, ...]
    asked: str
    last: Mapping[str, Any]


def _need(db: Session, event: EventFile) -> _Need:
    others = audience(db, event)
    ends, vector = sendable(db, event), log.version_vector(db)
    since = shared(others.vectors)
    pending = lacking(ends, since)
    reach = shared([since, others.pack]) if pending else since
    if lacking(ends, reach) > max(pending, REACH):
        reach = since
    text = ledger.fact(db, ledger.WRITTEN)
    last: Mapping[str, Any] = orjson.loads(text) if text else {}
    content = [event.replica_id, event.desk_name, *map(vector_text, (ends, vector, reach))]
    return _Need(
        reach=reach,
        pending=pending,
        receipt_due=_receipt_due(vector, others, last.get("vector", {})),
        desks=tuple(desk.name for desk in others.desks if lacking(ends, desk.vector)),
        asked=hashlib.sha256(orjson.dumps(content)).hexdigest(),
        last=last,
    )


def _receipt_due(vector: Mapping[str, int], others: Audience, told: Mapping[str, int]) -> bool:
    """Whether this laptop received operations of living laptops since it last said what it has."""
    return any(vector.get(desk.origin, 0) > told.get(desk.origin, 0) for desk in others.desks)


def _already_there(folder: Path, need: _Need) -> Path | None:
    """The bundle that says just this, when it is still in this folder and whole."""
    name = need.last.get("name")
    if need.last.get("asked") != need.asked or not isinstance(name, str):
        return None
    path = folder / name
    with suppress(OSError):
        if hashlib.sha256(path.read_bytes()).hexdigest() == need.last.get("digest"):
            return path
    return None


def _next_number(event: EventFile) -> int:
    with event.write_local() as connection:
        number = int(ledger.fact(connection, ledger.COUNTER) or 0) + 1
        ledger.set_fact(connection, ledger.COUNTER, str(number))
    return number


def _sweep(event: EventFile, folder: Path) -> None:
    """Part files that this laptop left when it was stopped in the middle of a write."""
    with suppress(OSError):
        for part in folder.glob(f".uepit_{event_tag(event.event_id)}_*_{event.replica_id[:8]}_*{SUFFIX}.part"):
            part.unlink(missing_ok=True)


def _ready(count: int, path: Path) -> str:
    if not count:
        return tr("Receipt written and verified: {file}. You can remove the key.", file=path.name)
    what = trn("{n} operation written and verified", "{n} operations written and verified", count)
    return tr("{what}: {file}. You can remove the key.", what=what, file=path.name)
