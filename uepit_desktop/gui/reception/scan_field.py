"""The one field of the desk: 72 px high, ring of 3 px when it has the focus; a badge or a name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import tinted_icon
from .metrics import ROOMY, Metrics
from .pen import Pen

RING = 6
"""Room around the field for the focus ring, in design pixels: a gap of 2 and a stroke of 3, and one to breathe."""


class ScanField(QWidget):
    """Icon, text and cross. ``edited`` carries the text at each change, ``entered`` fires on Enter, ``moved`` carries
    −1, +1 (arrows), −5 or +5 (pages)."""

    edited = Signal(str)
    entered = Signal()
    moved = Signal(int)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = ROOMY
        self._worded = False
        self.edit = QLineEdit(self)
        self.edit.setObjectName("scanEdit")
        self.edit.setProperty("ring", "none")  # painted here, round the whole field
        self.edit.setProperty("bare", True)
        self.edit.setFrame(False)
        self.edit.setMaxLength(200)
        self.edit.setPlaceholderText(tr("Scan a badge or type a name"))
        self.edit.setAccessibleName(tr("Badge or name"))
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_text)
        self.cross = QToolButton(self)
        self.cross.setObjectName("scanCross")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setAccessibleName(tr("Clear"))
        self.cross.setToolTip(tr("Clear"))
        self.cross.clicked.connect(self.edit.clear)
        self.cross.hide()
        self.setFocusProxy(self.edit)
        theme().changed.connect(self._dress)
        self._dress()

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._metrics = metrics
        self._dress()

    def text(self) -> str:
        """What is typed, without the spaces around."""
        return self.edit.text().strip()

    def clear_quietly(self) -> None:
        """Empty the field without starting a search."""
        self.edit.blockSignals(True)
        self.edit.clear()
        self.edit.blockSignals(False)
        if self._worded:
            self._worded = False
            self._dress()
        self.cross.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.ignore()  # Qt would undo letters here; at the desk the key takes back the last arrival
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo):  # no window bound the key
                self.undo_asked.emit()
                return True
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
            key = Qt.Key(event.key())
            if key in steps:
                self.moved.emit(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px = Pen(painter), theme().px
        box = self._box()
        if self.edit.hasFocus():
            pen.frame(box.adjusted(-px(5), -px(5), px(5), px(5)), px(12) + px(5), None, "focus", px(3))
        pen.frame(box, px(12), "surface", "border-strong")
        size = 32 if self._metrics.field > 60 else 24
        pen.icon(box.left() + px(20) + 1, box.center().y() - px(size) / 2, "scan-line", size, "accent")
        painter.end()

    def _box(self) -> QRectF:
        ring = theme().px(RING)
        return QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)

    def _on_text(self, text: str) -> None:
        if bool(text) != self._worded:
            self._worded = bool(text)
            self._dress()
        self.cross.setVisible(bool(text))
        self._place()
        self.edited.emit(text)

    def _dress(self) -> None:
        token = theme()
        weight = 500 if self._worded else 400
        palette = QPalette(self.edit.palette())
        palette.setColor(QPalette.ColorRole.PlaceholderText, token.color("text-3"))
        palette.setColor(QPalette.ColorRole.Text, token.color("text"))
        self.edit.setPalette(palette)
        self.edit.setStyleSheet(
            "QLineEdit#scanEdit{background:transparent;border:none;padding:0;min-height:0;"
            f"font-size:{token.px(self._metrics.field_font)}px;font-weight:{weight}}}"
        )
        self.cross.setIcon(tinted_icon("x", 20, "text"))
        self.cross.setStyleSheet(
            f"QToolButton#scanCross{{background:{token.hex('surface')};border:1px solid {token.hex('border-2')};"
            f"border-radius:{token.px(8)}px;padding:0}}"
            f"QToolButton#scanCross:hover{{background:{token.hex('hover')}}}"
        )
        self._place()
        self.update()

    def _place(self) -> None:
        px, box = theme().px, self._box()
        side = px(44 if self._metrics.field > 60 else 40)
        lead = px(20 + 32 + 16 - 2) if self._metrics.field > 60 else px(20 + 24 + 12)
        left = round(box.left()) + lead
        right = round(box.right()) - (px(20) + side + px(8) if self.edit.text() else px(16))
        self.edit.setGeometry(left, round(box.top()) + px(4), max(10, right - left), round(box.height()) - px(8))
        self.cross.setGeometry(round(box.right()) - px(20) - side, round(box.center().y() - side / 2), side, side)
        self.cross.setIconSize(self.cross.size() * (20 / 44))


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
