"""What a scan says: a badge code of this program, with the site that printed it, or a code of another system.

The QR of a badge holds ``HKBCNGDRLPF/LORVAL``: the badge code, then the site's name in plain capitals, so that any desk
of any site can name where a stray badge comes from without knowing the other site's people. The code alone, typed from
the letters under the QR, is enough to check in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..event.badge_codes import CODE_LENGTH, canonical_badge_code, grouped_badge_code, new_badge_code
from ..language.folding import fold
from .keyboards import rereadings

__all__ = [
    "Reading",
    "badge_payload",
    "canonical_badge_code",
    "grouped_badge_code",
    "new_badge_code",
    "read_scan",
    "site_tag",
]

MAX_SCAN_LENGTH = 512
"""Longer text is not read at all: a QR of someone's health pass is no business of ours."""

_TAG_LENGTH = 26
"""With it a payload fills at most a version 2 QR at level M (38 alphanumeric characters), large on a small badge."""

_SEPARATOR = "/"
_SYMBOLOGY_PREFIX = re.compile(r"[\]$¨)][A-Za-z].")
"""The three characters (``]Q1``) by which some scanners announce the kind of code, on any of the keyboards."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line of text may be.

    ``code`` is a well-formed badge code or None. ``sites`` holds the plain name of the site that printed it, when the
    QR said so: one name, or several when the keyboard leaves a doubt.
    """

    text: str
    code: str | None = None
    sites: tuple[str, ...] = ()

    def aliases(self) -> tuple[str, ...]:
        """The ways to read the text as a code of another system, the text as it came first."""
        if not self.text:
            return ()
        bare = _without_prefix(self.text)
        readings = (self.text, bare, *rereadings(self.text), *(rereadings(bare) if bare != self.text else ()))
        return tuple(dict.fromkeys(reading.strip() for reading in readings if reading.strip()))


def badge_payload(code: str, site: str) -> str:
    """What the QR of a badge holds: its code and the site's name in QR alphanumeric characters."""
    tag = site_tag(site)
    return f"{code}{_SEPARATOR}{tag}" if tag else code


def site_tag(site: str) -> str:
    """A site's name in plain capitals, at most 26 characters: ``Saint-Évroult`` → ``SAINT-EVROULT``."""
    return re.sub(r"[^A-Z0-9]+", "-", fold(site).upper())[:_TAG_LENGTH].strip("-")


def read_scan(text: str) -> Reading:
    """Reads one line from a scanner or a hand. Never raises; a line that says nothing has neither code nor aliases."""
    text = text[: MAX_SCAN_LENGTH + 1]
    if not (text.isascii() and text.isprintable()):
        text = "".join(char for char in unicodedata.normalize("NFC", text) if char.isprintable())
    text = text.strip()
    if not text or len(text) > MAX_SCAN_LENGTH:
        return Reading(text="")
    bare = _without_prefix(text)
    code = canonical_badge_code(bare)
    if code is not None or len(bare) <= CODE_LENGTH:
        return Reading(text=text, code=code)
    code = canonical_badge_code(bare[:CODE_LENGTH])
    tail = bare[CODE_LENGTH:]
    if code is not None and not (tail[0].isascii() and tail[0].isalpha()):  # two badges read in one breath are none
        return Reading(text=text, code=code, sites=_sites(tail))
    return Reading(text=text)


def _sites(tail: str) -> tuple[str, ...]:
    """The site named after the code, whatever the keyboard: the separator tells which one it may be."""
    tags = (site_tag(reading[1:]) for reading in rereadings(tail) if reading.startswith(_SEPARATOR))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _without_prefix(text: str) -> str:
    return text[3:] if _SYMBOLOGY_PREFIX.match(text) else text
