"""The wheel is whole: installed outside the checkout, it finds its forms, its resources and its French."""

from __future__ import annotations

import configparser
import os
import site
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.packaging.scripts import TOP


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without asking an index."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that holds the wheel, and borrows its dependencies from this one."""
    place = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    paths = {"base": str(place), "platbase": str(place)}
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    borrowed = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "borrowed.pth").write_text("\n".join(borrowed), "utf-8")
    return Path(sysconfig.get_path("scripts", "venv", paths)) / Path(sys.executable).name


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(TOP / "tests" / "no_network")}
    return subprocess.run(
        [str(python), *arguments],
        cwd=python.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def uepit(python: Path, *arguments: str) -> str:
    done = run(python, "-c", "from uepit_desktop.cli import main; main()", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_what_the_checkout_ships(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = configparser.ConfigParser()
        entry_points.read_string(archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode())

    assert entry_points["console_scripts"]["uepit"] == "uepit_desktop.cli:main"
    tracked = subprocess.run(
        ["git", "ls-files", "ui", "resources", "uepit_desktop"], cwd=TOP, capture_output=True, text=True, check=False
    )
    shipped = [line for line in tracked.stdout.splitlines() if (TOP / line).exists() and not line.endswith(".keep")]
    wanted = {line if line.startswith("uepit_desktop/") else f"uepit_desktop/_shipped/{line}" for line in shipped}
    assert wanted - names == set()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_runs_outside_the_checkout(installed: Path) -> None:
    where = run(installed, "-c", "import uepit_desktop; print(uepit_desktop.__file__)").stdout

    assert str(TOP) not in where
    assert "UEPIT Desktop" in uepit(installed, "--version")


def test_it_makes_an_event_and_tells_it_in_french(installed: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "a.uepit")

    made = uepit(installed, "new", path, "--name", "N", "--site", "S", "--start", "2026-07-06", "--days", "3")

    assert "est prêt" in made
    assert '"half_day": 6' in uepit(installed, "info", path, "--json")


def test_it_finds_its_forms_fonts_samples_and_translations(installed: Path) -> None:
    probe = (
        "from uepit_desktop.resources import form, resource\n"
        "from uepit_desktop.language import tr\n"
        "found = [form('style.qss'), resource('tokens.json'), resource('fonts', 'Inter_400Regular.ttf'),\n"
        "         resource('samples', 'inscriptions-valmorin.csv'), resource('translations', 'fr.mo')]\n"
        "print([path.name for path in found if not path.is_file()], tr('Create an event file'))\n"
    )

    assert run(installed, "-c", probe).stdout == "[] Crée un fichier d’événement\n"
