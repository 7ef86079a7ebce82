"""The things that one cell lists."""

from __future__ import annotations

import re

from ..language.folding import fold

_BETWEEN = re.compile(r"\s*(?:[,;|\n•/]+|\s&\s|\bet\b)\s*")


def items(cell: str) -> tuple[str, ...]:
    """The things of a list, each once whatever its case and accents, in its order."""
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(cell):
        if piece.strip():
            found.setdefault(fold(piece), piece.strip())
    return tuple(found.values())
