"""The exchange page between two real laptops: write, read, values to settle, refused files, a new laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import join, new_passphrase, pack, read_bundles, write_bundle
from uepit_desktop.gui.exchange.page import ExchangePage
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.people import edit_person, list_people

Settle = Callable[[], None]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A folder that stands for the key."""
    folder = tmp_path / "CLE-UEPIT-2"
    folder.mkdir()
    return folder


@pytest.fixture
def other(event: EventFile, tmp_path: Path) -> Iterator[EventFile]:
    """A second laptop, « Poste 2 », that knows the one person of the event."""
    with event.write("add_person") as db:
        db.add(Person(given_name="Solène", family_name="Kerdavid", function="Directrice"))
    words = new_passphrase()
    made = pack(event, tmp_path, words)
    join(made.file, tmp_path / "poste2.uepit", "Poste 2", words)
    with EventFile.open(tmp_path / "poste2.uepit") as second:
        yield second


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, settle: Settle, key: Path) -> ExchangePage:
    page = ExchangePage(context)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    page.use_folder(key)
    page.on_shown()
    settle()
    return page


def person_of(event: EventFile) -> str:
    with event.read() as db:
        return list_people(db)[0].id


def function_of(event: EventFile) -> str:
    with event.read() as db:
        return list_people(db)[0].function


def test_writing_says_that_the_key_may_go_only_once_verified(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, settle: Settle
) -> None:
    edit_person(event, person_of(event), "function", "Maire")
    page.write()
    assert not page.key_card.banner.isVisible()
    assert not page.key_card.write_button.isEnabled()
    settle()
    assert [file.suffix for file in key.iterdir()] == [".uepitx"]
    assert "Vous pouvez retirer la clé" in page.key_card.banner.text
    assert page.key_card.write_button.isEnabled()


def test_two_values_are_shown_side_by_side_and_choosing_one_settles_both_laptops(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, qtbot: QtBot, settle: Settle
) -> None:
    edit_person(event, person_of(event), "function", "Maire")
    edit_person(other, person_of(other), "function", "Élue")
    write_bundle(other, key)
    page.read()
    settle()
    settle()
    assert page.situation is not None
    assert [each.subject for each in page.situation.disagreements] == ["Solène Kerdavid"]
    assert {version.value for version in page.situation.disagreements[0].versions} == {"Maire", "Élue"}
    assert page.conflicts.focus_first()
    qtbot.keyClick(page.conflicts, Qt.Key.Key_Right)
    kept = next(place for place, button in enumerate(page.conflicts._rows[0]._buttons) if button.hasFocus())
    wanted = page.situation.disagreements[0].versions[kept].value
    qtbot.keyClick(page.conflicts, Qt.Key.Key_Return)
    settle()
    settle()
    assert page.situation.disagreements == ()
    assert page.conflicts.nothing.isVisible()
    write_bundle(event, key)
    read_bundles(other, key)
    assert function_of(event) == function_of(other) == wanted
    assert other.conflicts() == []


def test_a_damaged_file_is_listed_with_its_sentence_and_changes_nothing(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, settle: Settle
) -> None:
    edit_person(other, person_of(other), "function", "Élue")
    written = write_bundle(other, key).file
    assert written is not None
    written.write_bytes(written.read_bytes()[:-40])
    page.read()
    settle()
    assert function_of(event) == "Directrice"
    assert page.key_card.refused.isVisible()


def test_a_folder_that_is_gone_gets_a_sentence(page: ExchangePage, key: Path, settle: Settle) -> None:
    key.rmdir()
    page.write_into(key)
    settle()
    assert page.key_card.banner.text.endswith(".")
    assert page.key_card.write_button.isEnabled()


def test_the_desks_say_what_is_to_send(other: EventFile, page: ExchangePage, settle: Settle) -> None:
    page.reload()
    settle()
    names = [page.desks.index(row, 0).data() for row in range(page.desks.rowCount())]
    assert names[0] == "Accueil A"
    assert page.desks.index(0, 1).data() == "Ce poste"


def test_the_pack_of_a_new_laptop_opens_with_the_six_words(page: ExchangePage, tmp_path: Path, settle: Settle) -> None:
    sheet = page.prepare_laptop()
    words = sheet.passphrase
    assert len(words.split("-")) == 6
    assert all(word in sheet.words.text() for word in words.split("-"))
    assert words.split("-")[0] in sheet.words_page().toPlainText()
    sheet.write_into(tmp_path)
    settle()
    made = next(tmp_path.glob("*.uepitp"))
    joined = join(made, tmp_path / "nouveau.uepit", "Poste 9", words)
    assert joined.desk == "Poste 9"
    sheet.close_sheet()


def test_every_control_has_a_name(other: EventFile, page: ExchangePage) -> None:
    nameless = [
        widget for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName() and not getattr(widget, "text", lambda: "")()
    ]  # fmt: skip
    assert nameless == []
