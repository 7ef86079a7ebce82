"""Text reduced to what two spellings of one name share: no case, no accents, ``œ`` as ``oe``, no stray spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not decompose, and that people type as one or two plain letters.
_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n",
        "ħ": "h", "ĸ": "k", "ŧ": "t", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "′": "'", "´": "'", "`": "'",
        "·": ".", "•": ".", "‧": ".", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u2002\u2003\u2005\u2006\u200a\u3000"), " ")
_UNSEEN = _INVISIBLE | _SPACES | {0: None}
_RUN_OF_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


def tidy(text: str) -> str:
    """``text`` as its writer meant it: composed accents (NFC), no invisible sign, plain single spaces between words."""
    text = text.replace("\0", "") if text.isascii() else unicodedata.normalize("NFC", text.translate(_UNSEEN))
    return _RUN_OF_SPACES.sub(" ", text).strip()


def visible(text: str) -> str:
    """A long text with composed accents (NFC), plain spaces and no invisible sign; its spaces are not counted."""
    text = text.replace("\0", "")
    if text.isascii():
        return text
    for code, plain in _UNSEEN.items():
        sign = chr(code)
        if sign in text:  # one search each: most texts have none of them
            text = text.replace(sign, plain or "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` for comparison: lower case, no accents, ``œ`` as ``oe``, one kind of apostrophe and of hyphen."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_UNSEEN).translate(_LETTERS))
        # Some letters (İ, ǿ) only show their plain part once decomposed.
        text = _COMBINING.sub("", text).translate(_LETTERS).lower()
    return _RUN_OF_SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded: runs of letters and digits. Letters of other scripts are kept in their words.

    >>> words("Anne-Sophie d’Œuvre")
    ('anne', 'sophie', 'd', 'oeuvre')
    """
    folded = fold(text)
    if folded.isascii():
        return tuple(_NOT_LETTERS.sub(" ", folded).split())
    return tuple("".join(sign if sign.isalnum() else " " for sign in folded).split())


def joined(text: str) -> str:
    """``text`` folded, without anything between its letters: ``L'Hostissier`` and ``LHOSTISSIER`` are one."""
    return "".join(words(text))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a folded French word sounds, roughly: ``kerdavel`` and ``querdavelle`` start alike.

    Kept coarse on purpose, and consonant endings are kept: « Jean » and « Jeanne » stay apart.
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ph", "f"),
        (r"[ck]h(?=r)", "k"),
        (r"qu|q|ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"ch", "ʃ"),
        (r"c", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"ea?u", "o"),
        (r"au", "o"),
        (r"y", "i"),
        (r"[ae]i(?=[^lnm]|$)", "e"),
        (r"z", "s"),
        (r"w", "v"),
        (r"(?<!ʃ)h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-z]{2})[sxt]$", ""),
    )
)
