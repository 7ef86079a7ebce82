"""Refuse every socket but those between processes of this machine, in the test process and in those it starts.

Python imports this module at start-up when its folder is on ``PYTHONPATH``; ``tests/conftest.py`` puts it there.
An audit hook sees sockets however they are opened, and cannot be taken away again.
"""

from __future__ import annotations

import sys
from typing import Any


def refuse(event: str, args: tuple[Any, ...]) -> None:
    """Raise PermissionError when the interpreter is about to open a network socket or to look a name up."""
    if event == "socket.__new__":
        import socket

        if args[1] == getattr(socket, "AF_UNIX", None) or sys.platform == "win32":  # Windows pairs sockets by loopback
            return
    elif event not in ("socket.getaddrinfo", "socket.gethostbyname"):
        return
    raise PermissionError("the program opens no socket, and neither do its tests")


if not getattr(sys, "_uepit_network_refused", False):
    sys._uepit_network_refused = True  # type: ignore[attr-defined]
    sys.addaudithook(refuse)
