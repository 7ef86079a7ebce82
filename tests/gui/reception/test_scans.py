"""Scans are heard whatever has the focus, never confused with names, never lost, shown once they are on the disk."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from tests.gui.reception.conftest import Cast, Driver, count_arrivals
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.gui.reception import searching
from uepit_desktop.gui.shell.sheet import Sheet


def test_a_scan_in_the_field_notes_the_arrival_and_empties_the_field(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Solène Kerdavid"])
    driver.shows("card")
    card = driver.page.desk.card.card
    assert card is not None
    assert (card.tone, card.name, card.words, card.aside) == (
        "success",
        "Solène Kerdavid",
        "Arrivée enregistrée",
        "8\u00a0h\u00a053",
    )
    assert driver.page.desk.field.edit.text() == ""
    assert driver.arrivals() == 1


def test_a_scanner_that_ends_with_tab_is_heard_and_the_focus_stays(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"], end=Qt.Key.Key_Tab)
    driver.shows("card")
    assert driver.arrivals() == 1
    assert driver.page.desk.field.edit.hasFocus()


def test_a_scan_while_another_field_has_the_focus_leaves_nothing_in_it(driver: Driver, cast: Cast) -> None:
    other = QLineEdit(driver.window)
    other.setText("déjà là")
    other.show()
    other.setFocus()
    driver.scan(cast.badges["Valbusa"], other)
    driver.shows("card")
    assert other.text() == "déjà là"
    assert driver.arrivals() == 1


def test_a_scan_while_a_dialog_is_open_leaves_nothing_in_it(driver: Driver, cast: Cast) -> None:
    dialog = QDialog(driver.window)
    column = QVBoxLayout(dialog)
    line, paragraph, button = QLineEdit(), QPlainTextEdit(), QPushButton("Agir")
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    for widget in (line, paragraph, button):
        column.addWidget(widget)
    dialog.open()
    for count, (widget, who) in enumerate(((line, "Valbusa"), (paragraph, "Hoaraud"), (button, "Amrouchel")), start=1):
        widget.setFocus()
        driver.scan(cast.badges[who], widget)
        driver.settle()
        driver.qtbot.waitUntil(lambda count=count: driver.arrivals() == count)
    assert (line.text(), paragraph.toPlainText(), pressed) == ("", "", [])
    dialog.close()


def test_the_palette_gives_way_to_a_verdict(driver: Driver, cast: Cast) -> None:
    palette = Sheet(driver.window, width=400, name="Palette")
    query = QLineEdit()
    query.setAccessibleName("Requête")
    palette.content.addWidget(query)
    palette.open()
    query.setFocus()
    left: list[str] = []
    palette.closed.connect(lambda: left.append(query.text()))
    driver.scan(cast.badges["Valbusa"], query)
    driver.shows("card")
    assert left == [""]
    assert driver.page.desk.field.edit.hasFocus()


def test_a_scan_while_a_button_has_the_focus_does_not_press_it(driver: Driver, cast: Cast) -> None:
    button = driver.page.desk.side._exchange
    button.setFocus()
    driver.scan(cast.badges["Valbusa"], button)
    driver.shows("card")
    assert driver.arrivals() == 1


def test_letters_typed_by_hand_in_another_field_arrive_whole_and_in_order(driver: Driver) -> None:
    other = QLineEdit(driver.window)
    other.show()
    other.setFocus()
    driver.type("Le Goff", other, pause_ms=40)
    for sign in "rec":  # three keys rolled together are not a scan
        QTest.keyClick(other, sign)
    QTest.keyClick(other, Qt.Key.Key_Left)
    QTest.keyClick(other, "X")
    driver.qtbot.waitUntil(lambda: other.text() == "Le GoffreXc")
    assert driver.arrivals() == 0


def test_letters_typed_at_no_field_in_particular_go_to_the_scan_field(driver: Driver) -> None:
    driver.page.desk.side.list.setFocus()
    driver.type("ker", driver.page.desk.side.list)
    driver.qtbot.waitUntil(lambda: driver.page.desk.field.edit.text() == "ker")
    driver.shows("results")


def test_a_name_typed_while_the_window_was_busy_is_still_a_name(driver: Driver) -> None:
    """The system stamped the keys 90 ms apart; they are handled all at once."""
    field = driver.page.desk.field.edit
    for number, sign in enumerate("Dupont\r"):
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            press = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            press.setTimestamp(1_000_000 + 90 * number)
            QApplication.sendEvent(field, press)
    driver.shows("results")
    assert driver.arrivals() == 0


def test_a_name_and_enter_searches(driver: Driver) -> None:
    driver.type("Dupont")
    driver.press(Qt.Key.Key_Return)
    driver.shows("results")
    assert {row.name for row in driver.page.desk.results.rows[:2]} == {"Claire Dupont", "Jean Dupont"}
    assert driver.page.desk.field.text() == "Dupont"
    assert driver.arrivals() == 0


def test_a_letter_typed_just_before_a_scan_stays_in_its_field(driver: Driver, cast: Cast) -> None:
    """The window was busy and had not handed the letter over when the scan began."""
    other = QLineEdit(driver.window)
    other.show()
    other.setFocus()
    stamps = [1000, 1040, *(1100 + 5 * n for n in range(12))]
    for stamp, sign in zip(stamps, f"no{cast.badges['Valbusa']}\r", strict=True):
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        press.setTimestamp(stamp)
        QApplication.sendEvent(other, press)
    driver.shows("card")
    assert other.text() == "no"
    assert driver.arrivals() == 1


def test_a_doubled_letter_that_the_system_takes_for_a_repeat_is_still_of_the_scan(
    driver: Driver, event: EventFile
) -> None:
    with event.write("import_people") as db:
        db.add(Person(given_name="Lise", family_name="Ossart", badge_code="BBBBBBBBBBB"))
    for number, sign in enumerate("BBBBBBBBBBB\r"):
        repeat = number in (2, 5, 8)
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign, repeat)
        press.setTimestamp(5000 + 3 * number)
        QApplication.sendEvent(driver.page.desk.field.edit, press)
    driver.shows("card")
    assert driver.arrivals() == 1


def test_a_pause_within_a_burst_does_not_lose_the_arrival(driver: Driver, cast: Cast) -> None:
    """The computer was busy while the scanner typed: its second letter came 60 ms late, or its ninth."""
    field = driver.page.desk.field.edit
    for count, (who, late) in enumerate((("Valbusa", 1), ("Hoaraud", 8)), start=1):
        for number, sign in enumerate(f"{cast.badges[who]}\r"):
            press = QKeyEvent(
                QEvent.Type.KeyPress,
                Qt.Key.Key_Return if sign == "\r" else 0,
                Qt.KeyboardModifier.NoModifier,
                sign,
            )
            press.setTimestamp(9000 * count + 3 * number + (60 if number >= late else 0))
            QApplication.sendEvent(field, press)
        driver.qtbot.waitUntil(lambda count=count: driver.arrivals() == count)
        driver.settle()
    assert field.text() == ""


def test_a_key_held_down_is_not_a_scan(driver: Driver) -> None:
    for number in range(12):
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "B", number > 0)
        press.setTimestamp(5000 + (250 if number else 0) + 30 * number)
        QApplication.sendEvent(driver.page.desk.field.edit, press)
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    enter.setTimestamp(5000 + 250 + 30 * 12)
    QApplication.sendEvent(driver.page.desk.field.edit, enter)
    driver.settle()
    assert driver.arrivals() == 0
    assert driver.page.desk.stage != "card"


def test_enter_before_the_rows_could_be_read_only_searches_and_the_next_one_acts(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SEEN_MS", 60_000)
    driver.type("Dupont")
    driver.shows("results")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert (driver.page.desk.stage, driver.arrivals()) == ("results", 0)
    driver.press(Qt.Key.Key_Return)
    driver.shows("card")
    assert driver.arrivals() == 1


def test_the_verdict_waits_for_the_commit(driver: Driver, cast: Cast, event: EventFile) -> None:
    """Another write holds the file: the scan is heard, and the desk says nothing before it is on the disk."""
    holding, release = threading.Event(), threading.Event()

    def hold() -> None:
        with event.write("long_write"):
            holding.set()
            release.wait(10)

    writer = threading.Thread(target=hold)
    writer.start()
    assert holding.wait(10)
    driver.scan(cast.badges["Valbusa"])
    QTest.qWait(150)
    assert driver.page.desk.stage == "idle"
    release.set()
    writer.join()
    driver.shows("card")
    assert driver.arrivals() == 1


def test_no_green_card_is_painted_before_its_arrival_is_committed(driver: Driver, cast: Cast, event: EventFile) -> None:
    seen: list[tuple[str, int]] = []

    class Witness(QObject):
        def eventFilter(self, watched: QObject, happening: QEvent) -> bool:
            card = driver.page.desk.card.card
            if happening.type() == QEvent.Type.Paint and card is not None:
                seen.append((card.name, count_arrivals(event)))
            return False

    witness = Witness()
    driver.page.desk.card.installEventFilter(witness)
    for count, who in enumerate(("Valbusa", "Hoaraud", "Amrouchel"), start=1):
        driver.scan(cast.badges[who])
        driver.qtbot.waitUntil(lambda count=count: bool(seen) and seen[-1][1] >= count)
        driver.settle()
    names = list(dict.fromkeys(name for name, _ in seen))
    assert names == ["Thierry Valbusa", "Priscille Hoaraud", "Yanis Amrouchel"]
    assert all(known >= names.index(name) + 1 for name, known in seen)


def test_twenty_scans_in_two_seconds_are_all_recorded_in_order(driver: Driver, event: EventFile) -> None:
    from uepit_desktop.event.badge_codes import new_badge_code

    codes = [new_badge_code() for _ in range(20)]
    with event.write("import_people") as db:
        db.add_all(Person(given_name="P", family_name=f"N{n:02}", badge_code=code) for n, code in enumerate(codes))
    for code in codes:
        driver.scan(code)
        QTest.qWait(40)
    driver.qtbot.waitUntil(lambda: driver.arrivals() == 20, timeout=20_000)
    driver.settle()
    with event.read() as db:
        order = db.connection().exec_driver_sql(
            "SELECT p.family_name FROM check_in c JOIN person p ON p.id = c.person_id ORDER BY c.rowid"
        )
        assert [name for (name,) in order] == [f"N{n:02}" for n in range(20)]
    card = driver.page.desk.card.card
    assert card is not None
    assert card.name == "P N19"


def test_a_badge_typed_by_hand_is_a_badge(driver: Driver, cast: Cast) -> None:
    driver.type(cast.badges["Valbusa"].lower())
    driver.press(Qt.Key.Key_Return)
    driver.shows("card")
    assert driver.arrivals() == 1


def test_rows_never_flash_while_a_scan_is_typed(driver: Driver, cast: Cast) -> None:
    shown: list[str] = []
    driver.page.searching.found.connect(lambda rows: shown.append("rows"))
    for sign in cast.badges["Valbusa"]:
        QTest.keyClick(driver.page.desk.field.edit, sign)
        QTest.qWait(8)
    QTest.keyClick(driver.page.desk.field.edit, Qt.Key.Key_Return)
    driver.shows("card")
    assert shown == []


def test_a_hidden_page_lets_every_key_pass(driver: Driver, cast: Cast) -> None:
    other = QLineEdit()
    driver.qtbot.addWidget(other)
    other.show()
    driver.page.hide()
    other.setFocus()
    driver.scan(cast.badges["Valbusa"], other)
    driver.settle()
    assert other.text().upper() == cast.badges["Valbusa"]
    assert driver.arrivals() == 0
    driver.page.show()
