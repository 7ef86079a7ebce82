"""The code that links a printed sheet to its half-day or its session: letters that every layout types alike.

``PRES``, the 32 hexadecimal digits of its id written in sixteen letters that sit on the same key on QWERTY,
AZERTY and QWERTZ keyboards, and two check letters (a CRC-8 of the sixteen bytes): 38 letters, a version 2 QR at level
M. No badge code is that long: a sheet is never taken for a person.
"""

from __future__ import annotations

from uuid import UUID

PREFIX = "PRES"
_LETTERS = "BCDEFGHIJKLNOPRS"
_VALUE = {letter: value for value, letter in enumerate(_LETTERS)}
_LENGTH = len(PREFIX) + 34


def sheet_code(signed_for: str) -> str:
    """What the QR of a sheet holds, from the id of what is signed for; empty for an id of another program, no UUID."""
    try:
        raw = UUID(signed_for).bytes
    except ValueError:
        return ""
    if str(UUID(bytes=raw)) != signed_for:
        return ""
    return PREFIX + _spelled(raw + bytes([_crc8(raw)]))


def read_sheet_code(text: str) -> str | None:
    """The id of the half-day or the session that a scanned sheet is for; None for anything else.

    Read without regard to case, and with the announcement that some scanners put before a code. Which
    of the two it is, and whether it is of this event, ``signed_for`` tells.
    """
    letters = text.strip().upper()[:64]
    if len(letters) == _LENGTH + 3:
        letters = letters[3:]
    if len(letters) != _LENGTH or not letters.startswith(PREFIX):
        return None
    try:
        values = [_VALUE[letter] for letter in letters[len(PREFIX) :]]
    except KeyError:
        return None
    raw = bytes(high << 4 | low for high, low in zip(values[::2], values[1::2], strict=True))
    return str(UUID(bytes=raw[:16])) if _crc8(raw[:16]) == raw[16] else None


def _spelled(raw: bytes) -> str:
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in raw)


def _crc8(raw: bytes) -> int:
    """CRC-8 of polynomial 0x07: finds every burst of eight bits or fewer, so any letter or two neighbours changed."""
    register = 0x5A  # or sixteen zero bytes would check
    for byte in raw:
        register ^= byte
        for _ in range(8):
            register = (register << 1) ^ 0x07 if register & 0x80 else register << 1
        register &= 0xFF
    return register
