"""What the desk shows, as values: the card of a verdict, the rows of a search, the last passages. No Qt, no rule.

``cards.py`` makes these values from what ``reception`` answered; the widgets of this room paint them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...language import trn


@dataclass(frozen=True, slots=True)
class Tile:
    """One square under the name: a caption with its icon, one big value, one line of note.

    ``tone`` is "" (quiet), "danger", or the token of an activity kind such as ``k-defis``. ``note_key`` is a key cap
    drawn after the note ("F9").
    """

    icon: str
    label: str
    value: str
    note: str = ""
    note_key: str = ""
    tone: str = ""
    sentence: bool = False
    """Whether ``value`` is a sentence, set on several lines."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the two that explain a double arrival: hour, desk, what became of it."""

    icon: str
    tone: str
    hour: str
    desk: str
    words: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A small fact on one line under the passages; ``code`` is drawn as a chip in the colour of ``tone``."""

    words: str
    icon: str = ""
    code: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A button of the card. ``name`` is what the page does (``undo``, ``reprint``…), ``key`` the cap it shows."""

    name: str
    words: str
    key: str = ""
    icon: str = ""
    primary: bool = False
    trailing: bool = False
    """Stands at the right end of the row."""


@dataclass(frozen=True, slots=True)
class Card:
    """The big card: everything that a verdict shows. ``tone`` is ``success``, ``warning``, ``danger`` or ``info``."""

    tone: str
    icon: str
    words: str
    aside: str
    name: str
    line: str = ""
    tiles: tuple[Tile, ...] = ()
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    deeds: tuple[Deed, ...] = ()
    hint: str = ""
    spoken: str = ""
    """The whole card as sentences, for a screen reader."""
    person_id: str = ""
    check_in_id: str = ""
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One person found: ``matched`` are the (start, end) spans of ``name`` that answer the text typed."""

    person_id: str
    name: str
    line: str
    matched: tuple[tuple[int, int], ...] = ()
    close: bool = False
    code: str = ""
    code_tone: str = "k-defis"
    state: str = "waiting"
    """``waiting``, ``arrived`` or ``cancelled``."""
    state_words: str = ""
    deed: str = ""
    """Words of the button of the selected row; "" for none."""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class LastPassage:
    """A line of « Derniers passages ». ``tone``: ``success``, ``warning`` or ``danger``; ``fresh`` for the newest."""

    hour: str
    name: str
    line: str
    tone: str = "success"
    order: float = 0.0
    """Seconds since the epoch: newest first."""
    fresh: bool = False
    person_id: str = ""
    check_in_id: str = ""

    def freshened(self, fresh: bool) -> LastPassage:
        """The same line, as the newest one or not."""
        return self if fresh == self.fresh else replace(self, fresh=fresh)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What another desk brought, and how fresh that is: « Accueil B », 41, « il y a 12 min »."""

    name: str
    arrived: int
    heard: str
    late: bool = False

    @property
    def sentence(self) -> str:
        """As a screen reader says it."""
        return trn("{desk}: {n} arrival, {known}", "{desk}: {n} arrivals, {known}", self.arrived, desk=self.name,
                   known=self.heard)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of the half-day, as this laptop knows them."""

    arrived: int = 0
    expected: int = 0
    here: int = 0
    elsewhere: int = 0
    pending: int = 0
    known: str = ""
    """« Connues de ce poste à 9 h 12 »."""
    desks: tuple[DeskLine, ...] = ()
    """The other desks, those where most arrived first."""
    seats: int = 0
    """How many a session without a list holds; 0 when nobody said."""
