"""Set UEPIT Desktop up on a machine that has Python alone, then open it or test it.

    python3 packaging/start.py              sets up, and opens the window on a sample event
    python3 packaging/start.py setup        sets up, and stops there: `.venv` holds the command `uepit`
    python3 packaging/start.py camera       sets up with what reads badges by a camera, and keeps it from then on
    python3 packaging/start.py test [...]   sets up, and runs the tests; what follows is given to pytest
    python3 packaging/start.py --offscreen  without a display: draws the pages of the sample event as pictures

Standard library only, no shell. Everything installed is named, with its hash, in ``uv.lock``; the package index is the
one that this machine's uv or pip is set to. The second time nothing is installed: a stamp in `.venv` says what it has.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
ENVIRONMENT = TOP / ".venv"
STAMP = ENVIRONMENT / "uepit-setup.txt"
EXTRAS = TOP / ".uepit-extras"  # the extras asked for on this machine, one a line; none for most
TOOLS = TOP / ".uv"  # a private uv, when the machine has none
OLDEST, NEWEST = (3, 11), (3, 14)
WINDOWS = sys.platform == "win32"

#: Shared library → package of Debian and Ubuntu, Fedora, openSUSE, Arch.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "Mesa-libEGL1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "Mesa-libGL1", "libglvnd"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx", "libglvnd", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libX11-6", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libX11-xcb1", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "libglib-2_0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "libgthread-2_0-0", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-glx.so.0": ("libxcb-glx0", "libxcb", "libxcb-glx0", "libxcb"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "libxcb-render-util0",
        "xcb-util-renderutil",
    ),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb-xfixes0", "libxcb"),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0", "libxcb", "libxcb-xinerama0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib", "libz1", "zlib"),
}
#: Package manager → the column above, and the command that installs.
PACKAGE_MANAGERS = {
    "apt-get": (0, ("apt-get", "install", "-y", "--no-install-recommends")),
    "dnf": (1, ("dnf", "install", "-y")),
    "zypper": (2, ("zypper", "--non-interactive", "install")),
    "pacman": (3, ("pacman", "-S", "--needed", "--noconfirm")),
}


class SetupError(Exception):
    """Set-up cannot go on; holds the sentence in French and in English."""

    def __init__(self, french: str, english: str) -> None:
        super().__init__(f"{french}\n{english}")


def main(arguments: list[str]) -> int:
    """Do what ``arguments`` ask; returns the exit status. Wrong usage is 2, a refusal with its sentence is 1."""
    offscreen = "--offscreen" in arguments[:2]
    if offscreen:
        arguments = [argument for argument in arguments if argument != "--offscreen"]
    action = arguments[0] if arguments else "open"
    if action not in ("open", "setup", "camera", "test") or (action != "test" and len(arguments) > 1):
        print((__doc__ or "").split("\n\n")[1], file=sys.stderr)
        return 0 if action in ("-h", "--help") else 2
    try:
        check_python(sys.version_info[:2])
        if action == "camera":
            remember_extra("camera")
        set_up()
        if action == "test":
            return run_tests(arguments[1:])
        if action == "open":
            return draw_sample() if offscreen else open_sample()
        tell(f"Prêt : la commande est {command('uepit')}", f"Ready: the command is {command('uepit')}")
        return 0
    except SetupError as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def tell(french: str, english: str) -> None:
    """A sentence of progress, in both languages, where it does not mix with the output of a command."""
    print(f"{french}\n{english}", file=sys.stderr, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    """Raises SetupError for a Python that the program does not know."""
    said = ".".join(str(part) for part in version)
    if tuple(version) < OLDEST:
        raise SetupError(
            f"Il faut Python 3.11 ou plus récent, et celui-ci est {said}. Installez-en un, puis relancez la commande.",
            f"Python 3.11 or newer is needed, and this one is {said}. Install one, then run the command again.",
        )
    if tuple(version) > NEWEST:
        raise SetupError(
            f"Ce Python ({said}) est trop récent. Relancez la commande avec Python 3.11 à 3.14.",
            f"This Python ({said}) is too recent. Run the command again with Python 3.11 to 3.14.",
        )


# ------------------------------------------------------------------------------------------------- what is then done


def open_sample() -> int:
    """Open the window on a sample event."""
    if no_display(sys.platform, os.environ):
        raise SetupError(
            "Cet ordinateur n'a pas d'écran : la fenêtre ne peut pas s'ouvrir. Tout est installé ; "
            "« python3 packaging/start.py --offscreen » dessine les pages dans un dossier.",
            "This computer shows no display: the window cannot open. Everything is installed; "
            "`python3 packaging/start.py --offscreen` draws the pages into a folder.",
        )
    return run([command("uepit"), "demo"])


def draw_sample() -> int:
    """Build the sample event and draw its pages without a display."""
    folder = Path(tempfile.mkdtemp(prefix="uepit-"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    status = run([command("uepit"), "screenshots", str(folder), "--language", "fr", "--theme", "light"], environment)
    if status == 0:
        tell(f"Les pages sont dessinées dans {folder}", f"The pages are drawn in {folder}")
    return status


def run_tests(arguments: list[str]) -> int:
    """Run pytest, on every core when nothing more is asked."""
    if no_display(sys.platform, os.environ):
        tell(
            "Pas d'écran ici : les tests s'en passent (QT_QPA_PLATFORM=offscreen, comme --offscreen).",
            "No display here: the tests do without (QT_QPA_PLATFORM=offscreen, as with --offscreen).",
        )
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return run([command("python"), "-m", "pytest", *(arguments or ["-n", "auto"])], environment)


def no_display(system: str, environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a window would have nowhere to show. Windows and macOS always have a place."""
    return system.startswith("linux") and not any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


