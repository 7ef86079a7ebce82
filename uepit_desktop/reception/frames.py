"""Reading the code in a picture of a camera: a picture in, the text of its code out. Needs the extra ``camera``."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Luminance, rows × columns, 0 (black) to 255."""

SAME_CODE_S = 2.0
"""A code that stays before the camera is one passage; out of sight for so long it is another."""

_DULL = 96
"""Below this spread of grey levels a picture is dull, and is stretched before it is given up."""


def can_read_frames() -> bool:
    """Whether the decoder is installed. Nothing is loaded to tell."""
    return find_spec("zxingcpp") is not None


def read_frame(picture: Picture) -> str | None:
    """The text of the code in a picture, the one nearest the middle when there are several; None when there is none.

    Codes are read at any angle and mirrored, printed dark on light or light on dark. A dull picture (a dark room, a
    glare) is stretched to the full range of greys and read again. Raises ImportError without the extra.
    """
    if picture.ndim != 2 or min(picture.shape) < 8:
        return None
    text = _nearest(np.ascontiguousarray(picture))
    if text is None:
        stretched = _stretched(picture)
        if stretched is not None:
            text = _nearest(stretched)
    return text


def _nearest(picture: Picture) -> str | None:
    import zxingcpp

    middle = (picture.shape[1] / 2, picture.shape[0] / 2)
    found = [
        (_distance(code.position, middle), code.text)
        for code in zxingcpp.read_barcodes(picture, formats=_formats(), text_mode=zxingcpp.TextMode.Plain)
        if code.valid and code.text
    ]
    return min(found)[1] if found else None


def _distance(position: Any, middle: tuple[float, float]) -> float:
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    x, y = sum(corner.x for corner in corners) / 4, sum(corner.y for corner in corners) / 4
    return float((x - middle[0]) ** 2 + (y - middle[1]) ** 2)


def _stretched(picture: Picture) -> Picture | None:
    low, high = np.percentile(picture[::4, ::4], (1, 99))
    if high - low >= _DULL or high - low < 4:
        return None
    grey = (picture.astype(np.float32) - np.float32(low)) * np.float32(255.0 / (high - low))
    stretched: Picture = np.clip(grey, 0, 255).astype(np.uint8)
    return stretched


@lru_cache(maxsize=1)
def _formats() -> Any:
    """Those that check themselves: a wall or a shirt is never taken for a code."""
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    return [kinds.QRCode, kinds.Aztec, kinds.DataMatrix, kinds.PDF417, kinds.Code128]


class SeenCodes:
    """Tells a code that comes before the camera from one that stays there."""

    def __init__(self, *, same_s: float = SAME_CODE_S) -> None:
        self._same_s = same_s
        self._seen_s: dict[str, float] = {}

    def is_new(self, text: str, now_s: float) -> bool:
        """Whether ``text``, seen at ``now_s`` (seconds of any steady clock), has just come before the camera."""
        self._seen_s = {code: at for code, at in self._seen_s.items() if 0 <= now_s - at < self._same_s}
        new = text not in self._seen_s
        self._seen_s[text] = now_s
        return new
