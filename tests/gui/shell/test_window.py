"""The window driven by its keys: places, palette, undo, zoom, theme, language, help, zones, notices."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from uepit_desktop import language
from uepit_desktop.event import EventFile, UserError
from uepit_desktop.event.model import Person
from uepit_desktop.gui.shell.help_sheet import HelpSheet
from uepit_desktop.gui.shell.leaving import LeavingSheet
from uepit_desktop.gui.shell.palette import Palette
from uepit_desktop.gui.shell.places import built_places
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.sheet import Sheet
from uepit_desktop.gui.shell.theme import theme
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.shell.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Quiet = Callable[[], None]


def space(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def palette(window: Window) -> Palette:
    assert isinstance(window.sheet, Palette)
    return window.sheet


def place(window: Window) -> str:
    page = space(window).page
    return page.place if page is not None else ""


@pytest.mark.parametrize("twin", [False, True])
def test_ctrl_and_a_figure_lead_to_each_place_on_both_keyboards(desk: Window, qtbot: QtBot, twin: bool) -> None:
    key = Qt.Key
    azerty = (key.Key_Ampersand, key.Key_Eacute, key.Key_QuoteDbl, key.Key_Apostrophe, key.Key_ParenLeft,
              key.Key_Minus, key.Key_Egrave, key.Key_Underscore)  # fmt: skip
    qwerty = (key.Key_1, key.Key_2, key.Key_3, key.Key_4, key.Key_5, key.Key_6, key.Key_7, key.Key_8)
    keys = azerty if twin else qwerty
    for pressed, target in reversed(list(zip(keys, built_places(), strict=False))):
        qtbot.keyClick(desk, pressed, CTRL)
        assert place(desk) == target.id


def test_only_built_places_are_shown(desk: Window) -> None:
    assert [p.id for p in space(desk).places] == [p.id for p in built_places()]


def test_a_page_is_built_on_its_first_visit_and_kept(desk: Window) -> None:
    first = space(desk).page
    other = built_places()[1].id
    space(desk).go(other)
    space(desk).go(built_places()[0].id)
    assert space(desk).page is first


def test_ctrl_k_goes_to_a_place_by_a_few_letters(desk: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(palette(desk).field, "particip")
    qtbot.keyClick(palette(desk).field, Qt.Key.Key_Return)
    assert place(desk) == "people"
    assert desk.sheet is None


def test_the_palette_finds_people_despite_a_typo(desk: Window, qtbot: QtBot, quiet: Quiet) -> None:
    desk.open_palette()
    qtbot.keyClicks(palette(desk).field, "kerdavyd")
    quiet()
    assert "Solène Kerdavid" in palette(desk).titles


def test_the_palette_offers_to_register_whom_it_does_not_find(desk: Window, qtbot: QtBot, quiet: Quiet) -> None:
    desk.open_palette()
    qtbot.keyClicks(palette(desk).field, "Zoe Inconnue")
    quiet()
    assert palette(desk).titles == [language.tr("Register on site « {name} »", name="Zoe Inconnue")]


def test_the_arrows_move_the_choice_and_escape_gives_the_focus_back(desk: Window, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    desk.open_palette()
    field = palette(desk).field
    first = field.accessibleDescription()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.accessibleDescription() != first
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.accessibleDescription() == first
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert desk.sheet is None
    assert QApplication.focusWidget() is before


def test_no_key_of_the_window_acts_below_an_open_sheet(desk: Window, qtbot: QtBot) -> None:
    here = place(desk)
    desk.open_palette()
    qtbot.keyClick(palette(desk).field, Qt.Key.Key_2, CTRL)
    assert place(desk) == here
    assert isinstance(desk.sheet, Palette)


def test_the_keys_rest_below_the_sheet_of_a_page_too(desk: Window, qtbot: QtBot) -> None:
    here = place(desk)
    sheet = Sheet(desk, width=300, name="Question")
    sheet.open()
    qtbot.keyClick(desk, Qt.Key.Key_3, CTRL)
    assert place(desk) == here
    sheet.close_sheet()
    qtbot.keyClick(desk, Qt.Key.Key_3, CTRL)
    assert place(desk) == "people"
    Sheet(desk, width=300, name="Question").open()
    desk.show_welcome()
    assert not [left for left in desk.findChildren(Sheet) if left.isVisible()]


def test_undo_and_redo_say_what_they_did(
    desk: Window, event: EventFile, people: list[str], qtbot: QtBot, quiet: Quiet
) -> None:
    with event.write("rename", subject=people[0]) as db:
        person = db.get(Person, people[0])
        assert person is not None
        person.family_name = "Autrenom"
    qtbot.keyClick(desk, Qt.Key.Key_Z, CTRL)
    quiet()
    with event.read() as db:
        assert db.get(Person, people[0]).family_name == "Kerdavid"  # type: ignore[union-attr]
    assert desk.toasts.text.startswith("Annulé : ".replace(" :", "\u00a0:"))
    qtbot.keyClick(desk, Qt.Key.Key_Z, CTRL | SHIFT)
    quiet()
    with event.read() as db:
        assert db.get(Person, people[0]).family_name == "Autrenom"  # type: ignore[union-attr]
    assert desk.toasts.text.startswith("Rétabli")


def test_ctrl_z_in_an_untouched_search_field_undoes_the_last_action(
    desk: Window, event: EventFile, people: list[str], qtbot: QtBot, quiet: Quiet
) -> None:
    with event.write("rename", subject=people[0]) as db:
        person = db.get(Person, people[0])
        assert person is not None
        person.family_name = "Autrenom"
    space(desk).go("people")
    quiet()
    qtbot.keyClick(desk, Qt.Key.Key_F, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    quiet()
    with event.read() as db:
        assert db.get(Person, people[0]).family_name == "Kerdavid"  # type: ignore[union-attr]


def test_undo_with_nothing_to_undo_says_so(window: Window, event: EventFile, quiet: Quiet) -> None:
    window.show_event(event)
    quiet()
    space(window).undo()
    quiet()
    assert window.toasts.text == language.tr("There is nothing to undo.")


def test_the_foot_says_who_i_am_when_it_was_saved_and_what_waits(desk: Window, event: EventFile, quiet: Quiet) -> None:
    with event.write("add_person") as db:
        db.add(Person(family_name="Nouveau"))
    quiet()
    foot = space(desk).rail.foot
    assert foot.desk.text() == "Accueil A"
    assert foot.saved.text().startswith("Enregistré à ")
    assert foot.pending.text() == language.trn("{n} to exchange", "{n} to exchange", event.pending_operations())
    assert foot.offline.text() == "Hors ligne, tout marche"


def test_zoom_theme_and_sound_are_remembered(desk: Window, qtbot: QtBot, settings: Settings) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_Plus, CTRL)
    assert theme().zoom == 110
    qtbot.keyClick(desk, Qt.Key.Key_Minus, CTRL)
    qtbot.keyClick(desk, Qt.Key.Key_L, CTRL | SHIFT)
    assert theme().dark
    again = Settings.load(settings.file)
    assert (again.zoom, again.theme) == (100, "dark")


def test_the_rail_folds_above_150_percent_and_in_a_narrow_window(desk: Window, qtbot: QtBot) -> None:
    space(desk).go("people")
    assert not space(desk).rail.folded
    theme().set_zoom(175)
    assert space(desk).rail.folded
    theme().set_zoom(100)
    assert not space(desk).rail.folded
    desk.resize(700, 400)
    qtbot.waitUntil(lambda: space(desk).rail.folded)


def test_the_desk_folds_the_rail_and_a_person_can_unfold_it(desk: Window, qtbot: QtBot) -> None:
    space(desk).go("reception")
    assert space(desk).rail.folded
    space(desk).rail.foot.unfold.click()
    assert not space(desk).rail.folded
    space(desk).go("people")
    space(desk).go("reception")
    assert space(desk).rail.folded


def test_the_language_changes_at_once_and_the_page_stays(desk: Window, event: EventFile, quiet: Quiet) -> None:
    space(desk).go("people")
    desk.switch_language()
    quiet()
    assert language.current() == "en"
    assert place(desk) == "people"
    assert space(desk).rail.list.model().index(0, 0).data() == "Today"
    with event.write("add_person") as db:  # the new workspace listens to the same file
        db.add(Person(family_name="Newcomer"))
    quiet()
    desk.switch_language()
    quiet()
    assert space(desk).rail.list.model().index(0, 0).data() == "Aujourd’hui"


def test_f1_lists_the_keys_of_the_screen_and_escape_closes_it(desk: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_F1)
    assert isinstance(desk.sheet, HelpSheet)
    qtbot.keyClick(desk.sheet.close_button, Qt.Key.Key_Escape)
    assert desk.sheet is None


def test_f6_goes_round_the_rail_and_the_zones_of_the_page(desk: Window, qtbot: QtBot, quiet: Quiet) -> None:
    space(desk).go("people")
    quiet()
    seen = []
    for _ in range(8):
        qtbot.keyClick(desk, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert space(desk).rail.list in seen
    assert any(widget is not space(desk).rail.list for widget in seen)


def test_a_refusal_that_no_page_took_is_said_in_a_banner(desk: Window, quiet: Quiet) -> None:
    def refuse() -> None:
        raise UserError("There is nothing to undo.")

    desk.tasks.run(refuse)
    quiet()
    assert space(desk)._refusal.banner.isVisible()
    assert space(desk)._refusal.banner.text == language.tr("There is nothing to undo.")


def test_a_file_open_for_reading_only_says_so(window: Window, event: EventFile, quiet: Quiet) -> None:
    path = event.path
    event.close()
    with EventFile.open(path, read_only=True) as shut:
        window.show_event(shut)
        quiet()
        assert space(window).rail.foot.saved.text() == "Lecture seule"
        window.show_welcome()


def test_closing_the_window_closes_the_file(window: Window, event: EventFile, quiet: Quiet) -> None:
    window.show_event(event)
    quiet()
    window.close()
    with EventFile.open(event.path):  # no lock left
        pass


def test_opening_another_event_closes_the_first(
    window: Window, event: EventFile, settings: Settings, quiet: Quiet
) -> None:
    window.show_event(event)
    quiet()
    window.show_welcome()
    with EventFile.open(event.path):
        pass
    assert settings.recent[0].path == str(event.path.resolve())


def test_a_path_on_the_command_line_opens_behind_a_frame_painted_first(
    window: Window, event: EventFile, qtbot: QtBot
) -> None:
    event.close()
    window.open_path(event.path)
    assert window.workspace is None
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert place(window) == built_places()[0].id


def test_a_path_that_cannot_be_opened_leads_to_the_welcome_page_with_a_sentence(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    from uepit_desktop.gui.shell.welcome import Welcome

    window.open_path(tmp_path / "nothing-here.uepit")
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), Welcome), timeout=20_000)
    welcome = window.centralWidget()
    assert isinstance(welcome, Welcome)
    assert welcome.notice.isVisibleTo(welcome)
    assert "nothing-here" in welcome.notice.text


def test_ctrl_f_selects_the_field_of_the_screen(desk: Window, qtbot: QtBot, quiet: Quiet) -> None:
    space(desk).go("people")
    quiet()
    qtbot.keyClick(desk, Qt.Key.Key_F, CTRL)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_leaving_while_a_key_is_written_asks_for_a_word(desk: Window, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.tasks.run(gate.wait, 20, title="Écriture sur la clé")
    desk.close()
    assert desk.isVisible()
    sheet = desk.sheet
    assert isinstance(sheet, LeavingSheet)
    qtbot.keyClicks(sheet.field, "oui")
    assert not sheet.go.isEnabled()
    sheet.stay.click()
    assert desk.sheet is None
    desk.close()
    gate.set()  # and it leaves by itself when the writing is done
    qtbot.waitUntil(lambda: not desk.isVisible(), timeout=5000)


def test_the_word_stops_the_work_and_leaves(desk: Window, qtbot: QtBot) -> None:
    stopped: list[bool] = []

    def work(*, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            time.sleep(0.005)
        stopped.append(True)

    desk.tasks.run(work, progress=True, title="Écriture sur la clé")
    desk.close()
    assert isinstance(desk.sheet, LeavingSheet)
    qtbot.keyClicks(desk.sheet.field, "Quitter")
    qtbot.keyClick(desk.sheet.field, Qt.Key.Key_Return)
    assert not desk.isVisible()
    assert stopped == [True]
