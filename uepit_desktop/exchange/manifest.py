"""The manifest of a bundle: who wrote it, for which event, which operations, what the writer has. Pure.

Reading one bounds every count, size and length before it is used: a manifest comes from outside even when it is signed.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import orjson

from .columns import HASH_SIZE, Range, UnreadableError

FORMAT = 1
MAX_MANIFEST_BYTES = 4 << 20
MAX_ORIGINS = 5_000
MAX_OPERATIONS = 5_000_000
MAX_SEQ = 1 << 53
MAX_DESK_NAME = 200

_ORIGIN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class OriginEntry:
    """One author of operations: its key and certificate, the end of its chain as it signed it, and which of its
    operations are here (``first`` > ``head_seq`` when none; the last one here is always the signed head).
    """

    public_key: bytes
    certificate: bytes
    head_seq: int
    head_chain: bytes
    head_signature: bytes
    first: int
    before: bytes
    """The chain hash just before ``first``."""

    @property
    def count(self) -> int:
        return self.head_seq - self.first + 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. ``vector`` is everything that the writer holds: its receipt to the others.

    ``operations_size`` is that of the operations before compression, in bytes; ``operations_sha256`` is of the
    compressed bytes, which makes the signature on the manifest one on the operations too.
    """

    bundle_id: str
    event_id: str
    event_name: str
    writer: str
    desk_name: str
    created_at: dt.datetime
    program: str
    vector: Mapping[str, int]
    origins: Mapping[str, OriginEntry]
    operations_size: int
    operations_sha256: bytes

    @property
    def ranges(self) -> list[Range]:
        """The ranges of operations, in the order in which they travel: by origin."""
        return [
            Range(origin, entry.first, entry.head_seq, entry.before)
            for origin, entry in sorted(self.origins.items())
            if entry.count > 0
        ]

    @property
    def count(self) -> int:
        return sum(max(0, entry.count) for entry in self.origins.values())

    def to_bytes(self) -> bytes:
        """Canonical JSON: sorted keys, no spaces, bytes in base64."""
        return orjson.dumps(
            {
                "format": FORMAT,
                "id": self.bundle_id,
                "event": self.event_id,
                "event_name": self.event_name,
                "writer": self.writer,
                "desk": self.desk_name,
                "created_at": self.created_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "program": self.program,
                "vector": dict(self.vector),
                "origins": {
                    origin: {
                        "public_key": _text(entry.public_key),
                        "certificate": _text(entry.certificate),
                        "head": {
                            "seq": entry.head_seq,
                            "chain_hash": _text(entry.head_chain),
                            "signature": _text(entry.head_signature),
                        },
                        "first": entry.first,
                        "before": _text(entry.before),
                    }
                    for origin, entry in self.origins.items()
                },
                "operations": {
                    "count": self.count,
                    "size": self.operations_size,
                    "sha256": _text(self.operations_sha256),
                },
            },
            option=orjson.OPT_SORT_KEYS,
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read and bound a manifest. Raises UnreadableError. Unknown keys are ignored."""
        if len(data) > MAX_MANIFEST_BYTES:
            _refuse("it is too long")
        try:
            top = orjson.loads(data)
        except orjson.JSONDecodeError:
            _refuse("it is not JSON")
        if _integer(top, "format", 1, MAX_SEQ) != FORMAT:
            _refuse("another format")
        operations = _mapping(top, "operations")
        manifest = cls(
            bundle_id=_string(top, "id", 64),
            event_id=_string(top, "event", 64),
            event_name=_string(top, "event_name", 1_000),
            writer=_origin(_string(top, "writer", 36)),
            desk_name=_string(top, "desk", MAX_DESK_NAME),
            created_at=_moment(_string(top, "created_at", 40)),
            program=_string(top, "program", 64),
            vector={_origin(origin): seq for origin, seq in _counts(_mapping(top, "vector")).items()},
            origins={_origin(origin): _entry(entry) for origin, entry in _bounded(_mapping(top, "origins")).items()},
            operations_size=_integer(operations, "size", 0, MAX_SEQ),
            operations_sha256=_bytes(operations, "sha256", HASH_SIZE),
        )
        if manifest.count > MAX_OPERATIONS or _integer(operations, "count", 0, MAX_OPERATIONS) != manifest.count:
            _refuse("the number of operations is out of bounds")
        return manifest


def _entry(value: Any) -> OriginEntry:
    head = _mapping(value, "head")
    seq = _integer(head, "seq", 1, MAX_SEQ)
    return OriginEntry(
        public_key=_bytes(value, "public_key", 32),
        certificate=_bytes(value, "certificate", 64),
        head_seq=seq,
        head_chain=_bytes(head, "chain_hash", HASH_SIZE),
        head_signature=_bytes(head, "signature", 64),
        first=_integer(value, "first", 1, seq + 1),
        before=_bytes(value, "before", HASH_SIZE),
    )


def _refuse(why: str) -> NoReturn:
    raise UnreadableError(f"the manifest cannot be read: {why}")


def _of(mapping: Any, key: str) -> Any:
    if not isinstance(mapping, dict) or key not in mapping:
        _refuse(f"{key} is missing")
    return mapping[key]


def _mapping(mapping: Any, key: str) -> dict[str, Any]:
    value = _of(mapping, key)
    if not isinstance(value, dict):
        _refuse(f"{key} is not an object")
    return value


def _bounded(mapping: dict[str, Any]) -> dict[str, Any]:
    if len(mapping) > MAX_ORIGINS:
        _refuse("too many origins")
    return mapping


def _counts(mapping: dict[str, Any]) -> dict[str, int]:
    return {key: _integer(mapping, key, 1, MAX_SEQ) for key in _bounded(mapping)}


def _integer(mapping: Any, key: str, least: int, most: int) -> int:
    value = _of(mapping, key)
    if type(value) is not int or not least <= value <= most:
        _refuse(f"{key} is out of bounds")
    return value


def _string(mapping: Any, key: str, most: int) -> str:
    value = _of(mapping, key)
    if not isinstance(value, str) or len(value) > most:
        _refuse(f"{key} is not a short text")
    return value


def _bytes(mapping: Any, key: str, size: int) -> bytes:
    text = _string(mapping, key, 4 * size)
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        _refuse(f"{key} is not base64")
    if len(value) != size:
        _refuse(f"{key} has not the right size")
    return value


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        _refuse("an origin is not a UUID")
    return text


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        _refuse("created_at is not a moment")
    if moment.tzinfo is None:
        _refuse("created_at has no time zone")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        _refuse("created_at is out of bounds")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