# ------------------------------------------------------------------------------------------------------------ set-up


def set_up() -> None:
    """Make `.venv` as ``uv.lock`` says, and see to the system libraries; at once when that is done already."""
    if not is_ready():
        tell("Installation (une seule fois)…", "Setting up (once)…")
        fill_environment(find_uv())
        STAMP.write_text(fingerprint(), "utf-8")
    see_to_libraries()


def remember_extra(name: str) -> None:
    """Keep an extra of the project, for this set-up and the next ones."""
    EXTRAS.write_text("".join(f"{one}\n" for one in sorted({*extras(), name})), "utf-8")


def extras() -> list[str]:
    """The extras asked for on this machine."""
    try:
        return sorted(name for name in EXTRAS.read_text("utf-8").split() if name.isalpha())
    except (OSError, UnicodeDecodeError):
        return []


def fingerprint() -> str:
    """What the environment depends on: lock, project, extras, Python and the place of the checkout."""
    digest = hashlib.sha256()
    for path in (TOP / "uv.lock", TOP / "pyproject.toml"):
        digest.update(path.read_bytes() + b"\0")
    digest.update(" ".join([platform.python_version(), platform.machine(), str(TOP), *extras()]).encode())
    return digest.hexdigest()


def is_ready() -> bool:
    """Whether the environment holds what this checkout needs."""
    try:
        same = STAMP.read_text("utf-8") == fingerprint()
    except OSError:
        return False
    return same and Path(command("python")).exists() and Path(command("uepit")).exists()


def command(name: str) -> str:
    """The path of a command of the environment."""
    return str(ENVIRONMENT / "Scripts" / f"{name}.exe" if WINDOWS else ENVIRONMENT / "bin" / name)


