"""A queue split by name: balanced, in order, nobody left out, one family at one desk when that is possible."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from uepit_desktop.event import EventFile
from uepit_desktop.reception.door_signs import door_signs
from uepit_desktop.reception.name_ranges import CLOSE_ENOUGH, NameRange, imbalance, split_names

SYLLABLES = ("ba", "be", "du", "fo", "ga", "hé", "ja", "ke", "la", "ma", "né", "ou", "pa", "ri", "sa", "té", "œu", "ça")


def crowd(people: int, seed: int) -> list[tuple[str, str]]:
    rng = random.Random(seed)

    def word() -> str:
        return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title()

    return [(word(), word()) for _ in range(people)]


@pytest.mark.parametrize("desks", [2, 3, 4, 5])
@pytest.mark.parametrize("people", [120, 214, 300, 1000])
def test_each_desk_has_its_share_within_five_percent(people: int, desks: int) -> None:
    for seed in range(10):
        ranges = split_names(crowd(people, seed), desks)
        assert len(ranges) == desks
        assert sum(one.people for one in ranges) == people
        assert imbalance(ranges, desks) <= CLOSE_ENOUGH


def test_ranges_are_told_by_the_fewest_letters() -> None:
    names = [("Amrouchel", ""), ("Dupont", ""), ("Durand", ""), ("Zola", "")]
    assert split_names(names, 2) == (NameRange("A", "Dup", 2), NameRange("Dur", "Z", 2))


def test_letters_that_nobody_has_are_on_a_sign_all_the_same() -> None:
    names = [("Durand", ""), ("Fabre", "")]
    assert split_names(names, 2) == (NameRange("A", "E", 1), NameRange("F", "Z", 1))


def test_an_edge_is_never_a_space() -> None:
    assert [one.last for one in split_names([("D'Arcy", ""), ("Deniaud", "")], 2)] == ["D A", "Z"]


def test_accents_and_case_do_not_count() -> None:
    assert split_names([("Éluard", ""), ("ELUERE", "")], 2) == (NameRange("A", "Elua", 1), NameRange("Elue", "Z", 1))


def test_a_family_too_large_for_one_desk_is_told_apart_by_given_names() -> None:
    names = [("Martin", given) for given in ("Anne", "Bruno", "Claire", "Denis")]
    assert split_names(names, 2) == (NameRange("A", "Martin B", 2), NameRange("Martin C", "Z", 2))


@given(
    st.lists(st.tuples(st.text(max_size=12), st.text(max_size=8)), max_size=60), st.integers(min_value=1, max_value=9)
)
def test_nobody_is_left_out_whatever_the_names(names: list[tuple[str, str]], desks: int) -> None:
    ranges = split_names(names, desks)
    assert sum(one.people for one in ranges) == len(names)
    assert len(ranges) <= desks
    assert all(one.people for one in ranges)


@pytest.mark.parametrize("desks", [0, -1, 10])
def test_a_number_of_desks_that_makes_no_sense_is_refused(desks: int) -> None:
    with pytest.raises(ValueError, match="desks"):
        split_names([("A", "B")], desks)


def test_a_sign_a_desk_with_its_range(tmp_path: Path) -> None:
    with EventFile.create(
        tmp_path / "e.uepit", name="Université", site="Brévanches", start_on=dt.date(2026, 7, 6), days=1
    ) as event:
        out = door_signs(event, tmp_path / "signs.pdf", [NameRange("A", "Dup", 70), NameRange("Dur", "Z", 72)])
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert len(pages) == 2
    assert "A – Dup" in pages[0]
    assert "Dur – Z" in pages[1]
    assert "Université" in pages[1]
