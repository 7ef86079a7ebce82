"""Badge codes: eleven letters that a scanner set to another keyboard types unchanged, the last one a check letter.

The letters are taken among those that sit on the same key on QWERTY, AZERTY and QWERTZ keyboards (A M Q W Y Z move),
without I and O, which look like digits, and without E, so that no badge ever spells a word. Thirteen are kept, because
thirteen is prime: with arithmetic modulo 13 one check letter is enough to catch every substitution of one letter, every
exchange of two letters (neighbours or not) and every doubled letter replaced by another (``BB`` for ``CC``). With
fourteen letters no weighted sum does this.
"""

from __future__ import annotations

import secrets
from typing import Protocol

LETTERS = "BCDFGHJKLNPRS"
"""The alphabet of badge codes; the place of a letter is its value, 0 to 12."""

CODE_LENGTH = 11
"""Ten random letters and the check letter: 1.4 × 10¹¹ codes, so that laptops which never met draw different ones."""

_VALUE = {letter: value for value, letter in enumerate(LETTERS)}
_MODULUS = len(LETTERS)
# 2 is a primitive root of 13: its first twelve powers differ, so every position weighs differently, and no two
# neighbouring (or next but one) weights add up to zero.
_WEIGHT = 2
_IGNORED = str.maketrans("", "", " \t\u00a0\u202f\u2009-\u2010\u2011\u2012\u2013\u2212\r\n")


class Chooser(Protocol):
    """What draws letters: the ``secrets`` module, or a seeded ``random.Random`` in a demonstration event."""

    def choice(self, seq: str, /) -> str: ...


def new_badge_code(rng: Chooser = secrets) -> str:
    """A fresh badge code, drawn uniformly: ten letters and their check letter, for example ``HKBCNGDRLPF``."""
    letters = "".join(rng.choice(LETTERS) for _ in range(CODE_LENGTH - 1))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """The letter that completes ten letters of the alphabet. Raises KeyError for any other letter."""
    return LETTERS[-_remainder(letters) * _WEIGHT % _MODULUS]


def canonical_badge_code(text: str) -> str | None:
    """The badge code that ``text`` spells, in capitals and without spaces or hyphens; None when it is not one.

    Read without regard to case. A code with a wrong check letter is not a code.
    """
    letters = text.translate(_IGNORED)
    if len(letters) != CODE_LENGTH or not letters.isascii():
        return None
    letters = letters.upper()
    if any(letter not in _VALUE for letter in letters):
        return None
    return letters if _remainder(letters) == 0 else None


def grouped_badge_code(code: str) -> str:
    """The code as printed under the QR, in groups that an eye can keep: ``HKBC NGDR LPF``."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _remainder(letters: str) -> int:
    remainder = 0
    for letter in letters:
        remainder = (remainder * _WEIGHT + _VALUE[letter]) % _MODULUS
    return remainder
