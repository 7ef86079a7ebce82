"""The painted lists of the day page: half-days, défis, things to settle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter

from ...language import duration, hour, integer, tr, trn, weekday_date
from ..shell.theme import theme
from ..widgets.icons import paint_icon
from ..widgets.painting import paint_code, paint_meter, paint_text
from ..widgets.rows import Index, RowDelegate
from .day import ChallengeLine, HalfDayLine

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class LinesModel(QAbstractListModel):
    """Lines it was given, each with its sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[HalfDayLine | ChallengeLine] = ()

    def show_lines(self, lines: Sequence[HalfDayLine | ChallengeLine]) -> None:
        """Show these lines; keeps the current one when their number stays."""
        if len(lines) == len(self._lines) and lines:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return half_day_sentence(line) if isinstance(line, HalfDayLine) else challenge_sentence(line)
        return None


def half_day_title(line: HalfDayLine) -> str:
    """ "Monday 6 July, morning"."""
    day = weekday_date(line.on)
    words = tr("{day}, morning", day=day) if line.part == "am" else tr("{day}, afternoon", day=day)
    return words[:1].upper() + words[1:]


def half_day_sentence(line: HalfDayLine) -> str:
    """The half-day as a screen reader says it."""
    return tr("{half_day}, {arrived} arrivals of {expected}", half_day=half_day_title(line), arrived=line.arrived,
              expected=line.expected)  # fmt: skip


def challenge_sentence(line: ChallengeLine) -> str:
    """The défi as a screen reader says it."""
    wishes = trn("{n} wish", "{n} wishes", line.total)
    return f"{line.code} {line.title}, {wishes}, " + tr("{n} as first choice", n=line.wishes[0])


class HalfDayDelegate(RowDelegate):
    """A half-day: its hour, its name, and how many of those expected have arrived."""

    height = 59

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        line: HalfDayLine = index.data(LINE_ROLE)
        px = theme().px
        if line.current and not selected:
            painter.fillRect(rect, theme().color("accent-soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), px(3), rect.height()), theme().color("accent"))
        quiet = "text-3" if line.past else "text"
        wide = rect.width() >= px(480)
        left = rect.left() + px(16)
        upper = QRectF(left, rect.top() + px(10), px(64), px(20))
        lower = QRectF(left, rect.top() + px(31), px(64), px(16))
        starts, ends = dt.time.fromisoformat(line.starts), dt.time.fromisoformat(line.ends)
        minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
        paint_text(painter, upper, hour(starts), "body", quiet, weight=600)
        below = _state(line) or duration(max(0, minutes))
        paint_text(painter, lower, below, "caption", "text-3")
        icon, color = ("sun", "k-apprenante") if line.part == "am" else ("clock", "k-pleniere")
        paint_icon(painter, left + px(76), rect.center().y() - px(10), icon, 20, "text-3" if line.past else color)
        meter_w = px(190) if wide else px(110)
        words = QRectF(left + px(108), upper.top(), rect.right() - px(16) - meter_w - px(12) - left - px(108), px(20))
        paint_text(painter, words, half_day_title(line), "body", quiet, weight=500)
        words.moveTop(lower.top())
        words.setHeight(px(16))
        paint_text(
            painter, words, trn("{n} person expected", "{n} people expected", line.expected), "caption", "text-3"
        )
        meter = QRectF(rect.right() - px(16) - meter_w, rect.top() + px(34), meter_w, px(6))
        paint_meter(painter, meter, line.arrived / line.expected if line.expected else 0, "success-mark")
        above = QRectF(meter.left(), rect.top() + px(13), meter.width(), px(16))
        count = f"{integer(line.arrived)} / {integer(line.expected)}"
        paint_text(painter, above, count, "caption", weight=500, tabular=True, align=Qt.AlignmentFlag.AlignRight)
        if wide:
            paint_text(painter, above, tr("arrivals"), "caption", "text-2")


def _state(line: HalfDayLine) -> str:
    """What became of a half-day, in a word; empty for one to come."""
    if line.closed:
        return tr("half-day closed")
    return tr("now") if line.running else tr("over") if line.past else ""


class ChallengeDelegate(RowDelegate):
    """A défi: its code, its title, and its wishes by rank, first choices darkest."""

    height = 34
    line = False
    most: int = 1
    """Wishes of the défi that has most: what a full bar stands for."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        line: ChallengeLine = index.data(LINE_ROLE)
        px = theme().px
        left, middle = rect.left() + px(16), rect.center().y()
        code = line.code or "–"
        used = max(px(36), paint_code(painter, left, middle, code))
        bar_w = px(92)
        count = QRectF(rect.right() - px(16) - px(34), rect.top(), px(34), rect.height())
        paint_text(painter, count, integer(line.total), "small", weight=500, tabular=True,
                   align=Qt.AlignmentFlag.AlignRight)  # fmt: skip
        bar = QRectF(count.left() - px(8) - bar_w, round(middle - px(4)), bar_w, px(8))
        title = QRectF(left + used + px(10), rect.top(), bar.left() - px(8) - left - used - px(10), rect.height())
        paint_text(painter, title, line.title, "small", weight=600 if selected else 400)
        paint_meter(painter, bar, 0)
        start = bar.left()
        for number, opacity in zip(line.wishes, (1.0, 0.55, 0.25), strict=True):
            width = bar.width() * number / max(1, self.most)
            if width:
                painter.save()
                painter.setOpacity(opacity)
                painter.fillRect(QRectF(start, bar.top(), max(1.0, width - px(1)), bar.height()),
                                 theme().color("k-defis"))  # fmt: skip
                painter.restore()
            start += width
