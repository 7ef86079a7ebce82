"""In a person's panel: what each desk noted, the coordination's undo with its reason, their own data in one file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.gui.people.page import PeoplePage
from uepit_desktop.reception import check_in
from uepit_desktop.reception.desks import history

Quiet = Callable[[], None]


@pytest.fixture
def person_id(event: EventFile) -> str:
    with event.write("add_person") as db:
        person = Person(given_name="Solène", family_name="Kerdavid")
        db.add(person)
        db.flush()
        return person.id


@pytest.fixture
def shown(event: EventFile, person_id: str, page: PeoplePage, quiet: Quiet) -> PeoplePage:
    """The panel of someone whom Maud noted by name."""
    check_in(event, "", person_id=person_id, method="name", operator="Maud")
    page.reload()
    quiet()
    page.show_person(person_id)
    quiet()
    return page


def test_the_panel_says_who_noted_what_where_and_how(shown: PeoplePage) -> None:
    rows = shown.view.panel.passages.findChildren(QWidget)
    said = " ".join(row.accessibleName() for row in rows)
    assert "Arrivée, " in said
    assert "Accueil A, Maud, par le nom" in said


def test_an_arrival_is_undone_by_keyboard_with_a_reason_that_stays(
    event: EventFile, person_id: str, shown: PeoplePage, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.gui.people.passages import UndoSheet

    shown.context.settings.operator = "Zélie"
    (button,) = shown.view.panel.passages.buttons
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    sheet = shown.window().findChild(UndoSheet)
    assert sheet is not None
    qtbot.keyClick(sheet.reason.edit, Qt.Key.Key_Return)
    with event.read() as db:
        assert history(db, event, person_id)[0].kind == "arrival"
    qtbot.keyClicks(sheet.reason.edit, "badge de sa soeur")
    qtbot.keyClick(sheet.reason.edit, Qt.Key.Key_Return)
    quiet()
    with event.read() as db:
        undoing, arrival = history(db, event, person_id)
    assert (undoing.kind, undoing.operator, undoing.reason) == ("undo", "Zélie", "badge de sa soeur")
    assert not arrival.stands
    assert shown.view.panel.passages.buttons == []
    assert "Zélie" not in (
        shown.context.settings.file.read_text("utf-8") if shown.context.settings.file.exists() else ""
    )


def test_someones_own_data_are_written_in_one_file(
    person_id: str, shown: PeoplePage, tmp_path: Path, quiet: Quiet
) -> None:
    folder = tmp_path / "remis"
    folder.mkdir()
    shown.export_person(person_id, folder)
    quiet()
    (made,) = folder.iterdir()
    with zipfile.ZipFile(made) as archive:
        assert set(archive.namelist()) == {"donnees.pdf", "donnees.json"}
        assert json.loads(archive.read("donnees.json"))["person"] == person_id
    assert shown.view.panel.export_button.isVisible()
    assert QApplication.activeModalWidget() is None
