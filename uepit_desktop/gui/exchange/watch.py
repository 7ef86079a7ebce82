"""What lies unread on the keys and in the shared folder, looked at in the background while an event is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from ...exchange import Lookout, Offer
from ...language import tr, trn
from .drives import Drive, chosen_folder, keys_plugged_in

if TYPE_CHECKING:
    from ..shell.context import AppContext

#: A key is found by looking; a shared folder also says by itself that it changed, when it is on this computer.
LOOK_EVERY_MS = 3_000
#: A file seen for the first time is looked at again soon: once it has stopped growing it is offered.
LOOK_AGAIN_MS = 700


@dataclass(frozen=True, slots=True)
class Sight:
    """One look: the places that are there, the one chosen first, each with what it offers."""

    places: tuple[tuple[Drive, Offer], ...] = ()

    @property
    def offered(self) -> tuple[Drive, Offer] | None:
        """The first place with something to read."""
        return next(((drive, offer) for drive, offer in self.places if offer.files), None)

    @property
    def count(self) -> int:
        """Files to read, everywhere."""
        return sum(len(offer.files) for _, offer in self.places)

    @property
    def sentence(self) -> str:
        """« 2 fichiers à lire sur la clé »; "" when there is none."""
        if self.offered is None:
            return ""
        drive, offer = self.offered
        count = len(offer.files)
        if drive.is_key:
            words = trn("{n} file to read on the key {name}", "{n} files to read on the key {name}", count,
                        name=drive.name)  # fmt: skip
        else:
            words = trn("{n} file to read in the folder {name}", "{n} files to read in the folder {name}", count,
                        name=drive.name)  # fmt: skip
        return tr("{what}.", what=words)


class BundleWatch(QObject):
    """Looks every few seconds, never on the UI thread; a share that hangs holds one reader and nothing else.

    ``seen`` fires after each look, ``changed`` when what is offered is not what it was.
    """

    seen = Signal()
    changed = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lookout = Lookout(context.event)
        self._looking = False
        self.sight = Sight()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AGAIN_MS)
        self._soon.timeout.connect(self.look)
        self._files = QFileSystemWatcher(self)
        self._files.directoryChanged.connect(lambda _path: self._soon.start())
        self._follow_folder()

    @property
    def folder(self) -> Path | None:
        """The folder that this person chose for exchanges, kept from one day to the next."""
        kept = self._context.settings.exchange_folder
        return Path(kept) if kept else None

    def choose_folder(self, folder: Path | None) -> None:
        """Watch this folder too from now on; None for the keys alone."""
        self._context.settings.exchange_folder = str(folder) if folder is not None else ""
        self._context.settings.save()
        self._follow_folder()
        self.look()

    def start(self) -> None:
        """Look now and from then on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._soon.stop()

    def look(self) -> None:
        """Look once; a little later when a look is under way."""
        if self._context.tasks.closed:
            return
        if self._looking:
            self._soon.start()
            return
        self._looking = True
        self._context.tasks.run(_look, self._lookout, self.folder, then=self._on_seen, ended=self._on_ended,
                                reads=True, owner=self)  # fmt: skip

    def dismiss(self, files: Iterable[Path]) -> None:
        """These were tried: offer them no more as they are."""
        self._lookout.dismiss(files)
        self.look()

    def _on_seen(self, sight: Sight) -> None:
        before, self.sight = self.sight, sight
        if any(offer.growing for _, offer in sight.places):
            self._soon.start()
        if [offer for _, offer in before.places] != [offer for _, offer in sight.places]:
            self.changed.emit()
        self.seen.emit()

    def _on_ended(self) -> None:
        self._looking = False

    def _follow_folder(self) -> None:
        if self._files.directories():
            self._files.removePaths(self._files.directories())
        if self.folder is not None and self.folder.is_dir():
            self._files.addPath(str(self.folder))


def _look(lookout: Lookout, folder: Path | None) -> Sight:
    drives = keys_plugged_in()
    if folder is not None and folder not in {drive.folder for drive in drives}:
        drives.insert(0, chosen_folder(folder))
    seen = [(drive, lookout.look(drive.folder)) for drive in drives]
    return Sight(tuple((drive, offer) for drive, offer in seen if offer.reachable))
