"""``kill -9`` right after each of 200 confirmed scans: what is lost, and whether the file opens.

python tests/bench/bench_kill.py [--kills 200] [--folder DIR]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.reception.killed_desk import kill_again_and_again


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where the file is made: the disk that is tried")
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        campaign = kill_again_and_again(Path(folder) / "kill.uepit", asked.kills)
    print(f"kills                    {campaign.kills:6}   in {time.perf_counter() - began:.0f} s")
    print(f"scans confirmed          {campaign.confirmed:6}")
    print(f"confirmed, then lost     {campaign.lost:6}   at most 0: {'met' if not campaign.lost else 'NOT MET'}")
    print(
        f"file refused or at fault {len(campaign.faults):6}   at most 0: {'met' if not campaign.faults else 'NOT MET'}"
    )
    for fault in campaign.faults:
        print(f"  {fault}")


if __name__ == "__main__":
    main()
