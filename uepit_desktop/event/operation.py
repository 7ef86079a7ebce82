"""One entry of the log, its canonical bytes and its place in the hash chain of its author. Pure.

``docs/formats.md`` states the same for those who read the files with another program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

#: What the kind of an operation that sets one field alone begins with: ``put/diet``.
ALONE = "put/"
#: What the kind of an operation that takes the values of one field away begins with: ``redact/diet``.
REDACT = "redact/"
VersionVector = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one transaction did to one row.

    ``origin`` and ``seq`` (1, 2, 3… without gaps) name it. ``hlc`` is its clock stamp. ``context`` is the version
    vector that its author knew, own origin left out, in the text form of ``vector_text``. ``tx`` is the ``seq`` of the
    first operation of its transaction, ``undoes`` is ``origin:tx`` of the transaction that it undoes, or empty.
    ``subject`` is the id of the person whom the row is about (it outlives the content, so that everyone can see that an
    erasure took it), the row itself when the action was about it, or empty.
    ``payload`` is canonical JSON ``{field: value}``; it and ``salt`` (16 bytes) are None once erased. Both hashes are
    SHA-256, 32 bytes.
    """

    origin: str
    seq: int
    hlc: int
    context: str
    schema: int
    kind: str
    verb: str
    tx: int
    undoes: str
    subject: str
    table: str
    row: str
    payload: bytes | None
    salt: bytes | None
    payload_hash: bytes
    chain_hash: bytes

    def fields(self) -> dict[str, Any]:
        """The fields that this operation set, as stored values; empty once erased."""
        if self.payload is None:
            return {}
        found: dict[str, Any] = orjson.loads(self.payload)
        if name := self.alone:
            return {name: found[name]} if name in found else {}
        return found

    @property
    def alone(self) -> str:
        """The one field that it may set, known even once it is emptied; empty for an operation of another kind."""
        return self.kind[len(ALONE) :] if self.kind.startswith(ALONE) else ""

    @property
    def redacts(self) -> str:
        """The field whose values it takes away from its row; empty for an operation of another kind."""
        return self.kind[len(REDACT) :] if self.kind.startswith(REDACT) else ""


def canonical_payload(fields: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON without spaces, keys sorted."""
    return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)


def payload_digest(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 of salt then payload: once both are gone, nothing can be guessed from it."""
    return hashlib.sha256(salt + payload).digest()


def chain_start(event_id: str, origin: str) -> bytes:
    """The chain hash before an origin's first operation; it ties the chain to this event."""
    return hashlib.sha256(f"uepit-chain-1:{event_id}:{origin}".encode()).digest()


def chain_digest(
    previous: bytes,
    origin: str,
    seq: int,
    hlc: int,
    context: str,
    schema: int,
    kind: str,
    verb: str,
    tx: int,
    undoes: str,
    subject: str,
    table: str,
    row: str,
    payload_hash: bytes,
) -> bytes:
    """SHA-256 of the previous chain hash, the header as a JSON array, and the payload hash."""
    header = orjson.dumps([origin, seq, hlc, context, schema, kind, verb, tx, undoes, subject, table, row])
    return hashlib.sha256(previous + header + payload_hash).digest()


def chained(previous: bytes, operation: Operation) -> bytes:
    """The chain hash that ``operation`` should carry after ``previous``."""
    return chain_digest(
        previous,
        operation.origin,
        operation.seq,
        operation.hlc,
        operation.context,
        operation.schema,
        operation.kind,
        operation.verb,
        operation.tx,
        operation.undoes,
        operation.subject,
        operation.table,
        operation.row,
        operation.payload_hash,
    )


def vector_text(vector: VersionVector) -> str:
    """``origin:seq,origin:seq`` sorted by origin; zero entries are left out."""
    return ",".join(f"{origin}:{seq}" for origin, seq in sorted(vector.items()) if seq)


def parse_vector(text: str) -> dict[str, int]:
    """The inverse of ``vector_text``. Raises ValueError for anything else."""
    if not text:
        return {}
    vector: dict[str, int] = {}
    for entry in text.split(","):
        origin, _, seq = entry.rpartition(":")
        if not origin or not seq.isascii() or not seq.isdigit():
            raise ValueError(f"not a version vector: {text[:80]!r}")
        vector[origin] = int(seq)
    return vector
