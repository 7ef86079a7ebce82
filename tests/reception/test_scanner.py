"""A scanner's burst and a name typed by hand are never confused."""

from __future__ import annotations

import random
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.reception.scanner import MAX_GAP_MS, MIN_KEYS, Scan, ScanDetector

CODE = "HKBCNGDRLPF"


def type_keys(detector: ScanDetector, text: str, gap_ms: float, start_ms: float = 0.0) -> list[Scan]:
    times = (start_ms + place * gap_ms for place in range(len(text)))
    return type_at(detector, zip(text, times, strict=True))


def type_at(detector: ScanDetector, keys: Iterable[tuple[str, float]]) -> list[Scan]:
    return [scan for char, at_ms in keys if (scan := detector.feed(char, at_ms)) is not None]


def test_a_burst_that_ends_with_enter_is_a_scan() -> None:
    assert type_keys(ScanDetector(), CODE + "\r", 8) == [Scan(CODE, 11)]


def test_a_scanner_set_to_end_with_tab_is_understood() -> None:
    assert type_keys(ScanDetector(), CODE + "\t", 8) == [Scan(CODE, 11)]


def test_a_carriage_return_and_a_line_feed_make_one_scan() -> None:
    assert type_keys(ScanDetector(), CODE + "\r\n" + CODE + "\r\n", 8) == [Scan(CODE, 11)] * 2


def test_a_name_typed_by_hand_is_not_a_scan() -> None:
    assert type_keys(ScanDetector(), "Dupont\r", 90) == []


def test_a_very_fast_typist_is_not_a_scanner() -> None:
    rng = random.Random(6)
    detector = ScanDetector()
    at_ms = 0.0
    for _ in range(300):
        for char in "Kerdavid-Lemoine\r":
            at_ms += rng.choice((12, 45, 60, 70))  # rolled pairs come together, never a whole name
            assert detector.feed(char, at_ms) is None


def test_five_fast_keys_are_not_enough() -> None:
    assert type_keys(ScanDetector(), "Dupon\r", 5) == []
    assert type_keys(ScanDetector(), "Dupont\r", 5) == [Scan("Dupont", 6)]


def test_enter_typed_after_a_pause_does_not_end_a_burst() -> None:
    detector = ScanDetector()
    assert type_keys(detector, CODE, 8) == []
    assert detector.feed("\r", 8 * 11 + MAX_GAP_MS) is None


def test_letters_typed_before_a_scan_are_not_part_of_it() -> None:
    detector = ScanDetector()
    type_keys(detector, "Du", 120)
    assert type_keys(detector, CODE + "\r", 8, start_ms=400) == [Scan(CODE, 11)]


def test_a_key_held_down_is_not_a_scan() -> None:
    detector = ScanDetector()
    detector.feed("e", 0)
    for place in range(20):
        assert detector.feed("e", 500 + place * 30, repeated=True) is None
    assert detector.feed("\r", 500 + 20 * 30) is None


def test_modifiers_between_letters_do_not_break_a_burst() -> None:
    keys = [key for place, char in enumerate(CODE + "\r") for key in (("", place * 8.0), (char, place * 8.0 + 2))]
    assert type_at(ScanDetector(), keys) == [Scan(CODE, 11)]


def test_control_characters_that_frame_a_scan_are_dropped_from_its_text() -> None:
    assert type_keys(ScanDetector(), "\x02" + CODE + "\x03\r", 8) == [Scan(CODE, 13)]


def test_a_clock_that_goes_back_breaks_the_burst() -> None:
    detector = ScanDetector()
    type_keys(detector, CODE, 8, start_ms=1000)
    assert detector.feed("\r", 500) is None


def test_a_click_or_an_arrow_breaks_the_burst() -> None:
    detector = ScanDetector()
    type_keys(detector, CODE, 8)
    detector.reset()
    assert detector.feed("\r", 8 * 11) is None


def test_a_search_can_wait_while_a_burst_is_under_way() -> None:
    detector = ScanDetector()
    type_keys(detector, "Du", 8)
    assert not detector.in_burst
    type_keys(detector, "pon", 8, start_ms=16)
    assert detector.in_burst


@given(st.lists(st.tuples(st.sampled_from("abcéK'-\r\t"), st.floats(0, 200)), max_size=60))
def test_a_scan_is_exactly_a_long_enough_run_of_close_keys(strokes: list[tuple[str, float]]) -> None:
    """Against a plain statement of the rule over the whole sequence."""
    at_ms, keys = 0.0, []
    for char, gap in strokes:
        at_ms += gap
        keys.append((char, at_ms))
    expected = []
    for end, (char, _) in enumerate(keys):
        if char not in "\r\t":
            continue
        start = end
        while start > 0 and keys[start][1] - keys[start - 1][1] < MAX_GAP_MS and keys[start - 1][0] not in "\r\t":
            start -= 1
        if end - start >= MIN_KEYS:
            expected.append("".join(char for char, _ in keys[start:end]))
    assert [scan.text for scan in type_at(ScanDetector(), keys)] == expected
