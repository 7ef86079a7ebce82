"""The card « Pourquoi Inès Cordovan en D3 ? »: reasons with their points, what was checked, the best alternative."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.chips import TeamCode
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox
from ..widgets.surfaces import Card, Line
from .study_views import ReasonView, WhyView


class WhyCard(Card):
    """Says nothing until a person is chosen."""

    keep_asked = Signal(str)
    """person"""
    try_asked = Signal(str, object)
    """person, moves of the alternative"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Why here?"), flush=True, parent=parent)
        assert self.header is not None
        self.header.meta.hide()
        self.header.row.removeWidget(self.header.meta)
        self.view: WhyView | None = None
        self._title = Label("", weight=600, elide=True)
        self.header.title.hide()
        self.header.row.addWidget(self._title, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        self._other = QWidget()
        self._other_row = VBox(self._other, margins=(15, 0, 15, 0))
        self.body.addWidget(self._other)
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, margins=(15, 10, 15, 13), spacing=8)
        self.keep = Button("", size="dense", icon="lock")
        self.attempt = Button("", size="dense")
        row.addWidget(self.keep)
        row.addWidget(self.attempt)
        self.keep.clicked.connect(self._on_keep)
        self.attempt.clicked.connect(self._on_try)
        self.body.addWidget(self._buttons)
        self.show_why(None)

    def show_why(self, view: WhyView | None, rest: str = "") -> None:
        """Show an explanation, or ``rest`` while there is none."""
        self.view = view
        inside = QWidget()
        inside.setProperty("plain", True)
        column = VBox(inside, margins=(15, 0, 15, 8), spacing=0)
        self._buttons.setVisible(view is not None)
        self._show_other(view)
        if view is None:
            self._title.setText(tr("Why here?"))
            column.addWidget(Label(rest or tr("Choose a person to see why they are where they are."),
                                   "small", color="text-2", wrap=True))  # fmt: skip
            said = rest
        else:
            self._title.setText(self._fitting(view))
            said = _spoken(view)
            self._put_reasons(column, view)
            self.keep.setText(view.keep_words)
            self.keep.set_icon("lock-open" if view.kept else "lock")
            self.keep.setVisible(bool(view.keep_words))
            self.attempt.setText(tr("Try {code}", code=view.other_code))
            self.attempt.setVisible(bool(view.other_moves))
        column.addStretch(1)
        self._area.setWidget(inside)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(said)

    def _fitting(self, view: WhyView) -> str:
        """The title, or the shorter one where it has no room: the code of the team must be read."""
        room = max(self.width(), theme().px(280)) - theme().px(32)
        wide = QFontMetricsF(theme().font("body", 600)).horizontalAdvance(view.title)
        return view.title if wide <= room or not view.short_title else view.short_title

    def _show_other(self, view: WhyView | None) -> None:
        """The best alternative, always in sight above its button."""
        while (item := self._other_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._other.setVisible(view is not None and bool(view.other_moves))
        if view is None or not view.other_moves:
            return
        self._other_row.addWidget(Line())
        row = QWidget()
        box = HBox(row, margins=(0, 8, 0, 0), spacing=8)
        box.addWidget(Label(tr("Otherwise"), "small", color="text-2"))
        box.addWidget(TeamCode(view.other_code, view.colour))
        words = Label(view.other_words, "small", color="text-2", wrap=True)
        words.setMinimumWidth(1)
        box.addWidget(words, 1)
        self._other_row.addWidget(row)

    def _put_reasons(self, column: VBox, view: WhyView) -> None:
        for reason in view.reasons:
            column.addWidget(_reason(reason))
        if view.checks:
            _rule(column)
            for words in view.checks:
                column.addWidget(_line("shield-check", "text-3", words, "text-2"))
        if view.refused:
            _rule(column)
            for words in view.refused:
                column.addWidget(_line("info", "info-mark", words, "text-2"))

    def _on_keep(self) -> None:
        if self.view is not None:
            self.keep_asked.emit(self.view.person_id)

    def _on_try(self) -> None:
        if self.view is not None and self.view.other_moves:
            self.try_asked.emit(self.view.person_id, self.view.other_moves)


def _reason(reason: ReasonView) -> QWidget:
    worse = reason.points is not None and reason.points < 0
    mark = "danger-mark" if worse else "success-mark" if reason.points else "text-3"
    row = _line(reason.icon, mark, reason.words, "text")
    if reason.points is not None:
        points = Label(reason.signed, "small", color=mark, weight=600)
        layout = row.layout()
        assert layout is not None
        layout.addWidget(points)
        layout.setAlignment(points, Qt.AlignmentFlag.AlignTop)
    return row


def _line(icon: str, mark: str, words: str, color: str) -> QWidget:
    row = QWidget()
    box = HBox(row, margins=(0, 4, 0, 4), spacing=8)
    box.addWidget(IconLabel(icon, 16, mark), 0, Qt.AlignmentFlag.AlignTop)
    label = Label(words, "small", color=color, wrap=True)
    label.setMinimumWidth(1)  # a word wider than the card does not push the others out
    box.addWidget(label, 1)
    return row


def _rule(column: VBox) -> None:
    line = QWidget()
    box = VBox(line, margins=(0, 8, 0, 8))
    box.addWidget(Line())
    column.addWidget(line)


def _spoken(view: WhyView) -> str:
    said: list[str] = [f"{one.words} {one.signed}".strip() for one in view.reasons]
    said += [*view.checks, *view.refused]
    if view.other_moves:
        said.append(f"{tr('Otherwise')} {view.other_code}, {view.other_words}")
    return _sentences(said)


def _sentences(said: Sequence[str]) -> str:
    return " ".join(one if one.endswith(".") else f"{one}." for one in said)
