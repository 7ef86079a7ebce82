"""Lucide icons tinted from tokens, one cached pixmap per name, size, colour and device pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from ...resources import resource
from ..shell.theme import theme


def icon_pixmap(name: str, size: int, color: str | QColor = "text-2", *, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` in a square of ``size`` pixels at 100 % zoom, tinted with a colour token.

    Raises FileNotFoundError for an icon that is not shipped.
    """
    tint = QColor(color) if isinstance(color, QColor) else theme().color(color)
    side = theme().px(size)
    key = f"{name}/{side}/{tint.name(QColor.NameFormat.HexArgb)}/{ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _render(name, size, side, tint, ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def tinted_icon(name: str, size: int = 18, color: str = "text-2") -> QIcon:
    """A QIcon for Qt's own widgets (menus, line-edit actions); ask again after the theme changed."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(icon_pixmap(name, size, color, ratio=ratio))
    icon.addPixmap(icon_pixmap(name, size, "text-disabled"), QIcon.Mode.Disabled)
    return icon


def paint_icon(painter: QPainter, x: float, y: float, name: str, size: int, color: str | QColor = "text-2") -> None:
    """Paint the icon with its top left corner at ``x, y`` (device independent pixels), ``size`` at 100 % zoom."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(round(x), round(y), icon_pixmap(name, size, color, ratio=ratio))


class IconLabel(QLabel):
    """An icon that follows the theme. Decorative: screen readers skip it."""

    def __init__(self, name: str, size: int = 18, color: str = "text-2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = (name, size, color)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme().changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, color: str | None = None) -> None:
        """Another icon of the same size, in the same colour unless one is given."""
        self._shown = (name, self._shown[1], color or self._shown[2])
        self._draw()

    def _draw(self) -> None:
        name, size, color = self._shown
        self.setFixedSize(QSize(theme().px(size), theme().px(size)))
        self.setPixmap(icon_pixmap(name, size, color, ratio=self.devicePixelRatioF()))


def _render(name: str, size: int, side: int, tint: QColor, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", tint.name()).replace("#FFFFFF", theme().hex("on-accent"))
    if size > 24 or size <= 12:  # thinner when large; the tick of a small box must hold
        svg = svg.replace('stroke-width="2"', 'stroke-width="1.75"' if size > 24 else 'stroke-width="3"')
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")
