"""The right column: what the teams are worth, before and after, and why someone is where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ...language import integer, percent, tr
from ...teams.plan import Plan
from .apart import ProcessApart
from .columns import Columns
from .study_views import BalanceView, WhyView

if TYPE_CHECKING:
    from .page import TeamsPage

_AFTER_MS = 90  # arrows may go on: only where they stop is explained
_AFTER_MS_COMPUTING = 1200  # what is weighed changes all the time, and weighing takes from the computation


class Study:
    """Asks for measures and explanations away from the UI thread; the latest question wins."""

    def __init__(self, page: TeamsPage, columns: Columns) -> None:
        self._page, self._columns = page, columns
        self.apart = apart = ProcessApart()
        page.destroyed.connect(lambda: apart.close())
        self._person_id, self._team_id = "", ""
        self._balance: BalanceView | None = None
        self._measures_asked = self._why_asked = 0
        self._later = QTimer(page)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_MS)
        self._later.timeout.connect(self._ask_why)
        self._measures_later = QTimer(page)
        self._measures_later.setSingleShot(True)
        self._measures_later.setInterval(_AFTER_MS)
        self._measures_later.timeout.connect(self._ask_measures)

    def refresh(self) -> None:
        """The teams or the proposal changed."""
        computing = self._page.proposal.computation.running
        for timer, wanted in ((self._measures_later, True), (self._later, bool(self._person_id))):
            if not wanted:
                continue
            if not computing:
                timer.start(_AFTER_MS)
            elif not timer.isActive():
                timer.start(_AFTER_MS_COMPUTING)

    def ask_now(self) -> None:
        """Without waiting for the arrows to stop."""
        self._measures_later.stop()
        self._later.stop()
        self._ask_measures()
        if self._person_id:
            self._ask_why()

    def look_at(self, person_id: str, team_id: str) -> None:
        """Another person, or none, is selected."""
        self._person_id, self._team_id = person_id, team_id
        if person_id:
            self._later.start(_AFTER_MS)
        else:
            self._later.stop()
            self._columns.why.show_why(None)

    def explain(self) -> None:
        """W or Entrée: bring the reasons to the front, and the focus with them."""
        self._columns.show_pane("balance")
        if self._person_id:
            self._ask_why()
        why = self._columns.why
        target = why.keep if why.keep.isVisible() else why.attempt
        if target.isVisible():
            target.setFocus()
        self._page.context.announce(f"{why.accessibleName()} {why.accessibleDescription()}")

    def preview(self, person_id: str, team_id: str) -> None:
        """What dropping someone on a team would do to the balance."""
        page, situation = self._page, self._page.situation
        if situation is None:
            return
        shown = dict(situation.assignment if page.shown_assignment is None else page.shown_assignment)
        now = self._balance

        def then(score: int) -> None:
            if now is not None:
                gain = score - now.score
                signed = f"+ {gain}" if gain > 0 else f"− {-gain}" if gain < 0 else "="
                self._columns.board.show_effect(team_id, tr("balance {gain}", gain=signed))

        page.run(self.apart.ask, "balance_of", situation, {**shown, person_id: team_id}, then=then, reads=True)

    def toggle_table(self) -> None:
        """T: the measures as a table, or as bars."""
        self._columns.show_pane("balance")
        self._columns.balance.toggle_table()

    def verdict(self, plan: Plan) -> str:
        """How a computation ended, in one sentence."""
        if not plan.assignment:
            return tr("Stopped before a first placement was found. Nothing was changed.")
        return " ".join((*plan.conflict, self._worth(plan)))  # why it ended early, when it did by itself

    def _worth(self, plan: Plan) -> str:
        cost = integer(plan.cost or 0)
        gap = plan.gap or 0.0
        if plan.status == "optimal" or gap == 0:
            return tr("The best possible, and it is proven: cost {cost}. Nothing is written before “Apply”.", cost=cost)
        if plan.bound <= 0:
            return tr("Cost {cost}. Nothing is written before “Apply”.", cost=cost)
        return tr("Cost {cost}, at most {gap} above the ideal. Nothing is written before “Apply”.", cost=cost,
                  gap=percent(gap, 1))  # fmt: skip

    def _ask_measures(self) -> None:
        situation = self._page.situation
        if situation is None or not situation.teams:
            return
        self._measures_asked += 1
        asked = self._measures_asked

        def then(balance: BalanceView) -> None:
            if asked == self._measures_asked:
                self._balance = balance
                self._columns.balance.show_balance(balance)

        self._page.run(self.apart.ask, "weigh", situation, self._page.shown_assignment, then=then, reads=True)

    def _ask_why(self) -> None:
        situation, person_id = self._page.situation, self._person_id
        if situation is None or person_id not in situation.person_by_id:
            return
        self._why_asked += 1
        asked = self._why_asked

        def then(view: WhyView) -> None:
            if asked == self._why_asked and person_id == self._person_id:
                self._columns.why.show_why(view)

        page = self._page
        page.run(self.apart.ask, "reasons", situation, page.shown_assignment, person_id, page.proposal.by_hand,
                 page.codes, then=then, reads=True)  # fmt: skip
