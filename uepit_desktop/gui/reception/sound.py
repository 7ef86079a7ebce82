"""The three sounds of the desk: through Qt where it can play them, through Windows otherwise, else silence."""

from __future__ import annotations

import sys

from ...resources import resource
from ..shell.sounds import NAMES, Sounds


class DeskSounds:
    """Plays ``arrived``, ``duplicate`` or ``refused`` while ``on``. ``possible`` is False on a computer that can play
    none, and on any before ``make_ready``: the toggle then hides."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._sounds: Sounds | None = None
        self.possible = False

    def make_ready(self) -> None:
        """Load what plays sounds: a quarter of a second, once the desk is on the screen."""
        if self._sounds is None:
            self._sounds = Sounds()
            self.possible = self._sounds.available or sys.platform == "win32"

    def play(self, name: str) -> None:
        """One of ``NAMES``, without waiting for its end."""
        if not self.on or name not in NAMES:
            return
        if self._sounds is not None and self._sounds.available:
            self._sounds.play(name)
        elif sys.platform == "win32":
            import winsound

            how = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            winsound.PlaySound(str(resource("sounds", f"{name}.wav")), how)
