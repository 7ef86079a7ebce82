"""Second step of the import: which column goes where, and what is to settle beside the file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import Card, Line
from .columns_model import ColumnsModel
from .columns_table import ColumnsTable
from .draft import Draft
from .problems_panel import ProblemsPanel

#: Below this width of 100 %, table and problems are shown one at a time.
TWO_FROM = 760


class ColumnsStep(QWidget):
    """Says which field was chosen and what was settled; shows the draft that comes back."""

    field_chosen = Signal(int, str)
    way_out_taken = Signal(str, str)
    cell_fixed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        column = VBox(self, spacing=12)
        self._tabs = SegmentedControl(tr("Side shown"), [("columns", tr("Columns")), ("problems", tr("To settle"))])
        self._tabs.chosen.connect(lambda _key: self._show_sides())
        self._tabs.hide()
        column.addWidget(self._tabs)
        row = HBox(spacing=16)
        column.addLayout(row, 1)
        self.model = ColumnsModel(self)
        self.model.field_chosen.connect(self.field_chosen)
        self.card = Card(tr("Columns of the file"), " ", flush=True)
        self.table = ColumnsTable(self.model)
        self.table.problem_wanted.connect(self._on_problem_wanted)
        self.card.body.addWidget(self.table, 1)
        self._foot = QWidget()
        foot = VBox(self._foot, spacing=0)
        foot.addWidget(Line())
        words = HBox(margins=(16, 0, 16, 0), spacing=8)
        words.addWidget(IconLabel("shield-check", 16, "info-mark"))
        self._sensitive = Label("", "caption", color="text-2", elide=True)
        words.addWidget(self._sensitive, 1)
        foot.addLayout(words, 1)
        size(self._foot, height=38)
        self.card.body.addWidget(self._foot)
        row.addWidget(self.card, 1)
        self.problems = ProblemsPanel()
        self.problems.way_out_taken.connect(self.way_out_taken)
        self.problems.cell_fixed.connect(self.cell_fixed)
        row.addWidget(self.problems)
        theme().changed.connect(self._show_sides)

    def show_draft(self, draft: Draft, field_label: Callable[[str], str]) -> None:
        """Show a draft, the current row staying where it is."""
        fresh = self._draft is None or self._draft.path != draft.path
        self._draft = draft
        vocabulary = draft.mapping.vocabulary
        self.model.fields = [
            (field.id, field_label(field.id), field.sensitive, field.many) for field in vocabulary.fields
        ]
        self.model.show_rows(draft.column_rows(field_label))
        if self.card.header is not None:
            self.card.header.meta.setText(draft.recognised_words())
        sensitive = draft.sensitive_words(field_label)
        self._sensitive.setText(sensitive)
        self._show_sides()
        self.problems.show_problems([problem.shown for problem in draft.answer.problems])
        if fresh and self.model.rowCount():
            self.table.go_to_row(draft.answer.unmapped[0] if draft.answer.unmapped else 0)

    def next_problem(self) -> None:
        """Ctrl+↓: the next problem, wherever the focus is."""
        if self._tabs.isVisible():
            self._tabs.choose("problems")
            self._show_sides()
        self.problems.focus_next()

    def focus_first(self) -> None:
        """The table, on its current row."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_sides()

    def _show_sides(self) -> None:
        px = theme().px
        both = self.width() >= px(TWO_FROM)
        self._foot.setVisible(bool(self._sensitive.text()) and self.height() >= px(260))
        self._tabs.setVisible(not both)
        self.card.setVisible(both or self._tabs.current == "columns")
        self.problems.setVisible(both or self._tabs.current == "problems")
        if both:
            self.problems.setFixedWidth(min(px(412), self.width() * 2 // 5))
        else:
            self.problems.setMinimumWidth(0)
            self.problems.setMaximumWidth(16_777_215)

    def _on_problem_wanted(self, place: int) -> None:
        field = self.model.row(place).field
        keys = [
            problem.key
            for problem in (each.shown for each in self._draft.answer.problems)
            if any(fix.field == field for fix in problem.fixes) or (problem.key == "missing" and not field)
            or problem.key.startswith(f"cells:{field}:")
        ] if self._draft is not None else []  # fmt: skip
        if keys:
            if self._tabs.isVisible():
                self._tabs.choose("problems")
                self._show_sides()
            self.problems.focus_field(keys)
        else:
            self.table.open_fields()
