"""The strokes of the desk: text on a line box, chips, key caps, rounded frames; all from the theme's tokens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ..shell.theme import theme
from ..widgets.icons import icon_pixmap


def letters(size: float, weight: int = 400, *, tracking: float = 0.0, tabular: bool = False) -> QFont:
    """The interface font at ``size`` design pixels; ``tracking`` is letter spacing in design pixels."""
    font = theme().font(round(size), weight, tabular=tabular)
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * theme().zoom / 100)
    return font


def text_width(text: str, font: QFont) -> float:
    """Advance of ``text`` in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def shortened(text: str, font: QFont, width: float) -> str:
    """``text``, cut with an ellipsis when wider than ``width`` pixels. Never used on the name of the card."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """``text`` cut into lines no wider than ``width``: at spaces, after hyphens, inside a word only when it must."""
    metrics = QFontMetricsF(font)
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if metrics.horizontalAdvance((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece
        while metrics.horizontalAdvance(line.rstrip()) > width and len(line) > 1:
            cut = _longest(line, metrics, width)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip():
        lines.append(line.rstrip())
    return lines


class Pen:
    """A painter that speaks in the design system's words. Lengths are device independent pixels."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    def text(
        self, x: float, top: float, line: float, text: str, font: QFont, color: str, *, right: bool = False
    ) -> float:
        """One line of text in a line box ``line`` high from ``top``, as a browser sets it. Returns its width."""
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text)
        baseline = top + (line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self.painter.setFont(font)
        self.painter.setPen(theme().color(color))
        self.painter.drawText(QPointF(x - width if right else x, baseline), text)
        return width

    def middle(self, x: float, box: QRectF, text: str, font: QFont, color: str, *, right: bool = False) -> float:
        """One line of text centred in the height of ``box``."""
        return self.text(x, box.top(), box.height(), text, font, color, right=right)

    def icon(self, x: float, y: float, name: str, size: float, color: str) -> None:
        """An icon with its top left corner at ``x, y``; ``size`` in design pixels."""
        device = self.painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        self.painter.drawPixmap(QPointF(round(x), round(y)), icon_pixmap(name, round(size), color, ratio=ratio))

    def frame(self, box: QRectF, radius: float, fill: str | None, edge: str | None, width: float = 1.0) -> None:
        """A rounded rectangle whose edge of ``width`` pixels lies inside ``box``."""
        inset = width / 2 if edge else 0.0
        shape = box.adjusted(inset, inset, -inset, -inset)
        self.painter.setBrush(theme().color(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(theme().color(edge), width) if edge else Qt.PenStyle.NoPen)
        self.painter.drawRoundedRect(shape, radius - inset, radius - inset)

    def fill(self, box: QRectF, color: str | QColor) -> None:
        """A plain rectangle."""
        self.painter.fillRect(box, theme().color(color) if isinstance(color, str) else color)

    def line(self, x1: float, x2: float, y: float, color: str = "border") -> None:
        """A crisp horizontal line one pixel high, its top at ``y``."""
        self.painter.fillRect(QRectF(x1, y, x2 - x1, 1), theme().color(color))

    def chip(self, x: float, box: QRectF, text: str, tone: str, height: float, size: int, least: float) -> float:
        """A code in the soft colour of an activity kind, centred in the height of ``box``. Returns its width."""
        px = theme().px
        font = letters(size, 600, tabular=True)
        width = max(px(least), text_width(text, font) + 2 * px(6))
        chip = QRectF(x, box.center().y() - px(height) / 2, width, px(height))
        self.frame(chip, px(6), f"{tone}-soft", None)
        self.middle(chip.center().x() - text_width(text, font) / 2, chip, text, font, f"{tone}-fg")
        return width

    def keycap(self, x: float, box: QRectF, key: str, *, size: int = 13, color: str = "", plain: bool = False) -> float:
        """A key cap centred in the height of ``box``. ``color`` tints it for a button of the accent. Returns width."""
        px = theme().px
        font = letters(size, 500)
        height = px(20 if size > 12 else 19)
        width = keycap_width(key, size)
        cap = QRectF(x, round(box.center().y() - height / 2), width, height)
        edge = color or "border-2"
        self.frame(cap, px(4), None if plain or color else "surface", edge)
        self.fill(QRectF(cap.left() + px(2), cap.bottom() - 2, cap.width() - 2 * px(2), 1), edge)
        self.middle(cap.left() + px(6), cap.adjusted(0, 0, 0, -1), key, font, color or "text-2")
        return width

    def clip_round(self, box: QRectF, radius: float) -> None:
        """Keep the next strokes inside a rounded rectangle, until the painter is restored."""
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        self.painter.setClipPath(path)


def keycap_width(key: str, size: int = 13) -> float:
    """Width of a key cap in pixels."""
    return text_width(key, letters(size, 500)) + 2 * theme().px(6)


def _pieces(text: str) -> list[str]:
    """Words with the space that follows, cut after hyphens too, so that a line may end there."""
    pieces: list[str] = []
    start = 0
    for index, sign in enumerate(text):
        if sign in " -\u2010":
            pieces.append(text[start : index + 1])
            start = index + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece]


def _longest(text: str, metrics: QFontMetricsF, width: float) -> int:
    """How many first signs of ``text`` fit in ``width``; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
