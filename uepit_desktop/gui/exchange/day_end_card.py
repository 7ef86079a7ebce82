"""The « Fin de journée » card, and the list of people whom two desks noted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...language import integer, tr
from ..widgets.count import Count
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.surfaces import Card, Line
from .models import DayEndWords, Twice

#: More are counted and not listed: an event has few desks, and few people whom two of them took.
_SHOWN = 8


class DayEndCard(Card):
    """« Tout est échangé », or which desk lacks what, how much and since when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("End of the day"), " ", parent=parent)
        self._shown: DayEndWords | None = None
        row = HBox(spacing=10)
        self._icon = IconLabel("circle-check", 20, "success-mark")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = Label("", weight=600, wrap=True)
        row.addWidget(self.sentence, 1)
        self.body.addLayout(row)
        self._lines = VBox(spacing=6)
        self.body.addLayout(self._lines)

    def show_end(self, words: DayEndWords) -> None:
        """Show how the day ends, as far as it is known here."""
        if words == self._shown:
            return
        self._shown = words
        self._icon.show_icon(*(("circle-check", "success-mark") if words.done else ("triangle-alert", "warning-mark")))
        self.sentence.setText(words.sentence)
        if self.header is not None:
            self.header.meta.setText(words.known)
        _empty(self._lines)
        for desk, missing in words.lines[:_SHOWN]:
            self._lines.addWidget(_Line(desk, missing))
        if len(words.lines) > _SHOWN:
            left = tr("and {n} more", n=integer(len(words.lines) - _SHOWN))
            self._lines.addWidget(Label(left, "caption", color="text-3"))
        said = [words.sentence, *(f"{desk}, {missing}" for desk, missing in words.lines)]
        self.setAccessibleName(f"{tr('End of the day')}. " + ". ".join(said))


class TwiceCard(Card):
    """The people whom two passages noted, both facts side by side; hidden when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Noted twice"), tr("The earliest arrival counts, both are kept"), flush=True, parent=parent)
        self._chip = Count()
        if self.header is not None:
            self.header.row.insertWidget(1, self._chip)
        self._shown: tuple[Twice, ...] | None = None
        self._rows = VBox(spacing=0)
        self.body.addLayout(self._rows)
        self.hide()

    def show_twice(self, people: Sequence[Twice]) -> None:
        """Show these pairs."""
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        _empty(self._rows)
        for one in people[:_SHOWN]:
            row = QWidget()
            column = VBox(row, spacing=0)
            column.addWidget(Line())
            line = HBox(margins=(16, 8, 16, 8), spacing=12)
            line.addWidget(Label(one.name, weight=500, elide=True), 3)
            line.addWidget(IconLabel("circle-check", 16, "success-mark"))
            line.addWidget(Label(one.counted, "small", color="text-2", elide=True), 3)
            line.addWidget(IconLabel("copy", 16, "text-3"))
            line.addWidget(Label(one.other, "small", color="text-3", elide=True), 3)
            column.addLayout(line)
            row.setAccessibleName(
                tr("{name}, counted: {counted}, also noted: {other}", name=one.name, counted=one.counted,
                   other=one.other)
            )  # fmt: skip
            self._rows.addWidget(row)
        if len(people) > _SHOWN:
            left = Label(tr("and {n} more", n=integer(len(people) - _SHOWN)), "caption", color="text-3")
            left.setContentsMargins(16, 6, 16, 8)
            self._rows.addWidget(left)
        self._chip.show_count(len(people))
        self.setVisible(bool(people))


class _Line(QWidget):
    def __init__(self, desk: str, missing: str) -> None:
        super().__init__()
        row = HBox(self, spacing=10)
        row.addWidget(IconLabel("monitor", 16, "text-3"), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=0)
        words.addWidget(Label(desk, "small", weight=500, elide=True))
        words.addWidget(Label(missing, "caption", color="text-2", wrap=True))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{desk}, {missing}")


def _empty(column: VBox) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
