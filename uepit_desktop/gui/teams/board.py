"""The grid of team cards: two columns that scroll, one delegate that paints them, people dropped on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ...language import tr
from ..shell.theme import theme
from ..widgets.rows import Index
from .card_painting import CardLook, card_height, lines_of, member_rects, paint_card
from .mime import person_mime, person_of
from .view import CardView, MemberView

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_COLUMN_GAP, _ROW_GAP = 12, 10
_RIGHT_ROOM = 4  # beside the last column, so that the ring of its cards is not cut
_NARROWEST_CARD = 232


class CardsModel(QAbstractListModel):
    """One row a team."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[CardView, ...] = ()

    def show_cards(self, cards: Sequence[CardView]) -> None:
        """Show these. The same teams keep their rows, so that selection and scroll stay."""
        same = [card.team_id for card in cards] == [card.team_id for card in self.cards]
        if same and cards:
            self.cards = tuple(cards)
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{card.code} {card.title}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.sentence
        return None


class TeamBoard(QListView):
    """Arrows go from card to card. A line of a card can be clicked, and dragged onto another card."""

    team_chosen = Signal(str)
    person_chosen = Signal(str)
    explain_asked = Signal()
    dropped = Signal(str, str)
    """person, team"""
    hovered_with = Signal(str, str)
    """person, team: carried over a card, not dropped yet"""
    left_edge = Signal()
    """← was pressed in the first column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardsModel(self)
        self.person_id = ""
        self.drop_team = ""
        self.drop_allowed = True
        self.drop_words = ""
        #: why a person cannot be dropped on a team, or empty: asked while dragging
        self.refusal: Callable[[str, str], str] = lambda _person_id, _team_id: ""
        self._told = False
        self._pressed: tuple[QPoint, str, str] | None = None
        self.setAccessibleName(tr("Teams"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_CardDelegate(self))
        self.setModel(self.cards)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    # what it shows

    def show_cards(self, cards: Sequence[CardView]) -> None:
        """Show these teams."""
        before = max(map(lines_of, self.cards.cards), default=0)
        self.cards.show_cards(cards)
        if max(map(lines_of, cards), default=0) != before:
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def choose(self, team_id: str, person_id: str = "", *, scroll: bool = True) -> None:
        """Select a team, and a person in it, without a signal."""
        before = self.currentIndex()
        self.person_id = person_id
        row = next((at for at, card in enumerate(self.cards.cards) if card.team_id == team_id), -1)
        self._told = True  # the list follows as for a person, who is not asked again
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            index = self.cards.index(row)
            self.setCurrentIndex(index)
            if scroll:
                self.scrollTo(index)
        self._told = False
        for changed in (before, self.currentIndex()):  # a card costs more to paint than anything else here
            if changed.isValid():
                self.update(changed)

    @property
    def team_id(self) -> str:
        """The team selected; empty for none."""
        index = self.currentIndex()
        return self.cards.cards[index.row()].team_id if index.isValid() else ""

    @property
    def lines(self) -> int:
        """The lines of the fullest card."""
        return max(map(lines_of, self.cards.cards), default=0)

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        room = self.viewport().width() - theme().px(_RIGHT_ROOM) + theme().px(_COLUMN_GAP)
        return max(1, min(len(self.cards.cards) or 1, room // theme().px(_NARROWEST_CARD + _COLUMN_GAP)))

    def cell_size(self) -> QSize:
        """What the list gives to a card: an even share of the width, so that nothing wraps too early."""
        return QSize(
            max(theme().px(80), (self.viewport().width() - theme().px(_RIGHT_ROOM)) // self.columns),
            theme().px(card_height(self.lines) + _ROW_GAP),
        )

    def card_rect(self, cell: QRectF) -> QRectF:
        """The card of a cell: columns of one width with one gap, whatever is left over at the right."""
        px, columns = theme().px, self.columns
        room = self.viewport().width() - px(_RIGHT_ROOM)
        width = (room - px(_COLUMN_GAP) * (columns - 1)) / columns
        column = round(cell.left() / cell.width()) if cell.width() else 0
        left = column * (width + px(_COLUMN_GAP))
        return QRectF(round(left), cell.top(), round(width), cell.height() - px(_ROW_GAP))

    def member_at(self, point: QPoint) -> tuple[CardView, MemberView | None] | None:
        """The card under ``point`` of the viewport, and the member whose line it is."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        card: CardView = index.data(CARD_ROLE)
        for member, room in member_rects(card, self.card_rect(QRectF(self.visualRect(index)))):
            if room.contains(point.toPointF()):
                return card, member
        return card, None

    # what people do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.explain_asked.emit()
            return
        if event.key() == Qt.Key.Key_Left and self._in_first_column():
            self.left_edge.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts of the page, not a jump in the list."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self.member_at(event.position().toPoint())
        if found is None:
            return
        card, member = found
        self.team_chosen.emit(card.team_id)
        self._pressed = None
        if member is not None:
            self._pressed = (event.position().toPoint(), member.person_id, member.sentence)
            self.person_chosen.emit(member.person_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            origin, person_id, name = self._pressed
            far = (event.position().toPoint() - origin).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._pressed = None
                drag = QDrag(self)
                drag.setMimeData(person_mime(person_id, name))
                drag.exec(Qt.DropAction.MoveAction)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if person_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        person_id = person_of(event.mimeData())
        found = self.member_at(event.position().toPoint())
        team_id = found[0].team_id if found is not None else ""
        refusal = self.refusal(person_id, team_id) if person_id and team_id else ""
        allowed = bool(person_id and team_id and not refusal)
        if (team_id, allowed) != (self.drop_team, self.drop_allowed):
            self.drop_team, self.drop_allowed, self.drop_words = team_id, allowed, ""
            self.viewport().update()
            if allowed:
                self.hovered_with.emit(person_id, team_id)
            if refusal:
                QToolTip.showText(self.viewport().mapToGlobal(event.position().toPoint()), refusal, self)
            else:
                QToolTip.hideText()
        event.setAccepted(allowed)
        self._scroll_near_edge(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        person_id, team_id = person_of(event.mimeData()), self.drop_team
        allowed = self.drop_allowed
        self._end_drop()
        if person_id and team_id and allowed:
            event.acceptProposedAction()
            self.dropped.emit(person_id, team_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            found = self.member_at(event.pos())
            if found is not None:
                card, member = found
                QToolTip.showText(event.globalPos(), member.sentence if member else card.title, self)
                return True
        return super().viewportEvent(event)

    def show_effect(self, team_id: str, words: str) -> None:
        """What dropping there would do, once that is known."""
        if team_id == self.drop_team:
            self.drop_words = words
            self.viewport().update()

    def _end_drop(self) -> None:
        self.drop_team, self.drop_allowed, self.drop_words = "", True, ""
        self.viewport().update()

    def _scroll_near_edge(self, point: QPoint) -> None:
        near, step = theme().px(36), theme().px(14)
        bar = self.verticalScrollBar()
        if point.y() < near:
            bar.setValue(bar.value() - step)
        elif point.y() > self.viewport().height() - near:
            bar.setValue(bar.value() + step)

    def _in_first_column(self) -> bool:
        index = self.currentIndex()
        return not index.isValid() or self.visualRect(index).left() <= theme().px(4)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._told:
            self.person_id = ""
            self.team_chosen.emit(self.cards.cards[current.row()].team_id)
            self.viewport().update()


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, board: TeamBoard) -> None:
        super().__init__(board)
        self._board = board

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._board.cell_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        board, state = self._board, option.state
        card: CardView = index.data(CARD_ROLE)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        drop = ""
        if board.drop_team == card.team_id:
            drop = "allowed" if board.drop_allowed else "refused"
        look = CardLook(
            selected=selected,
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            focused=selected and bool(state & QStyle.StateFlag.State_HasFocus),
            person_id=board.person_id if selected else "",
            drop=drop,
            effect=board.drop_words if drop else "",
        )
        paint_card(painter, board.card_rect(QRectF(option.rect)), card, look)
