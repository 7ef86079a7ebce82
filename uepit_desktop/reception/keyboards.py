"""What a scanner meant when it and the computer are set to different keyboards.

A scanner does not send letters: it sends the keys that would type them on *its* keyboard, and the computer reads these
keys on its own. ``rereadings`` undoes that for the keyboards met at a French desk, Caps Lock on or off.
"""

from __future__ import annotations

from functools import lru_cache

# The 47 printing keys, row by row, as (plain, with Shift); "\0" where a key types no single character (dead keys).
_LAYOUTS: dict[str, tuple[str, str]] = {
    "us": (
        "`1234567890-=" "qwertyuiop[]" "asdfghjkl;'\\" "zxcvbnm,./",
        "~!@#$%^&*()_+" "QWERTYUIOP{}" 'ASDFGHJKL:"|' "ZXCVBNM<>?",
    ),
    "fr": (
        "²&é\"'(-è_çà)=" "azertyuiop\0$" "qsdfghjklmù*" "wxcvbn,;:!",
        "\0" "1234567890°+" "AZERTYUIOP\0£" "QSDFGHJKLM%µ" "WXCVBN?./§",
    ),
    "de": (
        "\0" "1234567890ß\0" "qwertzuiopü+" "asdfghjklöä#" "yxcvbnm,.-",
        "°!\"§$%&/()=?\0" "QWERTZUIOPÜ*" "ASDFGHJKLÖÄ'" "YXCVBNM;:_",
    ),
    "ch-fr": (
        "§1234567890'\0" "qwertzuiopè\0" "asdfghjkléà$" "yxcvbnm,.-",
        "°+\"*ç%&/()=?\0" "QWERTZUIOPü!" "ASDFGHJKLöä£" "YXCVBNM;:_",
    ),
    "be": (
        "²&é\"'(§è!çà)-" "azertyuiop\0$" "qsdfghjklmùµ" "wxcvbn,;:=",
        "³" "1234567890°_" "AZERTYUIOP\0*" "QSDFGHJKLM%£" "WXCVBN?./+",
    ),
    "uk": (
        "`1234567890-=" "qwertyuiop[]" "asdfghjkl;'#" "zxcvbnm,./",
        "¬!\"£$%^&*()_+" "QWERTYUIOP{}" "ASDFGHJKL:@~" "ZXCVBNM<>?",
    ),
}  # fmt: skip

# (the scanner's keyboard, the computer's), the likeliest first: scanners leave the factory set to US.
_PAIRS = (
    ("us", "fr"), ("fr", "us"), ("fr", "fr"), ("us", "us"),
    ("us", "ch-fr"), ("us", "de"), ("fr", "ch-fr"), ("fr", "de"),
    ("ch-fr", "fr"), ("de", "fr"), ("de", "us"), ("de", "de"),
    ("us", "be"), ("be", "be"), ("fr", "be"), ("be", "fr"), ("be", "us"), ("uk", "fr"),
)  # fmt: skip

LAYOUTS = tuple(_LAYOUTS)
"""The keyboards known here: American, French, German, Swiss French, Belgian, British."""

CAPS_LOCK = ("off", "letters", "all")
"""Caps Lock swaps Shift on the letters only, or on every key as French Windows does."""


@lru_cache(maxsize=256)
def rereadings(text: str) -> tuple[str, ...]:
    """``text`` first, then what else a scanner may have meant by it, each once, the likeliest first.

    A reading that would need a key without a character is left out.
    """
    found = dict.fromkeys((text,))
    for scanner, computer in _PAIRS:
        for caps_lock in CAPS_LOCK:
            meant = text.translate(_table(scanner, computer, caps_lock))
            if "\0" not in meant:
                found.setdefault(meant)
    found.setdefault(text.swapcase())  # Caps Lock alone
    return tuple(found)


def typed(text: str, scanner: str, computer: str, *, caps_lock: str = "off") -> str:
    """What a scanner set to one keyboard makes a computer set to another write for ``text``: the way forward.

    ``scanner`` and ``computer`` are of ``LAYOUTS``; ``caps_lock`` is ``off``, ``letters`` or
    ``all``. Raises ValueError for a character that the scanner's keyboard has not.
    """
    written = []
    for char in text:
        shift = next((level for level in (0, 1) if char in _LAYOUTS[scanner][level]), None)
        if shift is None or char == "\0":
            raise ValueError(char)
        key = _LAYOUTS[scanner][shift].index(char)
        written.append(_LAYOUTS[computer][_shifted(shift, _LAYOUTS[computer], key, caps_lock)][key])
    return "".join(written)


@lru_cache(maxsize=64)
def _table(scanner: str, computer: str, caps_lock: str) -> dict[int, str]:
    """Character written by the computer → character meant by the scanner; space and control characters stay."""
    table = dict.fromkeys(range(0x21, 0x250), "\0")
    meant, written = _LAYOUTS[scanner], _LAYOUTS[computer]
    for shift in (1, 0):  # a plain key wins over a shifted one that writes the same character
        for key in range(len(meant[0])):
            char = written[_shifted(shift, written, key, caps_lock)][key]
            if char != "\0":
                table[ord(char)] = meant[shift][key]
                if caps_lock == "letters" and not char.isascii():
                    table[ord(char.upper()[0])] = meant[shift][key]  # É on the key of é, on Linux and macOS
    return table


def _shifted(shift: int, layout: tuple[str, str], key: int, caps_lock: str) -> int:
    if caps_lock == "all":
        return 1 - shift
    if caps_lock == "letters":
        plain, capital = layout[0][key], layout[1][key]
        return 1 - shift if plain.isalpha() and capital == plain.upper() else shift
    return shift
