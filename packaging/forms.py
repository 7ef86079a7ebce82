"""The Python of the Designer forms: ``ui/<name>.ui`` becomes ``uepit_desktop/gui/forms/<name>.py``.

python packaging/forms.py build     writes every form anew, and removes those whose .ui is gone
python packaging/forms.py check     exit status 1 and one line a form that is stale
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
HEADER = '"""Generated from ui/{name}.ui by packaging/forms.py. Not edited by hand."""\n\n# mypy: ignore-errors\n'


def generated(form: Path) -> str:
    """The Python of one form, without the version of Qt: another one writes the same. Raises RuntimeError."""
    tool = Path(sys.executable).with_name("pyside6-uic.exe" if sys.platform == "win32" else "pyside6-uic")
    done = subprocess.run([str(tool), str(form)], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{form.name}: {done.stderr.strip()}")
    code = done.stdout.replace("\r\n", "\n").partition("\nfrom PySide6")  # above it, a comment with versions
    return HEADER.format(name=form.stem) + code[1] + code[2].rstrip() + "\n"


def faults(top: Path) -> list[str]:
    """One line for each form whose Python is missing, stale or orphaned."""
    folder = top / "uepit_desktop" / "gui" / "forms"
    wanted = {form.stem: form for form in sorted((top / "ui").glob("*.ui"))}
    found = [
        f"ui/{name}.ui changed since its Python was written: run python packaging/forms.py build"
        for name, form in wanted.items()
        if _read(folder / f"{name}.py") != generated(form)
    ]
    return found + [f"{path.name} has no form in ui/" for path in _written(folder) if path.stem not in wanted]


def build(top: Path) -> int:
    """Write every form anew; returns how many there are."""
    folder = top / "uepit_desktop" / "gui" / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / "__init__.py"
    if not package.exists():
        package.write_text('"""Generated from ui/*.ui: run python packaging/forms.py build."""\n', "utf-8")
    forms = sorted((top / "ui").glob("*.ui"))
    for path in _written(folder):
        if path.stem not in {form.stem for form in forms}:
            path.unlink()
    for form in forms:
        (folder / f"{form.stem}.py").write_text(generated(form), "utf-8", newline="\n")
    return len(forms)


def _written(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def main(arguments: list[str] | None = None) -> int:
    """Run ``build`` or ``check``; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("build", "check"))
    parser.add_argument("--top", type=Path, default=TOP, help="the top of the checkout")
    chosen = parser.parse_args(arguments)
    if chosen.command == "build":
        print(f"{build(chosen.top)} forms")
        return 0
    found = faults(chosen.top)
    print("\n".join(found) or "the forms are up to date")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
