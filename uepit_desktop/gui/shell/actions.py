"""What can be done on a screen: the entries of the palette, the keys of the help, and how keys are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...language import current, tr

# a French keyboard gives these without Maj on its row of figures
AZERTY_FIGURES = {"1": "&", "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_"}

_FRENCH_KEYS = {
    "Return": "Entrée",
    "Enter": "Entrée",
    "Esc": "Échap",
    "Escape": "Échap",
    "Shift": "Maj",
    "Del": "Suppr",
    "Backspace": "Ret. arr.",
    "Space": "Espace",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
}
_ENGLISH_KEYS = {"Return": "Enter", "Escape": "Esc", "PgUp": "Page ↑", "PgDown": "Page ↓"}
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do now: shown in the palette under « Agir », run by its key.

    ``shortcut`` is Qt's portable text (``Ctrl+P``, ``F3``, ``E``); a single letter acts only when no text field has
    the focus. ``words`` are more words that find it. ``key_only`` hides it from the palette.
    """

    text: str
    run: Callable[[], object]
    icon: str = "arrow-right"
    shortcut: str = ""
    words: str = ""
    enabled: bool = True
    key_only: bool = False


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A line of the help of a screen: the keys as Qt writes them (several separated by a space), and what they do."""

    keys: str
    text: str


def key_text(keys: str) -> str:
    """Keys as people read them: ``Ctrl+Shift+Z`` → "Ctrl Maj Z", ``Return`` → "Entrée", ``Up Down`` → "↑ ↓"."""
    names = _ARROWS | (_FRENCH_KEYS if current() == "fr" else _ENGLISH_KEYS)
    return " ".join(names.get(part, part) for chord in keys.split() for part in _parts(chord))


def twins(keys: str) -> list[str]:
    """The same keys and their twin on a French keyboard: ``Ctrl+2`` → ``["Ctrl+2", "Ctrl+é"]``."""
    head, _, last = keys.rpartition("+")
    if head and last in AZERTY_FIGURES:
        return [keys, f"{head}+{AZERTY_FIGURES[last].upper()}"]
    return [keys]


def places_heading() -> str:
    """The group of the palette that leads somewhere."""
    return tr("Go to")


def actions_heading() -> str:
    """The group of the palette that does something."""
    return tr("Act")


def _parts(chord: str) -> list[str]:
    return ["Ctrl", "+"] if chord == "Ctrl++" else chord.split("+")
