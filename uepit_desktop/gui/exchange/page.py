"""The place « Échanges »: the other laptops, values to settle, writing to a key and reading from one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QMenu, QSizePolicy, QWidget

from ...event import Changes, UserError
from ...exchange import Offer, ReadResult, WriteResult, write_bundle
from ...language import hour, tr, trn, weekday_date
from ..shell.actions import Action, KeyHint
from ..shell.context import AppContext
from ..shell.page import Page, ScreenshotState
from ..shell.places import built_places
from ..shell.tasks import Task
from ..shell.theme import theme
from ..widgets.layouts import two_columns
from ..widgets.rows import DataTable
from ..widgets.surfaces import Card, StatusBanner
from .conflict_card import ConflictCard
from .day_end_card import DayEndCard, TwiceCard
from .desk_delegate import DeskDelegate
from .drives import Drive, chosen_folder
from .key_card import KeyCard
from .models import DeskColumn, DesksModel, Disagreement, Situation, TeamFault
from .new_laptop_card import NewLaptopCard
from .pack_sheet import PackSheet
from .reading import bundles_in, read_situation
from .team_faults import TeamFaultsCard
from .transfers import read_place, read_words, written_words
from .watch import Sight

_REREAD_AFTER_MS = 200
_ROW_H = 40
_HEADER_H = 34


class ExchangePage(Page):
    """Writes and reads away from the UI thread; says that a key may go only once it was verified."""

    place: ClassVar[str] = "exchange"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.situation: Situation | None = None
        self.drive: Drive | None = None
        self._busy = False
        self._later = self._timer(_REREAD_AFTER_MS, self.reload)
        self._later.setSingleShot(True)
        self._writes_after: Path | None = None
        self._reads: Path | None = None
        self._read: ReadResult | None = None
        self._task: Task | None = None
        self.offer = StatusBanner("", "info", action=tr("Read and write"), icon="usb")
        self.offer.acted.connect(self.exchange)
        self.offer.hide()
        self.body.addWidget(self.offer)
        columns = two_columns(self.body, (176, 100), 760)
        self.desks_card = Card(tr("The desks of the site"), " ", flush=True)
        self.desks = DesksModel(self)
        self.desk_table = DataTable(tr("The desks of the site"), DeskDelegate())
        self.desk_table.setModel(self.desks)
        header = self.desk_table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.desk_table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.desk_table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.desks_card.body.addWidget(self.desk_table)
        columns[0].addWidget(self.desks_card)
        self.twice = TwiceCard()
        columns[0].addWidget(self.twice)
        self.team_faults = TeamFaultsCard()
        self.team_faults.asked.connect(self.show_team)
        columns[0].addWidget(self.team_faults)
        self.conflicts = ConflictCard()
        self.conflicts.kept.connect(self.keep)
        columns[0].addWidget(self.conflicts, 1)
        self.key_card = KeyCard()
        self.key_card.folder_asked.connect(self.choose_place)
        self.key_card.write_asked.connect(self.write)
        self.key_card.read_asked.connect(self.read)
        columns[1].addWidget(self.key_card)
        self.day_end = DayEndCard()
        columns[1].addWidget(self.day_end)
        new_laptop = NewLaptopCard()
        new_laptop.pack_asked.connect(self.prepare_laptop)
        columns[1].addWidget(new_laptop, 1)
        self.setAcceptDrops(True)
        theme().changed.connect(self._fit)
        self.header.set_title(tr("Exchanges"), tr("By file, from desk to desk, without a network"))
        self.key_card.show_drive(None, 0)
        context.watch.seen.connect(self._on_seen)
        context.watch.changed.connect(self._show_drive)

    # the shell's questions

    def on_shown(self, **args: Any) -> None:
        self.reload()
        self.context.watch.start()
        if self.offer.isVisible():
            self.offer.action.setFocus()
        elif not self.conflicts.focus_first():
            self.key_card.write_button.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self._later.start()

    def palette_actions(self) -> list[Action]:
        idle = not self._busy
        return [
            Action(tr("Read and write"), self.exchange, "arrow-left-right", "X", enabled=idle),
            Action(tr("Write to the key"), self.write, "upload", "E", enabled=idle),
            Action(tr("Read a file"), self.read, "download", "I", enabled=idle),
            Action(tr("Prepare another laptop"), self.prepare_laptop, "monitor", enabled=idle),
            Action(tr("Choose a key or a folder"), self.choose_place, "usb", enabled=idle),
        ]

    def key_hints(self) -> list[KeyHint]:
        return [
            KeyHint("Up Down", tr("move between the values to choose from")),
            KeyHint("Left Right", tr("choose a side")),
            KeyHint("Return", tr("keep this value")),
        ]

    def zones(self) -> list[QWidget]:
        return [self.desk_table, self.conflicts, self.key_card.write_button]

    def screenshot_states(self) -> list[ScreenshotState]:
        return [
            ScreenshotState("07-echanges", lambda: None),
            ScreenshotState("07c-fichiers-a-lire", self._picture_offer),
            ScreenshotState("07b-nouveau-poste", self._picture_pack),
        ]

    def _picture_offer(self) -> None:
        key = Drive(Path("CLE-UEPIT-2"), "CLE-UEPIT-2", 12_400_000_000, True)
        files = (Path("accueil-b.uepitx"), Path("accueil-c.uepitx"))
        self.context.watch.stop()
        self.context.watch.sight = Sight(((key, Offer(key.folder, files)),))
        self._on_seen()

    def _picture_pack(self) -> None:
        self.prepare_laptop()

    # acting

    def reload(self) -> None:
        """Read again who has what."""
        self.run(read_situation, self.context.event, then=self.show_situation, reads=True)

    def exchange(self) -> None:
        """A whole exchange in one action: read what the others left, then write what they may lack."""
        if self._busy:
            return
        offered = self.context.watch.sight.offered
        if offered is not None:
            self.drive = offered[0]
        if self.drive is None:
            self._choose_folder(self._exchange_in)
        else:
            self._exchange_in(self.drive.folder)

    def _exchange_in(self, folder: Path) -> None:
        self.read_from(folder, then_write=True)

    def write(self) -> None:
        """Write everything that other laptops may lack; asks where first when there is no key."""
        if self._busy:
            return
        if self.drive is None:
            self._choose_folder(self.write_into)
        else:
            self.write_into(self.drive.folder)

    def write_into(self, folder: Path, *, after_reading: bool = False) -> None:
        """Write a bundle in ``folder``. ``after_reading`` keeps in sight what was read, and what was refused."""
        if self._busy:
            return
        if not after_reading:
            self._read = None
        self._set_busy(True)
        task = self.run(write_bundle, self.context.event, folder, then=self._on_written, failed=self._on_refused,
                        ended=self._on_ended)  # fmt: skip
        safe = tr("Leave the key in place until it has been verified.")
        self.key_card.show_running(task, tr("Writing to {folder}", folder=folder.name or str(folder)), safe)

    def read(self) -> None:
        """Read what is on the key, or a file or folder that the person chooses."""
        if self._busy:
            return
        if self.drive is not None and bundles_in(self.drive.folder):
            self.read_from(self.drive.folder)
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Choose an exchange file"), str(self.drive.folder) if self.drive else "",
            f"{tr('Exchange files')} (*.uepitx);;{tr('All files')} (*)",
        )  # fmt: skip
        if chosen:
            self.read_from(Path(chosen))

    def read_from(self, path: Path, *, then_write: bool = False) -> None:
        """Read a bundle, or every bundle of a folder; ``then_write`` writes there once it was read to the end."""
        if self._busy:
            return
        self._set_busy(True)
        self._writes_after = path if then_write else None
        self._reads, self._read = path, None
        self._task = task = self.run(
            read_place, self.context.event, path, self.context.watch.folder,
            then=self._on_read, failed=self._on_refused, ended=self._on_read_ended, progress=True,
        )  # fmt: skip
        safe = tr("Each file is taken whole or not at all; cancelling stops before the next one.")
        self.key_card.show_running(task, tr("Reading {file}", file=path.name or str(path)), safe)

    def prepare_laptop(self) -> PackSheet:
        """Make the pack of a new laptop."""
        folder = self.drive.folder if self.drive is not None else None
        return PackSheet(self.window(), self.context, folder, self.reload)

    def choose_place(self) -> None:
        """A key among those plugged in, or a folder."""
        keys = [drive for drive, _ in self.context.watch.sight.places if drive.is_key]
        if not keys:
            self._choose_folder(self.use_folder)
            return
        menu = QMenu(self)
        for drive in keys:
            menu.addAction(drive.name).triggered.connect(lambda _checked=False, drive=drive: self.use_key(drive))
        menu.addSeparator()
        menu.addAction(tr("A folder…")).triggered.connect(lambda: self._choose_folder(self.use_folder))
        menu.popup(self.key_card.change_button.mapToGlobal(self.key_card.change_button.rect().bottomLeft()))

    def use_folder(self, folder: Path) -> None:
        """Write to and read from this folder from now on, tomorrow too: what others leave in it is offered."""
        self._use(chosen_folder(folder))
        self.context.watch.choose_folder(folder)

    def use_key(self, drive: Drive) -> None:
        """Write to and read from this key; a folder chosen before is watched no more."""
        self._use(drive)
        self.context.watch.choose_folder(None)

    def keep(self, disagreement: Disagreement, place: int) -> None:
        """Keep one of the values: it then stands for all of them, on every laptop."""
        value = disagreement.conflict.values[place].value
        kept = disagreement.versions[place].value

        def then(_changes: Changes) -> None:
            words = tr("{subject}: {value} is kept", subject=disagreement.subject, value=kept)
            self.context.toasts.show_message(words, undo=self.context.undo)
            self.reload()

        self.run(self.context.event.settle, disagreement.conflict, value, then=then)

    def show_team(self, fault: TeamFault) -> None:
        """Go to the teams, at the one that a fault is about."""
        self.context.navigate("teams", kind=fault.kind, round=fault.round, team=fault.team_id)

    # showing

    def show_situation(self, situation: Situation) -> None:
        """Show what was read."""
        self.situation = situation
        self.desks.show_rows(situation.desks)
        self._fit()
        if self.desks_card.header is not None:
            day, now = weekday_date(situation.now.date()), hour(situation.now)
            seen = tr("Seen from here, {day} at {hour}", day=day, hour=now)
            arrived = trn("{n} arrival", "{n} arrivals", situation.arrived)
            self.desks_card.header.meta.setText(f"{arrived}. {seen}" if situation.half_day else seen)
        self.twice.show_twice(situation.twice)
        self.day_end.show_end(situation.day_end)
        self.conflicts.show_disagreements(situation.disagreements)
        self.key_card.show_pending(situation.pending, situation.waiting)
        with_page = any(place.id == "teams" for place in built_places())
        self.team_faults.show_faults(situation.faults, with_page=with_page)
        self.badge_changed.emit(len(situation.disagreements) + len(situation.faults))

    def _on_written(self, result: WriteResult) -> None:
        refused = self._read.refused if self._read is not None else ()
        self.key_card.show_done(*written_words(result, self._read), refused)
        self.context.announce(result.message)

    def _on_read(self, result: ReadResult) -> None:
        self.key_card.show_done(*read_words(result), result.refused)
        self.context.announce(result.message)
        self._read = result
        self.offer.hide()
        places = self.context.watch.sight.places
        self.context.watch.dismiss(file for _, offer in places if offer.folder == self._reads for file in offer.files)

    def _on_refused(self, error: UserError) -> None:
        self._writes_after = None
        self.key_card.show_done(str(error), "danger")
        self.context.announce(str(error), assertive=True)

    def _on_read_ended(self) -> None:
        self._on_ended()
        folder, self._writes_after = self._writes_after, None
        stopped = self._task is not None and self._task.cancelled()
        if folder is not None and not stopped:
            self.write_into(folder, after_reading=True)

    def _on_ended(self) -> None:
        self._set_busy(False)
        self.key_card.stop()
        self._show_drive()
        self.reload()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.actions_changed.emit()

    def _on_seen(self) -> None:
        """Take a key as soon as it is plugged in, let go of one that was removed, offer what is to be read."""
        if self._busy:
            return
        sight = self.context.watch.sight
        drives = [drive for drive, _ in sight.places]
        here = next((drive for drive in drives if self.drive is not None and drive.folder == self.drive.folder), None)
        if here is None and (self.drive is None or self.drive.is_key):
            here = drives[0] if drives else None
        if here is not None or (self.drive is not None and self.drive.is_key):
            self._use(here)
        self.offer.setVisible(bool(sight.count))
        if sight.count:
            self.offer.show_text(sight.sentence, icon="usb")

    def _use(self, drive: Drive | None) -> None:
        if drive != self.drive:
            self.drive = drive
            self._show_drive()

    def _show_drive(self) -> None:
        drive = self.drive
        if drive is None:
            self.key_card.show_drive(None, 0)
            return
        self.run(bundles_in, drive.folder, then=lambda count: self.key_card.show_drive(self.drive, count), reads=True)

    def _choose_folder(self, use: Any) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose a key or a folder"))
        if chosen:
            use(Path(chosen))

    def _fit(self) -> None:
        rows = self.desks.rowCount()
        px = theme().px
        self.desk_table.setFixedHeight(px(_HEADER_H) + px(_ROW_H) * max(1, min(rows, 6)) + 2)
        for column in (DeskColumn.ARRIVED, DeskColumn.RECEIVE, DeskColumn.SEND):
            self.desk_table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.desk_table.setColumnWidth(column, px(104))
        self.conflicts.setMinimumHeight(px(220))

    def _timer(self, every_ms: int, call: Any) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(call)
        return timer

    # files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_from(path)


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


PAGE = ExchangePage
