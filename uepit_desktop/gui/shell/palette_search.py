"""Finds entries of the palette by the beginnings of their words, without accents and with one typo forgiven. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_FORGIVEN_FROM = 4  # letters: shorter words must be typed right


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: where it leads or what it does, and the words that find it."""

    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = "arrow-right"
    shortcut: str = ""
    words: str = ""
    heading: str = ""
    #: parts of ``title`` to mark, ``(start, end)`` in characters
    spans: list[tuple[int, int]] = field(default_factory=list)


def find(entries: Sequence[Entry], query: str) -> list[tuple[Entry, list[tuple[int, int]]]]:
    """The entries that answer ``query``, best first and otherwise in their order, with the parts of the title to mark.

    Every word of the query must begin a word of the title or of ``words``, in any order; one of four letters or more
    may have one letter wrong, missing, too many or swapped. An empty query keeps all.
    """
    wanted = [piece for piece in folded(query).split() if piece]
    found = []
    for order, entry in enumerate(entries):
        score, spans = _match(entry, wanted)
        if score is not None:
            found.append((score, order, entry, spans))
    found.sort(key=lambda item: item[:2])
    return [(entry, spans) for _, _, entry, spans in found]


def folded(text: str) -> str:
    """Lower case, without accents, one character for one (so that positions stay those of the original)."""
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    if char in "’'-‐–/.,;:!?«»()\u00a0\u202f&":
        return " "
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def _match(entry: Entry, wanted: list[str]) -> tuple[int | None, list[tuple[int, int]]]:
    title, more = _words(entry.title), _words(f"{entry.detail} {entry.words}")
    score, spans = 0, []
    for piece in wanted:
        cost, span = _best(piece, title)
        if cost is None or cost > 1:
            other, _ = _best(piece, more)
            if other is not None and (cost is None or other + 2 < cost):
                cost, span = other + 2, None
        if cost is None:
            return None, []
        score += cost
        if span is not None:
            spans.append(span)
    return score, spans


def _best(piece: str, words: list[tuple[int, str]]) -> tuple[int | None, tuple[int, int] | None]:
    """The cost of the word that ``piece`` begins best (0 whole, 1 beginning, 5 with a typo), and where it is."""
    best: tuple[int | None, tuple[int, int] | None] = (None, None)
    for start, word in words:
        if word.startswith(piece):
            cost = 0 if word == piece else 1
            if best[0] is None or cost < best[0]:
                best = (cost, (start, start + len(piece)))
    if best[0] is None and len(piece) >= _FORGIVEN_FROM:
        from rapidfuzz.distance import OSA

        for start, word in words:
            for length in (len(piece), len(piece) - 1, len(piece) + 1):
                if length <= len(word) and OSA.distance(piece, word[:length], score_cutoff=1) <= 1:
                    return 5, (start, start + length)
    return best


def _words(text: str) -> list[tuple[int, str]]:
    words, start = [], None
    plain = folded(text) + " "
    for place, char in enumerate(plain):
        if char == " ":
            if start is not None:
                words.append((start, plain[start:place]))
            start = None
        elif start is None:
            start = place
    return words
