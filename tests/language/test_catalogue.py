"""``tr`` and ``trn``: French by default, English at the source, names filled after the typography."""

from __future__ import annotations

import pytest

from uepit_desktop import language


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="de"):
        language.use("de")

    assert language.current() == "fr"


def test_french_is_shown_first_and_english_on_demand() -> None:

    assert language.tr("This laptop: {desk}", desk="A") == "Ce poste\u00a0: A"
    language.use("en")
    assert language.tr("This laptop: {desk}", desk="A") == "This laptop: A"


def test_what_has_no_translation_is_shown_as_the_source_says_it() -> None:
    assert language.tr("A sentence of nowhere") == "A sentence of nowhere"


def test_nothing_to_say_says_nothing() -> None:
    assert language.tr("") == ""  # and not the header of the catalogue


def test_what_fills_a_sentence_is_left_as_it_is() -> None:
    assert language.tr("{name} is here", name="l'Été ? « {x} »") == "l'Été ? « {x} » is here"


def test_zero_and_one_are_singular_in_french_and_zero_is_plural_in_english() -> None:
    def said(n: int) -> str:
        return language.trn("{n} arrival noted", "{n} arrivals noted", n)

    assert [said(0), said(1), said(1204)] == [
        "0\u00a0arrivée notée",
        "1\u00a0arrivée notée",
        "1\u202f204\u00a0arrivées notées",
    ]
    language.use("en")
    assert [said(0), said(1), said(1204)] == ["0 arrivals noted", "1 arrival noted", "1,204 arrivals noted"]


def test_a_marked_key_is_itself() -> None:
    assert language.mark("Some key") == "Some key"
