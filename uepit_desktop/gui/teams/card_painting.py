"""A team's card, painted: code, title, fill bar, members in two columns, roles and wishes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from ...language import tr
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_box, paint_code, paint_ring, paint_text
from .view import CardView, Mark, MemberView

FRAME_H = 84  # of a card, its member lines aside
LINE_H = 24
LEAST_LINES, MOST_LINES = 5, 10
_SIDE, _TOP, _HEAD_H, _BAR_ROW_H, _FOOT_H = 12, 8, 22, 16, 29
_COLUMN_GAP = 6


@dataclass(frozen=True, slots=True)
class CardLook:
    """How a card is looked at: selected, under the pointer, the person chosen in it, what is being dropped on it."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False
    person_id: str = ""
    drop: str = ""
    """Empty, "allowed" or "refused"."""
    effect: str = ""
    """What dropping would do, in a few words."""


def lines_of(card: CardView) -> int:
    """How many lines its members take, two a line."""
    return -(-len(card.members) // 2)


def card_height(lines: int) -> int:
    """The height of every card of a board whose fullest has so many lines, in pixels at 100 %."""
    return FRAME_H + LINE_H * max(LEAST_LINES, min(MOST_LINES, lines))


def member_rects(card: CardView, rect: QRectF) -> list[tuple[MemberView, QRectF]]:
    """Where each member that is shown stands in a card painted in ``rect``."""
    px = theme().px
    left, top = rect.left() + px(_SIDE), rect.top() + px(_TOP + _HEAD_H + 4 + _BAR_ROW_H + 5)
    width = (rect.width() - 2 * px(_SIDE) - px(_COLUMN_GAP)) / 2
    room = int((rect.bottom() - px(_FOOT_H) - top + px(2)) // px(LINE_H)) * 2
    return [
        (member, QRectF(left + (at % 2) * (width + px(_COLUMN_GAP)), top + (at // 2) * px(LINE_H), width, px(LINE_H)))
        for at, member in enumerate(card.members[: _shown(card, room)])
    ]


def paint_card(painter: QPainter, rect: QRectF, card: CardView, look: CardLook) -> None:
    """The whole card in ``rect``."""
    px = theme().px
    edge, width = ("accent", 2) if look.selected else ("border", 1)
    fill = "surface"
    if look.drop == "allowed":
        edge, width = "accent", 2
    elif look.drop == "refused":
        edge, width = "danger-mark", 2
    paint_box(painter, rect, 12, fill, edge, width)
    inner = rect.adjusted(px(_SIDE), px(_TOP), -px(_SIDE), 0)
    _paint_head(painter, QRectF(inner.topLeft(), QSizeF(inner.width(), px(_HEAD_H))), card, look)
    bar = QRectF(inner.left(), inner.top() + px(_HEAD_H + 4), inner.width(), px(_BAR_ROW_H))
    _paint_fill(painter, bar, card)
    foot = QRectF(inner.left(), rect.bottom() - px(_FOOT_H), inner.width(), px(_FOOT_H))
    shown = member_rects(card, rect)
    for member, room in shown:
        _paint_member(painter, room, member, chosen=member.person_id == look.person_id)
    hidden = len(card.members) - len(shown)
    if hidden:
        after = QRectF(shown[-1][1]) if shown else QRectF(inner)
        after.moveLeft(inner.left() + (inner.width() + px(_COLUMN_GAP)) / 2)
        if len(shown) % 2 == 0:
            after.moveTop(after.top() + px(LINE_H))
            after.moveLeft(inner.left())
        paint_text(painter, after, tr("and {n} more", n=hidden), "small", "text-3", weight=500)
    if look.drop == "allowed":
        _paint_slot(painter, rect, card, look.effect)
    _paint_foot(painter, foot, card)
    if look.focused:
        paint_ring(painter, rect.adjusted(px(4), px(4), -px(4), -px(4)), 9)


def _shown(card: CardView, room: int) -> int:
    return len(card.members) if len(card.members) <= room else max(0, room - 1)


def _paint_head(painter: QPainter, rect: QRectF, card: CardView, look: CardLook) -> None:
    px = theme().px
    x = rect.left()
    if card.code:
        x += paint_code(painter, x, rect.center().y(), card.code, card.colour) + px(8)
    right = rect.right()
    if look.selected or look.hovered:
        right -= px(16)
        paint_icon(painter, right, rect.center().y() - px(8), "grip-vertical", 16, "text-3")
        right -= px(6)
    room = QRectF(x, rect.top(), max(0.0, right - x), rect.height())
    paint_text(painter, room, card.title or tr("Team {code}", code=card.code), "body", weight=600)


def _paint_fill(painter: QPainter, rect: QRectF, card: CardView) -> None:
    """The share of the team that was there, and in green what is added; figures at the right."""
    px = theme().px
    size = card.size_words
    figures = theme().font("caption", 500, tabular=True)
    strong = theme().font("caption", 600, tabular=True)
    wide = QFontMetricsF(figures).horizontalAdvance(size)
    added = f"+ {card.added}" if card.added else ""
    gain = QFontMetricsF(strong).horizontalAdvance(added) + px(7) if added else 0
    left = max(px(62), wide + gain)
    bar = QRectF(rect.left(), rect.center().y() - px(3), rect.width() - left - px(8), px(6))
    total = max(card.largest, card.count, 1)
    kept = bar.width() * (card.count - card.added) / total
    new = bar.width() * card.added / total
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    track = QPainterPath()
    track.addRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setClipPath(track)
    painter.fillRect(bar, theme().color("hover"))
    gap = px(2) if kept and new else 0
    color = "warning-mark" if card.over and not card.added else f"k-{card.colour}"
    painter.fillRect(QRectF(bar.left(), bar.top(), kept, bar.height()), theme().color(color))
    if new:
        start = bar.left() + kept + gap
        token = "warning-mark" if card.over else "success-mark"
        painter.fillRect(QRectF(start, bar.top(), new - gap, bar.height()), theme().color(token))
    painter.restore()
    ink = "warning-fg" if card.over else "text"
    end = Qt.AlignmentFlag.AlignRight
    paint_text(painter, rect, size, "caption", ink, weight=500, tabular=True, align=end, elide=False)
    if added:
        room = rect.adjusted(0, 0, -wide - px(7), 0)
        paint_text(painter, room, added, "caption", "success-mark", weight=600, tabular=True, align=end, elide=False)


def _paint_member(painter: QPainter, rect: QRectF, member: MemberView, *, chosen: bool) -> None:
    px = theme().px
    middle = rect.center().y()
    icon_color, color, weight = "text-3", "text", 400
    if member.mark is Mark.ADDED:
        icon_color, color, weight = "success-mark", "success-fg", 600
    elif member.mark is Mark.REMOVED:
        color = "text-3"
    if chosen:
        box = QRectF(rect.left() - px(4), rect.top(), rect.width() + px(4), rect.height())
        paint_box(painter, box, 5, "accent-soft", "accent", 1, Qt.PenStyle.DashLine)
        icon_color, color, weight = "accent", "accent-fg", 600
    paint_icon(painter, rect.left(), middle - px(7), member.icon, 14, icon_color)
    room = rect.adjusted(px(19), 0, 0, 0)
    if member.mark is not Mark.REMOVED:
        paint_text(painter, room, member.text, "small", color, weight=weight)
        return
    font = QFont(theme().font("small", weight))
    font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme().color("accent-fg" if chosen else color))
    shown = QFontMetricsF(font, painter.device()).elidedText(member.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _paint_foot(painter: QPainter, rect: QRectF, card: CardView) -> None:
    px = theme().px
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), px(1)), theme().color("border"))
    middle = rect.center().y()
    right = rect.right()
    if card.wishing:
        granted = f"{card.granted} / {card.wishing}"
        end = Qt.AlignmentFlag.AlignRight
        room = QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
        right -= paint_text(painter, room, granted, "caption", weight=600, align=end, elide=False) + px(4)
        room.setRight(right)
        right -= paint_text(painter, room, tr("wishes"), "caption", "text-3", align=end, elide=False) + px(20)
        paint_icon(painter, right, middle - px(7), "star", 14, "text-3")
        right -= px(8)
    if card.foot is None:
        return
    foot = card.foot
    ink = f"{foot.meaning}-mark" if foot.meaning else "text-3"
    paint_icon(painter, rect.left(), middle - px(7), foot.icon, 14, ink)
    room = QRectF(rect.left() + px(20), rect.top(), max(0.0, right - rect.left() - px(20)), rect.height())
    warns = foot.meaning == "warning"
    color = "warning-mark" if warns else "text-3"
    paint_text(painter, room, foot.words, "caption", color, weight=500 if warns else 400)


def _paint_slot(painter: QPainter, rect: QRectF, card: CardView, effect: str) -> None:
    """The dashed place where the person would come, after the last member, and what that would do."""
    px = theme().px
    shown = member_rects(card, rect)
    at = len(shown)
    width = (rect.width() - 2 * px(_SIDE) - px(_COLUMN_GAP)) / 2
    top = rect.top() + px(_TOP + _HEAD_H + 4 + _BAR_ROW_H + 5)
    origin = QPointF(rect.left() + px(_SIDE) + (at % 2) * (width + px(_COLUMN_GAP)), top + (at // 2) * px(LINE_H))
    slot = QRectF(origin.x() - px(4), origin.y() + px(1), width + px(4), px(LINE_H - 2))
    if slot.bottom() <= rect.bottom() - px(_FOOT_H) + px(2):
        paint_box(painter, slot, 5, "accent-soft", "accent", 1, Qt.PenStyle.DashLine)
        room = slot.adjusted(px(6), 0, -px(4), 0)
        paint_text(painter, room, effect, "caption", "accent-fg", weight=600)
