"""300 texts of six kinds (accents, œ, hyphens, swapped, a slip, beginnings): how many find their person in the first 3.

    python tests/bench/bench_search_corpus.py [--people 10000] [--seed 2026]

Each miss is listed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.people.search_corpus import KINDS, corpus, misses

LEAST = 0.98


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        corpus(Path(folder), asked.people, seed=asked.seed) as (event, queries),
    ):
        missed = misses(event, queries)
    print(f"{asked.people} people, {len(queries)} texts")
    for kind in KINDS:
        all_ = sum(query.kind == kind for query in queries)
        print(f"  {kind:10}{all_ - sum(query.kind == kind for query in missed):6} of {all_}")
    share = 1 - len(missed) / len(queries)
    print(f"in the first three: {share:.1%}, at least {LEAST:.0%}: {'met' if share >= LEAST else 'NOT MET'}")
    for query in missed:
        print(f"    missed: {query.typed!r} for {query.meant!r} ({query.kind})")


if __name__ == "__main__":
    main()
