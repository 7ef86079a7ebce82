"""The place « Équipes »: who is in which team, what a proposal would change, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ...event import Changes, UserError
from ...event.model import TeamKind
from ...language import tr
from ...teams.faults import OVER_CAPACITY, faults_of
from ...teams.plan import Plan
from ...teams.situation import Situation
from ..shell.actions import Action, KeyHint
from ..shell.context import AppContext
from ..shell.page import Page, ScreenshotState
from ..widgets.layouts import VBox
from ..widgets.segmented import SegmentedControl
from ..widgets.surfaces import StatusBanner
from .columns import Columns
from .deeds import Deeds
from .proposal import Proposal
from .reading import Read, read_page
from .resting import Resting
from .sheets import Sheets
from .studying import Study
from .toolbar import Toolbar
from .view import BoardView, State, board_view, team_rows

_REREAD_AFTER_MS = 150


class TeamsPage(Page):
    """Shows, takes keys, and hands what is asked to ``deeds`` (writes), ``proposal`` (computes), ``sheets`` (asks)."""

    place: ClassVar[str] = "teams"

    #: the situation or the proposal changed on the screen; open sheets follow
    refreshed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.kind, self.round_no = TeamKind.CHALLENGE, 1
        self.state = State.BEFORE
        self.view: BoardView | None = None
        self.person_id, self.team_id = "", ""
        self._lists_team = False
        self._listed_team = ""
        self._goes_to = ""
        #: a rule was just relaxed: the teams are computed once that is read
        self.compute_after_reading = False
        #: learning teams: the codes of the challenge teams where people come from
        self.codes: dict[str, str] = {}
        self.proposal = Proposal(self)
        self.proposal.changed.connect(self._on_proposal)
        self.proposal.progressed.connect(self._on_progress)
        self.proposal.ended.connect(self._on_computed)
        self.proposal.failed.connect(self._on_failed)
        self.deeds = Deeds(self)
        self.sheets = Sheets(self)
        self.kinds = SegmentedControl(
            tr("Kind of team"),
            [(TeamKind.CHALLENGE.value, tr("Challenge teams")), (TeamKind.LEARNING.value, tr("Learning teams"))],
            icons={TeamKind.CHALLENGE.value: "target", TeamKind.LEARNING.value: "sprout"},
        )
        self.kinds.chosen.connect(lambda key: self.show_kind(TeamKind(key)))
        self.header.add(self.kinds)
        self.banner = StatusBanner("", "info", closable=True)
        self.banner.acted.connect(self._on_banner)
        self.banner.hide()
        self._banner_deed = self.recompute
        self._verdict, self._judged = "", dict[str, str]()
        self.faults = StatusBanner("", "warning")
        self.faults.hide()
        self.toolbar = Toolbar()
        self.columns = Columns()
        self.resting = Resting(self)
        formed = QWidget()
        column = VBox(formed, spacing=16)
        column.addWidget(self.toolbar)
        column.addWidget(self.banner)
        column.addWidget(self.faults)
        column.addWidget(self.columns, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(formed)
        self.stack.addWidget(self.resting)
        self.body.addWidget(self.stack, 1)
        self.study = Study(self, self.columns)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REREAD_AFTER_MS)
        self._later.timeout.connect(self.reload)
        self._connect()
        self.header.set_title(tr("Challenge teams"), " ")
        self.stack.setCurrentWidget(formed)

    # the shell's questions

    def on_shown(self, **args: Any) -> None:
        self._goes_to = str(args.get("person_id", ""))
        if kind := args.get("kind"):
            self.kinds.choose(str(kind))
            self.kind, self.round_no = TeamKind(str(kind)), int(args.get("round_no", 1))
        self.reload()
        self.columns.people.list.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self._later.start()

    def palette_actions(self) -> list[Action]:
        return self.sheets.actions()

    def key_hints(self) -> list[KeyHint]:
        return [
            KeyHint("Up Down", tr("choose a person or a team")),
            KeyHint("Left Right", tr("go from the people to the teams")),
            KeyHint("Return", tr("why here?")),
        ]

    def zones(self) -> list[QWidget]:
        columns = self.columns
        return [columns.people, columns.board, self.columns.right, self.toolbar]

    def search_field(self) -> QWidget | None:
        self.columns.show_pane("people")
        return self.columns.people.search

    def handle_escape(self) -> bool:
        if self.columns.people.asks_code:
            self.columns.people.close_code()
            self.columns.people.list.setFocus()
            return True
        if self._lists_team:
            self.list_waiting()
            return True
        return False

    def save_state(self) -> dict[str, Any]:
        draft = self.proposal.draft
        return {"kind": self.kind.value, "round": self.round_no, "state": self.state.value, "draft": draft}

    def restore_state(self, state: dict[str, Any]) -> None:
        self.kind, self.round_no = TeamKind(state["kind"]), state["round"]
        self.kinds.choose(self.kind.value)
        self.proposal.draft = state["draft"]
        self.state = State(state["state"])
        self.toolbar.states.choose(self.state.value)

    def screenshot_states(self) -> list[ScreenshotState]:
        from .pictures import pictures

        return pictures(self)

    # reading and showing

    @property
    def situation(self) -> Situation | None:
        """What was read last."""
        return self.proposal.situation

    def reload(self) -> None:
        """Read the teams again."""
        self.run(read_page, self.context.event, self.kind, self.round_no, then=self.show_read, reads=True)

    def show_read(self, read: Read) -> None:
        """Show what was read, unless another kind was asked for meanwhile."""
        situation = read.situation
        if (situation.kind, situation.round) != (self.kind, self.round_no):
            return
        self.proposal.use(situation)
        self.codes = dict(read.codes)
        rounds = sorted({*read.rounds, self.round_no}) if self.kind is TeamKind.LEARNING else []
        self.toolbar.show_rounds(rounds, self.round_no)
        if not situation.teams:
            self.resting.show_nothing(situation)
            self.stack.setCurrentWidget(self.resting)
            self.header.set_title(board_view(situation, None, State.BEFORE).title, tr("No team yet"))
        else:
            self.stack.setCurrentIndex(0)
            self._show_stale()
            self.refresh()
            if self._goes_to:
                self.choose_person(self._goes_to)
        self._goes_to = ""
        self.actions_changed.emit()
        if self.compute_after_reading:
            self.compute_after_reading = False
            self.recompute()

    def show_teams(self) -> None:
        """Back from an empty state or a conflict."""
        self.stack.setCurrentIndex(0)
        self.refresh()
        self.columns.people.focus_list()

    def show_conflict(self, sentences: Sequence[str]) -> None:
        """The rules cannot all hold together: say which, and what would relax them."""
        said = tuple(sentences) or (tr("No placement keeps every rule."),)
        self.resting.show_conflict(said)
        self.stack.setCurrentWidget(self.resting)
        self.context.announce(" ".join(said), assertive=True)

    def refresh(self) -> None:
        """Paint the situation and the proposal as they are now."""
        situation = self.situation
        if situation is None or not situation.teams:
            return
        proposal = self.proposal
        self.view = board_view(situation, proposal.assignment, self.state, by_hand=proposal.by_hand)
        self.header.set_title(self.view.title, self.view.subtitle)
        self.columns.board.show_cards(self.view.cards)
        self.toolbar.show_locks(self.view.locks)
        self.toolbar.show_counts(
            self.view.counts, proposed=proposal.draft is not None, of_waiting=len(situation.to_place)
        )
        self.toolbar.show_computing(proposal.found)
        self.toolbar.apply.setEnabled(self.can_apply)
        self._list_people()
        self._show_faults(situation)
        self.columns.board.choose(self.team_id, self.person_id, scroll=False)
        self.study.refresh()
        self.refreshed.emit()

    def _show_faults(self, situation: Situation) -> None:
        """Links and rooms that do not hold in the state in sight; a team too large says it on its card."""
        found = [one.sentence for one in faults_of(situation, self.shown_assignment) if one.code != OVER_CAPACITY]
        if not found:
            self.faults.hide()
            return
        more = tr("and {n} more", n=len(found) - 1) if len(found) > 1 else ""
        said = " ".join(filter(None, (found[0], more)))
        if said != self.faults.text or self.faults.isHidden():
            self.faults.show_text(said)
            self.faults.setToolTip("\n".join(found))

    def _list_people(self) -> None:
        if self.view is None or self.situation is None:
            return
        people = self.columns.people
        team = self.situation.team_by_id.get(self.team_id) if self._lists_team else None
        self._listed_team = team.id if team is not None else ""
        if team is not None:
            shown = self.shown_assignment
            rows = team_rows(self.situation, team.id, shown, by_hand=self.proposal.by_hand)
            people.show_rows(tr("Team {code}", code=team.code or team.name), "", rows, of_team=True,
                             nobody=tr("Nobody is in this team."))  # fmt: skip
        else:
            meta = tr("proposed") if self.shown_assignment is not None else ""
            people.show_rows(tr("To place"), meta, self.view.waiting, of_team=False,
                             nobody=tr("Everybody has a team. Select a team to see its members here."))  # fmt: skip
        people.choose(self.person_id)

    @property
    def shown_assignment(self) -> dict[str, str] | None:
        """The proposal, when the state in sight shows it."""
        return None if self.state is State.BEFORE else self.proposal.assignment

    # choosing

    def show_kind(self, kind: TeamKind, round_no: int = 1) -> None:
        """Challenge teams or learning teams, and of which round."""
        self.kind, self.round_no = kind, round_no
        self.kinds.choose(kind.value)
        self.person_id, self.team_id, self._lists_team = "", "", False
        self.proposal.discard()
        self.show_state(State.BEFORE)
        self.reload()

    def show_state(self, state: State) -> None:
        """Before, the proposal, or the differences. Without a proposal the two last ask for one."""
        if state is not State.BEFORE and self.proposal.draft is None:
            self.toolbar.states.choose(self.state.value)
            if not self.proposal.computation.running:
                self.recompute()
            return
        self.state = state
        self.toolbar.states.choose(state.value)
        self.refresh()

    def choose_person(self, person_id: str) -> None:
        """Select someone, wherever they are."""
        if self.situation is None or person_id not in self.situation.person_by_id:
            return
        self.person_id = person_id
        self.team_id = self.team_of(person_id) or ""
        waiting = self.situation.person_by_id[person_id].team is None
        listed = (self._lists_team, self._listed_team)
        if self._lists_team or not waiting:
            self._lists_team = bool(self.team_id) and (self._lists_team or not waiting)
        if listed == (self._lists_team, self.team_id if self._lists_team else ""):
            self.columns.people.choose(person_id)
        else:
            self._list_people()
        self.columns.board.choose(self.team_id, person_id)
        self.study.look_at(person_id, self.team_id)

    def choose_team(self, team_id: str) -> None:
        """Select a team: the list on the left becomes its members."""
        if team_id == self.team_id and self._lists_team:
            return
        self.team_id, self.person_id, self._lists_team = team_id, "", True
        self._list_people()
        self.columns.board.choose(team_id)
        self.study.look_at("", team_id)

    def list_waiting(self) -> None:
        """Back to the people to place."""
        self._lists_team, self.person_id, self.team_id = False, "", ""
        self._list_people()
        self.columns.board.choose("")
        self.study.look_at("", "")
        self.columns.people.list.setFocus()

    @property
    def colour(self) -> str:
        """The kind of team, in the names of the tokens."""
        return "apprenante" if self.kind is TeamKind.LEARNING else "defis"

    def team_of(self, person_id: str) -> str | None:
        """The team of a person in the state in sight."""
        if self.situation is None:
            return None
        shown = self.shown_assignment
        return (self.situation.assignment if shown is None else shown).get(person_id)

    # the proposal

    @property
    def can_apply(self) -> bool:
        """Whether there is a proposal that changes something and that nothing has overtaken."""
        ready = self.proposal.draft is not None and not self.proposal.stale and not self.proposal.computation.running
        return bool(ready and self.view is not None and not self.view.counts.nothing)

    def recompute(self) -> None:
        """Compute a proposal, or improve on the one in sight."""
        if self.situation is None or not self.situation.teams:
            return
        self.banner.hide()
        self.proposal.compute()

    def _on_proposal(self) -> None:
        if self.banner.text == self._verdict and self.proposal.assignment != self._judged:
            self.banner.hide()  # what was proven was of another placement
        if self.proposal.draft is None:
            self.state = State.BEFORE
        elif self.state is State.BEFORE:
            self.state = State.DIFFERENCES
        self.toolbar.states.choose(self.state.value)
        self.refresh()
        if self.person_id:
            self.team_id = self.team_of(self.person_id) or ""
            self.columns.board.choose(self.team_id, self.person_id, scroll=False)
        self.actions_changed.emit()

    def _on_progress(self) -> None:
        self.toolbar.show_computing(self.proposal.found)
        self.toolbar.apply.setEnabled(self.can_apply)

    def _on_computed(self, plan: Plan) -> None:
        self.refresh()
        self.actions_changed.emit()
        if plan.status == "infeasible":
            self.show_conflict(plan.conflict)
            return
        self._verdict, self._judged = self.study.verdict(plan), dict(self.proposal.assignment or {})
        self.context.announce(self._verdict)
        self.banner.show_text(self._verdict, "success" if plan.status == "optimal" else "info", action="")

    def _on_failed(self, error: UserError) -> None:
        self.refresh()
        self._banner_deed = self.recompute
        self.banner.show_text(str(error), "danger", action=tr("Try again"))
        self.context.announce(str(error), assertive=True)

    def _show_stale(self) -> None:
        if self.proposal.stale:
            self._banner_deed = self.recompute
            words = tr("The teams have changed since this proposal was computed. Compute it again before applying it.")
            self.banner.show_text(words, "warning", action=tr("Recompute"))

    def _on_banner(self) -> None:
        self._banner_deed()

    # wiring

    def _connect(self) -> None:
        bar, columns = self.toolbar, self.columns
        bar.state_chosen.connect(lambda key: self.show_state(State(key)))
        bar.round_chosen.connect(lambda number: self.show_kind(TeamKind.LEARNING, number))
        bar.compute.clicked.connect(self.recompute)
        bar.stop.clicked.connect(self.proposal.stop)
        bar.apply.clicked.connect(self.deeds.apply)
        bar.locks.clicked.connect(lambda: self.sheets.open_locks())
        bar.more.clicked.connect(self._open_menu)
        people, board = columns.people, columns.board
        people.person_chosen.connect(self.choose_person)
        people.back_asked.connect(self.list_waiting)
        people.explain_asked.connect(self.study.explain)
        people.right_edge.connect(self._to_board)
        people.move_typed.connect(self.deeds.move_to_code)
        people.code.changed.connect(self.deeds.type_code)
        board.team_chosen.connect(self.choose_team)
        board.person_chosen.connect(self.choose_person)
        board.explain_asked.connect(self.study.explain)
        board.left_edge.connect(self._to_people)
        board.dropped.connect(self.deeds.move)
        board.refusal = self.deeds.refusal
        board.hovered_with.connect(self.study.preview)
        columns.why.keep_asked.connect(self.deeds.toggle_lock)
        columns.why.try_asked.connect(self.deeds.try_moves)

    def _to_board(self) -> None:
        self.columns.show_pane("teams")
        self.columns.board.setFocus()
        if not self.team_id and self.columns.board.cards.cards:
            self.choose_team(self.columns.board.cards.cards[0].team_id)

    def _to_people(self) -> None:
        self.columns.show_pane("people")
        self.columns.people.focus_list()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        self.sheets.fill(menu)
        button = self.toolbar.more
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


PAGE = TeamsPage
