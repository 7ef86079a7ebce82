"""Ways into an event: create, open, unlock, recover, join, try; each refusal is a sentence, nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uepit_desktop import exchange
from uepit_desktop.event import EventFile
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.theme import theme
from uepit_desktop.gui.shell.welcome import Welcome
from uepit_desktop.gui.shell.window import Window

Quiet = Callable[[], None]


@pytest.fixture
def welcome(window: Window, qtbot: QtBot) -> Welcome:
    return window.show_welcome()


def opened(window: Window, qtbot: QtBot) -> EventFile:
    qtbot.waitUntil(lambda: window.event_file is not None, timeout=30_000)
    assert window.event_file is not None
    return window.event_file


def make(path: Path, passphrase: str | None = None) -> Path:
    EventFile.create(
        path, name="UEPIT 2026", site="Valmorin", start_on=dt.date(2026, 7, 6), days=3, passphrase=passphrase
    ).close()
    return path


def test_an_event_is_created_from_the_keyboard(window: Window, welcome: Welcome, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(welcome.home.create_button, Qt.MouseButton.LeftButton)
    form = welcome.create_form
    assert QApplication.focusWidget() is form.ui.nameEdit
    qtbot.keyClicks(form.ui.nameEdit, "UEPIT 2026")
    qtbot.keyClicks(form.ui.siteEdit, "Valmorin")
    form.ui.startEdit.setDate(QDate(2026, 7, 6))
    form.ui.pathEdit.setText(str(tmp_path / "mine"))
    qtbot.keyClick(form.ui.siteEdit, Qt.Key.Key_Return)
    event = opened(window, qtbot)
    assert event.path == tmp_path / "mine.uepit"
    assert window.windowTitle() == "UEPIT 2026 · Site de Valmorin · UEPIT Desktop"


def test_the_day_and_the_number_of_days_have_room_to_be_read(welcome: Welcome, qtbot: QtBot) -> None:
    qtbot.mouseClick(welcome.home.create_button, Qt.MouseButton.LeftButton)
    form = welcome.create_form
    QApplication.processEvents()
    for field in (form.ui.startEdit, form.ui.daysEdit):
        inner = field.lineEdit()
        assert inner.width() >= inner.fontMetrics().horizontalAdvance(inner.text()) + 2 * theme().px(10)


def test_the_file_is_named_after_the_event_until_a_person_names_it(welcome: Welcome, qtbot: QtBot) -> None:
    form = welcome.create_form
    welcome.show_form(form)
    form.ui.nameEdit.setText("")
    qtbot.keyClicks(form.ui.nameEdit, "Ete a L'Orme")
    assert Path(form.ui.pathEdit.text()).name == "ete-a-l-orme.uepit"


def test_what_is_missing_is_said_beside_the_field_at_fault(welcome: Welcome, qtbot: QtBot) -> None:
    form = welcome.create_form
    welcome.show_form(form)
    qtbot.mouseClick(form.ui.submitButton, Qt.MouseButton.LeftButton)
    assert form.ui.error.text() == "Donnez un nom à l’événement."
    assert form.ui.nameEdit.property("invalid")
    qtbot.keyClicks(form.ui.nameEdit, "U")
    assert not form.ui.nameEdit.property("invalid")


def test_an_existing_file_is_not_touched_and_the_form_keeps_what_was_typed(
    window: Window, welcome: Welcome, qtbot: QtBot, tmp_path: Path, quiet: Quiet
) -> None:
    before = make(tmp_path / "there.uepit").read_bytes()
    form = welcome.create_form
    welcome.show_form(form)
    form.ui.nameEdit.setText("Autre")
    form.ui.siteEdit.setText("Lorval")
    form.ui.pathEdit.setText(str(tmp_path / "there.uepit"))
    form.ui.submitButton.click()
    quiet()
    assert window.event_file is None
    assert "there.uepit" in form.ui.error.text()
    assert form.ui.nameEdit.text() == "Autre"
    assert (tmp_path / "there.uepit").read_bytes() == before


def test_six_words_are_proposed_to_protect_a_file(
    window: Window, welcome: Welcome, qtbot: QtBot, tmp_path: Path
) -> None:
    form = welcome.create_form
    welcome.show_form(form)
    form.ui.nameEdit.setText("UEPIT 2026")
    form.ui.siteEdit.setText("Valmorin")
    form.ui.pathEdit.setText(str(tmp_path / "shut.uepit"))
    form.ui.protectBox.setChecked(True)
    words = form.ui.passphraseEdit.text()
    form.ui.submitButton.click()
    opened(window, qtbot)
    window.show_welcome()
    EventFile.open(tmp_path / "shut.uepit", passphrase=words).close()


def test_a_protected_file_asks_for_its_passphrase_until_it_is_right(
    window: Window, welcome: Welcome, qtbot: QtBot, tmp_path: Path, quiet: Quiet
) -> None:
    path = make(tmp_path / "shut.uepit", "six mots bien choisis")
    welcome.open_path(path)
    quiet()
    edit = welcome.unlock_form.ui.passphraseEdit
    assert QApplication.focusWidget() is edit
    qtbot.keyClicks(edit, "autre chose")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    quiet()
    assert welcome.unlock_form.ui.error.isVisible()
    assert window.event_file is None
    edit.setText("six mots bien choisis")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert opened(window, qtbot).path == path


def test_a_damaged_file_offers_its_last_backup_and_recovers_it(
    window: Window, welcome: Welcome, qtbot: QtBot, tmp_path: Path, quiet: Quiet
) -> None:
    path = make(tmp_path / "torn.uepit")
    assert EventFile.backups(path)
    damaged = path.read_bytes()[:4096] + b"\0" * 8192
    path.write_bytes(damaged)
    welcome.open_path(path)
    quiet()
    assert welcome.notice.action.text() == "Récupérer la dernière sauvegarde"
    assert window.event_file is None
    welcome.notice.action.click()
    assert opened(window, qtbot).check().ok
    assert any(kept.read_bytes() == damaged for kept in tmp_path.iterdir() if kept.is_file())


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_event_is_said_to_be_none(
    window: Window, welcome: Welcome, tmp_path: Path, quiet: Quiet, content: bytes
) -> None:
    path = tmp_path / "strange.uepit"
    path.write_bytes(content)
    welcome.open_path(path)
    quiet()
    assert window.event_file is None
    shown = welcome.notice.text or welcome.unlock_form.ui.titleNote.text()
    assert "strange.uepit" in shown or welcome.notice.text
    assert path.read_bytes() == content


def test_an_event_open_elsewhere_is_not_opened_twice(
    window: Window, welcome: Welcome, event: EventFile, quiet: Quiet
) -> None:
    welcome.open_path(event.path)
    quiet()
    assert window.event_file is None
    assert welcome.notice.isVisibleTo(welcome)


def test_a_second_laptop_joins_with_the_pack_and_its_passphrase(
    window: Window, welcome: Welcome, event: EventFile, qtbot: QtBot, tmp_path: Path, quiet: Quiet
) -> None:
    words = exchange.new_passphrase()
    pack = exchange.pack(event, tmp_path / "event.uepitp", words).file
    form = welcome.join_form
    welcome.show_form(form)
    form.ui.packEdit.setText(str(pack))
    form.ui.passphraseEdit.setText("wrong words")
    form.ui.deskEdit.setText("Accueil B")
    form.ui.pathEdit.setText(str(tmp_path / "second.uepit"))
    form.ui.submitButton.click()
    quiet()
    assert form.ui.error.isVisible()
    assert form.ui.passphraseEdit.property("invalid")
    assert not (tmp_path / "second.uepit").exists()
    form.ui.passphraseEdit.setText(words)
    form.ui.submitButton.click()
    joined = opened(window, qtbot)
    assert joined.desk_name == "Accueil B"
    assert joined.event_id == event.event_id


def test_the_demonstration_opens_with_people_in_it(window: Window, welcome: Welcome, qtbot: QtBot) -> None:
    welcome.home.demo_button.click()
    event = opened(window, qtbot)
    assert event.desk_name == "Accueil A"
    with event.read() as db:
        from uepit_desktop.people import search

        assert search(db, "a", limit=3)


def test_recent_events_are_offered_and_can_be_taken_off(
    window: Window, settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    path = make(tmp_path / "known.uepit")
    settings.remember(tmp_path / "gone.uepit", "Ancien", "Lorval")
    settings.remember(path, "UEPIT 2026", "Site de Valmorin")
    welcome = window.show_welcome()
    home = welcome.home
    assert QApplication.focusWidget() is home.list
    home.list.setCurrentIndex(home.list.model().index(1, 0))
    home.forget.click()
    assert [recent.name for recent in settings.recent] == ["UEPIT 2026"]
    qtbot.keyClick(home.list, Qt.Key.Key_Return)
    assert opened(window, qtbot).path == path


def test_escape_leaves_a_form(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.show_form(welcome.create_form)
    qtbot.keyClick(welcome.create_form.ui.nameEdit, Qt.Key.Key_Escape)
    assert welcome.home.isVisible()


def test_the_forms_speak_the_language_in_use(window: Window, welcome: Welcome) -> None:
    assert welcome.create_form.ui.nameEditLabel.text() == "Nom de l’événement"
    window.switch_language("en")
    again = window.centralWidget()
    assert isinstance(again, Welcome)
    assert again.create_form.ui.nameEditLabel.text() == "Name of the event"
