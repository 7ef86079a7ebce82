"""``uepit`` and ``uepit open EVENT``: the window."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from pathlib import Path

import click

from ..event.errors import UserError
from .opening import PATH


@click.command("open")
@click.argument("event_path", metavar="[EVENT]", type=PATH, required=False)
@click.pass_context
def open_event(context: click.Context, event_path: Path | None) -> None:
    """Open the window, on an event file when one is given."""
    context.exit(open_window(event_path))


def open_window(event_path: Path | None) -> int:
    """Run the desktop application until it is closed; returns its exit status. Raises UserError without a display."""
    require_display()
    # The database engine takes as long to import as the window to be drawn: they are made ready side by side.
    threading.Thread(target=importlib.import_module, args=("uepit_desktop.event.file",), daemon=True).start()
    from ..app import run

    return run(event_path)


def require_display() -> None:
    """Raises UserError when no window can be shown: Qt itself would end the process without a sentence."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        return
    raise UserError(
        "This computer shows no display, and the window needs one. The commands work without it: uepit --help.",
        code="no_display",
    )
