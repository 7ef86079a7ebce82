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


def test_a_file_found_in_the_folder_is_offered_and_a_full_exchange_takes_two_actions(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, qtbot: QtBot, settle: Settle
) -> None:
    edit_person(event, person_of(event), "phone", "06 12 34 56 78")
    edit_person(other, person_of(other), "function", "Élue")
    page.write()
    settle()
    for file in key.iterdir():
        file.unlink()
    edit_person(event, person_of(event), "email", "s@exemple.fr")
    assert not page.offer.isVisible()
    actions = 0
    actions += 1  # the other laptop writes: one key, E
    write_bundle(other, key)
    qtbot.waitUntil(page.offer.isVisible, timeout=10_000)
    assert page.offer.text == "1\u00a0fichier à lire dans le dossier CLE-UEPIT-2."
    actions += 1  # here: the button of the banner, which has the focus when the page is opened
    page.on_shown()
    assert page.offer.action.hasFocus() or not page.isActiveWindow()
    qtbot.keyClick(page.offer.action, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page._busy and "vérifié" in page.key_card.banner.text, timeout=10_000)
    settle()
    assert not page.offer.isVisible()
    assert function_of(event) == "Élue"
    actions += 1  # the other laptop reads what was written: the button of its own banner
    assert read_bundles(other, key).applied > 0
    assert actions <= 4
    with other.read() as db:
        assert list_people(db)[0].email == "s@exemple.fr"


def test_a_folder_chosen_is_still_watched_the_next_day(context: AppContext, page: ExchangePage, key: Path) -> None:
    from uepit_desktop.gui.shell.settings import Settings

    assert Settings.load(context.settings.file).exchange_folder == str(key)
    assert context.watch.folder == key


def test_a_refused_file_is_tried_once_and_what_there_is_to_write_is_written_all_the_same(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, qtbot: QtBot, settle: Settle
) -> None:
    edit_person(other, person_of(other), "function", "Élue")
    written = write_bundle(other, key).file
    assert written is not None
    written.write_bytes(written.read_bytes()[:-40])
    edit_person(event, person_of(event), "function", "Maire")
    qtbot.waitUntil(page.offer.isVisible, timeout=10_000)
    page.exchange()
    qtbot.waitUntil(lambda: len(list(key.glob("*.uepitx"))) == 2 and not page._busy, timeout=10_000)
    settle()
    assert page.key_card.refused.isVisible()
    qtbot.waitUntil(lambda: not page.context.watch.sight.count, timeout=10_000)
    assert not page.offer.isVisible()


def test_arrivals_are_counted_by_desk_pairs_are_listed_and_the_day_ends_once_everything_went_both_ways(
    event: EventFile, other: EventFile, page: ExchangePage, key: Path, settle: Settle
) -> None:
    from uepit_desktop.reception import check_in

    person = person_of(event)
    check_in(event, "", person_id=person, method="name", operator="Maud")
    check_in(other, "", person_id=person, method="name", operator="Zélie")
    write_bundle(other, key)
    page.read()
    settle()
    page.reload()
    settle()
    assert page.situation is not None
    assert [(row.name, row.arrived) for row in page.situation.desks] == [("Accueil A", 1), ("Poste 2", 0)]
    (pair,) = page.situation.twice
    assert (pair.name, "Maud" in pair.counted, "Zélie" in pair.other) == ("Solène Kerdavid", True, True)
    assert page.twice.isVisible()
    assert page.situation.day_end.done is False
    assert page.situation.day_end.lines[0][0] == "Poste 2"
