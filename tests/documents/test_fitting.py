"""Text fits its box whatever its length, and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.documents import BOLD, characters_without_glyph, fit_text, use_fonts
from uepit_desktop.documents.fonts import text_width

WIDTH, HEIGHT, LARGEST = 240.0, 60.0, 32.0

NAMES = st.text(
    st.one_of(st.characters(min_codepoint=0x41, max_codepoint=0x17F), st.sampled_from(" -'")), min_size=1, max_size=200
)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    use_fonts()


@given(NAMES, st.integers(1, 3))
def test_text_stays_in_its_box_and_loses_no_letter(text: str, lines: int) -> None:
    fitted = fit_text(text, BOLD, WIDTH, HEIGHT, LARGEST, lines=lines)
    assert len(fitted.lines) <= lines
    assert fitted.size <= LARGEST
    assert fitted.height <= HEIGHT + 1e-6
    assert all(text_width(line, BOLD) * fitted.size <= WIDTH + 1e-3 for line in fitted.lines)
    assert "".join("".join(fitted.lines).split()) == "".join(text.split())


def test_a_short_name_is_as_large_as_allowed_and_on_one_line() -> None:
    fitted = fit_text("Solène", BOLD, WIDTH, HEIGHT, LARGEST)
    assert (fitted.size, fitted.lines) == (LARGEST, ("Solène",))


def test_a_long_name_goes_on_two_lines_where_words_part() -> None:
    fitted = fit_text("Kerazou-Lemoine de la Villemarqué", BOLD, WIDTH, HEIGHT, LARGEST)
    assert fitted.lines == ("Kerazou-Lemoine", "de la Villemarqué")
    assert fitted.size > 20


def test_a_word_is_not_broken_while_it_can_be_read() -> None:
    assert fit_text("W" * 40, BOLD, WIDTH, HEIGHT, LARGEST).lines == ("W" * 20, "W" * 20)
    assert fit_text("i" * 40, BOLD, WIDTH, HEIGHT, LARGEST).lines == ("i" * 40,)


def test_empty_text_takes_no_place() -> None:
    assert fit_text("  ", BOLD, WIDTH, HEIGHT, LARGEST).height == 0


EUROPEAN = (
    "ÀÁÂÃÄÅĀĂĄÆÇĆĈĊČĎĐÐÈÉÊËĒĔĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĬĮİIJĴĶĹĻĽĿŁÑŃŅŇŊÒÓÔÕÖØŌŎŐŒŔŖŘŚŜŞŠȘẞŢŤŦȚÞÙÚÛÜŨŪŬŮŰŲŴẀẂẄÝŶŸỲŹŻŽ"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫΐΰςАБВГҐДЂЃЕЀЁЄЖЗЅИЍІЇЙЈКЛЉМНЊОПРСТЋЌУЎФХЦЧЏШЩЪЫЬЭЮЯ"
)


def test_the_font_has_every_european_letter_and_french_space() -> None:
    assert characters_without_glyph(EUROPEAN + EUROPEAN.lower() + "ß’‘«»…–—−·\u00a0\u202f") == ""


def test_letters_of_another_script_are_reported() -> None:
    assert characters_without_glyph("Li 李 🙂 李") == "李🙂"
