"""French typography: no-break spaces where French sets them, so that translators may type plain spaces.

Addresses of the web and of e-mail, tags of rich text and ``{names}`` are left as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACE = f"[ {NO_BREAK}{NARROW}]"
_LETTER = r"[^\W\d_]"
_NUMBER_BEFORE = r"(?<=[\d}])"
_UNITS = (
    "h|min|s|ms|j|o|ko|Ko|Mo|Go|m|km|cm|mm|px|pt|€|"
    "heures?|minutes?|secondes?|jours?|demi-journées?|semaines?|mois|ans?|années?|étages?|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "personnes?|arrivées?|places?|lignes?|badges?|fichiers?|opérations?|équipes?|défis?|sites?|postes?|octets?|pages?"
)

_PROTECTED = (
    r"(?:https?|ftp|file|mailto):[^\s«»<>]+"  # addresses of the web
    r"|www\.[^\s«»<>]+"
    r"|[^\s«»<>()]+@[^\s«»<>()]+\.\w+"  # addresses of e-mail
    r"|</?[A-Za-z][^<>]*>"  # rich text
    r"|\{[^{}]*\}"  # names to be filled
)


def _rule(pattern: str, replacement: str) -> tuple[re.Pattern[str], str]:
    return re.compile(f"(?P<protected>{_PROTECTED})|(?:{pattern})"), replacement


_APOSTROPHE = _rule("'", "’")
_ELLIPSIS = _rule(r"\.\.\.(?![/\\])", "…")
_MINUS = _rule(r"(?<![^\s(«])-(?=\d)", "−")
_FRENCH = (
    _APOSTROPHE,
    _ELLIPSIS,
    _MINUS,
    _rule(rf"«{_SPACE}*", f"«{NO_BREAK}"),
    _rule(rf"{_SPACE}*»", f"{NO_BREAK}»"),
    _rule(rf"(?<=\S){_SPACE}:(?=[\s<»]|$)", f"{NO_BREAK}:"),
    _rule(rf"(?<=\S){_SPACE}(?=[;!?%](?!\w))", NARROW),
    _rule(rf"(?<=\d){_SPACE}(?=\d\d\d(?!\d))", NARROW),  # thousands
    _rule(rf"(?<=[nN]°){_SPACE}(?=\S)", NO_BREAK),
    _rule(rf"{_NUMBER_BEFORE} (?=(?:{_UNITS})(?!\w))", NO_BREAK),
    _rule(rf"(?<=[\d}}]{NO_BREAK}h) (?=[\d{{])", NO_BREAK),
    _rule(rf"(?:(?<=\der)|(?<=\dre)|(?<=\de)) (?={_LETTER})", NO_BREAK),  # 1er étage, 2e jour
    _rule(rf"(?<={{n}}) (?={_LETTER})", NO_BREAK),  # {n} is always a count
)
_ENGLISH = (_APOSTROPHE, _ELLIPSIS, _MINUS)


@lru_cache(maxsize=4096)
def typeset(text: str, language: str = "fr") -> str:
    """``text`` with the spaces, apostrophes, ellipses and minus signs of its language; setting it twice is harmless."""
    for pattern, replacement in _FRENCH if language == "fr" else _ENGLISH:
        text = pattern.sub(lambda found, to=replacement: found["protected"] or to, text)  # type: ignore[misc]
    return text
