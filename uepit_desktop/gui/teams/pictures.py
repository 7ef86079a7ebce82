"""The states of this place that are photographed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..shell.page import ScreenshotState

if TYPE_CHECKING:
    from .page import TeamsPage


def pictures(page: TeamsPage) -> list[ScreenshotState]:
    """Each prepares the page from how the one before left it."""
    return [ScreenshotState("04-equipes", lambda: None)]
