"""A computation in a process apart: shown while it improves, stopped at any moment, its end whatever it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.teams import works
from tests.gui.teams.conftest import fill
from tests.gui.teams.test_teams_page import proposal_of
from tests.gui.teams.works import Step
from uepit_desktop.event import EventFile
from uepit_desktop.gui.teams.computing import Computation, Found
from uepit_desktop.gui.teams.page import TeamsPage
from uepit_desktop.gui.teams.toolbar import bound_words
from uepit_desktop.gui.teams.view import State
from uepit_desktop.solving import compute_apart
from uepit_desktop.teams.forming_apart import Asked, Formed, Refused, Repaired
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.hard_rules import RuleRef
from uepit_desktop.teams.plan import Plan, Status
from uepit_desktop.teams.problem import Member, Problem, TeamSize

Open = Callable[[], TeamsPage]
Quiet = Callable[[], None]


def program(*steps: Step) -> Any:
    """Work that takes these steps in the process apart."""
    return partial(works.play, steps)


def progress(cost: int, bound: float, assignment: dict[str, str]) -> Step:
    return ("tell", Found(cost, bound, 0.1, assignment))


def sleep(seconds: float) -> Step:
    return ("sleep", seconds)


def plan(
    status: Status,
    assignment: dict[str, str],
    cost: int | None,
    bound: float = 0.0,
    conflict: tuple[str, ...] = (),
    rules: tuple[RuleRef, ...] = (),
) -> Step:
    return ("return", Formed(Plan(status, assignment, cost, {}, bound, 1.0, conflict), rules))


def test_the_first_plan_shows_at_once_and_improves_under_the_eyes(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    teams = [team.id for team in situation_of(event).teams]
    better = {one: teams[(teams.index(team) + 1) % 3] for one, team in first.items()}
    page.proposal.computation.work = program(
        progress(500, 400.0, first), sleep(0.6), plan("optimal", better, 400, 400.0)
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


def test_what_is_proven_of_a_plan_is_no_longer_said_once_it_is_adjusted_by_hand(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    best = proposal_of(page)
    page.proposal.computation.work = program(plan("optimal", best, 400, 400.0))
    page.recompute()
    qtbot.waitUntil(lambda: "prouvé" in page.banner.text and page.banner.isVisible(), timeout=5000)
    draft = page.proposal.draft
    assert draft is not None
    one, team = next(iter(best.items()))
    elsewhere = next(other.id for other in situation_of(event).teams if other.id != team)
    page.proposal.adjust(draft.moved(one, elsewhere, "moved"))
    assert not page.banner.isVisible()


def test_stop_keeps_the_best_so_far_even_from_a_program_that_does_not_listen(
    event: EventFile, opened: Open, qtbot: QtBot
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    page.proposal.computation.work = program(progress(500, 0.0, first), sleep(60))
    page.proposal.computation.stops_within_s = 0.05
    page.recompute()
    qtbot.waitUntil(lambda: page.proposal.assignment == first, timeout=5000)
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
    page.proposal.computation.work = program(("exit", 70))
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
    rules = (RuleRef("max", (team.id,)), RuleRef("locked", (kept.id, str(kept.team))))
    page.proposal.computation.work = program(plan("infeasible", {}, None, conflict=(said,), rules=rules))
    page.recompute()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.resting, timeout=5000)
    words = [button.text() for button in page.resting.remedies]
    assert words[0] == f"Libérer {kept.name}"
    assert "D1" in words[1]
    assert page.resting.remedies[0].hasFocus()
    page.proposal.computation.work = program(plan("optimal", dict(now.assignment), 0, 0.0))
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
    page.proposal.computation.work = program(progress(500, 0.0, first), sleep(60))
    page.recompute()
    qtbot.waitUntil(lambda: page.proposal.assignment == first, timeout=5000)
    someone = page.columns.people.people.rows[0].person_id
    other = next(team.id for team in situation_of(event).teams if team.id != first[someone])
    page.proposal.computation.work = program(plan("feasible", first, 500, 0.0))
    page.deeds.move(someone, other)
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.team_of(someone) == other


def test_a_process_that_dies_after_a_placement_leaves_it_and_says_so(
    event: EventFile, opened: Open, qtbot: QtBot
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    first = proposal_of(page)
    page.proposal.computation.work = program(progress(500, 0.0, first), sleep(0.4), ("exit", 70))
    page.recompute()
    qtbot.waitUntil(lambda: not page.proposal.computation.running, timeout=5000)
    assert page.proposal.assignment == first
    assert page.toolbar.apply.isEnabled()
    assert page.banner.text.startswith("Le calcul s’est arrêté de lui-même")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def process_of(note: Path, qtbot: QtBot) -> int:
    """The process that a computation has started."""
    qtbot.waitUntil(lambda: note.exists() and note.read_text() != "", timeout=5000)
    return int(note.read_text())


@pytest.mark.skipif(os.name == "nt", reason="a signal is not a question there")
def test_leaving_the_event_ends_the_process(event: EventFile, opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.computation.work = program(("note", tmp_path / "pid"), sleep(60))
    page.recompute()
    process = process_of(tmp_path / "pid", qtbot)
    page.proposal.computation.forget()
    assert not page.proposal.computation.running
    qtbot.waitUntil(lambda: not alive(process), timeout=2000)


@pytest.mark.skipif(os.name == "nt", reason="a signal is not a question there")
def test_a_window_that_is_destroyed_takes_its_process_along(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    computation = Computation(owner)
    said: list[object] = []
    for signal in (computation.found, computation.ended, computation.failed):
        signal.connect(said.append)
    telling = tuple(step for at in range(100) for step in (progress(500 - at, 0.0, {"a": "D1"}), sleep(0.1)))
    computation.work = program(("note", tmp_path / "pid"), *telling)
    computation.start(Problem((), ()))
    process = process_of(tmp_path / "pid", qtbot)
    owner.deleteLater()
    del owner, computation
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    heard = len(said)
    qtbot.waitUntil(lambda: not alive(process), timeout=2000)
    qtbot.wait(150)
    assert len(said) == heard


def test_what_was_asked_before_is_not_heard_any_more(qtbot: QtBot) -> None:
    owner = QObject()
    computation = Computation(owner)
    heard: list[int | None] = []
    computation.found.connect(lambda found: heard.append(found.cost))
    computation.work = program(progress(1, 0.0, {"a": "D1"}), sleep(60))
    computation.start(Problem((), ()))
    qtbot.waitUntil(lambda: heard == [1], timeout=5000)
    computation.work = program(progress(2, 0.0, {"a": "D1"}), plan("optimal", {"a": "D1"}, 2, 2.0))
    computation.start(Problem((), ()))
    qtbot.waitUntil(lambda: not computation.running, timeout=5000)
    assert heard == [1, 2]


def test_a_demand_that_is_refused_says_why(qtbot: QtBot) -> None:
    owner = QObject()
    computation = Computation(owner)
    computation.work = program(("return", Refused("Une équipe est inconnue.")))
    with qtbot.waitSignal(computation.failed, timeout=5000) as failed:
        computation.start(Problem((), ()))
    assert str(failed.args[0]) == "Une équipe est inconnue."


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
    owner = QObject()
    computation = Computation(owner)
    assert not computation.running
    problem = Problem((TeamSize("D1", 0, 2),), (Member("a"), Member("b")))
    with qtbot.waitSignal(computation.ended, timeout=20_000) as ended:
        computation.start(problem, time_limit_s=3.0)
        assert computation.running
        computation.stop()
    assert not computation.running
    assert ended.args[0].assignment in ({}, {"a": "D1", "b": "D1"})


def test_the_process_gives_way_and_knows_neither_the_window_nor_the_database() -> None:
    problem = Problem((TeamSize("D1", 0, 1),), (Member("a"), Member("b")))
    asked = Asked(problem, {"a": "Inès"}, until=time.time() + 20, threads=1)
    formed, loaded, gives_way = compute_apart(works.form_and_tell_what_is_loaded, asked).result
    assert formed.plan.status == "infeasible"
    assert formed.rules
    assert not loaded & {"PySide6", "shiboken6", "sqlalchemy", "sqlcipher3", "reportlab"}
    assert gives_way >= 15


def test_ways_to_repair_come_back_from_the_process(qtbot: QtBot) -> None:
    from uepit_desktop.teams.forming_apart import form

    problem = Problem((TeamSize("D1", 0, 2), TeamSize("D2", 0, 2)), (Member("a"), Member("b"), Member("c")))
    missing = {"assignment": {"a": "D1", "b": "D1", "c": "D2"}, "gone": ["c"]}
    repaired = compute_apart(form, Asked(problem, repair=missing)).result
    assert isinstance(repaired, Repaired)
    assert repaired.ways[0].assignment == {"a": "D1", "b": "D1"}
    assert (repaired.ways[0].moved, repaired.ways[0].placed) == (0, 0)


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
