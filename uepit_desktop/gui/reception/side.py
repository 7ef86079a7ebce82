"""The right side of the desk: how many arrived, and the last passages of this laptop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ...language import integer, tr, trn
from ..shell.theme import theme
from ..widgets.buttons import Button, focus_by_keyboard_only
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.painting import paint_meter
from ..widgets.surfaces import Card, Line
from .pen import Pen, letters, shortened, text_width
from .views import Count, LastPassage

Index = QModelIndex | QPersistentModelIndex
PASSAGE = Qt.ItemDataRole.UserRole
_MOST_DESKS = 4
_DESK_H = 18
_MARKS = {"success": "circle-check", "warning": "triangle-alert", "danger": "octagon-x"}


class CountCard(QWidget):
    """« 72 sur 214 attendus », a meter, where they arrived, and since when this laptop knows it; desk by desk when
    there are others.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Count()
        self._tight = False
        theme().changed.connect(self._measure)
        self._measure()
        self.show_count(self._count)

    @property
    def count(self) -> Count:
        """The figures on show."""
        return self._count

    def set_tight(self, tight: bool) -> None:
        """One line of figures over one line of words, for the smallest windows."""
        if tight != self._tight:
            self._tight = tight
            self._measure()

    def show_count(self, count: Count) -> None:
        """Other figures."""
        self._count = count
        parts = (integer(count.arrived), self._of, self._where, count.known)
        desks = (desk.sentence for desk in count.desks)
        self.setAccessibleName(". ".join((" ".join(parts[:2]), *(part for part in (*parts[2:], *desks) if part))))
        self._measure()

    @property
    def _of(self) -> str:
        if self._count.seats:
            return trn("for {n} seat", "for {n} seats", self._count.seats)
        return trn("of {n} expected", "of {n} expected", self._count.expected)

    @property
    def _where(self) -> str:
        here, elsewhere = integer(self._count.here), integer(self._count.elsewhere)
        return tr("{here} here, {elsewhere} at the other desks", here=here, elsewhere=elsewhere)

    def _measure(self) -> None:
        lines = min(len(self._count.desks), _MOST_DESKS)
        self.setFixedHeight(theme().px(64 if self._tight else 156 + max(0, lines - 1) * _DESK_H))
        self.update()

    def _paint_tight(self, pen: Pen, box: QRectF) -> None:
        px, count = theme().px, self._count
        x, width = float(px(16)), box.width() - 2 * px(16)
        big = pen.text(x, px(6), px(30), integer(count.arrived), letters(24, 700), "text")
        of = shortened(f"{self._of}. {self._where}", letters(13), width - big - px(8))
        pen.text(x + big + px(8), px(8), px(30), of, letters(13), "text-2")
        pen.text(x, px(38), px(18), shortened(count.known, letters(12), width), letters(12), "text-3")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px, count = Pen(painter), theme().px, self._count
        box = QRectF(self.rect())
        pen.frame(box, px(12), "surface", "border")
        if self._tight:
            self._paint_tight(pen, box)
            painter.end()
            return
        x, right = float(px(20) + 1), box.right() - px(20) - 1
        big, of = letters(48, 700, tracking=-0.5), letters(18)
        if text_width(integer(count.arrived), big) + px(8) + text_width(self._of, of) > right - x:
            big, of = letters(32, 700), letters(14)
        figure = pen.text(x, px(16) + 1, px(52), integer(count.arrived), big, "text")
        x_of = x + figure + px(8)
        # both share one baseline: the line box of the small words ends 6 px lower than their own centre would say
        pen.text(x_of, px(16) + 1 + px(11), px(52), shortened(self._of, of, right - x_of), of, "text-2")
        whole = count.expected or count.seats
        share = min(1.0, count.arrived / whole) if whole else 0.0
        paint_meter(painter, QRectF(x, px(16 + 52 + 12) + 1, right - x, px(10)), share, "success-mark")
        pen.text(x, px(100) + 1, px(18), shortened(self._where, letters(13), right - x), letters(13), "text-2")
        if count.desks:
            self._paint_desks(pen, x, right, px(119) + 1)
        else:
            pen.text(x, px(120) + 1, px(16), shortened(count.known, letters(12), right - x), letters(12), "text-3")
        painter.end()

    def _paint_desks(self, pen: Pen, x: float, right: float, y: float) -> None:
        """« Accueil B  41  il y a 12 min », a line a desk; the last line says how many more there are."""
        px, desks, small = theme().px, self._count.desks, letters(12)
        shown = desks if len(desks) <= _MOST_DESKS else desks[: _MOST_DESKS - 1]
        bold = letters(12, 600)
        news = max(text_width(desk.heard, small) + (px(18) if desk.late else 0) for desk in shown)
        figures = max(text_width(integer(desk.arrived), bold) for desk in shown)
        column = right - news - px(12)  # figures end here, one under the other
        for desk in shown:
            heard = text_width(desk.heard, small)
            name = shortened(desk.name, small, column - figures - px(8) - x)
            pen.text(x, y, px(_DESK_H), name, small, "text-2")
            figure = integer(desk.arrived)
            pen.text(column - text_width(figure, bold), y, px(_DESK_H), figure, bold, "text-2")
            pen.text(right - heard, y, px(_DESK_H), desk.heard, small, "warning-fg" if desk.late else "text-3")
            if desk.late:
                pen.icon(right - heard - px(18), y + px(_DESK_H - 14) / 2, "triangle-alert", 14, "warning-mark")
            y += px(_DESK_H)
        if more := len(desks) - len(shown):
            words = trn("and {n} other desk", "and {n} other desks", more)
            pen.text(x, y, px(_DESK_H), shortened(words, small, right - x), small, "text-3")


