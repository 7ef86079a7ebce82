"""The header of the desk: title, half-day, desk, reader, sound and clock; and the line of keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ...language import integer, tr, trn
from ..papers.signing import SESSION
from ..shell.theme import theme
from ..widgets.buttons import Button, focus_by_keyboard_only
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox
from ..widgets.menu_title import add_menu_title
from .metrics import ROOMY, Metrics
from .pen import Pen, keycap_width, letters, text_width

_LONGEST = 24


class DeskHeader(QWidget):
    """``occasion_chosen`` carries the key of a half-day or a session ("" for the half-day of the hour),
    ``session_left`` goes back to the half-day, ``sound_toggled`` and ``side_toggled`` their
    state, ``reader_asked`` asks for the test of the reader, ``camera_asked`` for the camera or its end,
    ``printer_asked`` for the choice of a printer."""

    occasion_chosen = Signal(str)
    session_left = Signal()
    closing_asked = Signal()
    sound_toggled = Signal(bool)
    side_toggled = Signal(bool)
    reader_asked = Signal()
    camera_asked = Signal()
    printer_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = ROOMY
        self._sound_possible = False
        row = HBox(self, margins=(24, 0, 24, 0), spacing=12)
        self._title = Label(tr("Check-in"), "title")
        row.addWidget(self._title)
        row.addSpacing(8)
        self.half_day = Button("", size="head", icon="calendar-days", trailing_icon="chevron-down")
        self.half_day.setAccessibleName(tr("What is signed for"))
        focus_by_keyboard_only(self.half_day)
        self._menu = QMenu(self.half_day)
        self.half_day.clicked.connect(self._open_menu)
        row.addWidget(self.half_day)
        self.leave_session = Button(tr("Half-day"), size="head", icon="undo-2", shortcut_hint="F10")
        self.leave_session.setAccessibleName(tr("Back to the half-day"))
        self.leave_session.setToolTip(tr("Back to the half-day"))
        self.leave_session.clicked.connect(self.session_left)
        focus_by_keyboard_only(self.leave_session)
        self.leave_session.hide()
        row.addWidget(self.leave_session)
        row.addStretch(1)
        self._desk_icon = IconLabel("monitor", 18, "text-2")
        self._desk = Label("", "small", weight=600)
        self._desk.setAccessibleName(tr("This desk"))
        row.addWidget(self._desk_icon)
        row.addSpacing(-4)
        row.addWidget(self._desk)
        row.addSpacing(8)
        self._reader_button = _StateButton("scan-line")
        self._reader_button.clicked.connect(self.reader_asked)
        self._reader_button.setToolTip(tr("Test the reader"))
        row.addWidget(self._reader_button)
        self.camera_button = _StateButton("camera")
        self.camera_button.clicked.connect(self.camera_asked)
        self.camera_button.hide()
        row.addWidget(self.camera_button)
        self.printer_button = _StateButton("printer")
        self.printer_button.setToolTip(tr("Printer of badges"))
        self.printer_button.clicked.connect(self.printer_asked)
        self.printer_button.hide()
        row.addWidget(self.printer_button)
        self._sound_button = _StateButton("volume-2")
        self._sound_button.setCheckable(True)
        self._sound_button.toggled.connect(self._on_sound)
        row.addWidget(self._sound_button)
        self.side_button = _StateButton("users")
        self.side_button.setCheckable(True)
        self.side_button.toggled.connect(self.side_toggled)
        self.side_button.hide()
        row.addWidget(self.side_button)
        row.addSpacing(6)
        self._clock = Label("", 32, weight=600)
        self._clock.setAccessibleName(tr("Time"))
        row.addWidget(self._clock)
        theme().changed.connect(self._fit)

    def show_desk(self, name: str, operator: str = "") -> None:
        """The name of this laptop, and who holds it where someone said so: « Poste 2, Léa »."""
        words = tr("{desk}, {operator}", desk=_short(name), operator=_short(operator)) if operator else _short(name)
        if words == self._desk.text():
            return
        self._desk.setText(words)
        self._desk.setToolTip(tr("{desk}, {operator}", desk=name, operator=operator) if operator else name)
        self._desk.updateGeometry()
        self._fit()

    def show_clock(self, text: str) -> None:
        """The hour, "8 h 52"."""
        if text != self._clock.text():
            self._clock.setText(text)

    def show_reader(self, *, ready: bool) -> None:
        """Whether a scan was read since the desk opened: nothing else proves that a reader is plugged in."""
        words = tr("Reader ready") if ready else tr("Reader not tried yet")
        self._reader_button.show_state("scan-line", words, "success-mark" if ready else "text-3")

    def show_camera(self, *, on: bool) -> None:
        """A camera was found, and looks or not. Until one was found there is nothing to show."""
        self.camera_button.show_state("camera", tr("Camera on") if on else tr("Camera"), "accent" if on else "text-2")
        self.camera_button.setToolTip(tr("Stop the camera") if on else tr("Read with the camera"))
        self.camera_button.show()
        self._fit()

    def show_printer(self, *, chosen: bool, waiting: int, trouble: bool) -> None:
        """What the printer of badges is at; nothing while none is chosen."""
        if trouble and waiting:
            words, color = trn("Printer: {n} badge waits", "Printer: {n} badges wait", waiting), "danger-mark"
        elif waiting:
            words, color = trn("{n} badge being printed", "{n} badges being printed", waiting), "accent"
        else:
            words, color = tr("Printer ready"), "text-2"
        self.printer_button.show_state("printer", words, color)
        self.printer_button.setVisible(chosen or waiting > 0)
        self._fit()

    def show_sound(self, *, possible: bool, on: bool) -> None:
        """The toggle is hidden on a computer that cannot play sounds."""
        self._sound_possible = possible
        self._sound_button.blockSignals(True)
        self._sound_button.setChecked(on)
        self._sound_button.blockSignals(False)
        self._sound_button.show_state("volume-2" if on else "volume-x", tr("Sound on") if on else tr("Sound off"))
        self._fit()

    def show_occasion(self, words: str, choices: Sequence[tuple[str, str, bool]], *, session: bool = False) -> None:
        """``words`` on the button; ``choices`` are (key, words, chosen), the first one the half-day of the hour.

        At a session the button is in full colour, and the way back stands beside it: nobody signs for the wrong thing.
        """
        self.half_day.setText(words)
        self.half_day.setToolTip(words)
        self.half_day.setAccessibleName(tr("Signed for: {what}", what=words))
        self.half_day.set_variant("primary" if session else "secondary")
        self.half_day.set_icon("map-pin" if session else "calendar-days")
        self.half_day.updateGeometry()
        self.leave_session.setVisible(session)
        self._fit()
        self._menu.clear()
        titled = False
        for key, label, chosen in choices:
            if key.startswith(SESSION) and not titled:
                titled = True
                add_menu_title(self._menu, tr("Sessions now and next"))
            action = QAction(label.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(lambda _checked=False, key=key: self.occasion_chosen.emit(key))
            self._menu.addAction(action)
            if not key:
                self._menu.addSeparator()

    def show_closing(self, words: str) -> None:
        """What the menu proposes under the choices: to close the half-day, or to open it again; nothing for ""."""
        if words:
            self._menu.addSeparator()
            self._menu.addAction(words.replace("&", "&&"), self.closing_asked.emit)

    def choose_occasion(self) -> None:
        """Open the choice of what is signed for, on what is chosen now."""
        self._open_menu()
        chosen = next((action for action in self._menu.actions() if action.isChecked()), None)
        if chosen is not None:
            self._menu.setActiveAction(chosen)

    def show_count(self, arrived: int, expected: int) -> None:
        """The figures on the button that brings the side panel in a narrow window."""
        words = tr("{arrived} of {expected}", arrived=integer(arrived), expected=integer(expected))
        self.side_button.show_state("users", words)
        self._fit()

    def set_metrics(self, metrics: Metrics, *, narrow: bool) -> None:
        """The density, and whether the side panel hides behind its button."""
        self._metrics = metrics
        self.side_button.setVisible(narrow)
        if not narrow and self.side_button.isChecked():
            self.side_button.setChecked(False)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        """Words give way to icons, then the title and the desk hide, when the window is narrow."""
        px, m = theme().px, self._metrics
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(m.margin), 0, px(m.margin), 0)
            layout.setSpacing(px(12 if m.clock > 24 else 6))
        self._clock.setFont(theme().font(m.clock, 600))
        self._sound_button.setVisible(self._sound_possible)
        self.half_day.set_size("head" if m.head > 56 else "control")
        self.leave_session.set_size("head" if m.head > 56 else "control")
        for words, desk, title in (
            (True, True, True),
            (False, True, True),
            (False, False, True),
            (False, False, False),
        ):
            for button in (self._reader_button, self.camera_button, self.printer_button, self._sound_button):
                button.set_worded(words)
            self._desk.setVisible(desk)
            self._desk_icon.setVisible(desk)
            self._title.setVisible(title)
            if layout is None or layout.minimumSize().width() <= self.width():
                break

    def _open_menu(self) -> None:
        self._menu.popup(self.half_day.mapToGlobal(self.half_day.rect().bottomLeft()))

    def _on_sound(self, on: bool) -> None:
        self.show_sound(possible=self._sound_possible, on=on)
        self.sound_toggled.emit(on)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


class _StateButton(QToolButton):
    """An icon and quiet words, as the states of the header; words may hide, the accessible name stays."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._color, self._words, self._worded = icon, "text-2", "", True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring_radius", 8)
        theme().changed.connect(self._measure)

    def show_state(self, icon: str, words: str, color: str = "text-2") -> None:
        """Another state."""
        self._icon, self._words, self._color = icon, words, color
        self.setAccessibleName(words)
        self._measure()

    def set_worded(self, worded: bool) -> None:
        """Whether the words are shown beside the icon."""
        self._worded = worded or (self.isCheckable() and self._icon == "users")
        if not self._worded:
            self.setToolTip(self._words)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px = Pen(painter), theme().px
        box = QRectF(self.rect())
        if self.underMouse() or (self.isChecked() and self._icon == "users"):
            pen.frame(box, px(8), "hover", None)
        pen.icon(px(6), box.center().y() - px(9), self._icon, 18, self._color)
        if self._worded:
            pen.middle(px(6 + 18 + 8), box, self._words, letters(13), "text-2")
        painter.end()

    def _measure(self) -> None:
        px = theme().px
        width = px(6 + 18 + 6) + (text_width(self._words, letters(13)) + px(2) if self._worded else 0)
        self.setFixedSize(round(width), px(44))
        self.update()


