"""The three forms of the welcome page: create an event, join one, open a protected one. They check, then ask."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLayout, QLineEdit, QWidget

from ...event.errors import UserError
from ...language import tr
from ..forms.create_event import Ui_CreateEventForm
from ..forms.join_event import Ui_JoinEventForm
from ..forms.unlock_event import Ui_UnlockEventForm
from ..widgets.fields import mark_invalid
from ..widgets.layouts import follow_zoom
from .theme import theme

SUFFIX = ".uepit"


class WelcomeForm(QWidget):
    """Shared by the forms: Entrée submits, an error is shown below the fields and beside the one at fault."""

    back = Signal()
    submitted = Signal()

    def _dress(self, ui: object) -> None:
        """Have the layouts of a Designer form follow the zoom, and wire its two buttons."""
        for layout in self.findChildren(QLayout):
            margins = layout.contentsMargins()
            edges = (margins.left(), margins.top(), margins.right(), margins.bottom())
            follow_zoom(layout, edges if layout.parent() is self else (0, 0, 0, 0), layout.spacing())
        ui.backButton.clicked.connect(self.back)  # type: ignore[attr-defined]
        ui.submitButton.clicked.connect(self._submit)  # type: ignore[attr-defined]
        self._error = ui.error  # type: ignore[attr-defined]
        self._submit_button = ui.submitButton  # type: ignore[attr-defined]
        self._error.hide()
        for edit in self.findChildren(QLineEdit):
            edit.textChanged.connect(lambda _text, edit=edit: mark_invalid(edit, False))

    def show_error(self, sentence: str, edit: QWidget | None = None) -> None:
        """Say why it cannot be done; the fields stay as they are."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if edit is not None and sentence:
            mark_invalid(edit, True)
            edit.setFocus()

    def focus_first(self) -> None:
        """Begin at the first field."""
        next(iter(self.findChildren(QLineEdit))).setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the work is under way the button cannot be pressed again."""
        self._submit_button.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _missing(self) -> tuple[QWidget, str] | None:
        """The first field that cannot stand, and why."""
        raise NotImplementedError

    def _submit(self) -> None:
        if not self._submit_button.isEnabled():
            return
        missing = self._missing()
        if missing is not None:
            self.show_error(missing[1], missing[0])
            return
        self.show_error("")
        self.submitted.emit()


class CreateForm(WelcomeForm):
    """Name, site, days, organiser, laptop, file, passphrase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_CreateEventForm()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]  # generated
        self._dress(self.ui)
        self._path_typed = False
        self.ui.startEdit.setDate(QDate.currentDate())
        self.ui.deskEdit.setText(tr("Coordination"))
        self.ui.nameEdit.textEdited.connect(self._propose_path)
        self.ui.siteEdit.textEdited.connect(self._propose_path)
        self.ui.pathEdit.textEdited.connect(self._on_path_typed)
        self.ui.pathButton.clicked.connect(self._choose_path)
        self.ui.protectBox.toggled.connect(self._on_protect)
        self.ui.proposeButton.clicked.connect(self._propose_passphrase)
        theme().changed.connect(self._align_numbers)
        self._align_numbers()
        self._on_protect(False)
        self._propose_path()

    def _align_numbers(self) -> None:
        """The style sheet's padding does not reach the field inside a date or a number."""
        for field in (self.ui.startEdit, self.ui.daysEdit):
            field.lineEdit().setTextMargins(theme().px(10), 0, theme().px(10), 0)

    @property
    def path(self) -> Path:
        """Where the event file goes."""
        return _with_suffix(self.ui.pathEdit.text().strip())

    @property
    def passphrase(self) -> str | None:
        """The passphrase, or None for a file that opens without."""
        return self.ui.passphraseEdit.text().strip() if self.ui.protectBox.isChecked() else None

    @property
    def values(self) -> dict[str, object]:
        """The other arguments of ``EventFile.create``."""
        day = self.ui.startEdit.date()
        return {
            "name": self.ui.nameEdit.text().strip(),
            "site": self.ui.siteEdit.text().strip(),
            "start_on": dt.date(day.year(), day.month(), day.day()),
            "days": self.ui.daysEdit.value(),
            "organiser": self.ui.organiserEdit.text().strip(),
            "desk": self.ui.deskEdit.text().strip(),
        }

    def _missing(self) -> tuple[QWidget, str] | None:
        ui = self.ui
        if not ui.nameEdit.text().strip():
            return ui.nameEdit, tr("Give the event a name.")
        if not ui.siteEdit.text().strip():
            return ui.siteEdit, tr("Give the site a name.")
        if not ui.deskEdit.text().strip():
            return ui.deskEdit, tr("Give this laptop a short name, such as Coordination.")
        if not ui.pathEdit.text().strip():
            return ui.pathEdit, tr("Choose where to keep the event.")
        if self.passphrase is not None and len(self.passphrase) < 8:
            return ui.passphraseEdit, tr("A passphrase has at least 8 characters.")
        return None

    def _propose_path(self) -> None:
        if not self._path_typed:
            words = [self.ui.nameEdit.text(), self.ui.siteEdit.text()]
            self.ui.pathEdit.setText(str(_documents() / _file_name(words)))

    def _on_path_typed(self) -> None:
        self._path_typed = True

    def _choose_path(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Where to keep it"), self.ui.pathEdit.text(), tr("Event (*.uepit)")
        )
        if chosen:
            self._path_typed = True
            self.ui.pathEdit.setText(str(_with_suffix(chosen)))

    def _on_protect(self, protected: bool) -> None:
        for widget in (
            self.ui.passphraseEditLabel,
            self.ui.passphraseEdit,
            self.ui.proposeButton,
            self.ui.passphraseNote,
        ):
            widget.setVisible(protected)
        if protected and not self.ui.passphraseEdit.text():
            self._propose_passphrase()

    def _propose_passphrase(self) -> None:
        from ...exchange import new_passphrase

        self.ui.passphraseEdit.setText(new_passphrase())


