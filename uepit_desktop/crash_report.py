"""What is kept of a bug: one text file on this computer, which nobody receives unless a person sends it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from . import __version__

KEPT = 20  # reports; older ones are removed


def folder() -> Path:
    """Where reports are kept. It may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_state_dir("uepit", appauthor=False)) / "crashes"


def write_report(error: BaseException, doing: str = "") -> Path:
    """Keep a report of ``error``, met while ``doing`` (a verb, no names of people), and return its path.

    Holds versions and the traceback, no value of a variable. Falls back to the temporary folder when the usual place
    cannot be written. Raises OSError when neither can.
    """
    text = "\n".join(
        (
            f"UEPIT Desktop {__version__}",
            f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"Doing: {doing}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        return _keep(folder(), text)
    except OSError:
        return _keep(Path(tempfile.gettempdir()) / "uepit-crashes", text)


def _keep(place: Path, text: str) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"crash-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    path.write_text(text, "utf-8", errors="backslashreplace")
    if sys.platform != "win32":
        path.chmod(0o600)
    for old in sorted(place.glob("crash-*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):  # another process may be removing it too
            old.unlink()
    return path
