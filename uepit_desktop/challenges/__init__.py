"""Défis territoriaux: their import, and the wishes that find them."""

from .fields import CHALLENGES
from .importing import (
    ImportReport,
    import_challenges,
    known_challenges,
    preview_challenges,
    read_challenges_table,
    report_document,
)
from .preview import Duplicate, Flag, KnownChallenge, Outcome, PlannedChallenge, Preview

__all__ = [
    "CHALLENGES",
    "Duplicate",
    "Flag",
    "ImportReport",
    "KnownChallenge",
    "Outcome",
    "PlannedChallenge",
    "Preview",
    "import_challenges",
    "known_challenges",
    "preview_challenges",
    "read_challenges_table",
    "report_document",
]
