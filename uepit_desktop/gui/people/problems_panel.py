"""The « À régler » card: every problem of the file, worst first, each opened in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ...language import tr, trn
from ..widgets.labels import Label
from ..widgets.layouts import VBox
from ..widgets.surfaces import Card, EmptyState
from .problem_card import ProblemCard
from .problems import ShownProblem

#: Problems open when the page appears; a person opens the others.
OPEN_AT_FIRST = 4
#: Cards built at once; the others take their place as these are settled.
SHOWN_AT_ONCE = 40


class ProblemsPanel(Card):
    """Keeps what is open and where the focus was from one preview to the next."""

    way_out_taken = Signal(str, str)
    cell_fixed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("To settle"), tr("Correct here, the file stays as it is"), flush=True, parent=parent)
        self._cards: list[ProblemCard] = []
        self._opened: dict[str, bool] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = VBox(inside, spacing=0)
        self._nothing = EmptyState("circle-check", tr("Nothing to settle"), tr("Every line reads well."))
        self._column.addWidget(self._nothing)
        self._more = Label("", "small", color="text-3", wrap=True)
        self._more.setContentsMargins(16, 12, 16, 12)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)

    def show_problems(self, problems: Sequence[ShownProblem]) -> None:
        """Show these, in this order."""
        place, had_focus = self._focused_place()
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for number, problem in enumerate(problems[:SHOWN_AT_ONCE]):
            card = ProblemCard(problem, is_open=self._opened.get(problem.key, number < OPEN_AT_FIRST))
            card.way_out_taken.connect(self.way_out_taken)
            card.cell_fixed.connect(self.cell_fixed)
            card.toggled.connect(self._on_toggled)
            self._column.insertWidget(number, card)
            self._cards.append(card)
        self._nothing.setVisible(not problems)
        left = len(problems) - len(self._cards)
        self._more.setText(trn("{n} more, shown as these are settled", "{n} more, shown as these are settled", left))
        self._more.setVisible(left > 0)
        if had_focus and self._cards:  # the fix just made is gone: go on with what took its place
            self._cards[min(place, len(self._cards) - 1)].focus_first()

    def cards(self) -> Sequence[ProblemCard]:
        """The problems shown, worst first."""
        return self._cards

    def focus_next(self) -> bool:
        """Go to the problem after the one that has the focus, to the first after the last; False without any."""
        if not self._cards:
            return False
        place, had_focus = self._focused_place()
        card = self._cards[(place + 1) % len(self._cards) if had_focus else 0]
        card.focus_first()
        self._scroll.ensureWidgetVisible(card)
        return True

    def focus_field(self, keys: Sequence[str]) -> bool:
        """Go to the first problem whose key is one of ``keys``."""
        card = next((each for each in self._cards if each.problem.key in keys), None)
        if card is not None:
            card.focus_first()
            self._scroll.ensureWidgetVisible(card)
        return card is not None

    def _focused_place(self) -> tuple[int, bool]:
        focus = QApplication.focusWidget()
        for place, card in enumerate(self._cards):
            if focus is not None and card.isAncestorOf(focus):
                return place, True
        return 0, False

    def _on_toggled(self, key: str, is_open: bool) -> None:
        self._opened[key] = is_open
