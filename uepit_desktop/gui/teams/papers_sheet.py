"""Papers of the teams: cards, signs for the doors, list for the wall, the facilitator's page, tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ...event import UserError
from ...language import mark, tr
from ...teams.papers import PAPERS, team_paper, team_table
from ..shell.framed_sheet import FramedSheet
from ..shell.tasks import Task
from ..widgets.buttons import Button
from ..widgets.option_list import OptionList
from ..widgets.progress import ProgressCancel

if TYPE_CHECKING:
    from .page import TeamsPage

#: paper → what it is for, the end of its file name
WHAT_FOR = {
    "cards": (mark("One card a team, with who is in it and what they bring."), "pdf"),
    "doors": (mark("One page a team, to read from the corridor."), "pdf"),
    "wall": (mark("Everybody by name, with their team, in letters read from afar."), "pdf"),
    "facilitator": (mark("Why each person is where they are, for who runs the teams."), "pdf"),
    "xlsx": (mark("One line a person, for a spreadsheet."), "xlsx"),
    "csv": (mark("One line a person, for any program."), "csv"),
}
_TABLES = {"xlsx": mark("Workbook"), "csv": mark("CSV file")}


class TeamPapersSheet(FramedSheet):
    """Made on this computer, from the teams as they are: a proposal that was not applied is not in them."""

    def __init__(self, page: TeamsPage) -> None:
        why = tr("Made on this computer, from the teams as they are now. A proposal is in them once it is applied.")
        super().__init__(page.window(), "printer", tr("Papers of the teams"), why, width=540)
        self._page = page
        self._task: Task | None = None
        self._path: Path | None = None
        self.open_file = QDesktopServices.openUrl
        self._names = {key: tr(name) for key, name in {**PAPERS, **_TABLES}.items()}
        papers = [(key, self._names[key], tr(what)) for key, (what, _end) in WHAT_FOR.items()]
        self.paper = OptionList(tr("Paper"), papers)
        self.rows.addWidget(self.paper)
        self.progress = ProgressCancel()
        self.rows.addWidget(self.progress)
        self.open_button = Button(tr("Open"), icon="file-text")
        self.open_button.clicked.connect(self._open_file)
        self.open_button.hide()
        self.make = Button(tr("Make the file"), variant="primary", icon="printer")
        self.make.clicked.connect(self._choose_and_make)
        self.buttons.addWidget(self.open_button)
        self.buttons.addWidget(self.make)
        self.paper.chosen.connect(lambda _key: self._on_paper())
        self.show_sheet(self.paper.current_button)

    def make_into(self, path: Path) -> None:
        """Make the paper chosen, at ``path``."""
        page, paper = self._page, self.paper.current
        self._path = path
        self.banner.hide()
        self.open_button.hide()
        self.make.setEnabled(False)
        tables = paper in _TABLES
        make = partial(team_table, page.context.event, path) if tables else partial(
            team_paper, page.context.event, path, paper
        )  # fmt: skip
        self._task = page.context.tasks.run(
            partial(make, kind=page.kind, round_no=page.round_no), reads=True, progress=not tables, owner=self,
            then=self._on_report, failed=self._on_refused, ended=self._on_ended,
        )  # fmt: skip
        if not tables:
            self.progress.follow(self._task)

    def close_sheet(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().close_sheet()

    def _choose_and_make(self) -> None:
        name, end = self._names[self.paper.current], WHAT_FOR[self.paper.current][1]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{name}.{end}")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Where to write the file"), start, f"{end.upper()} (*.{end})")
        if chosen:
            self.make_into(Path(chosen).with_suffix(f".{end}"))

    def _on_paper(self) -> None:
        self.banner.hide()
        self.open_button.hide()
        self.settle()

    def _on_report(self, report: Any) -> None:
        self.banner.show_text(report.message, "success" if report.done else "info")
        self._page.context.announce(report.message)
        if report.done:
            self.open_button.show()
            self.open_button.setFocus()

    def _on_refused(self, error: UserError) -> None:
        self.banner.show_text(str(error), "danger")
        self._page.context.announce(str(error), assertive=True)

    def _on_ended(self) -> None:
        self._task = None
        self.progress.stop()
        self.banner.setVisible(bool(self.banner.text))
        self.make.setEnabled(True)
        self.settle()

    def _open_file(self) -> None:
        if self._path is not None:
            self.open_file(QUrl.fromLocalFile(str(self._path)))
