"""The components: their sizes, what they say to screen readers, how keys and the pointer work on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.gui.shell.theme import theme
from uepit_desktop.gui.widgets.buttons import SIZES, Button, IconButton, KeyCap
from uepit_desktop.gui.widgets.chips import Chip, Meter
from uepit_desktop.gui.widgets.fields import CheckBox, SearchField, Select, TextField
from uepit_desktop.gui.widgets.focus import FocusRing
from uepit_desktop.gui.widgets.icons import icon_pixmap
from uepit_desktop.gui.widgets.layouts import FlowLayout, HBox, Switching, VBox
from uepit_desktop.gui.widgets.progress import ProgressCancel
from uepit_desktop.gui.widgets.rows import DataTable, RowList
from uepit_desktop.gui.widgets.segmented import SegmentedControl
from uepit_desktop.gui.widgets.surfaces import Card, EmptyState, StatusBanner
from uepit_desktop.gui.widgets.toast import LASTS_MS, Toast, ToastHost


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    window = QWidget()
    window.setObjectName("page")
    VBox(window, margins=(24, 24, 24, 24)).addWidget(widget)
    qtbot.addWidget(window)
    widget.setProperty("window", window)  # as long as the widget is used, its window stays
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.mark.parametrize("size", SIZES)
def test_buttons_keep_the_height_of_their_size(qtbot: QtBot, size: str) -> None:
    button = Button("Appliquer", size=size, icon="check", shortcut_hint="Ctrl+Z")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == SIZES[size][0]
    assert button.sizeHint().width() > Button("Appliquer", size=size).sizeHint().width()


def test_a_button_of_an_icon_alone_is_named(qtbot: QtBot) -> None:
    button = IconButton("x", "Fermer")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Fermer"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 32


@pytest.mark.parametrize(
    ("keys", "french"),
    [("Ctrl+Shift+Z", "Ctrl Maj Z"), ("Return", "Entrée"), ("Esc", "Échap"), ("Up Down", "↑ ↓"), ("Ctrl++", "Ctrl +")],
)
def test_keys_are_written_as_on_a_french_keyboard(qtbot: QtBot, keys: str, french: str) -> None:
    cap = KeyCap(keys)
    qtbot.addWidget(cap)
    assert cap.accessibleName() == french


def test_an_icon_takes_the_colour_of_its_token_and_is_drawn_once() -> None:
    image = icon_pixmap("circle-check", 24, "danger-mark").toImage().convertToFormat(QImage.Format.Format_ARGB32)
    opaque = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250]
    assert opaque
    wanted = theme().color("danger-mark")
    assert all(abs(c.red() - wanted.red()) < 8 and abs(c.green() - wanted.green()) < 8 for c in opaque)
    assert (
        icon_pixmap("circle-check", 24, "danger-mark").cacheKey()
        == icon_pixmap("circle-check", 24, "danger-mark").cacheKey()
    )
    with pytest.raises(FileNotFoundError):
        icon_pixmap("unicorn", 24)


def test_a_meter_says_its_figures_and_what_is_over(qtbot: QtBot) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.set_value(26, 24)
    assert meter.accessibleName() == "26 sur 24, 2 en trop"
    meter.set_value(0, 0)
    assert meter.accessibleName() == "0 sur 0"
    assert not meter.grab().isNull()


def test_a_filter_is_removed_by_a_click_or_a_key(qtbot: QtBot) -> None:
    chip = Chip("Lorval", "accent", removable=True)
    shown(qtbot, chip)
    for remove in (
        lambda: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(chip, Qt.Key.Key_Delete),
    ):
        with qtbot.waitSignal(chip.removed, timeout=1000):
            remove()
    assert chip.height() >= 32


def test_the_arrows_move_among_segments_and_only_one_is_on(qtbot: QtBot) -> None:
    control = SegmentedControl("Vue", [("before", "Avant"), ("after", "Après"), ("gaps", "Écarts")])
    shown(qtbot, control)
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    control._segments["before"].setFocus()
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Right)
    assert chosen == ["after", "gaps", "before"]
    assert control.current == "before"


def test_escape_empties_a_search_field_before_it_leaves(qtbot: QtBot) -> None:
    field = SearchField("Nom, vœu, rôle")
    shown(qtbot, field)
    qtbot.keyClicks(field.edit, "kerd")
    assert field.clear_button.isVisible()
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not field.clear_button.isVisible()


def test_an_error_is_told_in_words_beside_its_field_and_goes_when_typing(qtbot: QtBot) -> None:
    field = TextField("Adresse", help_text="Facultatif")
    shown(qtbot, field)
    field.set_error("Il manque la fin de l’adresse")
    assert field.edit.accessibleDescription() == "Il manque la fin de l’adresse"
    assert field.edit.property("invalid")
    qtbot.keyClicks(field.edit, "a")
    assert field.edit.accessibleDescription() == "Facultatif"


def test_a_box_is_ticked_by_its_whole_target(qtbot: QtBot) -> None:
    box = CheckBox("Choisi")
    shown(qtbot, box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert box.isChecked()
    assert box.height() >= 32


def test_the_ring_goes_round_what_has_the_focus(qtbot: QtBot) -> None:
    button, field = Button("Retour"), SearchField("Nom")
    inside = QWidget()
    row = HBox(inside, spacing=8)
    row.addWidget(button)
    row.addWidget(field)
    window = shown(qtbot, inside)
    button.setFocus()
    [ring] = window.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry() == button.geometry().translated(inside.pos()).adjusted(-4, -4, 4, 4)
    field.setFocus()
    assert ring.widget() is field
    choice = Select("Champ")
    choice.addItem("Nom")
    row.addWidget(choice)
    box = CheckBox("Libre")
    row.addWidget(box)
    qtbot.waitUntil(box.isVisible)
    box.setFocus()
    assert not ring.isVisible()  # a box paints its own, round the square


def test_a_toast_undoes_waits_under_the_pointer_and_is_alone(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(800, 400)
    qtbot.addWidget(window)
    window.show()
    host = ToastHost(window, lambda: 208)
    undone: list[int] = []
    host.show_message("Première", undo=lambda: undone.append(1))
    host.show_message("I. Cordovan en D3", undo=lambda: undone.append(2))
    toast = next(t for t in window.findChildren(Toast) if t.isVisible())
    assert host.text == "I. Cordovan en D3"
    assert toast.x() == 208 + 24
    assert toast.geometry().bottom() < window.height()
    assert 0 < toast.remaining_ms <= LASTS_MS * 1.06  # a coarse timer may be 5 % late
    where = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(where, where, where))
    assert toast.remaining_ms == -1
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.remaining_ms > 0
    button = toast.findChildren(Button.__bases__[0])[0]
    button.click()
    assert undone == [2]
    assert host.text == ""
    host.close()


def test_a_very_long_toast_wraps_inside_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(683, 384)
    qtbot.addWidget(window)
    window.show()
    host = ToastHost(window, lambda: 64)
    host.show_message("Arrivée de " + "Marie-Antoinette-Joséphine " * 12, undo=lambda: None)
    toast = next(t for t in window.findChildren(Toast) if t.isVisible())
    assert toast.geometry().right() <= window.width()
    host.close()


def test_chips_wrap_to_the_next_line(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget, spacing=8)
    chips = [Chip(f"Filtre {n}") for n in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    widget.resize(200, 300)
    widget.show()
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.geometry().right() <= 200 for chip in chips)
    assert flow.heightForWidth(200) > flow.heightForWidth(2000)


def test_a_row_becomes_a_column_when_narrow(qtbot: QtBot) -> None:
    widget, one, two = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(widget)
    row = HBox(widget)
    row.addWidget(one)
    row.addWidget(two)
    Switching(widget, row, 500)
    widget.resize(600, 200)
    widget.show()
    assert one.y() == two.y()
    widget.resize(300, 200)
    qtbot.waitUntil(lambda: one.x() == two.x())


def test_entering_a_row_activates_it_and_letters_belong_to_the_page(qtbot: QtBot) -> None:
    for view in (RowList("Résultats"), DataTable("Postes")):
        model = QStandardItemModel(view)
        for name in ("Alan", "Maël", "Solène"):
            model.appendRow(QStandardItem(name))
        view.setModel(model)
        shown(qtbot, view)
        view.setCurrentIndex(model.index(0, 0))
        with qtbot.waitSignal(view.activated, timeout=1000):
            qtbot.keyClick(view, Qt.Key.Key_Return)
        qtbot.keyClick(view, Qt.Key.Key_S)
        assert view.currentIndex().row() == 0


def test_progress_appears_after_300_ms_and_can_be_stopped(qtbot: QtBot) -> None:
    from uepit_desktop.gui.shell.tasks import Task

    bar = ProgressCancel()
    window = shown(qtbot, bar)
    assert window.isVisible()
    bar.hide()
    task = Task("Import", lambda call: call())
    task.cancellable = True
    bar.follow(task)
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    task.report(184, 312)
    assert bar.caption.text() == "184 sur 312"
    bar.cancel_button.click()
    assert task.cancelled()
    bar.stop()
    assert not bar.isVisible()


def test_surfaces_without_an_action_show_none_and_open_no_window(qtbot: QtBot) -> None:
    before = len([w for w in QApplication.topLevelWidgets() if w.isVisible()])
    parts = [
        StatusBanner("Rien", "info"),
        EmptyState("inbox", "Rien"),
        EmptyState("inbox", "Rien", action="Lire"),
        Card("Titre"),
    ]
    after = len([w for w in QApplication.topLevelWidgets() if w.isVisible()])
    for part in parts:
        qtbot.addWidget(part)
    assert after == before
    assert not parts[1].button.isVisibleTo(parts[1])  # type: ignore[attr-defined]
    assert parts[2].button.isVisibleTo(parts[2])  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_components_repaint_when_the_palette_changes(qtbot: QtBot, mode: str) -> None:
    card = Card("Titre")
    card.body.addWidget(QLineEdit())
    shown(qtbot, card)
    theme().set_mode(mode)
    pixel = card.grab().toImage().pixelColor(card.width() // 2, card.height() - 6)
    assert pixel == theme().color("surface")
