"""A short message at the bottom left with « Annuler »: 8 s, longer while the pointer or the focus is on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from ...language import tr
from ..shell.theme import theme
from .icons import paint_icon
from .labels import Label
from .layouts import HBox
from .painting import paint_box, paint_text

LASTS_MS = 8000


class ToastHost(QObject):
    """Shows one toast at a time over ``window``. The change stays undoable by Ctrl+Z after the toast has gone."""

    def __init__(self, window: QWidget, left: Callable[[], int]) -> None:
        """``left`` gives the x of the toast in the window: right of the rail."""
        super().__init__(window)
        self._window, self._left = window, left
        self._toast: Toast | None = None
        window.installEventFilter(self)

    @property
    def text(self) -> str:
        """The message on the screen, empty when there is none."""
        toast = self._alive()
        return toast.message if toast is not None and toast.isVisible() else ""

    def show_message(
        self, text: str, *, icon: str = "check", undo: Callable[[], object] | None = None, meaning: str = ""
    ) -> None:
        """Say ``text`` for 8 s; ``meaning`` (warning, danger…) is told by ``icon`` and words."""
        self.close()
        icon = {"warning": "triangle-alert", "danger": "octagon-alert", "info": "info"}.get(meaning, icon)
        toast = Toast(self._window, text, icon, undo)
        self._toast = toast
        self._place()
        toast.show()
        toast.raise_()

    def close(self) -> None:
        """Take the toast away."""
        toast, self._toast = self._alive(), None
        if toast is not None:
            toast.hide()
            toast.deleteLater()

    def _alive(self) -> Toast | None:
        return self._toast if self._toast is not None and isValid(self._toast) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        toast = self._alive()
        if toast is None:
            return
        px = theme().px
        left = self._left() + px(24)
        toast.setMaximumWidth(max(px(160), self._window.width() - left - px(24)))
        toast.adjustSize()
        toast.move(left, self._window.height() - toast.height() - px(20))


class Toast(QFrame):
    """The message itself. Échap closes it."""

    def __init__(self, window: QWidget, text: str, icon: str, undo: Callable[[], object] | None) -> None:
        super().__init__(window)
        self.message = text
        self._icon_name = icon
        self._undo = undo
        self.setAccessibleName(text)
        row = HBox(self, margins=(42, 8, 8, 8), spacing=12)
        label = Label(text, weight=500, wrap=False, color="surface")
        label.setProperty("color", "surface")
        label.setStyleSheet(f"color: {theme().hex('surface')};")
        limit = theme().px(560)
        if QFontMetricsF(label.font()).horizontalAdvance(text) > limit:
            label.setWordWrap(True)
            label.setFixedWidth(limit)
        label.setMinimumHeight(theme().px(32))
        row.addWidget(label, 1)
        if undo is not None:
            button = _ToastButton(tr("Undo"), "undo-2", self)
            button.clicked.connect(self._on_undo)
            row.addWidget(button)
        else:
            close = _ToastButton("", "x", self)
            close.setAccessibleName(tr("Close"))
            close.setToolTip(tr("Close"))
            close.clicked.connect(self._close)
            row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS_MS)
        self._timer.timeout.connect(self._close)
        self._timer.start()

    @property
    def remaining_ms(self) -> int:
        """Milliseconds before it goes; -1 while it is held by the pointer or the focus."""
        return self._timer.remainingTime()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.resume()
        super().leaveEvent(event)

    def hold(self) -> None:
        """Stay while the focus is inside."""
        self._timer.stop()

    def resume(self) -> None:
        """Count the 8 s again, unless the focus is inside."""
        if not any(b.hasFocus() for b in self.findChildren(QPushButton)):
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), 10, "text")
        paint_icon(painter, px(14), self.height() / 2 - px(9), self._icon_name, 18, "surface")

    def _on_undo(self) -> None:
        undo = self._undo
        self._close()
        if undo is not None:
            undo()

    def _close(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()


class _ToastButton(QPushButton):
    """A button on the reversed ground of the toast."""

    def __init__(self, text: str, icon: str, toast: Toast) -> None:
        super().__init__(text, toast)
        self._toast, self._icon_name = toast, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", 7)
        self.setProperty("ring", "none")

    def sizeHint(self) -> QSize:
        px = theme().px
        if not self.text():
            return QSize(px(32), px(32))
        return QSize(round(QFontMetricsF(theme().font("small", 600)).horizontalAdvance(self.text())) + px(43), px(32))

    def focusInEvent(self, event: object) -> None:
        self._toast.hold()
        super().focusInEvent(event)  # type: ignore[arg-type]

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._toast.resume()

    def keyPressEvent(self, event: object) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        if self.text() or self.hasFocus():
            paint_box(painter, QRectF(self.rect()), 7, None, "surface", 2 if self.hasFocus() else 1)
        x = px(11) if self.text() else (self.width() - px(15)) / 2
        paint_icon(painter, x, self.height() / 2 - px(7.5), self._icon_name, 15, "surface")
        if self.text():
            paint_text(
                painter, QRectF(px(32), 0, self.width(), self.height()), self.text(), "small", "surface", weight=600
            )
