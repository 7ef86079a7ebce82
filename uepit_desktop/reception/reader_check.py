"""What a reader does with a code that is known: which keyboard it types on, what it adds, how it ends. Pure.

A reader sends keys, not letters. ``TEST_CODE`` holds signs that six keyboards place differently, so that what the
computer writes for it names both keyboards. A badge of the event tells less: its letters sit alike on all of them, and
only the « / » and the site's name move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from ..event.badge_codes import CODE_LENGTH, canonical_badge_code
from .codes import read_scan
from .keyboards import CAPS_LOCK, LAYOUTS, typed
from .scanner import END_KEYS, MAX_GAP_MS

TEST_CODE = 'UEPIT/AWMYZQ;0123456789!"'
"""Shown on the screen during the test. No key of it is a dead one on the keyboards known here."""

FEWEST_KEYS = 4
"""Fewer keys than this are a hand on the keyboard, not a reader."""

_SAMPLE = ("HKBCNGDRLPF", "HKBCNGDRLPF/LORVAL")
_AIM = tuple(f"]{kind}{place}" for kind in "QdCz" for place in "0123456")
_LIKELY = ("us", "fr", "be", "uk", "de", "ch-fr")


@dataclass(frozen=True, slots=True)
class Key:
    """One key as the computer received it: what it wrote ("" for nothing), when, whether it is of the numeric pad."""

    text: str
    at_ms: float
    keypad: bool = False


class Trait(StrEnum):
    """One thing to know about a reader; the gravest first."""

    NOTHING = "nothing"
    """No key came at all."""
    BY_HAND = "by_hand"
    SPLIT = "split"
    """One code came in several pieces."""
    NO_END = "no_end"
    """Neither Enter nor Tab after the code."""
    PREFIX = "prefix"
    """Signs before the code that hide it."""
    SUFFIX = "suffix"
    DIGITS_LOST = "digits_lost"
    """Digits sent by the numeric pad while Num Lock is off."""
    STRANGE_KEYBOARD = "strange_keyboard"
    OTHER_CODE = "other_code"
    """A code that is neither the one of the test nor a badge."""
    SLOW = "slow"
    KEYBOARDS = "keyboards"
    """The reader and the computer are set to two keyboards."""
    CAPS_LOCK = "caps_lock"
    KEYPAD = "keypad"
    """Digits sent by the numeric pad, Num Lock being on."""
    AIM = "aim"
    """The three signs by which a reader announces the kind of code."""
    TAB = "tab"


_GRAVITY = {trait: place for place, trait in enumerate(Trait)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. ``traits`` is empty for a reader that needs nothing; ``reads`` says whether its badges are read
    as it is set now. ``scanner`` and ``computer`` are of ``keyboards.LAYOUTS`` or "" when the code told neither;
    ``sure`` is False when other keyboards would have written the same."""

    traits: tuple[Trait, ...]
    reads: bool
    scanner: str = ""
    computer: str = ""
    sure: bool = True
    received: str = ""
    added: str = ""
    """The signs before or after the code."""
    gap_ms: int = 0
    """Usual time between two keys."""
    pieces: int = 1

    @property
    def gravest(self) -> Trait | None:
        """What to say first."""
        return self.traits[0] if self.traits else None


@dataclass(frozen=True, slots=True)
class _Match:
    scanner: str
    computer: str
    caps_lock: str
    before: str = ""
    after: str = ""


def test_code_rows() -> tuple[tuple[bool, ...], ...]:
    """The QR of ``TEST_CODE``, row by row, True where it is dark, without its quiet zone."""
    import segno  # not needed before someone tests a reader

    return tuple(tuple(bool(module) for module in row) for row in segno.make_qr(TEST_CODE, error="m").matrix)


