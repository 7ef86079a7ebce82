"""The event pack: what a laptop needs to join, under a passphrase. Making one, and joining with it.

``age-passphrase( keys ‖ signed operations )``: the keys of the event, then the inside of a bundle with everything.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyrage
from sqlalchemy import Connection

from ..event import EventFile, SignedHead, UserError, keys, log
from ..event.clock import WallClock, utc_now
from ..event.storage import is_plain_sqlite
from ..language import tr
from . import ledger
from .audience import audience
from .columns import UnreadableError
from .container import AGE_START, MAX_FILE_BYTES, EventLock, Opened, RefusedBundleError, open_inner, sign
from .delivery import already_there, ascii_slug, deliver
from .outbox import event_tag
from .parcel import Parcel, parcel, writer_of
from .passphrase import normalised

SUFFIX = ".uepitp"
MAGIC = b"UEPITP"
FORMAT = 1
MAX_KEYS_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class PackResult:
    """A pack that was written and verified."""

    file: Path
    operations: int
    size_bytes: int
    message: str


@dataclass(frozen=True, slots=True)
class JoinResult:
    """A new event file, closed, that belongs to the event of the pack."""

    file: Path
    event_name: str
    desk: str
    origin: str
    operations: int
    message: str


def pack(event: EventFile, out: Path, passphrase: str) -> PackResult:
    """Write the event pack at ``out`` (or, when that is a folder, in it under a new name).

    Raises UserError: ``exists``, ``weak_passphrase``, or what ``delivery.deliver`` raises.
    """
    secret = normalised(passphrase)
    if len(secret) < 8:
        raise UserError(
            "This passphrase is too short to protect the event. No pack was made. Use at least 8 characters, better "
            "six words.",
            code="weak_passphrase",
        )
    now = event.clock.now()
    out = Path(out)
    if out.is_dir():
        tag = event_tag(event.event_id)
        out /= f"uepit_{tag}_{ascii_slug(event.desk_name, 'poste')}_{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    if out.exists():
        raise already_there(out)
    inner, contents = inside(event)
    data = pyrage.passphrase.encrypt(inner, secret)
    deliver(out, data, lambda found: bool(found == data))
    note_pack(event, contents)
    message = tr("Pack written and verified: {file}. Give the passphrase by voice, never with the pack.", file=out.name)
    return PackResult(out, contents.manifest.count, len(data), message)


def inside(event: EventFile) -> tuple[bytes, Parcel]:
    """What a pack holds under its passphrase, and the operations in it."""
    with event.write_local():  # a copied file goes on under a new origin first
        pass
    with event.read() as db:
        contents = parcel(db, event, {}, event.clock.now())
    stated = orjson.dumps(
        {
            "event": event.event_id,
            "event_identity": event.secrets["event_identity"].decode("ascii"),
            "enrolment_seed": event.secrets["enrolment_seed"].hex(),
            "protected": not is_plain_sqlite(event.path),
        },
        option=orjson.OPT_SORT_KEYS,
    )
    signed = sign(contents.manifest, contents.columns, writer_of(event))
    head = MAGIC + FORMAT.to_bytes(2, "big") + len(stated).to_bytes(4, "big")
    return b"".join((head, stated, signed)), contents


def note_pack(event: EventFile, contents: Parcel) -> None:
    """Remember that laptops may join which have just this, until one of them is heard from."""
    vector = contents.manifest.vector
    with event.read() as db:
        known = {event.replica_id, *vector, *(desk.origin for desk in audience(db, event).desks)}
    note = orjson.dumps({"vector": dict(vector), "known": sorted(known)})
    with event.write_local() as connection:
        ledger.set_fact(connection, ledger.PACK, note.decode())


def join(pack_file: Path, new_path: Path, desk: str, passphrase: str, *, clock: WallClock = utc_now) -> JoinResult:
    """Make the event file of a new laptop at ``new_path``. On any refusal nothing is left there.

    Raises UserError: ``not_found``, ``not_a_pack``, ``wrong_passphrase``, ``damaged``, ``newer``, ``exists``,
    ``no_desk``, or a fault of the disk.
    """
    if not desk.strip():
        raise UserError("A laptop needs a short name, such as Poste 2. Nothing was created.", code="no_desk")
    new_path = Path(new_path)
    if new_path.exists():
        raise already_there(new_path)
    secret = normalised(passphrase)
    return create_from(open_pack(_content(Path(pack_file)), secret), new_path, desk, secret, clock)


def create_from(opened: OpenedPack, new_path: Path, desk: str, secret: str, clock: WallClock = utc_now) -> JoinResult:
    """The event file of a new laptop, from a pack whose proofs hold."""
    manifest = opened.bundle.manifest
    event = EventFile.create_empty(
        new_path,
        event_id=manifest.event_id,
        secrets=opened.secrets,
        desk=desk,
        passphrase=secret if opened.protected else None,
        clock=clock,
    )
    try:
        _fill(event, opened.bundle)
    except BaseException:
        event.close()
        _forget(new_path)
        raise
    event.close()
    message = tr("{desk} has joined {event}.", desk=event.desk_name, event=manifest.event_name)
    return JoinResult(
        new_path, manifest.event_name, event.desk_name, event.replica_id, len(opened.bundle.operations), message
    )


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack whose every proof holds. ``protected``: the event files are under the same passphrase."""

    secrets: dict[str, bytes]
    protected: bool
    bundle: Opened