class JoinForm(WelcomeForm):
    """Pack, passphrase, name of this laptop, file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_JoinEventForm()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]  # generated
        self._dress(self.ui)
        self.ui.packButton.clicked.connect(self._choose_pack)
        self.ui.pathButton.clicked.connect(self._choose_path)
        self.ui.packEdit.textChanged.connect(self._propose_path)

    @property
    def values(self) -> tuple[Path, Path, str, str]:
        """Pack file, event file to make, name of this laptop, passphrase."""
        ui = self.ui
        path = _with_suffix(ui.pathEdit.text().strip())
        return Path(ui.packEdit.text().strip()), path, ui.deskEdit.text().strip(), ui.passphraseEdit.text().strip()

    def show_refusal(self, error: UserError) -> None:
        """Show why the pack was refused, beside the field that it is about."""
        fields = {
            "wrong_passphrase": self.ui.passphraseEdit,
            "no_desk": self.ui.deskEdit,
            "exists": self.ui.pathEdit,
            "not_found": self.ui.packEdit,
            "not_a_pack": self.ui.packEdit,
        }
        self.show_error(str(error), fields.get(error.code))

    def _missing(self) -> tuple[QWidget, str] | None:
        ui = self.ui
        if not ui.packEdit.text().strip():
            return ui.packEdit, tr("Choose the pack that the coordination gave you.")
        if not ui.passphraseEdit.text().strip():
            return ui.passphraseEdit, tr("Type the passphrase of the pack.")
        if not ui.deskEdit.text().strip():
            return ui.deskEdit, tr("Give this laptop a short name, such as Accueil B.")
        if not ui.pathEdit.text().strip():
            return ui.pathEdit, tr("Choose where to keep the event.")
        return None

    def _propose_path(self) -> None:
        if not self.ui.pathEdit.text():
            self.ui.pathEdit.setText(str(_documents() / _file_name([Path(self.ui.packEdit.text()).stem])))

    def _choose_pack(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Pack file"), str(_documents()), tr("Pack (*.uepitp);;All (*)")
        )
        if chosen:
            self.ui.packEdit.setText(chosen)

    def _choose_path(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Where to keep the event"), self.ui.pathEdit.text(), tr("Event (*.uepit)")
        )
        if chosen:
            self.ui.pathEdit.setText(str(_with_suffix(chosen)))


class UnlockForm(WelcomeForm):
    """The passphrase of a protected event file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = Path()
        self.ui = Ui_UnlockEventForm()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]  # generated
        self._dress(self.ui)

    def ask_for(self, path: Path, sentence: str = "") -> None:
        """Ask for the passphrase of ``path``, after a wrong one when ``sentence`` says so."""
        self.path = path
        self.ui.titleNote.setText(str(path))
        if not sentence:
            self.ui.passphraseEdit.clear()
        self.show_error(sentence, self.ui.passphraseEdit)
        self.ui.passphraseEdit.selectAll()
        self.ui.passphraseEdit.setFocus()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.ui.passphraseEdit.text()

    def _missing(self) -> tuple[QWidget, str] | None:
        return None if self.passphrase else (self.ui.passphraseEdit, tr("Type the passphrase of the event."))


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _file_name(words: list[str]) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode().lower()
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "uepit") + SUFFIX


def _with_suffix(text: str) -> Path:
    path = Path(text).expanduser()
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
