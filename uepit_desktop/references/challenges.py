"""Which challenge a wish means: its title, its code, both, or the beginning of one title only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..event.model import Challenge, Wish
from ..language import mark
from ..language.folding import words

WISH_UNMATCHED = mark("No challenge has this title or code: the wish is kept as written.")

_CODE = re.compile(r"^\W*([A-Za-z]{0,4}\s?-?\d{1,3})\b\s*[-–—:.)]*\s*(.*)$", re.DOTALL)
_CODE_BEHIND = re.compile(r"^(.*?)\s*[(\[]\s*([A-Za-z]{0,4}\d{1,3})\s*[)\]]\s*$", re.DOTALL)
_CLOSE_ENOUGH = 92


def resolve_wish(label: str, challenges: Mapping[str, str]) -> str | None:
    """The id of the challenge that ``label`` means, None when no challenge or more than one does.

    ``challenges`` is what ``challenge_keys`` gives. « D4 », « D4 - Un seul guichet », « Un seul guichet (D4) » and
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


def challenge_keys(db: Session) -> dict[str, str]:
    """Folded title or code of each challenge → its id; "" when two challenges share a title, and neither is meant."""
    keys: dict[str, str] = {}
    for id_, code, title in db.execute(select(Challenge.id, Challenge.code, Challenge.title).where(~Challenge.deleted)):
        for key in {challenge_key(title), challenge_key(code)} - {""}:
            keys[key] = id_ if keys.get(key, id_) == id_ else ""
    return keys


def challenge_key(text: str) -> str:
    """What two ways of writing a title or a code share."""
    return " ".join(words(text))


def link_wishes(db: Session) -> None:
    """Give a challenge to each wish that is only a label and that one challenge now answers. Inside a write."""
    labels = list(db.scalars(select(Wish).where(Wish.challenge_id.is_(None), ~Wish.deleted)))
    if labels:
        keys = challenge_keys(db)
        meant = {label: resolve_wish(label, keys) for label in {wish.label for wish in labels}}
        for wish in labels:
            if meant[wish.label] is not None:
                wish.challenge_id = meant[wish.label]
