"""Signing for a session at the desk: chosen and left by keys, plain in the header, refused to whoever is not listed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidgetAction

from tests.gui.reception.conftest import Cast, Driver
from tests.gui.reception.test_page import act, card_of
from tests.reception.programme_days import add_session
from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import CheckIn, ProgrammeSession
from uepit_desktop.gui.reception.group_sheet import GroupSheet
from uepit_desktop.gui.reception.paper_sheet import PaperSheet
from uepit_desktop.gui.widgets.labels import Label
from uepit_desktop.reception import sheet_code

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu, on a screen that is none


@pytest.fixture
def workshop(event: EventFile, cast: Cast) -> str:
    enrolled = [cast.ids["Valbusa"], cast.ids["Claire Dupont"]]
    return add_session(event, "Prototyper en carton & en une h", "10:30", 90, code="A1", enrolled=enrolled)


def choose_by_keys(driver: Driver, words: str) -> None:
    """F10, then the arrows to the line that holds these words, then Enter."""
    driver.page.ledger.refresh()
    driver.settle()
    act(driver, "F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(40):
        action = menu.activeAction()
        if action is not None and words in action.text():
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    driver.settle()


def test_the_sessions_stand_under_a_title_that_is_read_and_never_chosen(driver: Driver, workshop: str) -> None:
    driver.page.ledger.refresh()
    driver.settle()
    act(driver, "F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    title = next(action for action in menu.actions() if action.text() == "Sessions en cours et à venir")
    assert isinstance(title, QWidgetAction)
    drawn = title.defaultWidget()
    assert drawn.isVisible()
    assert drawn.height() >= drawn.findChild(Label).sizeHint().height()
    gone_over = set()
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        gone_over.add(menu.activeAction())
    assert title not in gone_over
    menu.close()


def facts(event: EventFile) -> list[tuple[str, str | None]]:
    with event.read() as db:
        return [(one.person_id, one.session_id) for one in db.query(CheckIn).order_by(CheckIn.id)]


def test_a_session_is_chosen_by_keys_shown_in_the_header_and_left_by_one_key(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    header = driver.page.desk.header
    assert not header.leave_session.isVisible()
    choose_by_keys(driver, "Prototyper")
    said = header.half_day.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Atelier : Prototyper en carton & en une h, 10 h 30 à 12 h 00"
    assert header.leave_session.isVisible()
    driver.scan(cast.badges["Valbusa"])
    card = card_of(driver)
    assert (card.tone, card.words) == ("success", "Présence notée, Atelier A1")
    assert facts(event) == [(cast.ids["Valbusa"], workshop)]
    assert driver.page.desk.header.side_button.accessibleName().startswith("1 sur 2")
    act(driver, "F10")
    assert header.half_day.text() == "Lundi 6\u00a0juillet, matin"
    assert not header.leave_session.isVisible()
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: card_of(driver).words == "Arrivée enregistrée")
    assert facts(event)[-1] == (cast.ids["Valbusa"], None)


def test_whoever_is_not_on_the_list_is_said_and_taken_with_f3(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    choose_by_keys(driver, "Prototyper")
    driver.scan(cast.badges["Hoaraud"])
    card = card_of(driver)
    assert (card.tone, card.words) == ("danger", "Présence non enregistrée, Atelier A1")
    assert [deed.key for deed in card.deeds if deed.primary] == ["F3"]
    assert facts(event) == []
    act(driver, "F3")
    driver.qtbot.waitUntil(lambda: card_of(driver).tone == "success")
    assert facts(event) == [(cast.ids["Hoaraud"], workshop)]


def test_a_search_says_who_is_awaited_at_the_session(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    driver.scan(cast.badges["Valbusa"])  # at the half-day
    card_of(driver)
    choose_by_keys(driver, "Prototyper")
    driver.type("valb")
    driver.shows("results")
    row = driver.page.desk.results.selected()
    assert row is not None
    assert row.state == "waiting"


def test_departure_and_group_are_those_of_the_session(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    choose_by_keys(driver, "Prototyper")
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    act(driver, "F5")
    with event.read() as db:
        rows = {row.person.id: row.presence.state for row in reception.session_roll(db, event, workshop).rows}
    assert rows[cast.ids["Valbusa"]] is reception.PresenceState.LEFT
    act(driver, "F4")
    sheet = driver.window.findChild(GroupSheet)
    assert sheet is not None
    driver.settle()
    driver.type("brevan", sheet.field.edit)
    QTest.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    driver.settle()
    assert [row.name for row in sheet.model.shown] == ["Claire Dupont"]


def test_the_sheet_of_a_session_scanned_opens_its_entry(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    driver.scan(sheet_code(workshop))
    driver.settle()
    driver.qtbot.waitUntil(lambda: driver.window.findChild(PaperSheet) is not None)
    sheet = driver.window.findChild(PaperSheet)
    assert sheet is not None
    driver.settle()
    assert sheet.half_day.currentData() == f"session:{workshop}"
    assert [row.name for row in sheet.model.shown] == ["Dupont Claire", "Valbusa Thierry"]
    driver.type("valb", sheet.field.edit)
    driver.press(Qt.Key.Key_Return)
    for _ in range(2):  # counted, then written
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        driver.settle()
    assert facts(event) == [(cast.ids["Valbusa"], workshop)]


def test_a_session_that_is_taken_off_the_programme_leads_back_to_the_half_day(
    driver: Driver, cast: Cast, event: EventFile, workshop: str
) -> None:
    choose_by_keys(driver, "Prototyper")
    with event.write("test") as db:
        found = db.get(ProgrammeSession, workshop)
        assert found is not None
        found.deleted = True
    driver.page.ledger.refresh()
    driver.settle()
    assert driver.page.desk.header.half_day.text() == "Lundi 6\u00a0juillet, matin"
    driver.scan(cast.badges["Valbusa"])
    assert card_of(driver).words == "Arrivée enregistrée"
