"""Takes down the keys of a reader under test, with their times, before any widget or shortcut sees them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...reception.reader_check import FEWEST_KEYS, Key
from ...reception.scanner import END_KEYS
from .scan_filter import in_sheet

QUIET_MS = 400
"""Without a key for so long the code is over, Enter or not: the slowest readers leave 100 ms between two keys."""

END_MS = 150
"""The same after an end key: a code that comes in pieces goes on at once."""

PATIENCE_MS = 12_000
"""Without any key for so long nothing will come from the reader."""

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


class KeyRecorder(QObject):
    """``heard`` carries the keys of one code; an empty tuple when nothing came for ``PATIENCE_MS``.

    Échap, the function keys and commands go their usual way; so does what is typed in another window, in a sheet over
    the desk, or while ``listening`` says that the test is no longer on show.
    """

    heard = Signal(tuple)

    def __init__(self, page: QWidget, listening: Callable[[], bool]) -> None:
        super().__init__(page)
        self._page, self._listening = page, listening
        self._keys: list[Key] = []
        self._on = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._on_quiet)
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(PATIENCE_MS)
        self.patience.timeout.connect(self._on_nothing)

    def start(self) -> None:
        """Take down what comes from now on."""
        app = QCoreApplication.instance()
        if app is not None and not self._on:
            app.installEventFilter(self)  # the newest filter is asked first: before the one that hears scans
            self._on = True
        self._keys = []
        self.patience.start()

    def stop(self) -> None:
        """Let keys go their usual way again."""
        app = QCoreApplication.instance()
        if app is not None and self._on:
            app.removeEventFilter(self)
        self._on = False
        self._keys = []
        self._quiet.stop()
        self.patience.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        key, held = Qt.Key(event.key()), event.modifiers()
        if not self._for_test(watched) or key == Qt.Key.Key_Escape or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
            return False
        if key in _MODIFIERS:
            return False
        keypad = bool(held & Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if text not in END_KEYS and not text.isprintable():
            return False  # a command
        if text or keypad:
            self._take(Key(text, float(event.timestamp()) or time.monotonic() * 1000, keypad))
        return True

    def _for_test(self, target: QWidget) -> bool:
        return self._listening() and target.window() is self._page.window() and not in_sheet(target)

    def _take(self, key: Key) -> None:
        self.patience.stop()
        self._keys.append(key)
        self._quiet.start(END_MS if key.text in END_KEYS else QUIET_MS)

    def _on_nothing(self) -> None:
        if self._listening():
            self.heard.emit(())

    def _on_quiet(self) -> None:
        keys, self._keys = tuple(self._keys), []
        if len(keys) < FEWEST_KEYS:  # a hand that touched the keyboard
            self.patience.start()
            return
        self.heard.emit(keys)
