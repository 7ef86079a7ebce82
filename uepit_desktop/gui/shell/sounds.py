"""The three sounds of the desk. The program does without when QtMultimedia or a sound card is missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl

from ...resources import resource

NAMES = ("arrived", "duplicate", "refused")


class Sounds:
    """Plays ``arrived``, ``duplicate`` or ``refused``, each loaded once. ``available`` tells whether it can."""

    def __init__(self) -> None:
        self._effects: dict[str, Any] = {}
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # in PySide6-Addons: an extra
        except ImportError:
            return
        if QMediaDevices.defaultAudioOutput().isNull():  # no sound card: silence, rather than warnings
            return
        for name in NAMES:
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(resource("sounds", f"{name}.wav"))))
            self._effects[name] = effect

    @property
    def available(self) -> bool:
        """Whether sounds can be played on this computer."""
        return bool(self._effects)

    def play(self, name: str) -> None:
        """Play one of ``NAMES``; silence when it cannot."""
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()
