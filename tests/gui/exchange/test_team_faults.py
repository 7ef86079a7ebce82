"""Teams that no longer hold once two laptops agree: the inbox says so and leads to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.reception.reading_pdf import plain
from tests.teams.team_event import add_challenge, add_person
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import BondKind
from uepit_desktop.gui.exchange.models import TeamFault
from uepit_desktop.gui.exchange.page import ExchangePage
from uepit_desktop.gui.shell.context import AppContext
from uepit_desktop.gui.widgets.buttons import Button
from uepit_desktop.teams.bonds import bind_people
from uepit_desktop.teams.placing import place
from uepit_desktop.teams.preparing import prepare_challenge_teams

Settle = Callable[[], None]


@pytest.fixture
def page(event: EventFile, context: AppContext, qtbot: QtBot, settle: Settle) -> ExchangePage:
    team = add_challenge(
        event, "D1", "Un défi au titre fort long pour une si petite ligne " * 3, min_size=1, max_size=1
    )
    prepare_challenge_teams(event)
    people = [add_person(event, name) for name in ("Ana Un", "Bob Deux")]
    for person in people:
        place(event, person, team)
    bind_people(event, people, BondKind.APART)
    page = ExchangePage(context)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    page.on_shown()
    settle()
    return page


def test_what_does_not_hold_is_listed_and_counted_beside_the_values_to_settle(page: ExchangePage) -> None:
    assert page.situation is not None
    first, second = page.situation.faults
    assert plain(first.sentence).endswith("a 2 personnes pour 1 place.")
    assert "À séparer" in plain(second.sentence)
    assert page.team_faults.isVisible()


def test_a_line_leads_to_its_team_with_the_keyboard(page: ExchangePage, qtbot: QtBot) -> None:
    asked: list[TeamFault] = []
    page.team_faults.asked.disconnect(page.show_team)
    page.team_faults.asked.connect(asked.append)
    page.team_faults.show_faults(page.situation.faults if page.situation else (), with_page=True)
    buttons = page.team_faults.findChildren(Button)
    button = next(one for one in buttons if one.isVisible())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)

    assert asked == [page.situation.faults[0]]  # type: ignore[union-attr]
    assert "pour 1" in plain(button.accessibleName())


def test_once_put_right_the_card_goes(event: EventFile, page: ExchangePage, settle: Settle) -> None:
    from uepit_desktop.teams.gathering import situation_of

    place(event, situation_of(event).people[0].id, None)
    page.reload()
    settle()

    assert not page.team_faults.isVisible()
