"""The components and their states on one page, to be looked at beside screens 11 and 11b of the design system."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from ...language import tr
from ..widgets.buttons import Button
from ..widgets.chips import Chip, Meter, TeamCode
from ..widgets.fields import CheckBox, SearchField, Select, TextField
from ..widgets.icons import IconLabel
from ..widgets.labels import Label
from ..widgets.layouts import FlowLayout, HBox, VBox, size
from ..widgets.painting import KIND_ICONS
from ..widgets.progress import ProgressCancel
from ..widgets.rows import ICON_ROLE, MEANING_ROLE, DataTable, RowDelegate, RowList
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import Card, EmptyState, StatusBanner
from .theme import theme

_CODES = {"pleniere": "P1", "defis": "D4", "apprenante": "A2", "miniconf": "M3", "test": "V1", "formation": "F2"}


class Gallery(QWidget):
    """Every component at rest, and in the states that do not need a pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        frame = VBox(self, margins=(24, 20, 24, 22), spacing=14)
        head = HBox(spacing=12)
        head.addWidget(Label(tr("Components and states"), "title"))
        shade = tr("Dark palette.") if theme().dark else tr("Light palette.")
        note = tr("Each state changes its shape or its words as much as its colour.")
        head.addWidget(Label(f"{shade} {note}", "small", color="text-3"))
        head.addStretch(1)
        frame.addLayout(head)
        row = HBox(spacing=16)
        for cards in (
            (_buttons(), _fields(), _results(), _choices()),
            (_banners(), _progress(), _meters(), _selects()),
            (_kinds(), _chips(), _figures()),
            (_table(), _empty()),
        ):
            column = VBox(spacing=12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            row.addLayout(column, 1)
        frame.addLayout(row, 1)


def _section(title: str) -> Card:
    card = Card(padding=14)
    card.body.addWidget(Label(title, "caption", color="text-3", weight=600))
    return card


def _buttons() -> Card:
    card = _section(tr("Buttons: rest, hover, pressed, focus, off"))
    flow = FlowLayout(spacing=8)
    pressed, off = Button(tr("Pressed")), Button(tr("Off"))
    pressed.setDown(True)
    off.setEnabled(False)
    for button in (
        Button(tr("Apply"), variant="primary"),
        Button(tr("Back")),
        pressed,
        off,
        Button(tr("Discreet"), variant="quiet"),
        Button(tr("Delete"), variant="danger", icon="trash-2"),
        Button(tr("Reprint"), size="reception", icon="printer", shortcut_hint="F7"),
    ):
        flow.addWidget(button)
    card.body.addLayout(flow)
    return card


def _fields() -> Card:
    card = _section(tr("Field: rest, error"))
    card.body.addWidget(SearchField(tr("Name, wish, role")))
    wrong = TextField(tr("E-mail address"))
    wrong.edit.setText("s.kerdavid@brevanches")
    wrong.set_error(tr("The end of the address is missing"))
    card.body.addWidget(wrong)
    return card


def _results() -> Card:
    card = Card(tr("Results: rest, chosen"), flush=True)
    rows = RowList(tr("Results"), _Short(card))
    model = QStandardItemModel(rows)
    for name in ("Alan Kermadou", "Maël Kerdavid", "Solène Kerdavid"):
        model.appendRow(QStandardItem(name))
    rows.setModel(model)
    rows.setCurrentIndex(model.index(2, 0))
    size(rows, height=36 * 3)
    card.body.addWidget(rows)
    return card


class _Short(RowDelegate):
    height = 36


def _choices() -> Card:
    card = _section(tr("Segments, boxes"))
    views = [("before", tr("Before")), ("after", tr("After")), ("gaps", tr("Differences"))]
    segments = SegmentedControl(tr("View"), views)
    segments.choose("after")
    card.body.addWidget(segments)
    boxes = HBox(spacing=16)
    ticked = CheckBox(tr("Ticked"))
    ticked.setChecked(True)
    boxes.addWidget(ticked)
    boxes.addWidget(CheckBox(tr("Free")))
    boxes.addStretch(1)
    card.body.addLayout(boxes)
    return card


def _banners() -> Card:
    card = _section(tr("Status banners"))
    for meaning, text in (
        ("success", tr("Arrival recorded")),
        ("warning", tr("Arrival already noted at {hour}", hour="8:52")),
        ("danger", tr("The key cannot be read, nothing was taken from it")),
        ("info", tr("2 files to read on the key")),
    ):
        card.body.addWidget(StatusBanner(text, meaning))
    return card


def _progress() -> Card:
    card = _section(tr("Progress with a stop"))
    bar = ProgressCancel()
    bar.set_progress(184, 312)
    bar.show()
    card.body.addWidget(bar)
    return card


def _meters() -> Card:
    card = _section(tr("Places, from free to over"))
    for value, total in ((20, 32), (22, 24), (24, 24), (26, 24)):
        words = tr("{n} too many", n=value - total) if value > total else tr("full")
        if value < total:
            words = tr("{n} free", n=total - value)
        line = HBox(spacing=4)
        if value >= total:
            icon = ("octagon-alert", "danger-mark") if value > total else ("check", "text-2")
            line.addWidget(IconLabel(icon[0], 14, icon[1]))
        color = "danger-mark" if value > total else "text-2"
        line.addWidget(Label(words, "caption", color=color, weight=600 if value > total else 400), 1)
        line.addWidget(Label(f"{value} / {total}", "caption", weight=500, tabular=True))
        meter = Meter(color="k-defis")
        meter.set_value(value, total)
        card.body.addLayout(line)
        card.body.addWidget(meter)
    return card


def _selects() -> Card:
    card = _section(tr("Choice among several"))
    for dense in (False, True):
        choice = Select(tr("Field"), dense=dense)
        choice.addItems([tr("Family name"), tr("Given name")])
        card.body.addWidget(choice)
    return card


def _kinds() -> Card:
    card = _section(tr("Activities: icon, name, code and shade"))
    names = {
        "pleniere": tr("Plenary"),
        "defis": tr("Challenge team"),
        "apprenante": tr("Learning team"),
        "miniconf": tr("Mini-talk"),
        "test": tr("Prototype test"),
        "formation": tr("Training in action"),
    }
    for kind, icon in KIND_ICONS.items():
        line = HBox(spacing=10)
        line.addWidget(IconLabel(icon, 18, f"k-{kind}"))
        line.addWidget(Label(names[kind]), 1)
        line.addWidget(TeamCode(_CODES[kind], kind))
        card.body.addLayout(line)
    return card


def _chips() -> Card:
    card = _section(tr("Chips"))
    flow = FlowLayout(spacing=8)
    for text, meaning in (
        (tr("Neutral"), ""),
        (tr("Filter"), "accent"),
        (tr("Sure"), "success"),
        (tr("annoying"), "warning"),
        (tr("blocking"), "danger"),
        (tr("Note"), "info"),
    ):
        flow.addWidget(Chip(text, meaning, removable=meaning == "accent"))
    card.body.addLayout(flow)
    return card


def _figures() -> Card:
    card = _section(tr("Figures and names"))
    for text, token in (("148", "figure-64"), ("73", "figure-40"), ("Solène Kerdavid", "figure")):
        card.body.addWidget(Label(text, token))
    return card


def _table() -> Card:
    card = Card(tr("Table: header, row, chosen, to check"), flush=True)
    table = DataTable(tr("Laptops"))
    model = QStandardItemModel(table)
    model.setHorizontalHeaderLabels([tr("Laptop"), tr("To send")])
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for name, count in (("Accueil A", "14"), ("Accueil B", "0"), ("Accueil C", "61")):
        cells = [QStandardItem(name), QStandardItem(count)]
        cells[1].setTextAlignment(right)
        if name == "Accueil C":
            cells[0].setData("triangle-alert", ICON_ROLE)
            for cell in cells:
                cell.setData("warning", MEANING_ROLE)
        model.appendRow(cells)
    model.horizontalHeaderItem(1).setTextAlignment(right)
    table.setModel(model)
    table.setColumnWidth(0, theme().px(180))
    table.selectRow(1)
    size(table, height=34 + 40 * 3)
    card.body.addWidget(table)
    return card


def _empty() -> Card:
    card = Card()
    card.body.addWidget(
        EmptyState("inbox", tr("Nothing to settle"), tr("The laptops say the same."), action=tr("Read a key"))
    )
    size(card, height=200)
    return card
