"""What the sheets that note many people at once share: a field, boxes to tick, the count, the button that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ...event import UserError
from ...language import tr
from ...reception import EntryPlan, EntryReport, note_entries
from ..shell.page import Page
from ..shell.sheet import Sheet
from ..widgets.buttons import Button
from ..widgets.fields import SearchField
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import StatusBanner
from .tick_list import TickList, TickModel
from .undoing import noted

if TYPE_CHECKING:
    from ...event.undo import UndoEntry

_WRITES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BulkSheet(Sheet):
    """``on_written`` is called with the report and what undoes it once it is on the disk, even when a scan has closed
    the sheet meanwhile. Subclasses fill ``self.top`` and override ``write``."""

    def __init__(self, window: QWidget, page: Page, title: str, why: str, icon: str, typing: str) -> None:
        super().__init__(window, width=620, name=title)
        self._page = page
        self.on_written: Callable[[EntryReport, UndoEntry | None], None] = lambda report, entry: None
        column = VBox(margins=(24, 20, 24, 20), spacing=10)
        self.content.addLayout(column)
        column.addLayout(SheetHead(icon, title, why))
        self.top = HBox(spacing=8)
        column.addLayout(self.top)
        self.field = SearchField(typing)
        self.field.changed.connect(self.on_typed)
        self.field.submitted.connect(lambda _text: self.on_entered())
        self.field.edit.installEventFilter(self)
        column.addWidget(self.field)
        self.model = TickModel(self)
        self.list = TickList(tr("People"), self.model)
        self.list.left_upwards.connect(self.field.edit.setFocus)
        self.lists = VBox()
        self.lists.addWidget(self.list)
        column.addLayout(self.lists, 1)
        self.banner = StatusBanner("", "info")
        column.addWidget(self.banner)
        self.banner.hide()
        row = HBox(spacing=8)
        self.count = Label("", "small", color="text-2")
        row.addWidget(self.count, 1)
        self.leave = Button(tr("Cancel"))
        self.leave.clicked.connect(self.close_sheet)
        self.write_button = Button("", variant="primary", shortcut_hint="Ctrl+Return")
        self.write_button.clicked.connect(self.write)
        row.addWidget(self.leave)
        row.addWidget(self.write_button)
        column.addLayout(row)

    def on_typed(self, text: str) -> None:
        """Letters came or went in the field."""
        self.model.filter(text)
        if text and self.model.shown:
            self.list.setCurrentIndex(self.model.index(0))

    def on_entered(self) -> None:
        """Enter in the field ticks the row chosen, and the field is ready for the next name."""
        if self.field.text().strip() and self.list.currentIndex().isValid():
            self.model.toggle(self.list.currentIndex().row())
            said = str(self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")
            self._page.context.announce(said)
            self.field.clear()

    def write(self) -> None:
        """The button, or Ctrl+Enter."""
        raise NotImplementedError

    def move(self, step: int) -> None:  # type: ignore[override]
        """↑ and ↓ in the field."""
        rows = self.model.rowCount()
        if rows:
            place = max(0, min(rows - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self.model.index(place))
            self._page.context.announce(str(self.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)))

    def write_plan(self, plan: EntryPlan) -> None:
        """Write what was counted; the sheet closes once it is on the disk."""
        self.write_button.setEnabled(False)
        self._page.run(
            noted, note_entries, self._page.context.event, plan, operator=self._page.context.settings.operator,
            then=self._on_written, failed=self.on_refused,
        )  # fmt: skip

    def read(self, fn: Callable[..., Any], *args: Any, **options: Any) -> None:
        """Read beside the writer; nothing is called back once the sheet is gone."""
        self._page.context.tasks.run(fn, *args, owner=self, reads=True, **options)

    def on_refused(self, error: UserError) -> None:
        """Say why nothing was written."""
        if not isValid(self):
            self._page.context.toasts.show_message(str(error), meaning="danger")
            return
        self.write_button.setEnabled(True)
        self.say(str(error), "danger")

    def say(self, words: str, meaning: str = "info") -> None:
        """A sentence above the buttons; "" for none."""
        self.banner.show_text(words, meaning)
        self.banner.setVisible(bool(words))
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.field.edit:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
            if Qt.Key(event.key()) in steps:
                self.move(steps[Qt.Key(event.key())])
                return True
            if event.key() in _WRITES and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._write_by_key()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _WRITES and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._write_by_key()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _write_by_key(self) -> None:
        if self.write_button.isEnabled():
            self.write()

    def _on_written(self, answer: tuple[EntryReport, UndoEntry | None]) -> None:
        report, entry = answer
        if report.done:
            self.on_written(report, entry)
            if isValid(self):
                self.close_sheet()
        elif isValid(self):
            self.write_button.setEnabled(True)
            self.say(report.message, "warning")
