"""Third step of the import: every line of the file and what becomes of it, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...language import integer, tr, trn
from ..shell.theme import theme
from ..widgets.fields import SearchField, Select
from ..widgets.labels import Label
from ..widgets.layouts import HBox, VBox, size
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import Card, EmptyState, Line
from .preview_model import Outcome, PreviewModel, PreviewRow
from .preview_table import PreviewTable

_SHOWN: tuple[Outcome, ...] = (
    Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.TO_CHECK, Outcome.DUPLICATE, Outcome.REJECTED,
)  # fmt: skip


class PreviewStep(QWidget):
    """Filters by outcome and by text; writes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PreviewModel(self)
        self._filters: SegmentedControl | None = None
        self._narrow = Select(tr("Lines shown"))
        self._narrow.activated.connect(self._on_narrow)
        self._narrow.hide()
        column = VBox(self, spacing=12)
        self._bar = HBox(spacing=12)
        self.search = SearchField(tr("Search in the lines"))
        size(self.search, min_width=160, max_width=260)
        self.search.changed.connect(lambda _text: self._filter())
        self._bar.addWidget(self._narrow)
        self._bar.addStretch(1)
        self._bar.addWidget(self.search)
        column.addLayout(self._bar)
        card = Card(flush=True)
        self.table = PreviewTable(self.model)
        self._nothing = EmptyState("list", tr("No line here"), tr("Choose another outcome or empty the search."))
        self._nothing.hide()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._nothing, 1)
        self.foot = Label("", "caption", color="text-3")
        card.body.addWidget(Line())
        card.body.addWidget(self.foot)
        self.foot.setContentsMargins(16, 8, 16, 8)
        column.addWidget(card, 1)

    def show_rows(self, rows: Sequence[PreviewRow], subject: str, foot: str) -> None:
        """Show the lines of a preview; ``subject`` says what each one is, ``foot`` sums it up."""
        self.model.show_rows(rows, subject)
        chosen = self._filters.current if self._filters is not None else "all"
        if self._filters is not None:
            self._bar.removeWidget(self._filters)
            self._filters.deleteLater()
        segments = [("all", tr("All {n}", n=integer(len(rows))))]
        segments += [
            (outcome.value, filter_words(outcome, n)) for outcome in _SHOWN if (n := self.model.count(outcome))
        ]
        self._filters = SegmentedControl(tr("Lines shown"), segments)
        self._filters.choose(chosen if chosen in dict(segments) else "all")
        self._filters.chosen.connect(self._on_chosen)
        self._bar.insertWidget(0, self._filters)
        self._narrow.clear()
        for key, words in segments:
            self._narrow.addItem(words, key)
        self._narrow.setCurrentIndex(self._narrow.findData(self._filters.current))
        self._show_choice()
        self.foot.setText(foot)
        self._filter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_choice()

    def _show_choice(self) -> None:
        """Segments where they fit, a list of choices where they do not."""
        if self._filters is not None:
            wide = self._filters.sizeHint().width() + theme().px(190) <= self.width()
            self._filters.setVisible(wide)
            self._narrow.setVisible(not wide)

    def _on_chosen(self, key: str) -> None:
        self._narrow.setCurrentIndex(self._narrow.findData(key))
        self._filter()

    def _on_narrow(self, place: int) -> None:
        if self._filters is not None:
            self._filters.choose(self._narrow.itemData(place))
            self._filter()

    def _filter(self) -> None:
        key = self._filters.current if self._filters is not None else "all"
        self.model.show_only(None if key == "all" else Outcome(key), self.search.text())
        empty = self.model.rowCount() == 0
        self.table.setVisible(not empty)
        self._nothing.setVisible(empty)
        if not empty:
            self.table.setCurrentIndex(self.model.index(0, 0))


def filter_words(outcome: Outcome, count: int) -> str:
    """An outcome with its count, short enough for a segment."""
    return {
        Outcome.CREATED: trn("{n} created", "{n} created", count),
        Outcome.UPDATED: trn("{n} updated", "{n} updated", count),
        Outcome.UNCHANGED: trn("{n} unchanged", "{n} unchanged", count),
        Outcome.TO_CHECK: trn("{n} to check", "{n} to check", count),
        Outcome.DUPLICATE: trn("{n} duplicate", "{n} duplicates", count),
        Outcome.REJECTED: trn("{n} rejected", "{n} rejected", count),
    }[outcome]
