"""Which challenge a wish means: its title, its code, both, or the beginning of one title only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

from ..language import mark
from ..language.folding import words
from .snapshot import challenge_key

WISH_UNMATCHED = mark("No challenge has this title or code: the wish is kept as written.")

_CODE = re.compile(r"^\W*([A-Za-z]{0,4}\s?-?\d{1,3})\b\s*[-–—:.)]*\s*(.*)$", re.DOTALL)
_CODE_BEHIND = re.compile(r"^(.*?)\s*[(\[]\s*([A-Za-z]{0,4}\d{1,3})\s*[)\]]\s*$", re.DOTALL)
_CLOSE_ENOUGH = 92


def resolve_wish(label: str, challenges: Mapping[str, str]) -> str | None:
    """The id of the challenge that ``label`` means, None when no challenge or more than one does.

    ``challenges`` is ``snapshot.challenge_keys``. « D4 », « D4 - Un seul guichet », « Un seul guichet (D4) » and
    « un seul guichet » are one.
    """
    key = challenge_key(label)
    if not key or not challenges:
        return None
    if key in challenges:
        return challenges[key] or None
    for pattern, code_group, title_group in ((_CODE, 1, 2), (_CODE_BEHIND, 2, 1)):
        match = pattern.match(label)
        if match:
            title = challenges.get(challenge_key(match[title_group]))
            if title:
                return title
            code = challenges.get(challenge_key(match[code_group]))
            if code:
                return code
    return _by_beginning(key, challenges) or _by_closeness(key, challenges)


def _by_beginning(key: str, challenges: Mapping[str, str]) -> str | None:
    asked = key.split()
    found = {id_ for title, id_ in challenges.items() if id_ and title.split()[: len(asked)] == asked}
    return found.pop() if len(found) == 1 and len(words(key)) and len(key) > 3 else None


def _by_closeness(key: str, challenges: Mapping[str, str]) -> str | None:
    if len(key) < 8:
        return None
    found = {id_ for title, id_ in challenges.items() if id_ and fuzz.ratio(key, title, score_cutoff=_CLOSE_ENOUGH)}
    return found.pop() if len(found) == 1 else None
