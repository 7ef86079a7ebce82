"""« Tester le lecteur » by keys: the card names the keyboards, says what to set, and nothing is noted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop.gui.reception.views import Card
from uepit_desktop.gui.shell.sheet import Sheet
from uepit_desktop.reception.badge_site import badge_site
from uepit_desktop.reception.keyboards import typed
from uepit_desktop.reception.reader_check import TEST_CODE

KEYPAD = Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier


def send(driver: Driver, text: str, gap_ms: int = 4, modifier: Qt.KeyboardModifier = NONE) -> None:
    """The very letters of a reader, stamped as the system does."""
    target = QApplication.focusWidget() or driver.page.desk.field.edit
    for place, sign in enumerate(text):
        key = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(sign, 0)
        press = QKeyEvent(QEvent.Type.KeyPress, key, modifier if sign.isdigit() else NONE, sign)
        press.setTimestamp(50_000 + gap_ms * place)
        QApplication.sendEvent(target, press)


def after_test(driver: Driver, text: str) -> Card:
    """The card after a test that received ``text``."""
    driver.page.test_reader()
    waiting = driver.page.desk.card.card
    send(driver, text)
    driver.qtbot.waitUntil(lambda: driver.page.desk.card.card is not waiting)
    driver.settle()
    card = driver.page.desk.card.card
    assert card is not None
    return card


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("text", "tone", "name", "what"),
    [
        (TEST_CODE + "\r", "success", "Le lecteur fonctionne", "Un code de ce programme a été lu."),
        (typed(TEST_CODE, "us", "fr") + "\r", "success", "Le lecteur fonctionne",
         "Le lecteur tape comme un clavier américain (QWERTY), cet ordinateur est en français (AZERTY)."),
        (TEST_CODE, "warning", "Il manque la touche Entrée", "Le lecteur ne termine pas ses codes par Entrée."),
        (TEST_CODE + "\t", "success", "Le lecteur fonctionne",
         "Le lecteur termine par Tabulation au lieu d'Entrée."),
        (f"AB{TEST_CODE}\r", "warning", "Le lecteur est à régler", "Le lecteur ajoute « AB » devant le code."),
    ],
)  # fmt: skip
def test_the_card_says_what_the_reader_does(driver: Driver, text: str, tone: str, name: str, what: str) -> None:
    card = after_test(driver, text)
    assert (card.tone, card.name) == (tone, name)
    assert plain(card.tiles[0].value) == what
    assert plain(card.tiles[1].value)
    assert driver.arrivals() == 0
    assert driver.page.desk.field.edit.text() == ""
    assert driver.page.desk.field.edit.hasFocus()


def test_a_badge_of_the_event_serves_as_well(driver: Driver, cast: Cast) -> None:
    with driver.page.context.event.read() as db:
        site = badge_site(db)
    card = after_test(driver, typed(f"{cast.badges['Valbusa']}/{site}", "fr", "us") + "\r")
    assert "français (AZERTY), cet ordinateur est en américain" in plain(card.tiles[0].value)
    assert driver.arrivals() == 0


def test_the_next_scan_after_a_finding_notes_an_arrival(driver: Driver, cast: Cast) -> None:
    after_test(driver, TEST_CODE + "\r")
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: driver.arrivals() == 1)
    driver.settle()


def test_when_nothing_comes_the_card_says_what_to_check_and_goes_on_waiting(driver: Driver) -> None:
    driver.page.test_reader()
    driver.page.reader_test._recorder.patience.timeout.emit()
    card = driver.page.desk.card.card
    assert card is not None
    assert card.name == "Rien n’est venu du lecteur"
    send(driver, TEST_CODE + "\r")
    driver.qtbot.waitUntil(lambda: driver.page.desk.card.card is not card)
    again = driver.page.desk.card.card
    assert again is not None
    assert again.name == "Le lecteur fonctionne"


@pytest.mark.parametrize(("width", "height"), [(1302, 768), (1000, 600), (619, 384)])
def test_the_code_to_scan_is_on_the_card_while_it_waits(driver: Driver, width: int, height: int) -> None:
    driver.window.resize(width, height)
    driver.page.test_reader()
    assert driver.page.reader_test._picture.y() >= driver.page.desk.card.words_bottom()
    picture = driver.page.reader_test._picture
    assert picture.isVisible()
    zxingcpp = pytest.importorskip("zxingcpp")
    image = driver.page.desk.card.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [TEST_CODE]
    driver.press(Qt.Key.Key_Escape)
    driver.page.rest()
    assert not picture.isVisible()


def test_letters_typed_in_a_sheet_during_the_test_stay_there(driver: Driver) -> None:
    driver.page.test_reader()
    sheet = Sheet(driver.window, width=400, name="Palette")
    query = QLineEdit()
    sheet.content.addWidget(query)
    sheet.open()
    query.setFocus()
    driver.type("imp", query)
    driver.qtbot.waitUntil(lambda: query.text() == "imp")
    sheet.close_sheet()


@pytest.mark.parametrize("leave", ["rest", "open_walk_in", "hide"])
def test_whatever_leaves_the_test_gives_the_keys_back(driver: Driver, leave: str) -> None:
    driver.page.test_reader()
    getattr(driver.page, leave)()
    assert not driver.page.reader_test.active
    driver.page.show()
    driver.page.rest()
    driver.type("ker")
    driver.qtbot.waitUntil(lambda: driver.page.desk.field.edit.text() == "ker")
    driver.shows("results")


def test_digits_of_the_numeric_pad_are_named(driver: Driver) -> None:
    driver.page.test_reader()
    waiting = driver.page.desk.card.card
    send(driver, TEST_CODE + "\r", modifier=KEYPAD)
    driver.qtbot.waitUntil(lambda: driver.page.desk.card.card is not waiting)
    card = driver.page.desk.card.card
    assert card is not None
    assert plain(card.tiles[0].value) == "Le lecteur tape les chiffres au pavé numérique."
