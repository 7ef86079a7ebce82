"""A computation in a process apart: shown while it improves, stopped at any moment, its end whatever it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.teams.conftest import fill
from tests.gui.teams.test_teams_page import proposal_of
from uepit_desktop.event import EventFile
from uepit_desktop.gui.teams.computing import Computation, Found
from uepit_desktop.gui.teams.page import TeamsPage
from uepit_desktop.gui.teams.toolbar import bound_words
from uepit_desktop.gui.teams.view import State
from uepit_desktop.teams.gathering import situation_of

Open = Callable[[], TeamsPage]
Quiet = Callable[[], None]

_READ = "import sys, json, time; asked = json.loads(sys.stdin.readline())\n"
_SAY = "say = lambda what: print(json.dumps(what), flush=True)\n"


def program(body: str) -> Callable[[float | None], list[str]]:
    """A program that speaks as the solving process does."""
    return lambda _limit: [sys.executable, "-c", _READ + _SAY + body]


def progress(cost: int, bound: float, assignment: dict[str, str] | None) -> str:
    said = {"phase": "search", "cost": cost, "bound": bound, "seconds": 0.1}
    if assignment is not None:
        said["assignment"] = assignment  # type: ignore[assignment]
    return f"say({json.dumps({'progress': said})})\n"


def plan(status: str, assignment: dict[str, str], cost: int | None, bound: float = 0.0, **more: object) -> str:
    told = {"status": status, "assignment": assignment, "cost": cost, "parts": {}, "bound": bound, "seconds": 1.0,
            "conflict": more.pop("conflict", [])}  # fmt: skip
    return f"say(json.loads({json.dumps(json.dumps({'plan': told, **more}))}))\n"


def test_the_first_plan_shows_at_once_and_improves_under_the_eyes(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    teams = [team.id for team in situation_of(event).teams]
    better = {one: teams[(teams.index(team) + 1) % 3] for one, team in first.items()}
    page.proposal.computation.command = program(
        progress(500, 400.0, first) + "time.sleep(0.6)\n" + plan("optimal", better, 400, 400.0)
    )
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_R)
    assert page.toolbar.stop.isVisible()
    qtbot.waitUntil(lambda: page.proposal.assignment == first, timeout=5000)
    assert page.state is State.DIFFERENCES
    assert page.proposal.computation.running
    assert "20" in page.toolbar.summary.text  # (500 − 400) / 500
    assert not page.toolbar.apply.isEnabled()
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.proposal.assignment == better
    assert page.toolbar.compute.isVisible()
    assert "prouvé" in page.banner.text
    assert situation_of(event).assignment != better


def test_stop_keeps_the_best_so_far_even_from_a_program_that_does_not_listen(
    event: EventFile, opened: Open, qtbot: QtBot
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    page.proposal.computation.command = program(progress(500, 0.0, first) + "time.sleep(60)\n")
    page.recompute()
    qtbot.waitUntil(lambda: page.proposal.assignment == first, timeout=5000)
    page.proposal.computation._patience.setInterval(50)
    page.toolbar.stop.click()
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.proposal.assignment == first
    assert page.proposal.plan is not None
    assert page.proposal.plan.status == "cancelled"
    assert dict(page.proposal.plan.assignment) == first
    assert page.toolbar.apply.isEnabled()


def test_a_process_that_dies_leaves_the_best_so_far_or_says_so(event: EventFile, opened: Open, qtbot: QtBot) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.computation.command = program("sys.exit(70)\n")
    page.recompute()
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.proposal.assignment is None
    assert "Rien n’a changé" in page.banner.text
    assert page.banner.action.isVisible()


def test_rules_that_cannot_hold_together_are_said_with_buttons_that_relax_them(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.teams.placing import lock

    fill(event, people=12, teams=3, placed=1.0)
    now = situation_of(event)
    kept, team = now.people[0], now.teams[0]
    lock(event, [kept.id])
    page = opened()
    said = "Les verrous et la taille de D1 ne tiennent pas ensemble."
    page.proposal.computation.command = program(
        plan("infeasible", {}, None, conflict=[said], rules=[["max", team.id], ["locked", kept.id, str(kept.team)]])
    )
    page.recompute()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.resting, timeout=5000)
    words = [button.text() for button in page.resting.remedies]
    assert words[0] == f"Libérer {kept.name}"
    assert "D1" in words[1]
    assert page.resting.remedies[0].hasFocus()
    page.proposal.computation.command = program(plan("optimal", dict(now.assignment), 0, 0.0))
    page.resting.remedies[0].click()
    quiet()
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert not situation_of(event).person_by_id[kept.id].kept
    assert page.stack.currentWidget() is not page.resting


def test_someone_placed_by_hand_while_it_computes_is_left_there(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    page.proposal.computation.command = program(progress(500, 0.0, first) + "time.sleep(60)\n")
    page.recompute()
    qtbot.waitUntil(lambda: page.proposal.assignment == first, timeout=5000)
    someone = page.columns.people.people.rows[0].person_id
    other = next(team.id for team in situation_of(event).teams if team.id != first[someone])
    page.proposal.computation.command = program(plan("feasible", first, 500, 0.0))
    page.deeds.move(someone, other)
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.team_of(someone) == other


def test_leaving_the_event_ends_the_process(event: EventFile, opened: Open, qtbot: QtBot) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.computation.command = program("time.sleep(60)\n")
    page.recompute()
    process = page.proposal.computation._process
    assert process is not None
    ended: list[int] = []
    process.finished.connect(lambda code: ended.append(code))
    page.proposal.computation.forget()
    assert not page.proposal.computation.running


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found(412, 407.1), "coût 412, à 1,2 % au plus de l’idéal"),
        (Found(412, 412.0), "coût 412, le meilleur possible : c’est prouvé"),
        (Found(412, 0.0), "coût 412"),
    ],
)
def test_the_bound_is_said_in_words(found: Found, words: str) -> None:
    assert bound_words(found).replace("\u202f", " ").replace("\u00a0", " ") == words


def test_the_process_reads_a_problem_and_a_stop(qtbot: QtBot) -> None:
    from PySide6.QtCore import QObject

    owner = QObject()
    computation = Computation(owner)
    assert not computation.running
    command = computation.command(3.0)
    assert command[1:3] == ["-m", "uepit_desktop.gui.teams.solving_process"]
    assert "3.0" in command


def test_a_real_problem_is_solved_from_the_key_to_the_banner(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=30, teams=4, size=9)
    page = opened()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_R)
    qtbot.waitUntil(lambda: page.proposal.plan is not None, timeout=60_000)
    assert page.proposal.plan is not None
    assert len(page.proposal.plan.assignment) == 30
    assert page.toolbar.apply.isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet()
    assert not situation_of(event).to_place


def test_a_real_contradiction_is_said_with_names_and_a_button(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.event.model import BondKind
    from uepit_desktop.teams.bonds import bind_people
    from uepit_desktop.teams.placing import lock

    fill(event, people=12, teams=3, placed=1.0, size=6)
    now = situation_of(event)
    pair = [now.people[0], next(one for one in now.people if one.team != now.people[0].team)]
    lock(event, [one.id for one in pair])
    bind_people(event, [one.id for one in pair], BondKind.TOGETHER)
    page = opened()
    page.recompute()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.resting, timeout=60_000)
    words = [button.text() for button in page.resting.remedies]
    assert any(word.startswith("Retirer le lien") for word in words), (words, page.proposal.computation.rules)
    assert any(pair[0].name in word for word in words)
    page.resting.remedies[0].click()
    quiet()
    qtbot.waitUntil(lambda: page.proposal.plan is not None, timeout=60_000)
    assert page.proposal.plan is not None
    assert page.proposal.plan.assignment
