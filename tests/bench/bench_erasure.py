"""100 people of 1,000 are erased: bytes of them left in files, journals, indexes, backups, new bundles and a new pack.

    python tests/bench/bench_erasure.py [--people 1000] [--erased 100] [--values]

With ``--values`` only the address, phone, diet, needs and note of the 100 go: they stay, with their names.

Three laptops: one erases, the second learns it by a bundle, the third reads the old bundles after the erasure. Every
mark of the erased (names, address, phone, diet, needs, note, badge code; as written, in capitals, folded; UTF-8 and
UTF-16) is looked for in every file beside the event files, and in what the encryption of bundles and pack holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.event.erasure_proof import Sight, prove


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--erased", type=int, default=100)
    parser.add_argument("--values", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        proof = prove(Path(folder) / "site", asked.people, asked.erased, values_alone=asked.values)
    what = "values of " if asked.values else ""
    print(f"{what}{proof.erased} of {proof.people} people, {proof.marks} marks, {time.perf_counter() - began:.0f} s")
    _show("before the erasure", proof.before)
    _show("after it", proof.after)
    print(f"marks of the others still in the first laptop's file: {proof.kept}")
    print(f"states equal: {'yes' if proof.equal else 'NO'}; faults of the files: {len(proof.faults)}")
    print(f"marks left: {proof.left}, at most 0: {'NOT MET' if proof.left else 'met'}")


def _show(title: str, sights: Iterable[Sight]) -> None:
    print(f"\n{title:56}{'bytes':>12}{'marks':>8}")
    for sight in sights:
        print(f"  {sight.where:54}{sight.size_bytes:12}{sight.traces:8}")


if __name__ == "__main__":
    main()
