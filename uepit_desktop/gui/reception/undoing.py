"""Taking back what was just noted: exactly that, whatever another scan has written since. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ... import reception
from ...event import EventFile
from ...language import tr

if TYPE_CHECKING:
    from ...event.undo import UndoEntry

Result = TypeVar("Result")

#: what Ctrl+Z takes back whole at the desk, when it was done last
_WHOLE = {"arrive_group", "note_paper", "note_departure", "excuse"}


def noted(verb: Callable[..., Result], event: EventFile, *args: Any, **options: Any) -> tuple[Result, UndoEntry | None]:
    """Call a verb on the writer's thread; returns its result and what undoes it, None when it wrote nothing."""
    before = next(iter(event.undo_stack()), None)
    result = verb(event, *args, **options)
    after = next(iter(event.undo_stack()), None)
    same = before is not None and after is not None and (before.origin, before.tx) == (after.origin, after.tx)
    return result, None if same else after


def take_back(event: EventFile, entry: UndoEntry) -> str:
    """Undo ``entry``; returns the sentence that says so. Raises UserError ``changed_since``."""
    event.undo(entry)
    return tr("Undone: {action}", action=entry.label)


def take_back_last(event: EventFile, check_in_id: str | None) -> reception.UndoResult:
    """Ctrl+Z at the desk: the arrival of the card on show, or else what was noted last, a whole group alike."""
    entry = next(iter(event.undo_stack()), None) if check_in_id is None else None
    if entry is not None and entry.verb in _WHOLE:
        return reception.UndoResult(True, take_back(event, entry))
    return reception.undo_check_in(event, check_in_id)
