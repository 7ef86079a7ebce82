"""The « À départager » card: every value that laptops wrote differently, side by side, until one is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...language import tr, trn
from ..widgets.buttons import Button
from ..widgets.count import Count
from ..widgets.labels import Label
from ..widgets.layouts import HBox, Switching, VBox
from ..widgets.painting import paint_box
from ..widgets.surfaces import Card, EmptyState, Line
from .models import Disagreement, Version

#: Rows built at once: an import made twice on two laptops may leave thousands.
SHOWN_AT_ONCE = 50


class ConflictCard(Card):
    """↑ ↓ move between disagreements, ← → between their values, Enter keeps."""

    kept = Signal(object, int)
    """The ``Disagreement``, and the place of the value kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("To choose between"), tr("Both values are kept until one is chosen"), flush=True, parent=parent
        )
        self._chip = Count()
        if self.header is not None:
            self.header.row.insertWidget(1, self._chip)
        self._shown: tuple[Disagreement, ...] | None = None
        self._rows: list[_Row] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = VBox(inside, spacing=0)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        self.nothing = EmptyState("inbox", tr("Nothing to choose between"), tr("The desks say the same thing."))
        self.body.addWidget(self.nothing, 1)

    def show_disagreements(self, disagreements: Sequence[Disagreement]) -> None:
        """Show these."""
        if self._shown == tuple(disagreements):
            return
        at = next((place for place, row in enumerate(self._rows) if row.has_focus()), None)
        self._shown = tuple(disagreements)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = [_Row(each) for each in disagreements[:SHOWN_AT_ONCE]]
        for row in self._rows:
            row.kept.connect(self.kept)
            self._column.addWidget(row)
        if len(disagreements) > SHOWN_AT_ONCE:
            left = len(disagreements) - SHOWN_AT_ONCE
            words = trn("{n} more, shown as these are settled", "{n} more, shown as these are settled", left)
            more = Label(words, "small", color="text-3")
            more.setContentsMargins(16, 8, 16, 8)
            self._column.addWidget(more)
        self._column.addStretch(1)
        self._chip.show_count(len(disagreements))
        self._chip.setVisible(bool(disagreements))
        self._scroll.setVisible(bool(disagreements))
        self.nothing.setVisible(not disagreements)
        if at is not None and self._rows:
            self._rows[min(at, len(self._rows) - 1)].focus_proposed()

    def focus_first(self) -> bool:
        """Put the focus on the first value proposed; False when there is nothing to settle."""
        if self._rows:
            self._rows[0].focus_proposed()
        return bool(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((place for place, row in enumerate(self._rows) if row.has_focus()), None)
        key = event.key()
        if at is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self._rows[(at + step) % len(self._rows)]
            row.focus_proposed()
            self._scroll.ensureWidgetVisible(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._rows[at].move(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rows[at].keep_focused()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    """One disagreement: of whom, which field, and its values."""

    kept = Signal(object, int)

    def __init__(self, disagreement: Disagreement) -> None:
        super().__init__()
        self.disagreement = disagreement
        column = VBox(self, spacing=0)
        column.addWidget(Line())
        inside = VBox(margins=(16, 10, 16, 11), spacing=7)
        words = HBox(spacing=8)
        words.addWidget(Label(disagreement.subject, weight=600))
        words.addWidget(Label(disagreement.field, color="text-2", elide=True), 1)
        if any(version.proposed for version in disagreement.versions):
            words.addWidget(Label(tr("the latest is proposed"), "caption", color="text-3"))
        inside.addLayout(words)
        holder = QWidget()
        values = HBox(holder, spacing=10)
        Switching(holder, values, 420)
        self._buttons: list[Button] = []
        for place, version in enumerate(disagreement.versions):
            card = _Value(disagreement, version)
            card.button.clicked.connect(lambda _checked=False, place=place: self.kept.emit(disagreement, place))
            self._buttons.append(card.button)
            values.addWidget(card, 1)
        inside.addWidget(holder)
        column.addLayout(inside)

    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def focus_proposed(self) -> None:
        proposed = (button for button, version in zip(self._buttons, self.disagreement.versions, strict=True)
                    if version.proposed)  # fmt: skip
        next(proposed, self._buttons[0]).setFocus()

    def move(self, step: int) -> None:  # type: ignore[override]
        at = next(place for place, button in enumerate(self._buttons) if button.hasFocus())
        self._buttons[(at + step) % len(self._buttons)].setFocus()

    def keep_focused(self) -> None:
        next(button for button in self._buttons if button.hasFocus()).click()


class _Value(QWidget):
    """One value: what, who and when, and the button that keeps it."""

    def __init__(self, disagreement: Disagreement, version: Version) -> None:
        super().__init__()
        self._proposed = version.proposed
        row = HBox(self, margins=(12, 7, 12, 7), spacing=10)
        words = VBox(spacing=0)
        words.addWidget(Label(version.value, weight=500, elide=True))
        words.addWidget(Label(version.by, "caption", color="text-2" if version.proposed else "text-3", elide=True))
        row.addLayout(words, 1)
        self.button = Button(tr("Keep"), size="dense", variant="primary" if version.proposed else "secondary")
        self.button.setAccessibleName(
            tr("Keep {value} for {subject}, {field}. {by}", value=version.value, subject=disagreement.subject,
               field=disagreement.field, by=version.by)
        )  # fmt: skip
        self.button.setEnabled(not disagreement.hidden)
        row.addWidget(self.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, edge, width = ("accent-soft", "accent", 2) if self._proposed else ("surface", "border-2", 1)
        paint_box(QPainter(self), QRectF(self.rect()), 8, fill, edge, width)
