"""The bytes of a bundle: ``age( signature ‖ manifest ‖ zstd(operations) )``. Pure: no file, no database.

Nothing is used before its proof: the age header and every chunk are authenticated, then the writer's certificate and
signature, then the hash of the operations; only then are they decompressed, counting what comes out.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyrage
import zstandard

from ..event import keys
from ..event.errors import UserError
from ..event.operation import Operation, chain_start
from .columns import Columns, UnreadableError, decode, encode
from .manifest import FORMAT, MAX_MANIFEST_BYTES, Manifest

MAGIC = b"UEPITX"
AGE_START = b"age-encryption.org/"
#: A bundle of a five-day event is a few megabytes.
MAX_FILE_BYTES = 256 << 20
MAX_OPERATIONS_BYTES = 1 << 30
#: A row id and a salt do not compress, so that honest operations stay far below.
MAX_RATIO = 400
ZSTD_LEVEL = 3

_SIGNED = b"uepit bundle 1\0"
_HEADER_SIZE = len(MAGIC) + 2 + 32 + 64 + 64 + 4


@dataclass(frozen=True, slots=True)
class Writer:
    """What signs a bundle: the writer's seed, its public key and the certificate that admits it to the event."""

    seed: bytes
    certificate: bytes

    @property
    def public_key(self) -> bytes:
        return keys.public_key(self.seed)

    @property
    def origin(self) -> str:
        return keys.origin_of(self.public_key)


@dataclass(frozen=True, slots=True)
class EventLock:
    """What opens the bundles of one event and knows its laptops: ids and keys of ``event.keys``."""

    event_id: str
    identity: bytes
    enrolment_public: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose every proof holds."""

    manifest: Manifest
    operations: list[Operation]


class RefusedBundleError(UserError):
    """A bundle that is not read. ``keep`` says whether to put it aside, because it may be good for something later."""

    def __init__(self, key: str, *, code: str, keep: bool = False, **params: str) -> None:
        super().__init__(key, code=code, **params)
        self.keep = keep


def seal(manifest: Manifest, columns: Columns, writer: Writer, recipient: str) -> bytes:
    """The bytes of a bundle. The manifest's size and hash of the operations are filled in here."""
    return encrypt(sign(manifest, columns, writer), recipient)


def sign(manifest: Manifest, columns: Columns, writer: Writer) -> bytes:
    """What goes inside the encryption: header, manifest, compressed operations."""
    plain = encode(columns)
    packed = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(plain)
    stated = replace(manifest, operations_size=len(plain), operations_sha256=hashlib.sha256(packed).digest()).to_bytes()
    return b"".join(
        (
            MAGIC,
            FORMAT.to_bytes(2, "big"),
            writer.public_key,
            writer.certificate,
            keys.sign(writer.seed, _SIGNED + stated),
            len(stated).to_bytes(4, "big"),
            stated,
            packed,
        )
    )


def encrypt(inner: bytes, recipient: str) -> bytes:
    """An age file (age-encryption.org/v1) for an ``age1…`` recipient."""
    sealed: bytes = pyrage.encrypt(inner, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def unseal(data: bytes, lock: EventLock) -> Opened:
    """Open a bundle and check every proof. Raises RefusedBundleError with the sentence to show."""
    return open_inner(decrypt(data, lock), lock)


def decrypt(data: bytes, lock: EventLock) -> bytes:
    """The signed inside of a bundle. Raises RefusedBundleError."""
    if len(data) > MAX_FILE_BYTES:
        raise too_big()
    if not data.startswith(AGE_START):
        raise incomplete() if AGE_START.startswith(data[: len(AGE_START)]) else not_a_bundle()
    try:
        inner: bytes = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(lock.identity.decode("ascii"))])
    except pyrage.DecryptError as error:
        if "matching" in str(error).lower():
            raise foreign() from None
        raise incomplete() from None
    return inner


def open_inner(inner: bytes, lock: EventLock) -> Opened:
    """Check the signed inside of a bundle and read its operations. Raises RefusedBundleError."""
    public, certificate, manifest, packed = _proved(inner, lock)
    if not keys.is_certified(lock.enrolment_public, lock.event_id, public, certificate):
        raise RefusedBundleError(
            "{desk} is not known here: its file was set aside and nothing was read from it. Your data have not "
            "changed. Have that laptop join with the pack of this event, then write again.",
            code="unknown_signer",
            keep=True,
            desk=manifest.desk_name or "?",
        )
    try:
        _check_origins(manifest, lock)
        operations = decode(_decompressed(packed, manifest.operations_size), manifest.ranges)
        _check_chains(manifest, operations)
    except UnreadableError:
        raise altered(manifest.desk_name) from None
    return Opened(manifest, operations)


def peek(inner: bytes, lock: EventLock) -> Manifest:
    """The manifest alone, its signature checked; the operations are not opened. Raises RefusedBundleError."""
    return _proved(inner, lock)[2]


