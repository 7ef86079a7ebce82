"""The import wizard driven by its keys, on the files that offices send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.gui.people.import_wizard import COLUMNS, FILE, IMPORT, PREVIEW
from uepit_desktop.gui.people.page import PeoplePage
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.people import list_people

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Quiet = Callable[[], None]


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a person does."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def plain(sentence: str) -> str:
    """A sentence with plain spaces."""
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def names(event: EventFile) -> list[str]:
    with event.read() as db:
        return [row.name for row in list_people(db)]


def to_columns(page: PeoplePage, path: Path, quiet: Quiet) -> None:
    page.open_wizard("people", path)
    quiet()
    if page.wizard.step == FILE:
        page.wizard.go_on()


def test_a_windows_file_is_imported_by_keyboard_alone(
    page: PeoplePage, event: EventFile, cp1252_file: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    press(qtbot, Qt.Key.Key_I)
    assert page.importing
    page.wizard.open_file(cp1252_file)  # the system's file dialog is not ours to drive
    quiet()
    assert page.wizard.step == FILE, "the accents are to be confirmed first"
    proof = page.wizard.draft.table.encodings[0] if page.wizard.draft else None
    assert proof is not None
    assert proof.name == "cp1252"
    assert any("é" in word for word in proof.samples)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert page.wizard.step == COLUMNS
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down, CTRL)  # the first problem
    assert isinstance(QApplication.focusWidget(), QLineEdit) or QApplication.focusWidget() is not None
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert page.wizard.step == PREVIEW
    assert names(event) == []
    press(qtbot, Qt.Key.Key_Return, CTRL)
    quiet()
    assert page.wizard.step == IMPORT
    assert sorted(names(event)) == ["Aïcha Müllerin", "Bérenger Oriol-Vidal", "François Nguyên", "Solène Kerdavid"]


def test_a_workbook_asks_for_its_sheet_then_reads_it(
    page: PeoplePage, event: EventFile, workbook: Path, quiet: Quiet
) -> None:
    page.open_wizard("people", workbook)
    quiet()
    assert page.wizard.step == FILE
    sheets = page.wizard.file_step.sheet
    assert [sheets.itemText(n) for n in range(sheets.count())] == ["Lisez-moi", "Inscrits"]
    page.wizard.file_step.sheet_chosen.emit("Inscrits")
    quiet()
    page.wizard.go_on()
    page.wizard.go_on()
    page.wizard.go_on()
    quiet()
    assert "François Nguyễn" in names(event)


def test_a_cell_corrected_beside_the_file_is_imported_and_the_file_is_untouched(
    page: PeoplePage, event: EventFile, cp1252_file: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    before = cp1252_file.read_bytes()
    to_columns(page, cp1252_file, quiet)
    card = next(card for card in page.wizard.columns_step.problems.cards() if card.problem.fixes
                and card.problem.fixes[0].field == "email")  # fmt: skip
    card.focus_first()
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "b.oriol-vidal@malay.example", "the end is suggested from the other addresses"
    press(qtbot, Qt.Key.Key_Return)
    quiet()
    assert not any(c.problem.key == card.problem.key for c in page.wizard.columns_step.problems.cards())
    page.wizard.go_on()
    page.wizard.go_on()
    quiet()
    with event.read() as db:
        emails = {row.name: row.email for row in list_people(db)}
    assert emails["Bérenger Oriol-Vidal"] == "b.oriol-vidal@malay.example"
    assert cp1252_file.read_bytes() == before


@pytest.mark.qt_log_ignore("This plugin does not support")  # a menu without a screen to grab
def test_continue_is_off_with_its_reason_while_a_required_column_is_missing(
    page: PeoplePage, tmp_path: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    path = tmp_path / "sans_nom.csv"
    path.write_text("Colonne A;Colonne B\nKerdavid;Solene\nOriol;Bruno\n", "utf-8")
    to_columns(page, path, quiet)
    assert page.wizard.step == COLUMNS
    assert not page.bar.forward_button.isEnabled()
    assert plain(page.bar.note.text()).startswith("« Nom »")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert page.wizard.step == COLUMNS
    table = page.wizard.columns_step.table
    table.setFocus()
    table.go_to_row(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.data() == "family_name")
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    quiet()
    table.go_to_row(1)
    page.wizard.columns_step.model.choose(1, "given_name")
    quiet()
    assert page.bar.forward_button.isEnabled()


def test_the_preview_tells_each_line_and_filters_them(page: PeoplePage, cp1252_file: Path, quiet: Quiet) -> None:
    to_columns(page, cp1252_file, quiet)
    page.wizard.go_on()
    step = page.wizard.preview_step
    assert step.model.rowCount() == 5
    rejected = [step.model.row(n) for n in range(5) if step.model.row(n).outcome == "rejected"]
    assert [row.line for row in rejected] == [8]
    assert rejected[0].reason
    step.search.set_text("orme")
    assert [step.model.row(n).name for n in range(step.model.rowCount())] == ["François Nguyên"]


def test_undo_after_the_import_leaves_nobody(
    page: PeoplePage, window: Window, event: EventFile, cp1252_file: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    to_columns(page, cp1252_file, quiet)
    page.wizard.go_on()
    page.wizard.go_on()
    quiet()
    assert len(names(event)) == 4
    assert "4 personnes" in plain(window.toasts.text)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    quiet()
    assert names(event) == []


def test_the_same_file_again_changes_nothing(
    page: PeoplePage, event: EventFile, cp1252_file: Path, quiet: Quiet
) -> None:
    for _ in range(2):
        to_columns(page, cp1252_file, quiet)
        page.wizard.go_on()
        page.wizard.go_on()
        quiet()
    assert len(names(event)) == 4
    assert page.wizard.import_step.title.text().startswith("Rien à changer")
    assert not page.wizard.import_step.undo_button.isVisible()


def test_cancelling_while_it_is_written_restores_everything(
    page: PeoplePage, event: EventFile, tmp_path: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    path = tmp_path / "beaucoup.csv"
    rows = "".join(f"Nom{n};Prenom{n};p{n}@exemple.example\n" for n in range(3000))
    path.write_text("Nom;Prénom;Courriel\n" + rows, "utf-8")
    to_columns(page, path, quiet)
    page.wizard.go_on()
    page.wizard.go_on()
    assert page.wizard.step == IMPORT
    page.wizard.go_back()  # « Annuler » in the bar
    quiet()
    assert names(event) == []
    assert page.wizard.step == PREVIEW
    page.wizard.go_on()
    quiet()
    assert len(names(event)) == 3000


def test_a_file_that_is_no_table_gets_a_sentence(page: PeoplePage, tmp_path: Path, quiet: Quiet) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.open_wizard("people", path)
    quiet()
    assert page.wizard.step == FILE
    assert page.wizard.file_step.refusal.isVisible()
    assert page.wizard.file_step.refusal.text.endswith(".")
    assert not page.bar.forward_button.isEnabled()


def test_challenges_are_imported_by_the_same_steps(
    page: PeoplePage, event: EventFile, tmp_path: Path, quiet: Quiet
) -> None:
    path = tmp_path / "defis.csv"
    path.write_text(
        "Code;Titre;Question\nD1;Cantine zéro gaspillage;Comment ?\nD2;Un seul guichet;Comment ?\n", "utf-8"
    )
    page.open_wizard("challenges", path)
    quiet()
    if page.wizard.step == FILE:
        page.wizard.go_on()
    page.wizard.go_on()
    page.wizard.go_on()
    quiet()
    assert plain(page.wizard.import_step.title.text()) == "2 défis importés"


def test_every_control_of_the_wizard_has_a_name(page: PeoplePage, cp1252_file: Path, quiet: Quiet) -> None:
    to_columns(page, cp1252_file, quiet)
    for step in (FILE, COLUMNS, PREVIEW):
        page.wizard.go_to(step)
        nameless = [
            widget for widget in page.findChildren(object)
            if hasattr(widget, "focusPolicy") and widget.isVisible() and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            and not widget.accessibleName() and not (hasattr(widget, "text") and widget.text())
        ]  # fmt: skip
        assert nameless == []


def test_the_wizard_stands_in_the_smallest_window(
    page: PeoplePage, window: Window, cp1252_file: Path, qtbot: QtBot, quiet: Quiet
) -> None:
    to_columns(page, cp1252_file, quiet)
    window.resize(683, 384)
    quiet()
    assert page.bar.forward_button.mapTo(window, QPoint(0, 0)).x() < 683
    press(qtbot, Qt.Key.Key_Down, CTRL)
    assert QApplication.focusWidget() is not None


def test_a_mapping_made_by_hand_is_recognised_next_time(
    page: PeoplePage, event: EventFile, tmp_path: Path, quiet: Quiet
) -> None:
    path = tmp_path / "sans_nom.csv"
    path.write_text("Colonne A;Colonne B\nKerdavid;Solene\nOriol;Bruno\n", "utf-8")
    to_columns(page, path, quiet)
    for column, field in enumerate(("family_name", "given_name")):
        page.wizard.columns_step.model.choose(column, field)
        quiet()
    page.wizard.go_on()
    page.wizard.go_on()
    quiet()
    assert sorted(names(event)) == ["Bruno Oriol", "Solene Kerdavid"]
    to_columns(page, path, quiet)
    assert page.wizard.step == COLUMNS
    assert page.wizard.saved.isVisible()
    assert plain(page.wizard.saved.currentText()) == "Modèle enregistré : sans_nom"
    assert page.bar.forward_button.isEnabled()
