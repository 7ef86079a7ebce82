"""What is seen while the desk is locked: no name, the verdict of scans, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.sheet import Sheet
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from .lock_code import code_opens
from .pen import Pen, letters, shortened, text_width

SHOWN_MS = 6000
"""How long the verdict of a scan stays."""


class LockScreen(Sheet):
    """Covers the whole window, opaque. ``unlocked`` fires on Enter, or on the right code when there is one."""

    unlocked = Signal()

    def __init__(self, window: QWidget, desk: str, kept: str) -> None:
        """``kept`` is what ``lock_code.kept_code`` gave; "" asks for no code."""
        super().__init__(window, width=560, name=tr("Screen locked"))
        self._kept = kept
        self._released = False
        column = VBox(margins=(32, 28, 32, 28), spacing=12)
        self.content.addLayout(column)
        head = HBox(spacing=14)
        head.addWidget(IconLabel("lock", 24, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Label(tr("Screen locked"), "title"), 1)
        head.addWidget(Label(desk if len(desk) <= 24 else desk[:23] + "…", "small", color="text-2"))
        column.addLayout(head)
        words = tr("No name is shown. Scans are still noted.")
        column.addWidget(Label(words, "lead", color="text-2", wrap=True))
        self.verdict = _Verdict()
        column.addWidget(self.verdict)
        self.code = TextField(tr("Code"), secret=True)
        self.code.edit.returnPressed.connect(self.try_to_unlock)
        column.addWidget(self.code)
        self.code.setVisible(bool(kept))
        row = HBox(spacing=8)
        row.addStretch(1)
        self.unlock = Button(tr("Unlock"), variant="primary", size="reception", shortcut_hint="Return")
        self.unlock.clicked.connect(self.try_to_unlock)
        row.addWidget(self.unlock)
        column.addLayout(row)

    def focus_first(self) -> None:
        """Ready for the code, or for Enter."""
        (self.code.edit if self._kept else self.unlock).setFocus()

    def try_to_unlock(self) -> None:
        """Unlock, unless the code is another one."""
        if self._kept and not code_opens(self.code.edit.text(), self._kept):
            self.code.edit.clear()
            self.code.set_error(tr("This is not the code. The screen stays locked."))
            self.code.edit.setFocus()
            self.place()
            return
        self.unlocked.emit()

    def show_verdict(self, tone: str, icon: str, title: str, aside: str, why: str) -> None:
        """The verdict of a scan, for some seconds."""
        self.verdict.show_words(tone, icon, title, aside, why)

    def release(self) -> None:
        """Take the cover away."""
        self._released = True
        self.close_sheet()

    def close_sheet(self) -> None:
        """Nothing but ``release`` uncovers the desk: not Échap, not a click beside, not another sheet."""
        if self._released:
            super().close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_to_unlock()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("bg"))


class _Verdict(QWidget):
    """A band in the colour of the verdict with its icon and words; an empty place between two scans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = ("", "")
        self.words = ("", "", "")
        """Title, initial and hour, and why: what is on show."""
        size(self, height=104)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(lambda: self.show_words("", "", "", "", ""))

    def show_words(self, tone: str, icon: str, title: str, aside: str, why: str) -> None:
        """Other words; empty ones clear the place."""
        self._look, self.words = (tone, icon), (title, aside, why)
        self.setAccessibleName(". ".join(part for part in self.words if part) or tr("No scan yet"))
        if title:
            self._timer.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px = Pen(painter), theme().px
        (tone, icon), (title, aside, why) = self._look, self.words
        box = QRectF(self.rect())
        if not title:
            pen.frame(box, px(12), "sunken", None)
            font = letters(16)
            words = shortened(tr("Ready to scan"), font, box.width() - px(40))
            pen.middle(box.center().x() - text_width(words, font) / 2, box, words, font, "text-3")
            painter.end()
            return
        ink = f"on-{tone}"
        pen.frame(box, px(12), f"{tone}-solid", None)
        pen.icon(px(20), box.center().y() - px(20), icon, 40, ink)
        x, width = px(76), box.width() - px(96)
        fitting = (s for s in (24, 20, 17) if text_width(title, letters(s, 600)) <= width)
        lines = [(title, letters(next(fitting, 15), 600), 32)]
        lines += [(words, letters(s), s + 8) for words, s in ((aside, 18), (why, 13)) if words]
        y = (box.height() - px(sum(height for *_, height in lines))) / 2
        for words, font, height in lines:
            pen.text(x, y, px(height), shortened(words, font, width), font, ink)
            y += px(height)
        painter.end()
