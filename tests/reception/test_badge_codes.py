"""Badge codes: what the check letter catches, proven over every letter and every place."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, product

import pytest

from uepit_desktop.event.badge_codes import (
    CODE_LENGTH,
    LETTERS,
    canonical_badge_code,
    check_letter,
    grouped_badge_code,
    new_badge_code,
)

SAME_KEY_EVERYWHERE = set("BCDEFGHJKLNPRSTUVX")
"""The letters that QWERTY, AZERTY and QWERTZ have on the same key, without I and O."""


@pytest.fixture
def codes() -> list[str]:
    rng = random.Random(20260706)
    return [new_badge_code(rng) for _ in range(200)]


def test_the_letters_do_not_move_between_keyboards() -> None:
    assert set(LETTERS) <= SAME_KEY_EVERYWHERE
    assert len(set(LETTERS)) == len(LETTERS)


def test_a_code_is_ten_letters_and_a_check_letter() -> None:
    code = new_badge_code()
    assert len(code) == CODE_LENGTH == 11
    assert set(code) <= set(LETTERS)
    assert code[-1] == check_letter(code[:-1])
    assert canonical_badge_code(code) == code


def test_letters_are_drawn_evenly() -> None:
    rng = random.Random(1)
    counts = Counter("".join(new_badge_code(rng)[:-1] for _ in range(13_000)))
    assert set(counts) == set(LETTERS)
    assert max(counts.values()) < 1.06 * min(counts.values())


def test_a_code_is_read_without_regard_to_case_spaces_and_hyphens(codes: list[str]) -> None:
    for code in codes:
        for text in (
            code.lower(),
            grouped_badge_code(code),
            f" {code[:4]}-{code[4:8]}\u202f{code[8:]}\r\n",
            code.swapcase(),
        ):
            assert canonical_badge_code(text) == code


def test_every_substitution_of_one_letter_is_refused(codes: list[str]) -> None:
    for code in codes:
        for place, letter in product(range(CODE_LENGTH), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"):
            if letter != code[place]:
                assert canonical_badge_code(code[:place] + letter + code[place + 1 :]) is None


def test_every_pair_of_neighbours_in_every_place_is_refused_when_swapped() -> None:
    """Exhaustive: all pairs of letters, at all ten pairs of neighbouring places, the check letter included."""
    rng = random.Random(2)
    for place in range(CODE_LENGTH - 1):
        for first, second in product(LETTERS, repeat=2):
            if first == second:
                continue
            code = _valid_code_with(rng, place, first, second)
            swapped = code[:place] + second + first + code[place + 2 :]
            assert canonical_badge_code(code) == code
            assert canonical_badge_code(swapped) is None


def test_every_swap_of_two_letters_is_refused_wherever_they_stand(codes: list[str]) -> None:
    for code in codes:
        for left, right in combinations(range(CODE_LENGTH), 2):
            letters = list(code)
            letters[left], letters[right] = letters[right], letters[left]
            if letters[left] != letters[right]:
                assert canonical_badge_code("".join(letters)) is None


def test_a_doubled_letter_read_as_another_doubled_letter_is_refused(codes: list[str]) -> None:
    for code in codes:
        for place in range(CODE_LENGTH - 1):
            if code[place] != code[place + 1]:
                continue
            for letter in set(LETTERS) - {code[place]}:
                assert canonical_badge_code(code[:place] + letter * 2 + code[place + 2 :]) is None


@pytest.mark.parametrize(
    "text", ["", " ", "Dupont", "BCDFGHJKLN", "B" * 12, "ŁÓDŹBCDFGHJ", "ﬀBCDFGHJKLN", "ß" * 11, "\0" * 11]
)
def test_what_is_not_a_code_is_not_read_as_one(text: str) -> None:
    assert canonical_badge_code(text) is None


def _valid_code_with(rng: random.Random, place: int, first: str, second: str) -> str:
    """A valid code that has these two letters at ``place`` and the next."""
    while True:
        letters = [rng.choice(LETTERS) for _ in range(CODE_LENGTH - 1)]
        if place + 1 < CODE_LENGTH - 1:
            letters[place : place + 2] = [first, second]
            return "".join(letters) + check_letter("".join(letters))
        letters[place] = first
        if check_letter("".join(letters)) == second:
            return "".join(letters) + second
