"""« Clore la demi-journée » and « Rouvrir »: the same words and the same undo wherever they are offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ... import reception
from ...language import tr
from ..shell.actions import Action
from ..shell.page import Page
from .undoing import noted, say_noted

if TYPE_CHECKING:
    from ...event.undo import UndoEntry
    from ...reception import ClosingResult, HalfDayView


def closing_words(half_day: HalfDayView) -> str:
    """What can be done now with a half-day: close it, or open it again."""
    if half_day.closed:
        return tr("Open again: {half_day}", half_day=half_day.label)
    return tr("Close the half-day: {half_day}", half_day=half_day.label)


def closing_action(page: Page, half_day: HalfDayView | None) -> list[Action]:
    """The action of the palette for this half-day; none without a half-day."""
    if half_day is None:
        return []
    writes = not page.context.event.read_only
    icon = "lock-open" if half_day.closed else "door-closed"
    run = partial(turn_half_day, page, half_day.id, close=not half_day.closed)
    return [Action(closing_words(half_day), run, icon, words="clore clôturer fermer rouvrir demi-journée fin",
                   enabled=writes)]  # fmt: skip


def turn_half_day(page: Page, half_day_id: str, *, close: bool) -> None:
    """Close a half-day, or open it again, and say so with « Annuler »."""
    verb = reception.close_half_day if close else reception.reopen_half_day
    context = page.context
    page.run(noted, verb, context.event, half_day_id, operator=context.settings.operator, then=partial(_say, page))


def _say(page: Page, written: tuple[ClosingResult, UndoEntry | None]) -> None:
    result, entry = written
    say_noted(page, result.message, entry if result.done else None, meaning="" if result.done else "info")
