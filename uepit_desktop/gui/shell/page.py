"""A page: what the window shows for one place of the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...event.changes import Changes
from ..widgets.header import PageHeader
from ..widgets.layouts import VBox
from .actions import Action, KeyHint
from .context import AppContext
from .tasks import Task


@dataclass(frozen=True, slots=True)
class ScreenshotState:
    """A state worth a picture: its name (``02b-emargement-arrivee``) and what brings the page to it, from rest."""

    name: str
    prepare: Callable[[], object]


class Page(QWidget):
    """One place of the rail. Subclasses fill ``self.body`` (and ``self.header``) in ``__init__`` and override below.

    A page asks, shows, and hands back intentions: it holds no rule and opens no transaction on the UI thread.
    """

    place: ClassVar[str] = ""
    #: the desk folds the rail and brings its own header
    fold_rail: ClassVar[bool] = False
    own_header: ClassVar[bool] = False

    #: emitted when ``palette_actions()`` or ``badge()`` would now answer differently
    actions_changed = Signal()
    badge_changed = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.context = context
        frame = VBox(self, margins=(0, 0, 0, 0), spacing=0)
        self.header = PageHeader(self)
        if self.own_header:
            self.header.hide()
        else:
            frame.addWidget(self.header)
        self.body = VBox(margins=(0, 0, 0, 0) if self.own_header else (24, 0, 24, 20), spacing=16)
        frame.addLayout(self.body, 1)

    def run(self, fn: Callable[..., Any], *args: Any, **options: Any) -> Task:
        """``context.tasks.run`` for this page: nothing is called back once the page is gone."""
        return self.context.tasks.run(fn, *args, owner=self, **options)

    def on_shown(self, **args: Any) -> None:
        """The page came to the front, with what ``navigate(place, **args)`` passed. Put the focus where it serves."""

    def on_hidden(self) -> None:
        """Another page came to the front."""

    def on_changes(self, changes: Changes) -> None:
        """Rows changed. A hidden page gets one call with everything that it missed, just before ``on_shown``."""

    def palette_actions(self) -> list[Action]:
        """What can be done here now: palette entries, and keys of the page."""
        return []

    def key_hints(self) -> list[KeyHint]:
        """The keys of this screen beyond those of ``palette_actions()``, for F1."""
        return []

    def zones(self) -> list[QWidget]:
        """Where F6 goes in turn, after the rail: the first focusable widget of each."""
        return [self]

    def search_field(self) -> QWidget | None:
        """What Ctrl+F focuses."""
        return None

    def handle_escape(self) -> bool:
        """Échap was pressed and nothing closer took it; whether the page did something with it."""
        return False

    def save_state(self) -> dict[str, Any]:
        """What should survive a change of language, which builds the page anew."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what ``save_state`` gave."""

    def screenshot_states(self) -> list[ScreenshotState]:
        """The states to photograph, the page at rest by default."""
        return [ScreenshotState(self.place, lambda: None)]
