"""What a few letters find in the palette."""

from __future__ import annotations

import pytest

from uepit_desktop.gui.shell.palette_search import Entry, find

ENTRIES = [
    Entry("Aujourd’hui", lambda: None),
    Entry("Émargement", lambda: None, words="accueil check-in"),
    Entry("Participants", lambda: None),
    Entry("Imprimer la feuille du jour", lambda: None),
    Entry("Importer des participants", lambda: None),
    Entry("Échanges", lambda: None),
]


def titles(query: str) -> list[str]:
    return [entry.title for entry, _ in find(ENTRIES, query)]


def test_nothing_typed_keeps_everything_in_order() -> None:
    assert titles("") == [entry.title for entry in ENTRIES]


def test_accents_and_case_do_not_matter() -> None:
    assert titles("emarg") == ["Émargement"]
    assert titles("ÉCHANGES") == ["Échanges"]


def test_words_are_found_by_their_beginnings_in_any_order() -> None:
    assert titles("jour imp") == ["Imprimer la feuille du jour"]
    assert titles("hui") == ["Aujourd’hui"]
    assert titles("ipants") == []


@pytest.mark.parametrize("typo", ["emargment", "emargemant", "emragement", "emmargement"])
def test_one_typo_is_forgiven_in_a_word_of_four_letters_or_more(typo: str) -> None:
    assert titles(typo) == ["Émargement"]


def test_a_short_word_must_be_typed_right() -> None:
    assert titles("xmp") == []


def test_the_beginning_of_the_title_comes_before_another_word_that_finds_it() -> None:
    assert titles("parti") == ["Participants", "Importer des participants"]
    assert titles("accueil") == ["Émargement"]


def test_the_matched_letters_are_marked_where_they_stand() -> None:
    [(entry, spans)] = find(ENTRIES, "feuil imprim")
    assert sorted(entry.title[start:end] for start, end in spans) == ["Imprim", "feuil"]


def test_signs_and_nonsense_find_nothing_and_do_no_harm() -> None:
    assert titles("%%% ((") == []
    assert titles("zzzz" * 50) == []
