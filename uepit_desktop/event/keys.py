"""Keys of an event and of its laptops: pure functions over bytes. Where they are kept is the event file's affair.

Three keys, all made offline:

- ``event_identity``: an age X25519 identity. Whoever has it reads the event's bundles.
- ``enrolment_seed``: an Ed25519 seed. Its signature on a laptop's public key is the laptop's certificate: the proof
  that the laptop joined with the event pack. The first two travel only inside the pack.
- ``replica_seed``: an Ed25519 seed that never leaves its laptop. It signs the bundles the laptop writes and the head of
  its own chain of operations.

The origin of a laptop is computed from its public key, so that nobody can sign as an origin whose key they lack,
whatever else they hold.
"""

from __future__ import annotations

import hashlib
import uuid

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey
from pyrage import x25519

_ORIGIN = b"uepit origin 1\0"
_CERTIFICATE = b"uepit certificate 1\0"
_HEAD = b"uepit head 1\0"


def new_event_keys() -> dict[str, bytes]:
    """Fresh ``event_identity`` (``AGE-SECRET-KEY-1…`` in ASCII) and ``enrolment_seed`` (32 bytes)."""
    return {
        "event_identity": str(x25519.Identity.generate()).encode("ascii"),
        "enrolment_seed": bytes(SigningKey.generate()),
    }


def new_replica_keys() -> dict[str, bytes]:
    """A fresh ``replica_seed`` (32 bytes)."""
    return {"replica_seed": bytes(SigningKey.generate())}


def public_key(seed: bytes) -> bytes:
    """The 32-byte Ed25519 verification key of a seed."""
    return bytes(SigningKey(seed).verify_key)


def origin_of(public: bytes) -> str:
    """The origin (a UUIDv8, RFC 9562) of the laptop that has this public key: 122 bits of a SHA-256."""
    digest = bytearray(hashlib.sha256(_ORIGIN + public).digest()[:16])
    digest[6] = (digest[6] & 0x0F) | 0x80
    digest[8] = (digest[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(digest)))


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte Ed25519 signature of ``message``."""
    return SigningKey(seed).sign(message).signature


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of ``message`` by this key. A malformed key or signature is simply false."""
    try:
        VerifyKey(public).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def certify(enrolment_seed: bytes, event_id: str, public: bytes) -> bytes:
    """A laptop's certificate: the event's enrolment key signs the laptop's public key."""
    return sign(enrolment_seed, _certificate_text(event_id, public))


def is_certified(enrolment_public: bytes, event_id: str, public: bytes, certificate: bytes) -> bool:
    """Whether this certificate admits this public key to this event."""
    return verify(enrolment_public, _certificate_text(event_id, public), certificate)


def sign_head(seed: bytes, event_id: str, origin: str, seq: int, chain_hash: bytes) -> bytes:
    """An origin signs the last operation of its own chain, which stands for every one before it."""
    return sign(seed, _head_text(event_id, origin, seq, chain_hash))


def verify_head(public: bytes, event_id: str, origin: str, seq: int, chain_hash: bytes, signature: bytes) -> bool:
    """Whether the origin itself signed this head: its key must hash to the origin and its signature must hold."""
    return origin_of(public) == origin and verify(public, _head_text(event_id, origin, seq, chain_hash), signature)


def event_recipient(event_identity: bytes) -> str:
    """The public half (``age1…``) of an event's identity: what bundles are encrypted to."""
    return str(x25519.Identity.from_str(event_identity.decode("ascii")).to_public())


def _certificate_text(event_id: str, public: bytes) -> bytes:
    return _CERTIFICATE + event_id.encode() + b"\0" + public


def _head_text(event_id: str, origin: str, seq: int, chain_hash: bytes) -> bytes:
    return b"".join((_HEAD, event_id.encode(), b"\0", origin.encode(), b"\0", seq.to_bytes(8, "big"), chain_hash))
