"""The desk driven by its keys: search, verdicts, undo, registration on the spot, and what it never shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import select

from tests.gui.conftest import NotedToasts, NotedVisits
from tests.gui.reception.conftest import SECRETS, Cast, Clock, Driver
from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import BadgeAlias, CheckIn, Person
from uepit_desktop.gui.reception.page import ReceptionPage
from uepit_desktop.gui.reception.views import Card
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.tasks import Tasks


def card_of(driver: Driver) -> Card:
    driver.shows("card")
    card = driver.page.desk.card.card
    assert card is not None
    return card


def act(driver: Driver, shortcut: str) -> None:
    """Run the action of the page that a key is bound to, as the window does."""
    action = next(action for action in driver.page.palette_actions() if action.shortcut == shortcut)
    assert action.enabled
    action.run()
    driver.settle()


# -- verdicts --------------------------------------------------------------------------------------------------------


def test_a_second_scan_says_when_and_where_the_first_was(driver: Driver, cast: Cast, clock: Clock) -> None:
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    clock.now += dt.timedelta(minutes=14)
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: card_of(driver).tone == "warning")
    card = card_of(driver)
    assert card.words == "Arrivée déjà notée à 8\u00a0h\u00a053"
    assert card.aside == "Accueil A"
    assert [passage.hour for passage in card.passages] == ["8\u00a0h\u00a053", "9\u00a0h\u00a007"]
    assert [deed.key for deed in card.deeds] == ["Entrée", "F6", "F7"]
    driver.press(Qt.Key.Key_Return)
    assert driver.page.desk.stage == "idle"
    assert driver.arrivals() == 1


def test_the_same_badge_within_three_seconds_is_one_passage(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    driver.scan(cast.badges["Valbusa"])
    driver.settle()
    assert card_of(driver).tone == "success"
    assert len(driver.page.desk.side.model.passages) == 1
    assert driver.arrivals() == 1


def test_a_cancelled_registration_is_refused_then_taken_up_again_by_f3(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Delorbe"])
    card = card_of(driver)
    assert (card.tone, card.icon, card.words) == ("danger", "octagon-x", "Arrivée non enregistrée")
    assert [deed.key for deed in card.deeds if deed.primary] == ["F3"]
    assert driver.arrivals() == 0
    act(driver, "F3")
    assert card_of(driver).tone == "success"
    assert driver.arrivals() == 1


def test_a_code_of_two_people_asks_whom_and_notes_the_one_chosen(driver: Driver, cast: Cast, event: EventFile) -> None:
    with event.write("import_people") as db:
        for who in ("Claire Dupont", "Jean Dupont"):
            db.add(BadgeAlias(person_id=cast.ids[who], code="TICKET-4012"))
    driver.scan("TICKET-4012")
    driver.shows("results")
    assert {row.name for row in driver.page.desk.results.rows} == {"Claire Dupont", "Jean Dupont"}
    assert driver.arrivals() == 0
    driver.press(Qt.Key.Key_Down)
    chosen = driver.page.desk.results.selected()
    assert chosen is not None
    driver.press(Qt.Key.Key_Return)
    assert card_of(driver).name == chosen.name
    assert driver.arrivals() == 1


def test_a_person_of_another_day_is_refused_then_noted_anyway_by_f3(
    driver: Driver, cast: Cast, event: EventFile
) -> None:
    with event.write("edit_person") as db:
        person = db.get(Person, cast.ids["Valbusa"])
        assert person is not None
        person.days = ["2026-07-08"]
    driver.scan(cast.badges["Valbusa"])
    card = card_of(driver)
    assert (card.tone, driver.arrivals()) == ("danger", 0)
    assert "mercredi 8" in card.spoken
    act(driver, "F3")
    assert card_of(driver).tone == "success"
    assert driver.arrivals() == 1


def test_a_badge_of_another_site_is_named(driver: Driver) -> None:
    from uepit_desktop.event.badge_codes import new_badge_code

    driver.scan(f"{new_badge_code()}/LORVAL")
    card = card_of(driver)
    assert card.name == "Badge de Lorval"
    assert "Lorval" in card.spoken
    assert driver.arrivals() == 0


@pytest.mark.parametrize("text", ["BONJOUR", "https://exemple.fr/x?y=1", "{name}", "%s%s%s%s", "a" * 200])
def test_any_other_code_is_one_plain_refusal(driver: Driver, text: str) -> None:
    driver.scan(text)
    card = card_of(driver)
    assert card.tone == "danger"
    assert driver.arrivals() == 0


def test_a_read_only_event_says_so_and_notes_nothing(
    tmp_path: Path, tasks: Tasks, toasts: NotedToasts, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    path = tmp_path / "read.uepit"
    EventFile.create(path, name="U", site="Valmorin", start_on=dt.date(2026, 7, 6), days=1).close()
    with EventFile.open(path, read_only=True) as event:
        context = AppContext(event, tasks, Settings(tmp_path / "s.json"), toasts, lambda place, **args: None)
        page = ReceptionPage(context)
        qtbot.addWidget(page)
        page.show()
        page.on_shown()
        assert "Lecture seule" in page.desk.idle.accessibleName()
        assert not next(a for a in page.palette_actions() if a.shortcut == "F3").enabled
        page.on_scan("BCDFGHJKLNP")
        settle()
        card = page.desk.card.card
        assert card is not None
        assert (card.tone, card.words) == ("danger", "Arrivée non enregistrée")
        page.hide()
        context.close()


def test_refusals_and_doubles_of_the_session_are_among_the_last_passages(
    driver: Driver, cast: Cast, clock: Clock
) -> None:
    for minute, who in enumerate(("Valbusa", "Delorbe", "Hoaraud", "Valbusa")):
        clock.now = dt.datetime(2026, 7, 6, 7, minute, tzinfo=dt.UTC)
        driver.scan(cast.badges[who])
        driver.settle()
    passages = driver.page.desk.side.model.passages
    assert [(p.name, p.tone) for p in passages] == [
        ("Thierry Valbusa", "warning"),
        ("Priscille Hoaraud", "success"),
        ("Mathurin Delorbe", "danger"),
        ("Thierry Valbusa", "success"),
    ]
    assert [p.fresh for p in passages] == [True, False, False, False]
    driver.page.ledger.tick()  # the minute has turned
    driver.settle()
    count = driver.page.desk.side.count.count
    assert (count.arrived, count.expected, count.here, count.elsewhere) == (2, 11, 2, 0)
    assert count.known == "Connues de ce poste à 9\u00a0h\u00a003"


# -- search ----------------------------------------------------------------------------------------------------------


def test_nothing_is_listed_before_a_search(driver: Driver) -> None:
    assert driver.page.desk.stage == "idle"
    assert driver.page.desk.results.rows == ()
    assert driver.page.desk.side.model.passages == ()


def test_arrows_and_enter_note_the_arrival_of_the_row_chosen(driver: Driver, cast: Cast) -> None:
    driver.type("ker")
    driver.shows("results")
    rows = driver.page.desk.results.rows
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)
    assert card_of(driver).name == rows[1].name
    assert driver.arrivals() == 1
    assert driver.page.desk.field.edit.text() == ""


def test_enter_acts_on_the_first_row_once_it_could_be_read(driver: Driver) -> None:
    driver.type("amrou")
    driver.shows("results")
    QTest.qWait(420)
    driver.press(Qt.Key.Key_Return)
    assert card_of(driver).name == "Yanis Amrouchel"


def test_a_person_already_there_shows_the_hour(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    driver.type("valb")
    driver.shows("results")
    row = driver.page.desk.results.rows[0]
    assert (row.state, row.state_words, row.deed) == ("arrived", "Arrivée 8\u00a0h\u00a053", "")
    assert row.spoken == "Thierry Valbusa, Métropole de Lorval, arrivée à 8\u00a0h\u00a053"


def test_stale_rows_are_dropped(driver: Driver) -> None:
    for sign in "kerx":
        QTest.keyClick(driver.page.desk.field.edit, sign)
    for _ in range(4):
        QTest.keyClick(driver.page.desk.field.edit, Qt.Key.Key_Backspace)
    driver.settle()
    QTest.qWait(60)
    assert driver.page.desk.stage == "idle"
    driver.type("valb")
    driver.shows("results")
    assert [row.name for row in driver.page.desk.results.rows] == ["Thierry Valbusa"]


def test_escape_clears_then_rests(driver: Driver, cast: Cast) -> None:
    driver.type("ker")
    driver.shows("results")
    assert driver.page.handle_escape()
    assert (driver.page.desk.stage, driver.page.desk.field.edit.text()) == ("idle", "")
    assert not driver.page.handle_escape()
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    assert driver.page.handle_escape()
    assert driver.page.desk.stage == "idle"


def test_a_click_on_the_action_of_a_row_notes_the_arrival(driver: Driver) -> None:
    driver.type("valb")
    driver.shows("results")
    results = driver.page.desk.results
    index = results.model.index(0)
    box = results.delegate.deed_box(results.list.visualRect(index).toRectF(), results.rows[0])
    QTest.mouseClick(
        results.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.center().toPoint()
    )
    assert card_of(driver).name == "Thierry Valbusa"
    assert driver.page.desk.field.edit.hasFocus()


# -- undo ------------------------------------------------------------------------------------------------------------


def test_ctrl_z_takes_back_the_arrival_on_show_and_says_whose(
    driver: Driver, cast: Cast, toasts: NotedToasts, event: EventFile
) -> None:
    driver.scan(cast.badges["Solène Kerdavid"])
    card_of(driver)
    act(driver, "Ctrl+Z")
    driver.shows("idle")
    assert "Solène Kerdavid" in toasts.shown[-1][0]
    with event.read() as db:
        assert reception.status(db, event).arrived == 0
    assert driver.page.desk.side.model.passages == ()
    assert driver.page.desk.side.count.count.arrived == 0


def test_ctrl_z_reaches_the_desk_though_the_field_has_the_focus(driver: Driver, cast: Cast, event: EventFile) -> None:
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    QTest.keyClick(driver.page.desk.field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.shows("idle")
    with event.read() as db:
        assert reception.status(db, event).arrived == 0


def test_undo_with_nothing_to_undo_says_so(driver: Driver, toasts: NotedToasts) -> None:
    act(driver, "Ctrl+Z")
    assert "aucune arrivée" in toasts.shown[-1][0].lower()


# -- on the spot -----------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups of the offscreen platform
def test_registering_on_the_spot_takes_at_most_eight_keys_beside_the_text(driver: Driver, event: EventFile) -> None:
    keys = 0

    def press(key: Qt.Key) -> None:
        nonlocal keys
        keys += 1
        driver.press(key)

    driver.type("Nolwenn Abgrall")
    driver.settle()
    act(driver, "F3")
    keys += 1
    form = driver.page.desk.walk_in.fields
    assert (form.givenName.text(), form.familyName.text()) == ("Nolwenn", "Abgrall")
    driver.qtbot.waitUntil(lambda: form.organisation.hasFocus())
    driver.type("Ville de Br")
    popup = form.organisation.completer().popup()
    driver.qtbot.waitUntil(popup.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        keys += 1
        QTest.keyClick(popup, key)
    assert form.organisation.text() == "Ville de Brévanches"
    press(Qt.Key.Key_Tab)
    driver.type("Urbaniste")
    press(Qt.Key.Key_Return)
    card = card_of(driver)
    assert (card.tone, card.name, card.line) == ("success", "Nolwenn Abgrall", "Urbaniste, Ville de Brévanches")
    assert keys <= 8
    assert driver.arrivals() == 1
    assert driver.page.desk.field.edit.hasFocus()
    with event.read() as db:
        organisations = db.connection().exec_driver_sql("SELECT count(*) FROM organisation").scalar()
    assert organisations == 7  # the known one was taken


def test_a_close_name_is_shown_before_someone_is_registered_twice(driver: Driver) -> None:
    act(driver, "F3")
    driver.type("Solene")
    driver.press(Qt.Key.Key_Tab)
    driver.type("Kerdavit")
    driver.press(Qt.Key.Key_Return)
    driver.shows("results")
    assert driver.page.desk.results.rows[0].name == "Solène Kerdavid"
    assert driver.arrivals() == 0
    act(driver, "F3")  # someone else, indeed
    assert card_of(driver).name == "Solene Kerdavit"
    assert driver.arrivals() == 1


def test_the_close_name_can_be_the_right_one(driver: Driver) -> None:
    act(driver, "F3")
    driver.type("Thierry")
    driver.press(Qt.Key.Key_Tab)
    driver.type("Valbuza")
    driver.press(Qt.Key.Key_Return)
    driver.shows("results")
    driver.press(Qt.Key.Key_Return)
    assert card_of(driver).name == "Thierry Valbusa"


def test_a_form_without_a_name_says_what_is_missing_and_keeps_the_rest(driver: Driver) -> None:
    act(driver, "F3")
    driver.page.desk.walk_in.fields.organisation.setText("Ville de Brévanches")
    driver.press(Qt.Key.Key_Return)
    assert driver.page.desk.stage == "walk_in"
    assert driver.page.desk.walk_in.draft().organisation == "Ville de Brévanches"
    assert any("manque un nom" in label.text() for label in driver.page.findChildren(QLabel))


def test_a_scan_during_the_form_is_noted_and_the_draft_is_kept(driver: Driver, cast: Cast) -> None:
    act(driver, "F3")
    driver.type("Nolwenn")
    driver.settle()
    driver.scan(cast.badges["Valbusa"])
    assert card_of(driver).name == "Thierry Valbusa"
    act(driver, "F3")
    assert driver.page.desk.stage == "walk_in"
    assert driver.page.desk.walk_in.draft().given_name == "Nolwenn"


# -- badge, note, reader ---------------------------------------------------------------------------------------------


def test_f7_makes_the_badge_and_asks_before_a_second_one(
    driver: Driver, cast: Cast, toasts: NotedToasts, tmp_path: Path, event: EventFile
) -> None:
    opened: list[str] = []
    driver.page.on_show.printing.folder = tmp_path
    driver.page.on_show.printing.open_file = lambda url: bool(opened.append(url.toLocalFile())) or True
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    act(driver, "F7")
    driver.qtbot.waitUntil(lambda: len(opened) == 1)
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")
    act(driver, "F7")
    driver.qtbot.waitUntil(lambda: "Déjà imprimé" in toasts.shown[-1][0])
    assert len(opened) == 1
    act(driver, "F7")
    driver.qtbot.waitUntil(lambda: len(opened) == 2)
    with event.read() as db:
        assert reception.prints_of(db, cast.ids["Valbusa"]) == 2


def test_the_desk_note_shows_when_asked_and_leaves_nothing_behind(
    driver: Driver, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.scan(cast.badges["Kerazou-Lemoine"])
    card = card_of(driver)
    assert card.has_note
    assert "colis" not in everything_said(driver.page)
    act(driver, "F9")
    note = driver.page.desk.note
    assert note.isVisible()
    assert note.words == "Attend un colis à son nom"
    assert note._timer.remainingTime() <= 10_000
    note._timer.timeout.emit()
    assert not note.isVisible()
    assert "colis" not in everything_said(driver.page)


def test_the_reader_can_be_tested_without_noting_an_arrival(driver: Driver, cast: Cast) -> None:
    driver.page.test_reader()
    assert card_of(driver).tone == "info"
    driver.scan(cast.badges["Valbusa"])
    driver.qtbot.waitUntil(lambda: card_of(driver).name == "Le lecteur fonctionne")
    assert driver.arrivals() == 0
    driver.scan(cast.badges["Valbusa"])
    driver.settle()
    assert card_of(driver).name == "Thierry Valbusa"


def test_the_sound_toggle_hides_where_no_sound_is_possible(driver: Driver) -> None:
    button = driver.page.desk.header._sound_button
    driver.page.fittings.make_sounds_ready()
    assert button.isVisible() == driver.page.fittings.sounds.possible


def test_exchange_leads_to_its_page(driver: Driver, visits: NotedVisits) -> None:
    driver.page.desk.side._exchange.click()
    assert visits.places[-1][0] == "exchange"


def test_another_half_day_can_be_chosen(driver: Driver, cast: Cast, event: EventFile) -> None:
    with event.read() as db:
        afternoon = reception.half_days(db)[1]
    driver.page.desk.header.occasion_chosen.emit(afternoon.id)
    driver.settle()
    assert driver.page.desk.header.half_day.text() == "Lundi 6\u00a0juillet, après-midi"
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    with event.read() as db:
        assert reception.status(db, event, half_day_id=afternoon.id).arrived == 1


# -- what is never shown, what is always said ------------------------------------------------------------------------


def everything_said(root: QWidget) -> str:
    """Every text that the widgets below ``root`` show or give to a screen reader."""
    said: list[Any] = []
    for widget in (root, *root.findChildren(QWidget)):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.whatsThis()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        if isinstance(widget, QAbstractItemView) and isinstance(widget.model(), QAbstractItemModel):
            model = widget.model()
            for row in range(model.rowCount()):
                said += [model.index(row, 0).data(role) for role in (*range(16), Qt.ItemDataRole.UserRole)]
    return " ".join(str(part) for part in said if part)


def test_no_diet_health_or_access_need_is_anywhere_on_the_page(driver: Driver, cast: Cast, clock: Clock) -> None:
    said = []
    for who in ("Valbusa", "Delorbe", "Kerazou-Lemoine"):
        clock.now += dt.timedelta(minutes=1)
        driver.scan(cast.badges[who])
        driver.settle()
        said.append(everything_said(driver.page))
    driver.type("ker")
    driver.shows("results")
    said.append(everything_said(driver.page))
    act(driver, "F3")
    said.append(everything_said(driver.page))
    assert "Ticket repas B" in repr(driver.page.desk.card.card)
    for text in said:
        assert not any(secret in text for secret in SECRETS)
    assert not any(secret in repr(driver.page.desk.card.card) for secret in SECRETS)


def test_every_control_that_takes_the_focus_has_a_name(driver: Driver, cast: Cast) -> None:
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    for widget in driver.page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget


def test_the_field_keeps_the_focus_after_every_click(driver: Driver, cast: Cast) -> None:
    field = driver.page.desk.field.edit
    driver.scan(cast.badges["Valbusa"])
    card_of(driver)
    for widget in driver.page.findChildren(QAbstractButton):
        if isValid(widget) and widget.isVisible() and widget is not driver.page.desk.header.half_day:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
            driver.settle()
            if driver.page.desk.stage == "walk_in":
                driver.page.handle_escape()
            assert field.hasFocus(), widget.accessibleName()


def test_an_arrival_carries_who_holds_the_desk(driver: Driver, event: EventFile, cast: Cast) -> None:
    driver.page.context.settings.operator = "Maud"
    with event.read() as db:
        person_id = db.execute(select(Person.id).where(Person.status == "registered").limit(1)).scalar_one()
    driver.page.check_in_person(person_id)
    driver.settle()
    with event.read() as db:
        assert list(db.scalars(select(CheckIn.operator).where(CheckIn.person_id == person_id))) == ["Maud"]
