"""Tells a scanner's burst of keys from a name typed by hand. Pure: fed keys and times, it says what they were."""

from __future__ import annotations

from dataclasses import dataclass

MAX_GAP_MS = 35.0
"""Keys closer than this come from a scanner: a very fast typist leaves 60 ms, and never six times in a row."""

MIN_KEYS = 6
"""Keys before the end key. A rolled « les » can be as fast as a scanner; a whole word and its Enter cannot."""

END_KEYS = frozenset("\r\n\t")
"""What ends a scan: Enter as scanners are shipped, Tab on some that were set for forms."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A burst that ended. ``text`` is what the scanner typed, control characters removed; ``keys`` is how many
    characters it put into the field that had the focus, for whoever must take them out again."""

    text: str
    keys: int


class ScanDetector:
    """Fed with every key, in order; answers a Scan at the end key of a burst, and None at every other key.

    ``at_ms`` is the time of the key as the system stamped it (``QKeyEvent.timestamp()``), not the time when it was
    handled: a name typed while the window was busy arrives all at once and is still a name.
    """

    def __init__(self, *, max_gap_ms: float = MAX_GAP_MS, min_keys: int = MIN_KEYS) -> None:
        self._max_gap_ms = max_gap_ms
        self._min_keys = min_keys
        self._burst: list[str] = []
        self._last_ms: float | None = None

    @property
    def in_burst(self) -> bool:
        """Whether the last keys look like the beginning of a scan, so that a search can wait for the end."""
        return len(self._burst) >= self._min_keys // 2

    def feed(self, char: str, at_ms: float, *, repeated: bool = False) -> Scan | None:
        """Takes one key: its text (empty for a modifier, which is ignored), its time, whether it repeats by itself.

        Returns the Scan when this key ends one; the key should then not act in the field.
        """
        if not char:
            return None  # Shift and Caps Lock belong to the letters around them
        if repeated:  # a key held down repeats as fast as a scanner types
            self.reset()
            return None
        close = self._last_ms is not None and 0 <= at_ms - self._last_ms < self._max_gap_ms
        self._last_ms = at_ms
        if char in END_KEYS:
            burst = self._burst if close else []
            self._burst = []
            if len(burst) >= self._min_keys:
                return Scan(text="".join(key for key in burst if key.isprintable()), keys=len(burst))
            return None
        if not close:
            self._burst = []
        self._burst.append(char)
        return None

    def reset(self) -> None:
        """Forgets the keys so far: an arrow, Backspace, a shortcut or a click came between."""
        self._burst = []
        self._last_ms = None
