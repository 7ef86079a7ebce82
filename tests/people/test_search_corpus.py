"""Of 300 texts without accents, with a slip or half of a name, nearly all find their person in the first three."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.people.search_corpus import EACH, KINDS, corpus, misses


@pytest.mark.parametrize("count", [1000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_98_of_100_texts_find_their_person_in_the_first_three(tmp_path: Path, count: int) -> None:
    with corpus(tmp_path, count) as (event, queries):
        missed = misses(event, queries)
    assert Counter(query.kind for query in queries) == dict.fromkeys(KINDS, EACH)
    assert len(missed) <= 0.02 * len(queries), missed
    assert {query.kind for query in missed} <= {"typo", "prefix"}, "what is spelled right is always found"