def examine_reader(keys: Sequence[Key], *, site_tag: str = "", computer: str = "") -> Finding:
    """What the keys received tell of the reader, whether it read the code of the test or a badge of this event.

    ``site_tag`` is the site as the badges of the event name it, ``computer`` the keyboard that the system says it has
    ("" when it does not say).
    """
    finding = examine(TEST_CODE, keys, computer=computer)
    if finding.scanner or Trait.NOTHING in finding.traits:
        return finding
    text = finding.received
    code = next(
        (code for start in range(len(text)) if (code := canonical_badge_code(text[start:][:CODE_LENGTH]))), None
    )
    if code is None:
        return finding
    meant = f"{code}/{site_tag}" if site_tag else code
    named = examine(meant, keys, computer=computer)
    if named.scanner:
        return named
    return _bare_badge(code, keys, computer)


def examine(expected: str, keys: Sequence[Key], *, computer: str = "") -> Finding:
    """What the keys received for the ``expected`` code tell of the reader. ``computer`` as for ``examine_reader``."""
    received = "".join(key.text for key in keys if key.text not in END_KEYS and key.text.isprintable())
    if not received:
        return Finding((Trait.NOTHING,), False)
    traits, gap_ms, pieces = _pace(keys)
    lost = any(key.keypad and not key.text for key in keys)
    pad = lost or any(key.keypad and key.text.isdigit() for key in keys)
    meant = "".join(sign for sign in expected if not sign.isdigit()) if lost else expected
    matches = _in_order(list(_matches(meant, received, pad=pad)), computer)
    if lost:
        traits.add(Trait.DIGITS_LOST)
    elif pad:
        traits.add(Trait.KEYPAD)
    if not matches:
        traits.add(_without_match(expected, received, traits))
        if Trait.BY_HAND in traits:
            traits -= {Trait.SLOW, Trait.SPLIT}
        reads = read_scan(received).code is not None and not traits & _STOPS
        return Finding(_ordered(traits), reads, received=received, gap_ms=gap_ms, pieces=pieces)
    best = matches[0]
    traits |= _traits_of(best)
    alike = [m for m in matches if (m.before, m.after) == (best.before, best.after)]
    return Finding(
        _ordered(traits),
        _reads(best) and not traits & _STOPS,
        best.scanner,
        best.computer,
        sure=best.scanner == best.computer or len({(m.scanner, m.computer) for m in alike}) == 1,
        received=received,
        added=best.before or best.after,
        gap_ms=gap_ms,
        pieces=pieces,
    )


_STOPS = {Trait.SPLIT, Trait.NO_END}


def _pace(keys: Sequence[Key]) -> tuple[set[Trait], int, int]:
    """What the times and the end keys tell; the usual gap; in how many pieces the code came."""
    written = [key for key in keys if key.text or key.keypad]
    while written and written[0].text in END_KEYS:
        written.pop(0)
    ends = []
    while written and written[-1].text in END_KEYS:
        ends.append(written.pop())
    traits: set[Trait] = set()
    gaps = [max(0.0, after.at_ms - before.at_ms) for before, after in pairwise(written)]
    usual = median(gaps) if gaps else 0.0
    inner = sum(after.text in END_KEYS and before.text not in END_KEYS for before, after in pairwise(written))
    pauses = 0 if usual >= MAX_GAP_MS else sum(gap >= MAX_GAP_MS for gap in gaps)
    if usual >= MAX_GAP_MS:
        traits.add(Trait.SLOW)
    if inner or pauses:
        traits.add(Trait.SPLIT)
    if not ends:
        traits.add(Trait.NO_END)
    elif all(key.text == "\t" for key in ends):
        traits.add(Trait.TAB)
    return traits, round(usual), 1 + max(inner, pauses)


def _matches(expected: str, received: str, *, pad: bool) -> Iterator[_Match]:
    """Every setting under which ``expected`` would have been written within ``received``."""
    for scanner in LAYOUTS:
        for computer in LAYOUTS:
            for caps_lock in CAPS_LOCK:
                for written in _written(expected, scanner, computer, caps_lock, pad=pad):
                    place = received.find(written)
                    if place >= 0:
                        before, after = received[:place], received[place + len(written) :]
                        yield _Match(scanner, computer, caps_lock, before, after)
                        break


