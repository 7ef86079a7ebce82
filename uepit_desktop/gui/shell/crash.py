"""A bug, met calmly: a report stays on this computer, a sheet says so, nothing is ever sent."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ...crash_report import write_report
from ...language import tr
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size
from .sheet import Sheet

_DETAILS_HEIGHT = 180


class CrashReports(QObject):
    """Takes every exception that nobody caught, on any thread, keeps a report of it and shows it once at a time."""

    _met = Signal(object, str)

    def __init__(self, window: Callable[[], QWidget | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._sheet: CrashSheet | None = None
        self._met.connect(self._on_met, Qt.ConnectionType.QueuedConnection)
        self._hooks: tuple[Any, Any] | None = None

    def install(self) -> None:
        """Take the place of the interpreter's hooks and of Qt's messages until ``remove``."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Give the hooks back."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook = self._hooks
            self._hooks = None
            qInstallMessageHandler(None)

    def report(self, error: BaseException, doing: str = "window") -> None:
        """Keep a report of ``error`` and show it. From any thread."""
        self._met.emit(error, doing)

    @property
    def sheet(self) -> CrashSheet | None:
        """The sheet on the screen."""
        return self._sheet

    def _on_met(self, error: BaseException, doing: str) -> None:
        path: Path | None = None
        with contextlib.suppress(OSError):  # a full disk: the sheet still shows it
            path = write_report(error, doing)
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        window = self._window()
        if window is None or self._sheet is not None:
            return
        self._sheet = CrashSheet(window, error, path)
        self._sheet.closed.connect(self._on_closed)
        self._sheet.open()

    def _on_closed(self) -> None:
        self._sheet = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.exit(130)
            return
        self.report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, f"thread {args.thread.name if args.thread else ''}")


class CrashSheet(Sheet):
    """What happened, what is safe, where the report is; « Copier » and « Continuer »."""

    def __init__(self, window: QWidget, error: BaseException, path: Path | None) -> None:
        super().__init__(window, width=640, name=tr("Something unexpected happened"))
        details = path.read_text("utf-8") if path is not None else f"{type(error).__name__}: {error}"
        self.content.setContentsMargins(24, 20, 24, 20)
        head = HBox(spacing=12)
        head.addWidget(IconLabel("bug", 24, "warning-mark"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(tr("Something unexpected happened"), "title", wrap=True), 1)
        self.content.addLayout(head)
        self.content.addSpacing(8)
        self.content.addWidget(
            Label(
                tr(
                    "What was confirmed on the screen is saved. The last action may not have been done: look before "
                    "doing it again."
                ),
                wrap=True,
            )
        )
        self.content.addSpacing(8)
        where = tr("A report is kept on this computer and is not sent to anyone: {path}", path=path or "—")
        self.content.addWidget(Label(where, "small", color="text-2", wrap=True))
        self.content.addSpacing(12)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("Details"))
        size(self.details, height=_DETAILS_HEIGHT)
        self.content.addWidget(self.details)
        self.content.addSpacing(16)
        row = HBox(spacing=8)
        self.copy_button = Button(tr("Copy the details"), icon="copy")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        self.go_on = Button(tr("Continue"), variant="primary")
        self.go_on.clicked.connect(self.close_sheet)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.go_on)
        self.content.addLayout(row)

    def open(self) -> None:
        super().open()
        self.go_on.setFocus()


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to the terminal; a fatal one is kept before Qt ends the process."""
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    if kind == QtMsgType.QtFatalMsg:
        with contextlib.suppress(OSError):
            write_report(RuntimeError(message), "Qt")
