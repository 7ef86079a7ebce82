"""The proposal of the screen: computed apart, improved while it is looked at, adjusted by hand, and stale or not."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ...event import UserError
from ...teams.plan import Plan
from ...teams.posing import problem_of
from ...teams.situation import Situation
from .computing import Computation, Found
from .draft import Draft, with_hands
from .weighing import names_of

TIME_LIMIT_S = 180.0
"""A computation that nobody stops ends by itself; most have proven their plan long before."""

_SHOWN_EVERY_MS = 300
"""Better placements may come faster: the eye does not follow, and the keys come first."""


class Proposal(QObject):
    """``changed`` when who would be where changes, ``progressed`` when only figures do; nothing is written here."""

    changed = Signal()
    progressed = Signal()
    ended = Signal(object)
    """Plan"""
    failed = Signal(object)
    """UserError"""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.situation: Situation | None = None
        self.draft: Draft | None = None
        self.plan: Plan | None = None
        """How the last computation ended; None while one runs and before the first."""
        self.stale = False
        """The teams have changed under the proposal: it can be looked at, not applied."""
        self._seen: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_EVERY_MS)
        self._soon.timeout.connect(self._show_found)
        self.computation = Computation(self)
        self.computation.found.connect(self._on_found)
        self.computation.ended.connect(self._on_ended)
        self.computation.failed.connect(self._on_failed)

    @property
    def assignment(self) -> dict[str, str] | None:
        """Who would be where; None without a proposal."""
        return dict(self.draft.assignment) if self.draft is not None else None

    @property
    def by_hand(self) -> frozenset[str]:
        """The people whom someone placed in the proposal."""
        return self.draft.by_hand if self.draft is not None else frozenset()

    @property
    def found(self) -> Found | None:
        """What the computation under way has found; None when none runs."""
        return self.computation.best if self.computation.running else None

    def use(self, situation: Situation) -> None:
        """The situation was read again: the proposal follows where it can."""
        self.situation = situation
        if self.draft is None:
            return
        if self.draft.base.kind != situation.kind or self.draft.base.round != situation.round:
            self.discard()
            return
        rebased = self.draft.rebased(situation)
        self.stale = rebased is None
        self.draft = rebased or self.draft

    def compute(self) -> None:
        """Compute the teams anew; people placed by hand stay where they are."""
        if self.situation is None:
            return
        if self.stale:
            self.draft, self.stale = None, False
        self.plan = None
        problem = with_hands(problem_of(self.situation), self.draft)
        self.computation.start(problem, names=names_of(self.situation), time_limit_s=TIME_LIMIT_S)
        self.progressed.emit()

    def stop(self) -> None:
        """Keep the best so far."""
        self.computation.stop()

    def discard(self) -> None:
        """Forget the proposal."""
        self.computation.forget()
        self.draft, self.plan, self.stale = None, None, False
        self.changed.emit()

    def take(self, assignment: dict[str, str], *, withdrawn: tuple[str, ...] = ()) -> None:
        """A placement made elsewhere (a repair) becomes the proposal; ``withdrawn`` are teams that it empties."""
        if self.situation is None:
            return
        self.computation.forget()
        self.plan, self.stale = None, False
        self.draft = Draft(self.situation, assignment, withdrawn=withdrawn)
        self.changed.emit()

    def adjust(self, draft: Draft) -> None:
        """Someone adjusted the proposal by hand, or took that back."""
        by_hand = self.by_hand != draft.by_hand
        self.draft = draft
        self.changed.emit()
        if by_hand and self.computation.running:
            self.compute()

    def _on_found(self, found: Found) -> None:
        first = self.draft is None
        if found.assignment and found.assignment is not self._seen:
            self._seen = found.assignment
            if first:
                self._show_found()
            elif not self._soon.isActive():
                self._soon.start()
        self.progressed.emit()

    def _show_found(self) -> None:
        if self._seen and self.computation.running:
            self._show(self._seen)

    def _on_ended(self, plan: Plan) -> None:
        self.plan = plan
        self._soon.stop()
        self._seen = {}
        if plan.assignment:
            self._show(dict(plan.assignment))
        self.progressed.emit()
        self.ended.emit(plan)

    def _on_failed(self, error: UserError) -> None:
        self._soon.stop()
        self._seen = {}
        self.progressed.emit()
        self.failed.emit(error)

    def _show(self, assignment: dict[str, str]) -> None:
        if self.situation is None:
            return
        draft = self.draft or Draft(self.situation, assignment)
        self.draft = draft.computed(assignment)
        self.changed.emit()
