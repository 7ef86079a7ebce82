"""The « Arrivées » card: the figure, its meter, what is left, and the bars of the half-day or their table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QStackedWidget, QWidget

from ...language import hour, integer, tr, trn
from ..reception.views import DeskLine
from ..shell.theme import theme
from ..widgets.chips import Meter
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.rows import DataTable
from ..widgets.surfaces import Card
from .arrivals_chart import ArrivalsChart
from .bars_table import BarsModel
from .day import Day
from .desks_strip import DesksStrip

_HEIGHT = 252
_DESKS = 28
"""How much higher the card is with the line of desks."""


class ArrivalsCard(Card):
    """Says how fresh its figures are: another desk may know more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Arrivals"), " ", parent=parent)
        self.desks = DesksStrip()
        self._fit()
        theme().changed.connect(self._fit)
        row = HBox(spacing=28)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.desks)
        left = QWidget()
        size(left, width=226)
        column = VBox(left, spacing=0)
        figures = HBox(spacing=10)
        self.figure = Label("0", "figure-64", tabular=False)
        self.expected = Label("", "lead", color="text-2")
        figures.addWidget(self.figure)
        figures.addWidget(self.expected, 0, Qt.AlignmentFlag.AlignBottom)
        figures.addStretch(1)
        self.expected.setContentsMargins(0, 0, 0, 10)
        column.addLayout(figures)
        column.addSpacing(8)
        self.meter = Meter(color="success-mark", height=10)
        column.addWidget(self.meter)
        column.addSpacing(6)
        self._waiting = _Stat("circle", "text-3")
        self._doubles = _Stat("triangle-alert", "warning-mark")
        self._cancelled = _Stat("octagon-x", "danger-mark")
        for stat in (self._waiting, self._doubles, self._cancelled):
            column.addWidget(stat)
        column.addStretch(1)
        row.addWidget(left)
        self._bars = BarsModel(self)
        self.chart = ArrivalsChart()
        self.table = DataTable(tr("Arrivals over time"))
        self.table.setModel(self._bars)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        row.addWidget(self._stack, 1)

    @property
    def shows_table(self) -> bool:
        """Whether the table stands in the place of the bars."""
        return self._stack.currentWidget() is self.table

    def _fit(self) -> None:
        """As high as the bars need, and the line of desks when there is one."""
        px = theme().px
        self.setFixedHeight(px(_HEIGHT) + (px(_DESKS) if self.desks.isVisibleTo(self) else 0))

    def toggle_table(self) -> None:
        """Show the bars as a table, or as bars again."""
        self._stack.setCurrentWidget(self.chart if self.shows_table else self.table)
        if self.shows_table:
            self.table.setFocus()
            if self._bars.rowCount():
                self.table.setCurrentIndex(self._bars.index(0, 0))

    def show_day(self, day: Day) -> None:
        """Show the figures of the half-day under way."""
        self.figure.setText(integer(day.arrived))
        self.expected.setText(tr("of {total}", total=integer(day.expected)))
        self.meter.set_value(min(day.arrived, day.expected), day.expected)
        waiting = max(0, day.expected - day.arrived)
        self._waiting.show_stat(waiting, trn("still expected", "still expected", waiting))
        doubles, cancelled = day.duplicates_avoided, day.cancelled
        self._doubles.show_stat(doubles, trn("double arrival avoided", "double arrivals avoided", doubles))
        self._cancelled.show_stat(cancelled, trn("registration cancelled", "registrations cancelled", cancelled))
        self.chart.show_bars(day.bars)
        self._bars.show_bars(day.bars)
        self.desks.show_desks(DeskLine(day.desk, day.here, tr("this desk")), day.desks)
        self._fit()
        if self.header is not None:
            known = day.known_at or day.now
            words = tr("Known to this desk at {hour}", hour=hour(known))
            self.header.meta.setText(f"{day.half_day}. {words}" if day.half_day else words)


class _Stat(QWidget):
    """A mark, a figure, its words, on a line of 32."""

    def __init__(self, icon: str, color: str) -> None:
        super().__init__()
        size(self, height=31)
        row = HBox(self, spacing=8)
        row.addWidget(IconLabel(icon, 18, color))
        self._figure = Label("", "lead", weight=600)
        size(self._figure, min_width=28)
        self._words = Label("", "small", color="text-2", elide=True)
        row.addWidget(self._figure)
        row.addWidget(self._words, 1)

    def show_stat(self, count: int, words: str) -> None:
        """Show a count and what it counts."""
        self._figure.setText(integer(count))
        self._words.setText(words)
        self.setAccessibleName(f"{count} {words}")
