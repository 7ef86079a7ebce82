"""A sheet over the window: a flat scrim and a panel, for the palette, the help and questions. Échap closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from ..widgets.layouts import VBox
from ..widgets.painting import paint_box
from .keymap import KeyMap
from .theme import theme

_SCRIM = QColor(0x14, 0x16, 0x1A, 107)  # black at 42 %, the one colour that is the same in both palettes


class Sheet(QWidget):
    """Covers ``window`` while it is open. ``panel`` holds the content; ``closed`` fires once, when it goes.

    The focus stays inside (Tab goes round) and returns where it was. A sheet is a child of the window, so it is never
    lost behind it, on any system.
    """

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int, top: int | None = None, name: str = "") -> None:
        """``width`` and ``top`` of the panel in pixels at 100 %; without ``top`` it is centred."""
        super().__init__(window)
        self._window, self._width, self._top = window, width, top
        self._before = QApplication.focusWidget()
        self._done = False
        self._resting = False
        self.panel = _Panel(self)
        self.panel.setAccessibleName(name)
        self.content = VBox(self.panel, margins=(1, 1, 1, 1))
        self.setAccessibleName(name)
        window.installEventFilter(self)

    def open(self) -> None:
        """Show it over the window, whose keys rest meanwhile."""
        keys = self._window.findChild(KeyMap)
        if keys is not None and not self._resting:
            self._resting = True
            keys.suspend()
            self.closed.connect(keys.resume)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.place()

    def close_sheet(self) -> None:
        """Take it away and give the focus back."""
        if self._done:
            return
        self._done = True
        self._window.removeEventFilter(self)
        self.hide()
        before = self._before
        self.closed.emit()
        if before is not None and _alive(before) and before.isVisible():
            before.setFocus()
        self.deleteLater()

    def place(self) -> None:
        """Put the panel where it belongs, inside the window."""
        px = theme().px
        room = self.rect().adjusted(px(12), px(12), -px(12), -px(12))
        width = min(px(self._width), room.width())
        self.panel.setFixedWidth(width)
        layout = self.panel.layout()
        if layout is not None:
            layout.activate()
        wanted = self.panel.sizeHint().height()
        if self.panel.hasHeightForWidth():
            wanted = self.panel.heightForWidth(width)
        height = min(wanted, room.height())
        top = px(self._top) if self._top is not None else (self.height() - height) // 2
        top = max(px(12), min(top, self.height() - px(12) - height))
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self.place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = [w for w in self.panel.findChildren(QWidget) if _tab_stop(w)]
        if not inside:
            return True
        focus = QApplication.focusWidget()
        at = inside.index(focus) if focus in inside else -1
        step = at + (1 if forward else -1)
        inside[step % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()  # nothing reaches the window below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        # the one shadow of the design system, 0 8 28 at 22 %, drawn as soft steps round the panel
        px, panel = theme().px, QRectF(self.panel.geometry())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(7):
            spread = px(22) * (1 - step / 7) ** 2
            painter.setBrush(QColor(0, 0, 0, 5))
            painter.drawRoundedRect(
                panel.adjusted(-spread, -spread + px(8), spread, spread + px(8)), spread + px(14), spread + px(14)
            )


def show_over(window: QWidget, sheet: Sheet) -> None:
    """Open a sheet over ``window``, whose own keys rest while it is open when it is the program's window."""
    opener = getattr(window, "open_sheet", None)
    if opener is None:
        sheet.open()
    else:
        opener(sheet)


class _Panel(QFrame):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), 14, "surface", "border-strong")


def _tab_stop(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)
