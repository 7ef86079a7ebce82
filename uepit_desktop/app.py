"""Composes the desktop application: the one place that wires the event file, the tasks and the pages."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from . import language
from .gui.shell.dress import dress
from .gui.shell.settings import Settings
from .gui.shell.window import Window
from .gui.widgets.icons import icon_pixmap


def run(event_path: Path | None = None) -> int:
    """Show the window, on ``event_path`` when one is given, until it is closed. Returns the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings = Settings.load()
    if "UEPIT_LANG" not in os.environ:
        language.use(settings.language)
    dress(app)
    app.setWindowIcon(QIcon(icon_pixmap("uepit", 64, "accent")))
    window = Window(settings)
    window.crashes.install()
    try:
        if event_path is None:
            window.show_welcome()
        else:
            window.open_path(event_path)
        window.show()
        _let_ctrl_c_close(window)
        return int(app.exec())
    finally:
        window.crashes.remove()
        window.close()


def _let_ctrl_c_close(window: Window) -> None:
    """Python sees Ctrl-C in the terminal only when it runs: a slow timer lets it."""
    signal.signal(signal.SIGINT, lambda *_: window.close())
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)
    timer.start(500)
