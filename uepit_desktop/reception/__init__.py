"""The desk: badge codes, the verdict of a scan, presence and its correction, registration on the spot, papers."""

from typing import TYPE_CHECKING, Any

from .attendance import AttendanceResult, excuse, note_departure
from .card import PersonCard, desk_note, person_card
from .check_in import CheckInResult, Earlier, check_in
from .closing import ClosingResult, close_half_day, reopen_half_day, to_close
from .codes import badge_payload, read_scan
from .entries import (
    EntryPlan,
    EntryReport,
    Planned,
    arrive_group,
    find_group,
    group_of,
    note_entries,
    plan_group,
    plan_paper,
)
from .figures import AttendanceFigures, Share, figures_of
from .half_days import HalfDayView, current_half_day, half_days
from .presence import Presence, PresenceState, Span, presence_of
from .roll import DoublePassage, Enrolled, Noted, Roll, RollRow, roll, rolls, session_roll
from .scanner import Scan, ScanDetector
from .sessions import SignedFor, sessions_to_sign, signed_for
from .sheet_codes import read_sheet_code, sheet_code
from .status import Passage, Status, arrivals, status
from .undo import UndoResult, undo_check_in
from .verdict import Verdict, judge
from .walk_in import register_walk_in, similar_people
from .wording import NextAction

if TYPE_CHECKING:
    from .attendance_sheets import PaperReport, sheets
    from .badge_design import LAYOUTS
    from .badge_printing import BadgeReport, badges, prints_of
    from .certificate_files import Signing, certificates
    from .list_files import LISTS, lists

__all__ = [
    "LAYOUTS",
    "LISTS",
    "AttendanceFigures",
    "AttendanceResult",
    "BadgeReport",
    "CheckInResult",
    "ClosingResult",
    "DoublePassage",
    "Earlier",
    "Enrolled",
    "EntryPlan",
    "EntryReport",
    "HalfDayView",
    "NextAction",
    "Noted",
    "PaperReport",
    "Passage",
    "PersonCard",
    "Planned",
    "Presence",
    "PresenceState",
    "Roll",
    "RollRow",
    "Scan",
    "ScanDetector",
    "Share",
    "SignedFor",
    "Signing",
    "Span",
    "Status",
    "UndoResult",
    "Verdict",
    "arrivals",
    "arrive_group",
    "badge_payload",
    "badges",
    "certificates",
    "check_in",
    "close_half_day",
    "current_half_day",
    "desk_note",
    "excuse",
    "figures_of",
    "find_group",
    "group_of",
    "half_days",
    "judge",
    "lists",
    "note_departure",
    "note_entries",
    "person_card",
    "plan_group",
    "plan_paper",
    "presence_of",
    "prints_of",
    "read_scan",
    "read_sheet_code",
    "register_walk_in",
    "reopen_half_day",
    "roll",
    "rolls",
    "session_roll",
    "sessions_to_sign",
    "sheet_code",
    "sheets",
    "signed_for",
    "similar_people",
    "status",
    "to_close",
    "undo_check_in",
]

_PRINTING = {
    "LISTS": "list_files",
    "lists": "list_files",
    "Signing": "certificate_files",
    "certificates": "certificate_files",
    "PaperReport": "attendance_sheets",
    "sheets": "attendance_sheets",
    "LAYOUTS": "badge_design",
    "BadgeReport": "badge_printing",
    "badges": "badge_printing",
    "prints_of": "badge_printing",
}


def __getattr__(name: str) -> Any:
    """What prints is imported when it is first used: the desk opens without ReportLab."""
    if name not in _PRINTING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_PRINTING[name]}", __name__), name)
