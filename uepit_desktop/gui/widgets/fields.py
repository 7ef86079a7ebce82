"""Fields: search, text with its error, choice, box to tick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ...language import tr
from ..shell.theme import theme
from .buttons import IconButton
from .icons import IconLabel, paint_icon
from .labels import Label
from .layouts import HBox, VBox, size
from .painting import paint_box, paint_ring, paint_text


class SearchField(QFrame):
    """A field with a magnifying glass and a cross that empties it. The frame shows the ring; ``edit`` has the focus.

    ``large`` is the 72 px scan field of the desk (24 px text, ``icon`` 32, ring of 3 px).
    """

    changed = Signal(str)
    submitted = Signal(str)

    def __init__(
        self,
        placeholder: str,
        *,
        icon: str = "search",
        large: bool = False,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._large = large
        self._invalid = False
        height = 72 if large else 32 if dense else 36
        size(self, height=height)
        row = HBox(self, margins=(20, 0, 12, 0) if large else (10, 0, 4, 0), spacing=16 if large else 8)
        self.icon = IconLabel(icon, 32 if large else 16, "accent" if large else "text-3")
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_text)
        self.edit.returnPressed.connect(lambda: self.submitted.emit(self.edit.text()))
        self.clear_button = IconButton("x", tr("Clear"), size="control" if large else "dense")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Échap does it from the keyboard
        self.clear_button.clicked.connect(self.clear)
        kept = self.clear_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(kept)
        self.clear_button.hide()
        row.addWidget(self.icon)
        row.addWidget(self.edit, 1)
        row.addWidget(self.clear_button)
        self.setFocusProxy(self.edit)
        self.edit.setProperty("ring_around", self)  # the ring goes round the frame
        self.setProperty("ring_radius", 12 if large else 8)
        self.setProperty("ring_width", 3 if large else 2)
        theme().changed.connect(self._set_font)
        self._set_font()

    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Type for the person."""
        self.edit.setText(text)

    def clear(self) -> None:
        """Empty it and keep the focus."""
        self.edit.clear()
        self.edit.setFocus()

    def set_invalid(self, invalid: bool) -> None:
        """Show or hide the 2 px danger edge; the sentence goes below, in the page."""
        self._invalid = invalid
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            idle = event.matches(undo) and not self.edit.isUndoAvailable()
            if idle or (event.matches(redo) and not self.edit.isRedoAvailable()):
                event.ignore()  # nothing typed to take back: the key is the window's
                return True
        escape = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if escape and event.key() == Qt.Key.Key_Escape and self.edit.text():  # type: ignore[attr-defined]
            self.edit.clear()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        edge, width = ("danger-mark", 2) if self._invalid else ("border-strong", 1)
        fill = "surface" if self.isEnabled() else "sunken"
        paint_box(QPainter(self), QRectF(self.rect()), 12 if self._large else 8, fill, edge, width)

    def _on_text(self, text: str) -> None:
        self.clear_button.setVisible(bool(text))
        self.changed.emit(text)

    def _set_font(self) -> None:
        self.edit.setFont(theme().font(24 if self._large else "body"))


class TextField(QWidget):
    """A labelled line of text with its own error sentence below (2 px danger edge, icon, words)."""

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        help_text: str = "",
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._help = help_text
        column = VBox(self, spacing=4)
        caption = Label(label, "small", color="text-2", weight=500)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        caption.setBuddy(self.edit)
        self._note_icon = IconLabel("octagon-alert", 16, "danger-mark")
        self._note = Label(help_text, "caption", color="text-3", wrap=True)
        note = HBox(spacing=6)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        column.addWidget(caption)
        column.addWidget(self.edit)
        column.addLayout(note)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text)
        self.set_error("")

    def text(self) -> str:
        """What is typed, without the spaces around."""
        return self.edit.text().strip()

    def set_error(self, sentence: str) -> None:
        """Show why the value cannot stand; empty to go back to the help line."""
        self.edit.setProperty("invalid", bool(sentence))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        self._note_icon.setVisible(bool(sentence))
        self._note.setText(sentence or self._help)
        self._note.setVisible(bool(sentence or self._help))
        self._note.set_color("danger-fg" if sentence else "text-3")
        self.edit.setAccessibleDescription(sentence or self._help)

    def _on_text(self, text: str) -> None:
        self.set_error("")
        self.changed.emit(text)


class Select(QComboBox):
    """A choice among a few, with the chevron of the design system. ``dense`` inside tables and panels."""

    def __init__(self, name: str, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("dense", dense)
        self.setProperty("ring_radius", 6 if dense else 8)
        self._icon = ""
        view = QListView(self)
        view.setProperty("ring", "none")
        self.setView(view)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(4)

    def set_leading_icon(self, name: str) -> None:
        """An icon before the text (a calendar before a half-day)."""
        self._icon = name
        self.setProperty("leading", bool(name))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + (theme().px(24) if self._icon else 0), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_ComboBoxFrame
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        left = px(10)
        if self._icon:
            paint_icon(painter, left, (self.height() - px(16)) / 2, self._icon, 16, "text-3")
            left += px(24)
        token = "small" if self.property("dense") else "body"
        text = self.currentText() or self.placeholderText()
        color = "text-disabled" if not self.isEnabled() else "text" if self.currentText() else "text-3"
        room = QRectF(left, 0, self.width() - left - px(28), self.height())
        paint_text(painter, room, text, token, color)
        shade = "text-3" if self.isEnabled() else "text-disabled"
        paint_icon(painter, self.width() - px(24), (self.height() - px(16)) / 2, "chevron-down", 16, shade)


class CheckBox(QCheckBox):
    """A 16 px box with a 32 px target; the ring goes round the box."""

    def __init__(self, text: str | QWidget | None = "", *, name: str = "", parent: QWidget | None = None) -> None:
        """Designer gives the parent alone, in the place of the text."""
        if isinstance(text, str):
            super().__init__(text, parent)
        else:
            super().__init__(text)
        self.setProperty("ring", "none")
        if name:
            self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = theme().px
        width = px(24)
        if self.text():
            width += round(QFontMetricsF(theme().font("body")).horizontalAdvance(self.text())) + px(6)
        return QSize(width, px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        box = QRectF(px(4), round((self.height() - px(16)) / 2), px(16), px(16))
        if self.checkState() == Qt.CheckState.Unchecked:
            paint_box(painter, box, 4, "surface" if self.isEnabled() else "sunken", "border-strong")
        else:
            paint_box(painter, box, 4, "accent" if self.isEnabled() else "border-strong")
            sign = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
            paint_icon(painter, box.left() + px(2), box.top() + px(2), sign, 12, "on-accent")
        if self.hasFocus():
            paint_ring(painter, box.adjusted(-px(4), -px(4), px(4), px(4)), 7)
        color = "text" if self.isEnabled() else "text-disabled"
        paint_text(painter, QRectF(px(28), 0, self.width() - px(28), self.height()), self.text(), "body", color)


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a line edit or a choice the 2 px danger edge, or take it away."""
    widget.setProperty("invalid", invalid)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def named_field(name: str, placeholder: str = "", *, dense: bool = False) -> QLineEdit:
    """A bare line edit with its accessible name, for forms inside cards and tables."""
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setPlaceholderText(placeholder)
    edit.setProperty("dense", dense)
    return edit
