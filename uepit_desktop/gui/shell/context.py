"""What a page is given: the open event, the tasks, the settings, and a few ways to speak to the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ...event.changes import Changes
from .settings import Settings
from .tasks import Tasks
from .theme import Theme, theme

if TYPE_CHECKING:
    from ...event import EventFile
    from ..exchange.watch import BundleWatch


class Toasts(Protocol):
    """Short messages at the bottom left; the window provides them."""

    def show_message(
        self, text: str, *, icon: str = "check", undo: Callable[[], object] | None = None, meaning: str = ""
    ) -> None:
        """Say ``text`` for 8 s, with « Annuler » when ``undo`` is given."""


class _Commits(QObject):
    changed = Signal(object)


class AppContext:
    """The open event and its window, as pages see them.

    ``changed(Changes)`` fires on the UI thread after each commit, of this laptop or of a merge. Not a QObject itself:
    its ``event`` would hide ``QObject.event``.
    """

    def __init__(
        self,
        event: EventFile,
        tasks: Tasks,
        settings: Settings,
        toasts: Toasts,
        navigate: Callable[..., None],
        *,
        undo: Callable[[], None] = lambda: None,
        redo: Callable[[], None] = lambda: None,
        speaker: QObject | None = None,
    ) -> None:
        """``speaker`` is the widget in whose name screen readers are told things: the window."""
        self.event = event
        self.tasks = tasks
        self.settings = settings
        self.toasts = toasts
        self.undo = undo
        self.redo = redo
        self._navigate = navigate
        self._commits = _Commits()
        self._watch: BundleWatch | None = None
        self._speaker = speaker
        self.changed = self._commits.changed
        self._unsubscribe = event.subscribe(self._on_commit)

    @property
    def theme(self) -> Theme:
        """Tokens, zoom and mode in use."""
        return theme()

    def navigate(self, place: str, **args: Any) -> None:
        """Show the page of ``place`` (``today``, ``reception``, ``people``, ``exchange``) and pass it ``args``."""
        self._navigate(place, **args)

    def now(self) -> dt.datetime:
        """The present moment in the event's zone."""
        return self.event.clock.now().astimezone(self.event.zone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """A stored moment in the event's zone."""
        return moment.astimezone(self.event.zone)

    def announce(self, text: str, *, assertive: bool = False) -> None:
        """Have a screen reader say ``text``; ``assertive`` interrupts what it is saying."""
        event = QAccessibleAnnouncementEvent(self._speaker or self._commits, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
        QAccessible.updateAccessibility(event)

    @property
    def watch(self) -> BundleWatch:
        """What lies unread on the keys and in the shared folder."""
        if self._watch is None:
            from ..exchange.watch import BundleWatch

            self._watch = BundleWatch(self, self._commits)
        return self._watch

    def close(self) -> None:
        """Stop listening to the event file, and looking for what other laptops left."""
        if self._watch is not None:
            self._watch.stop()
        self._unsubscribe()

    def _on_commit(self, changes: Changes) -> None:
        self._commits.changed.emit(changes)  # from the writing thread: Qt queues it to the page's