def fill_environment(uv: list[str]) -> None:
    """Install what the lock names, hashes verified, then the project itself as it stands in the checkout."""
    environment = uv_environment(os.environ)
    if not made_with_this_python():
        clear = ["--clear"] if ENVIRONMENT.exists() else []
        require(run([*uv, "venv", "--quiet", "--python", sys.executable, *clear, str(ENVIRONMENT)], environment))
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        export = [*uv, "export", "--frozen", "--quiet", "--all-groups", "--no-emit-project", "--no-header"]
        export += [f"--extra={name}" for name in extras()]
        require(run([*export, "--output-file", str(wanted)], environment, quiet=True))
        target = ["--python", command("python")]
        if run([*uv, "pip", "sync", *target, "--require-hashes", str(wanted)], environment) != 0:
            tell("Deuxième essai avec pip…", "Second try, with pip…")  # pip knows indexes that uv is not told of
            pip = [sys.executable, "-m", "pip", "--python", command("python"), "install"]
            require(run([*pip, "--require-hashes", "--quiet", "-r", str(wanted)]))
        itself = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", str(TOP)]
        require(run([*uv, "pip", "install", *target, *itself], environment))
    # Byte code is made now rather than at the first start, which would be several times slower for it.
    quiet = ["-q", "-j", "0"]
    run([command("python"), "-m", "compileall", *quiet, str(ENVIRONMENT), str(TOP / "uepit_desktop")], quiet=True)


def made_with_this_python() -> bool:
    """Whether `.venv` exists and stands on the Python that runs this script (major and minor)."""
    try:
        text = (ENVIRONMENT / "pyvenv.cfg").read_text("utf-8")
    except OSError:
        return False
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", text, re.MULTILINE)
    return (
        found is not None
        and (int(found[1]), int(found[2])) == sys.version_info[:2]
        and Path(command("python")).exists()
    )


def uv_environment(given: os._Environ[str] | dict[str, str]) -> dict[str, str]:
    """The environment for uv: it learns the index and certificates that pip is told of, unless it is told itself."""
    environment = dict(given)
    for name in ("PYTHONHOME", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"):
        environment.pop(name, None)
    if not any(environment.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        index = environment.get("PIP_INDEX_URL")
        if index:
            environment["UV_DEFAULT_INDEX"] = index
    if environment.get("PIP_CERT") and not environment.get("SSL_CERT_FILE"):
        environment["SSL_CERT_FILE"] = environment["PIP_CERT"]
    environment.setdefault("UV_HTTP_TIMEOUT", environment.get("PIP_DEFAULT_TIMEOUT", "120"))
    return environment


def find_uv() -> list[str]:
    """A uv that reads the lock: the machine's, that of this Python, or a private one, installed now from the index."""
    inside = TOOLS / ("Scripts" if WINDOWS else "bin") / ("uv.exe" if WINDOWS else "uv")
    for candidate in ([shutil.which("uv") or ""], [sys.executable, "-m", "uv"], [str(inside)]):
        if candidate[0] and reads_lock(candidate):
            return candidate
    tell("Installation de l'outil uv, pour ce dossier seulement…", "Installing the tool uv, for this folder only…")
    for install in (install_uv_in_environment, install_uv_in_folder):
        if install() and reads_lock([str(inside)]):
            return [str(inside)]
    if install_packages(["python3-venv"]) and install_uv_in_environment() and reads_lock([str(inside)]):
        return [str(inside)]
    raise SetupError(
        "Il manque pip ou venv à ce Python. Sous Debian ou Ubuntu : sudo apt-get install python3-venv. "
        "Sinon, installez uv, puis relancez la commande. Vérifiez aussi que l'index des paquets répond.",
        "This Python lacks pip or venv. On Debian or Ubuntu: sudo apt-get install python3-venv. "
        "Elsewhere, install uv, then run the command again. See also that the package index answers.",
    )


def reads_lock(uv: list[str]) -> bool:
    """Whether this uv runs and understands ``uv.lock``; a very old one does not."""
    return answers([*uv, "export", "--frozen", "--quiet", "--directory", str(TOP)])


def install_uv_in_environment() -> bool:
    """uv in a private virtual environment; False when this Python cannot make one or the index does not answer."""
    if not answers([sys.executable, "-c", "import venv, ensurepip"]):
        return False
    shutil.rmtree(TOOLS, ignore_errors=True)
    if run([sys.executable, "-m", "venv", str(TOOLS)], quiet=True) != 0:
        return False
    python = TOOLS / ("Scripts" if WINDOWS else "bin") / ("python.exe" if WINDOWS else "python")
    return run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]) == 0


