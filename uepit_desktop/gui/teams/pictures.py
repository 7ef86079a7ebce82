"""The states of this place that are photographed. Each leaves the page for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...event import EventFile
from ...event.model import TeamKind
from ...teams.situation import Situation
from ..shell.page import ScreenshotState
from ..shell.sheet import Sheet
from .computing import Way
from .repair_sheet import RepairSheet
from .view import State

if TYPE_CHECKING:
    from .page import TeamsPage

_SEED = 2026
_WITHIN_S = 20.0  # far more than it takes: the same plan each time


def pictures(page: TeamsPage) -> list[ScreenshotState]:
    """The page on the sample event."""
    shots = _Pictures(page)
    return [
        ScreenshotState("04-equipes", shots.differences),
        ScreenshotState("04b-equipes-avant", shots.before),
        ScreenshotState("04c-equipes-proposition", shots.proposal),
        ScreenshotState("04d-equipes-tableau", shots.table),
        ScreenshotState("04e-equipes-regles", shots.rules),
        ScreenshotState("04f-equipes-reparer", shots.repair),
        ScreenshotState("04g-equipes-impossible", shots.infeasible),
        ScreenshotState("04h-equipes-sans-equipe", shots.empty),
        ScreenshotState("04i-equipes-apprenantes", shots.learning),
    ]


class _Pictures:
    def __init__(self, page: TeamsPage) -> None:
        self._page = page

    def differences(self) -> None:
        page = self._page
        page.run(_solved, page.situation, then=self._take, reads=True)

    def before(self) -> None:
        self._rest()
        self._page.list_waiting()
        self._page.show_state(State.BEFORE)

    def proposal(self) -> None:
        page = self._page
        page.show_state(State.PROPOSAL)
        page.choose_team(page.columns.board.cards.cards[2].team_id)
        page.columns.people.focus_list()

    def table(self) -> None:
        self._page.show_state(State.DIFFERENCES)
        self._page.study.toggle_table()

    def rules(self) -> None:
        self._page.study.toggle_table()
        self._page.sheets.open_rules()

    def repair(self) -> None:
        self._rest()
        sheet = self._page.sheets.open_repair()
        if isinstance(sheet, RepairSheet):
            self._page.run(_repaired, self._page.situation, sheet.asked(), then=sheet.show_ways, reads=True)

    def infeasible(self) -> None:
        self._rest()
        self._page.proposal.discard()
        self._page.run(_contradicted, self._page.situation, then=self._show_conflict, reads=True)

    def empty(self) -> None:
        self._page.show_kind(TeamKind.LEARNING)

    def learning(self) -> None:
        page = self._page
        page.run(_learning_teams, page.context.event, then=self._take_learning)

    def _take(self, assignment: dict[str, str]) -> None:
        page = self._page
        page.proposal.take(assignment)
        if page.view is not None and page.view.waiting:
            page.choose_person(page.view.waiting[0].person_id)
            page.columns.people.focus_list()
        page.study.ask_now()

    def _take_learning(self, found: tuple[Situation, dict[str, str]]) -> None:
        page = self._page
        page.proposal.use(found[0])
        page.stack.setCurrentIndex(0)
        self._take(found[1])

    def _show_conflict(self, conflict: Any) -> None:
        page = self._page
        page.proposal.computation.rules = conflict.rules
        page.show_conflict(conflict.sentences)

    def _rest(self) -> None:
        for sheet in self._page.window().findChildren(Sheet):
            sheet.close_sheet()


def _solved(situation: Situation) -> dict[str, str]:
    from ...teams.posing import problem_of
    from ...teams.solver import solve

    return dict(solve(problem_of(situation), time_limit=_WITHIN_S, seed=_SEED, threads=1).assignment)


def _repaired(situation: Situation, asked: dict[str, Any]) -> tuple[list[Way], tuple[str, ...]]:
    from ...teams.forming_apart import Repaired
    from ...teams.posing import problem_of
    from ...teams.repair import repair

    repaired = Repaired.of(repair(problem_of(situation), **asked, time_limit=_WITHIN_S))
    return list(repaired.ways), repaired.sentences


def _contradicted(situation: Situation) -> Any:
    """Two people locked in two teams whom a link would keep together."""
    from dataclasses import replace

    from ...teams.infeasible import smallest_conflict
    from ...teams.posing import problem_of
    from .weighing import names_of

    locked = [person for person in situation.people if person.kept] or list(situation.placed)
    one = locked[0]
    other = next(person for person in locked if person.team != one.team)
    problem = problem_of(situation)
    people = tuple(
        replace(each, locked=each.current) if each.id in (one.id, other.id) else each for each in problem.people
    )
    asked = replace(problem, people=people, together=(*problem.together, (one.id, other.id)))
    return smallest_conflict(asked, names=names_of(situation))


def _learning_teams(event: EventFile) -> tuple[Situation, dict[str, str]]:
    from ...teams.gathering import situation_of
    from ...teams.preparing import prepare_learning_teams

    prepare_learning_teams(event, size=9)
    situation = situation_of(event, TeamKind.LEARNING)
    return situation, _solved(situation)
