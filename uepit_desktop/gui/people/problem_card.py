"""One problem of « À régler »: its title and count, and, when open, the fixes made beside the file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from ...language import integer, tr, trn
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.count import Count
from ..widgets.fields import named_field
from ..widgets.icons import IconLabel, paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.surfaces import Line
from .problems import CellFix, ShownProblem

#: Cells shown at first and at each « show more »: a file of ten thousand lines may hold thousands.
CELLS_AT_ONCE = 5


class ProblemCard(QWidget):
    """Opens and closes; says what the person decided and decides nothing itself."""

    way_out_taken = Signal(str, str)
    """Key of the problem, key of the way out."""
    cell_fixed = Signal(int, str, str)
    """Line of the file, field, corrected value."""
    toggled = Signal(str, bool)

    def __init__(self, problem: ShownProblem, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        self._shown_cells = 0
        column = VBox(self, spacing=0)
        column.addWidget(Line())
        self.title = _TitleRow(problem, is_open)
        self.title.clicked.connect(self._on_title)
        column.addWidget(self.title)
        self._details = QWidget()
        self._rows = VBox(self._details, margins=(44, 0, 16, 12), spacing=8)
        if problem.detail:
            self._rows.addWidget(Label(problem.detail, "small", color="text-2", wrap=True))
        self._cells = VBox(spacing=8)
        self._rows.addLayout(self._cells)
        self._more = Button(tr("Show more"), variant="quiet", size="dense")
        self._more.clicked.connect(self._show_more)
        self._rows.addWidget(self._more)
        self._add_ways_out()
        self._show_more()
        column.addWidget(self._details)
        self._details.setVisible(is_open)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_open(self, is_open: bool) -> None:
        """Show or hide the fixes."""
        self.title.set_open(is_open)
        self._details.setVisible(is_open)

    def focus_first(self) -> None:
        """Open it and put the focus where Enter accepts the suggestion."""
        self.set_open(True)
        self.toggled.emit(self.problem.key, True)
        target = next(
            (w for w in (*self._details.findChildren(QLineEdit), *self._details.findChildren(Button)) if w.isEnabled()
             and w is not self._more), None,
        )  # fmt: skip
        (target or self.title).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_ways_out(self) -> None:
        if not self.problem.ways_out:
            return
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        for way in self.problem.ways_out:
            button = Button(way.label, variant="primary" if way.primary else "secondary", size="dense")
            button.clicked.connect(
                lambda _checked=False, key=way.key: self.way_out_taken.emit(self.problem.key, key)
            )  # fmt: skip
            flow.addWidget(button)
        self._rows.addWidget(holder)

    def _show_more(self) -> None:
        until = min(len(self.problem.fixes), self._shown_cells + CELLS_AT_ONCE * (1 if not self._shown_cells else 4))
        for fix in self.problem.fixes[self._shown_cells : until]:
            row = _CellRow(fix)
            row.accepted.connect(self.cell_fixed)
            self._cells.addWidget(row)
        self._shown_cells = until
        left = len(self.problem.fixes) - until
        self._more.setText(trn("Show {n} more", "Show {n} more", left))
        self._more.setVisible(left > 0)

    def _on_title(self) -> None:
        is_open = not self._details.isVisible()
        self.set_open(is_open)
        self.toggled.emit(self.problem.key, is_open)


class _TitleRow(QAbstractButton):
    """The 44 px line of a problem: mark, title, count, chevron. Space or Enter opens it."""

    def __init__(self, problem: ShownProblem, is_open: bool) -> None:
        super().__init__()
        self._problem, self._open = problem, is_open
        self.setProperty("ring_radius", 6)
        size(self, min_height=44)
        row = HBox(self, margins=(16, 6, 12, 6), spacing=10)
        mark = ("octagon-alert", "danger-mark") if problem.danger else ("triangle-alert", "warning-mark")
        row.addWidget(IconLabel(mark[0], 18, mark[1]))
        self.words = Label(problem.title, weight=600, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        row.addWidget(Count(problem.count, "danger" if problem.danger else "warning"))
        row.addSpacing(theme().px(26))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._name()

    def set_open(self, is_open: bool) -> None:
        self._open = is_open
        self._name()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme().color("hover"))
        px = theme().px
        icon = "chevron-down" if self._open else "chevron-right"
        paint_icon(painter, self.width() - px(28), self.height() / 2 - px(8), icon, 16, "text-3")

    def _name(self) -> None:
        state = tr("open") if self._open else tr("closed")
        said = tr("{title}, {n} to settle, {state}", title=self._problem.title, n=self._problem.count, state=state)
        self.setAccessibleName(said)


class _CellRow(QWidget):
    """A line of the file and the value proposed for one of its cells; Enter or « OK » takes what is in the field."""

    accepted = Signal(int, str, str)

    def __init__(self, fix: CellFix) -> None:
        super().__init__()
        self._fix = fix
        row = HBox(self, spacing=8)
        line = Label(tr("line {line}", line=integer(fix.line)), "caption", color="text-3", tabular=True)
        size(line, width=62)
        self.edit = named_field(tr("Value of line {line}", line=integer(fix.line)), dense=True)
        self.edit.setText(fix.suggestion)
        self.edit.setCursorPosition(len(fix.suggestion) if fix.suggestion != fix.value else 0)
        self.edit.setToolTip(tr("In the file: {value}", value=fix.value))
        self.edit.returnPressed.connect(self._accept)
        self.edit.textEdited.connect(self._unmark)
        button = Button(tr("OK"), size="dense")
        button.setAccessibleName(tr("Take this value for line {line}", line=integer(fix.line)))
        button.clicked.connect(self._accept)
        row.addWidget(line)
        row.addWidget(self.edit, 1)
        row.addWidget(button)
        theme().changed.connect(self._mark_added)
        self._mark_added()

    def _accept(self) -> None:
        self.accepted.emit(self._fix.line, self._fix.field, self.edit.text().strip())

    def _mark_added(self) -> None:
        """Show in accent what the suggestion adds. A line edit has no rich text: an input-method format does it."""
        start, length = self._fix.added()
        if not length or self.edit.text() != self._fix.suggestion:
            return
        style = QTextCharFormat()
        style.setForeground(theme().color("accent"))
        style.setFontWeight(QFont.Weight.DemiBold)
        kind = QInputMethodEvent.AttributeType.TextFormat
        where = QInputMethodEvent.Attribute(kind, start - self.edit.cursorPosition(), length, style)
        QCoreApplication.sendEvent(self.edit, QInputMethodEvent("", [where]))

    def _unmark(self) -> None:
        QCoreApplication.sendEvent(self.edit, QInputMethodEvent("", []))
