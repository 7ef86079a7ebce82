"""Dresses a QApplication once: style, fonts, theme, focus ring, Qt's own texts in the language in use."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ...language import current, tr
from ..widgets.focus import FocusRings
from .theme import theme

_RINGS = "uepit-focus-rings"


class Translator(QTranslator):
    """Gives Qt's ``.ui`` forms, whose names end with ``Form``, the same catalogue as the rest of the program."""

    def translate(self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The text in the language in use, or nothing for a text of Qt's own, which its catalogue has."""
        if not source_text or not context.endswith("Form"):
            return None  # Qt's null: the next translator is asked; "" would be an empty text
        return tr(source_text)

    def isEmpty(self) -> bool:
        return False


def dress(app: QApplication) -> None:
    """Make ``app`` look as the design system says. Doing it again changes nothing."""
    if app.findChild(FocusRings, _RINGS) is not None:
        return
    app.setApplicationName("uepit")
    app.setApplicationDisplayName("UEPIT Desktop")
    app.setDesktopFileName("uepit")
    app.setStyle("Fusion")
    theme().apply(app)
    FocusRings(app).setObjectName(_RINGS)
    use_language(app)


def use_language(app: QApplication) -> None:
    """Have Qt speak the language in use: forms, its own dialogs, and the way it writes numbers and dates."""
    for old in _installed:
        if isValid(old):
            app.removeTranslator(old)
    _installed.clear()
    language = current()
    QLocale.setDefault(QLocale("fr_FR" if language == "fr" else "en_GB"))
    own = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and own.load(f"qtbase_{language}", folder):
        app.installTranslator(own)
        _installed.append(own)
    ours = Translator(app)
    app.installTranslator(ours)
    _installed.append(ours)


_installed: list[QTranslator] = []
