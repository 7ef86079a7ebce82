"""How the desk is laid out: header, field, stage, side panel, line of keys; at every size and zoom."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ..shell.theme import theme
from .camera_view import preview_height
from .header import DeskHeader, KeyLine
from .idle import IdleStage
from .metrics import NARROW_BELOW, TIGHT, metrics_for
from .note import DeskNote
from .person_card import PersonCard
from .results import ResultsStage
from .scan_field import RING, ScanField
from .side import SidePanel
from .walk_in import WalkInStage

SIDE_WIDTH = 316


class Desk(QWidget):
    """The widgets of the desk and their places. One stage at a time: ``idle``, ``card``, ``results`` or ``walk_in``.

    ``placed`` fires when they have other places.
    """

    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = DeskHeader(self)
        self.idle = IdleStage(self)
        self.card = PersonCard(self)
        self.results = ResultsStage(self)
        self.walk_in = WalkInStage(self)
        self.side = SidePanel(self)
        self.keys = KeyLine(self)
        self.field = ScanField(self)
        self.note = DeskNote(self)
        self._stages: dict[str, QWidget] = {
            "idle": self.idle,
            "card": self.card,
            "results": self.results,
            "walk_in": self.walk_in,
        }
        self._stage = "idle"
        self._side_over = self._narrow = self._camera_on = False
        self._beside = QRect()
        self.header.side_toggled.connect(self._on_side_toggled)
        theme().changed.connect(self._arrange)
        self.show_stage("idle")
        self._arrange()

    @property
    def stage(self) -> str:
        """Which stage is on show."""
        return self._stage

    @property
    def side_over(self) -> bool:
        """Whether the side panel covers the stage, in a narrow window."""
        return self._side_over

    def show_stage(self, name: str) -> None:
        """Bring a stage to the front; in a narrow window the side panel steps back."""
        self._stage = name
        if self._side_over:
            self.header.side_button.setChecked(False)
        for key, widget in self._stages.items():
            widget.setVisible(key == name)

    def close_side(self) -> None:
        """Uncover the stage."""
        self.header.side_button.setChecked(False)

    def camera_room(self) -> QRect:
        """Where the preview of the camera goes: over the older passages, none of them cut in two, or beside the stage
        in a narrow window."""
        px = theme().px
        edge = px(8)
        if not self._narrow:
            room = self.side.geometry().adjusted(edge, self.side.above_passages, -edge, -px(48) - edge)
            over = max(0, room.height() - edge - preview_height(room.width()))
            return room.adjusted(0, over // px(52) * px(52) + edge, 0, 0)
        height = min(preview_height(self._beside.width()), self._beside.height())
        return self._beside.adjusted(0, 0, 0, height - self._beside.height())

    def make_room(self, *, camera: bool) -> None:
        """The camera is on: in a narrow window the stage leaves its preview some room."""
        self._camera_on = camera
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _on_side_toggled(self, over: bool) -> None:
        self._side_over = over
        self._arrange()

    def _arrange(self) -> None:
        px, zoom = theme().px, theme().zoom / 100
        m = metrics_for(self.height() / zoom)
        self._narrow = narrow = self.width() / zoom < NARROW_BELOW
        margin, ring = px(m.margin), px(RING)
        side = 0 if narrow else px(SIDE_WIDTH) + px(20)
        left = self.width() - 2 * margin - side
        self.header.setGeometry(0, 0, self.width(), px(m.head))
        self.header.set_metrics(m, narrow=narrow)
        self.field.set_metrics(m)
        self.field.setGeometry(margin - ring, px(m.head) - ring, left + 2 * ring, px(m.field) + 2 * ring)
        self.field.raise_()
        top = px(m.head) + px(m.field) + px(m.gap)
        bottom = self.height() - (px(m.keys) if m.keys else margin)
        if narrow and self._camera_on:
            self._beside = QRect(0, top, min(px(316), round(left * 0.3)), max(0, bottom - top))
            left -= self._beside.width() + px(12)
            self._beside.moveLeft(margin + left + px(12))
        for widget in self._stages.values():
            widget.set_metrics(m)  # type: ignore[attr-defined]
            widget.setGeometry(margin, top, left, max(0, bottom - top))
        if narrow:
            self.side.setGeometry(margin, top, left, max(0, bottom - top))
            self.side.setVisible(self._side_over)
            self._stages[self._stage].setVisible(not self._side_over)
        else:
            self.side.setGeometry(
                self.width() - margin - px(SIDE_WIDTH), px(m.head), px(SIDE_WIDTH), bottom - px(m.head)
            )
            self.side.show()
        self.side.set_tight(m is TIGHT)
        self.keys.setVisible(m.keys > 0)
        self.keys.set_metrics(m)
        self.keys.setGeometry(0, bottom, self.width(), px(m.keys))
        self.placed.emit()
