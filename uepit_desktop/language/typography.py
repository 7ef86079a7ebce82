"""French typography: no-break spaces where French sets them, so that translators may type plain spaces."""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"«[ \u00a0]*"), f"«{NO_BREAK}"),
    (re.compile(r"[ \u00a0]*»"), f"{NO_BREAK}»"),
    (re.compile(r"(?<=\S)[ \u00a0]:(?=\s|$)"), f"{NO_BREAK}:"),
    (re.compile(r"(?<=\S)[ \u00a0]([;!?%])"), f"{NARROW}\\1"),
    (re.compile(r"\bn° (?=\S)"), f"n°{NO_BREAK}"),
    (re.compile(r"(?<=\d) (?=(?:h|min|s|Mo|Ko|Go|personnes?|places?|lignes?|jours?|juillet|opérations?)\b)"), NO_BREAK),
    (re.compile(r"(?<=\bh) (?=\d\d\b)"), NO_BREAK),
)


@lru_cache(maxsize=4096)
def typeset(text: str, language: str = "fr") -> str:
    """``text`` with the spaces, apostrophes and ellipses of its language. English only gets curly apostrophes."""
    if language != "fr":
        return text.replace("'", "’").replace("...", "…")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
