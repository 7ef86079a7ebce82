"""What people bring to a team, told from their function, their skills and their roles by the stems of words.

« facilitation » is met by a « facilitatrice », « juridique » by a « juriste » or by someone with the skill « droit ».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..event.model import OrganisationKind, Role
from ..language import mark, tr
from ..language.folding import words

ELECTED = "elected"
FACILITATION = "facilitation"

#: Key of a need → what it is called.
NEED_WORDS: dict[str, str] = {
    FACILITATION: mark("Facilitation"),
    "legal": mark("Legal"),
    "data": mark("Data"),
    "users": mark("Users"),
    "technical": mark("Technical"),
    "field": mark("On the ground"),
    "design": mark("Design"),
    ELECTED: mark("Elected members"),
}

# Beginnings of folded words, French first. An « agent d'accueil » meets users; an « élève » is not elected.
_STEMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"^(?:{pattern})"))
    for key, pattern in (
        (ELECTED, r"elue?s?$|maires?$|adjointe?s?$|conseiller\w*municipal|elected"),
        (FACILITATION, r"facilit|animat|anime|coach|coanim"),
        ("legal", r"jurid|juris|droit|avocat|legal|lawyer|reglement|contentieux"),
        ("data", r"donnee|data|statist|geomat|sig$|analyst|cartograph"),
        ("users", r"usager|usagere|usage$|usages$|habitant|accueil|citoyen|beneficiair|patient|user|client"),
        ("design", r"design|codesign|creativ|creati"),
        ("technical", r"techni|ingenieu|voirie|batiment|travaux|numeri|informat|developp|engineer|architect"),
        ("field", r"terrain|infirmi|educat|benevol|mediat|soignant|aidant|field"),
    )
)
_OF_ROLES = {Role.FACILITATOR.value: FACILITATION}
_OF_KINDS = {OrganisationKind.CITIZEN.value: "users"}
_SMALL_WORDS = frozenset(  # one word after the other reads better than a list
    """a au aux d de des du en et l la le les of the and un une pour sur general generale generaux
    territorial territoriale""".split()  # noqa: SIM905
)
_STEM_LENGTH = 4


@lru_cache(maxsize=4096)
def needs_in(text: str) -> tuple[str, ...]:
    """The keys of the needs that a text names, in the order in which it names them; empty when it names none known.

    >>> needs_in("Cheffe de projet usagers")
    ('users',)
    """
    found: dict[str, None] = {}
    for word in words(text):
        for key, stems in _STEMS:
            if stems.match(word):
                found.setdefault(key)
                break
    return tuple(found)


@lru_cache(maxsize=4096)
def need_key(wanted: str) -> str:
    """The key of a role that a challenge asks for: one that is known, else the stem of its first long word, so that
    « vidéo » is met by « vidéaste ». Empty when it has no word.
    """
    known = needs_in(wanted)
    if known:
        return known[0]
    spoken = [word for word in words(wanted) if word not in _SMALL_WORDS]
    return stem(spoken[0]) if spoken else ""


def need_words(key: str) -> str:
    """What a need is called on screen; the stem itself for one that only a file knows."""
    return tr(NEED_WORDS[key]) if key in NEED_WORDS else key


def covered_by(function: str, skills: Iterable[str], roles: Iterable[str], kind: str) -> tuple[str, ...]:
    """What someone brings, surest first: by their function, their roles here, their skills, then where they come from.

    Known needs by their keys; any other word of a skill by its stem.
    """
    found = dict.fromkeys(needs_in(function))
    for role in roles:
        if role in _OF_ROLES:
            found.setdefault(_OF_ROLES[role])
    for skill in skills:
        for key in needs_in(skill) or (need_key(skill),):
            if key:
                found.setdefault(key)
    if kind in _OF_KINDS:
        found.setdefault(_OF_KINDS[kind])
    return tuple(found)


@lru_cache(maxsize=4096)
def profession_of(function: str) -> str:
    """A function reduced to what its variants share: « Élu » and « Élue », « Chercheuse » and « Chercheur »."""
    return " ".join(stem(word) for word in words(function) if word not in _SMALL_WORDS)


def stem(word: str) -> str:
    """The beginning of a folded word, without what gender and number put at its end."""
    if len(word) > _STEM_LENGTH:
        return word[:_STEM_LENGTH]
    return re.sub(r"(?:es|e|s)$", "", word) if len(word) > 3 else word
