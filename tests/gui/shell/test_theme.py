"""Tokens in both palettes and at every zoom: colours, sizes, fonts and the stylesheet made from them."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.gui.shell.theme import KINDS, MEANINGS, ZOOM_STEPS, theme
from uepit_desktop.gui.widgets.buttons import Button
from uepit_desktop.gui.widgets.labels import Label
from uepit_desktop.gui.widgets.layouts import VBox, size


def test_both_palettes_name_the_same_tokens() -> None:
    theme().set_mode("light")
    light = {name: theme().hex(name) for name in theme()._tokens["light"]}
    theme().set_mode("dark")
    assert set(light) == set(theme()._tokens["dark"])
    assert theme().hex("bg") != light["bg"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_stands_out_from_its_ground(mode: str) -> None:
    theme().set_mode(mode)
    pairs = [(text, ground) for text in ("text", "text-2", "text-3") for ground in ("surface", "bg", "rail", "sunken")]
    pairs += [(f"{meaning}-fg", f"{meaning}-soft") for meaning in MEANINGS]
    pairs += [(f"on-{meaning}", f"{meaning}-solid") for meaning in MEANINGS]
    pairs += [(f"k-{kind}-fg", f"k-{kind}-soft") for kind in KINDS]
    pairs += [("on-accent", "accent"), ("on-accent", "accent-hover"), ("accent-fg", "accent-soft")]
    weak = [pair for pair in pairs if _contrast(*pair) < 4.45]  # the design system rounds 4.46 to 4.5
    assert weak == []


def test_every_colour_of_the_stylesheet_is_a_token_and_every_length_is_zoomed() -> None:
    usual = theme().stylesheet()
    theme().set_zoom(200)
    double = theme().stylesheet()
    assert "@" not in usual
    lengths = [int(n) for n in re.findall(r"\b(\d+)px", usual)]
    assert [int(n) for n in re.findall(r"\b(\d+)px", double)] == [2 * n for n in lengths]


def test_zoom_stays_between_100_and_200_and_climbs_by_steps() -> None:
    seen = []
    for _ in range(8):
        seen.append(theme().zoom)
        theme().zoom_by(1)
    assert tuple(dict.fromkeys(seen)) == ZOOM_STEPS
    theme().set_zoom(900)
    assert theme().zoom == 200
    theme().set_zoom(5)
    assert theme().zoom == 100


def test_a_size_token_is_never_lost_to_rounding() -> None:
    assert theme().px(1) == 1
    assert theme().px(0) == 0
    theme().set_zoom(125)
    assert theme().px(1) == 1
    assert theme().px(36) == 45


def test_layouts_sizes_labels_and_buttons_follow_the_zoom_at_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    column = VBox(widget, margins=(24, 0, 24, 20), spacing=16)
    label, button, box = Label("Arrivées", "title"), Button("Appliquer"), QWidget()
    size(box, height=64)
    for inside in (label, button, box):
        column.addWidget(inside)
    theme().set_zoom(150)
    assert column.contentsMargins().left() == 36
    assert column.spacing() == 24
    assert label.font().pixelSize() == 30
    assert button.sizeHint().height() == 54
    assert box.height() == 96


def test_the_fonts_are_shipped_and_hold_the_narrow_space_of_french() -> None:
    for weight in (400, 500, 600, 700):
        font = theme().font("body", weight)
        assert QFontInfo(font).family() == "Inter"
        assert QFontMetrics(font).inFontUcs4(0x202F)


def test_an_unknown_mode_or_token_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme().set_mode("sepia")
    with pytest.raises(KeyError):
        theme().color("accent-3")


def test_the_system_is_followed_by_default() -> None:
    theme().set_mode("system")
    hints = QGuiApplication.styleHints()
    assert theme().dark == (hints.colorScheme() == Qt.ColorScheme.Dark)


def _contrast(one: str, other: str) -> float:
    first, second = sorted((_luminance(theme().color(one)), _luminance(theme().color(other))), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
