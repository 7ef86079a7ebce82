"""Progress with a way out: shown from 300 ms on, with a count, the time left and « Annuler »."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import integer, tr
from ..shell.tasks import Task
from .buttons import Button
from .chips import Meter
from .labels import Label
from .layouts import HBox, VBox

SHOWN_AFTER_MS = 300


class ProgressCancel(QWidget):
    """The bar of one task. ``follow(task)`` shows it once the task has lasted 300 ms; ``stop()`` hides it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._began_s = time.monotonic()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER_MS)
        self._delay.timeout.connect(self.show)
        column = VBox(self, spacing=4)
        row = HBox(spacing=12)
        self.meter = Meter(height=10)
        self.meter.setAccessibleName(tr("Progress"))
        self.cancel_button = Button(tr("Cancel"), size="dense", icon="x")
        self.cancel_button.clicked.connect(self._on_cancel)
        row.addWidget(self.meter, 1)
        row.addWidget(self.cancel_button)
        self.caption = Label("", "caption", color="text-3")
        column.addLayout(row)
        column.addWidget(self.caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def follow(self, task: Task, *, at_once: bool = False) -> None:
        """Show the progress of ``task``."""
        self._task = task
        self._began_s = time.monotonic()
        self.cancel_button.setVisible(task.cancellable)
        self.cancel_button.setEnabled(True)
        self.set_progress(0, 0)
        task.on_progress.append(self.set_progress)
        if at_once:
            self.show()
        else:
            self._delay.start()

    def set_progress(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps; a total of 0 is not known yet."""
        self.meter.set_value(min(done, total), total)
        if not total:
            self.caption.setText(tr("In progress…"))
            return
        text = tr("{done} of {total}", done=integer(done), total=integer(total))
        left = self._seconds_left(done, total)
        if left is not None:
            text = tr("{progress}, {seconds} s left", progress=text, seconds=left)
        self.caption.setText(text)

    def stop(self) -> None:
        """The task ended, well or not."""
        self._delay.stop()
        self._task = None
        self.hide()

    def _seconds_left(self, done: int, total: int) -> int | None:
        spent = time.monotonic() - self._began_s
        if spent < 1 or done < 1 or done >= total:
            return None
        return max(1, round(spent * (total - done) / done))

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.caption.setText(tr("Stopping, everything is put back…"))
        if self._task is not None:
            self._task.cancel()
        self.cancelled.emit()
