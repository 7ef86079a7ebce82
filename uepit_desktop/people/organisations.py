"""Names of organisations compared: one written in three ways, and two that only look alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ..language.folding import words

#: Words of one kind of organisation, as offices shorten them. The first form stands for all.
_SAME_KIND: dict[str, str] = {
    short: full
    for full, shorts in {
        "commune": "cne mairie ville commune hoteldeville",
        "cc": "cc comcom codecom communautedecommunes",
        "ca": "ca agglo agglomeration communautedagglomeration",
        "cu": "cu communauteurbaine",
        "metropole": "metropole",
        "departement": "departement dept dpt cd conseildepartemental",
        "region": "region conseilregional cr",
        "ch": "ch hopital centrehospitalier",
        "chu": "chu centrehospitalieruniversitaire",
        "universite": "universite univ",
        "association": "association asso assoc",
        "laboratoire": "laboratoire labo",
        "prefecture": "prefecture pref",
        "etablissement": "etablissement etab",
        "saint": "saint st",
        "sainte": "sainte ste",
    }.items()
    for short in shorts.split()
}
_LINKS = frozenset(  # one word after the other reads better than a list
    """de du des d la le les l et en a au aux the of""".split()  # noqa: SIM905
)
_PHRASES = (
    (re.compile(r"\bcommunaute (?:de |des )?communes?\b"), "cc"),
    (re.compile(r"\bcommunaute d ?agglomeration\b"), "ca"),
    (re.compile(r"\bcommunaute urbaine\b"), "cu"),
    (re.compile(r"\bcentre hospitalier universitaire\b"), "chu"),
    (re.compile(r"\bcentre hospitalier\b"), "ch"),
    (re.compile(r"\bconseil departemental\b"), "departement"),
    (re.compile(r"\bconseil regional\b"), "region"),
    (re.compile(r"\bhotel de ville\b"), "commune"),
)


@lru_cache(maxsize=65536)
def organisation_key(name: str) -> str:
    """What two spellings of one name surely share: folded words. « VILLE DE MÂLAY » and « Ville de Malay » are one."""
    return " ".join(words(name))


@lru_cache(maxsize=65536)
def _telling(name: str) -> tuple[str, str]:
    """(kind of organisation, the rest joined): « Cne de Castel-Bruine » → ("commune", "castelbruine")."""
    text = organisation_key(name)
    for pattern, short in _PHRASES:
        text = pattern.sub(short, text)
    kinds, rest = [], []
    for word in text.split():
        if word in _LINKS:
            continue
        if word in _SAME_KIND and _SAME_KIND[word] not in ("saint", "sainte"):
            kinds.append(_SAME_KIND[word])
        else:
            rest.append(_SAME_KIND.get(word, word))
    return " ".join(sorted(kinds)), "".join(rest)


@lru_cache(maxsize=65536)
def organisations_close(left: str, right: str) -> bool:
    """Whether two names are one organisation written in two ways: abbreviations, hyphens, one slip in a long name.

    « Cne Castelbruine » and « Mairie de Castel-Bruine » are close; « Ville de Lorval » and « Université de Lorval »,
    « CC du Haut-Serein » and « CC du Bas-Serein » are not.
    """
    if organisation_key(left) == organisation_key(right):
        return True
    (kind_a, rest_a), (kind_b, rest_b) = _telling(left), _telling(right)
    # « Castel-Bruine » alone is its commune.
    if (kind_a or "commune") != (kind_b or "commune") or not rest_a or not rest_b:
        return False
    if rest_a == rest_b:
        return True
    if rest_a[0] != rest_b[0] or any(sign.isdigit() for sign in rest_a + rest_b):
        return False
    return min(len(rest_a), len(rest_b)) >= 7 and OSA.distance(rest_a, rest_b, score_cutoff=1) <= 1


@dataclass(frozen=True, slots=True)
class Spellings:
    """One organisation written in several ways, and the way proposed for all."""

    proposed: str
    written: tuple[str, ...]
    lines: tuple[int, ...]


def best_spelling(counts: Mapping[str, int]) -> str:
    """Of several spellings, the one to show: neither all in capitals nor without any, then the most frequent, then the
    one with most accents."""
    return max(counts, key=lambda name: (_cased(name), counts[name], sum(sign > "\x7f" for sign in name), name))


def spellings(names: Iterable[tuple[int, str]]) -> tuple[Spellings, ...]:
    """Organisations that a file writes in several ways beyond case and accents, for a person to settle.

    ``names`` are (line, name). Names are compared within one kind of organisation, so a file of thousands stays fast.
    """
    lines_of: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line, name in names:
        if name:
            key = organisation_key(name)
            lines_of[key].append(line)
            counts[key][name] += 1
    shown = {key: best_spelling(counter) for key, counter in counts.items()}
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, name in shown.items():
        kind, rest = _telling(name)
        blocks[kind or "commune", rest[:1]].append(key)
    groups: dict[str, list[str]] = {}
    for keys in blocks.values():
        leaders: list[str] = []
        for key in sorted(keys):
            leader = next((other for other in leaders if organisations_close(shown[other], shown[key])), None)
            if leader is None:
                leaders.append(key)
                groups[key] = [key]
            else:
                groups[leader].append(key)
    found = []
    for keys in groups.values():
        if len(keys) > 1:
            weights = {shown[key]: len(lines_of[key]) for key in keys}
            lines = sorted(line for key in keys for line in lines_of[key])
            found.append(Spellings(_fullest(weights), tuple(sorted(weights)), tuple(lines)))
    return tuple(sorted(found, key=lambda one: -len(one.lines)))


def _fullest(weights: Mapping[str, int]) -> str:
    """The spelling that shortens least: « Commune de Castelbruine » before « Cne Castelbruine »."""
    return max(weights, key=lambda name: (not _shouted(name), len(organisation_key(name).split()), weights[name], name))


def _cased(name: str) -> bool:
    return name.upper() != name != name.lower()


def _shouted(name: str) -> bool:
    return name.upper() == name and name.lower() != name