def _proved(inner: bytes, lock: EventLock) -> tuple[bytes, bytes, Manifest, memoryview]:
    """Writer's key, certificate, manifest and compressed operations, once the signature holds for both."""
    if len(inner) < _HEADER_SIZE or not inner.startswith(MAGIC):
        raise not_a_bundle()
    at = len(MAGIC)
    if (version := int.from_bytes(inner[at : at + 2], "big")) < 1:
        raise altered("")
    if version > FORMAT:
        raise RefusedBundleError(
            "This file was written by a newer version of the program. It was set aside and your data have not "
            "changed. Update the program on this laptop, then read the file again.",
            code="newer",
            keep=True,
        )
    at += 2
    public, certificate, signature = inner[at : at + 32], inner[at + 32 : at + 96], inner[at + 96 : at + 160]
    size = int.from_bytes(inner[at + 160 : at + 164], "big")
    stated = inner[at + 164 : at + 164 + size]
    packed = memoryview(inner)[at + 164 + size :]
    if size > MAX_MANIFEST_BYTES or len(stated) != size or not keys.verify(public, _SIGNED + stated, signature):
        raise altered("")
    try:
        manifest = Manifest.from_bytes(stated)
    except UnreadableError:
        raise altered("") from None
    if manifest.event_id != lock.event_id:
        raise foreign(manifest.event_name)
    if manifest.writer != keys.origin_of(public) or hashlib.sha256(packed).digest() != manifest.operations_sha256:
        raise altered(manifest.desk_name)
    return public, certificate, manifest, packed


def _check_origins(manifest: Manifest, lock: EventLock) -> None:
    """One laptop cannot speak for another: each chain ends where its own author signed that it does."""
    for origin, entry in manifest.origins.items():
        if not keys.is_certified(lock.enrolment_public, lock.event_id, entry.public_key, entry.certificate):
            raise UnreadableError("an author of operations is not enrolled")
        if not keys.verify_head(
            entry.public_key, lock.event_id, origin, entry.head_seq, entry.head_chain, entry.head_signature
        ):
            raise UnreadableError("the head of a chain is not signed by its author")
        if entry.first == 1 and entry.before != chain_start(lock.event_id, origin):
            raise UnreadableError("a chain does not start where it should")


def _check_chains(manifest: Manifest, operations: Sequence[Operation]) -> None:
    end = 0
    for range_ in manifest.ranges:
        end += range_.count
        if operations[end - 1].chain_hash != manifest.origins[range_.origin].head_chain:
            raise UnreadableError("the operations do not lead to the head that their author signed")


def _decompressed(packed: memoryview, size: int) -> bytes:
    """Exactly ``size`` bytes. The output is counted: what a frame or a manifest declares proves nothing."""
    limit = min(MAX_OPERATIONS_BYTES, max(1 << 20, MAX_RATIO * len(packed)))
    if size > limit:
        raise UnreadableError("the operations are larger than their bounds")
    out = bytearray()
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            io.BytesIO(packed), read_across_frames=False
        ) as reader:
            while chunk := reader.read(min(1 << 20, size + 1 - len(out))):
                out += chunk
                if len(out) > size:
                    raise UnreadableError("more operations come out than were announced")
    except zstandard.ZstdError:
        raise UnreadableError("the operations cannot be decompressed") from None
    if len(out) != size:
        raise UnreadableError("fewer operations come out than were announced")
    return bytes(out)


def incomplete(desk_name: str = "") -> RefusedBundleError:
    """Truncated or altered on the way: the encryption notices both."""
    if desk_name:
        return RefusedBundleError(
            "The file of {desk} is incomplete or damaged. Your data have not changed. Write it again from {desk}.",
            code="damaged",
            desk=desk_name,
        )
    return RefusedBundleError(
        "This file is incomplete or damaged. Your data have not changed. Write it again from the laptop it came from.",
        code="damaged",
    )


def not_a_bundle() -> RefusedBundleError:
    return RefusedBundleError("This is not an exchange file. Your data have not changed.", code="not_a_bundle")


def too_big() -> RefusedBundleError:
    return RefusedBundleError(
        "This file is larger than any exchange file. It was not read and your data have not changed.", code="too_big"
    )


def foreign(event_name: str = "") -> RefusedBundleError:
    """For another event's key, or said so by its own manifest."""
    if event_name:
        return RefusedBundleError(
            "This file comes from another event: {event}. Your data have not changed.",
            code="other_event",
            event=event_name,
        )
    return RefusedBundleError(
        "This file comes from another event, or its beginning is damaged. Your data have not changed.",
        code="other_event",
    )


def elsewhere() -> RefusedBundleError:
    """For another event's key, and its name says so too."""
    return RefusedBundleError("This file comes from another event. Your data have not changed.", code="other_event")


def altered(desk_name: str) -> RefusedBundleError:
    """Opened with the right key, yet its proofs do not hold: made by hand, or by a faulty program."""
    if desk_name:
        return RefusedBundleError(
            "The file of {desk} does not carry the proofs it should. Your data have not changed. Write it again from "
            "that laptop.",
            code="altered",
            desk=desk_name,
        )
    return RefusedBundleError(
        "This file does not carry the proofs it should. Your data have not changed. Write it again from the laptop it "
        "came from.",
        code="altered",
    )
