"""What every command promises: one document, one sentence, an exit status, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import uepit, uepit_json
from uepit_desktop import __version__


def test_the_version_is_said_without_loading_what_it_does_not_need() -> None:
    probe = (
        "import sys; sys.argv = ['uepit', '--version']\n"
        "from uepit_desktop.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'sqlalchemy', 'PySide6', 'reportlab', 'babel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines() == [f"UEPIT Desktop {__version__}", "[]"]


def test_help_is_in_french_and_in_english() -> None:
    assert "Crée un fichier d’événement" in uepit("--help").stdout
    assert "Create an event file" in uepit("--lang", "en", "--help").stdout
    assert "Create an event file" in uepit("--help", UEPIT_LANG="en").stdout
    assert "Nombre de jours" in uepit("new", "--help").stdout


@pytest.mark.parametrize(
    "arguments", [["zut"], ["--zut"], ["new"], ["new", "a.uepit", "--days", "many"], ["--lang", "de"]]
)
def test_wrong_usage_ends_with_2_and_a_french_sentence(arguments: list[str]) -> None:
    done = uepit(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Pour l’aide" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_one_document_too() -> None:
    assert uepit_json("info", status=2)["error"] == "usage"


def test_a_refusal_is_one_sentence_and_one_document(tmp_path: Path) -> None:
    document = uepit_json("info", tmp_path / "none.uepit", status=1)
    assert document["error"] == "not_found"
    assert document["message"].startswith("Il n’y a pas de fichier")

    done = uepit("info", tmp_path / "none.uepit")
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_window_without_a_display_is_refused_in_a_sentence() -> None:
    done = uepit(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")

    assert done.returncode == 1
    assert "écran" in done.stderr


def test_a_bug_ends_with_70_and_leaves_a_report(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import uepit_desktop.cli.commands as c\n"
        "def broken(*a, **k): raise RuntimeError('inner detail')\n"
        "c.uepit.main = broken\n"
    )
    done = uepit("info", "x", "--json", PYTHONPATH=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"))

    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "inner detail" not in done.stderr
    report = next((tmp_path / "state").rglob("crash-*.txt"))
    assert str(report) in done.stderr.replace("\u00a0", " ")
    assert "RuntimeError: inner detail" in report.read_text("utf-8")


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "uepit_desktop", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert errors == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_stops_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import uepit_desktop.cli.commands as c, time\n"
        "def slow(*a, **k):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "c.uepit.main = slow\n"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "uepit_desktop", "info", "x"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()

    assert process.returncode == 130
    assert "Traceback" not in errors