class PassagesModel(QAbstractListModel):
    """The passages it was given, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passages: tuple[LastPassage, ...] = ()

    @property
    def passages(self) -> tuple[LastPassage, ...]:
        """The passages on show."""
        return self._passages

    def show(self, passages: Sequence[LastPassage]) -> None:
        """Replace every line."""
        self.beginResetModel()
        self._passages = tuple(passages)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._passages):
            return None
        passage = self._passages[index.row()]
        if role == PASSAGE:
            return passage
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return passage.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (passage.hour, passage.name, passage.line) if part)
        return None


class PassageDelegate(QStyledItemDelegate):
    """A line of 52 px: hour, name over organisation or reason, and the mark of what became of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        passage = index.data(PASSAGE)
        if not isinstance(passage, LastPassage):
            return
        painter.save()
        pen, px = Pen(painter), theme().px
        box = QRectF(option.rect)
        if passage.fresh:
            pen.fill(box, f"{passage.tone}-soft")
        pen.line(box.left(), box.right(), box.top())
        quiet = "text-2" if passage.fresh else "text-3"
        hour = letters(13, 500)
        x = box.left() + px(16)
        pen.middle(x, box.adjusted(0, 1, 0, 0), passage.hour, hour, quiet)
        x += max(px(54), text_width(passage.hour, hour)) + px(12)
        right = box.right() - px(16) - px(20)
        pen.icon(right, box.top() + px(16) + 1, _MARKS[passage.tone], 20, f"{passage.tone}-mark")
        width = right - px(12) - x
        fitting = (size for size in (14, 13, 12) if text_width(passage.name, letters(size, 500)) <= width)
        name, line = letters(next(fitting, 12), 500), letters(12)
        top = box.top() + 1 + (box.height() - 1 - px(36)) / 2
        pen.text(x, top, px(20), shortened(passage.name, name, width), name, "text")
        pen.text(x, top + px(20), px(16), shortened(passage.line, line, width), line, quiet)
        painter.restore()


class SidePanel(QWidget):
    """Count, last passages and what has not been exchanged. ``exchange`` fires on « Échanger »."""

    exchange = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = VBox(self, spacing=20)
        self.count = CountCard()
        column.addWidget(self.count)
        self._card = Card(tr("Last passages"), tr("This desk"), flush=True)
        column.addWidget(self._card, 1)
        self.model = PassagesModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PassageDelegate(self.list))
        self.list.setAccessibleName(tr("Last passages"))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )  # older lines scroll by wheel or arrows
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        theme().changed.connect(self.list.scheduleDelayedItemsLayout)
        self._nothing = Label(tr("No passage at this desk yet."), "small", color="text-3", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(15, 8, 15, 8)
        self._card.body.addWidget(self._nothing)
        self._card.body.addWidget(self.list)
        self._card.body.addStretch(1)
        self._card.body.addWidget(Line())
        foot = QWidget()
        size(foot, height=48)
        row = HBox(foot, margins=(15, 0, 7, 0), spacing=8)
        row.addWidget(IconLabel("usb", 16, "text-2"))
        self._pending = Label("", "small", color="text-2", elide=True)
        row.addWidget(self._pending, 1)
        self._exchange = Button(tr("Exchange"), variant="quiet", size="dense")
        focus_by_keyboard_only(self._exchange)
        self._exchange.clicked.connect(self.exchange)
        row.addWidget(self._exchange)
        self._card.body.addWidget(foot)
        self.show_count(Count())

    def show_count(self, count: Count) -> None:
        """Other figures, in the card and at the foot."""
        self.count.show_count(count)
        self._show_whole_lines()
        if count.pending:
            words = trn("{n} arrival to exchange", "{n} arrivals to exchange", count.pending)
        else:
            words = tr("Nothing to exchange")
        self._pending.setText(words)
        self._pending.updateGeometry()

    def set_tight(self, tight: bool) -> None:
        """In the smallest windows the count loses its air, so that some passages stay in sight."""
        self.count.set_tight(tight)

    @property
    def above_passages(self) -> int:
        """Height of what stands over the first passage, in pixels."""
        return self.list.mapTo(self, self.list.rect().topLeft()).y()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_whole_lines()

    def _show_whole_lines(self) -> None:
        """The list is as high as the lines that fit: none is cut in two."""
        px = theme().px
        room = self.height() - self.count.height() - px(20) - px(44) - px(48) - 4
        lines = min(len(self.model.passages), max(0, room // px(52)))
        self.list.setFixedHeight(lines * px(52))

    def show_passages(self, passages: Sequence[LastPassage]) -> None:
        """Other passages, newest first."""
        self.model.show(passages)
        self._show_whole_lines()
        self._nothing.setVisible(not passages)
        self.list.setVisible(bool(passages))