def _written(text: str, scanner: str, computer: str, caps_lock: str, *, pad: bool) -> Iterator[str]:
    """What a computer writes for ``text``; digits of the numeric pad stay digits on every keyboard."""
    try:
        signs = [
            sign if sign == " " or (pad and sign.isdigit()) else typed(sign, scanner, computer, caps_lock=caps_lock)
            for sign in text
        ]
    except ValueError:  # a sign that this reader's keyboard has not
        return
    if "\0" in signs:
        return
    yield "".join(signs)
    if caps_lock == "letters":  # on Linux and macOS « é » becomes « É » too
        yield "".join(sign if sign.isascii() else sign.upper() for sign in signs)


def _in_order(matches: list[_Match], computer: str) -> list[_Match]:
    """The likeliest first: the least added, the computer as the system says, two equal keyboards, the usual ones."""

    def unlikely(match: _Match) -> tuple[int, bool, bool, int, int, int]:
        return (
            len(match.before) + len(match.after),
            bool(computer) and match.computer != computer,
            match.scanner != match.computer,
            CAPS_LOCK.index(match.caps_lock),
            _LIKELY.index(match.scanner),
            (_LIKELY[1:2] + _LIKELY[:1] + _LIKELY[2:]).index(match.computer),
        )

    found = sorted(matches, key=unlikely)
    told = [match for match in found if match.computer == computer]
    if told and unlikely(told[0])[0] == unlikely(found[0])[0]:
        return told
    return found


def _traits_of(match: _Match) -> set[Trait]:
    traits = set()
    if match.scanner != match.computer:
        traits.add(Trait.KEYBOARDS)
    if match.caps_lock != "off":
        traits.add(Trait.CAPS_LOCK)
    if match.before in _announcements(match):
        traits.add(Trait.AIM)
    elif match.before:
        traits.add(Trait.PREFIX)
    if match.after:
        traits.add(Trait.SUFFIX)
    return traits


def _announcements(match: _Match) -> set[str]:
    setting = (match.scanner, match.computer, match.caps_lock)
    return {written for sign in _AIM for written in _written(sign, *setting, pad=False)}


def _reads(match: _Match) -> bool:
    """Whether the desk reads a badge, with and without the site, through this setting and what is added."""
    for sample in _SAMPLE:
        written = next(_written(sample, match.scanner, match.computer, match.caps_lock, pad=False), "")
        if read_scan(match.before + written + match.after).code != _SAMPLE[0]:
            return False
    return True


def _without_match(expected: str, received: str, traits: set[Trait]) -> Trait:
    if expected == TEST_CODE and sum(sign in received.upper() for sign in "UEPIT") == 5 and len(received) >= 20:
        return Trait.STRANGE_KEYBOARD
    return Trait.BY_HAND if Trait.SLOW in traits else Trait.OTHER_CODE


def _bare_badge(code: str, keys: Sequence[Key], computer: str) -> Finding:
    """A badge whose site is not the one of the event: its code tells of the pace, the end and Caps Lock alone."""
    finding = examine(code, keys, computer=computer)
    head, _, tail = finding.received.upper().partition(code)
    traits: set[Trait] = {t for t in finding.traits if t not in (Trait.KEYBOARDS, Trait.OTHER_CODE, Trait.SUFFIX)}
    plain = read_scan(finding.received).code == code
    if tail and not plain:
        traits.add(Trait.SUFFIX)
    reads = plain and not traits & _STOPS
    return Finding(
        _ordered(traits), reads, sure=False, received=finding.received, added=head or ("" if plain else tail),
        gap_ms=finding.gap_ms, pieces=finding.pieces,
    )  # fmt: skip


def _ordered(traits: set[Trait]) -> tuple[Trait, ...]:
    return tuple(sorted(traits, key=_GRAVITY.__getitem__))
