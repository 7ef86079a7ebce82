"""A title between the entries of a menu: read, never chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from .labels import Label
from .layouts import VBox


def add_menu_title(menu: QMenu, words: str) -> QWidgetAction:
    """Add a title under a line, at the left edge of the entries. The arrow keys pass over it."""
    menu.addSeparator()
    line = QWidget()
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    VBox(line, margins=(12, 2, 28, 5)).addWidget(Label(words, "caption", color="text-3", weight=600))
    title = QWidgetAction(menu)
    title.setText(words.replace("&", "&&"))  # what a screen reader says of the entry
    title.setDefaultWidget(line)
    title.setEnabled(False)
    menu.addAction(title)
    return title
