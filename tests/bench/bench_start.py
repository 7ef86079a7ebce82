"""Start of the window on a 1,000-person event, against a bare PySide6 window with one table of 1,000 rows.

    python tests/bench/bench_start.py [--people 1000] [--runs 7] [--imports]

Both are whole processes, from before they are started to the end of the first paint of their window, taken in turn in
the same run; the table shows medians. ``--imports`` prints the slowest imports of ours instead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

# Prints the moments (seconds, the clock that the parent reads too) at which the first paint of a window is over and, of
# ours, at which the first page with the people of the event in it is: then the application is closed.
_TELL = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Tell(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            if not self.first:
                self.first = True
                QTimer.singleShot(0, self.say)
            elif not self.page and hasattr(watched, "palette_actions"):
                self.page = True
                QTimer.singleShot(0, self.say)
        return False
    def say(self):
        print(time.time(), flush=True)
        if self.page or not self.waits:
            QApplication.closeAllWindows()
            QApplication.quit()
app = QApplication([])
tell = Tell(app)
tell.first = tell.page = False
tell.waits = len(sys.argv) > 2
app.installEventFilter(tell)
"""

_BARE = (
    _TELL
    + """
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QMainWindow, QTableView
model = QStandardItemModel()
for n in range(int(sys.argv[1])):
    model.appendRow([QStandardItem(f"Person {n}"), QStandardItem("Organisation"), QStandardItem("arrived")])
window = QMainWindow()
table = QTableView()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
app.exec()
"""
)

_OURS = (
    _TELL
    + """
from uepit_desktop.cli import main
main(["open", sys.argv[1]])
"""
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--imports", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        event = home / "bench.uepit"
        _make_event(event, options.people)
        if options.imports:
            _print_imports(event, home)
            return
        bare, ours, pages = [], [], []
        for _ in range(options.runs + 1):
            bare.append(_painted_ms(_BARE, home, str(options.people))[0])
            first, page = _painted_ms(_OURS, home, str(event), "and the page")
            ours.append(first)
            pages.append(page)
        bare_ms, ours_ms = statistics.median(bare[1:]), statistics.median(ours[1:])  # the first warms the disk
        page_ms = statistics.median(pages[1:])
        print(f"start → first paint, {options.people} people, median of {options.runs} runs")
        print(
            f"  bare PySide6 window, one table  {bare_ms:7.0f} ms   (min {min(bare[1:]):.0f}, max {max(bare[1:]):.0f})"
        )
        print(
            f"  UEPIT Desktop                   {ours_ms:7.0f} ms   (min {min(ours[1:]):.0f}, max {max(ours[1:]):.0f})"
        )
        print(f"  ratio                           {ours_ms / bare_ms:7.2f}      (wanted: at most 3)")
        print(f"  …until the first page is there  {page_ms:7.0f} ms   ({page_ms / bare_ms:.2f} times)")


def _make_event(path: Path, people: int) -> None:
    sys.path.insert(0, str(TOP))
    from uepit_desktop.event import EventFile
    from uepit_desktop.event.badge_codes import new_badge_code
    from uepit_desktop.event.model import Organisation, Person

    event = EventFile.create(path, name="Bench", site="Valmorin", start_on=dt.date.today(), days=3)
    with event, event.write("import") as db:
        town = Organisation(name="Ville de Brévanches")
        db.add(town)
        db.flush()
        for n in range(people):
            db.add(
                Person(
                    given_name=f"Solène {n}", family_name=f"Kerdavid {n}", organisation_id=town.id,
                    badge_code=new_badge_code(),
                )
            )  # fmt: skip


def _painted_ms(code: str, home: Path, *arguments: str) -> list[float]:
    start = time.time()
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=TOP, env=_environment(home), capture_output=True, text=True, check=True)
    return [(float(moment) - start) * 1000 for moment in done.stdout.split()]


def _print_imports(event: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", _OURS, str(event), "and the page"],
        cwd=TOP, env=_environment(home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    timed = [(int(own), int(total), name) for own, total, name in rows if own.strip().isdigit()]
    print("self ms  total ms  module")
    for own, total, name in sorted(timed, reverse=True)[:40]:
        print(f"{own / 1000:7.1f}  {total / 1000:8.1f}  {name.strip()}")
    print(f"{sum(own for own, _, _ in timed) / 1000:7.1f} ms in all, {len(timed)} modules")


def _environment(home: Path) -> dict[str, str]:
    folders = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA")}
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), **folders}


if __name__ == "__main__":
    main()
