"""The focus ring: 2 px of ``focus`` with a 2 px gap, round whatever has the focus, keyboard and mouse alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from ..shell.theme import theme
from .painting import paint_box


class FocusRing(QFocusFrame):
    """Follows the focus of the application.

    A widget tunes it by properties: ``ring_radius`` and ``ring_width`` (pixels at 100 %), ``ring_around`` (another
    widget to go round, e.g. the frame of a field), ``ring="none"`` when it paints its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margins = _RingMargins()
        self._margins.setParent(self)
        self.setStyle(self._margins)

    def follow(self, target: QWidget | None) -> None:
        """Go round ``target``, or hide."""
        around = target.property("ring_around") if target is not None else None
        shown = around if isinstance(around, QWidget) else target
        if shown is None or shown.property("ring") == "none" or _paints_its_own(shown):
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes null: no ring
            return
        self.setWidget(shown)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        target = self.widget()
        if target is None:
            return
        width = target.property("ring_width") or 2
        radius = target.property("ring_radius")
        paint_box(QPainter(self), QRectF(self.rect()), (8 if radius is None else radius) + 4, None, "focus", width)


class FocusRings(QObject):
    """One ring a window, moved as the focus moves."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._rings: dict[QWidget, FocusRing] = {}
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._rings = {w: ring for w, ring in self._rings.items() if isValid(w) and isValid(ring)}
        window = new.window() if new is not None else None
        for other, ring in self._rings.items():
            if other is not window:
                ring.follow(None)
        if new is None or window is None:
            return
        if window not in self._rings:
            self._rings[window] = FocusRing(window)
        self._rings[window].follow(new)


class _RingMargins(QProxyStyle):
    """Only the ring asks this style, so that no other widget pays for a Python call at each metric."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            target = widget.widget() if isinstance(widget, QFocusFrame) else None
            extra = 1 if target is not None and target.property("ring_width") == 3 else 0
            return theme().px(4 + extra)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1  # a child of the window or of the scroll area, so that no parent cuts it
        return super().styleHint(hint, option, widget, returnData)


def _paints_its_own(widget: QWidget) -> bool:
    # lists and tables draw the ring in their current row; a page or a scroll area is no control
    return (
        isinstance(widget, QAbstractItemView)
        or (isinstance(widget, QAbstractScrollArea) and not hasattr(widget, "textCursor"))
        or widget.isWindow()
    )
