"""The lock of the desk: after some minutes without a key or a movement, names leave the screen.

Scans received meanwhile still note arrivals: the queue never stops. The locked screen then shows the verdict and the
first letter of the given name, enough for the person to know that the badge read was theirs, and nothing that tells a
neighbour who they are. The lock covers the whole window, so that the menu and the search are out of reach too; it runs
while the desk is in front.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ...event import UserError
from ...language import hour, tr
from ...reception import CheckInResult, Verdict
from ..shell.page import Page
from ..shell.sheet import Sheet, show_over
from .cards import ICONS, tone_of
from .lock_screen import LockScreen

_CHECK_MS = 5000
_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class DeskLock(QObject):
    """Watches for activity and locks. ``rest`` puts the desk back at rest, before it is covered and again after.

    ``covered`` fires when the names have left the screen.
    """

    covered = Signal()

    def __init__(self, page: Page, rest: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._rest = page, rest
        self._screen: LockScreen | None = None
        self.clock: Callable[[], float] = time.monotonic
        """Seconds; turned by tests."""
        self._last_s = self.clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    @property
    def locked(self) -> bool:
        """Whether names are hidden."""
        return self._screen is not None

    @property
    def screen(self) -> LockScreen | None:
        """The cover, while it is there."""
        return self._screen

    def start(self) -> None:
        """The desk came to the front."""
        self._last_s = self.clock()
        app = QCoreApplication.instance()
        if not self._timer.isActive() and app is not None:
            app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Another page came to the front, or the event closes: nothing is covered any more."""
        app = QCoreApplication.instance()
        if self._timer.isActive() and app is not None:
            app.removeEventFilter(self)
            self._timer.stop()
        self._uncover()

    def check(self) -> None:
        """Lock if nothing has happened for long enough."""
        minutes = self._page.context.settings.lock_minutes
        if minutes and not self.locked and self.clock() - self._last_s >= minutes * 60:
            self.lock_now()

    def lock_now(self) -> None:
        """Hide every name until someone unlocks."""
        if self.locked:
            return
        window = self._page.window()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for sheet in window.findChildren(Sheet):
            sheet.close_sheet()
        self._rest()
        close_toasts = getattr(self._page.context.toasts, "close", None)
        if close_toasts is not None:
            close_toasts()
        context = self._page.context
        self._screen = LockScreen(window, context.event.desk_name, context.settings.lock_code)
        self._screen.unlocked.connect(self._on_unlocked)
        show_over(window, self._screen)
        self._screen.focus_first()
        self.covered.emit()
        context.announce(tr("Screen locked. Scans are still noted."))

    def show_verdict(self, result: CheckInResult) -> None:
        """The verdict of a scan received while locked, without the name."""
        if self._screen is None:
            return
        tone = tone_of(result)
        initial = (result.person.given_name or result.person.name).strip()[:1] if result.person is not None else ""
        aside = " · ".join(part for part in (f"{initial}." if initial else "", hour(result.at)) if part)
        noted = result.verdict in (Verdict.ARRIVED, Verdict.ALREADY_ARRIVED)
        why = "" if noted else tr("{safe} Unlock the screen to go on.", safe=result.safe)
        self._tell(tone, ICONS[tone], result.title, aside, why)

    def show_failure(self, error: UserError) -> None:
        """A scan received while locked could not be written."""
        self._tell("danger", ICONS["danger"], tr("Arrival not recorded"), "", str(error))

    def show_sheet(self) -> None:
        """The code of an attendance sheet was scanned while locked: its names stay hidden."""
        self._tell("warning", ICONS["warning"], tr("Signed sheet"), "", tr("Unlock the screen, then scan it again."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self._last_s = self.clock()
        return False

    def _tell(self, tone: str, icon: str, title: str, aside: str, why: str) -> None:
        if self._screen is not None:
            self._screen.show_verdict(tone, icon, title, aside, why)
            said = ". ".join(part.rstrip(".") for part in (title, why) if part)
            self._page.context.announce(said, assertive=tone != "success")

    def _on_unlocked(self) -> None:
        self._uncover()
        self._last_s = self.clock()
        self._rest()

    def _uncover(self) -> None:
        screen, self._screen = self._screen, None
        if screen is not None:
            screen.release()
