"""Many people at once: a group that arrives (F4), a signed sheet, the papers. Opens the sheets, says what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...language import tr
from ..papers.papers_sheet import PapersSheet
from ..shell.actions import Action
from ..shell.page import Page
from .group_sheet import GroupSheet
from .paper_sheet import PaperDraft, PaperSheet
from .split_sheet import SplitSheet
from .undoing import say_noted

if TYPE_CHECKING:
    from ...event.undo import UndoEntry
    from ...reception import EntryReport


class Bulk(QObject):
    """``half_day`` says what arrivals are noted for."""

    def __init__(self, page: Page, half_day: Callable[[], str | None]) -> None:
        super().__init__(page)
        self._page, self._half_day = page, half_day
        self.draft = PaperDraft()
        """What is ticked of a signed sheet and not written yet."""

    def actions(self) -> list[Action]:
        """What the palette offers."""
        writes = not self._page.context.event.read_only
        return [
            Action(tr("Arrival of a group"), self.open_group, "users", "F4", words="équipe structure", enabled=writes),
            Action(tr("Enter a signed sheet"), self.open_paper, "file-text", words="émargement papier", enabled=writes),
            Action(tr("Papers of attendance"), self.open_papers, "printer", words="feuilles attestations listes pdf"),
            Action(tr("Split the queue"), self.open_split, "list", words="file postes répartir affiches"),
        ]

    def open_group(self) -> GroupSheet:
        """F4."""
        sheet = GroupSheet(self._page.window(), self._page, self._half_day())
        sheet.on_written = self._on_written
        return sheet

    def open_paper(self) -> PaperSheet:
        """« Saisir une feuille signée », with what was ticked before."""
        sheet = PaperSheet(self._page.window(), self._page, self.draft, self._half_day())
        sheet.on_written = self._on_paper_written
        return sheet

    def open_papers(self) -> PapersSheet:
        """Sheets to sign, certificates, lists of the half-day."""
        return PapersSheet(self._page.window(), self._page.context, half_day_id=self._half_day())

    def open_split(self) -> SplitSheet:
        """Which names go to which desk."""
        return SplitSheet(self._page.window(), self._page.context, self._half_day())

    def _on_written(self, report: EntryReport, entry: UndoEntry | None) -> None:
        say_noted(self._page, report.message, entry)

    def _on_paper_written(self, report: EntryReport, entry: UndoEntry | None) -> None:
        self.draft = PaperDraft()
        self._on_written(report, entry)
