"""Histories in which laptops hear each other only by bundles on a key: late, twice, out of order, damaged."""

from __future__ import annotations

import pytest

from tests.event.histories.carried import live_by_files


@pytest.mark.parametrize(("seed", "laptops"), [(0, 2), (1, 2), (2, 4)])
def test_laptops_that_only_exchange_files_agree(seed: int, laptops: int) -> None:
    live_by_files(seed, laptops, 40)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("laptops", [2, 4])
def test_a_hundred_histories_carried_by_files_agree(laptops: int) -> None:
    for seed in range(100):
        try:
            live_by_files(seed, laptops, 50)
        except BaseException:
            print(f"live_by_files({seed}, {laptops}, 50)")
            raise
