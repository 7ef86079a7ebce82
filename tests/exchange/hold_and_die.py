"""A process that writes or reads bundles until it is killed. Started by ``test_crashes.py``.

python hold_and_die.py write|read EVENT FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from uepit_desktop.event import EventFile
from uepit_desktop.event.model import Person
from uepit_desktop.exchange import read_bundles, write_bundle


def main(action: str, path: Path, folder: Path) -> None:
    with EventFile.open(path) as event:
        print("ready", flush=True)
        number = 0
        while True:
            if action == "write":
                number += 1
                with event.write("add_person") as db:
                    db.add_all(Person(given_name="A", family_name=f"{number}-{place}") for place in range(20))
                write_bundle(event, folder)
            elif not read_bundles(event, folder).applied:
                break


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
