"""The people that a search found: rows of 78 px, matched letters bold and underlined, the action on the selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...language import tr, trn
from ..shell.actions import key_text
from ..shell.theme import theme
from .deed_button import DeedButton
from .metrics import ROOMY, Metrics
from .pen import Pen, letters, shortened, text_width
from .views import Deed, Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class ResultsModel(QAbstractListModel):
    """The rows it was given; ``UserRole`` answers a ``Row``, the accessible text reads as a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows on show."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class ResultsDelegate(QStyledItemDelegate):
    """Paints a ``Row``; knows where the action of the selected row is, for the mouse."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.metrics = ROOMY

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme().px(self.metrics.row))

    def deed_box(self, box: QRectF, row: Row) -> QRectF:
        """Where the action of a selected row is painted; empty when it has none."""
        if not row.deed:
            return QRectF()
        px = theme().px
        width = max(px(158), round(text_width(row.deed, letters(16, 600))) + 2 * px(16))
        if self._narrow(box):
            width = round(text_width(row.deed, letters(14, 600))) + 2 * px(10)
        return QRectF(box.right() - px(24) - width, box.center().y() - px(22), width, px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        pen, px, m = Pen(painter), theme().px, self.metrics
        box = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            pen.fill(box, "accent-soft")
            pen.fill(QRectF(box.left(), box.top(), px(5), box.height()), "accent")
        elif state & QStyle.StateFlag.State_MouseOver:
            pen.fill(box, "hover")
        pen.line(box.left(), box.right(), box.bottom() - 1)
        narrow = self._narrow(box)
        deed = self.deed_box(box, row) if selected else QRectF()
        right = box.right() - px(24) - (px(158) + px(18) if not narrow else deed.width() + px(10) * bool(row.deed))
        if not deed.isEmpty():
            pen.frame(deed, px(10), "accent", None)
            font = letters(14 if narrow else 16, 600)
            pen.middle(deed.center().x() - text_width(row.deed, font) / 2, deed, row.deed, font, "on-accent")
        right = self._paint_state(pen, row, box, right, narrow, selected) - px(18)
        if row.code and not narrow:
            least = max(px(44), text_width(row.code, letters(16, 600, tabular=True)) + 2 * px(6))
            pen.chip(right - least, box, row.code, row.code_tone, 30, 16, 44)
            right -= least + px(18)
        x = box.left() + px(26 if not narrow else 16)
        name_line = px(30 if m.row > 60 else 22)
        line_height = px(22 if m.row > 60 else 18)
        top = box.top() + (box.height() - 1 - name_line - line_height) / 2
        self._paint_name(pen, row, x, top, name_line, right - x)
        small = letters(16 if m.row > 60 else 13)
        words = tr("Close sound. {line}", line=row.line) if row.close else row.line
        pen.text(x, top + name_line, line_height, shortened(words, small, right - x), small, "text-2")
        painter.restore()

    @staticmethod
    def _narrow(box: QRectF) -> bool:
        return box.width() < theme().px(720)

    def _paint_state(self, pen: Pen, row: Row, box: QRectF, right: float, narrow: bool, selected: bool) -> float:
        """The state at the left of ``right``; returns its own left edge."""
        px = theme().px
        icon, color, weight = {
            "arrived": ("circle-check", "success-mark", 600),
            "cancelled": ("octagon-x", "danger-mark", 600),
        }.get(row.state, ("circle", "text-2", 400))
        if narrow:
            if selected and row.deed:
                return right
            left = right - px(20)
            pen.icon(left, box.center().y() - px(10), icon, 20, color)
            return left
        left = right - px(188)
        pen.icon(left, box.center().y() - px(10), icon, 20, color)
        font = letters(16, weight)
        pen.middle(left + px(28), box, shortened(row.state_words, font, px(160)), font, color)
        return left

    def _paint_name(self, pen: Pen, row: Row, x: float, top: float, line: float, width: float) -> None:
        """The name, matched letters bold and underlined in the accent; a long one gets smaller before it is cut."""
        px, m = theme().px, self.metrics
        size = next(
            (s for s in (m.row_font, 20, 17, 15) if s <= m.row_font and text_width(row.name, letters(s, 600)) <= width),
            15,
        )
        plain, bold = letters(size, 500), letters(size, 700)
        metrics = QFontMetricsF(plain)
        baseline = top + (line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        limit = x + width
        for text, matched in _pieces(row):
            font = bold if matched else plain
            shown = text if x + text_width(text, font) <= limit else shortened(text, font, limit - x)
            advance = pen.text(x, top, line, shown, font, "text")
            if matched and shown:
                pen.fill(QRectF(x, round(baseline + px(4)), advance, px(2)), "accent")
            x += advance
            if shown != text:
                return


class ResultsStage(QWidget):
    """Count, rows and « Pas dans la liste ? ». ``chosen`` carries the id of the person to note, ``deed_chosen`` the
    name of a button."""

    chosen = Signal(str)
    deed_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = ROOMY
        self._title, self._why, self._tone = "", "", ""
        self._asks = tr("Not in the list?")
        self.model = ResultsModel(self)
        self.delegate = ResultsDelegate(self)
        self.list = QListView(self)
        self.list.setObjectName("deskResults")
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListView#deskResults{background:transparent;border:none;padding:0}")
        self.list.setAccessibleName(tr("People found"))
        self.list.viewport().installEventFilter(self)
        self._walk_in = DeedButton(Deed("walk_in", tr("Register on the spot"), "F3", "user-plus"), self, height=44)
        self._walk_in.clicked.connect(lambda: self.deed_chosen.emit("walk_in"))
        theme().changed.connect(self._arrange)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows on show."""
        return self.model.rows

    def show_rows(
        self, rows: Sequence[Row], *, title: str = "", why: str = "", tone: str = "", someone_else: bool = False
    ) -> None:
        """The rows of a search, the first one selected.

        ``title`` and ``why`` replace the words above them when a badge named several people; ``tone`` paints a band
        behind those words. ``someone_else`` asks, under people of a close name, whether to register one more.
        """
        self._asks = tr("Someone else?") if someone_else else tr("Not in the list?")
        words = tr("Register anyway") if someone_else else tr("Register on the spot")
        self._walk_in.show_deed(Deed("walk_in", words, "F3", "user-plus"))
        self.model.show(rows)
        self._title = title or (trn("{n} person", "{n} people", len(rows)) if rows else tr("No one by that name"))
        self._why = why or (tr("likeliest first") if len(rows) > 1 else "")
        self._tone = tone
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()
        self._arrange()

    def move(self, step: int) -> None:  # type: ignore[override]
        """Select the row ``step`` further down, staying inside the list."""
        if self.rows:
            row = max(0, min(len(self.rows) - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self.model.index(row))

    def selected(self) -> Row | None:
        """The selected row."""
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, Row) else None

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._metrics = self.delegate.metrics = metrics
        self.list.doItemsLayout()
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            index = self.list.indexAt(event.position().toPoint())
            row = index.data(ROW)
            if isinstance(row, Row):
                box = self.delegate.deed_box(QRectF(self.list.visualRect(index)), row)
                if box.contains(event.position()):
                    self.chosen.emit(row.person_id)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px = Pen(painter), theme().px
        box = QRectF(self.rect())
        pen.frame(box, px(16), "surface", "border")
        head = QRectF(1, 1, self.width() - 2, px(48))
        ink = "text"
        if self._tone:
            painter.save()
            pen.clip_round(box.adjusted(1, 1, -1, -1), px(16) - 1)
            pen.fill(head, f"{self._tone}-solid")
            painter.restore()
            ink = f"on-{self._tone}"
        pen.line(head.left(), head.right(), head.bottom() - 1)
        x = head.left() + px(26)
        right = self._paint_keys(pen, head) if not self._tone else head.right() - px(26)
        title = letters(16, 600)
        x += pen.middle(x, head, shortened(self._title, title, right - x), title, ink) + px(10)
        why = letters(14)
        if right - x > px(60):
            pen.middle(x, head, shortened(self._why, why, right - x), why, ink if self._tone else "text-3")
        foot = QRectF(0, self._foot_top(), self.width(), self.height() - self._foot_top())
        font = letters(16 if self._metrics.row > 60 else 14)
        words = self._asks
        if self._walk_in.x() > px(26) + text_width(words, font):
            pen.middle(px(26) + 1, foot, words, font, "text-2")
        painter.end()

    def _paint_keys(self, pen: Pen, head: QRectF) -> float:
        """The two keys at the right of the head; returns where they begin."""
        px, font = theme().px, letters(14)
        deed = self.rows[0].deed if self.rows else ""
        pairs = (("↑ ↓", tr("choose")), (key_text("Return"), tr("note the arrival"))) if deed else ()
        caps = [(cap, words, text_width(cap, letters(12, 500)) + 2 * px(6)) for cap, words in pairs]
        width = sum(cap + px(8) + text_width(words, font) for _, words, cap in caps) + px(18)
        x = start = head.right() - px(26) - width
        if not pairs or x < head.width() / 2:
            return head.right() - px(26)
        for cap, words, _ in caps:
            x += pen.keycap(x, head, cap, size=12) + px(8)
            x += pen.middle(x, head, words, font, "text-2") + px(18)
        return start

    def _foot_top(self) -> int:
        px, m = theme().px, self._metrics
        fits = max(1, (self.height() - px(48) - 1 - px(44) - px(12)) // px(m.row))  # whole rows: no name is cut in two
        return px(48) + 1 + min(len(self.rows), fits) * px(m.row)

    def _arrange(self) -> None:
        px = theme().px
        top, foot = px(48) + 1, self._foot_top()
        self.list.setGeometry(1, top, self.width() - 2, max(0, foot - top))
        self.list.setVisible(bool(self.rows))
        self._walk_in.set_density(44, self._metrics.deed_font)
        hint = self._walk_in.sizeHint()
        lead = px(26) + text_width(self._asks, letters(16 if self._metrics.row > 60 else 14)) + px(12)
        x = lead if lead + hint.width() <= self.width() - px(8) else px(16)
        room = self.height() - foot
        self._walk_in.setGeometry(round(x), foot + round((room - hint.height()) / 2), hint.width(), hint.height())
        self.update()


def _pieces(row: Row) -> list[tuple[str, bool]]:
    """The name cut at its matched spans: (text, matched)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(row.matched):
        start, end = max(at, start), min(len(row.name), end)
        if start >= end:
            continue
        pieces += [(row.name[at:start], False), (row.name[start:end], True)]
        at = end
    pieces.append((row.name[at:], False))
    return [piece for piece in pieces if piece[0]]
