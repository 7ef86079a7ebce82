"""The bars of arrivals as a table: what « T » shows, what a screen reader reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...language import hour, integer, tr
from ..widgets.rows import Index
from .models import Bars


class BarsModel(QAbstractTableModel):
    """One row a bar: from, to, arrivals, and how many had arrived by then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bars = Bars(5)

    def show_bars(self, bars: Bars) -> None:
        """Show these bars."""
        self.beginResetModel()
        self._bars = bars
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._bars.bars)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        bar = self._bars.bars[index.row()]
        so_far = sum(each.count for each in self._bars.bars[: index.row() + 1])
        end = bar.start + dt.timedelta(minutes=self._bars.step_min)
        when = tr("{start} to {end}", start=hour(bar.start), end=tr("now") if bar.open else hour(end))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{when}, {n} arrivals, {total} so far", when=when, n=bar.count, total=so_far)
        return (when, integer(bar.count), integer(so_far))[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("When"), tr("Arrivals"), tr("So far"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None
