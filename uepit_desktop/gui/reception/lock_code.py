"""The code that unlocks the desk: kept as a salted scrypt, on this computer only. Pure.

It is a curtain against eyes in the queue, not a safe: whoever can restart the program sees the desk again. An event
file with a passphrase is what protects names on a stolen laptop.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

SHORTEST = 4
"""Signs of a code, at least."""

_SALT_BYTES = 16


def kept_code(code: str, *, salt: bytes | None = None) -> str:
    """What is kept of a code: ``salt$hash`` in hexadecimal. ``salt`` (16 bytes) is drawn unless given."""
    salt = salt if salt is not None else secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}${_scrypt(code, salt).hex()}"


def code_opens(code: str, kept: str) -> bool:
    """Whether ``code`` is the one kept. What is kept and cannot be read is no obstacle: any code opens it."""
    salt, _, wanted = kept.partition("$")
    try:
        expected = bytes.fromhex(wanted)
        given = _scrypt(code, bytes.fromhex(salt))
    except ValueError:
        return True
    return hmac.compare_digest(given, expected) if expected else True


def _scrypt(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.strip().encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