class KeyLine(QWidget):
    """The keys of the desk, from left to right; what does not fit is left out from the right, except the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[tuple[str, str], ...] = ()
        self._last: tuple[str, str] = ("", "")
        self._margin = ROOMY.margin

    def show_keys(self, keys: Sequence[tuple[str, str]], last: tuple[str, str]) -> None:
        """(cap, words) pairs, and the one at the right end."""
        self._keys, self._last = tuple(keys), last
        self.setAccessibleName(", ".join(f"{cap} : {words}" for cap, words in (*keys, last)))
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._margin = metrics.margin
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px, font = Pen(painter), theme().px, letters(13)
        box = QRectF(self.rect())
        right = box.right() - px(self._margin)
        if self._last[0]:
            right -= self._width(self._last)
            self._paint(pen, right, box, self._last)
        x = float(px(self._margin))
        for pair in self._keys:
            width = keycap_width(pair[0], 12) + px(7) + text_width(pair[1], font)
            if x + width > right - px(16):
                break
            self._paint(pen, x, box, pair)
            x += width + px(22)
        painter.end()

    @staticmethod
    def _width(pair: tuple[str, str]) -> float:
        return keycap_width(pair[0], 12) + theme().px(7) + text_width(pair[1], letters(13))

    @staticmethod
    def _paint(pen: Pen, x: float, box: QRectF, pair: tuple[str, str]) -> None:
        x += pen.keycap(x, box, pair[0], size=12) + theme().px(7)
        pen.middle(x, box, pair[1], letters(13), "text-3")
