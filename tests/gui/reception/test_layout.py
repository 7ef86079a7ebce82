"""The desk at every size: sizes of the pictures, small windows, zoom, names of 200 letters; nothing is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.gui.reception.conftest import Cast, Driver
from uepit_desktop.gui.reception.desk import Desk
from uepit_desktop.gui.reception.finding import row_of
from uepit_desktop.gui.reception.pen import letters, wrapped
from uepit_desktop.gui.reception.person_card import PersonCard
from uepit_desktop.gui.reception.views import Card, Deed, Fact, Passage, Tile
from uepit_desktop.gui.shell.theme import theme

LONG = ("Marie-Françoise Élisabeth de la Rochefoucauld-Montmorency d’Aubeterre " * 3)[:200].strip()
CARDS = {
    "arrived": Card(
        "success",
        "circle-check",
        "Arrivée enregistrée",
        "8 h 53",
        "Solène Kerdavid",
        "Cheffe de projet usagers, Ville de Brévanches",
        tiles=(
            Tile("target", "Équipe défi 4", "Un seul guichet", "Salle Chêne, 1er étage", tone="k-defis"),
            Tile("map-pin", "Premier temps", "9 h 30", "Plénière, Grande halle"),
            Tile("badge-check", "À remettre", "Badge, kit", "Ticket repas B"),
        ),
        deeds=(
            Deed("undo", "Annuler cette arrivée", "Ctrl Z", "undo-2"),
            Deed("reprint", "Réimprimer", "F7", "printer"),
        ),
        hint="Badge suivant : scannez",
    ),
    "double": Card(
        "warning",
        "triangle-alert",
        "Arrivée déjà notée à 8 h 52",
        "Accueil B",
        "Joaquim Tessandier",
        "Technicien voirie et mobilités, CC du Haut-Serein",
        passages=(
            Passage("circle-check", "success", "8 h 52", "Accueil B", "Première arrivée, gardée"),
            Passage("circle-minus", "", "9 h 07", "Accueil A", "Ce passage, non compté"),
        ),
        facts=(Fact("Ticket repas A", icon="utensils"),),
        deeds=(
            Deed("continue", "Même personne, continuer", "Entrée", "check", primary=True),
            Deed("other", "Autre personne", "F6", "user-x"),
            Deed("reprint", "Réimprimer", "F7", "printer"),
        ),
    ),
    "refused": Card(
        "danger",
        "octagon-x",
        "Arrivée non enregistrée",
        "9 h 10",
        "Mathurin Delorbe",
        "Agent de maîtrise, Commune de Castelbruine",
        tiles=(
            Tile("info", "Ce qui se passe", "L’inscription de Mathurin Delorbe a été annulée.", tone="danger"),
            Tile("shield-check", "Ce qui est sûr", "Aucune arrivée n’a été notée."),
        ),
        deeds=(
            Deed("reinstate", "Réinscrire", "F3", "user-plus", primary=True),
            Deed("other", "Autre personne", "F6", "user-x"),
            Deed("close", "Fermer", "Échap", trailing=True),
        ),
    ),
}
SIZES = ((1302, 768, 100), (1302, 690, 100), (619, 384, 100), (1238, 768, 200), (1270, 768, 150), (900, 600, 100))


def lay_out(driver: Driver, width: int, height: int, zoom: int) -> Desk:
    theme().set_zoom(zoom)
    driver.window.resize(width, height)
    driver.window.layout().activate()
    driver.settle()
    return driver.page.desk


def test_places_and_sizes_are_those_of_the_picture(driver: Driver) -> None:
    """02-emargement.png, less the folded rail of 64."""
    desk = lay_out(driver, 1302, 768, 100)
    field = desk.field._box().translated(desk.field.pos()).toRect()
    assert field == QRect(88 - 64, 72, 918, 72)
    desk.show_stage("card")
    assert desk.card.geometry() == QRect(88 - 64, 164, 918, 556)
    assert (desk.side.x(), desk.side.width()) == (1026 - 64, 316)
    assert desk.keys.geometry() == QRect(0, 720, 1302, 48)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_no_word_of_a_card_is_cut(driver: Driver, name: str, size: tuple[int, int, int], long: bool) -> None:
    desk = lay_out(driver, *size)
    card = replace(CARDS[name], name=LONG, line=LONG) if long else CARDS[name]
    desk.card.show_card(card)
    desk.show_stage("card")
    driver.settle()
    desk.card.grab()
    widget: PersonCard = desk.card
    setting = widget.name_setting()
    assert "".join(setting.lines).replace(" ", "") == card.name.replace(" ", "")
    density = widget._density()
    room = widget.width() - 2 * theme().px(density.pad)
    assert all(QFontMetricsF(setting.font).horizontalAdvance(line) <= room for line in setting.lines)
    bottom = theme().px(density.band) + theme().px(density.name_top) + setting.height
    assert bottom <= widget._foot_top() + 1
    edges = [button.geometry() for button in widget.buttons]
    for button, place in zip(widget.buttons, edges, strict=True):
        assert widget.rect().contains(place)
        assert place.width() >= button.sizeHint().width()
        assert place.height() >= theme().px(44)
    assert not any(a.intersects(b) for n, a in enumerate(edges) for b in edges[n + 1 :])


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_header_and_the_form_stay_inside_the_window(driver: Driver, cast: Cast, size: tuple[int, int, int]) -> None:
    desk = lay_out(driver, *size)
    for button in desk.header.findChildren(QAbstractButton):
        if button.isVisible():
            assert desk.header.rect().contains(button.geometry()), button.accessibleName()
    driver.page.open_walk_in()
    driver.settle()
    form = desk.walk_in
    inside = form.rect()
    widgets: list[QWidget] = [*form._edits, form._save, form._close]
    for widget in widgets:
        place = QRect(widget.mapTo(form, widget.rect().topLeft()), widget.size())
        assert inside.contains(place), widget.objectName()
    assert form._save.y() >= form.fields.function.mapTo(form, form.fields.function.rect().bottomLeft()).y()
    driver.page.rest()
    for button in desk.idle.findChildren(QAbstractButton):
        assert desk.idle.rect().contains(button.geometry())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_rows_are_whole_and_at_least_one_is_shown(driver: Driver, size: tuple[int, int, int]) -> None:
    desk = lay_out(driver, *size)
    rows = [row_of(str(n), LONG if n % 2 else "Solène Kerdavid", LONG, None) for n in range(20)]
    desk.results.show_rows(rows)
    desk.show_stage("results")
    driver.settle()
    desk.results.grab()
    height = theme().px(desk.results.delegate.metrics.row)
    assert desk.results.list.height() >= height
    assert desk.results.list.height() % height == 0
    assert desk.results.rect().contains(desk.results._walk_in.geometry())


def test_a_narrow_window_brings_the_side_on_demand(driver: Driver) -> None:
    desk = lay_out(driver, 619, 384, 100)
    assert not desk.side.isVisible()
    assert desk.header.side_button.isVisible()
    desk.header.side_button.click()
    assert desk.side.isVisible()
    assert not desk.idle.isVisible()
    assert driver.page.handle_escape()
    assert desk.idle.isVisible()
    desk.header.side_button.click()
    driver.page.rest()
    assert desk.idle.isVisible()


def test_a_name_shrinks_then_wraps_before_anything_else(qapp: object) -> None:
    card = PersonCard()
    card.resize(918, 556)
    sizes = []
    for name in ("Solène Kerdavid", "Gwenn Kerazou-Lemoine de Trém", "Marie-Christine Kerazou-Lemoine de Trémonville"):
        card.show_card(replace(CARDS["arrived"], name=name))
        setting = card.name_setting()
        sizes.append((setting.font.pixelSize(), len(setting.lines)))
    assert sizes == [(64, 1), (48, 1), (44, 2)]
    card.deleteLater()


@pytest.mark.parametrize("text", ["", " ", "a", "a" * 300, "mot " * 50, "—", "日本語" * 40, "x\u0301" * 100])
def test_wrapping_loses_no_sign(qapp: object, text: str) -> None:
    lines = wrapped(text, letters(24), 200)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line for line in lines)
