"""What the desk is fitted with: sounds, printer, lock, keys. Their states in the header, their choices in sheets."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ...language import tr
from ..shell.actions import Action, key_text
from ..shell.page import Page
from .desk import Desk
from .lock import DeskLock
from .lock_sheet import LockSheet
from .print_queue import PrintQueue
from .printer_sheet import PrinterSheet
from .sound import DeskSounds

READY_MS = 1200
"""After how long the desk, then on the screen, loads what plays its sounds."""


class Fittings(QObject):
    """Keeps the states in the header, and what was chosen in the settings of this computer."""

    def __init__(self, page: Page, desk: Desk, lock: DeskLock, queue: PrintQueue) -> None:
        super().__init__(page)
        self._page, self._desk, self._lock, self._queue = page, desk, lock, queue
        self._settings = page.context.settings
        self.sounds = DeskSounds(on=self._settings.sound)
        desk.header.sound_toggled.connect(self._on_sound)
        desk.header.printer_asked.connect(self.choose_printer)
        queue.changed.connect(self._show_printer)
        desk.header.show_sound(possible=self.sounds.possible, on=self.sounds.on)
        QTimer.singleShot(READY_MS, self, self.make_sounds_ready)
        self._show_printer()

    def actions(self) -> list[Action]:
        """What the palette offers of them."""
        writes = not self._page.context.event.read_only
        return [
            Action(tr("Printer of badges"), self.choose_printer, "printer", words="imprimante", enabled=writes),
            Action(tr("Lock the screen"), self._lock.lock_now, "lock", "Ctrl+L", words="verrouiller cacher noms"),
            Action(tr("Lock of the screen"), self.choose_lock, "clock", words="verrouillage code minutes"),
        ]

    def show_keys(self) -> None:
        """The line of keys at the bottom, in a window or full screen."""
        full = self._page.window().isFullScreen()
        keys = (
            (key_text("Return"), tr("Validate")),
            (key_text("Up Down"), tr("Choose a name")),
            (key_text("Escape"), tr("Clear")),
            ("F2", tr("No badge")),
            ("F3", tr("Register on the spot")),
            ("F4", tr("Group")),
            ("F10", tr("Session")),
            (key_text("Ctrl+Z"), tr("Undo the last one")),
        )
        self._desk.keys.show_keys(keys, ("F11", tr("Leave desk mode") if full else tr("Desk mode")))

    def make_sounds_ready(self) -> None:
        """From now on the desk can be heard, where the computer can play."""
        self.sounds.make_ready()
        self._desk.header.show_sound(possible=self.sounds.possible, on=self.sounds.on)

    def choose_printer(self) -> PrinterSheet:
        """Which printer prints badges, and what becomes of those that wait."""
        return PrinterSheet(self._page.window(), self._settings, self._queue)

    def choose_lock(self) -> None:
        """After how long the screen locks, and with which code it unlocks."""
        LockSheet(self._page.window(), self._settings).lock_asked.connect(self._lock.lock_now)

    def _show_printer(self) -> None:
        chosen, waiting = bool(self._settings.printer), self._queue.waiting
        self._desk.header.show_printer(chosen=chosen, waiting=waiting, trouble=bool(self._queue.trouble))

    def _on_sound(self, on: bool) -> None:
        self.sounds.on = on
        self._settings.sound = on
        self._settings.save()
        self._desk.field.setFocus()
