"""Not a byte is left of people who were erased, nor of values that were: not in a file, its journal, its index, its
backups, nor on the road."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.event.erasure_proof import Proof, prove


@pytest.fixture(scope="module", params=[False, True], ids=["people", "values"])
def proof(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return prove(tmp_path_factory.mktemp("erasure") / "site", 40, 8, values_alone=request.param)


def assert_nothing_left(proof: Proof) -> None:
    assert {sight.where: sight.traces for sight in proof.after if sight.traces} == {}
    assert (proof.equal, proof.faults) == (True, ())
    assert proof.kept > (proof.people - proof.erased) * 5


def test_no_byte_of_the_erased_is_left_on_three_laptops(proof: Proof) -> None:
    assert_nothing_left(proof)


def test_the_proof_finds_what_is_there_before(proof: Proof) -> None:
    seen: Counter[str] = Counter()
    for sight in proof.before:
        seen[sight.where.partition(" ")[0] if "bundle" in sight.where else sight.where[:17]] += sight.traces
    assert set(seen) >= {"laptop 1: laptop0", "laptop 1: backup ", "laptop 2: laptop1", "bundle"}
    assert all(traces > 20 for where, traces in seen.items() if "laptop 3" not in where and ": ." not in where)
    assert seen["laptop 3: laptop2"] > 0  # what it heard ahead of a gap


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("values_alone", [False, True])
def test_no_byte_of_a_hundred_erased_of_a_thousand_is_left(tmp_path: Path, values_alone: bool) -> None:
    assert_nothing_left(prove(tmp_path / "site", 1000, 100, values_alone=values_alone))
