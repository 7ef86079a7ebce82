"""First step of the import: which file, and, when the file itself does not say, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QRadioButton, QScrollArea, QSizePolicy, QWidget

from ...language import tr
from ...tables import EncodingChoice
from ..shell.theme import theme
from ..widgets.buttons import Button
from ..widgets.fields import Select
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.painting import paint_box, paint_ring, paint_text
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import Card, StatusBanner

#: What the file dialog offers; the kind is told from the content in any case.
PATTERNS = "*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods"
ENCODINGS_SHOWN = 4


def encoding_words(name: str) -> str:
    """What an encoding is called by people who never chose one."""
    return {
        "utf-8": tr("UTF-8, the usual one today"),
        "utf-8-sig": tr("UTF-8, the usual one today"),
        "cp1252": tr("Windows, Western Europe"),
        "mac_roman": tr("Old Macintosh"),
        "cp850": tr("Old DOS"),
        "utf-8+cp1252": tr("A mix of UTF-8 and Windows"),
        "iso8859_15": tr("ISO 8859-15"),
        "cp1250": tr("Windows, Central Europe"),
    }.get(name, name)


class FileStep(QScrollArea):
    """Says which file was chosen or dropped, of which kind, and how to read it."""

    file_chosen = Signal(object)
    """Path of the file."""
    kind_chosen = Signal(str)
    """people, challenges or programme."""
    encoding_chosen = Signal(str)
    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        self.setWidget(inside)
        column = VBox(inside, spacing=16)
        self.refusal = StatusBanner("", "danger")
        self.refusal.hide()
        column.addWidget(self.refusal)
        kinds = [("people", tr("People")), ("challenges", tr("Défis")), ("programme", tr("Sessions"))]
        self.kind = SegmentedControl(tr("What the file holds"), kinds)
        self.kind.chosen.connect(self.kind_chosen)
        row = HBox(spacing=12)
        row.addWidget(Label(tr("The file holds"), color="text-2"))
        row.addWidget(self.kind)
        row.addStretch(1)
        column.addLayout(row)
        self.drop = _DropArea()
        self.drop.browse.clicked.connect(self.browse)
        column.addWidget(self.drop, 1)
        self._sheets = Card(tr("Which sheet"))
        self.sheet = Select(tr("Sheet of the workbook"))
        self.sheet.activated.connect(lambda place: self.sheet_chosen.emit(self.sheet.itemText(place)))
        self._sheets.body.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self._sheets.hide()
        column.addWidget(self._sheets)
        self._encodings = Card(tr("How are the accents written?"), tr("Choose the line where the names read well"))
        self._group = QButtonGroup(self)
        self._options = VBox(spacing=8)
        self._encodings.body.addLayout(self._options)
        self._encodings.hide()
        column.addWidget(self._encodings)
        column.addStretch(0)

    def browse(self) -> None:
        """Ask for a file in the system's dialog."""
        title = tr("Choose the file to import")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", f"{tr('Tables')} ({PATTERNS});;{tr('All files')} (*)")
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def show_refusal(self, sentence: str) -> None:
        """Say why the file could not be read; "" takes the sentence away."""
        if sentence:
            self.refusal.show_text(sentence)
        else:
            self.refusal.hide()

    def show_file(self, name: str, detail: str) -> None:
        """Name the file that was read."""
        self.drop.show_file(name, detail)

    def show_sheets(self, sheets: Sequence[str], chosen: str) -> None:
        """Offer the sheets of a workbook when there are several."""
        self.sheet.clear()
        self.sheet.addItems(list(sheets))
        self.sheet.setCurrentText(chosen)
        self._sheets.setVisible(len(sheets) > 1)

    def show_encodings(self, choices: Sequence[EncodingChoice], chosen: str) -> None:
        """Offer the ways of reading the bytes, with accented words of the file as proof, when there are several."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._options.removeWidget(button)
            button.deleteLater()
        for choice in choices[:ENCODINGS_SHOWN] if len(choices) > 1 else ():
            option = _EncodingOption(choice)
            option.setChecked(choice.name == chosen)
            option.clicked.connect(lambda _checked=False, name=choice.name: self.encoding_chosen.emit(name))
            self._group.addButton(option)
            self._options.addWidget(option)
        self._encodings.setVisible(len(choices) > 1)


class _DropArea(QFrame):
    """Where a file is dropped, or chosen by the button; then its name."""

    def __init__(self) -> None:
        super().__init__()
        column = VBox(self, margins=(24, 24, 24, 24), spacing=8)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconLabel("file-spreadsheet", 32, "text-3"), 0, middle)
        self._fact = Label("", "lead", weight=600, wrap=True)
        self._why = Label(tr("CSV, Excel or LibreOffice. Nothing is written before the last step."), "small",
                          color="text-2", wrap=True)  # fmt: skip
        for label in (self._fact, self._why):
            label.setAlignment(middle)
            column.addWidget(label)
        self.browse = Button("", variant="primary", icon="folder-open")
        column.addSpacing(theme().px(4))
        column.addWidget(self.browse, 0, middle)
        column.addStretch(1)
        self._over = False
        self.reset()

    def reset(self) -> None:
        """No file yet."""
        self._fact.setText(tr("Drop the file here"))
        self._why.setText(tr("CSV, Excel or LibreOffice. Nothing is written before the last step."))
        self.browse.setText(tr("Choose a file"))
        self.browse.set_variant("primary")

    def show_file(self, name: str, detail: str) -> None:
        """The file that was read."""
        self._fact.setText(name)
        self._why.setText(detail)
        self.browse.setText(tr("Choose another file"))
        self.browse.set_variant("secondary")

    def highlight(self, over: bool) -> None:
        """A file is held over the page, or no longer."""
        if over != self._over:
            self._over = over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, edge = ("accent-soft", "accent") if self._over else ("surface", "border-strong")
        paint_box(QPainter(self), QRectF(self.rect()), 12, fill, edge, 1, Qt.PenStyle.DashLine)


class _EncodingOption(QRadioButton):
    """One way of reading the accents, with the words that prove it."""

    def __init__(self, choice: EncodingChoice) -> None:
        super().__init__()
        self._name, self._proof = encoding_words(choice.name), ", ".join(choice.samples)
        self.setProperty("ring", "none")
        self.setAccessibleName(tr("{encoding}: {words}", encoding=self._name, words=self._proof))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(56))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        px = theme().px
        room = QRectF(self.rect()).adjusted(px(3), px(3), -px(3), -px(3))
        chosen = self.isChecked()
        paint_box(painter, room, 8, "accent-soft" if chosen else "surface", "accent" if chosen else "border-2",
                  2 if chosen else 1)  # fmt: skip
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), 11)
        disc = QRectF(room.left() + px(14), room.center().y() - px(8), px(16), px(16))
        paint_box(painter, disc, 8, "surface", "accent" if chosen else "border-strong", 5 if chosen else 1)
        words = room.adjusted(px(42), px(5), -px(12), 0)
        words.setHeight(room.height() / 2 - px(3))
        paint_text(painter, words, self._proof or tr("no accented word"), "body", weight=600 if chosen else 500)
        words.moveTop(room.center().y() + px(1))
        paint_text(painter, words, self._name, "caption", "text-2")


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one local file that is held over the page, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
