"""Text that always fits its box and is never cut: it shrinks, and goes on a further line when that keeps it larger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fonts import text_width

LEADING = 1.16
"""Distance between lines, in sizes of the type."""

_WORTH_A_LINE = 1.12
"""A further line must make the type this much larger: two lines for a hair's breadth look like a mistake."""

_UNREADABLE = 6.0
"""Points; below it a word is broken anywhere sooner than made smaller still."""

_LONG_WORD = 24
"""Letters; shorter words are never broken."""

_BREAK = re.compile(r"[^\s\-‐/]*[\-‐/]+|[^\s\-‐/]+|\s+")


@dataclass(frozen=True, slots=True)
class SetText:
    """Lines at one ``size`` in points; the box they need is ``height`` points high."""

    size: float
    lines: tuple[str, ...]

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


@lru_cache(maxsize=4096)
def fit_text(text: str, font: str, width: float, height: float, largest: float, *, lines: int = 2) -> SetText:
    """``text`` set as large as ``width`` × ``height`` points allow, at most ``largest`` points and ``lines`` lines.

    Lines break at spaces and after hyphens; inside a word only when the type would otherwise be too small to read.
    Nothing is ever left out: a text of any length shrinks until it fits.
    """
    text = " ".join(text.split())
    if not text:
        return SetText(largest, ())
    best = _set((text,), font, width, height, largest)
    if best.size >= largest:
        return best
    pieces = _pieces(text)
    for count in range(2, lines + 1):
        candidate = _set(_balanced(pieces, font, count), font, width, height, largest)
        if candidate.size > best.size * _WORTH_A_LINE:
            best = candidate
    if best.size < _UNREADABLE and lines > 1 and len(max(pieces, key=len)) > _LONG_WORD:
        broken = _set(_balanced(list(text), font, lines), font, width, height, largest)
        if broken.size > best.size * _WORTH_A_LINE:
            return broken
    return best


def _set(lines: Sequence[str], font: str, width: float, height: float, largest: float) -> SetText:
    widest = max(text_width(line, font) for line in lines)
    size = min(largest, width / widest if widest else largest, height / (LEADING * len(lines)))
    return SetText(size, tuple(lines))


def _pieces(text: str) -> list[str]:
    """What may stand on a line of its own: words with their hyphen, spaces with the word before them."""
    pieces: list[str] = []
    for match in _BREAK.finditer(text):
        if match[0].isspace() and pieces:
            pieces[-1] += " "
        else:
            pieces.append(match[0])
    return pieces


def _balanced(pieces: Sequence[str], font: str, count: int) -> tuple[str, ...]:
    """``pieces`` over at most ``count`` lines, the widest line as narrow as can be (bisection on that width)."""
    widths = [text_width(piece, font) for piece in pieces]
    low, high = max(widths), sum(widths)
    for _ in range(24):
        middle = (low + high) / 2
        if len(_filled(pieces, widths, middle)) <= count:
            high = middle
        else:
            low = middle
    return tuple(line.strip() for line in _filled(pieces, widths, high))


def _filled(pieces: Sequence[str], widths: Sequence[float], limit: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    for piece, width in zip(pieces, widths, strict=True):
        if lines and width <= room:
            lines[-1] += piece
            room -= width
        else:
            lines.append(piece)
            room = limit - width
    return lines
