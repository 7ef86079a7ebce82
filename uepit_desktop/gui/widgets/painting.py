"""Small shapes that widgets and delegates paint alike: key caps, chips, codes, meters, rounded boxes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ..shell.theme import theme
from .icons import paint_icon

# meaning → (mark icon of a chip or a banner); design system, 2.2
MEANING_ICONS = {
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-x",
    "info": "info",
}
KIND_ICONS = {
    "pleniere": "megaphone",
    "defis": "target",
    "apprenante": "sprout",
    "miniconf": "mic",
    "test": "flask-conical",
    "formation": "graduation-cap",
}


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str | None,
    edge: str | None = None,
    edge_width: float = 1,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box, its edge inside ``rect``. Fill and edge are colour tokens; lengths in pixels at 100 %."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = theme().px(edge_width) if edge else 0
    painter.setPen(QPen(theme().color(edge), width, style) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2
    corner = max(0.0, theme().px(radius) - inset) if radius else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    token: str | int = "body",
    color: str | QColor = "text",
    *,
    weight: int | None = None,
    tabular: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: bool = True,
) -> float:
    """One line of text, centred vertically in ``rect``, shortened with « … » when ``elide``. Returns its width."""
    font = theme().font(token, weight, tabular=tabular)
    metrics = QFontMetricsF(font, painter.device())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()) if elide else text
    painter.setFont(font)
    painter.setPen(color if isinstance(color, QColor) else theme().color(color))
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def paint_marked_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    spans: list[tuple[int, int]],
    token: str | int = "body",
    color: str = "text",
    *,
    weight: int = 500,
) -> None:
    """One line with the matched parts (``start, end`` in characters) bold and underlined."""
    x, end = rect.left(), rect.right()
    for piece, marked in _pieces(text, spans):
        font = theme().font(token, 700 if marked else weight)
        font.setUnderline(marked)
        metrics = QFontMetricsF(font, painter.device())
        shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, max(0.0, end - x + 0.5))
        painter.setFont(font)
        painter.setPen(theme().color(color))
        painter.drawText(QRectF(x, rect.top(), end - x + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        x += metrics.horizontalAdvance(shown)
        if shown != piece:
            return


def paint_icon_text(painter: QPainter, room: QRectF, icon: str, color: str) -> QRectF:
    """A 16 px icon at the left of ``room``; returns what is left of it."""
    px = theme().px
    paint_icon(painter, room.left(), room.center().y() - px(8), icon, 16, color)
    return room.adjusted(px(24), 0, 0, 0)


def key_cap_size(text: str) -> QSizeF:
    """The size of a key cap with this text."""
    metrics = QFontMetricsF(theme().font("caption", 500))
    return QSizeF(metrics.horizontalAdvance(text) + theme().px(12), theme().px(19))


def paint_key_cap(painter: QPainter, x: float, middle: float, text: str) -> float:
    """A key cap with its left edge at ``x``, centred on ``middle``. Returns its width."""
    box = key_cap_size(text)
    rect = QRectF(x, round(middle - box.height() / 2), box.width(), box.height())
    paint_box(painter, rect, 4, "surface", "border-2")
    painter.fillRect(
        QRectF(rect.left() + theme().px(3), rect.bottom() - theme().px(2), rect.width() - theme().px(6), theme().px(1)),
        theme().color("border-2"),
    )
    face = rect.adjusted(0, 0, 0, -theme().px(1))
    paint_text(painter, face, text, "caption", "text-2", weight=500, align=Qt.AlignmentFlag.AlignHCenter, elide=False)
    return box.width()


def chip_size(text: str, meaning: str = "", icon: str = "", removable: bool = False) -> QSizeF:
    """The size of a chip."""
    px = theme().px
    metrics = QFontMetricsF(theme().font("caption", 500))
    width = metrics.horizontalAdvance(text) + px(18)
    if icon or meaning in MEANING_ICONS:
        width += px(19)
    if removable:
        width += px(19)
    return QSizeF(round(width), px(22))


def paint_chip(
    painter: QPainter,
    x: float,
    middle: float,
    text: str,
    meaning: str = "",
    *,
    icon: str = "",
    removable: bool = False,
) -> float:
    """A chip with its left edge at ``x``, centred on ``middle``. Returns its width.

    ``meaning`` is one of success, warning, danger, info (their icon comes with them), ``accent`` for a filter, or
    empty for a neutral one.
    """
    px = theme().px
    box = chip_size(text, meaning, icon, removable)
    rect = QRectF(x, round(middle - box.height() / 2), box.width(), box.height())
    fill, edge, ink = _chip_colors(meaning)
    paint_box(painter, rect, 6, fill, edge)
    left, shape = x + px(9), icon or MEANING_ICONS.get(meaning, "")
    if shape:
        mark = f"{meaning}-mark" if meaning in MEANING_ICONS else ink
        paint_icon(painter, x + px(8), middle - px(7), shape, 14, mark)
        left += px(18)
    right = rect.right() - px(9) - (px(19) if removable else 0)
    paint_text(
        painter,
        QRectF(left, rect.top(), right - left + 1, rect.height()),
        text,
        "caption",
        ink,
        weight=500,
        elide=False,
    )
    if removable:
        paint_icon(painter, rect.right() - px(22), middle - px(7), "x", 14, ink)
    return box.width()


def code_size(text: str) -> QSizeF:
    """The size of the code of a team or an activity: fixed 32 at least."""
    metrics = QFontMetricsF(theme().font("caption", 600, tabular=True))
    return QSizeF(max(theme().px(32), metrics.horizontalAdvance(text) + theme().px(12)), theme().px(22))


def paint_code(painter: QPainter, x: float, middle: float, text: str, kind: str = "defis") -> float:
    """The code of a team or an activity in the colour of its kind. Returns its width."""
    box = code_size(text)
    rect = QRectF(x, round(middle - box.height() / 2), box.width(), box.height())
    paint_box(painter, rect, 6, f"k-{kind}-soft")
    paint_text(
        painter,
        rect,
        text,
        "caption",
        f"k-{kind}-fg",
        weight=600,
        tabular=True,
        align=Qt.AlignmentFlag.AlignHCenter,
        elide=False,
    )
    return box.width()


def paint_meter(painter: QPainter, rect: QRectF, share: float, color: str = "accent") -> None:
    """A meter filled from the left to ``share`` (0 to 1, clamped), its radius half its height."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    track = QPainterPath()
    track.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setClipPath(track)
    painter.fillRect(rect, theme().color("hover"))
    filled = QRectF(rect.topLeft(), QSizeF(rect.width() * max(0.0, min(1.0, share)), rect.height()))
    painter.fillRect(filled, theme().color(color))
    painter.restore()


def paint_selection_bar(painter: QPainter, rect: QRectF) -> None:
    """The fill and the left bar of a selected row."""
    painter.fillRect(rect, theme().color("accent-soft"))
    painter.fillRect(QRectF(rect.topLeft(), QSizeF(theme().px(3), rect.height())), theme().color("accent"))


def paint_ring(painter: QPainter, rect: QRectF, radius: float, width: float = 2) -> None:
    """The focus ring just inside ``rect``; radius and width in pixels at 100 %."""
    paint_box(painter, rect, radius, None, "focus", width)


def paint_dot(painter: QPainter, centre: QPointF, fill: str, edge: str, diameter: float = 8) -> None:
    """A small disc with an edge: the mark of a badge on the folded rail."""
    side = theme().px(diameter)
    rect = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    paint_box(painter, rect, diameter / 2, fill, edge)


def _chip_colors(meaning: str) -> tuple[str, str | None, str]:
    if meaning in MEANING_ICONS:
        return f"{meaning}-soft", f"{meaning}-line", f"{meaning}-fg"
    if meaning == "accent":
        return "accent-soft", None, "accent-fg"
    return "sunken", "border", "text-2"


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(at, start), min(len(text), end)
        if start >= end:
            continue
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
