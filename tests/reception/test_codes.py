"""Codes read through scanners and computers that are set to different keyboards."""

from __future__ import annotations

import random
from itertools import product

import pytest

from uepit_desktop.reception.codes import badge_payload, new_badge_code, read_scan, site_tag
from uepit_desktop.reception.keyboards import rereadings, typed

KEYBOARDS = [
    ("us", "fr"),
    ("fr", "us"),
    ("us", "us"),
    ("fr", "fr"),
    ("us", "de"),
    ("us", "ch-fr"),
    ("fr", "ch-fr"),
    ("de", "fr"),
    ("us", "be"),
    ("be", "be"),
    ("fr", "be"),
    ("be", "fr"),
    ("be", "us"),
    ("uk", "fr"),
]
CAPS_LOCK = ["off", "letters", "all"]
CODE = "HKBCNGDRLPF"


@pytest.mark.parametrize(("scanner", "computer"), KEYBOARDS)
@pytest.mark.parametrize("caps_lock", CAPS_LOCK)
def test_a_badge_is_read_through_any_keyboard_with_caps_lock_or_not(
    scanner: str, computer: str, caps_lock: str
) -> None:
    rng = random.Random(7)
    for _ in range(50):
        code = new_badge_code(rng)
        for text in (code, badge_payload(code, "Saint-Évroult le Vieux")):
            assert read_scan(typed(text, scanner, computer, caps_lock=caps_lock)).code == code


@pytest.mark.slow
def test_ten_thousand_badges_through_every_keyboard_are_never_misread() -> None:
    rng = random.Random(8)
    for _ in range(10_000):
        code = new_badge_code(rng)
        for (scanner, computer), caps_lock in product(KEYBOARDS, CAPS_LOCK):
            assert read_scan(typed(badge_payload(code, "Lorval"), scanner, computer, caps_lock=caps_lock)).code == code


@pytest.mark.parametrize(("scanner", "computer"), KEYBOARDS)
@pytest.mark.parametrize("caps_lock", CAPS_LOCK)
def test_the_site_named_by_a_badge_is_among_its_readings(scanner: str, computer: str, caps_lock: str) -> None:
    payload = typed(badge_payload(CODE, "Saint-Évroult le Vieux"), scanner, computer, caps_lock=caps_lock)
    assert "SAINT-EVROULT-LE-VIEUX" in read_scan(payload).sites


@pytest.mark.parametrize(("scanner", "computer"), KEYBOARDS)
@pytest.mark.parametrize("caps_lock", CAPS_LOCK)
@pytest.mark.parametrize("alias", ["TCK-2026-00417", "AZQWM-0123456789", "W4567", "m;9-x"])
def test_a_code_of_another_system_is_among_its_readings(
    scanner: str, computer: str, caps_lock: str, alias: str
) -> None:
    assert alias in read_scan(typed(alias, scanner, computer, caps_lock=caps_lock)).aliases()


@pytest.mark.parametrize(
    ("meant", "scanner", "computer", "caps_lock", "seen"),
    [
        ("Aq-1", "us", "fr", "off", "Qa)&"),  # as seen with a scanner left on US and a French Windows
        ("Aq-1", "us", "fr", "all", "qA°1"),
        ("Aq-1", "us", "fr", "letters", "qA)&"),
        ("A1-m", "fr", "us", "off", "Q!6;"),
        ("zy/Y", "us", "de", "off", "yz-Z"),
    ],
)
def test_what_another_keyboard_writes_is_known(
    meant: str, scanner: str, computer: str, caps_lock: str, seen: str
) -> None:
    assert typed(meant, scanner, computer, caps_lock=caps_lock) == seen
    assert meant in rereadings(seen)


def test_the_text_itself_is_the_first_reading() -> None:
    assert read_scan("AZERTY-12").aliases()[0] == "AZERTY-12"
    assert rereadings("AZERTY-12")[0] == "AZERTY-12"


@pytest.mark.parametrize(
    "text", ["hkbc ngdr lpf", "HKBC-NGDR-LPF", "  hkbcngdrlpf\r\n", "]Q1HKBCNGDRLPF", "$Q&HKBCNGDRLPF"]
)
def test_a_badge_is_read_however_it_is_written(text: str) -> None:
    assert read_scan(text).code == CODE


def test_two_badges_read_in_one_breath_are_none() -> None:
    assert read_scan(CODE + CODE).code is None


def test_a_badge_code_without_a_site_names_none() -> None:
    assert read_scan(CODE).sites == ()


@pytest.mark.parametrize("text", ["", " \t\r\n", "\0\0", "x" * 513, "🙂" * 400])
def test_text_that_says_nothing_is_no_code(text: str) -> None:
    assert read_scan(text).code is None


@pytest.mark.parametrize(
    ("site", "tag"),
    [("Lorval", "LORVAL"), ("Saint-Évroult", "SAINT-EVROULT"), ("Œuilly-les-Bains", "OEUILLY-LES-BAINS"),
     ("Ελλάδα", ""), ("  L'Haÿ / les  Roses ", "L-HAY-LES-ROSES"), ("X" * 60, "X" * 26)],
)  # fmt: skip
def test_a_site_is_named_in_plain_capitals(site: str, tag: str) -> None:
    assert site_tag(site) == tag
    assert len(badge_payload(CODE, site)) <= 38
