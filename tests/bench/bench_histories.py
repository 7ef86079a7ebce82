"""Random histories of several laptops: the same state everywhere, every value shown or in dispute, no arrival lost.

    python tests/bench/bench_histories.py --histories 500 --steps 50 --laptops 2 4

Every step of every history is compared with an oracle of the merge. Exit status 1 when a history failed; its seed is
printed, and ``live(seed, laptops, steps)`` of ``tests.event.histories.campaign`` lives it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.event.histories.campaign import Tally, live


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=500, help="for each number of laptops")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--laptops", type=int, nargs="+", default=[2, 4])
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    asked = parser.parse_args()
    print("| laptops | histories | same state everywhere | operations | arrivals | lost | values nowhere to be seen | "
          "in dispute at the end | altered files refused | rows erased | time |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    failures = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(asked.jobs) as pool:
        for laptops in asked.laptops:
            started = time.monotonic()
            seeds = range(asked.first, asked.first + asked.histories)
            tasks = [(seed, laptops, asked.steps) for seed in seeds]
            total = Tally()
            failed = []
            for task, (tally, fault) in zip(tasks, pool.imap(_one, tasks, chunksize=4), strict=True):
                if fault:
                    failed.append((task, fault))
                total.add(tally)
            failures += failed
            lost = sum("an arrival was lost" in fault for _, fault in failed)
            unseen = sum("can be seen nowhere" in fault for _, fault in failed)
            print(
                f"| {laptops} | {len(tasks)} × {asked.steps} | {len(tasks) - len(failed)} | {total.operations} | "
                f"{total.arrivals} | {lost} | {unseen} | {total.disputes} | {total.refused} | {total.erased} | "
                f"{time.monotonic() - started:.0f} s |"
            )
    for task, fault in failures:
        print(f"\nlive{task}: {fault}")
    return 1 if failures else 0


def _one(task: tuple[int, int, int]) -> tuple[Tally, str]:
    tally = Tally()
    try:
        live(*task, tally)
    except Exception:
        return tally, traceback.format_exc(limit=-4)
    return tally, ""


if __name__ == "__main__":
    sys.exit(main())
