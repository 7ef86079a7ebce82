"""The badge of one person, now (F7): to the printer chosen, or else as a PDF to open; a reprint asks first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ... import reception
from ...event import EventFile
from ...language import tr, trn
from ..shell.page import Page
from .print_queue import PrintQueue

if TYPE_CHECKING:
    from ...reception import BadgeReport


class BadgePrinting(QObject):
    """Prints the badge of one person, or hands it to the system's viewer. A badge already printed is asked about."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.queue = PrintQueue(page)
        self._asked = ""
        self._name = ""
        self.folder = Path(tempfile.gettempdir())
        self.open_file = QDesktopServices.openUrl

    def start(self, person_id: str, name: str) -> None:
        """Print the badge; when there is one already, say so, and print on the second call for the same person."""
        self._name = name
        again, self._asked = self._asked == person_id, ""
        context = self._page.context
        if context.settings.printer:
            if again:
                self._send(person_id)
            else:
                self._page.run(_prints_of, context.event, person_id, reads=True, then=self._on_counted)
            return
        out = self.folder / f"badge-{person_id}.pdf"
        self._page.run(_print, context.event, out, person_id, again, then=self._on_printed)

    def on_arrival(self, person_id: str) -> None:
        """Someone has just arrived: their first badge is printed when this desk does so."""
        settings = self._page.context.settings
        if settings.print_on_arrival and settings.printer:
            self.queue.add(person_id, only_new=True)

    def forget(self) -> None:
        """The person left: the question does not stay for the next one."""
        self._asked = ""

    def _on_counted(self, answer: tuple[str, int]) -> None:
        person_id, times = answer
        if times:
            self._ask(person_id, times)
        else:
            self._send(person_id)

    def _send(self, person_id: str) -> None:
        self.queue.add(person_id)
        words = tr("Badge of {name} sent to the printer", name=self._name)
        self._page.context.toasts.show_message(words, icon="printer")
        self._page.context.announce(words)

    def _ask(self, person_id: str, times: int) -> None:
        self._asked = person_id
        words = trn(
            "Printed {n} time already. F7 again prints one more.",
            "Printed {n} times already. F7 again prints one more.",
            times,
        )
        self._page.context.toasts.show_message(words, icon="printer", meaning="warning")
        self._page.context.announce(words)

    def _on_printed(self, answer: tuple[BadgeReport, str, int]) -> None:
        report, person_id, times = answer
        toasts = self._page.context.toasts
        if report.done:
            opened = self.open_file(QUrl.fromLocalFile(str(report.path)))
            words = tr("Badge of {name} ready to print", name=self._name)
            if not opened:
                words = tr("Badge saved: {file}", file=str(report.path))
            toasts.show_message(words, icon="printer")
        elif report.would_reprint:
            self._ask(person_id, times)
            return
        else:
            words = report.message
            toasts.show_message(words, icon="printer", meaning="warning")
        self._page.context.announce(words)


def _prints_of(event: EventFile, person_id: str) -> tuple[str, int]:
    with event.read() as db:
        return person_id, reception.prints_of(db, person_id)


def _print(event: EventFile, out: Path, person_id: str, reprint: bool) -> tuple[BadgeReport, str, int]:
    report = reception.badges(event, out, people=[person_id], layout="single", reprint=reprint)
    with event.read() as db:
        return report, person_id, reception.prints_of(db, person_id)
