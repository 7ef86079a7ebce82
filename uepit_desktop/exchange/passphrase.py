"""Six French words that open an event pack: easy to dictate across a room, hard to guess."""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache

from ..resources import resource

WORDS = 6


def new_passphrase() -> str:
    """Six words drawn at random from 2,708, separated by hyphens: 68 bits."""
    words = word_list()
    return "-".join(secrets.choice(words) for _ in range(WORDS))


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """The shipped words: 4 to 8 letters, no accents, sorted."""
    return tuple(resource("passphrase", "french-words.txt").read_text(encoding="ascii").split())


def normalised(passphrase: str) -> str:
    """The form that is used as a key: no line end, no space at either end, Unicode NFC."""
    return unicodedata.normalize("NFC", passphrase).strip()
