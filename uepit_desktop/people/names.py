"""Names of people: « NOM Prénom » in one cell cut in two, and two spellings of one name compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ..language import mark
from ..language.folding import sound, words

NAME_UNSURE = mark("Family and given names are told apart by guess.")
GIVEN_MISSING = mark("Only one name is given.")

_PARTICLES = frozenset(  # one word after the other reads better than a list
    """de du des d la le les l van von den der ten ter di da dos del della el al ben bel abd abou ibn o mac mc
    saint sainte st ste san y e zu zum zur af av""".split()  # noqa: SIM905
)
_TITLES = re.compile(
    r"^(?:m\.|mr\.?|mme\.?|mlle\.?|m(?=\s)|mrs\.?|ms\.?|dr\.?|pr\.?|monsieur|madame|mademoiselle)\s+", re.IGNORECASE
)
_NOTE = re.compile(r"\s*[(\[].*?[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class SplitName:
    family_name: str
    given_name: str
    reason: str = ""
    """Why an eye should see it: an English key, "" when capitals or a comma tell the two names apart."""


@lru_cache(maxsize=16384)
def split_name(text: str, family_first: bool = True) -> SplitName:
    """Cut « NOM Prénom » (or « Prénom NOM ») in two.

    Capitals decide wherever they stand: « Jean-Baptiste LE GOFFREC », « de LA TOURNELLE Noémie ». A comma decides:
    « Kerdavid, Solène ». Without them the order of the header does (``family_first``), a particle taking the word
    that follows it, and the cut is marked as a guess when there are more than two words.
    """
    text = _TITLES.sub("", text.strip())
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        if family and given:
            return SplitName(family, given)
        text = family or given
    pieces = text.split()
    if len(pieces) < 2:
        return SplitName(text, "", GIVEN_MISSING if text else "")
    capitals = [_is_capital(piece) for piece in pieces]
    if any(capitals) and not all(capitals):
        cut = _cut_by_capitals(pieces, capitals)
        if cut is not None:
            return cut
    return _cut_by_order(pieces, family_first)


def _cut_by_capitals(pieces: list[str], capitals: list[bool]) -> SplitName | None:
    """The run of words in capitals, with the particles that touch it, is the family name."""
    first = capitals.index(True)
    last = len(capitals) - 1 - capitals[::-1].index(True)
    # An initial (« J. DUPONT », « DUPONT J ») is not a family name when there is another word in capitals.
    full = [at for at, capital in enumerate(capitals) if capital and len(pieces[at].rstrip(".")) > 1]
    if full:
        first, last = full[0], full[-1]
    while first > 0 and _is_particle(pieces[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and all(map(_is_particle, pieces[first : last + 1])):
        last += 1  # nothing but particles so far (« LE Goffrec »): the name itself follows
    family, given = pieces[first : last + 1], pieces[:first] + pieces[last + 1 :]
    if not given:
        return None
    sure = (first == 0 or last == len(pieces) - 1) and all(
        capitals[at] or _is_particle(pieces[at]) for at in range(first, last + 1)
    )
    return SplitName(" ".join(family), " ".join(given), "" if sure else NAME_UNSURE)


def _cut_by_order(pieces: list[str], family_first: bool) -> SplitName:
    inner = next((at for at in range(1, len(pieces) - 1) if _is_particle(pieces[at])), None)
    if family_first and inner is not None and not _is_particle(pieces[0]):
        # No given name begins with a particle: « Noémie de La Tournelle » under « Nom et prénom ».
        return SplitName(" ".join(pieces[inner:]), " ".join(pieces[:inner]), NAME_UNSURE)
    if family_first:
        cut = 1
        while cut < len(pieces) - 1 and _is_particle(pieces[cut - 1]):
            cut += 1
        family, given = pieces[:cut], pieces[cut:]
    else:
        cut = inner or 1
        if len(pieces) > 2 and not _is_particle(pieces[cut]):
            cut = len(pieces) - 1
        family, given = pieces[cut:], pieces[:cut]
    plain = len(pieces) == 2 or (len(given) == 1 and all(_is_particle(piece) for piece in family[:-1]))
    return SplitName(" ".join(family), " ".join(given), "" if plain else NAME_UNSURE)


def _is_capital(piece: str) -> bool:
    letters = [sign for sign in piece if sign.isalpha()]
    return (
        bool(letters)
        and all(sign.isupper() or sign in "ßʼ" for sign in letters)
        and (len(letters) > 1 or not piece.endswith("."))
    )


def _is_particle(piece: str) -> bool:
    found = words(piece)
    return bool(found) and (all(word in _PARTICLES for word in found)) and piece[-1] not in "'’"


def family_comes_first(cells: Iterable[str], header: str) -> bool:
    """Whether a column of whole names puts the family name first: as most capitals do, else as the header says."""
    first = last = 0
    for cell in islice(cells, 2000):
        pieces = _TITLES.sub("", cell.strip()).split()
        capitals = [_is_capital(piece) for piece in pieces]
        if len(pieces) > 1 and any(capitals) and not all(capitals):
            first += capitals[0] and not capitals[-1]
            last += capitals[-1] and not capitals[0]
    if first != last:
        return first > last
    found = words(header)
    for given, family in (("prenom", "nom"), ("first", "last"), ("given", "family")):
        if given in found and family in found:
            return found.index(family) < found.index(given)
    return "name" not in found


@lru_cache(maxsize=65536)
def name_key(family_name: str, given_name: str) -> str:
    """What two spellings of one name share: its words folded and sorted, so that order, case and accents do not count.

    Spaces, hyphens and apostrophes neither: « LE GOFFREC » and « Legoffrec » are one.
    """
    family, given = "".join(words(family_name)), "".join(words(given_name))
    return f"{family}|{given}" if family <= given else f"{given}|{family}"


def names_alike(family_a: str, given_a: str, family_b: str, given_b: str) -> bool:
    """Whether two names may be one person's when their e-mail address is one: typos, initials, a part missing."""
    if name_key(family_a, given_a) == name_key(family_b, given_b):
        return True
    left, right = (*words(family_a), *words(given_a)), (*words(family_b), *words(given_b))
    if not left or not right:
        return False
    small, large = sorted((set(left), set(right)), key=len)
    if small <= large:
        return True
    if _initials_fit(family_a, given_a, family_b, given_b):
        return True
    return fuzz.token_sort_ratio(" ".join(left), " ".join(right)) >= 82


