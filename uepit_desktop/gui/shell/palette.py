"""The command palette, Ctrl+K: go somewhere, do something, find someone, by typing a few letters (screen 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyleOptionViewItem, QWidget

from ...language import tr
from ..widgets.buttons import KeyCap
from ..widgets.icons import IconLabel, paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import HBox, size
from ..widgets.painting import key_cap_size, paint_key_cap, paint_marked_text, paint_selection_bar, paint_text
from ..widgets.rows import Index, RowDelegate, RowList
from ..widgets.surfaces import Line
from .actions import actions_heading, key_text, places_heading
from .palette_search import Entry, find
from .sheet import Sheet
from .theme import theme

PLACES_AT_MOST, PEOPLE_AT_MOST, ACTIONS_AT_MOST = 5, 5, 8
_ENTRY = int(Qt.ItemDataRole.UserRole) + 1
_FIND_PEOPLE_AFTER_MS = 60

#: ``look_up(text, show)`` looks people up off the UI thread and calls ``show(text, entries)`` on it
LookUp = Callable[[str, Callable[[str, list[Entry]], None]], None]


class Palette(Sheet):
    """Opens over the window; what is chosen runs after it has closed."""

    def __init__(
        self,
        window: QWidget,
        places: Sequence[Entry],
        actions: Sequence[Entry],
        *,
        look_up: LookUp | None = None,
        fallback: Callable[[str], Entry | None] = lambda query: None,
    ) -> None:
        """``fallback(query)`` is an action offered for whatever was typed: to register that person on site."""
        super().__init__(window, width=720, top=84, name=tr("Search or act"))
        self._places, self._actions = places, actions
        self._look_up, self._fallback = look_up, fallback
        self._people: tuple[str, list[Entry]] = ("", [])
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setProperty("ring", "none")
        self.field.setPlaceholderText(tr("A place, an action, a person"))
        self.field.setAccessibleName(tr("Search or act"))
        self.field.setFont(theme().font(20, 400))
        self.field.installEventFilter(self)
        top = QWidget()
        size(top, height=63)
        row = HBox(top, margins=(20, 0, 19, 0), spacing=14)
        row.addWidget(IconLabel("search", 22, "accent"))
        row.addWidget(self.field, 1)
        row.addWidget(KeyCap("Esc"))
        self._model = _Lines(self)
        self.list = RowList(tr("Results"), _LineDelegate(self))
        self.list.setUniformItemSizes(False)
        self.list.setModel(self._model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps it, and moves the choice
        self.list.clicked.connect(self._run)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.content.addWidget(top)
        self.content.addWidget(Line())
        self.content.addWidget(self.list, 1)
        self.content.addWidget(_KeysLine())
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_FIND_PEOPLE_AFTER_MS)
        self._delay.timeout.connect(self._find_people)
        self.field.textChanged.connect(self._on_text)
        self.setFocusProxy(self.field)
        self._refresh()

    def open(self) -> None:
        super().open()
        self.field.setFocus()

    @property
    def titles(self) -> list[str]:
        """What is offered now, in order."""
        return [line.entry.title for line in self._model.lines if line.entry is not None]

    def place(self) -> None:
        wanted = sum(_height(line) for line in self._model.lines) + theme().px(10)
        room = self.height() - theme().px(12 + 64 + 42 + 12 + 24)
        self.list.setFixedHeight(max(theme().px(48), min(wanted, room)))
        super().place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        rows = self._model.entry_rows
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and rows:
            row = self.list.currentIndex().row()
            at = rows.index(row) if row in rows else 0
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}[key]
            target = at + step if abs(step) > 1 else (at + step) % len(rows)
            self._choose(rows[max(0, min(len(rows) - 1, target))])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_sheet()
            return True
        return False

    def _on_text(self, text: str) -> None:
        if self._look_up is not None:
            self._delay.start()
        self._refresh()

    def _find_people(self) -> None:
        text = self.field.text().strip()
        if self._look_up is not None and len(text) >= 2:
            self._look_up(text, self._show_people)

    def _show_people(self, text: str, entries: list[Entry]) -> None:
        if text == self.field.text().strip():  # an answer to older letters is dropped
            self._people = (text, entries)
            self._refresh()

    def _refresh(self) -> None:
        query = self.field.text().strip()
        places = [replace(e, spans=s) for e, s in find(self._places, query)[:PLACES_AT_MOST]]
        if query and self._people[0] == query:
            places += self._people[1][:PEOPLE_AT_MOST]
        actions = [replace(e, spans=s) for e, s in find(self._actions, query)[:ACTIONS_AT_MOST]]
        extra = self._fallback(query) if query else None
        if extra is not None:
            actions.append(extra)
        lines: list[_Shown] = []
        for heading, entries in ((places_heading(), places), (actions_heading(), actions)):
            if entries:
                lines.append(_Shown(heading=heading, first=not lines))
                lines.extend(_Shown(entry=entry) for entry in entries)
        if not lines:
            lines.append(_Shown(heading=tr("Nothing with these letters"), first=True))
        self._model.show(lines)
        if self._model.entry_rows:
            self._choose(self._model.entry_rows[0])
        self.place()
        self.list.scrollToTop()
        self.update()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))
        if self._model.entry_rows and row == self._model.entry_rows[0]:
            self.list.scrollToTop()  # with its heading
        entry = self._model.lines[row].entry
        if entry is not None:  # the list never has the focus: the field tells what is chosen
            self.field.setAccessibleDescription(_sentence(entry))

    def _run(self, index: QModelIndex) -> None:
        entry = self._model.lines[index.row()].entry if index.isValid() else None
        if entry is not None:
            self.close_sheet()
            entry.run()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A heading or an entry."""

    entry: Entry | None = None
    heading: str = ""
    first: bool = False


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[_Shown] = []

    @property
    def entry_rows(self) -> list[int]:
        return [row for row, line in enumerate(self.lines) if line.entry is not None]

    def show(self, lines: list[_Shown]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.lines[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.lines[index.row()]
        if role == _ENTRY:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.entry.title if line.entry else line.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _sentence(line.entry) if line.entry else line.heading
        return None


class _LineDelegate(RowDelegate):
    line = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(80), _height(index.data(_ENTRY)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: _Shown = index.data(_ENTRY)
        if shown.entry is not None:
            super().paint(painter, option, index)
            return
        px, rect = theme().px, QRectF(option.rect)
        top = rect.top() + (px(12) if shown.first else px(18))
        if not shown.first:
            painter.fillRect(QRectF(rect.left(), rect.top() + px(6), rect.width(), px(1)), theme().color("border"))
        room = QRectF(rect.left() + px(20), top, rect.width() - px(40), px(16))
        paint_text(painter, room, shown.heading, "caption", "text-3", weight=500)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        entry = index.data(_ENTRY).entry
        px = theme().px
        if selected:
            paint_selection_bar(painter, rect)
        middle, right = rect.center().y(), rect.right() - px(20)
        paint_icon(painter, rect.left() + px(20), middle - px(10), entry.icon, 20, "accent" if selected else "text-3")
        cap = key_text(entry.shortcut) or (key_text("Return") if selected else "")
        if cap:
            width = key_cap_size(cap).width()
            paint_key_cap(painter, right - width, middle, cap)
            right -= width + px(14)
        left = rect.left() + px(54)
        room = QRectF(left, rect.top(), right - left, rect.height())
        if entry.detail:
            above = QRectF(left, middle - px(20), room.width(), px(20))
            below = QRectF(left, middle, room.width(), px(18))
            paint_marked_text(painter, above, entry.title, entry.spans)
            paint_text(painter, below, entry.detail, "caption", "text-2" if selected else "text-3")
        else:
            paint_marked_text(painter, room, entry.title, entry.spans)


class _KeysLine(QWidget):
    """The sunken line of keys at the bottom of the panel."""

    def __init__(self) -> None:
        super().__init__()
        size(self, height=42)
        row = HBox(self, margins=(20, 0, 20, 0), spacing=6)
        for keys, text in (("Up Down", tr("choose")), ("Return", tr("open"))):
            row.addWidget(KeyCap(keys))
            row.addWidget(Label(text, "caption", color="text-3"))
            row.addSpacing(theme().px(10))
        row.addStretch(1)
        row.addWidget(Label(tr("Accents and typos are forgiven"), "caption", color="text-3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()).adjusted(0, -px(20), 0, 0), px(13), px(13))
        painter.setClipRect(self.rect())
        painter.fillPath(ground, theme().color("sunken"))
        painter.fillRect(0, 0, self.width(), px(1), theme().color("border"))


def _height(line: _Shown) -> int:
    if line.entry is not None:
        return theme().px(48)
    return theme().px(34 if line.first else 40)


def _sentence(entry: Entry) -> str:
    return ", ".join(part for part in (entry.title, entry.detail, key_text(entry.shortcut)) if part)
