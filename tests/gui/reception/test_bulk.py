"""A group that arrives, a signed sheet: typed, counted, written in one action that one undo takes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.conftest import NotedToasts
from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Challenge, ChallengeBearer, Wish
from uepit_desktop.gui.reception.group_sheet import GroupSheet
from uepit_desktop.gui.reception.paper_sheet import PaperSheet
from uepit_desktop.gui.reception.tick_list import TickRow, answers
from uepit_desktop.reception.groups import groups


def act(driver: Driver, shortcut: str) -> None:
    next(action for action in driver.page.palette_actions() if action.shortcut == shortcut).run()
    driver.settle()


def write(driver: Driver) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.settle()


def methods(event: EventFile) -> list[str]:
    with event.read() as db:
        rows = db.connection().exec_driver_sql("SELECT method FROM check_in WHERE kind = 'arrival' ORDER BY method")
        return [str(row[0]) for row in rows]


@pytest.fixture
def group(driver: Driver) -> GroupSheet:
    act(driver, "F4")
    sheet = driver.window.findChild(GroupSheet)
    assert sheet is not None
    return sheet


@pytest.fixture
def paper(driver: Driver) -> PaperSheet:
    sheet = driver.page.bulk.open_paper()
    driver.settle()
    return sheet


def test_a_group_is_typed_chosen_and_noted_at_once(
    driver: Driver, cast: Cast, group: GroupSheet, toasts: NotedToasts
) -> None:
    assert group.found.shown == ()  # no list before a search
    driver.type("brevan")
    assert [row.name for row in group.found.shown] == ["Ville de Brévanches"]
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert {row.name for row in group.model.shown} == {
        "Solène Kerdavid",
        "Alan Kermadou",
        "Priscille Hoaraud",
        "Claire Dupont",
    }
    assert group.write_button.text() == "Noter 4\u00a0arrivées"
    driver.press(Qt.Key.Key_Space)
    assert group.write_button.text() == "Noter 3\u00a0arrivées"
    write(driver)
    event = driver.page.context.event
    assert methods(event) == ["group", "group", "group"]
    undo = toasts.shown[-1][1]
    assert toasts.shown[-1][0] == "3\u00a0arrivées enregistrées."
    assert undo is not None
    undo()
    driver.settle()
    with event.read() as db:
        assert reception.status(db, event).arrived == 0


def test_ctrl_z_takes_a_whole_group_back(driver: Driver, cast: Cast, group: GroupSheet) -> None:
    driver.type("lorval")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    write(driver)
    event = driver.page.context.event
    with event.read() as db:
        assert reception.status(db, event).arrived == 2
    act(driver, "Ctrl+Z")
    with event.read() as db:
        assert reception.status(db, event).arrived == 0


def test_who_is_here_is_counted_and_not_noted_again(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"])
    driver.shows("card")
    act(driver, "F4")
    sheet = driver.window.findChild(GroupSheet)
    assert sheet is not None
    driver.type("lorval")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert [row.name for row in sheet.model.shown] == ["Maël Kerdavid"]
    assert sheet.banner.text == "1\u00a0arrivée à noter, 1\u00a0déjà notée."


def test_a_challenge_brings_its_bearers_and_first_wishes(event: EventFile, cast: Cast) -> None:
    with event.write("import_challenges") as db:
        challenge = Challenge(code="D4", title="Un quai pour tous")
        db.add(challenge)
        db.flush()
        db.add(ChallengeBearer(challenge_id=challenge.id, person_id=cast.ids["Valbusa"]))
        db.add(Wish(challenge_id=challenge.id, person_id=cast.ids["Hoaraud"], rank=1))
        db.add(Wish(challenge_id=challenge.id, person_id=cast.ids["Fourcastié"], rank=2))
        db.add(Wish(challenge_id=challenge.id, person_id=cast.ids["Delorbe"], rank=1))  # cancelled
    with event.read() as db:
        found = {group.name: set(group.people) for group in groups(db)}
        assert found["D4 Un quai pour tous"] == {cast.ids["Valbusa"], cast.ids["Hoaraud"]}
        assert set(reception.group_of(db, challenge_id=challenge.id)) >= found["D4 Un quai pour tous"]


def test_a_signed_sheet_is_ticked_by_names_counted_then_written(
    driver: Driver, cast: Cast, paper: PaperSheet, toasts: NotedToasts
) -> None:
    for letters in ("valb", "fourc", "solene"):
        driver.type(letters)
        driver.press(Qt.Key.Key_Return)
        assert paper.field.text() == ""
    assert set(paper.model.ticked) == {cast.ids[who] for who in ("Valbusa", "Fourcastié", "Solène Kerdavid")}
    write(driver)
    assert driver.arrivals() == 0  # counted, not written
    assert paper.write_button.text() == "Noter 3\u00a0présences"
    write(driver)
    assert methods(driver.page.context.event) == ["paper", "paper", "paper"]
    assert toasts.shown[-1][1] is not None
    assert driver.page.bulk.draft.ticked == ()


def test_ticking_after_the_count_counts_again(driver: Driver, cast: Cast, paper: PaperSheet) -> None:
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    write(driver)
    driver.type("hoar")
    driver.press(Qt.Key.Key_Return)
    assert paper.write_button.text() == "Compter"
    write(driver)
    write(driver)
    assert driver.arrivals() == 2


def test_all_but_those_who_did_not_sign(driver: Driver, cast: Cast, paper: PaperSheet) -> None:
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    paper.which.choose("absent")
    paper.which.chosen.emit("absent")
    write(driver)
    write(driver)
    assert driver.arrivals() == 10  # twelve, less one absent and one cancelled


def test_a_scan_closes_the_sheet_and_loses_no_tick(driver: Driver, cast: Cast, paper: PaperSheet) -> None:
    driver.type("valb")
    driver.press(Qt.Key.Key_Return)
    driver.scan(cast.badges["Hoaraud"])
    driver.shows("card")
    assert driver.arrivals() == 1
    again = driver.page.bulk.open_paper()
    driver.settle()
    assert again.model.ticked == (cast.ids["Valbusa"],)


@pytest.mark.parametrize(
    ("typed", "found"), [("", True), ("ker sol", True), ("SOLENE", True), ("solène kerx", False), ("brev", True)]
)
def test_letters_begin_words_without_regard_to_accents(typed: str, found: bool) -> None:
    assert answers(typed, TickRow("1", "KERDAVID Solène", "Ville de Brévanches")) is found
