"""What was noted of a person's presence, fact by fact: who, when, at which desk, how; the coordination may undo one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...event import EventFile
from ...event.model import CheckInKind
from ...language import date_short, hour, tr
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.fields import TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.sheet_head import SheetHead
from .person_sheet import Passage

#: A person is noted a few times a day; what is older stays in their own data.
_SHOWN = 30


def read_passages(event: EventFile, person_id: str) -> tuple[Passage, ...]:
    """The facts of a person in words, the latest first."""
    from ...reception.desks import history

    with event.read() as db:
        facts = history(db, event, person_id)
    found = []
    for fact in facts:
        title = tr("{what}, {hour}", what=_kind_words(fact.kind, fact.about), hour=hour(fact.at))
        who = [fact.desk or tr("unknown desk"), fact.operator, _method_words(fact.method)]
        where = fact.half_day or date_short(fact.at.date())
        detail = tr("{where}. {who}", where=where, who=", ".join(part for part in who if part))
        if fact.reason and fact.kind == CheckInKind.UNDO:
            detail = tr("{detail}. Reason: {reason}", detail=detail, reason=fact.reason)
        undoable = fact.stands and fact.kind != CheckInKind.UNDO
        found.append(Passage(fact.check_in_id, title, detail, fact.stands, fact.counts, undoable))
    return tuple(found)


class Passages(QWidget):
    """Shows them; ``undo_asked`` carries the id and the title of one that should be taken back."""

    undo_asked = Signal(str, str)

    def __init__(self, *, may_undo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_undo = may_undo
        self._shown: tuple[Passage, ...] | None = None
        self.buttons: list[Button] = []
        column = VBox(self, spacing=6)
        column.addWidget(Label(tr("Presence"), "caption", color="text-3", weight=500))
        self._rows = VBox(spacing=6)
        column.addLayout(self._rows)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show these."""
        if tuple(passages) == self._shown:
            return
        self._shown, self.buttons = tuple(passages), []
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for passage in passages[:_SHOWN]:
            self._rows.addWidget(self._row(passage))
        if not passages:
            self._rows.addWidget(Label(tr("Nothing noted"), "small"))

    def _row(self, passage: Passage) -> QWidget:
        row = QWidget()
        line = HBox(row, spacing=8)
        icon, tint = ("circle-check", "success-mark") if passage.counts else ("circle", "text-3")
        if not passage.stands:
            icon, tint = "undo-2", "text-3"
        line.addWidget(IconLabel(icon, 16, tint), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=0)
        said = passage.title if passage.stands else tr("{what}, taken back", what=passage.title)
        words.addWidget(Label(said, "small", weight=500, color="text" if passage.stands else "text-3", wrap=True))
        words.addWidget(Label(passage.detail, "caption", color="text-3", wrap=True))
        line.addLayout(words, 1)
        if passage.undoable and self._may_undo:
            button = Button(tr("Undo"), size="dense")
            button.setAccessibleName(tr("Undo: {what}. {detail}", what=passage.title, detail=passage.detail))
            button.clicked.connect(lambda: self.undo_asked.emit(passage.id, passage.title))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        row.setAccessibleName(f"{said}. {passage.detail}")
        return row


class UndoSheet(Sheet):
    """Why a passage noted at a desk is taken back: the reason is kept with it, and every desk will see it."""

    confirmed = Signal(str)

    def __init__(self, window: QWidget, name: str, what: str) -> None:
        super().__init__(window, width=480, name=tr("Undo: {what}", what=what))
        column = VBox(margins=(24, 20, 24, 20), spacing=12)
        self.content.addLayout(column)
        column.addLayout(SheetHead("undo-2", tr("Undo: {what}", what=what), name, wrap=True))
        why = tr("What was noted stays in the log and no longer counts, here and on the other desks.")
        column.addWidget(Label(why, color="text-2", wrap=True))
        self.reason = TextField(tr("Reason"), placeholder=tr("Badge of someone else, wrong person…"))
        self.reason.edit.setMaxLength(500)
        self.reason.edit.returnPressed.connect(self._confirm)
        column.addWidget(self.reason)
        row = HBox(spacing=8)
        row.addStretch(1)
        keep = Button(tr("Keep"))
        keep.clicked.connect(self.close_sheet)
        self.undo = Button(tr("Undo"), variant="primary", icon="undo-2")
        self.undo.clicked.connect(self._confirm)
        row.addWidget(keep)
        row.addWidget(self.undo)
        column.addLayout(row)
        show_over(window, self)
        self.reason.edit.setFocus()

    def _confirm(self) -> None:
        if not self.reason.text():
            self.reason.set_error(tr("Say why: the reason is read by whoever looks at this later."))
            self.reason.edit.setFocus()
            return
        reason = self.reason.text()
        self.close_sheet()
        self.confirmed.emit(reason)


def _kind_words(kind: str, about: str) -> str:
    words = {
        CheckInKind.ARRIVAL.value: tr("Arrival"),
        CheckInKind.DEPARTURE.value: tr("Departure"),
        CheckInKind.EXCUSE.value: tr("Excused absence"),
    }
    if kind == CheckInKind.UNDO:
        return tr("Taken back: {what}", what=words.get(about, tr("Passage")).lower())
    return words.get(kind, tr("Passage"))


def _method_words(method: str) -> str:
    return {
        "scan": tr("badge read"),
        "typed": tr("code typed"),
        "name": tr("found by name"),
        "walk_in": tr("registered on the spot"),
        "group": tr("with a group"),
        "paper": tr("from a signed sheet"),
    }.get(method, "")
