"""French sets no-break spaces that nobody types; addresses stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uepit_desktop.language import typeset

NB = "\u00a0"
NN = "\u202f"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("« Écrire sur la clé »", f"«{NB}Écrire sur la clé{NB}»"),
        ("«Écrire»", f"«{NB}Écrire{NB}»"),
        ("Annuler : arrivée", f"Annuler{NB}: arrivée"),
        ("Nom :", f"Nom{NB}:"),
        ("<b>Nom :</b> Kerdavid", f"<b>Nom{NB}:</b> Kerdavid"),
        ("Qui est-ce ?", f"Qui est-ce{NN}?"),
        ("Bravo !", f"Bravo{NN}!"),
        ("un ; deux", f"un{NN}; deux"),
        ("98 %", f"98{NN}%"),
        ("{ratio} %", f"{{ratio}}{NN}%"),
        ("9 h 30", f"9{NB}h{NB}30"),
        ("à 14 h", f"à 14{NB}h"),
        ("{h} h {m}", f"{{h}}{NB}h{NB}{{m}}"),
        ("lundi 6 juillet", f"lundi 6{NB}juillet"),
        ("1er juillet", f"1er{NB}juillet"),
        ("au 1er étage", f"au 1er{NB}étage"),
        ("1re fois", f"1re{NB}fois"),
        ("2e étage", f"2e{NB}étage"),
        ("n° 3", f"n°{NB}3"),
        ("N° {badge}", f"N°{NB}{{badge}}"),
        ("10 000 lignes", f"10{NN}000{NB}lignes"),
        ("1 234 567", f"1{NN}234{NN}567"),
        ("12 Mo restent", f"12{NB}Mo restent"),
        ("{n} personnes attendues", f"{{n}}{NB}personnes attendues"),
        ("{n} noms", f"{{n}}{NB}noms"),
        ("l'arrivée d'Aÿ", "l’arrivée d’Aÿ"),
        ("Un instant...", "Un instant…"),
        ("il fait -5 degrés", "il fait −5 degrés"),
        ("(-3)", "(−3)"),
    ],
)
def test_french_is_typed_plainly_and_read_well_set(typed: str, read: str) -> None:
    assert typeset(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.example/l'été?x=1;y=2...",
        "www.exemple.example/d'ici",
        "o'brien@exemple.example",
        "mailto:d'ici@exemple.example",
        "06 12 34 56 78",
        "2026-07-06",
        "Sous-préfecture",
        "<a href='page'>lien</a>",
        "{name!r:>10}",
        "C:\\dossier",
        "../dossier",
    ],
)
def test_addresses_phones_dates_and_names_to_fill_are_left_alone(text: str) -> None:
    assert typeset(text) == text


def test_an_address_inside_a_sentence_is_kept_while_the_sentence_is_set() -> None:
    assert typeset("Écrire à o'brien@a.example : c'est sûr ?") == f"Écrire à o'brien@a.example{NB}: c’est sûr{NN}?"


def test_english_gets_apostrophes_ellipses_and_minus_signs_only() -> None:
    assert typeset("Who's there ? 9 h 30, -5...", "en") == "Who’s there ? 9 h 30, −5…"


@given(st.text(alphabet="ab «»:;!?%'.-n°1230h{}<>@/é\u00a0\u202f\n", max_size=40), st.sampled_from(["fr", "en"]))
def test_setting_a_text_twice_changes_nothing_more(text: str, language: str) -> None:
    once = typeset(text, language)

    assert typeset(once, language) == once


@given(st.text(max_size=60))
def test_setting_a_text_changes_only_spaces_apostrophes_dots_and_dashes(text: str) -> None:
    def bare(value: str) -> str:
        value = value.replace("...", "…").replace("'", "’").replace("-", "−")
        return "".join(value.replace("\u00a0", " ").replace("\u202f", " ").split(" "))

    assert bare(typeset(text)) == bare(text)
