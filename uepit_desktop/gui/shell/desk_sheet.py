"""This desk: the short name of the laptop, and who holds it now. What is noted from here carries both."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...event.errors import UserError
from ...language import tr
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from .context import AppContext
from .sheet import Sheet, show_over

_LONGEST = 60


class DeskSheet(Sheet):
    """The operator first: that is what changes several times a day. Enter keeps both."""

    saved = Signal()

    def __init__(self, window: QWidget, context: AppContext) -> None:
        super().__init__(window, width=440, name=tr("This desk"))
        self._context = context
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        head = HBox(spacing=12)
        head.addWidget(IconLabel("monitor", 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(tr("This desk"), 18, weight=600), 1)
        column.addLayout(head)
        self.operator = TextField(tr("Who holds the desk"), help_text=tr("Forgotten when the program is closed."))
        self.operator.edit.setText(context.settings.operator)
        self.desk = TextField(tr("Name of the desk"))
        self.desk.edit.setText(context.event.desk_name)
        self.desk.edit.setEnabled(not context.event.read_only)
        for field in (self.operator, self.desk):
            field.edit.setMaxLength(_LONGEST)
            field.edit.returnPressed.connect(self.keep)
            column.addWidget(field)
        row = HBox(spacing=8)
        row.addStretch(1)
        leave = Button(tr("Cancel"))
        leave.clicked.connect(self.close_sheet)
        self.keep_button = Button(tr("Save"), variant="primary")
        self.keep_button.clicked.connect(self.keep)
        row.addWidget(leave)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        show_over(window, self)
        self.operator.edit.setFocus()
        self.operator.edit.selectAll()

    def keep(self) -> None:
        """Keep the operator at once; a new name of the desk is written in the event, for every laptop."""
        name = self.desk.text()
        if not name:
            self.desk.set_error(tr("A desk has a name: others read it beside each arrival."))
            self.desk.edit.setFocus()
            return
        self._context.settings.operator = self.operator.text()
        event = self._context.event
        if name == event.desk_name:
            self._finish()
        else:
            self._context.tasks.run(event.rename_desk, name, then=lambda _changes: self._finish(),
                                    failed=self._refused, owner=self)  # fmt: skip

    def _finish(self) -> None:
        self.saved.emit()
        self.close_sheet()

    def _refused(self, error: UserError) -> None:
        self.desk.set_error(str(error))
