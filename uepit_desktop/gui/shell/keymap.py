"""The keyboard map of the window: keys of the screen first, the window's own otherwise, each with its AZERTY twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from .actions import Action, twins

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyMap(QObject):
    """Binds the keys of actions to a window. A key of the screen hides the same key of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._own: list[tuple[str, QShortcut]] = []
        self._screen: list[tuple[str, QShortcut]] = []
        self._suspended = 0

    def bind_window(self, actions: Iterable[Action]) -> None:
        """The keys that work everywhere; replaces those bound before."""
        self._own = self._rebind(self._own, actions)
        self._enable()

    def bind_screen(self, actions: Iterable[Action]) -> None:
        """The keys of the screen in front; replaces those of the screen before."""
        self._screen = self._rebind(self._screen, actions)
        self._enable()

    def suspend(self) -> None:
        """A sheet is open: no key of the window or the screen acts."""
        self._suspended += 1
        self._enable()

    def resume(self) -> None:
        """The sheet is closed."""
        self._suspended = max(0, self._suspended - 1)
        self._enable()

    def _rebind(self, before: list[tuple[str, QShortcut]], actions: Iterable[Action]) -> list[tuple[str, QShortcut]]:
        for _keys, shortcut in before:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        bound = []
        for action in actions:
            for keys in twins(action.shortcut) if action.shortcut else ():
                shortcut = QShortcut(
                    QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText), self._window
                )
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(_guarded(action))
                bound.append((shortcut.key().toString(_PORTABLE), shortcut))
        return bound

    def _enable(self) -> None:
        taken = {keys for keys, _ in self._screen}
        for _keys, shortcut in self._screen:
            shortcut.setEnabled(not self._suspended)
        for keys, shortcut in self._own:
            shortcut.setEnabled(not self._suspended and keys not in taken)


def _guarded(action: Action) -> Callable[[], None]:
    def run() -> None:
        if not action.enabled:
            return
        if len(action.shortcut) == 1 and _typing():
            return
        action.run()

    return run


def _typing() -> bool:
    focus = QApplication.focusWidget()
    # line edits keep their letters by themselves (ShortcutOverride); an open choice searches by letter
    return isinstance(focus, QComboBox) or (focus is not None and focus.inherits("QComboBoxListView"))
