"""The card « Équilibre »: a score out of 100, what it is made of before and after, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QStackedWidget, QWidget

from ...language import integer, percent, tr
from ..shell.theme import theme
from ..widgets.chips import Chip
from ..widgets.icons import paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size
from ..widgets.painting import paint_box, paint_text
from ..widgets.rows import DataTable, Index
from ..widgets.surfaces import Card
from .study_views import BalanceView, MeasureView


class BalanceCard(Card):
    """T swaps the bars and their table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Balance"), " ", parent=parent)
        assert self.header is not None
        self.body.setContentsMargins(0, 0, 0, theme().px(13))
        self.header.row.removeWidget(self.header.meta)
        self.header.meta.hide()
        self.header.row.addStretch(1)
        self._legend = _Legend()
        self.header.row.addWidget(self._legend)
        row = HBox(margins=(15, 0, 15, 0), spacing=8)
        self.figure = Label("", "figure-40")
        self.out_of = Label(tr("out of 100"), color="text-2")
        self.gain = Chip("", "success", icon="trending-up")
        size(self.figure, height=40)
        row.addWidget(self.figure)
        row.addWidget(self.out_of, 0, Qt.AlignmentFlag.AlignBottom)
        self.out_of.setContentsMargins(0, 0, 0, theme().px(7))
        row.addStretch(1)
        row.addWidget(self.gain, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.bars = BalanceBars()
        self.table = DataTable(tr("Balance"))
        self._rows = _MeasuresModel(self)
        self.table.setModel(self._rows)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.bars)
        self._stack.addWidget(self.table)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self._stack)
        theme().changed.connect(self._fit)
        self.show_balance(BalanceView())

    @property
    def shows_table(self) -> bool:
        """Whether the table stands in the place of the bars."""
        return self._stack.currentWidget() is self.table

    def toggle_table(self) -> None:
        """Show the bars as a table, or as bars again."""
        self._stack.setCurrentWidget(self.bars if self.shows_table else self.table)
        self._fit()
        if self.shows_table:
            self.table.setFocus()
            if self._rows.rowCount():
                self.table.setCurrentIndex(self._rows.index(0, 0))

    def show_balance(self, balance: BalanceView | None) -> None:
        """Show these measures; None while they are being computed."""
        known = balance or BalanceView()
        self.figure.setText(integer(known.score) if balance is not None else "…")
        gain = known.gain
        self._legend.setVisible(gain is not None)
        self.gain.setVisible(bool(gain))
        if gain:
            signed = f"+ {integer(gain)}" if gain > 0 else f"− {integer(-gain)}"
            self.gain.set_text(signed, "success" if gain > 0 else "warning")
            self.gain.set_icon("trending-up" if gain > 0 else "trending-down")
        self.bars.show_measures(known.bars)
        self._rows.show_measures(known.rows or known.bars)
        said = tr("Balance {score} out of 100", score=known.score)
        self.setAccessibleDescription(f"{said}. {self.bars.accessibleDescription()}")
        self._fit()

    def _fit(self) -> None:
        self._stack.setFixedHeight(theme().px(232) if self.shows_table else self.bars.sizeHint().height())


class BalanceBars(QWidget):
    """A bar a measure, filled to what it would be, with a tick at what it is."""

    _ROW_H = 40

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures: tuple[MeasureView, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Balance"))
        theme().changed.connect(self.updateGeometry)

    def show_measures(self, measures: Sequence[MeasureView]) -> None:
        """Show these bars."""
        self._measures = tuple(measures)
        said = []
        for one in self._measures:
            told = {"measure": one.name, "after": _share(one.after), "before": _share(one.before)}
            if one.before is None:
                said.append(tr("{measure}: {after}", **told))
            else:
                said.append(tr("{measure}: {after}, {before} before", **told))
        self.setAccessibleDescription(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(self._ROW_H) * max(1, len(self._measures)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, wide = px(15), self.width() - px(31)
        for place, measure in enumerate(self._measures):
            top = place * px(self._ROW_H) + px(7)
            line = QRectF(left, top, wide, px(18))
            self._paint_words(painter, line, measure)
            bar = QRectF(left, top + px(23), wide, px(10))
            paint_box(painter, bar, 5, "hover")
            if measure.after:
                filled = QRectF(bar.topLeft(), QSize(0, 0))
                filled.setSize(bar.size())
                filled.setWidth(max(bar.height(), bar.width() * min(1.0, measure.after)))
                paint_box(painter, filled, 5, "success-mark" if measure.after >= 1 else "accent")
            if measure.before is not None:
                x = bar.left() + bar.width() * max(0.0, min(1.0, measure.before))
                x = min(max(bar.left(), x), bar.right() - px(2))
                paint_box(painter, QRectF(x, bar.top() - px(3), px(2), bar.height() + px(6)), 1, "text")

    def _paint_words(self, painter: QPainter, line: QRectF, measure: MeasureView) -> None:
        px = theme().px
        end = Qt.AlignmentFlag.AlignRight
        worse = measure.before is not None and measure.after is not None and measure.after < measure.before
        after = f"↓ {_share(measure.after)}" if worse else _share(measure.after)
        paint_text(painter, line, after, "small", weight=600, tabular=True, align=end, elide=False)
        right = line.right() - max(px(48), _wide(after, 600))
        if measure.before is not None:
            right -= px(14)
            paint_icon(painter, right, line.center().y() - px(6), "arrow-right", 12, "text-3")
            before = integer(round(measure.before * 100))
            right -= px(4)
            room = QRectF(line.left(), line.top(), right - line.left(), line.height())
            paint_text(painter, room, before, "small", "text-3", tabular=True, align=end, elide=False)
            right -= _wide(before, 400) + px(8)
        paint_text(painter, QRectF(line.left(), line.top(), right - line.left(), line.height()), measure.name, "small")


class _Legend(QWidget):
    """The tick of the bars, and what it stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("before"))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(theme().font("caption")).horizontalAdvance(tr("before"))
        return QSize(round(wide) + theme().px(10), theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.fillRect(QRectF(0, px(2), px(2), px(12)), theme().color("text"))
        room = QRectF(px(8), 0, self.width() - px(8), self.height())
        paint_text(painter, room, tr("before"), "caption", "text-3", elide=False)


class _MeasuresModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._measures: tuple[MeasureView, ...] = ()

    def show_measures(self, measures: Sequence[MeasureView]) -> None:
        self.beginResetModel()
        self._measures = tuple(measures)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._measures)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
        ):  # fmt: skip
            return None
        one = self._measures[index.row()]
        before, after = one.own_words or (_share(one.before), _share(one.after))
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.name, before, after)[index.column()]
        return f"{one.name}, {tr('before')} {before}, {tr('now')} {after}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Measure"), tr("Before"), tr("After"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _wide(text: str, weight: int) -> float:
    return QFontMetricsF(theme().font("small", weight, tabular=True)).horizontalAdvance(text)
