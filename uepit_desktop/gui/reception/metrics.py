"""The sizes of the desk: roomy at 1366 × 768, compact below 720 px of height, tight in the smallest windows.

Every figure is in design pixels at 100 % zoom; ``theme.px`` scales it.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPACT_BELOW = 720
TIGHT_BELOW = 540
NARROW_BELOW = 900
"""Width of the page under which the side panel takes the place of the stage, on demand."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """One density of the desk."""

    head: int = 72
    field: int = 72
    field_font: int = 24
    gap: int = 20
    """Between the scan field and the stage."""
    keys: int = 48
    margin: int = 24
    band: int = 104
    band_font: int = 40
    band_icon: int = 60
    pad: int = 36
    """Left and right inside the card."""
    name_top: int = 32
    name_size: int = 64
    name_line: int = 78
    line_size: int = 24
    line_height: int = 32
    tiles_top: int = 28
    what_top: int = 26
    tile_pad: int = 14
    tile_value: int = 30
    passage: int = 56
    deed: int = 48
    deed_font: int = 16
    foot: int = 24
    row: int = 78
    row_font: int = 24
    ring: int = 120
    idle_font: int = 56
    idle_gap: int = 24
    clock: int = 32


ROOMY = Metrics()
COMPACT = Metrics(
    head=60,
    field=64,
    gap=16,
    keys=40,
    band=84,
    band_font=36,
    band_icon=52,
    name_top=18,
    name_size=56,
    name_line=68,
    line_size=22,
    line_height=28,
    tiles_top=18,
    what_top=18,
    passage=48,
    foot=18,
    idle_gap=14,
)
TIGHT = Metrics(
    head=52,
    field=52,
    field_font=18,
    gap=10,
    keys=0,
    margin=12,
    band=48,
    band_font=20,
    band_icon=28,
    pad=16,
    name_top=8,
    name_size=30,
    name_line=38,
    line_size=15,
    line_height=20,
    tiles_top=8,
    what_top=8,
    tile_pad=6,
    tile_value=16,
    passage=34,
    deed=44,
    deed_font=14,
    foot=10,
    row=58,
    row_font=17,
    ring=0,
    idle_font=26,
    idle_gap=0,
    clock=20,
)


def metrics_for(height: float) -> Metrics:
    """The density for a window ``height`` design pixels high (its height divided by the zoom)."""
    if height < TIGHT_BELOW:
        return TIGHT
    return COMPACT if height < COMPACT_BELOW else ROOMY
