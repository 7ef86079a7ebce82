"""What the window shows while an event file is being opened: its frame at once, its pages as soon as they can be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from .places import built_places
from .rail import Rail
from .settings import Settings


class Opening(QWidget):
    """The rail, with the names that the event had last time, and one line where the page will be."""

    def __init__(self, path: Path, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        known = next((recent for recent in settings.recent if recent.path == str(path.absolute())), None)
        row = HBox(self)
        self.rail = Rail(built_places(), self)
        self.rail.setEnabled(False)
        self.rail.fold(settings.rail_folded)
        self.rail.brand.set_names(known.name if known and known.name else path.stem, known.site if known else "")
        row.addWidget(self.rail)
        column = VBox(margins=(24, 18, 24, 20))
        column.addWidget(Label(tr("Opening the event…"), color="text-3"), 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        row.addLayout(column, 1)
