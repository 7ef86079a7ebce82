"""« Lire avec la caméra » (F12): frames are read off the UI thread, and codes go the way of those of a scanner.

At most one frame is being read; those that come meanwhile are let go. The camera is on only while its preview is on the
screen: it stops when the desk locks, when another page comes, when the window is minimised.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage

from ...language import tr
from ...reception.frames import Picture, SeenCodes, read_frame
from ..shell.actions import Action
from ..shell.page import Page
from .camera_source import CameraSource, image_of
from .camera_view import CameraView
from .desk import Desk

EVERY_S = 0.08
"""Least time between two frames read: a dozen a second is enough for a hand that shows a badge."""

_PREVIEW_WIDTH = 640


class Source(Protocol):
    """What gives frames: a camera, or pictures."""

    came: SignalInstance
    failed: SignalInstance
    name: str
    mirrored: bool

    def start(self) -> str: ...

    def stop(self) -> None: ...


class FrameReader(QObject):
    """Reads frames on a thread of its own. ``read`` carries the text of each code that has just come before the
    camera, ``seen`` each frame for the preview."""

    read = Signal(str)
    seen = Signal(QImage)
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], float] = time.monotonic
        """Seconds; turned by tests."""
        self._thread: ThreadPoolExecutor | None = None
        self._busy = False
        self._round = 0
        self._codes = SeenCodes()
        self._last_s = -1e9
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Be ready for frames."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "uepit-camera")
            self._codes = SeenCodes()
            self._busy = False
            self._round += 1

    def stop(self) -> None:
        """Nothing more is told, not even of the frame being read."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=True, cancel_futures=True)

    def offer(self, frame: Callable[[], Picture | None]) -> bool:
        """A frame came; whether it is being read, or let go."""
        now = self.clock()
        if self._thread is None or self._busy or now - self._last_s < EVERY_S:
            return False
        self._last_s, self._busy = now, True
        self._thread.submit(self._work, self._round, frame)
        return True

    def _work(self, of_round: int, frame: Callable[[], Picture | None]) -> None:
        try:
            found: object = _look(frame)
        except Exception as error:  # a bug: raised again where the crash report hears it
            found = error
        self._done.emit(of_round, found)

    def _on_done(self, of_round: int, found: tuple[str | None, QImage] | Exception) -> None:
        if self._thread is None or of_round != self._round:
            return
        self._busy = False
        if isinstance(found, Exception):
            raise found
        text, image = found
        self.seen.emit(image)
        if text and self._codes.is_new(text, self.clock()):
            self.read.emit(text)


def _look(frame: Callable[[], Picture | None]) -> tuple[str | None, QImage]:
    """The code in a frame, and the frame as the preview shows it."""
    picture = frame()
    if picture is None:
        return None, QImage()
    image = image_of(picture)
    if image.width() > _PREVIEW_WIDTH:
        image = image.scaledToWidth(_PREVIEW_WIDTH, Qt.TransformationMode.SmoothTransformation)
    return read_frame(picture), image


class DeskCamera(QObject):
    """Opens and closes the camera of the desk; ``take`` gets each code read."""

    def __init__(self, page: Page, desk: Desk, take: Callable[[str], object]) -> None:
        super().__init__(page)
        self._page, self._desk, self._take = page, desk, take
        self.open_source: Callable[[QObject], Source] = CameraSource
        self.reader = FrameReader(self)
        self.view = CameraView(desk)
        self._source: Source | None = None
        self.reader.read.connect(self._on_read)
        self.reader.seen.connect(self.view.show_frame)
        self.view.closed.connect(self.stop)
        desk.header.camera_asked.connect(self.toggle)
        desk.placed.connect(self._place)

    @property
    def on(self) -> bool:
        """Whether the camera looks."""
        return self._source is not None

    def action(self) -> Action:
        """What the palette offers."""
        words = tr("Stop the camera") if self.on else tr("Read with the camera")
        return Action(words, self.toggle, "camera-off" if self.on else "camera", "F12", words="webcam scanner lecteur",
                      enabled=not self._page.context.event.read_only)  # fmt: skip

    def toggle(self) -> None:
        """F12."""
        if self.on:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Look for a code; a sentence says why when it cannot be."""
        if self.on:
            return
        source = self.open_source(self)
        source.came.connect(self.reader.offer)
        source.failed.connect(self._on_failed)
        trouble = source.start()
        if trouble:
            self._say(trouble)
            return
        self._source = source
        self.reader.start()
        self.view.open(source.name, mirrored=source.mirrored)
        self._desk.make_room(camera=True)
        self._tell()
        self._page.context.announce(tr("Camera on. Show a badge to it."))

    def stop(self) -> None:
        """Switch the camera off and take the preview away."""
        source, self._source = self._source, None
        if source is None:
            return
        source.stop()
        self.reader.stop()
        self.view.close_view()
        self._desk.make_room(camera=False)
        if isinstance(source, QObject):
            source.deleteLater()
        self._tell()

    def _on_read(self, text: str) -> None:
        if self.on:
            self.view.flash()
            self._take(text)

    def _on_failed(self, why: str) -> None:
        self.stop()
        self._say(why)

    def _say(self, why: str) -> None:
        self._page.context.toasts.show_message(why, icon="camera-off", meaning="warning")
        self._page.context.announce(why, assertive=True)

    def _tell(self) -> None:
        self._desk.header.show_camera(on=self.on)
        self._page.actions_changed.emit()
        self._desk.field.setFocus()

    def _place(self) -> None:
        self.view.place(self._desk.camera_room())
