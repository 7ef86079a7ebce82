"""The welcome page: recent events, and four ways in: create, open, join, try the demonstration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ...event.errors import UserError
from ...language import date_long, hour, tr
from ..widgets.buttons import Button
from ..widgets.icons import IconLabel, paint_icon
from ..widgets.labels import Label
from ..widgets.layouts import HBox, Switching, VBox, size
from ..widgets.option_button import OptionButton
from ..widgets.painting import paint_text
from ..widgets.progress import ProgressCancel
from ..widgets.rows import Index, RowDelegate, RowList
from ..widgets.surfaces import Card, EmptyState, StatusBanner
from .settings import RecentEvent, Settings
from .tasks import Tasks
from .theme import theme
from .welcome_forms import SUFFIX, CreateForm, JoinForm, UnlockForm, WelcomeForm

if TYPE_CHECKING:
    from ...event import EventFile

_RECENT = int(Qt.ItemDataRole.UserRole) + 1
_WIDTH = 920
_ROW = 58


class Welcome(QWidget):
    """``opened(EventFile)`` fires when an event is open, whichever way it was."""

    opened = Signal(object)

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAcceptDrops(True)
        self._settings, self._tasks = settings, tasks
        outside = VBox(self)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        outside.addWidget(area)
        inside = QWidget()
        inside.setProperty("plain", True)
        area.setWidget(inside)
        across = HBox(inside, margins=(24, 24, 24, 24))
        middle = QWidget()
        size(middle, max_width=_WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        column = VBox(middle, spacing=16)
        column.addStretch(1)
        column.addLayout(_title())
        self.notice = StatusBanner("", "danger", icon="octagon-alert", closable=True)
        self.notice.acted.connect(self._on_notice_acted)
        self.notice.hide()
        self._notice_action: Callable[[], object] | None = None
        column.addWidget(self.notice)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self.progress = ProgressCancel()
        column.addWidget(self.progress)
        column.addStretch(2)
        self.create_form = CreateForm()
        self.join_form = JoinForm()
        self.unlock_form = UnlockForm()
        self.home = _Home(settings)
        self.home.create_button.clicked.connect(lambda: self.show_form(self.create_form))
        self.home.join_button.clicked.connect(lambda: self.show_form(self.join_form))
        self.home.browse_button.clicked.connect(self._browse)
        self.home.demo_button.clicked.connect(self.try_demo)
        self.home.chosen.connect(self.open_path)
        self.create_form.submitted.connect(self._create)
        self.join_form.submitted.connect(self._join)
        self.unlock_form.submitted.connect(self._unlock)
        self._stack.addWidget(self.home)
        for form in (self.create_form, self.join_form, self.unlock_form):
            card = Card(radius=16, padding=24)
            card.body.addWidget(form)
            form.back.connect(self.show_home)
            self._stack.addWidget(card)
        self.show_home()

    # -- what it shows -------------------------------------------------------------------------------------------

    def show_home(self) -> None:
        """The recent events and the four ways in."""
        self.notice.hide()
        self._show(self.home)
        self.focus_first()

    def show_form(self, form: WelcomeForm) -> None:
        """One of ``create_form``, ``join_form``, ``unlock_form``."""
        self.notice.hide()
        self._show(form.parentWidget() or form)
        form.focus_first()

    def show_notice(
        self, sentence: str, meaning: str = "danger", *, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """A sentence above the rest, with at most one thing to do."""
        self._notice_action = run
        icon = "octagon-alert" if meaning == "danger" else ""
        self.notice.show_text(sentence, meaning, action=action, icon=icon)

    def focus_first(self) -> None:
        """Put the focus where a person most likely begins."""
        self.home.focus_first()

    # -- ways in -------------------------------------------------------------------------------------------------

    def open_path(self, path: Path | str, passphrase: str | None = None) -> None:
        """Open an event file; asks for a passphrase, or offers a backup, when that is what is missing."""
        from ...event import EventFile

        path = Path(path)
        self._run(
            EventFile.open, path, passphrase=passphrase, then=self.opened.emit,
            failed=lambda error: self.explain(path, error),
        )  # fmt: skip

    def try_demo(self) -> None:
        """Make the sample event anew and open it."""
        path = user_data_path("uepit", appauthor=False) / "sample" / f"Valmorin{SUFFIX}"

        def build(**options: Any) -> Path:
            from ...demo import build_sample, discard

            path.parent.mkdir(parents=True, exist_ok=True)
            discard(path)
            return build_sample(path, **options).file

        task = self._run(
            build, progress=True, then=self.open_path, failed=self._on_refused, title=tr("The sample event is made")
        )
        self.progress.follow(task)

    def _browse(self) -> None:
        recent = self._settings.recent
        folder = str(Path(recent[0].path).parent) if recent else ""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Open an event"), folder, tr("Event (*.uepit)"))
        if chosen:
            self.open_path(Path(chosen))

    def _create(self) -> None:
        from ...event import EventFile

        form = self.create_form
        form.set_busy(True)
        self._run(
            EventFile.create, form.path, passphrase=form.passphrase, **form.values, then=self.opened.emit,
            failed=lambda e: form.show_error(str(e), form.ui.pathEdit if e.code == "exists" else None),
            ended=lambda: form.set_busy(False),
        )  # fmt: skip

    def _join(self) -> None:
        form = self.join_form
        pack, path, desk, passphrase = form.values
        form.set_busy(True)

        def join_and_open() -> EventFile:
            from ... import exchange
            from ...event import EventFile
            from ...exchange.passphrase import normalised

            joined = exchange.join(pack, path, desk, passphrase)
            try:
                return EventFile.open(joined.file)
            except UserError as error:
                if error.code != "passphrase_needed":
                    raise
                return EventFile.open(joined.file, passphrase=normalised(passphrase))

        self._run(join_and_open, then=self.opened.emit, failed=form.show_refusal, ended=lambda: form.set_busy(False))

    def _unlock(self) -> None:
        self.open_path(self.unlock_form.path, self.unlock_form.passphrase)

    def _recover(self, path: Path, backup: Path) -> None:
        from ...event import EventFile

        self._run(
            EventFile.recover, path, backup, then=lambda kept: self._on_recovered(path, Path(kept)),
            failed=self._on_refused,
        )  # fmt: skip

    # -- answers -------------------------------------------------------------------------------------------------

    def explain(self, path: Path, error: UserError) -> None:
        """Say why ``path`` could not be opened, and ask for what would help: its passphrase, a backup."""
        if error.code in ("passphrase_needed", "wrong_passphrase"):
            self.show_form(self.unlock_form)
            self.unlock_form.ask_for(path, str(error) if error.code == "wrong_passphrase" else "")
            return
        self.show_home()
        backup = _newest_backup(path) if error.code == "damaged" else None
        if backup is None:
            self.show_notice(str(error))
            return
        offer = tr("{problem} A backup of {moment} is there.", problem=str(error), moment=_moment(backup))
        self.show_notice(offer, action=tr("Recover the last backup"), run=lambda: self._recover(path, backup))

    def _on_recovered(self, path: Path, kept: Path) -> None:
        self.open_path(path)
        self.show_notice(tr("The backup is in place. The damaged file is kept: {name}", name=kept.name), "success")

    def _on_refused(self, error: UserError) -> None:
        if error.code != "cancelled":
            self.show_notice(str(error))

    def _on_notice_acted(self) -> None:
        self.notice.hide()
        if self._notice_action is not None:
            self._notice_action()

    def _run(
        self, fn: Callable[..., Any], *args: Any, ended: Callable[[], object] | None = None, **options: Any
    ) -> Any:
        def over() -> None:
            self.progress.stop()
            self.home.setEnabled(True)
            if ended is not None:
                ended()

        self.home.setEnabled(False)
        return self._tasks.run(fn, *args, ended=over, owner=self, **options)

    def _show(self, widget: QWidget) -> None:
        for place in range(self._stack.count()):  # the stack is as high as what it shows, not as its highest page
            inside = self._stack.widget(place)
            if inside is not None:
                policy = QSizePolicy.Policy.Preferred if inside is widget else QSizePolicy.Policy.Ignored
                inside.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(widget)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            self.open_path(path)


class _Home(QWidget):
    """Recent events on the left, the four ways in on the right; one above the other in a narrow window."""

    chosen = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        row = HBox(self, spacing=16)
        Switching(self, row, 700)
        self.recent = Card(tr("Recent events"), flush=True)
        self.list = RowList(tr("Recent events"), _RecentDelegate(self))
        self._model = QStandardItemModel(self.list)
        self.list.setModel(self._model)
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(_RECENT).path))
        self.list.activated.connect(lambda index: self.chosen.emit(index.data(_RECENT).path))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.empty = EmptyState(
            "calendar-days", tr("No event yet on this computer"), tr("Create one, join one, or try the demonstration.")
        )
        self.forget = Button(tr("Take off the list"), variant="quiet", size="dense", icon="x")
        self.forget.clicked.connect(self._forget)
        self.recent.body.addWidget(self.list, 1)
        self.recent.body.addWidget(self.empty, 1)
        below = HBox(margins=(8, 4, 8, 8))
        below.addWidget(self.forget)
        below.addStretch(1)
        self.recent.body.addLayout(below)
        size(self.recent, min_height=320)
        row.addWidget(self.recent, 5)
        ways = VBox(spacing=12)
        self.create_button = OptionButton("file-plus", tr("Create an event"), tr("Name, site, days: a new file here"))
        self.browse_button = OptionButton("folder-open", tr("Open a file"), tr("An event already on this computer"))
        self.join_button = OptionButton("download", tr("Join an event"), tr("With the pack of the coordination"))
        self.demo_button = OptionButton("play", tr("Try the demonstration"), tr("A sample event, everybody invented"))
        for way in (self.create_button, self.browse_button, self.join_button, self.demo_button):
            ways.addWidget(way)
        ways.addStretch(1)
        row.addLayout(ways, 4)
        self._fill()

    def focus_first(self) -> None:
        """The newest recent event, or the first way in."""
        (self.list if self._model.rowCount() else self.create_button).setFocus()

    def _fill(self) -> None:
        self._model.clear()
        for recent in self._settings.recent:
            item = QStandardItem(recent.name or Path(recent.path).stem)
            item.setData(recent, _RECENT)
            item.setData(f"{recent.name}, {recent.site}, {recent.path}", int(Qt.ItemDataRole.AccessibleTextRole))
            item.setToolTip(recent.path)
            self._model.appendRow(item)
        some = self._model.rowCount() > 0
        self.list.setVisible(some)
        self.forget.setVisible(some)
        self.empty.setVisible(not some)
        if some:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _forget(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._settings.forget(index.data(_RECENT).path)
            self._fill()
            self.focus_first()


class _RecentDelegate(RowDelegate):
    height = _ROW

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool, hovered: bool) -> None:
        recent: RecentEvent = index.data(_RECENT)
        px, path = theme().px, Path(recent.path)
        there = path.exists()
        middle = rect.center().y()
        paint_icon(painter, rect.left() + px(16), middle - px(10), "calendar-days", 20, "text-3")
        room = QRectF(rect.left() + px(48), 0, rect.width() - px(64), px(20))
        title = ", ".join(part for part in (recent.name or Path(recent.path).stem, recent.site) if part)
        above, below = QRectF(room), QRectF(room)
        above.moveTop(middle - px(20))
        below.moveTop(middle)
        paint_text(painter, above, title, "body", "text" if there else "text-3", weight=600 if selected else 500)
        where = tr("{file}, in {folder}", file=path.name, folder=path.parent.name or str(path.parent))
        if not there:
            where = tr("Not found: {path}", path=recent.path)
        paint_text(painter, below, where, "caption", "text-2" if selected else "text-3")


def _title() -> HBox:
    row = HBox(margins=(0, 0, 0, 8), spacing=14)
    row.addWidget(IconLabel("uepit", 48, "accent"))
    words = VBox(spacing=0)
    words.addWidget(Label("UEPIT Desktop", "figure"))
    words.addWidget(
        Label(tr("The summer university of local public innovation, without a network"), color="text-2", wrap=True)
    )
    row.addLayout(words, 1)
    return row


def _newest_backup(path: Path) -> Path | None:
    from ...event import EventFile

    return next(iter(EventFile.backups(path)), None)


def _moment(backup: Path) -> str:
    made = dt.datetime.fromtimestamp(backup.stat().st_mtime)
    return f"{date_long(made.date())}, {hour(made)}"


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() == SUFFIX), None)
