"""Badges on their way to a printer: one at a time, in a process of their own, tried again until the printer takes them.

Check-ins never wait for any of it: drawing is done beside the writer, the printer is spoken to by another process, and
only the fact that a badge was printed is a (short) write. The queue lasts as long as the window. Badges that still wait
when it closes are forgotten, which loses nothing: a badge is counted only once its printer took it, so that printing
« those never printed » finds the others.
"""

from __future__ import annotations

import sys
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal

from ...event import UserError
from ...language import current, tr
from ..shell.page import Page

AGAIN_AFTER_S = (5, 15, 60)
"""Waiting times after the first, the second and every later refusal of the printer."""

ANSWER_WITHIN_S = 60
"""A printer that has not taken one badge by then is given up for this time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A badge to print. ``only_new`` leaves it when the person has one."""

    person_id: str
    only_new: bool = False


def printer_command(printer: str, pdf: Path) -> list[str]:
    """What prints ``pdf``: program and arguments."""
    module = f"{__package__}.printer_process"
    return [sys.executable, "-m", module, "--language", current(), "--printer", printer, str(pdf)]


def listing_command() -> list[str]:
    """What lists the printers: program and arguments."""
    return [sys.executable, "-m", f"{__package__}.printer_process", "--list"]


class PrintQueue(QObject):
    """``changed`` fires when ``waiting`` or ``trouble`` do."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._jobs: deque[Job] = deque()
        self._busy = False
        self._refusals = 0
        self._process: QProcess | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="uepit-badges-", ignore_cleanup_errors=True)
        self._file = Path(self._folder.name) / "badge.pdf"
        self.command: Callable[[str, Path], list[str]] = printer_command
        self.again_after_s: tuple[float, ...] = AGAIN_AFTER_S
        self.trouble = ""
        """The sentence of the printer's last refusal; "" when it took the last badge."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._advance)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(ANSWER_WITHIN_S * 1000)
        self._patience.timeout.connect(self._give_up)

    @property
    def waiting(self) -> int:
        """Badges that no printer has taken yet."""
        return len(self._jobs)

    def add(self, person_id: str, *, only_new: bool = False) -> None:
        """Print a badge when its turn comes. Someone who waits already is not put twice."""
        if all(job.person_id != person_id for job in self._jobs):
            self._jobs.append(Job(person_id, only_new))
            self.changed.emit()
            self._advance()

    def try_again(self) -> None:
        """Do not wait any longer: someone looked after the printer."""
        self._again.stop()
        self._refusals = 0
        self._advance()

    def forget_all(self) -> None:
        """Leave every badge that waits; the one in the printer's hands too."""
        self._jobs.clear()
        self._refusals, self.trouble = 0, ""
        self._again.stop()
        if self._process is not None:
            self._process.kill()
        self.changed.emit()

    def _advance(self) -> None:
        context = self._page.context
        if self._busy or not self._jobs or self._again.isActive() or context.tasks.closed:
            return
        if not context.settings.printer:
            self.forget_all()
            return
        from ...reception.one_badge import draw_badge_file

        self._busy = True
        job = self._jobs[0]
        self._page.run(
            draw_badge_file,
            context.event,
            self._file,
            job.person_id,
            only_new=job.only_new,
            reads=True,
            then=self._on_drawn,
            failed=self._on_refused,
        )

    def _on_drawn(self, drawn: bool) -> None:
        if not self._jobs:  # forgotten meanwhile
            self._busy = False
        elif not drawn:
            self._finish()
        else:
            program, *arguments = self.command(self._page.context.settings.printer, self._file)
            self._process = QProcess(self)
            self._process.finished.connect(self._on_finished)
            self._process.errorOccurred.connect(self._on_error)
            self._patience.start()
            self._process.start(program, arguments)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # otherwise ``finished`` follows
            self._end_process()
            self._refuse(tr("Printing could not be started."))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip() if process else ""
        patient = self._patience.isActive()
        self._end_process()
        if not self._jobs:
            self._busy = False
        elif code == 0 and status == QProcess.ExitStatus.NormalExit:
            self._note_printed()
        elif code == 1 and status == QProcess.ExitStatus.NormalExit and said:
            self._refuse(said.splitlines()[-1][:200])
        elif not patient:
            self._refuse(tr("The printer does not answer."))
        else:
            self._refuse(tr("The program of the printer stopped."))

    def _note_printed(self) -> None:
        from ...reception.one_badge import note_badge_printed

        if self._page.context.tasks.closed:
            return
        self.trouble, self._refusals = "", 0
        # the badge is out of the printer: whatever becomes of the count, it is not printed again
        job, event = self._jobs[0], self._page.context.event
        self._page.run(note_badge_printed, event, job.person_id, ended=self._finish)

    def _finish(self) -> None:
        if self._jobs:
            self._jobs.popleft()
        self._busy = False
        self.changed.emit()
        self._advance()

    def _on_refused(self, error: UserError) -> None:
        self._refuse(str(error))

    def _refuse(self, sentence: str) -> None:
        """The badge stays first; the next try comes later each time."""
        self.trouble = sentence
        self._busy = False
        wait = self.again_after_s[min(self._refusals, len(self.again_after_s) - 1)]
        self._refusals += 1
        self._again.start(round(wait * 1000))
        self.changed.emit()

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _end_process(self) -> None:
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()

    def close(self) -> None:
        """The window closes: what still waits is forgotten."""
        if self._process is not None:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(1000)
            self._end_process()
        self._jobs.clear()
        self._again.stop()
