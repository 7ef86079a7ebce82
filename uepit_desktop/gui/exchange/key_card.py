"""The « Clé ou dossier » card: where changes are written and read, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ...exchange import Refusal
from ...language import file_size, integer, tr, trn
from ..shell.tasks import Task
from ..shell.theme import theme
from ..widgets.buttons import Button, spread
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox
from ..widgets.painting import paint_box
from ..widgets.progress import ProgressCancel
from ..widgets.surfaces import Card, Line, StatusBanner
from .drives import Drive


class KeyCard(Card):
    """Asks; the page writes and reads."""

    folder_asked = Signal()
    write_asked = Signal()
    read_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Key or folder"), " ", parent=parent)
        box = _Sunken()
        row = HBox(box, margins=(12, 10, 12, 10), spacing=12)
        self._icon = IconLabel("usb", 24, "text-2")
        row.addWidget(self._icon)
        words = VBox(spacing=0)
        self._name = Label("", weight=600, elide=True)
        self._detail = Label("", "caption", color="text-3", elide=True)
        words.addWidget(self._name)
        words.addWidget(self._detail)
        row.addLayout(words, 1)
        self.change_button = Button(tr("Choose"), size="dense")
        self.change_button.setAccessibleName(tr("Choose a key or a folder"))
        self.change_button.clicked.connect(self.folder_asked)
        row.addWidget(self.change_button)
        self.body.addWidget(box)
        self._work = QWidget()
        work = VBox(self._work, margins=(0, 6, 0, 0), spacing=6)
        self._title = Label("", weight=600, elide=True)
        work.addWidget(self._title)
        self.progress = ProgressCancel()
        work.addWidget(self.progress)
        self._safe = Label("", "caption", color="text-3", wrap=True)
        work.addWidget(self._safe)
        self._work.hide()
        self.body.addWidget(self._work)
        self.banner = StatusBanner("", "success", closable=True)
        self.banner.hide()
        self.body.addWidget(self.banner)
        self.refused = _Refused()
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.body.addWidget(Line())
        buttons = HBox(margins=(0, 6, 0, 0), spacing=8)
        self.write_button = Button(tr("Write to the key"), variant="primary", icon="upload")
        self.write_button.clicked.connect(self.write_asked)
        self.read_button = Button(tr("Read a file"), icon="download")
        self.read_button.clicked.connect(self.read_asked)
        for button in (self.write_button, self.read_button):
            spread(button)
            buttons.addWidget(button, 1)
        self.body.addLayout(buttons)
        self.pending = Label("", "caption", color="text-3", wrap=True)
        self.body.addWidget(self.pending)

    def show_drive(self, drive: Drive | None, waiting: int) -> None:
        """The place in use and how many exchange files it holds; None when there is none yet."""
        meta = self.header.meta if self.header is not None else None
        if drive is None:
            self._icon.show_icon("usb")
            self._name.setText(tr("No key yet"))
            self._detail.setText(tr("Plug a key in, or choose a shared folder"))
            self.write_button.setText(tr("Write to the key"))
            if meta is not None:
                meta.setText("")
        else:
            self._icon.show_icon("usb" if drive.is_key else "folder-open")
            self._name.setText(drive.name)
            free = tr("{size} free", size=file_size(drive.free_bytes))
            files = trn("{n} exchange file", "{n} exchange files", waiting)
            self._detail.setText(f"{free}, {files}")
            self.write_button.setText(tr("Write to the key") if drive.is_key else tr("Write to the folder"))
            if meta is not None:
                meta.setText(tr("recognised") if drive.is_key else tr("folder"))
        self._detail.setToolTip(str(drive.folder) if drive is not None else "")

    def show_pending(self, pending: int, waiting: int) -> None:
        """How much is not known to have reached every laptop."""
        if not pending:
            words = tr("The other desks are known to have everything.")
        else:
            words = trn("{n} change to carry to the other desks.", "{n} changes to carry to the other desks.", pending)
        if waiting:
            words += " " + trn("{n} received change waits for those before it.",
                               "{n} received changes wait for those before them.", waiting)  # fmt: skip
        self.pending.setText(words)

    def show_running(self, task: Task, title: str, safe: str) -> None:
        """Something is being written or read."""
        self.banner.hide()
        self.refused.hide()
        self._title.setText(title)
        self._safe.setText(safe)
        self._work.show()
        self.progress.follow(task, at_once=True)
        for button in (self.write_button, self.read_button, self.change_button):
            button.setEnabled(False)

    def show_done(self, sentence: str, meaning: str, refused: Sequence[Refusal] = ()) -> None:
        """What came of it."""
        self.stop()
        self.banner.show_text(sentence, meaning)
        self.refused.show_refusals(refused)

    def stop(self) -> None:
        """Nothing runs any more."""
        self.progress.stop()
        self._work.hide()
        for button in (self.write_button, self.read_button, self.change_button):
            button.setEnabled(True)


class _Sunken(QFrame):
    """A quiet tile."""

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), 8, "sunken", "border")


class _Refused(QScrollArea):
    """The files that were not read, each with its sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Files not read"))
        inside = QWidget()
        inside.setProperty("plain", True)
        self._column = VBox(inside, spacing=8)
        self.setWidget(inside)

    def show_refusals(self, refused: Sequence[Refusal]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in refused[:100]:
            line = QWidget()
            row = HBox(line, spacing=8)
            row.addWidget(IconLabel("octagon-x", 16, "danger-mark"), 0, Qt.AlignmentFlag.AlignTop)
            words = VBox(spacing=0)
            words.addWidget(Label(one.file, "small", weight=500, elide=True))
            kept = " " + tr("It is kept aside.") if one.kept else ""
            words.addWidget(Label(one.reason + kept, "caption", color="text-2", wrap=True))
            row.addLayout(words, 1)
            self._column.addWidget(line)
        if len(refused) > 100:
            self._column.addWidget(Label(tr("and {n} more", n=integer(len(refused) - 100)), "caption", color="text-3"))
        self._column.addStretch(1)
        self.setVisible(bool(refused))
        self.setFixedHeight(theme().px(min(180, 58 * max(1, len(refused)))))
