"""The small icon before a name in a card, and the word in a row: what the person brings to the team."""

from __future__ import annotations

from ...teams.needs import ELECTED, FACILITATION, NEED_WORDS, need_words

USUAL = "user"
NEED_ICONS = {
    FACILITATION: "messages-square",
    "legal": "scale",
    "data": "database",
    "users": "heart-handshake",
    "technical": "wrench",
    "field": "map-pin",
    "design": "lightbulb",
    ELECTED: "landmark",
}


def need_icon(key: str) -> str:
    """The icon of a need; a plain person for one that only a file knows."""
    return NEED_ICONS.get(key, USUAL)


def need_label(key: str, as_written: str) -> str:
    """What a need is called: the program's word for one that it knows, else as the file wrote it."""
    words = need_words(key) if key in NEED_WORDS else as_written or key
    return words[:1].upper() + words[1:]
