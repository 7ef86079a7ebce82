"""The three sounds of the desk, made from sines: short, with fades so that no loudspeaker clicks.

    python packaging/sounds.py          writes resources/sounds/*.wav, the same bytes each time

=========  ==========================================
arrived    one rising pair, 880 then 1175 Hz, 140 ms
duplicate  two equal notes, 660 Hz, 2 × 90 ms
refused    one low note, 220 Hz, 350 ms
=========  ==========================================
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 44_100
FADE_MS = 8
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"

#: name → (loudness 0 to 1, notes as (hertz, milliseconds); 0 Hz is a silence)
SOUNDS: dict[str, tuple[float, tuple[tuple[int, int], ...]]] = {
    "arrived": (0.31, ((880, 70), (1175, 70))),
    "duplicate": (0.31, ((660, 90), (0, 60), (660, 90))),
    "refused": (0.44, ((220, 350),)),
}


def samples(name: str) -> list[int]:
    """The 16-bit samples of a sound, mono, at ``RATE``. Each note fades in and out over ``FADE_MS``."""
    loudness, notes = SOUNDS[name]
    sound: list[int] = []
    for hertz, length_ms in notes:
        count, fade = RATE * length_ms // 1000, RATE * FADE_MS // 1000
        for at in range(count):
            envelope = min(1.0, at / fade, (count - 1 - at) / fade)
            sound.append(round(32_767 * loudness * envelope * math.sin(2 * math.pi * hertz * at / RATE)))
    return sound


def write(folder: Path = FOLDER) -> None:
    """Write every sound as a WAV file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOUNDS:
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            data = samples(name)
            file.writeframes(struct.pack(f"<{len(data)}h", *data))


if __name__ == "__main__":
    write()
