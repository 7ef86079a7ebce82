"""Everything that this place can do, by key, by the palette or by « … », and the sheets that ask before doing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ...event.model import TeamKind
from ...language import tr
from ..shell.actions import Action
from ..shell.sheet import Sheet
from ..widgets.icons import tinted_icon
from .view import State

if TYPE_CHECKING:
    from .page import TeamsPage

Remedy = tuple[str, str, Callable[[], object]]
"""Words, icon, what it does."""


class Sheets:
    """Opens the sheets. Each gets the page, reads what it needs from its situation, and hands deeds back."""

    def __init__(self, page: TeamsPage) -> None:
        self._page = page

    def actions(self) -> list[Action]:
        """The palette's entries and the keys of this screen."""
        page = self._page
        deeds, proposal = page.deeds, page.proposal
        formed = page.situation is not None and bool(page.situation.teams)
        draft = proposal.draft
        found = [
            Action(tr("Move the person to a team"), deeds.ask_move, "arrow-right", "M", enabled=formed),
            Action(tr("Lock or unlock the person"), deeds.toggle_lock, "lock", "L", enabled=formed),
            Action(tr("Lock or unlock the person"), deeds.toggle_lock, "lock", "V", enabled=formed, key_only=True),
            Action(tr("Take the person out of their team"), deeds.take_out, "user-x", "Del", enabled=formed),
            Action(tr("Why here?"), page.study.explain, "circle-question-mark", "W", enabled=formed),
            Action(tr("Recompute the teams"), page.recompute, "refresh-cw", "R", enabled=formed,
                   words=tr("proposal form compute")),
            Action(tr("Stop the computation"), proposal.stop, "square", "S",
                   enabled=proposal.computation.running),
            Action(tr("Apply the proposal"), deeds.apply, "check", "Ctrl+Return", enabled=page.can_apply),
            Action(tr("Drop the proposal"), proposal.discard, "x", enabled=draft is not None),
            Action(tr("Balance as a table"), page.study.toggle_table, "table-2", "T", enabled=formed),
            Action(tr("Rules of formation"), self.open_rules, "sliders-horizontal", "G", enabled=formed),
            Action(tr("People together or apart"), self.open_bonds, "link", "B", enabled=formed),
            Action(tr("Absences, late arrivals, a team or a room lost"), self.open_repair, "life-buoy", "A",
                   enabled=formed, words=tr("repair absent missing")),
            Action(tr("Size, name and room of a team"), self.open_team, "pencil", "N",
                   enabled=formed),
            Action(tr("Locks"), self.open_locks, "lock", enabled=formed),
            Action(tr("Papers of the teams"), self.open_papers, "printer", "P", enabled=formed,
                   words=tr("print PDF list door sign export CSV")),
        ]  # fmt: skip
        if page.kind is TeamKind.LEARNING:
            found.append(Action(tr("Prepare learning teams"), self.open_learning, "sprout"))
        else:
            found.append(Action(tr("Prepare the teams from the challenges"), deeds.prepare, "puzzle"))
        for number, (state, words) in enumerate(
            ((State.BEFORE, tr("Before")), (State.PROPOSAL, tr("Proposal")), (State.DIFFERENCES, tr("What differs")))
        ):
            for key in (str(number + 1), '&é"'[number].upper()):
                found.append(
                    Action(words, lambda state=state: page.show_state(state), "list", key, enabled=formed,  # type: ignore[misc]
                           key_only=True)
                )  # fmt: skip
        if draft is not None and draft.past:
            found.append(Action(tr("Undo: {action}", action=draft.past[-1].words), deeds.undo_step, "undo-2", "Ctrl+Z"))
        if draft is not None and draft.future:
            words = tr("Redo: {action}", action=draft.future[-1].words)
            found.append(Action(words, deeds.redo_step, "redo-2", "Ctrl+Shift+Z"))
        return found

    def fill(self, menu: QMenu) -> None:
        """The entries of « … »: what has no button of its own."""
        own = {"G", "B", "A", "N", "P"}
        rest = (self._page.proposal.discard, self.open_learning, self._page.deeds.prepare)
        for action in self.actions():
            if action.key_only or (action.shortcut not in own and action.run not in rest):
                continue
            entry = menu.addAction(tinted_icon(action.icon), action.text)
            entry.setEnabled(action.enabled)
            entry.triggered.connect(lambda _checked=False, run=action.run: run())

    def open_locks(self) -> Sheet:
        """The people whom no proposal moves."""
        from .locks_sheet import LocksSheet

        return LocksSheet(self._page)

    def open_rules(self) -> Sheet:
        """The rules in plain words, and what each costs now."""
        from .rules_sheet import RulesSheet

        return RulesSheet(self._page)

    def open_bonds(self) -> Sheet:
        """People to keep together or apart."""
        from .bonds_sheet import BondsSheet

        return BondsSheet(self._page)

    def open_team(self, team_id: str = "") -> Sheet | None:
        """The size, the name and the room of a team, by default the one selected; None when there is none."""
        from .team_sheet import TeamSheet

        wanted = team_id or self._page.team_id
        if self._page.situation is None or wanted not in self._page.situation.team_by_id:
            self._page.context.toasts.show_message(tr("Choose a team first."), icon="info")
            return None
        return TeamSheet(self._page, wanted)

    def open_repair(self) -> Sheet:
        """Someone or something is missing: few moves are proposed."""
        from .repair_sheet import RepairSheet

        return RepairSheet(self._page)

    def open_papers(self) -> Sheet:
        """PDF of the teams, door signs, list for the wall, facilitator's page, tables."""
        from .papers_sheet import TeamPapersSheet

        return TeamPapersSheet(self._page)

    def open_learning(self) -> Sheet:
        """How many learning teams."""
        from .learning_sheet import LearningSheet

        return LearningSheet(self._page)

    def remedies(self) -> list[Remedy]:
        """What would relax rules that cannot hold together, where a deed of this screen can do it."""
        from .remedies import remedies

        return remedies(self._page)
