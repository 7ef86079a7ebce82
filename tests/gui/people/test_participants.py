"""The list of participants: ten thousand rows, search, filters, one person, badges, erasure, an empty event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.gui.people.badges_sheet import BadgesSheet
from uepit_desktop.gui.people.erase_sheet import EraseSheet
from uepit_desktop.gui.people.page import PeoplePage
from uepit_desktop.gui.people.participants_model import Column, Filters, ParticipantRow, ParticipantsModel
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.people import import_people, list_people

CTRL = Qt.KeyboardModifier.ControlModifier
Quiet = Callable[[], None]


def row(number: int, **changes: object) -> ParticipantRow:
    values = {"id": str(number), "name": f"Nom {number}", "sort_name": f"{number:05}", "organisation": "Ville",
              "roles": ("Participant·e",), "wishes": ("D1",), "badge": "B"} | changes  # fmt: skip
    return ParticipantRow(**values)  # type: ignore[arg-type]


@pytest.fixture
def people(event: EventFile, cp1252_file: Path) -> EventFile:
    """The event with the four people of the Windows file."""
    import_people(event, cp1252_file)
    return event


@pytest.fixture
def full(people: EventFile, page: PeoplePage, quiet: Quiet) -> PeoplePage:
    """The page on the four people."""
    page.reload()
    quiet()
    return page


def test_an_empty_event_offers_to_import(page: PeoplePage, qtbot: QtBot) -> None:
    assert page.view.nobody.isVisible()
    assert page.view.nobody.button.hasFocus()
    assert not page.badges_button.isEnabled()
    page.view.nobody.button.click()
    assert page.importing


def test_a_search_without_accents_keeps_the_likeliest_first(full: PeoplePage, qtbot: QtBot, quiet: Quiet) -> None:
    qtbot.keyClick(full.view.table, Qt.Key.Key_F, CTRL)
    focus = QApplication.focusWidget()
    qtbot.keyClicks(focus, "mullerin")
    qtbot.wait(150)
    quiet()
    assert full.view.model.rowCount() == 1
    assert full.view.model.row(0).name == "Aïcha Müllerin"
    full.view.clear_filters()
    assert full.view.model.rowCount() == 4


def test_enter_opens_the_person_and_escape_closes(full: PeoplePage, window: Window, qtbot: QtBot, quiet: Quiet) -> None:
    full.view.table.go_to(full.view.model.row(0).id)
    full.view.table.setFocus()
    qtbot.keyClick(full.view.table, Qt.Key.Key_Return)
    quiet()
    assert full.view.panel.isVisible()
    assert full.view.panel.person_id == full.view.model.row(0).id
    qtbot.keyClick(full.view.table, Qt.Key.Key_Escape)
    assert not full.view.panel.isVisible()


def test_a_field_edited_is_saved_shown_and_undone(
    full: PeoplePage, people: EventFile, window: Window, qtbot: QtBot, quiet: Quiet
) -> None:
    person = full.view.model.row(0).id
    full.show_person(person, focus=True)
    quiet()
    edit = full.view.panel._edits["function"]
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "Archiviste")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    quiet()

    def function() -> str:
        with people.read() as db:
            return next(one.function for one in list_people(db) if one.id == person)

    assert function() == "Archiviste"
    full.view.table.setFocus()
    qtbot.keyClick(full.view.table, Qt.Key.Key_Z, CTRL)
    quiet()
    assert function() != "Archiviste"
    assert full.view.panel._edits["function"].text() == function()


def test_diet_is_behind_a_lock_and_locked_again_for_the_next_person(
    full: PeoplePage, qtbot: QtBot, quiet: Quiet
) -> None:
    aicha = next(one for one in full.view.model.everyone() if one.name == "Aïcha Müllerin")
    full.show_person(aicha.id)
    quiet()
    diet = full.view.panel._sensitive_edits["diet"]
    assert not diet.isVisible()
    assert diet.text() == ""
    full.view.panel.unlock_button.click()
    assert diet.isVisible()
    assert diet.text() == "végétarien"
    other = next(one for one in full.view.model.everyone() if one.id != aicha.id)
    full.show_person(other.id)
    quiet()
    assert not diet.isVisible()


def test_erasing_asks_for_a_word(full: PeoplePage, people: EventFile, qtbot: QtBot, quiet: Quiet) -> None:
    person = full.view.model.row(0).id
    sheet = full.ask_to_erase(person)
    assert isinstance(sheet, EraseSheet)
    assert not sheet.erase.isEnabled()
    qtbot.keyClicks(sheet.field.edit, "Effacer")
    assert sheet.erase.isEnabled()
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    quiet()
    with people.read() as db:
        assert person not in [one.id for one in list_people(db)]
    assert full.view.model.place_of(person) is None


def test_badges_are_made_then_a_reprint_is_asked(
    full: PeoplePage, window: Window, tmp_path: Path, quiet: Quiet
) -> None:
    out = tmp_path / "badges.pdf"
    for expected in ("success", "warning"):
        full.print_badges()
        sheet = window.findChildren(BadgesSheet)[-1]
        sheet.print_into(out)
        quiet()
        assert out.read_bytes().startswith(b"%PDF")
        assert sheet.banner.isVisible()
        assert sheet.again_button.isVisible() == (expected == "warning")
        sheet.close_sheet()


def test_ten_thousand_rows_are_filtered_and_sorted() -> None:
    model = ParticipantsModel()
    model.replace_all(
        row(n, arrived_at=dt.datetime(2026, 7, 6, 8, tzinfo=dt.UTC) if n % 2 else None) for n in range(10_000)
    )
    model.set_filters(Filters(arrival="arrived"))
    assert model.rowCount() == 5_000
    model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert model.row(0).name == "Nom 9999"
    model.update_rows({"9999": None, "1": row(1, arrived_at=None)})
    assert model.rowCount() == 4_998


def test_a_row_reads_as_a_sentence() -> None:
    arrived = row(1, arrived_at=dt.datetime(2026, 7, 6, 8, 53, tzinfo=dt.UTC))
    assert arrived.sentence().replace("\u00a0", " ") == "Nom 1, Ville, Participant·e, D1, arrivée à 8 h 53"
