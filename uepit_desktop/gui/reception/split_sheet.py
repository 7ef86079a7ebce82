"""« Répartir la file »: how many desks, which names go to which one, the words for the doors, the signs as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ...event import EventFile, UserError
from ...language import percent, tr, trn
from ...reception import roll
from ...reception.name_ranges import NameRange, imbalance, split_names
from ..shell.context import AppContext
from ..shell.sheet import Sheet, show_over
from ..widgets.buttons import Button
from ..widgets.labels import Label
from ..widgets.layouts import Grid, HBox, VBox
from ..widgets.segmented import SegmentedControl
from ..widgets.sheet_head import SheetHead
from ..widgets.surfaces import StatusBanner


class SplitSheet(Sheet):
    """Of the people expected in the half-day. Nothing is written in the event."""

    def __init__(self, window: QWidget, context: AppContext, half_day_id: str | None) -> None:
        super().__init__(window, width=560, name=tr("Split the queue"))
        self._context = context
        self._names: list[tuple[str, str]] = []
        self.ranges: tuple[NameRange, ...] = ()
        self.open_file = QDesktopServices.openUrl
        column = VBox(margins=(24, 16, 24, 16), spacing=10)
        self.content.addLayout(column)
        why = tr("By family name, as many people at each desk.")
        column.addLayout(SheetHead("list", tr("Split the queue"), why))
        counts = [(str(n), trn("{n} desk", "{n} desks", n)) for n in (2, 3, 4, 5)]
        self.desks = SegmentedControl(tr("Desks"), counts)
        self.desks.chosen.connect(lambda _key: self._show())
        column.addWidget(self.desks)
        grid = Grid(spacing=4)
        grid.setColumnStretch(1, 1)
        self._lines: list[tuple[Label, Label, Label]] = []
        for row in range(5):
            line = (
                Label("", "small", color="text-2"),
                Label("", "lead", weight=600),
                Label("", "small", color="text-2"),
            )
            for place, label in enumerate(line):
                grid.addWidget(label, row, place)
            self._lines.append(line)
        column.addLayout(grid)
        self.note = Label("", "caption", color="text-3", wrap=True)
        column.addWidget(self.note)
        self.banner = StatusBanner("", "danger")
        column.addWidget(self.banner)
        self.banner.hide()
        buttons = HBox(spacing=8)
        buttons.addStretch(1)
        self.leave = Button(tr("Close"))
        self.leave.clicked.connect(self.close_sheet)
        self.copy = Button(tr("Copy the words"), icon="copy")
        self.copy.clicked.connect(self.copy_words)
        self.signs = Button(tr("Make the signs"), variant="primary", icon="printer")
        self.signs.clicked.connect(self._choose_and_make)
        for button in (self.leave, self.copy, self.signs):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self._show()
        show_over(window, self)
        self.leave.setFocus()
        context.tasks.run(_names, context.event, half_day_id, owner=self, reads=True, then=self._on_names)

    @property
    def words(self) -> str:
        """A line a desk, for a message or a sign by hand."""
        return "\n".join(tr("{desk}: {names}", desk=desk, names=names) for desk, names in self._worded())

    def copy_words(self) -> None:
        """Put the words in the clipboard."""
        QApplication.clipboard().setText(self.words)
        self._context.toasts.show_message(tr("Copied"), icon="copy")

    def make_into(self, path: Path) -> None:
        """Write the signs at ``path`` and open them."""
        from ...reception.door_signs import door_signs  # brings ReportLab

        tasks, event = self._context.tasks, self._context.event
        tasks.run(
            door_signs, event, path, self.ranges, owner=self, reads=True, then=self._on_made, failed=self._on_refused
        )

    def _choose_and_make(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{tr('Signs of the queue')}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where to write the PDF"), start, "PDF (*.pdf)")
        if chosen:
            self.make_into(Path(chosen).with_suffix(".pdf"))

    def _on_names(self, names: list[tuple[str, str]]) -> None:
        self._names = names
        self._show()
        if self.ranges:
            self.signs.setFocus()

    def _on_made(self, path: Path) -> None:
        self.banner.show_text(tr("The signs are in {file}.", file=path.name), "success")
        self.banner.show()
        self.place()
        self.open_file(QUrl.fromLocalFile(str(path)))

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self.banner.show()
        self.place()

    def _worded(self) -> Sequence[tuple[str, str]]:
        return [
            (tr("Desk {n}", n=number), f"{one.first} \u2013 {one.last}") for number, one in enumerate(self.ranges, 1)
        ]

    def _show(self) -> None:
        desks = int(self.desks.current)
        self.ranges = split_names(self._names, desks) if self._names else ()
        worded = self._worded()
        for place, line in enumerate(self._lines):
            shown = place < len(worded)
            texts = (*worded[place], trn("{n} person", "{n} people", self.ranges[place].people)) if shown else ("",) * 3
            for label, text in zip(line, texts, strict=True):
                label.setText(text)
                label.setVisible(shown)
        if self.ranges:
            furthest = percent(imbalance(self.ranges, desks))
            self.note.setText(tr("Furthest from an equal share: {share}.", share=furthest))
        else:
            self.note.setText(tr("Nobody is expected in this half-day."))
        for button in (self.copy, self.signs):
            button.setEnabled(bool(self.ranges))
        self._context.announce(self.words)
        self.place()


def _names(event: EventFile, half_day_id: str | None) -> list[tuple[str, str]]:
    with event.read() as db:
        found = roll(db, event, half_day_id=half_day_id)
    rows = found.rows if found is not None else ()
    return [(row.person.family_name, row.person.given_name) for row in rows if row.expected]
