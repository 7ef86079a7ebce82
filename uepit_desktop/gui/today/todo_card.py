"""The « À régler » card of the day: the most urgent first, each with the button that settles it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.count import Count
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.surfaces import Card, EmptyState, Line
from .models import Todo

_MARKS = {
    "danger": ("octagon-alert", "danger-mark"),
    "warning": ("triangle-alert", "warning-mark"),
    "info": ("info", "info-mark"),
}


class TodoCard(Card):
    """↑ ↓ move between the buttons, Enter acts."""

    chosen = Signal(object)
    """The ``Todo`` whose button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("To settle"), tr("The most urgent first"), flush=True, parent=parent)
        self._count = Count()
        if self.header is not None:
            self.header.row.insertWidget(1, self._count)
        self._shown: tuple[Todo, ...] | None = None
        self._buttons: list[Button] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = VBox(inside, spacing=0)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll)
        theme().changed.connect(self._fit)

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Show these, in this order."""
        if self._shown == tuple(todos):
            return
        had_focus = any(button.hasFocus() for button in self._buttons)
        self._shown = tuple(todos)
        self._buttons = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._count.show_count(len(todos))
        self._count.setVisible(bool(todos))
        for todo in todos:
            self._column.addWidget(self._row(todo))
        if not todos:
            self._column.addWidget(
                EmptyState("circle-check", tr("Nothing to settle"), tr("Everything known here agrees."))
            )
        self._fit()
        if had_focus:
            self.focus_first()

    def focus_first(self) -> bool:
        """Put the focus on the most urgent; False when there is nothing to settle."""
        if self._buttons:
            self._buttons[0].setFocus()
        return bool(self._buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), None)
        if step and at is not None:
            self._buttons[(at + step) % len(self._buttons)].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            self._buttons[at].click()
        else:
            super().keyPressEvent(event)

    def _row(self, todo: Todo) -> QWidget:
        row = QWidget()
        column = VBox(row, spacing=0)
        column.addWidget(Line())
        line = HBox(margins=(16, 11, 12, 11), spacing=12)
        icon, color = _MARKS[todo.level]
        line.addWidget(IconLabel(icon, 20, color), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=0)
        words.addWidget(Label(todo.title, "small", weight=500, elide=True))
        words.addWidget(Label(todo.why, "caption", color="text-3", elide=True))
        line.addLayout(words, 1)
        button = Button(todo.verb, size="dense")
        button.setAccessibleName(f"{todo.verb}: {todo.title}. {todo.why}")
        button.clicked.connect(lambda: self.chosen.emit(todo))
        self._buttons.append(button)
        line.addWidget(button)
        column.addLayout(line)
        return row

    def _fit(self) -> None:
        """As high as what it holds, up to five rows: more is scrolled."""
        px = theme().px
        rows = len(self._shown or ())
        self._scroll.setFixedHeight(px(58) * min(rows, 5) if rows else px(150))