def open_pack(data: bytes, secret: str) -> OpenedPack:
    """Open a pack with its normalised passphrase. Raises UserError."""
    if not data.startswith(AGE_START):
        raise _not_a_pack()
    try:
        inner: bytes = pyrage.passphrase.decrypt(data, secret)
    except pyrage.DecryptError as error:
        reason = str(error).lower()
        if "matching" in reason or "passphrase" in reason or "decryption failed" in reason:
            raise UserError(
                "This passphrase does not open the pack. Nothing was created. Check each word, then try again.",
                code="wrong_passphrase",
            ) from None
        raise _damaged() from None
    except Exception:  # the binding also raises plain exceptions for what is not sealed by a passphrase
        raise _not_a_pack() from None
    return proved(inner)


def proved(inner: bytes) -> OpenedPack:
    """The inside of a pack, every proof checked. Raises UserError."""
    start = len(MAGIC) + 6
    if len(inner) < start or not inner.startswith(MAGIC):
        raise _not_a_pack()
    if int.from_bytes(inner[len(MAGIC) : len(MAGIC) + 2], "big") > FORMAT:
        raise _newer()
    size = int.from_bytes(inner[start - 4 : start], "big")
    if size > MAX_KEYS_BYTES:
        raise _damaged()
    try:
        event_id, secrets, protected = _keys(inner[start : start + size])
        enrolment = keys.public_key(secrets["enrolment_seed"])
        bundle = open_inner(inner[start + size :], EventLock(event_id, secrets["event_identity"], enrolment))
    except RefusedBundleError as refusal:
        raise (_newer() if refusal.code == "newer" else _damaged()) from None
    except UnreadableError:
        raise _damaged() from None
    return OpenedPack(secrets, protected, bundle)


def _keys(stated: bytes) -> tuple[str, dict[str, bytes], bool]:
    try:
        top: Any = orjson.loads(stated)
        event_id, identity, seed = top["event"], top["event_identity"], bytes.fromhex(top["enrolment_seed"])
        keys.event_recipient(identity.encode("ascii"))
    except (ValueError, KeyError, TypeError, AttributeError, pyrage.IdentityError):
        raise UnreadableError("the keys cannot be read") from None
    if not isinstance(event_id, str) or len(seed) != 32:
        raise UnreadableError("the keys cannot be read")
    return event_id, {"event_identity": identity.encode("ascii"), "enrolment_seed": seed}, bool(top.get("protected"))


def _fill(event: EventFile, bundle: Opened) -> None:
    manifest, now = bundle.manifest, event.clock.now()
    signed = {
        origin: SignedHead(entry.head_seq, entry.head_chain, entry.head_signature)
        for origin, entry in manifest.origins.items()
    }

    def remember(connection: Connection) -> None:
        log.note_peer(connection, manifest.writer, manifest.vector, min(manifest.created_at, now))
        note = orjson.dumps({"vector": dict(manifest.vector), "known": None})  # the one who packs waits for newcomers
        ledger.set_fact(connection, ledger.PACK, note.decode())

    event.merge(
        bundle.operations,
        signed,
        also=remember,
    )
    with event.write("join") as db:
        event.announce(db)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _not_a_pack()
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            "The pack {name} cannot be read: {reason}. Nothing was created. Check the key, then try again.",
            code="not_found",
            name=path.name or str(path),
            reason=error.strerror or str(error),
        ) from error


def _forget(path: Path) -> None:
    """Nothing is left of a file that could not be made whole. Its folder of backups goes when it is empty."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    for backup in EventFile.backups(path):
        backup.unlink(missing_ok=True)


def _not_a_pack() -> UserError:
    return UserError("This is not an event pack. Nothing was created.", code="not_a_pack")


def _damaged() -> UserError:
    return UserError(
        "This pack is incomplete or damaged. Nothing was created. Make it again from the laptop it came from.",
        code="damaged",
    )


def _newer() -> UserError:
    return UserError(
        "This pack was made by a newer version of the program. Nothing was created. Update the program on this laptop.",
        code="newer",
    )
