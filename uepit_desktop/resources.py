"""Where the shipped files are: beside the package in a checkout, inside it once installed from a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a shipped resource, e.g. ``resource("fonts", "Inter_400Regular.ttf")``. It may not exist."""
    return _root("resources").joinpath(*parts)


def form(*parts: str) -> Path:
    """The path of a file of ``ui/``: a Designer form or the stylesheet template."""
    return _root("ui").joinpath(*parts)


def _root(name: str) -> Path:
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
