"""The program as a process: it opens, paints, closes; and Qt speaks the language in use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from uepit_desktop import language
from uepit_desktop.event import EventFile
from uepit_desktop.gui.shell.dress import use_language

_RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from uepit_desktop.app import run
app = QApplication([])
titles = []
def look():
    window = app.activeWindow()
    if window is None:  # not painted yet, on a busy machine
        return QTimer.singleShot(100, look)
    titles.append(window.windowTitle())
    if "·" in titles[-1] or len(sys.argv) < 2:
        window.close()
    else:
        QTimer.singleShot(100, look)
QTimer.singleShot(300, look)
status = run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
print(titles[-1])
sys.exit(status)
"""


@pytest.mark.parametrize("with_event", [False, True])
def test_the_program_opens_and_closes_without_a_word_on_the_terminal(event: EventFile, with_event: bool) -> None:
    event.close()
    arguments = [str(event.path)] if with_event else []
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments], capture_output=True, text=True, timeout=120, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    quiet = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert quiet == []
    assert done.stdout.strip().endswith("UEPIT Desktop")
    EventFile.open(event.path).close()


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    code = "import sys, uepit_desktop.app; print(*(m for m in sys.argv[1:] if m in sys.modules))"
    heavy = ["sqlalchemy", "alembic", "reportlab", "python_calamine", "phonenumbers", "rapidfuzz", "segno", "nacl"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_texts_of_qt_itself_follow_the_language(qapp: QApplication) -> None:
    def cancel() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel").replace("&", "")

    use_language(qapp)
    assert cancel() == "Annuler"
    language.use("en")
    use_language(qapp)
    assert cancel() == "Cancel"
    language.use("fr")
    use_language(qapp)
    assert cancel() == "Annuler"


def test_every_designer_form_has_its_python(tmp_path: Path) -> None:
    top = Path(__file__).resolve().parents[3]
    forms = {path.stem for path in (top / "ui").glob("*.ui")}
    made = {path.stem for path in (top / "uepit_desktop" / "gui" / "forms").glob("*.py")} - {"__init__"}
    assert forms == made
