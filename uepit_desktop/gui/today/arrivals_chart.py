"""The bar chart of arrivals: one bar a step of minutes, the peak in accent, the step that is not over in dashes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...language import hour, integer, tr, trn
from ..shell.theme import theme
from .models import Bars, axis_ticks

_LEFT_CAPTION_H = 20
_BOTTOM_LABELS_H = 28
_RIGHT_AXIS_W = 30


class ArrivalsChart(QWidget):
    """Shows ``Bars``. Every figure it paints is also in its accessible description and in the table behind « T »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme()
        self._bars = Bars(5)
        self.setMinimumSize(self._theme.px(160), self._theme.px(120))
        self.setAccessibleName(tr("Arrivals over time"))
        self._theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(424), self._theme.px(192))

    def show_bars(self, bars: Bars) -> None:
        """Paint these bars from now on."""
        self._bars = bars
        peak = bars.peak
        if peak is None:
            self.setAccessibleDescription(tr("No arrival yet."))
        else:
            tallest = bars.bars[peak]
            self.setAccessibleDescription(
                trn("At most {n} arrival in {step} min, at {hour}.", "At most {n} arrivals in {step} min, at {hour}.",
                    tallest.count, step=bars.step_min, hour=hour(tallest.start))
            )  # fmt: skip
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style, px = self._theme, self._theme.px
        caption = style.font("caption")
        painter.setFont(caption)
        metrics = QFontMetricsF(caption)
        painter.setPen(style.color("text-3"))
        painter.drawText(
            QRectF(0, 0, self.width(), px(_LEFT_CAPTION_H)),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            tr("By {step} min", step=self._bars.step_min),
        )
        base = self.height() - px(_BOTTOM_LABELS_H) + 0.5
        right = self.width() - px(_RIGHT_AXIS_W)
        top = px(_LEFT_CAPTION_H + 22)
        highest = max((bar.count for bar in self._bars.bars), default=0)
        unit = (base - top) / highest if highest else 0.0
        for tick in axis_ticks(highest):
            line = base - tick * unit
            painter.setPen(QPen(style.color("border"), 1))
            painter.drawLine(0, round(line), right, round(line))
            painter.setPen(style.color("text-3"))
            painter.drawText(
                QRectF(right, line - px(10), px(_RIGHT_AXIS_W), px(20)),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                integer(tick),
            )
        painter.setPen(QPen(style.color("border-strong"), 1))
        painter.drawLine(0, int(base), right, int(base))
        if not self._bars.bars:
            painter.setPen(theme().color("text-3"))
            painter.drawText(QRectF(0, top, right, base - top), Qt.AlignmentFlag.AlignCenter, tr("No arrival yet."))
        else:
            self._paint_bars(painter, base, right, unit, metrics)

    def _paint_bars(self, painter: QPainter, base: float, right: int, unit: float, metrics: QFontMetricsF) -> None:
        style, px = self._theme, self._theme.px
        bars, peak = self._bars.bars, self._bars.peak
        pitch = min(right / len(bars), px(48))
        width = pitch * 27 / 33.3
        labelled_until = -1e9
        for place, bar in enumerate(bars):
            left = place * pitch + (pitch - width) / 2
            height = bar.count * unit
            rect = QRectF(left, base - height, width, height)
            radius = min(px(3), height / 2, width / 2)
            if bar.open:
                rect.setHeight(max(height, px(6)))
                rect.moveBottom(base)
                pen = QPen(style.color("accent"), 1.5)
                pen.setDashPattern([3, 2])
                painter.setPen(pen)
                painter.setBrush(style.color("surface"))
                painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.5), radius, radius)
            elif bar.count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.color("accent" if place == peak else "info-line"))
                painter.drawRoundedRect(rect, radius, radius)
            if place == peak:
                above = QRectF(left - px(30), rect.top() - px(22), width + px(60), px(18))
                self._label(painter, above, integer(bar.count), style.color("accent-fg"), strong=True)
            text = tr("under way") if bar.open else hour(bar.start)
            wide = metrics.horizontalAdvance(text) + px(10)
            centre = left + width / 2
            start = max(0.0, centre - wide / 2)
            last = place == len(bars) - 1
            if start >= labelled_until and (last or place % 3 == 0):
                self._label(painter, QRectF(start, base + px(8), wide, px(18)), text, style.color("text-3"))
                labelled_until = start + wide

    def _label(self, painter: QPainter, rect: QRectF, text: str, color: QColor, *, strong: bool = False) -> None:
        painter.setFont(self._theme.font("small", 600) if strong else self._theme.font("caption"))
        painter.setPen(color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
