"""The camera of this computer, through QtMultimedia: an extra, loaded when someone asks for the camera and not before.

A frame is handed over as a function that gives its grey picture, so that the conversion is done by whoever reads it,
off the UI thread, and only for the frames that are read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ...language import tr
from ...reception.frames import Picture, can_read_frames

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

FIRST_FRAME_MS = 6000
"""A camera that gives no picture for so long is busy or forbidden."""

_WIDEST = 1920
_WANTED = 1280


class CameraSource(QObject):
    """The default camera. ``came`` carries a function that gives a frame as a grey ``Picture`` (None when it cannot);
    ``failed`` a sentence, once the camera has stopped."""

    came = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.mirrored = True
        """Whether the camera faces whoever looks at the screen: the preview is then a mirror."""
        self._camera: Any = None
        self._session: Any = None
        self._sink: Any = None
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_FRAME_MS)
        self._first.timeout.connect(self._on_silence)

    def start(self) -> str:
        """Begin to look; "" or the sentence that says why not."""
        if self._camera is not None:
            return ""
        missing = missing_extra()
        if missing:
            return missing
        from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QMediaDevices, QVideoSink

        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            return tr("No camera was found on this computer.")
        self.name = device.description()
        self.mirrored = device.position() != QCameraDevice.Position.BackFace
        self._camera = QCamera(device, self)
        _choose_format(self._camera, device)
        self._camera.errorOccurred.connect(self._on_error)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._first.start()
        self._camera.start()
        return ""

    def stop(self) -> None:
        """Switch the camera off; its light goes out."""
        self._first.stop()
        camera, session, sink = self._camera, self._session, self._sink
        self._camera = self._session = self._sink = None
        if camera is None:
            return
        sink.videoFrameChanged.disconnect(self._on_frame)
        camera.stop()
        session.setCamera(None)
        session.setVideoSink(None)
        for part in (session, sink, camera):
            part.deleteLater()

    def _on_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._first.stop()
            self.came.emit(partial(grey_of, frame))

    def _on_error(self, _error: object, words: str) -> None:
        self.stop()
        self.failed.emit(tr("The camera stopped: {reason}", reason=words or tr("no reason given")))

    def _on_silence(self) -> None:
        self.stop()
        self.failed.emit(
            tr("The camera gives no picture. Another program may hold it, or the system forbid it to this one.")
        )


def missing_extra() -> str:
    """What to install for the camera, in one sentence; "" when everything is there."""
    if find_spec("PySide6.QtMultimedia") is None or not can_read_frames():
        return tr("Reading by camera is an extra: run python3 packaging/start.py camera, then open the program again.")
    try:
        import PySide6.QtMultimedia  # noqa: F401
    except ImportError as error:  # a library of the system is missing
        return tr("The camera cannot be used on this computer: {reason}", reason=str(error))
    return ""


def grey_of(frame: QVideoFrame) -> Picture | None:
    """The luminance of a frame, copied; None for one that cannot be mapped or is in a form unknown here."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        form = QVideoFrameFormat.PixelFormat
        kind, width, height, stride = frame.pixelFormat(), frame.width(), frame.height(), frame.bytesPerLine(0)
        planar = (form.Format_NV12, form.Format_NV21, form.Format_YUV420P, form.Format_YUV422P, form.Format_YV12)
        if kind in planar or kind in (form.Format_IMC1, form.Format_IMC2, form.Format_IMC3, form.Format_Y8):
            step, first = 1, 0
        elif kind == form.Format_YUYV:
            step, first = 2, 0
        elif kind in (form.Format_UYVY, form.Format_P010, form.Format_P016, form.Format_YUV420P10, form.Format_Y16):
            step, first = 2, 1  # the second byte: luminance, or the high half of sixteen bits
        else:
            return _grey_of_colours(frame, stride)
        plane = np.frombuffer(frame.bits(0), np.uint8)
        rows = plane[: stride * height].reshape(height, stride)
        return np.ascontiguousarray(rows[:, first : width * step : step])
    finally:
        frame.unmap()


def _grey_of_colours(frame: QVideoFrame, stride: int) -> Picture | None:
    """A frame of red, green and blue, or one compressed as JPEG; it is mapped."""
    from PySide6.QtMultimedia import QVideoFrameFormat

    if frame.pixelFormat() == QVideoFrameFormat.PixelFormat.Format_Jpeg:
        image = QImage.fromData(bytes(frame.bits(0))[: frame.mappedBytes(0)])
    else:
        form = QVideoFrameFormat.imageFormatFromPixelFormat(frame.pixelFormat())
        if form == QImage.Format.Format_Invalid:
            return None
        image = QImage(frame.bits(0), frame.width(), frame.height(), stride, form)
    return None if image.isNull() else grey_of_image(image)


def grey_of_image(image: QImage) -> Picture:
    """The luminance of an image, copied."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    plane = np.frombuffer(grey.constBits(), np.uint8)
    rows = plane[: grey.bytesPerLine() * grey.height()].reshape(grey.height(), grey.bytesPerLine())
    return np.array(rows[:, : grey.width()], copy=True)


def image_of(picture: Picture) -> QImage:
    """A grey picture as an image of its own."""
    rows = np.ascontiguousarray(picture)
    height, width = rows.shape
    return QImage(rows.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def _choose_format(camera: Any, device: Any) -> None:
    """The smallest picture wide enough to read a badge at arm's length; the camera's own choice when it has none."""

    def fitness(form: Any) -> tuple[int, float]:
        return form.resolution().width(), -form.maxFrameRate()

    fitting = [form for form in device.videoFormats() if _WANTED <= form.resolution().width() <= _WIDEST]
    if fitting:
        camera.setCameraFormat(min(fitting, key=fitness))


Opener = Callable[[QObject], CameraSource]
"""What gives a source for its owner."""
