"""The three columns: people, teams, balance and reasons; one at a time when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.layouts import HBox, VBox, size
from ..widgets.segmented import SegmentedControl
from .balance import BalanceCard
from .board import TeamBoard
from .people_list import PeopleCard
from .why_card import WhyCard

_LEFT_W, _RIGHT_W, _GAP = 240, 312, 16
_WIDE_FROM = 860
_WHY_LEAST_H = 240


class Columns(QWidget):
    """``people``, ``board``, ``balance`` and ``why``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = VBox(self, spacing=10)
        self.panes = SegmentedControl(
            tr("Column"),
            [("people", tr("People")), ("teams", tr("Teams")), ("balance", tr("Balance"))],
        )
        self.panes.choose("teams")
        self.panes.chosen.connect(lambda _key: self._arrange())
        column.addWidget(self.panes)
        row = HBox(spacing=0)
        column.addLayout(row, 1)
        self.people = PeopleCard()
        self.people.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        row.addWidget(self.people)
        self._left_gap = QWidget()
        size(self._left_gap, width=_GAP)
        row.addWidget(self._left_gap)
        self.board = TeamBoard()
        row.addWidget(self.board, 1)
        self.balance, self.why = BalanceCard(), WhyCard()
        inside = QWidget()
        inside.setProperty("plain", True)
        right = VBox(inside, spacing=16)
        right.addWidget(self.balance)
        right.addWidget(self.why, 1)
        size(self.why, min_height=_WHY_LEAST_H)
        self.right = QScrollArea()
        self.right.setWidgetResizable(True)
        self.right.setFrameShape(QFrame.Shape.NoFrame)
        self.right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.right.setWidget(inside)
        row.addWidget(self.right)
        theme().changed.connect(self._arrange)
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether one column alone is shown."""
        return self.width() < theme().px(_WIDE_FROM)

    def show_pane(self, key: str) -> None:
        """In a narrow window, bring ``people``, ``teams`` or ``balance`` to the front."""
        self.panes.choose(key)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        px, narrow, pane = theme().px, self.narrow, self.panes.current
        self.panes.setVisible(narrow)
        self._left_gap.setVisible(not narrow)
        self.people.setVisible(not narrow or pane == "people")
        self.board.setVisible(not narrow or pane == "teams")
        self.right.setVisible(not narrow or pane == "balance")
        widest = 16_777_215
        for widget, wide in ((self.people, _LEFT_W), (self.right, _RIGHT_W)):
            widget.setMinimumWidth(0 if narrow else px(wide))
            widget.setMaximumWidth(widest if narrow else px(wide))
        self.board.setViewportMargins(0, 0, 0, 0)
