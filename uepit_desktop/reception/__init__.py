"""The desk: badge codes, the verdict of a scan, arrivals and their undoing, registration on the spot, badges."""

from .card import PersonCard, desk_note, person_card
from .check_in import CheckInResult, Earlier, check_in
from .codes import badge_payload, read_scan
from .half_days import HalfDayView, current_half_day, half_days
from .scanner import Scan, ScanDetector
from .status import Passage, Status, arrivals, status
from .undo import UndoResult, undo_check_in
from .verdict import Verdict, judge
from .walk_in import register_walk_in, similar_people
from .wording import NextAction

__all__ = [
    "CheckInResult",
    "Earlier",
    "HalfDayView",
    "NextAction",
    "Passage",
    "PersonCard",
    "Scan",
    "ScanDetector",
    "Status",
    "UndoResult",
    "Verdict",
    "arrivals",
    "badge_payload",
    "check_in",
    "current_half_day",
    "desk_note",
    "half_days",
    "judge",
    "person_card",
    "read_scan",
    "register_walk_in",
    "similar_people",
    "status",
    "undo_check_in",
]
