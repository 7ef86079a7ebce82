"""10,000 badge codes: read through scanners and computers of different keyboards, and every single slip refused.

    python tests/bench/bench_codes.py [--codes 10000]

Each code, alone and as a badge carries it, goes through every pair of keyboards (a US scanner on a French computer
first of all) with Caps Lock off, for letters, and for all keys. Then every other letter or digit in every place, and
every swap of neighbours, must be refused.
"""

from __future__ import annotations

import argparse
import random
import string
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from uepit_desktop.event.badge_codes import CODE_LENGTH, canonical_badge_code, new_badge_code
from uepit_desktop.reception.codes import badge_payload, read_scan
from uepit_desktop.reception.keyboards import typed

KEYBOARDS = [("us", "fr"), ("fr", "us"), ("us", "us"), ("fr", "fr"), ("us", "de"), ("us", "ch-fr"), ("de", "fr")]
CAPS_LOCK = ("off", "letters", "all")
SIGNS = string.ascii_uppercase + string.digits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codes", type=int, default=10_000)
    asked = parser.parse_args()
    chance = random.Random(8)
    codes = [new_badge_code(chance) for _ in range(asked.codes)]
    print(f"{'':34}{'tried':>12}{'wrong':>8}")
    for scanner, computer in KEYBOARDS:
        tried = wrong = 0
        for code, caps_lock in product(codes, CAPS_LOCK):
            for text in (code, badge_payload(code, "Lorval")):
                tried += 1
                wrong += read_scan(typed(text, scanner, computer, caps_lock=caps_lock)).code != code
        print(f"{f'scanner {scanner}, computer {computer}':34}{tried:12}{wrong:8}", flush=True)
    tried, wrong = _substitutions(codes)
    print(f"{'one sign replaced, accepted':34}{tried:12}{wrong:8}", flush=True)
    tried, wrong = _swaps(codes)
    print(f"{'two neighbours swapped, accepted':34}{tried:12}{wrong:8}")


def _substitutions(codes: list[str]) -> tuple[int, int]:
    tried = wrong = 0
    for code in codes:
        for place, sign in product(range(CODE_LENGTH), SIGNS):
            if sign != code[place]:
                tried += 1
                wrong += canonical_badge_code(code[:place] + sign + code[place + 1 :]) is not None
    return tried, wrong


def _swaps(codes: list[str]) -> tuple[int, int]:
    tried = wrong = 0
    for code in codes:
        for place in range(CODE_LENGTH - 1):
            if code[place] != code[place + 1]:
                tried += 1
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                wrong += canonical_badge_code(swapped) is not None
    return tried, wrong


if __name__ == "__main__":
    main()