def install_uv_in_folder() -> bool:
    """uv in a private folder, for a Python that has pip and no venv."""
    if not answers([sys.executable, "-m", "pip", "--version"]):
        return False
    shutil.rmtree(TOOLS, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-user"]
    return run([*pip, "--target", str(TOOLS), "uv"]) == 0


# -------------------------------------------------------------------------------------------------- system libraries


def see_to_libraries() -> None:
    """On Linux, install the system libraries that Qt misses, or print the line that does."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries()
    if not missing:
        return
    manager = next((name for name in PACKAGE_MANAGERS if shutil.which(name)), "")
    packages = packages_for(missing, manager or "apt-get")
    if manager == "apt-get" and packages and install_packages(packages):
        missing = missing_libraries()
    if missing:
        line = install_line(missing, manager)
        tell(
            f"Il manque à ce système des bibliothèques dont la fenêtre a besoin ({', '.join(missing)}). "
            f"À lancer une fois :\n    {line}",
            f"This system lacks libraries that the window needs ({', '.join(missing)}). Run once:\n    {line}",
        )


def missing_libraries() -> list[str]:
    """The shared libraries that Qt's window needs and the loader does not find, by name."""
    ldd = shutil.which("ldd")
    qt = next(iter(sorted(ENVIRONMENT.glob("lib/python*/site-packages/PySide6/Qt"))), None)
    if ldd is None or qt is None:
        return []
    files = [qt / "lib" / "libQt6Widgets.so.6", qt / "plugins" / "platforms" / "libqxcb.so"]
    found = subprocess.run(
        [ldd, *(str(file) for file in files if file.exists())],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return missing_in(found.stdout)


def missing_in(ldd_output: str) -> list[str]:
    """The names that ``ldd`` says it did not find, sorted, each once."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE)))


def packages_for(libraries: list[str], manager: str) -> list[str]:
    """The packages that hold these libraries, in the words of a package manager; unknown libraries are left out."""
    column = PACKAGE_MANAGERS[manager][0]
    return sorted({SYSTEM_LIBRARIES[name][column] for name in libraries if name in SYSTEM_LIBRARIES})


def install_line(libraries: list[str], manager: str) -> str:
    """The exact line that a person runs to have these libraries."""
    if not manager:
        return "# " + " ".join(libraries)
    return " ".join(("sudo", *PACKAGE_MANAGERS[manager][1], *packages_for(libraries, manager)))


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages, as root or by a sudo that asks nothing. False when that may not be or did not work."""
    apt = shutil.which("apt-get")
    if apt is None or not sys.platform.startswith("linux"):
        return False
    if os.geteuid() == 0:
        before = []
    else:
        sudo = shutil.which("sudo")
        if sudo is None or not answers([sudo, "-n", "true"]):
            return False
        before = [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"]
    tell(f"Installation de {' '.join(packages)}…", f"Installing {' '.join(packages)}…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    install = [*before, apt, *PACKAGE_MANAGERS["apt-get"][1][1:], *wait, *packages]
    if run(install, environment, quiet=True) == 0:
        return True
    return (
        run([*before, apt, "update", *wait], environment, quiet=True) == 0
        and run(install, environment, quiet=True) == 0
    )


# --------------------------------------------------------------------------------------------------------- processes


def run(words: list[str], environment: dict[str, str] | None = None, *, quiet: bool = False) -> int:
    """Run a command at the top of the checkout and return its status; 127 when it cannot start. Asks nothing."""
    out = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(
            words, cwd=str(TOP), env=environment, stdin=subprocess.DEVNULL, stdout=out, check=False
        ).returncode
    except OSError:
        return 127


def answers(words: list[str]) -> bool:
    """Whether a command runs and ends well, within a minute and without a word."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def require(status: int) -> None:
    """Raises SetupError when a step of the installation failed; the tool has said why just above."""
    if status != 0:
        raise SetupError(
            "L'installation n'a pas pu finir : la raison est écrite juste au-dessus. Rien d'autre n'a changé ; "
            "vérifiez que l'index des paquets répond, puis relancez la commande.",
            "Set-up could not finish: the reason is written just above. Nothing else changed; "
            "see that the package index answers, then run the command again.",
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
