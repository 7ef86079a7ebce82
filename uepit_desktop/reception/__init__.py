"""The desk: badge codes, the verdict of a scan, arrivals and their undoing, registration on the spot, badges."""

from .card import PersonCard, desk_note, person_card
from .check_in import CheckInResult, Earlier, check_in
from .codes import badge_payload, read_scan
from .half_days import HalfDayView, current_half_day, half_days
from .scanner import Scan, ScanDetector
from .verdict import Verdict, judge
from .wording import NextAction

__all__ = [
    "CheckInResult",
    "Earlier",
    "HalfDayView",
    "NextAction",
    "PersonCard",
    "Scan",
    "ScanDetector",
    "Verdict",
    "badge_payload",
    "check_in",
    "current_half_day",
    "desk_note",
    "half_days",
    "judge",
    "person_card",
    "read_scan",
]
