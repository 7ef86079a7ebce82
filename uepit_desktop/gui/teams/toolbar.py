"""The line above the teams: which state is in sight, what the proposal does, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...language import integer, percent, tr, trn
from ..shell.theme import theme
from ..widgets.buttons import Button, IconButton
from ..widgets.fields import Select
from ..widgets.layouts import HBox, Switching
from ..widgets.painting import paint_text
from ..widgets.segmented import SegmentedControl
from .computing import Found
from .view import Counts, State


class Toolbar(QWidget):
    """Two groups side by side, one above the other when the window is narrow."""

    state_chosen = Signal(str)
    round_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        both = HBox(self, spacing=4)
        Switching(self, both, 880)
        left, right = QWidget(), QWidget()
        shown = HBox(left, spacing=10)
        self.states = SegmentedControl(
            tr("What is shown"),
            [
                (State.BEFORE.value, tr("Before")),
                (State.PROPOSAL.value, tr("Proposal")),
                (State.DIFFERENCES.value, tr("What differs")),
            ],
        )
        self.states.chosen.connect(self.state_chosen)
        shown.addWidget(self.states)
        self.rounds = Select(tr("Round"))
        self.rounds.activated.connect(lambda at: self.round_chosen.emit(int(self.rounds.itemData(at))))
        self.rounds.hide()
        shown.addWidget(self.rounds)
        self.summary = Summary()
        shown.addWidget(self.summary, 1)
        both.addWidget(left, 1)
        deeds = HBox(right, spacing=8)
        deeds.addStretch(1)
        self.more = IconButton("ellipsis", tr("More actions"), size="control")
        self.locks = Button(icon="lock", name=tr("Locks"))
        self.compute = Button(tr("Recompute"), icon="refresh-cw")
        self.stop = Button(tr("Stop"), icon="square")
        self.apply = Button(tr("Apply"), icon="check", variant="primary")
        for button in (self.more, self.locks, self.compute, self.stop, self.apply):
            deeds.addWidget(button)
        self.stop.hide()
        both.addWidget(right)
        self.show_locks(0)

    def show_locks(self, count: int) -> None:
        """How many people no proposal moves."""
        self.locks.setText(trn("{n} lock", "{n} locks", count))
        self.locks.setAccessibleName(self.locks.text())
        self.locks.updateGeometry()

    def show_rounds(self, rounds: list[int], current: int) -> None:
        """The rounds of learning teams; an empty list hides the choice."""
        self.rounds.clear()
        for number in rounds:
            self.rounds.addItem(tr("Round {n}", n=number), number)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(current)))
        self.rounds.setVisible(bool(rounds))

    def show_counts(self, counts: Counts, *, proposed: bool, of_waiting: int) -> None:
        """What the proposal does; without one, who still has no team."""
        if not proposed:
            self.summary.show_parts(
                [(integer(counts.still), trn("person placed", "people placed", counts.still)),
                 (integer(of_waiting), tr("to place"))]
            )  # fmt: skip
            return
        parts = [(counts.placements, trn("placement", "placements", counts.placements)),
                 (counts.exchanges, trn("exchange", "exchanges", counts.exchanges)),
                 (counts.moves, trn("change of team", "changes of team", counts.moves)),
                 (counts.leaves, trn("person without a team", "people without a team", counts.leaves))]  # fmt: skip
        said = [(integer(count), words) for count, words in parts if count]
        if counts.still:
            said.append((integer(counts.still), trn("person does not move", "people do not move", counts.still)))
        self.summary.show_parts(said)

    def show_computing(self, found: Found | None) -> None:
        """A computation is under way, and what it has found; None when none is."""
        running = found is not None
        self.compute.setVisible(not running)
        self.stop.setVisible(running)
        if found is None:
            return
        if found.cost is None:
            self.summary.show_parts([("", tr("Looking for a first placement…"))])
        else:
            self.summary.show_parts([("", tr("Improving…")), ("", bound_words(found))])


def bound_words(found: Found) -> str:
    """How good a placement is proven to be: "coût 412, à 1,2 % au plus de l'idéal"."""
    cost = integer(found.cost or 0)
    gap = found.gap
    if gap is None:
        return tr("cost {cost}", cost=cost)
    if gap <= 0:
        return tr("cost {cost}, the best possible: this is proven", cost=cost)
    return tr("cost {cost}, {gap} at most above the ideal", cost=cost, gap=percent(gap, 1))


class Summary(QWidget):
    """Figures in bold and their words, on one line, shortened from the right when there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        """All of it."""
        return ", ".join(f"{figure} {words}".strip() for figure, words in self._parts)

    def show_parts(self, parts: list[tuple[str, str]]) -> None:
        """(figure, words) one after the other."""
        self._parts = parts
        self.setAccessibleName(self.text)
        self.setToolTip(self.text if self._wanted() > self.width() else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        x = float(px(8))
        for figure, words in self._parts:
            if x + px(36) > self.width():
                break
            if figure:
                room = QRectF(x, 0, self.width() - x, self.height())
                x += paint_text(painter, room, figure, "small", weight=600) + px(5)
            room = QRectF(x, 0, max(0.0, self.width() - x), self.height())
            x += paint_text(painter, room, words, "small", "text-2") + px(8)

    def _wanted(self) -> float:
        px = theme().px
        strong, plain = QFontMetricsF(theme().font("small", 600)), QFontMetricsF(theme().font("small"))
        return px(8) + sum(
            strong.horizontalAdvance(figure) + plain.horizontalAdvance(words) + px(16) for figure, words in self._parts
        )
