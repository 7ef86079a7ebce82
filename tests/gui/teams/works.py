"""Work for a process apart that says and does what a test tells it to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from uepit_desktop.teams.forming_apart import Asked, form

Step = tuple[str, Any]


def play(steps: Sequence[Step], asked: Asked, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Takes ``steps`` one after another, deaf to whoever asks it to stop."""
    for name, value in steps:
        if name == "tell":
            tell(value)
        elif name == "sleep":
            time.sleep(value)
        elif name == "exit":
            os._exit(value)
        elif name == "note":
            Path(value).write_text(str(os.getpid()), encoding="ascii")
        elif name == "return":
            return value
    return None


def form_and_tell_what_is_loaded(
    asked: Asked, tell: Callable[[Any], None], cancelled: Callable[[], bool]
) -> tuple[Any, set[str], int]:
    """As ``form``, with what the process has loaded, and how much it gives way."""
    formed = form(asked, tell, cancelled)
    return formed, {name.split(".")[0] for name in sys.modules}, os.nice(0) if hasattr(os, "nice") else 15
