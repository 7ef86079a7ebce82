"""The tokens of the design system at the zoom in use: colours, sizes, fonts, and the stylesheet made from them.

There is one theme an application, like there is one ``QApplication.style()``: ``theme()`` returns it. Widgets and
delegates read tokens from it and never hold a literal colour or size.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ...resources import form, resource

MODES = ("system", "light", "dark")
ZOOM_STEPS = (100, 110, 125, 150, 175, 200)
FONT_FAMILY = "Inter"

# token → (pixels at 100 %, weight, letter spacing in pixels); design system, section 3
_FONTS = {
    "caption": (12, 400, 0.0),
    "small": (13, 400, 0.0),
    "body": (14, 400, 0.0),
    "brand": (15, 600, 0.0),
    "lead": (16, 400, 0.0),
    "title": (20, 600, 0.0),
    "figure": (28, 600, 0.0),
    "figure-40": (40, 600, -0.5),
    "figure-64": (64, 600, -1.5),
    "status": (40, 600, -0.4),
    "display": (64, 700, -1.2),
}
KINDS = ("pleniere", "defis", "apprenante", "miniconf", "test", "formation")
MEANINGS = ("success", "warning", "danger", "info")


class Theme(QObject):
    """Colours, sizes and fonts in use. ``changed`` fires after the mode, the zoom or the system's scheme changed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens: dict[str, dict[str, str]] = json.loads(resource("tokens.json").read_text("utf-8"))
        self._mode = "system"
        self._zoom = 100
        self._applied: QApplication | None = None
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str | int, int | None, bool], QFont] = {}
        load_fonts()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def mode(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._mode

    @property
    def zoom(self) -> int:
        """Percent, 100 to 200."""
        return self._zoom

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in use, by choice or by the system's."""
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def set_mode(self, mode: str) -> None:
        """Follow the ``system`` or stay ``light`` or ``dark``. Raises ValueError for another word."""
        if mode not in MODES:
            raise ValueError(mode)
        if mode != self._mode:
            self._mode = mode
            self._refresh()

    def set_zoom(self, percent: int) -> None:
        """Multiply every size token; clamped to 100–200."""
        percent = max(100, min(200, percent))
        if percent != self._zoom:
            self._zoom = percent
            self._refresh()

    def zoom_by(self, steps: int) -> None:
        """Go ``steps`` up (or down, when negative) the ladder of zooms."""
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - self._zoom))
        self.set_zoom(ZOOM_STEPS[max(0, min(len(ZOOM_STEPS) - 1, nearest + steps))])

    def px(self, size: float) -> int:
        """A size token at the zoom in use; never below one pixel unless it is zero or negative."""
        scaled = round(size * self._zoom / 100)
        return max(1, scaled) if size > 0 else scaled

    def hex(self, name: str) -> str:
        """``#RRGGBB`` of a colour token. Raises KeyError for a name that the design system does not have."""
        return self._tokens["dark" if self.dark else "light"][name]

    def color(self, name: str) -> QColor:
        """A colour token, e.g. ``accent`` or ``k-defis-soft``."""
        color = self._colors.get(name)
        if color is None:
            color = self._colors[name] = QColor(self.hex(name))
        return color

    def font(self, token: str | int, weight: int | None = None, *, tabular: bool = False) -> QFont:
        """The font of a type token, or of a size in pixels at 100 %. ``tabular`` aligns figures in columns."""
        key = (token, weight, tabular)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = self._make_font(token, weight, tabular)
        return QFont(font)

    def stylesheet(self) -> str:
        """The application's QSS: ``@name`` becomes a colour token, every ``px`` is zoomed."""
        sheet = re.sub(r"@([a-z][a-z0-9-]*)", lambda m: self.hex(m.group(1)), _template())
        return re.sub(r"\b(\d+)px", lambda m: f"{self.px(int(m.group(1)))}px", sheet)

    def apply(self, app: QApplication) -> None:
        """Dress the application, now and after each change."""
        self._applied = app
        app.setPalette(self._palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(self.stylesheet())

    def _make_font(self, token: str | int, weight: int | None, tabular: bool) -> QFont:
        size, usual, spacing = (token, 400, 0.0) if isinstance(token, int) else _FONTS[token]
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight or usual))
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * self._zoom / 100)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for name, token in (
            (role.Window, "bg"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "sunken"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "on-accent"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on-accent"),
            (role.Link, "accent-fg"),
            (role.LinkVisited, "accent-fg"),
            (role.PlaceholderText, "text-3"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
            (role.Light, "surface"),
            (role.Midlight, "hover"),
            (role.Mid, "border-2"),
            (role.Dark, "border-strong"),
            (role.Accent, "accent"),
        ):
            palette.setColor(name, self.color(token))
        for name in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, name, self.color("text-disabled"))
        return palette

    def _on_scheme_changed(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._colors.clear()
        self._fonts.clear()
        if self._applied is not None:
            self.apply(self._applied)
        self.changed.emit()


_current: Theme | None = None


def theme() -> Theme:
    """The theme of the running application, made on first use. Needs a QApplication."""
    global _current
    if _current is None or not isValid(_current):
        app = QApplication.instance()
        if app is None:
            raise RuntimeError("theme() needs a QApplication")
        _current = Theme(app)
    return _current


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make Inter available to Qt; a missing file leaves the system's font, which still reads."""
    for name in ("400Regular", "500Medium", "600SemiBold", "700Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter_{name}.ttf")))


@lru_cache(maxsize=1)
def _template() -> str:
    return form("style.qss").read_text("utf-8")
