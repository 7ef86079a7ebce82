"""The rail: brand, places, and a foot that always says who I am, when it was saved, and that everything works."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...language import tr, trn
from ..widgets.buttons import IconButton
from ..widgets.icons import IconLabel, paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.painting import paint_box, paint_dot, paint_ring, paint_text
from .actions import key_text
from .places import Place
from .theme import theme

Index = QModelIndex | QPersistentModelIndex
WIDTH, FOLDED_WIDTH = 208, 64
_PLACE = int(Qt.ItemDataRole.UserRole) + 1
_BADGE = int(Qt.ItemDataRole.UserRole) + 2
_PENDING_LINE = 2


class Rail(QWidget):
    """``chosen(place id)`` fires when a person chooses a place, ``menu_asked`` when they press the brand,
    ``fold_asked`` when they press the button of the folded foot.
    """

    chosen = Signal(str)
    menu_asked = Signal()
    fold_asked = Signal()

    def __init__(self, places: tuple[Place, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._model = _Places(places, self)
        self._column = VBox(self, margins=(12, 0, 13, 12), spacing=0)
        self.brand = Brand(self)
        self.brand.clicked.connect(self.menu_asked)
        self.list = _RailList(self)
        self.list.setModel(self._model)
        self.list.chosen.connect(self._on_chosen)
        self.foot = Foot(self)
        self.foot.unfold.clicked.connect(self.fold_asked)
        self._column.addWidget(self.brand)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.foot)
        theme().changed.connect(self._size)
        self._size()

    @property
    def folded(self) -> bool:
        """Whether only the icons are shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show the icons alone, or the names with them."""
        if folded != self._folded:
            self._folded = folded
            self.brand.set_folded(folded)
            self.foot.set_folded(folded)
            self.list.set_folded(folded)
            self._size()

    def show_place(self, place: str) -> None:
        """Mark a place as the current one."""
        row = self._model.row_of(place)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row, 0))

    def set_badge(self, place: str, count: int) -> None:
        """The amber count of a place; 0 takes it away."""
        self._model.set_badge(place, count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("rail"))
        edge = theme().px(1)
        painter.fillRect(self.width() - edge, 0, edge, self.height(), theme().color("border"))

    def _on_chosen(self, row: int) -> None:
        self.chosen.emit(self._model.places[row].id)

    def _size(self) -> None:
        px = theme().px
        self.setFixedWidth(px(FOLDED_WIDTH if self._folded else WIDTH))
        side = px(10 if self._folded else 12)
        self._column.setContentsMargins(side, 0, side + px(1), px(12))


class Brand(QPushButton):
    """The mark, the event and its site. Opens the menu of the event."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._site, self._folded = "UEPIT", "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", "none")
        self.set_names("UEPIT", "")
        theme().changed.connect(self.updateGeometry)

    def set_names(self, name: str, site: str) -> None:
        """The event and the line below it."""
        self._name, self._site = name, site
        self.setToolTip(f"{name}\n{site}".strip())
        self.setAccessibleName(tr("Menu of the event {name}", name=name))
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Keep the mark alone."""
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().px(64))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        left = (self.width() - px(32)) / 2 if self._folded else px(4)
        if self.underMouse():
            paint_box(painter, QRectF(0, px(10), self.width(), px(44)), 8, "hover")
        paint_icon(painter, left, px(16), "uepit", 32, "accent")
        if not self._folded:
            self._paint_names(painter, QRectF(px(46), 0, self.width() - px(48), self.height()))
        if self.hasFocus():
            paint_ring(painter, QRectF(0, px(8), self.width(), px(48)), 8)

    def _paint_names(self, painter: QPainter, room: QRectF) -> None:
        px = theme().px
        below = px(16) if self._site else 0
        if QFontMetricsF(theme().font("brand")).horizontalAdvance(self._name) <= room.width():
            top = (room.height() - px(19) - below) / 2 - px(0.5)
            paint_text(painter, QRectF(room.left(), top, room.width(), px(19)), self._name, "brand")
            end = top + px(19)
        else:  # a long name takes two lines, a little smaller
            top = (room.height() - px(32) - below) / 2
            first, rest = _two_lines(self._name, room.width())
            for line, text in enumerate((first, rest)):
                box = QRectF(room.left(), top + line * px(16), room.width(), px(16))
                paint_text(painter, box, text, "small", weight=600)
            end = top + px(32)
        if self._site:
            paint_text(painter, QRectF(room.left(), end, room.width(), px(16)), self._site, "caption", "text-3")


def _two_lines(name: str, width: float) -> tuple[str, str]:
    """The longest beginning of ``name`` that holds in ``width``, cut between words, and the rest."""
    metrics = QFontMetricsF(theme().font("small", 600))
    words = name.split(" ")
    for count in range(len(words) - 1, 0, -1):
        first = " ".join(words[:count])
        if metrics.horizontalAdvance(first) <= width:
            return first, " ".join(words[count:])
    return name, ""


class Foot(QWidget):
    """Desk, saved at, to exchange, offline; two icons when folded."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[QWidget] = []
        self._folded = False
        self._pending = 0
        column = VBox(self, margins=(4, 12, 4, 0), spacing=0)
        self.desk = Label("", "caption", weight=600, elide=True)
        self.saved = Label("", "caption", color="text-2", elide=True)
        self.pending = Label("", "caption", color="text-2", elide=True)
        self.offline = Label(tr("Offline, all is well"), "caption", color="text-2", elide=True)
        for label, icon, tint in (
            (self.desk, "monitor", "text-2"),
            (self.saved, "circle-check", "success-mark"),
            (self.pending, "usb", "text-2"),
            (self.offline, "cloud-off", "text-2"),
        ):
            self._add_line(column, label, icon, tint)
        self.kept = IconLabel("hard-drive", 20, "success-mark")
        self.unfold = IconButton("panel-left", tr("Unfold the menu"), size="head")
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.kept, 0, middle)
        column.addWidget(self.unfold, 0, middle)
        self.kept.hide()
        self.unfold.hide()

    def show_state(self, desk: str, saved: str, pending: int) -> None:
        """The name of this laptop, the sentence about saving, and the operations no other laptop is known to have."""
        self.desk.setText(desk)
        self.saved.setText(saved)
        self._pending = pending
        self.pending.setText(trn("{n} to exchange", "{n} to exchange", pending))
        self._show_lines()
        parts = [desk, saved, self.pending.text() if pending else "", self.offline.text()]
        sentence = "\n".join(part for part in parts if part)
        self.kept.setToolTip(sentence)
        self.setAccessibleName(sentence.replace("\n", ", "))
        self.setToolTip(sentence)

    def set_folded(self, folded: bool) -> None:
        """Keep two icons: saved, and unfold."""
        self._folded = folded
        self._show_lines()
        self.kept.setVisible(folded)
        self.unfold.setVisible(folded)
        self.update()

    def _show_lines(self) -> None:
        for place, line in enumerate(self._lines):
            line.setVisible(not self._folded and (place != _PENDING_LINE or self._pending > 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._folded:
            QPainter(self).fillRect(0, 0, self.width(), theme().px(1), theme().color("border-2"))

    def _add_line(self, column: VBox, label: Label, icon: str, tint: str) -> None:
        line = QWidget(self)
        size(line, height=22)
        row = HBox(line, spacing=8)
        row.addWidget(IconLabel(icon, 16, tint))
        row.addWidget(label, 1)
        column.addWidget(line)
        self._lines.append(line)


class _Places(QAbstractListModel):
    def __init__(self, places: tuple[Place, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.places = places
        self._badges: dict[str, int] = {}

    def row_of(self, place: str) -> int:
        return next((row for row, p in enumerate(self.places) if p.id == place), -1)

    def set_badge(self, place: str, count: int) -> None:
        row = self.row_of(place)
        if row >= 0 and self._badges.get(place, 0) != count:
            self._badges[place] = count
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        place = self.places[index.row()]
        badge = self._badges.get(place.id, 0)
        if role == _PLACE:
            return place
        if role == _BADGE:
            return badge
        if role == Qt.ItemDataRole.DisplayRole:
            return place.name
        keys = key_text(f"Ctrl+{index.row() + 1}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{place.name} ({keys})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{place.name}, {trn('{n} to settle', '{n} to settle', badge)}" if badge else place.name
        return None


class _RailList(QListView):
    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Places"))
        self.setItemDelegate(_RailDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme().px(44))
        self.folded = False
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def set_folded(self, folded: bool) -> None:
        self.folded = folded
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row != before or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(row)

    def keyboardSearch(self, search: str) -> None:
        """Letters belong to the page."""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and not self.folded:
            return True  # the name is already there
        return super().viewportEvent(event)


class _RailDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        folded = isinstance(view, _RailList) and view.folded
        place: Place = index.data(_PLACE)
        height = (44 if folded else 40) + (4 if index.row() == 0 else 2) + (17 if place.apart and not folded else 0)
        return QSize(theme().px(40), theme().px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        folded = isinstance(view, _RailList) and view.folded
        px, place = theme().px, index.data(_PLACE)
        rect = QRectF(option.rect)
        if place.apart and not folded and index.row() > 0:
            painter.fillRect(
                QRectF(rect.left() + px(4), rect.top() + px(9), rect.width() - px(8), px(1)), theme().color("border-2")
            )
        item = rect.adjusted(0, rect.height() - px(44 if folded else 40), 0, 0)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            paint_box(painter, item, 8, "surface", "border")
            bar = QRectF(item.left(), item.top() + px(10), px(3), item.height() - px(20))
            paint_box(painter, bar, 1.5, "accent")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, item, 8, "hover")
        ink = "accent-fg" if current else "text-2"
        middle = item.center().y()
        side = 20
        x = item.center().x() - px(side) / 2 if folded else item.left() + px(11)
        paint_icon(painter, x, middle - px(side) / 2, place.icon, side, ink)
        badge = index.data(_BADGE)
        if badge and folded:
            paint_dot(painter, QPointF(item.right() - px(9), item.top() + px(9)), "warning-solid", "warning-mark")
        if not folded:
            end = item.right() - px(10)
            if badge:
                end = _paint_badge(painter, item.right() - px(9), middle, str(badge)) - px(6)
            room = QRectF(item.left() + px(40), item.top(), end - item.left() - px(40), item.height())
            paint_text(painter, room, place.name, "body", ink, weight=600 if current else 500)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, item, 8)


def _paint_badge(painter: QPainter, right: float, middle: float, text: str) -> float:
    px = theme().px
    metrics = QFontMetricsF(theme().font("caption", 600, tabular=True))
    width = max(px(22), metrics.horizontalAdvance(text) + px(14))
    box = QRectF(right - width, middle - px(10), width, px(20))
    paint_box(painter, box, 10, "warning-soft", "warning-line")
    middle_flag = Qt.AlignmentFlag.AlignHCenter
    paint_text(painter, box, text, "caption", "warning-fg", weight=600, tabular=True, align=middle_flag, elide=False)
    return box.left()
