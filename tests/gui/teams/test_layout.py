"""Teams formed, in any window and at any zoom: nothing is cut, all has a name, a column at a time when narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.shell.test_accessibility import assert_nothing_is_cut, controls, described, name_of
from tests.gui.teams.conftest import fill
from tests.gui.teams.test_teams_page import proposal_of
from uepit_desktop.event import EventFile
from uepit_desktop.gui.shell.theme import theme
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.teams.page import TeamsPage

Open = Callable[[], TeamsPage]
Quiet = Callable[[], None]


@pytest.fixture
def page(event: EventFile, opened: Open, quiet: Quiet) -> TeamsPage:
    """A proposal in sight, with someone selected."""
    fill(event, people=40, teams=5, placed=0.8)
    page = opened()
    page.proposal.take(proposal_of(page))
    page.choose_person(page.columns.people.people.rows[0].person_id)
    quiet()
    return page


@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (1024, 600), (683, 384)])
def test_nothing_is_cut_in_any_window(
    page: TeamsPage, window: Window, qtbot: QtBot, quiet: Quiet, size: tuple[int, int]
) -> None:
    window.resize(*size)
    quiet()
    assert (window.width(), window.height()) == size
    assert_nothing_is_cut(window, qtbot)


@pytest.mark.parametrize("zoom", [125, 150, 200])
def test_nothing_is_cut_at_any_zoom(page: TeamsPage, window: Window, qtbot: QtBot, quiet: Quiet, zoom: int) -> None:
    theme().set_zoom(zoom)
    quiet()
    assert_nothing_is_cut(window, qtbot)


def test_every_control_has_a_name_and_tab_reaches_it(page: TeamsPage, window: Window, qtbot: QtBot) -> None:
    wanted = {id(w): w for w in controls(page)}
    assert [described(w) for w in wanted.values() if not name_of(w)] == []
    reached: set[int] = set()
    for _ in range(len(wanted) * 2 + 30):
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(id(focus))
        window.focusNextPrevChild(True)
    assert [described(w) for key, w in wanted.items() if key not in reached] == []


def test_a_narrow_window_shows_one_column_at_a_time(page: TeamsPage, window: Window, quiet: Quiet) -> None:
    columns = page.columns
    assert not columns.panes.isVisible()
    window.resize(683, 600)
    quiet()
    assert columns.panes.isVisible()
    assert columns.board.isVisible()
    assert not columns.people.isVisible()
    columns.panes.move(1)
    assert columns.right.isVisible()
    assert not columns.board.isVisible()
    window.resize(1366, 768)
    quiet()
    assert columns.people.isVisible()
    assert columns.board.isVisible()
    assert columns.right.isVisible()


def test_the_table_takes_the_place_of_the_bars_and_gives_it_back(page: TeamsPage, qtbot: QtBot, quiet: Quiet) -> None:
    balance = page.columns.balance
    page.study.toggle_table()
    assert balance.shows_table
    assert balance.table.hasFocus()
    quiet()
    model = balance.table.model()
    assert model.rowCount() > 8
    page.study.toggle_table()
    assert not balance.shows_table


def test_long_names_leave_the_cards_as_they_are(
    window: Window, event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.event.model import Challenge, Person

    fill(event, people=10, teams=2, placed=1.0)
    with event.write("edit_person") as db:
        for person in db.query(Person):
            person.family_name = "Quintavelle-" * 16
        for challenge in db.query(Challenge):
            challenge.title = "Une question posée au territoire, " * 6
    page = opened()
    page.choose_person(page.columns.people.people.rows[0].person_id if page.columns.people.people.rows else
                       page.situation.placed[0].id)  # type: ignore[union-attr]  # fmt: skip
    quiet()
    assert page.columns.board.columns == 2
    assert_nothing_is_cut(window, qtbot)
