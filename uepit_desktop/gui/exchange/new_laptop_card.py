"""How another laptop joins, in four steps, and the button that makes its pack."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox
from ..widgets.surfaces import Card


class NewLaptopCard(Card):
    """Read once for each laptop of the event."""

    pack_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Another laptop"), tr("once for each"), parent=parent)
        self.body.setSpacing(theme().px(9))
        for icon, words in (
            ("upload", tr("Here: write the pack on a key")),
            ("key-round", tr("Say or print the six words that open it")),
            ("monitor", tr("On the new laptop: “Join an event”, the pack, the words")),
            ("arrow-left-right", tr("Then write and read a key, as often as you like")),
        ):
            row = HBox(spacing=10)
            row.addWidget(IconLabel(icon, 18, "text-3"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(words, wrap=True), 1)
            self.body.addLayout(row)
        self.body.addStretch(1)
        row = HBox(spacing=8)
        self.button = Button(tr("Prepare another laptop"), icon="monitor")
        self.button.clicked.connect(self.pack_asked)
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
