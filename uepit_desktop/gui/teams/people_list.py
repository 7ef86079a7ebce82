"""The left column: people to place, or the members of the team selected; searched, dragged, moved by a typed code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from ...language import integer, tr
from ..shell.theme import theme
from ..widgets.buttons import IconButton
from ..widgets.chips import Chip
from ..widgets.fields import SearchField
from ..widgets.icons import paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.painting import code_size, paint_code, paint_text
from ..widgets.rows import Index, RowDelegate, RowList
from ..widgets.surfaces import Card
from .mime import PERSON, person_mime
from .view import RowView, matching

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class PeopleModel(QAbstractListModel):
    """One row a person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RowView, ...] = ()

    def show_rows(self, rows: Sequence[RowView]) -> None:
        """Show these. The same people keep their rows, so that selection and scroll stay."""
        same = [row.person_id for row in rows] == [row.person_id for row in self.rows]
        if same and rows:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def place_of(self, person_id: str) -> int | None:
        """The row of a person."""
        return next((at for at, row in enumerate(self.rows) if row.person_id == person_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}\n{row.detail}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [PERSON]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        row = self.rows[indexes[0].row()]
        return person_mime(row.person_id, row.name)


class PersonDelegate(RowDelegate):
    """A grip, the name over what the person brings, the team proposed."""

    height = 48

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        px = theme().px
        row: RowView = index.data(ROW_ROLE)
        middle = rect.center().y()
        paint_icon(painter, rect.left() + px(6), middle - px(8), "grip-vertical", 16, "text-3")
        right = rect.right() - px(12)
        if row.code:
            right -= code_size(row.code).width()
            paint_code(painter, right, middle, row.code, row.colour)
            right -= px(8) + px(14)
            kept = "hand" if row.by_hand else "lock" if row.locked else "arrow-right"
            paint_icon(painter, right, middle - px(7), kept, 14, "text-3")
            right -= px(8)
        left = rect.left() + px(30)
        above = QRectF(left, middle - px(17), right - left, px(18))
        below = QRectF(left, middle + px(1), right - left, px(16))
        paint_text(painter, above, row.name, "small", weight=600 if selected else 500)
        paint_text(painter, below, row.detail, "caption", "text-3")


class PeopleList(RowList):
    """Rows that can be dragged onto a card; → goes to the cards, Entrée explains."""

    right_edge = Signal()

    def __init__(self) -> None:
        super().__init__(tr("People to place"), PersonDelegate())
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right:
            self.right_edge.emit()
            return
        super().keyPressEvent(event)


class PeopleCard(Card):
    """The card « À placer », which becomes « Équipe D3 » when a card of the board is selected."""

    person_chosen = Signal(str)
    explain_asked = Signal()
    right_edge = Signal()
    move_typed = Signal(str)
    """What was typed in the field of M: a code of a team."""
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("To place"), " ", flush=True, parent=parent)
        assert self.header is not None
        self.count = Chip("0")
        self.header.add_chip(self.count)
        self.back = IconButton("x", tr("Back to the people to place"))
        self.header.row.addWidget(self.back)
        self.back.hide()
        self.back.clicked.connect(self.back_asked)
        self._all: tuple[RowView, ...] = ()
        self._told = False
        fields = QWidget()
        row = HBox(fields, margins=(11, 0, 11, 10))
        self.search = SearchField(tr("Name, wish, role"), dense=True)
        self.code = SearchField(tr("Team, like D3"), icon="arrow-right", dense=True)
        self._fields = QStackedWidget()
        self._fields.addWidget(self.search)
        self._fields.addWidget(self.code)
        size(self._fields, height=32)
        row.addWidget(self._fields)
        self.body.addWidget(fields)
        self.note = Label("", "small", color="text-2", wrap=True)
        self.note.setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(8))
        self.body.addWidget(self.note)
        self.note.hide()
        self.people = PeopleModel(self)
        self.list = PeopleList()
        self.list.setModel(self.people)
        self.body.addWidget(self.list, 1)
        self.empty = QWidget()
        nobody = VBox(self.empty, margins=(16, 8, 16, 16))
        self.empty_words = Label("", "small", color="text-2", wrap=True)
        nobody.addWidget(self.empty_words)
        nobody.addStretch(1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.search.changed.connect(lambda _text: self._filter())
        self.search.edit.installEventFilter(self)
        self.search.submitted.connect(lambda _text: self.focus_list())
        self.code.submitted.connect(self.move_typed)
        self.code.edit.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.explain_asked.emit())
        self.list.right_edge.connect(self.right_edge)

    def show_rows(self, title: str, meta: str, rows: Sequence[RowView], *, of_team: bool, nobody: str) -> None:
        """Show these people under this title; ``nobody`` is said when there is none."""
        assert self.header is not None
        self.header.title.setText(title)
        self.header.meta.setText(meta)
        self.header.meta.setVisible(not of_team)
        self.back.setVisible(of_team)
        self.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self.count.set_text(integer(len(rows)))
        self._all = tuple(rows)
        self._nobody = nobody
        self._filter()

    def choose(self, person_id: str) -> None:
        """Select a person, without a signal."""
        place = self.people.place_of(person_id)
        self._told = True  # the list follows as for a person, who is not asked again
        if place is None:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.setCurrentIndex(self.people.index(place))
            self.list.scrollTo(self.people.index(place))
        self._told = False

    @property
    def person_id(self) -> str:
        """The person selected; empty for none."""
        index = self.list.currentIndex()
        return self.people.rows[index.row()].person_id if index.isValid() else ""

    def focus_list(self) -> None:
        """Put the focus in the list, on its first row when none is selected."""
        if not self.list.currentIndex().isValid() and self.people.rows:
            self.list.setCurrentIndex(self.people.index(0))
        self.list.setFocus()

    def ask_code(self, name: str) -> None:
        """Open the field of M for this person."""
        self.code.edit.setAccessibleName(tr("Team of {name}", name=name))
        self.code.edit.clear()
        self._fields.setCurrentWidget(self.code)
        self.say(tr("{name}: to which team?", name=name))
        self.code.edit.setFocus()

    @property
    def asks_code(self) -> bool:
        """Whether the field of M is open."""
        return self._fields.currentWidget() is self.code

    def close_code(self) -> None:
        """Back to the search field."""
        if self.asks_code:
            self._fields.setCurrentWidget(self.search)
            self.code.set_invalid(False)
            self.say("")

    def refuse_code(self, sentence: str) -> None:
        """Say why the code typed cannot be."""
        self.code.set_invalid(True)
        self.say(sentence)
        self.code.edit.selectAll()

    def say(self, sentence: str) -> None:
        """A line under the field; empty for none."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: Any) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if watched is self.search.edit and event.key() == Qt.Key.Key_Down:
                self.focus_list()
                return True
            if watched is self.code.edit and event.key() == Qt.Key.Key_Escape:
                self.close_code()
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _filter(self) -> None:
        text = self.search.text()
        rows = matching(self._all, text)
        chosen = self.person_id
        self.people.show_rows(rows)
        if chosen:
            self.choose(chosen)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty_words.setText(tr("Nobody here matches “{search}”.", search=text) if self._all else self._nobody)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._told:
            self.person_chosen.emit(self.people.rows[current.row()].person_id)
