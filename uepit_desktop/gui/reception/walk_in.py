"""Registering on the spot: two names, an organisation, Enter. The form keeps its draft when a scan passes in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ...language import tr
from ..forms.walk_in import Ui_WalkInForm
from ..shell.actions import key_text
from ..shell.theme import theme
from ..widgets.fields import mark_invalid
from ..widgets.labels import Label
from .deed_button import DeedButton
from .metrics import ROOMY, TIGHT, Metrics
from .pen import Pen, letters, shortened
from .views import Deed


@dataclass(frozen=True, slots=True)
class WalkInDraft:
    """What was typed, without the spaces around."""

    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    function: str = ""


class WalkInStage(QWidget):
    """``submitted`` carries a ``WalkInDraft`` that has a name; ``closed`` fires on Fermer."""

    submitted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = ROOMY
        self._form = QWidget(self)
        self.fields = Ui_WalkInForm()
        self.fields.setupUi(self._form)  # type: ignore[no-untyped-call]
        self._form.setAccessibleName(tr("Register on the spot"))
        self._names = QStringListModel(self)
        completer = self._completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(6)
        self.fields.organisation.setCompleter(completer)
        self._edits = (
            self.fields.givenName,
            self.fields.familyName,
            self.fields.organisation,
            self.fields.function,
        )
        for edit in self._edits:
            edit.installEventFilter(self)
            edit.textEdited.connect(lambda _text, field=edit: self._on_edited(field))
        self._error = Label("", "small", color="danger-fg", wrap=True, parent=self)
        self._save = DeedButton(
            Deed("save", tr("Register and note the arrival"), key_text("Return"), "user-plus", primary=True), self
        )
        self._save.clicked.connect(self.submit)
        self._close = DeedButton(Deed("close", tr("Close"), key_text("Escape"), trailing=True), self)
        self._close.clicked.connect(self.closed)
        theme().changed.connect(self._arrange)

    def open(self, draft: WalkInDraft, *, organisations: Sequence[str] = ()) -> None:
        """Put ``draft`` in the fields and the cursor in the first empty one."""
        self._fill(draft)
        self.offer_organisations(organisations)
        self.show_error("")
        self.focus_first()

    def empty(self) -> None:
        """The draft served: the next form begins empty."""
        self._fill(WalkInDraft())
        self.show_error("")

    def offer_organisations(self, names: Sequence[str]) -> None:
        """The names that the organisation field completes."""
        if names:
            self._names.setStringList(list(names))

    def focus_first(self) -> None:
        """The cursor in the first empty field."""
        target = next((edit for edit in self._edits if not edit.text().strip()), self._edits[0])
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        target.selectAll()

    def draft(self) -> WalkInDraft:
        """What is typed now."""
        return WalkInDraft(*(" ".join(edit.text().split()) for edit in self._edits))

    def submit(self) -> None:
        """Hand the draft over, or say which name is missing."""
        draft = self.draft()
        if not (draft.given_name or draft.family_name):
            mark_invalid(self.fields.familyName, True)
            self.show_error(tr("A name is missing. Nothing was recorded."))
            self.fields.familyName.setFocus()
            return
        self.submitted.emit(draft)

    def show_error(self, sentence: str) -> None:
        """One sentence under the fields; "" takes it away."""
        self._error.setText(sentence)
        self._arrange()

    def set_metrics(self, metrics: Metrics) -> None:
        """The density that the page chose for the window."""
        self._metrics = metrics
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            popup = self._completer.popup()
            popup_open = popup is not None and popup.isVisible()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not popup_open:
                self.submit()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not popup_open and isinstance(watched, QLineEdit):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                at = next((i for i, edit in enumerate(self._edits) if edit is watched), 0)
                self._edits[(at + step) % len(self._edits)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen, px, m = Pen(painter), theme().px, self._metrics
        box = QRectF(self.rect())
        pen.frame(box, px(16), "surface", "border")
        size = 28 if m is not TIGHT else 18
        x, y = float(px(m.pad) + 1), self._top()
        width = self.width() - 2 * x
        pen.text(x, y, px(size * 1.25), tr("Register on the spot"), letters(size, 600), "text")
        if m is not TIGHT:
            words, font = tr("The badge is printed afterwards with F7. The rest can be completed later."), letters(15)
            pen.text(x, y + px(size * 1.25) + px(2), px(22), shortened(words, font, width), font, "text-2")
        painter.end()

    def _fill(self, draft: WalkInDraft) -> None:
        values = (draft.given_name, draft.family_name, draft.organisation, draft.function)
        for edit, value in zip(self._edits, values, strict=True):
            edit.setText(value)
            mark_invalid(edit, False)

    def _top(self) -> float:
        return theme().px(28 if self._metrics is not TIGHT else 8)

    def _on_edited(self, field: QLineEdit) -> None:
        mark_invalid(field, False)
        self.show_error("")

    def _arrange(self) -> None:
        px, m = theme().px, self._metrics
        x = px(m.pad) + 1
        width = self.width() - 2 * x
        tight = m is TIGHT
        y = self._top() + (px(28) if tight else px(28 * 1.25 + 2 + 22 + 18))
        height, font = (px(30), px(14)) if tight else (px(42), px(16))
        self._form.setStyleSheet(f"QLineEdit {{ min-height: {height}px; font-size: {font}px }}")
        for label in (
            self.fields.givenLabel,
            self.fields.familyLabel,
            self.fields.organisationLabel,
            self.fields.functionLabel,
        ):
            label.setFont(theme().font("small", 500))
            label.setContentsMargins(0, 0 if tight else px(8), 0, 0)
        ring = px(6)  # room for the focus ring of the outer fields
        self.fields.grid.setContentsMargins(ring, ring, ring, ring)
        self.fields.grid.setHorizontalSpacing(px(16))
        self.fields.grid.setVerticalSpacing(px(1 if tight else 4))
        height = self._form.sizeHint().height()
        self._form.setGeometry(x - ring, round(y) - ring, width + 2 * ring, height)
        y += height - ring + px(4 if tight else 10)
        foot = self.height() - px(m.foot) - px(m.deed) - 1
        self._error.setGeometry(x, round(y), width, max(0, min(px(40), round(foot - y))))
        fullness = 2
        for fullness in (2, 1, 0):
            if self._save.width_at(m.deed_font, fullness) + self._close.width_at(m.deed_font, fullness) < width:
                break
        for button in (self._save, self._close):
            button.set_density(m.deed, m.deed_font, fullness)
        save, close = self._save.sizeHint(), self._close.sizeHint()
        self._save.setGeometry(x, foot, save.width(), save.height())
        self._close.setGeometry(x + width - close.width(), foot, close.width(), close.height())
        self.update()
