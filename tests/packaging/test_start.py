"""Set-up decides the same on every system: what it needs, what it says, what it runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import TOP, load

start = load("start")


def test_it_needs_the_standard_library_alone_and_no_shell() -> None:
    tree = ast.parse((TOP / "packaging" / "start.py").read_text("utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {
        node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }

    assert imported <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "shell"]
    assert "os.system" not in (TOP / "packaging" / "start.py").read_text("utf-8")


@pytest.mark.parametrize("version", [(3, 8), (3, 10)])
def test_an_old_python_is_told_so_in_french_then_in_english(version: tuple[int, int]) -> None:
    with pytest.raises(start.SetupError) as told:
        start.check_python(version)

    french, english = str(told.value).splitlines()
    assert french.startswith("Il faut Python 3.11")
    assert english.startswith("Python 3.11 or newer")


def test_a_python_of_the_future_is_told_so() -> None:
    with pytest.raises(start.SetupError, match="trop récent"):
        start.check_python((3, 99))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_known_python_is_welcome(version: tuple[int, int]) -> None:
    start.check_python(version)


@pytest.mark.parametrize(
    ("system", "environment", "without"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_only_linux_can_be_without_a_display(system: str, environment: dict[str, str], without: bool) -> None:
    assert start.no_display(system, environment) is without


def test_the_index_and_certificates_of_pip_count_for_uv() -> None:
    given = {"PIP_INDEX_URL": "https://index.example/simple", "PIP_CERT": "/certs.pem", "VIRTUAL_ENV": "/elsewhere"}

    environment = start.uv_environment(given)

    assert environment["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert environment["SSL_CERT_FILE"] == "/certs.pem"
    assert "VIRTUAL_ENV" not in environment


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_an_index_told_to_uv_itself_is_kept(name: str) -> None:
    environment = start.uv_environment({"PIP_INDEX_URL": "https://a.example", name: "https://b.example"})

    assert environment[name] == "https://b.example"
    assert "https://a.example" not in [environment.get("UV_DEFAULT_INDEX"), environment.get("UV_INDEX_URL")]


def test_missing_libraries_are_read_from_what_the_loader_says() -> None:
    said = (
        "libqxcb.so:\n\tlinux-vdso.so.1 (0x00007ffd)\n\tlibxcb-cursor.so.0 => not found\n"
        "\tlibxcb.so.1 => /lib/libxcb.so.1 (0x00007f)\nlibQt6Gui.so.6:\n\tlibxcb-cursor.so.0 => not found\n"
        "\tlibEGL.so.1 => not found\n"
    )

    assert start.missing_in(said) == ["libEGL.so.1", "libxcb-cursor.so.0"]


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install -y libglvnd-egl xcb-util-cursor"),
        ("zypper", "sudo zypper --non-interactive install Mesa-libEGL1 libxcb-cursor0"),
        ("pacman", "sudo pacman -S --needed --noconfirm libglvnd xcb-util-cursor"),
        ("", "# libEGL.so.1 libxcb-cursor.so.0"),
    ],
)
def test_the_exact_line_is_given_for_each_system(manager: str, line: str) -> None:
    assert start.install_line(["libEGL.so.1", "libxcb-cursor.so.0"], manager) == line


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set-up checkout, as far as set-up looks at one."""
    (tmp_path / "uv.lock").write_text("lock")
    (tmp_path / "pyproject.toml").write_text("project")
    monkeypatch.setattr(start, "TOP", tmp_path)
    monkeypatch.setattr(start, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "uepit-setup.txt")
    for name in ("python", "uepit"):
        command = Path(start.command(name))
        command.parent.mkdir(parents=True, exist_ok=True)
        command.touch()
    start.STAMP.write_text(start.fingerprint(), "utf-8")
    return tmp_path


def test_what_is_set_up_is_ready(checkout: Path) -> None:
    assert start.is_ready()


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_is_set_up_again(checkout: Path, name: str) -> None:
    (checkout / name).write_text("changed")

    assert not start.is_ready()


def test_a_lost_stamp_or_command_is_set_up_again(checkout: Path) -> None:
    Path(start.command("uepit")).unlink()
    assert not start.is_ready()

    Path(start.command("uepit")).touch()
    start.STAMP.unlink()
    assert not start.is_ready()


def test_an_environment_of_another_python_is_not_kept(checkout: Path) -> None:
    configuration = checkout / ".venv" / "pyvenv.cfg"

    configuration.write_text("home = /x\nversion_info = 3.2.1\n")
    assert not start.made_with_this_python()

    configuration.write_text(f"home = /x\nversion = {sys.version_info[0]}.{sys.version_info[1]}.9\n")
    assert start.made_with_this_python()


def test_wrong_words_show_the_usage_and_end_with_2() -> None:
    done = subprocess.run(
        [sys.executable, str(TOP / "packaging" / "start.py"), "instal"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "packaging/start.py setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_extra_asked_for_once_is_kept_for_the_next_set_ups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "EXTRAS", tmp_path / "extras")
    assert start.extras() == []
    plain = start.fingerprint()
    start.remember_extra("camera")
    start.remember_extra("camera")
    assert start.extras() == ["camera"]
    assert start.fingerprint() != plain
    (tmp_path / "extras").write_bytes(b"\xff\xfe --quiet")
    assert start.extras() == []
    assert start.fingerprint() == plain


def test_every_extra_that_can_be_asked_for_is_one_of_the_project() -> None:
    import tomllib

    known = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert "camera" in known
