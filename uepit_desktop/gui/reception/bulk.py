"""Many people at once: a group that arrives (F4), a signed sheet, the papers. Opens the sheets, says what was done.

The code printed on an attendance sheet opens the entry of that very half-day or session, wherever it is scanned at the
desk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...event import EventFile
from ...language import hour, tr
from ...reception import SignedFor, signed_for
from ..papers.papers_sheet import PapersSheet
from ..shell.actions import Action, key_text
from ..shell.page import Page
from ..shell.sheet import Sheet
from .group_sheet import GroupSheet
from .occasion import Occasion
from .paper_sheet import PaperDraft, PaperSheet
from .split_sheet import SplitSheet
from .undoing import say_noted
from .views import Card, Deed, Tile

if TYPE_CHECKING:
    from ...event.undo import UndoEntry
    from ...reception import EntryReport


class Bulk(QObject):
    """``occasion`` says what arrivals are noted for."""

    def __init__(self, page: Page, occasion: Callable[[], Occasion]) -> None:
        super().__init__(page)
        self._page, self._occasion = page, occasion
        self.draft = PaperDraft()
        """What is ticked of a signed sheet and not written yet."""
        self._laid_aside: dict[str, PaperDraft] = {}

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
        sheet = GroupSheet(self._page.window(), self._page, self._occasion())
        sheet.on_written = self._on_written
        return sheet

    def open_paper(self) -> PaperSheet:
        """« Saisir une feuille signée », with what was ticked before."""
        sheet = PaperSheet(self._page.window(), self._page, self.draft, self._occasion().key)
        sheet.on_written = self._on_paper_written
        return sheet

    def open_scanned(self, signed_for: str, refused: Callable[[str], object]) -> None:
        """The code of a sheet was scanned: the entry of what it is for, or ``refused`` with the sentence that says why.

        What was ticked of another sheet is laid aside, and is there again when that one is scanned.
        """
        event = self._page.context.event
        if event.read_only:
            refused(event.read_only_reason)
            return
        then = partial(self._on_signed_for, refused)
        self._page.run(_signed_for, event, signed_for, reads=True, then=then)

    def _on_signed_for(self, refused: Callable[[str], object], found: SignedFor | None) -> None:
        if found is None:
            refused(
                tr("This sheet is for nothing in this event: it is of another one, or what it was for was removed.")
            )
            return
        key = Occasion(found.half_day_id, found.session_id).key
        open_now = self._page.window().findChild(PaperSheet)
        if open_now is not None and open_now.isVisible() and self.draft.key == key:
            return
        for sheet in self._page.window().findChildren(Sheet):
            sheet.close_sheet()
        if self.draft.key != key:
            if self.draft.ticked:
                self._laid_aside[self.draft.key] = self.draft
            self.draft = self._laid_aside.pop(key, PaperDraft(key))
        self.open_paper()
        self._page.context.announce(tr("Signed sheet: {half_day}", half_day=found.label))

    def open_papers(self) -> PapersSheet:
        """Sheets to sign, certificates, lists of the half-day."""
        return PapersSheet(self._page.window(), self._page.context, chosen=self._occasion().key)

    def open_split(self) -> SplitSheet:
        """Which names go to which desk."""
        return SplitSheet(self._page.window(), self._page.context, self._occasion().half_day_id)

    def _on_written(self, report: EntryReport, entry: UndoEntry | None) -> None:
        say_noted(self._page, report.message, entry)

    def _on_paper_written(self, report: EntryReport, entry: UndoEntry | None) -> None:
        self.draft = PaperDraft()
        self._on_written(report, entry)


def refusal_of_sheet(why: str, at: dt.datetime) -> Card:
    """The card of a sheet whose code opens nothing here."""
    title, sure = tr("Sheet not recognised"), tr("No arrival was recorded.")
    return Card(
        "warning",
        "triangle-alert",
        title,
        hour(at),
        tr("Nothing was written"),
        tiles=(
            Tile("info", tr("What happens"), why, sentence=True),
            Tile("shield-check", tr("What is sure"), sure, sentence=True),
        ),
        deeds=(
            Deed("paper", tr("Enter a signed sheet"), "", "file-text"),
            Deed("close", tr("Close"), key_text("Escape"), trailing=True),
        ),
        spoken=f"{title}. {why} {sure}",
    )


def _signed_for(event: EventFile, id_: str) -> SignedFor | None:
    with event.read() as db:
        return signed_for(db, id_)
