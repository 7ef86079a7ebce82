"""Search as you type: off the UI thread, one at a time, the newest text only, nothing shown that could be a scan."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ...event import EventFile
from ..shell.page import Page
from .finding import find_rows
from .occasion import Occasion
from .scan_field import ScanField
from .scan_filter import ScanFilter
from .views import Row

SEEN_MS = 400
"""Enter acts on the selected row once the rows could be read; sooner after a letter, it only searches."""


class Searching(QObject):
    """``found`` carries the rows of the text that is in the field now."""

    found = Signal(tuple)

    def __init__(self, page: Page, field: ScanField, scans: ScanFilter, occasion: Callable[[], Occasion]) -> None:
        super().__init__(page)
        self._page, self._field, self._scans, self._occasion = page, field, scans, occasion
        self._event: EventFile = page.context.event
        self._serial = 0
        self._searched = 0
        self._under_way = False
        self._shown = ""
        self._last_letter_s = 0.0

    def typed(self) -> None:
        """A letter came: what was found before is stale, and the new text is searched."""
        self._last_letter_s = time.monotonic()
        self._serial += 1
        self.search()

    def search(self) -> None:
        """Search what is in the field; while one search runs only the newest text waits."""
        text = self._field.text()
        if not text or self._under_way:
            return
        self._under_way = True
        self._searched = self._serial
        self._page.run(
            find_rows,
            self._event,
            text,
            self._occasion(),
            reads=True,
            then=partial(self._on_found, self._serial, text),
            ended=self._on_ended,
        )

    def warm_up(self) -> None:
        """Have the first misspelt name found as fast as the next ones: what forgives slips is made ready beforehand."""
        self._page.run(find_rows, self._event, "zqx", Occasion(), reads=True)

    def forget(self) -> None:
        """The field was emptied: rows that arrive now are dropped."""
        self._serial += 1
        self._shown = ""

    def shows(self, text: str) -> bool:
        """Whether the rows on show answer ``text``."""
        return self._shown == text

    def seen(self) -> bool:
        """Whether the rows have been there long enough to be read since the last letter."""
        return (time.monotonic() - self._last_letter_s) * 1000 >= SEEN_MS

    def mark_seen(self) -> None:
        """A row was chosen on purpose, or Enter was pressed once: the next Enter acts."""
        self._last_letter_s = 0.0

    def _on_ended(self) -> None:
        self._under_way = False
        if self._field.text() and self._searched != self._serial:
            self.search()

    def _on_found(self, serial: int, text: str, rows: tuple[Row, ...]) -> None:
        if serial != self._serial or text != self._field.text():
            return  # stale: another letter came since, or a scan
        wait = self._scans.settle_ms()
        if wait > 0:  # this may be the beginning of a scan: show nothing until it cannot be
            QTimer.singleShot(int(wait) + 1, self, lambda: self._on_found(serial, text, rows))
            return
        self._shown = text
        self.found.emit(rows)
