"""One laptop of a history: its file, its clock, and what it must hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from tests.event.histories.oracle import ExpectedClock, Name, Picture, Said, picture
from tests.event.laptops import Watch
from uepit_desktop.event import EventFile


@dataclass
class Laptop:
    """One event file, and what the history knows that it must hold."""

    path: Path
    watch: Watch
    offset: dt.timedelta = dt.timedelta()
    applied: dict[Name, Said] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    waiting: dict[Name, Said] = field(default_factory=dict)
    clock: ExpectedClock = field(default_factory=ExpectedClock)
    snapshot: tuple[Path, dict[Name, Said], dict[str, int], dict[Name, Said], str] | None = None
    _event: EventFile | None = None
    _seen: Picture | None = None

    @property
    def event(self) -> EventFile:
        assert self._event is not None
        return self._event

    @property
    def seen(self) -> Picture:
        """What it must show."""
        if self._seen is None:
            self._seen = picture(self.applied.values(), self.waiting.values())
        return self._seen

    def changed(self) -> None:
        self._seen = None

    def ids(self, table: str) -> list[str]:
        """The ids of the rows that it shows of a table."""
        return sorted(self.seen.rows.get(table, {}))
