"""The head of a sheet: an icon, what the sheet is for, and one line that says more."""

from __future__ import annotations

from PySide6.QtCore import Qt

from .icons import IconLabel
from .labels import Label
from .layouts import HBox, VBox


class SheetHead(HBox):
    """Added to the column of a sheet, first. ``wrap`` is for a title that holds words of the event."""

    def __init__(self, icon: str, title: str, why: str, *, wrap: bool = False) -> None:
        super().__init__(spacing=12)
        self.addWidget(IconLabel(icon, 24, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(spacing=2)
        words.addWidget(Label(title, 18, weight=600, wrap=wrap))
        words.addWidget(Label(why, color="text-2", wrap=True))
        self.addLayout(words, 1)
