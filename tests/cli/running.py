"""The command line as a person or a script runs it: a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def uepit(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``uepit`` with these arguments and additions to the environment; never raises for its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "uepit_desktop", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


def uepit_json(*arguments: object, status: int = 0, **environment: str) -> Any:
    """The one JSON document that ``uepit … --json`` prints. Checks the exit status, and that nothing else is there."""
    done = uepit(*arguments, "--json", **environment)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


def new_event(path: Path, *more: object) -> Path:
    """A new event file of three days at Valmorin, made by the command line."""
    done = uepit(
        "new", path, "--name", "Université d'été", "--site", "Valmorin", "--start", "2026-07-06", "--days", 3, *more
    )
    assert done.returncode == 0, done.stderr
    return path
