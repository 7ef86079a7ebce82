"""The side panel of one person: who, how to reach, what for; simple fields are edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from ...language import hour, tr, trn
from ..widgets.buttons import Button, IconButton
from ..widgets.chips import Chip, TeamCode
from ..widgets.fields import Select, named_field
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.surfaces import Card, Line
from .passages import Passages
from .person_sheet import EDITED, PersonSheet

#: Longer names are whole in their fields, right below.
_LONGEST_TITLE = 80
_CONSENTS = ("yes", "no", "not_asked")


def field_words(field: str) -> str:
    """What a field of a person is called."""
    return {
        "given_name": tr("Given name"),
        "family_name": tr("Family name"),
        "organisation": tr("Organisation"),
        "function": tr("Function"),
        "email": tr("E-mail address"),
        "phone": tr("Phone"),
        "diet": tr("Diet"),
        "access_needs": tr("Access needs"),
    }[field]


def consent_words(consent: str) -> str:
    """What the person said of being filmed and photographed."""
    return {"yes": tr("Image: yes"), "no": tr("Image: no")}.get(consent, tr("Image: not asked"))


class PersonPanel(Card):
    """Shows a ``PersonSheet``; says what the person at the keyboard changed, and writes nothing itself."""

    closed = Signal()
    edited = Signal(str, str, str)
    """Id of the person, field, new value."""
    erase_asked = Signal(str)
    badge_asked = Signal(str)
    cancel_asked = Signal(str, bool)
    """Id of the person, True to cancel the registration and False to take it back."""
    undo_asked = Signal(str, str, str)
    """Id of the person, id of the fact, what it is in words."""
    export_asked = Signal(str)

    def __init__(self, *, sees_sensitive: bool, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._sheet: PersonSheet | None = None
        self._sees_sensitive = sees_sensitive
        self._unlocked = False
        self.setAccessibleName(tr("Person"))
        top = HBox(margins=(15, 12, 8, 10), spacing=8)
        words = VBox(spacing=2)
        self._name = Label("", 18, weight=600, wrap=True)
        self._below = Label("", "small", color="text-3", elide=True)
        words.addWidget(self._name)
        words.addWidget(self._below)
        top.addLayout(words, 1)
        self.close_button = IconButton("x", tr("Close"))
        self.close_button.clicked.connect(self.closed)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(Line())
        self.body.addWidget(self._scrolled(), 1)
        self.body.addWidget(Line())
        self.body.addLayout(self._foot())

    @property
    def person_id(self) -> str:
        """Whom the panel shows, "" when nobody."""
        return self._sheet.id if self._sheet is not None else ""

    def show_person(self, sheet: PersonSheet) -> None:
        """Show another person, or the same one as it is now; what is being typed is kept."""
        same = self.person_id == sheet.id
        if not same:
            self._unlocked = False
        self._sheet = sheet
        name = sheet.name or tr("No name")
        self._name.setText(name if len(name) <= _LONGEST_TITLE else name[: _LONGEST_TITLE - 1] + "…")
        self._name.setToolTip(name)
        self._below.setText(", ".join(part for part in (sheet.function, sheet.organisation) if part))
        self._below.setVisible(bool(self._below.text()))
        self._fill_chips(sheet)
        for field, edit in self._edits.items():
            if not (same and edit.hasFocus() and edit.isModified()):
                edit.setText(str(getattr(sheet, field)))
                edit.setCursorPosition(0)  # a long address shows its beginning
                edit.setModified(False)
        self._consent.setCurrentIndex(_CONSENTS.index(sheet.image_consent) if sheet.image_consent in _CONSENTS else 2)
        self._fill_wishes(sheet)
        self._skills.setText(", ".join(sheet.skills) or tr("None"))
        self._more.setText(_more_words(sheet))
        self.passages.show_passages(sheet.passages)
        self._notes.setText(" ".join(sheet.notes))
        self._notes_row.setVisible(bool(sheet.notes))
        self._cancel.setText(tr("Take the registration back") if sheet.cancelled else tr("Cancel the registration"))
        self._show_sensitive()

    def focus_first(self) -> None:
        """Put the focus in the first field."""
        self._edits[EDITED[0]].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # building

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        area.setWidget(inside)
        column = VBox(inside, margins=(15, 12, 15, 15), spacing=10)
        self._chips = QWidget()
        self._chip_flow = FlowLayout(self._chips, spacing=6)
        column.addWidget(self._chips)
        self._notes_row = QWidget()
        notes = HBox(self._notes_row, spacing=8)
        notes.addWidget(IconLabel("triangle-alert", 16, "warning-mark"), 0, Qt.AlignmentFlag.AlignTop)
        self._notes = Label("", "small", color="warning-fg", wrap=True)
        notes.addWidget(self._notes, 1)
        column.addWidget(self._notes_row)
        self._edits = {field: self._add_edit(column, field) for field in EDITED}
        self._consent = Select(tr("Image consent"))
        for consent in _CONSENTS:
            self._consent.addItem(consent_words(consent), consent)
        self._consent.activated.connect(lambda place: self._say("image_consent", _CONSENTS[place]))
        column.addWidget(self._consent)
        column.addWidget(Label(tr("Wishes"), "caption", color="text-3", weight=500))
        self._wishes = VBox(spacing=6)
        column.addLayout(self._wishes)
        column.addWidget(Label(tr("Skills"), "caption", color="text-3", weight=500))
        self._skills = Label("", "small", wrap=True)
        column.addWidget(self._skills)
        self._more = Label("", "small", color="text-2", wrap=True)
        column.addWidget(self._more)
        self.passages = Passages(may_undo=self._sees_sensitive)
        self.passages.undo_asked.connect(lambda fact, what: self.undo_asked.emit(self.person_id, fact, what))
        column.addWidget(self.passages)
        column.addWidget(self._sensitive_box())
        column.addStretch(1)
        return area

    def _add_edit(self, column: VBox, field: str) -> QLineEdit:
        row = HBox(spacing=8)
        caption = Label(field_words(field), "small", color="text-3")
        size(caption, width=130)
        edit = named_field(field_words(field), dense=True)
        caption.setBuddy(edit)
        edit.editingFinished.connect(lambda: self._on_edited(field, edit))
        row.addWidget(caption)
        row.addWidget(edit, 1)
        column.addLayout(row)
        return edit

    def _sensitive_box(self) -> QWidget:
        box = QWidget()
        column = VBox(box, spacing=8)
        row = HBox(spacing=8)
        row.addWidget(IconLabel("shield-check", 16, "info-mark"))
        self._sensitive_words = Label(tr("Diet and access needs"), "small", color="text-2", wrap=True)
        row.addWidget(self._sensitive_words, 1)
        self.unlock_button = Button(tr("Show"), size="dense", icon="lock")
        self.unlock_button.clicked.connect(self._on_unlock)
        row.addWidget(self.unlock_button)
        column.addLayout(row)
        self._sensitive = QWidget()
        inside = VBox(self._sensitive, spacing=8)
        self._sensitive_edits = {field: self._add_edit(inside, field) for field in ("diet", "access_needs")}
        column.addWidget(self._sensitive)
        return box

    def _foot(self) -> HBox:
        foot = HBox(margins=(15, 10, 15, 10), spacing=8)
        self.badge_button = Button(tr("Badge"), size="dense", icon="printer")
        self.badge_button.clicked.connect(lambda: self.badge_asked.emit(self.person_id))
        self._cancel = Button("", size="dense")
        self._cancel.clicked.connect(self._on_cancel)
        self.export_button = Button(tr("Export their data"), size="dense", icon="download")
        self.export_button.clicked.connect(lambda: self.export_asked.emit(self.person_id))
        if not self._sees_sensitive:  # never shown before it has a parent: it would be a window of its own
            self.export_button.hide()
        self.erase_button = Button(tr("Erase"), size="dense", icon="trash-2", name=tr("Erase this person for good"))
        self.erase_button.clicked.connect(lambda: self.erase_asked.emit(self.person_id))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        for button in (self.badge_button, self._cancel, self.export_button, self.erase_button):
            flow.addWidget(button)
        foot.addWidget(holder, 1)
        return foot

    # showing

    def _fill_chips(self, sheet: PersonSheet) -> None:
        while (item := self._chip_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sheet.arrived_at is not None:
            self._chip_flow.addWidget(Chip(tr("arrived at {hour}", hour=hour(sheet.arrived_at)), "success"))
        elif sheet.cancelled:
            self._chip_flow.addWidget(Chip(tr("cancelled"), "danger"))
        else:
            self._chip_flow.addWidget(Chip(tr("expected")))
        for role in sheet.roles:
            self._chip_flow.addWidget(Chip(role))
        self._chips.updateGeometry()

    def _fill_wishes(self, sheet: PersonSheet) -> None:
        while (item := self._wishes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for code, title in sheet.wishes or (("", tr("None")),):
            line = QWidget()
            row = HBox(line, spacing=8)
            if code:
                row.addWidget(TeamCode(code))
            row.addWidget(Label(title, "small", elide=True), 1)
            self._wishes.addWidget(line)

    def _show_sensitive(self) -> None:
        sheet = self._sheet
        assert sheet is not None
        known = bool(sheet.diet or sheet.access_needs)
        self.unlock_button.setVisible(not self._unlocked)
        self.unlock_button.setEnabled(self._sees_sensitive)
        self._sensitive.setVisible(self._unlocked)
        if not self._sees_sensitive:
            self._sensitive_words.setText(tr("Diet and access needs: seen by the coordination only"))
        elif known:
            self._sensitive_words.setText(tr("Diet and access needs: something is written"))
        else:
            self._sensitive_words.setText(tr("Diet and access needs: nothing written"))
        for field, edit in self._sensitive_edits.items():
            edit.setText(str(getattr(sheet, field)) if self._unlocked else "")
            edit.setModified(False)

    def _on_unlock(self) -> None:
        self._unlocked = True
        self._show_sensitive()
        self._sensitive_edits["diet"].setFocus()

    def _on_edited(self, field: str, edit: QLineEdit) -> None:
        if self._sheet is not None and edit.isModified() and edit.text().strip() != getattr(self._sheet, field):
            edit.setModified(False)
            self._say(field, edit.text().strip())

    def _on_cancel(self) -> None:
        if self._sheet is not None:
            self.cancel_asked.emit(self._sheet.id, not self._sheet.cancelled)

    def _say(self, field: str, value: str) -> None:
        if self._sheet is not None and value != getattr(self._sheet, field):
            self.edited.emit(self._sheet.id, field, value)


def _more_words(sheet: PersonSheet) -> str:
    """Badge, territory and days in a few words."""
    said = [tr("Badge {code}", code=sheet.badge)] if sheet.badge else []
    if sheet.badge_prints:
        said.append(trn("printed {n} time", "printed {n} times", sheet.badge_prints))
    if sheet.aliases:
        said.append(tr("also known as {codes}", codes=", ".join(sheet.aliases)))
    if sheet.territory:
        said.append(sheet.territory)
    if sheet.days:
        said.append(tr("comes on {days}", days=", ".join(sheet.days)))
    return ". ".join(part[0].upper() + part[1:] for part in said) + ("." if said else "")
