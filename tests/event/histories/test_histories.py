"""Laptops that live random histories agree in the end, and lose nothing on the way."""

from __future__ import annotations

import random

import pytest

from tests.event.histories.campaign import live


@pytest.mark.parametrize("laptops", [2, 4])
@pytest.mark.parametrize("seed", range(6))
def test_laptops_that_heard_everything_show_the_same_and_all_of_it(seed: int, laptops: int) -> None:
    live(seed, laptops, 50)


@pytest.mark.parametrize("laptops", [2, 4])
def test_laptops_agree_whatever_happens_in_a_history_that_nobody_chose(laptops: int) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    try:
        live(seed, laptops, 50)
    except BaseException:
        print(f"live({seed}, {laptops}, 50)")
        raise


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("laptops", [2, 4])
@pytest.mark.parametrize("hundred", range(5))
def test_five_hundred_histories_of_fifty_steps(hundred: int, laptops: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        try:
            live(seed, laptops, 50)
        except BaseException:
            print(f"live({seed}, {laptops}, 50)")
            raise
