"""Instead of the teams: there is none yet, or the rules cannot all hold together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ...event.model import TeamKind
from ...language import tr
from ...teams.situation import Situation
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.surfaces import Card, EmptyState

if TYPE_CHECKING:
    from .page import TeamsPage


class Resting(QStackedWidget):
    """An empty state with its one action, or the card of a conflict with what would relax it."""

    def __init__(self, page: TeamsPage) -> None:
        super().__init__()
        self._page = page
        self._empty = QWidget()
        column = VBox(self._empty)
        self._card = Card(flush=True)
        column.addWidget(self._card, 1)
        self.nothing: EmptyState | None = None
        self.addWidget(self._empty)
        self._conflict = QScrollArea()
        self._conflict.setWidgetResizable(True)
        self._conflict.setFrameShape(QFrame.Shape.NoFrame)
        self._conflict.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(self._conflict)
        self.remedies: list[Button] = []

    def show_nothing(self, situation: Situation) -> None:
        """No team of this kind yet: one line of fact, one of why, one action."""
        learning = situation.kind is TeamKind.LEARNING
        if self.nothing is not None:
            self.nothing.hide()
            self.nothing.deleteLater()
        if learning:
            fact = tr("No learning team in this round yet")
            why = tr("They mix people of different challenge teams: say how many, then have a proposal computed.")
            self.nothing = EmptyState("sprout", fact, why, action=tr("Prepare learning teams"),
                                      run=self._page.sheets.open_learning)  # fmt: skip
        else:
            fact = tr("No challenge team yet")
            why = tr("One team is made for each admitted challenge. Nobody is placed before a proposal is applied.")
            self.nothing = EmptyState("puzzle", fact, why, action=tr("Prepare the teams from the challenges"),
                                      run=self._page.deeds.prepare)  # fmt: skip
        self._card.body.addWidget(self.nothing, 1)
        self.setCurrentWidget(self._empty)
        if self._page.isVisible():
            self.nothing.button.setFocus()

    def show_conflict(self, sentences: Sequence[str]) -> None:
        """The rules that cannot hold together, in sentences, and what would relax them as buttons."""
        inside = QWidget()
        inside.setProperty("plain", True)
        column = VBox(inside, spacing=16)
        card = Card()
        size(card, max_width=760)
        column.addWidget(card)
        column.addStretch(1)
        card.body.setSpacing(12)
        head = HBox(spacing=12)
        head.addWidget(IconLabel("octagon-alert", 24, "warning-mark"), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=4)
        words.addWidget(Label(tr("These rules cannot all hold together"), 18, weight=600, wrap=True))
        words.addWidget(
            Label(tr("Nothing was changed. One of them has to give way; nobody is left out silently."),
                  color="text-2", wrap=True)
        )  # fmt: skip
        head.addLayout(words, 1)
        card.body.addLayout(head)
        for sentence in sentences:
            row = HBox(spacing=10)
            row.addWidget(IconLabel("minus", 16, "text-3"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(sentence, wrap=True), 1)
            card.body.addLayout(row)
        deeds = QWidget()
        flow = FlowLayout(deeds, margins=(0, 4, 0, 0), spacing=8)
        self.remedies = []
        for text, icon, run in self._page.sheets.remedies():
            button = Button(text, icon=icon)
            button.clicked.connect(run)
            flow.addWidget(button)
            self.remedies.append(button)
        back = Button(tr("Back to the teams"), variant="quiet", icon="undo-2")
        back.clicked.connect(self._on_back)
        flow.addWidget(back)
        self.remedies.append(back)
        card.body.addWidget(deeds)
        self._conflict.setWidget(inside)
        self.setCurrentWidget(self._conflict)
        self.remedies[0].setFocus()

    def _on_back(self) -> None:
        self._page.show_teams()
