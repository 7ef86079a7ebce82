"""Ground floor: the event file and its log. Everything else stands on it; it imports nothing above it.

Names are loaded on first use: what only needs an error or a set of changes (the window, before its first paint) does
not wait for the database engine.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .changes import Changes
    from .conflicts import Conflict
    from .errors import UserError
    from .file import EventFile
    from .merge import MergeResult, SignedHead
    from .recorder import WriteSession
    from .undo import UndoEntry

_HOMES = {
    "Changes": "changes",
    "Conflict": "conflicts",
    "EventFile": "file",
    "MergeResult": "merge",
    "SignedHead": "merge",
    "UndoEntry": "undo",
    "UserError": "errors",
    "WriteSession": "recorder",
}

__all__ = [
    "Changes",
    "Conflict",
    "EventFile",
    "MergeResult",
    "SignedHead",
    "UndoEntry",
    "UserError",
    "WriteSession",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _HOMES[name] not in ("errors", "changes"):
        # registers the search index, which whatever opens a file keeps
        importlib.import_module(f"{__name__}.person_search")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
