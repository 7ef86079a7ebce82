"""Taking back what was just noted: exactly that, whatever another scan has written since."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ... import reception
from ...event import EventFile
from ...language import tr

if TYPE_CHECKING:
    from ...event.undo import UndoEntry
    from ..shell.page import Page

Result = TypeVar("Result")

#: what Ctrl+Z takes back whole at the desk, when it was done last
_WHOLE = {"arrive_group", "note_paper", "note_departure", "excuse", "close_half_day", "reopen_half_day"}


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


def take_back_last(event: EventFile, check_in_id: str | None, operator: str = "") -> reception.UndoResult:
    """Ctrl+Z at the desk: the arrival of the card on show, or else what was noted last, a whole group alike."""
    entry = next(iter(event.undo_stack()), None) if check_in_id is None else None
    if entry is not None and entry.verb in _WHOLE:
        return reception.UndoResult(True, take_back(event, entry))
    return reception.undo_check_in(event, check_in_id, operator=operator)


def say_noted(page: Page, message: str, entry: UndoEntry | None, *, meaning: str = "") -> None:
    """A toast, with « Annuler » when there is something to take back; read out too."""
    toasts, event = page.context.toasts, page.context.event

    def undo() -> None:
        page.run(take_back, event, entry, then=lambda words: toasts.show_message(words, icon="undo-2"))

    toasts.show_message(message, undo=undo if entry is not None else None, meaning=meaning)
    page.context.announce(message, assertive=bool(meaning))
