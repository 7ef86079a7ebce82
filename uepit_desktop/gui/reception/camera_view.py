"""The small preview of the camera: what it sees, as in a mirror, so that a hand finds where to hold a badge."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ...language import tr
from ..shell.theme import theme
from ..widgets.buttons import IconButton, focus_by_keyboard_only
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.painting import paint_box

FLASH_MS = 700
"""How long the frame stays green after a code was read."""

WIDTH = 316
HEAD = 44


class CameraView(QFrame):
    """``closed`` fires on its cross."""

    closed = Signal()

    def __init__(self, desk: QWidget) -> None:
        super().__init__(desk)
        self.setAccessibleName(tr("What the camera sees"))
        column = VBox(self, margins=(1, 1, 1, 1), spacing=0)
        head = QWidget()
        size(head, height=HEAD)
        row = HBox(head, margins=(15, 0, 7, 0), spacing=8)
        row.addWidget(IconLabel("camera", 16, "text-2"))
        self._name = Label("", "small", color="text-2", elide=True)
        row.addWidget(self._name, 1)
        cross = IconButton("x", tr("Stop the camera"))
        focus_by_keyboard_only(cross)
        cross.clicked.connect(self.closed)
        row.addWidget(cross)
        column.addWidget(head)
        self.picture = _Picture()
        column.addWidget(self.picture, 1)
        self.hide()

    def open(self, name: str, *, mirrored: bool) -> None:
        """Show what the camera called ``name`` sees."""
        self._name.setText(name or tr("Camera"))
        self.picture.mirrored = mirrored
        self.picture.set_image(QImage())
        self.show()
        self.raise_()

    def show_frame(self, image: QImage) -> None:
        """Another picture."""
        if self.isVisible():
            self.picture.set_image(image)

    def flash(self) -> None:
        """A code was read."""
        self.picture.flash()

    def close_view(self) -> None:
        """Nothing of what was seen stays in the widget."""
        self.picture.set_image(QImage())
        self.hide()

    def place(self, room: QRect) -> None:
        """At the right of ``room``, 316 wide at the most at 100 %, as high as the room."""
        width = min(theme().px(WIDTH), room.width())
        self.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
        if self.isVisible():
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, QRectF(self.rect()), 12, "surface", "border-strong")
        painter.end()


def preview_height(width: int) -> int:
    """The height of the preview in a room ``width`` pixels wide: a picture of 16 by 9 under its head."""
    px = theme().px
    return round(min(px(WIDTH), width) * 9 / 16) + px(HEAD)


class _Picture(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mirrored = True
        self._image = QImage()
        self._read = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._calm)
        self.setAccessibleName(tr("Show the code of a badge or of a sheet"))

    @property
    def image(self) -> QImage:
        """What is on show."""
        return self._image

    def set_image(self, image: QImage) -> None:
        """Another picture; a null one for the words that wait for it."""
        self._image = image
        self.update()

    def flash(self) -> None:
        """A green frame for a moment."""
        self._read = True
        self._timer.start()
        self.update()

    def _calm(self) -> None:
        self._read = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        px, box = theme().px, QRectF(self.rect()).adjusted(7, 0, -7, -7)
        path = QPainterPath()
        path.addRoundedRect(box, px(8), px(8))
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, theme().color("sunken"))
        if self._image.isNull():
            painter.setPen(theme().color("text-2"))
            painter.setFont(theme().font("small"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("The camera is starting…"))
        else:
            image = self._image
            scale = max(box.width() / image.width(), box.height() / image.height())
            width, height = box.width() / scale, box.height() / scale
            part = QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)
            if self.mirrored:
                painter.translate(2 * box.center().x(), 0)
                painter.scale(-1, 1)
            painter.drawImage(box, image, part)
        painter.restore()
        if self._read:
            painter.setPen(QPen(theme().color("success-mark"), px(4)))
            painter.drawPath(path)
        painter.end()