def names_close(family_a: str, given_a: str, family_b: str, given_b: str) -> bool:
    """Whether two names differ by one slip of the keys or of the ear, and not by what makes two people.

    « Solène » and « Solenne » are close; « Jean » and « Jeanne », « Michel » and « Michèle », « Marine » and
    « Martine » are two people of one office.
    """
    if "".join(words(given_a)) == "".join(words(given_b)):
        return _slip("".join(words(family_a)), "".join(words(family_b)), 5)
    if "".join(words(family_a)) == "".join(words(family_b)):
        return _slip("".join(words(given_a)), "".join(words(given_b)), 7)
    return False


def _slip(left: str, right: str, shortest: int) -> bool:
    if not left or not right or left[0] != right[0]:
        return bool(left and right) and sound(left) == sound(right)
    if sound(left) == sound(right) and left[-1] == right[-1]:
        return True
    return (
        min(len(left), len(right)) >= shortest
        and left[-1] == right[-1]
        and OSA.distance(left, right, score_cutoff=1) <= 1
    )


def _initials_fit(family_a: str, given_a: str, family_b: str, given_b: str) -> bool:
    if "".join(words(family_a)) != "".join(words(family_b)):
        return False
    left, right = words(given_a), words(given_b)
    if not left or not right:
        return True
    short, long = sorted((left, right), key=lambda parts: len("".join(parts)))
    return all(len(part) == 1 for part in short) and "".join(part[0] for part in long).startswith("".join(short))
