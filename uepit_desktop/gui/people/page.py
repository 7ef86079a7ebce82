"""The place « Participants »: the list of people, and the wizard that imports them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ...event import Changes, UserError
from ...language import tr, trn
from ...people import edit_person, erase
from ...people.coordination import coordinates
from ..papers.papers_sheet import PapersSheet
from ..shell.actions import Action, KeyHint
from ..shell.context import AppContext
from ..shell.page import Page, ScreenshotState
from ..widgets.layouts import size
from .badges_sheet import BadgesSheet
from .erase_sheet import EraseSheet
from .file_step import dropped_file
from .import_wizard import COLUMNS, PREVIEW, ImportWizard
from .participants_model import Filters
from .participants_view import ParticipantsView
from .passages import UndoSheet
from .person_sheet import PersonSheet
from .reading import find_people, read_arrivals, read_participants, read_person, read_rows
from .retention_sheet import RetentionSheet
from .wizard_bar import WizardBar

#: Tables whose change is seen in the rows of the list.
_ROW_TABLES = ("person", "person_role", "wish", "challenge", "organisation")

_SAMPLES = {"people": "inscriptions", "programme": "programme"}


class PeoplePage(Page):
    """Reads on worker threads and shows; every change goes through the verbs of ``people`` and ``challenges``."""

    place: ClassVar[str] = "people"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.import_button = self.header.add_button(tr("Import"), icon="upload")
        self.import_button.clicked.connect(lambda: self.open_wizard())
        self.badges_button = self.header.add_button(tr("Print badges"), icon="printer")
        self.badges_button.clicked.connect(lambda: self.print_badges())
        self.view = ParticipantsView(sees_sensitive=sees_sensitive(context))
        self.bar = WizardBar()
        self.wizard = ImportWizard(context, self.bar)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.wizard)
        # what does not fit is folded or scrolled inside: it never makes the window wider
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        size(self.stack, min_height=224)
        self.body.addWidget(self.stack, 1)
        frame = self.layout()
        assert isinstance(frame, QVBoxLayout)
        frame.addWidget(self.bar)
        self.bar.hide()
        self.setAcceptDrops(True)
        self._asked_person = ""
        self._loaded = False
        self.view.search_asked.connect(self._search)
        self.view.person_asked.connect(self.show_person)
        self.view.import_asked.connect(self.open_wizard)
        self.view.selection_changed.connect(self.actions_changed)
        self.view.panel.edited.connect(self._edit)
        self.view.panel.erase_asked.connect(self.ask_to_erase)
        self.view.panel.badge_asked.connect(lambda person_id: self.print_badges([person_id]))
        self.view.panel.cancel_asked.connect(
            lambda person_id, cancel: self._edit(person_id, "status", "cancelled" if cancel else "registered")
        )
        self.view.panel.undo_asked.connect(self.ask_to_undo)
        self.view.panel.export_asked.connect(lambda person_id: self.export_person(person_id))
        self.wizard.left.connect(self.close_wizard)
        self.wizard.titled.connect(self._on_titled)
        self.wizard.moved.connect(self._on_moved)
        self._show_header()

    @property
    def importing(self) -> bool:
        """Whether the wizard stands in the place of the list."""
        return self.stack.currentWidget() is self.wizard

    # the shell's questions

    def on_shown(self, **args: Any) -> None:
        if not self._loaded:
            self.reload()
        if args.get("importing"):
            self.open_wizard(str(args.get("kind", "")), args.get("path"))
            return
        if args.keys() & {"wish", "to_check", "arrival"}:
            self.close_wizard()
            self.view.set_filters(
                Filters(args.get("arrival", ""), wish=args.get("wish", ""), to_check=bool(args.get("to_check")))
            )
        if args.get("person_id"):
            self.close_wizard()
            self.show_person(str(args["person_id"]))
        if self.importing:
            self.wizard.focus_first()
        else:
            self.view.focus_first()

    def on_changes(self, changes: Changes) -> None:
        if not self._loaded:
            return
        if changes.touches("person_role", "wish", "challenge", "organisation") or (
            len(changes.rows.get("person", ())) > 200
        ):
            self.reload()
        elif people := changes.rows.get("person"):
            self.run(read_rows, self.context.event, tuple(people), then=self._on_rows, reads=True)
        elif changes.touches("check_in"):
            ids = tuple(row.id for row in self.view.model.everyone())
            self.run(read_arrivals, self.context.event, ids, then=self.view.model.note_arrivals, reads=True)
        shown = self.view.panel.person_id
        if shown and self.view.panel.isVisible() and changes.touches(*_ROW_TABLES, "check_in", "badge_print"):
            self.show_person(shown, focus=False)

    def palette_actions(self) -> list[Action]:
        if self.importing:
            on = self.bar.forward_button.isEnabled()
            return [
                Action(self.bar.forward_button.text(), self.wizard.go_on, "arrow-right", "Ctrl+Return", enabled=on),
                Action(tr("Next problem"), self.wizard.next_problem, "triangle-alert", "Ctrl+Down"),
                Action(tr("Leave the import"), self.close_wizard, "x"),
            ]
        total = self.view.model.total()
        selected = len(self.view.table.selected_ids())
        words = tr("Print the badges of the selection") if selected > 1 else tr("Print every badge")
        return [
            Action(tr("Import registrations"), self.open_wizard, "upload", "I", words="csv xlsx ods excel"),
            Action(tr("Import défis"), lambda: self.open_wizard("challenges"), "target", words="csv xlsx"),
            Action(tr("Import the programme…"), lambda: self.open_wizard("programme"), "calendar-days",
                   words="csv xlsx ods sessions salles ateliers"),
            Action(words, self.print_badges, "printer", "P", enabled=total > 0),
            Action(tr("Papers of attendance"), self.open_papers, "file-text", enabled=total > 0,
                   words="feuilles émargement attestations certificats listes pdf"),
            Action(tr("What is kept, and until when"), self.open_retention, "shield-check",
                   enabled=self.view.sees_sensitive, words="rgpd conservation durée purge retention effacer"),
            Action(tr("Filter the list"), self.view.open_filters, "filter", "F", enabled=total > 0),
        ]  # fmt: skip

    def key_hints(self) -> list[KeyHint]:
        if self.importing:
            return [
                KeyHint("Up Down", tr("move between columns")),
                KeyHint("Alt+Down", tr("open the list of fields")),
                KeyHint("Return", tr("accept the suggestion")),
            ]
        return [KeyHint("Up Down", tr("move in the list")), KeyHint("Return", tr("open the person"))]

    def zones(self) -> list[QWidget]:
        if self.importing:
            step = self.wizard.columns_step
            if self.wizard.step == COLUMNS:
                first = step.problems.cards()
                return [step.table, *([first[0].title] if first else []), self.bar.back_button]
            return [self.wizard.steps, self.bar.back_button]
        if not self.view.model.total():
            return [self.view.nobody.button, self.import_button]
        zones: list[QWidget] = [self.view.search.edit, self.view.table]
        if self.view.panel.isVisible():
            zones.append(self.view.panel.close_button)
        return zones

    def search_field(self) -> QWidget | None:
        if self.importing:
            return self.wizard.preview_step.search.edit if self.wizard.step == PREVIEW else None
        return self.view.search.edit

    def handle_escape(self) -> bool:
        if self.importing:
            return False
        if self.view.panel.isVisible():
            self.view.close_panel()
            return True
        if self.view.model.filters != Filters() or self.view.search.text():
            self.view.clear_filters()
            return True
        return False

    def save_state(self) -> dict[str, Any]:
        draft = self.wizard.draft
        return {
            "importing": self.importing,
            "kind": self.wizard.kind.kind,
            "path": draft.path if draft is not None else None,
            "person_id": self.view.panel.person_id if self.view.panel.isVisible() else "",
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        if state.get("importing"):
            self.open_wizard(state.get("kind", ""), state.get("path"))
        elif state.get("person_id"):
            self.show_person(state["person_id"])

    def screenshot_states(self) -> list[ScreenshotState]:
        return [
            ScreenshotState("03a-participants", self.close_wizard),
            ScreenshotState("03b-personne", self._picture_person),
            ScreenshotState("03c-import-fichier", lambda: self.open_wizard("people")),
            ScreenshotState("03-import", lambda: self._picture_import(COLUMNS)),
            ScreenshotState("03d-import-apercu", lambda: self._picture_import(PREVIEW)),
            ScreenshotState("03f-import-programme", lambda: self._picture_import(COLUMNS, "programme")),
            ScreenshotState("03e-conservation", self._picture_retention),
        ]

    # the list

    def reload(self) -> None:
        """Read everyone again."""
        self._loaded = True
        self.run(read_participants, self.context.event, then=self._on_people, reads=True)

    def show_person(self, person_id: str, *, focus: bool = False) -> None:
        """Open the panel on a person."""
        self._asked_person = person_id

        def then(sheet: PersonSheet) -> None:
            if sheet.id == self._asked_person and not self.importing:
                self.view.show_person(sheet, focus=focus)

        def failed(error: UserError) -> None:
            if self.view.panel.person_id == person_id:
                self.view.close_panel()

        self.run(read_person, self.context.event, person_id, then=then, failed=failed, reads=True)

    def print_badges(self, people: list[str] | None = None) -> None:
        """Ask how to print the badges of these people, of the selection, or of everyone."""
        selected = self.view.table.selected_ids()
        ids = people if people is not None else selected if len(selected) > 1 else None
        if ids is None:
            whom = tr("Everyone registered, by family name")
        elif len(ids) == 1:
            place = self.view.model.place_of(ids[0])
            whom = self.view.model.row(place).name if place is not None else tr("One person")
        else:
            whom = trn("The {n} person selected", "The {n} people selected", len(ids))
        BadgesSheet(self.window(), self.context, ids, whom)

    def open_papers(self) -> PapersSheet:
        """Sheets, certificates, lists; certificates of the selection when several people are selected."""
        ids = self.view.table.selected_ids()
        return PapersSheet(self.window(), self.context, ids if len(ids) > 1 else None)

    def ask_to_erase(self, person_id: str) -> EraseSheet:
        """Ask, by a word to type, before a person is erased for good."""
        name = self._name_of(person_id)
        sheet = EraseSheet(self.window(), name)
        sheet.confirmed.connect(lambda: self._erase(person_id, name))
        return sheet

    def ask_to_undo(self, person_id: str, check_in_id: str, what: str) -> UndoSheet:
        """Ask why, then take back what a desk noted of a person: the coordination's undo, whatever the desk."""
        sheet = UndoSheet(self.window(), self._name_of(person_id), what)

        def then(result: Any) -> None:
            self.context.toasts.show_message(result.message, icon="undo-2", meaning="" if result.done else "warning",
                                             undo=self.context.undo if result.done else None)  # fmt: skip
            self.context.announce(result.message)
            self.show_person(person_id)

        def undo(reason: str) -> None:
            from ...reception import undo_check_in

            self.run(undo_check_in, self.context.event, check_in_id, reason=reason,
                     operator=self.context.settings.operator, then=then)  # fmt: skip

        sheet.confirmed.connect(undo)
        return sheet

    def export_person(self, person_id: str, out: Path | None = None) -> None:
        """Write everything held about a person in one file, in the folder that is chosen."""
        if out is None:
            chosen = QFileDialog.getExistingDirectory(self, tr("Where to write this person's data"))
            if not chosen:
                return
            out = Path(chosen)
        from ...people.exporting import export_person

        def then(export: Any) -> None:
            self.context.toasts.show_message(export.message, icon="download")
            self.context.announce(export.message)

        self.run(export_person, self.context.event, person_id, out, then=then, reads=True,
                 title=tr("Export their data"))  # fmt: skip

    def open_retention(self) -> RetentionSheet:
        """What is kept how long, and the erasure of those whose time is over."""
        return RetentionSheet(self.window(), self.context)

    def _name_of(self, person_id: str) -> str:
        place = self.view.model.place_of(person_id)
        return self.view.model.row(place).name if place is not None else tr("this person")

    def _on_people(self, rows: Any) -> None:
        current = self.view.table.current_id()
        self.view.model.replace_all(rows)
        self.view.refresh()
        self._show_header()
        if current:
            self.view.table.go_to(current)
        elif rows and not self.importing and self.isVisible() and self.view.nobody.button.hasFocus():
            self.view.focus_first()
        self.actions_changed.emit()

    def _on_rows(self, rows: Any) -> None:
        self.view.model.update_rows(rows)
        self.view.refresh()
        self._show_header()

    def _search(self, text: str) -> None:
        if not text.strip():
            self.view.show_found(text, None)
            return
        self.run(find_people, self.context.event, text, then=lambda ids: self.view.show_found(text, ids), reads=True)

    def _edit(self, person_id: str, field: str, value: str) -> None:
        def then(_changes: Changes) -> None:
            self.context.toasts.show_message(tr("Saved"), undo=self.context.undo)

        def failed(error: UserError) -> None:
            self.context.toasts.show_message(str(error), meaning="danger")
            self.show_person(person_id)

        self.run(edit_person, self.context.event, person_id, field, value, then=then, failed=failed)

    def _erase(self, person_id: str, name: str) -> None:
        def then(_changes: Changes) -> None:
            self.view.close_panel()
            self.context.toasts.show_message(tr("{name} is erased.", name=name), icon="trash-2")

        self.run(erase, self.context.event, person_id, then=then)

    # the wizard

    def open_wizard(self, kind: str = "", path: Path | None = None) -> None:
        """Show the wizard, on a file when one is given."""
        self.wizard.start(kind or "people")
        self.stack.setCurrentWidget(self.wizard)
        self.bar.show()
        self._show_buttons()
        self.wizard.focus_first()
        if path is not None:
            self.wizard.open_file(path)
        self.actions_changed.emit()

    def close_wizard(self) -> None:
        """Back to the list."""
        self.stack.setCurrentWidget(self.view)
        self.bar.hide()
        self._show_buttons()
        self._show_header()
        if self.isVisible():
            self.view.focus_first()
        self.actions_changed.emit()

    def _on_titled(self, title: str, subtitle: str) -> None:
        if self.importing:
            self.header.set_title(title, subtitle)

    def _on_moved(self) -> None:
        if self.importing:
            self.actions_changed.emit()

    def _show_buttons(self) -> None:
        self.import_button.setVisible(not self.importing)
        self.badges_button.setVisible(not self.importing)
        if self.importing:
            self.wizard.show_title()

    def _show_header(self) -> None:
        if self.importing:
            return
        total = self.view.model.total()
        people = trn("{n} person registered", "{n} people registered", total) if total else tr("Nobody yet")
        self.header.set_title(tr("Participants"), people)
        self.badges_button.setEnabled(total > 0)

    # files dropped on the list

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_wizard("people", path)

    # pictures

    def _picture_person(self) -> None:
        self.close_wizard()
        if self.view.model.rowCount():
            place = min(3, self.view.model.rowCount() - 1)
            self.view.table.setCurrentIndex(self.view.model.index(place, 0))
            self.show_person(self.view.model.row(place).id)

    def _picture_retention(self) -> None:
        self.close_wizard()
        self.open_retention()

    def _picture_import(self, step: int, kind: str = "people") -> None:
        from ...resources import resource

        sample = resource("samples", f"{_SAMPLES[kind]}-valmorin.csv")
        if not sample.exists():
            self.open_wizard(kind)
            return
        self.wizard.read.connect(lambda: self.wizard.go_to(step), Qt.ConnectionType.SingleShotConnection)
        self.open_wizard(kind, sample)


def sees_sensitive(context: AppContext) -> bool:
    """Whether diet and access needs may be shown on this laptop."""
    with context.event.read() as db:
        return coordinates(db, context.event)


PAGE = PeoplePage
