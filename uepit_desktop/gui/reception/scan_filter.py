"""Hears a scanner whatever has the focus: every key of the application passes here before it reaches its widget.

A scanner types like a keyboard, into whatever field has the focus. Keys bound for another widget than the scan field
are held until the next one is late (35 ms): then they were typed by hand and go where they were going, in order. When
an end key closes a burst instead, they were a scan, and the other widget never sees them.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import getCppPointer, isValid

from ...reception.scanner import MAX_GAP_MS, ScanDetector
from ..shell.sheet import Sheet

SETTLE_MS = 20.0
"""How long rows wait for a next key before they are shown. Scanners leave 1 to 15 ms between keys; a slower one makes
rows flash before its verdict, which costs nothing but calm."""

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_FLUSHERS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.InputMethod,
    QEvent.Type.Wheel,
}
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


class ScanFilter(QObject):
    """``scanned`` carries the text of each scan. ``start`` and ``stop`` follow the page to the front and back."""

    scanned = Signal(str)

    def __init__(self, field: QLineEdit, page: QWidget) -> None:
        super().__init__(page)
        self._field, self._page = field, page
        self._detector = ScanDetector()
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._leaked: list[QWidget] = []
        self._last: tuple[QWidget, int, int] | None = None
        self._last_key_ms = -1e9
        self._last_gap_ms = 1e9
        self._last_at = -1e9
        self._replaying = self._on = self._repeating = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setTimerType(Qt.TimerType.PreciseTimer)
        self._late.setInterval(round(MAX_GAP_MS))
        self._late.timeout.connect(lambda: QTimer.singleShot(0, self, self._release_if_late))

    def start(self) -> None:
        """Listen to the whole application."""
        app = QCoreApplication.instance()
        if not self._on and app is not None:
            app.installEventFilter(self)
            self._on = True

    def stop(self) -> None:
        """Let every key go its usual way."""
        app = QCoreApplication.instance()
        if self._on and app is not None:
            self._release()
            app.removeEventFilter(self)
            self._on = False

    def settle_ms(self) -> float:
        """How long to wait before what is in the field can be shown as a name: 0 when the last key stood alone in
        time, otherwise what is left of ``SETTLE_MS``."""
        quiet = _now_ms() - self._last_key_ms
        first = len(self._field.text()) <= 1
        if quiet >= SETTLE_MS or (self._last_gap_ms >= MAX_GAP_MS and not first):
            return 0.0
        return SETTLE_MS - quiet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            if self._replaying or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
                return False
            if self._seen(watched, event):
                return False
            return self._on_key(watched, event)
        if kind in _FLUSHERS and (self._held or self._detector.in_burst):
            self._release()
            self._detector.reset()
        return False

    def _seen(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Whether this is the same key on its way up from a widget that did not want it."""
        address = getCppPointer(event)[0]
        last, self._last = self._last, (watched, address, event.key())
        if last is None or not isValid(last[0]) or last[1:] != (address, event.key()):
            return False
        return watched is not last[0] and watched.isAncestorOf(last[0])

    def _on_key(self, target: QWidget, event: QKeyEvent) -> bool:
        if not self._page.isVisible():
            return False
        key = Qt.Key(event.key())
        if key in _MODIFIERS:
            return False
        text = event.text()
        at = float(event.timestamp()) or _now_ms()
        ends = text in ("\r", "\n", "\t")
        command = event.modifiers() & _COMMANDS == Qt.KeyboardModifier.ControlModifier
        if not ends and (not text or not text.isprintable() or command):
            self._release()
            self._detector.reset()
            return False
        now = _now_ms()
        self._last_gap_ms, self._last_key_ms = now - self._last_key_ms, now
        if at - self._last_at >= MAX_GAP_MS:  # what came before was typed by hand, even if its turn is late
            self._release()
            self._leaked.clear()
        scan = self._detector.feed(text, at, repeated=self._held_down(event, at))
        if scan is not None:
            self._take(scan.text)
            return True
        if ends:
            self._release()
            return False
        if target is self._field:
            return False
        if text == " " and not self._held:
            return False
        self._held.append((target, QKeyEvent(event)))
        self._late.start()
        return True

    def _held_down(self, event: QKeyEvent, at: float) -> bool:
        """Whether a finger stays on the key. X11 also calls a repeat the second letter of « SS » when a scanner types
        it within the millisecond; but a finger's first repeat comes a quarter of a second later, never in a burst."""
        if not event.isAutoRepeat():
            self._repeating = False
        elif at - self._last_at >= MAX_GAP_MS:
            self._repeating = True
        self._last_at = at
        return self._repeating

    def _take(self, text: str) -> None:
        """A scan: nothing of it stays anywhere, and it is told."""
        self._held.clear()
        self._late.stop()
        for target in self._leaked:
            _take_back(target)
        self._leaked.clear()
        if text:
            self.scanned.emit(text)

    def _release_if_late(self) -> None:
        if self._held and _now_ms() - self._last_key_ms >= MAX_GAP_MS - 1:
            self._release()

    def _release(self) -> None:
        """The held keys were typed by hand: they go on their way. Letters typed at no field in particular go to the
        scan field."""
        self._late.stop()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for target, event in held:
                if not isValid(target):
                    continue
                goal = target if self._keeps(target) else self._field
                if goal is self._field and not self._field.hasFocus():
                    self._field.setFocus(Qt.FocusReason.OtherFocusReason)
                    self._field.end(False)
                QApplication.sendEvent(goal, event)
                self._leaked.append(goal)
        finally:
            self._replaying = False

    def _keeps(self, target: QWidget) -> bool:
        """Whether letters typed by hand stay with their widget: it writes, or the desk is behind another window, a
        question or the lock."""
        return self._writes(target) or target.window() is not self._page.window() or in_sheet(target)

    @staticmethod
    def _writes(target: QWidget) -> bool:
        """Whether letters mean something to a widget by themselves."""
        return bool(target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)) or bool(
            target.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup
        )


def in_sheet(target: QWidget) -> bool:
    """Whether a widget belongs to a sheet over the window."""
    widget: QObject | None = target
    while widget is not None and not isinstance(widget, Sheet):
        widget = widget.parent()
    return widget is not None


def _take_back(target: QWidget) -> None:
    """Remove one character that reached a field before the burst was known to be a scan."""
    if not isValid(target):
        return
    if isinstance(target, QLineEdit):
        target.backspace()
    elif isinstance(target, (QTextEdit, QPlainTextEdit)):
        target.textCursor().deletePreviousChar()


def _now_ms() -> float:
    return time.monotonic() * 1000
