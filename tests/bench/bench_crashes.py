"""1,000 kills at enumerated points of check-ins, undo, and bundles written and read: what is lost, what is half done.

    python tests/bench/bench_crashes.py [--kills 1000] [--folder DIR]

A point is the beginning or the end of one call to the database, to the disk or to the system. Each deed gets a quarter
of the kills, one point after the other; after each one the file is opened, checked against its log, and compared with
what the desk had said.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.crashes.dying_desk import DEEDS, kill_at_every_point


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="where the files are made: the disk that is tried")
    asked = parser.parse_args()
    print(f"{'deed':10}{'points':>8}{'kills':>8}{'confirmed':>11}{'lost':>6}{'faults':>8}{'seconds':>9}", flush=True)
    bad = 0
    for deed in DEEDS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            done = kill_at_every_point(Path(folder), deed, asked.kills // len(DEEDS))
        spent = time.perf_counter() - began
        print(
            f"{deed:10}{done.points:8}{done.kills:8}{done.confirmed:11}{len(done.lost):6}{len(done.faults):8}"
            f"{spent:9.0f}",
            flush=True,
        )
        for line in (*done.lost, *done.faults):
            print(f"    {line}")
        bad += len(done.lost) + len(done.faults)
    print(f"confirmed, then lost, or half done: {bad}, at most 0: {'NOT MET' if bad else 'met'}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
