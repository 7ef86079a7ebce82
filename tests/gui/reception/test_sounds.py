"""The sounds of the desk: short, without clicks, and told apart by their notes."""

from __future__ import annotations

import struct
import wave

import pytest

from uepit_desktop.gui.reception.sound import DeskSounds
from uepit_desktop.resources import resource


@pytest.mark.parametrize(("name", "length_ms"), [("arrived", 140), ("duplicate", 240), ("refused", 350)])
def test_a_sound_is_short_and_begins_and_ends_in_silence(name: str, length_ms: int) -> None:
    with wave.open(str(resource("sounds", f"{name}.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        count = file.getnframes()
        assert round(1000 * count / file.getframerate()) == length_ms
        samples = struct.unpack(f"<{count}h", file.readframes(count))
    assert (samples[0], samples[-1]) == (0, 0)
    assert 5_000 < max(samples) < 20_000


def test_playing_without_sound_is_silence(qapp: object) -> None:
    sounds = DeskSounds(on=True)
    assert not sounds.possible
    sounds.play("arrived")  # not ready yet
    sounds.make_ready()
    sounds.play("arrived")
    sounds.play("not a sound")
    sounds.on = False
    sounds.play("refused")
