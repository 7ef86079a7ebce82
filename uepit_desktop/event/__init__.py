"""Ground floor: the event file and its log. Everything else stands on it; it imports nothing above it."""

from . import person_search as _person_search  # registers the search index, kept by whatever opens a file
from .changes import Changes
from .conflicts import Conflict
from .errors import UserError
from .file import EventFile
from .merge import MergeResult, SignedHead
from .recorder import WriteSession
from .undo import UndoEntry

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
