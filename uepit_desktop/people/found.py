"""A person found by a search, and which letters of the name answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..language.folding import fold, sound


@dataclass(frozen=True, slots=True)
class Found:
    """One row of results. Nothing about diet, health or access."""

    id: str
    name: str
    """Given name then family name."""
    given_name: str
    family_name: str
    function: str
    organisation: str
    badge: str
    team: str = ""
    """Code of the person's challenge team, else of their learning team; "" while they are in none."""
    team_kind: str = ""
    """Its TeamKind."""
    close: bool = False
    """Found by a neighbouring spelling or by its sound, not by its letters."""
    matched: tuple[tuple[int, int], ...] = ()
    """(start, end) of the letters of ``name`` that answer the search, in order."""
    status: str = "registered"
    arrival: datetime | None = None
    """For the reception, which knows arrivals, to fill."""


def matched_letters(name: str, tokens: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each folded word of a search stands in ``name``: at the start of its words, across hyphens and apostrophes.

    >>> matched_letters("Hervé L’Hostissier", ("lhos",))
    ((6, 11),)
    """
    letters, places, starts = _folded_letters(name)
    spans = []
    for token in tokens:
        span = _span(letters, places, starts, token)
        if span is not None:
            spans.append(span)
    return _joined(spans)


def _folded_letters(name: str) -> tuple[str, list[int], list[int]]:
    """The folded letters of ``name``, the place of each in ``name``, and the places in them where a word starts."""
    letters: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    inside = False
    for at, sign in enumerate(name):
        folded = [letter for letter in fold(sign) if letter.isalnum()]
        if folded and not inside:
            starts.append(len(letters))
        if folded or not _is_mark(sign):  # a combining accent stays within its word
            inside = bool(folded)
        for letter in folded:
            letters.append(letter)
            places.append(at)
    return "".join(letters), places, starts


def _is_mark(sign: str) -> bool:
    return "\u0300" <= sign <= "\u036f"


def _span(letters: str, places: list[int], starts: list[int], token: str) -> tuple[int, int] | None:
    for start in starts:
        if letters.startswith(token, start):
            return places[start], places[start + len(token) - 1] + 1
    heard = sound(token)
    best: tuple[int, int] | None = None
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(letters)
        for stop in range(start + 1, end + 1):
            if sound(letters[start:stop]) == heard and len(heard) > 1:
                best = places[start], places[stop - 1] + 1
        if best is not None:
            return best
    # One slip of the keys: the word that begins most alike is shown whole.
    from rapidfuzz.distance import OSA

    ranked = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(letters)
        ranked.append((OSA.normalized_similarity(token, letters[start : min(end, start + len(token) + 1)]), start, end))
    if ranked:
        likeness, start, end = max(ranked, key=lambda item: (item[0], -item[1]))
        if likeness >= 0.6:
            stop = min(end, start + len(token))
            return places[start], places[stop - 1] + 1
    return None


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
