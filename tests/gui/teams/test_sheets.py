"""The sheets of « Équipes » by their keys: locks, rules, links, one team, repair, papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.teams.conftest import fill
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import BondKind
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.teams.bonds_sheet import BondsSheet
from uepit_desktop.gui.teams.locks_sheet import LocksSheet
from uepit_desktop.gui.teams.page import TeamsPage
from uepit_desktop.gui.teams.papers_sheet import TeamPapersSheet
from uepit_desktop.gui.teams.repair_sheet import RepairSheet
from uepit_desktop.gui.teams.rules_sheet import RulesSheet
from uepit_desktop.gui.teams.team_sheet import TeamSheet
from uepit_desktop.language.folding import fold
from uepit_desktop.teams.gathering import situation_of
from uepit_desktop.teams.placing import lock, place

Open = Callable[[], TeamsPage]
Quiet = Callable[[], None]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_everybody_locked_or_placed_by_hand_is_listed_and_freed_by_a_key(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    now = situation_of(event)
    lock(event, [now.people[0].id])
    other = next(team for team in now.teams if team.id != now.people[1].team)
    place(event, now.people[1].id, other.id)
    page = opened()
    sheet = page.sheets.open_locks()
    assert isinstance(sheet, LocksSheet)
    assert len(sheet.free_buttons) == 2
    assert sheet.free_buttons[0].hasFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    quiet()
    assert len(sheet.free_buttons) == 1
    assert situation_of(event).locks == 1
    sheet.free_buttons[0].click()
    quiet()
    assert situation_of(event).locks == 0
    qtbot.waitUntil(sheet.leave.hasFocus, timeout=2000)


def test_a_rule_says_what_it_costs_and_its_importance_is_written_at_once(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=30, teams=3, placed=1.0)
    page = opened()
    sheet = page.sheets.open_rules()
    assert isinstance(sheet, RulesSheet)
    quiet()
    row = sheet.row("wishes")
    assert "point" in row.cost.text()
    before = row.cost.text()
    assert row.importance.hasFocus()
    qtbot.keyClick(row.importance, Qt.Key.Key_Down)
    quiet()
    rule = situation_of(event).rule("wishes")
    assert rule is not None
    assert rule.importance == "very_important"
    assert sheet.row("wishes").cost.text() != before
    row.importance.setCurrentIndex(0)
    row.importance.activated.emit(0)
    quiet()
    assert sheet.row("wishes").cost.text() == "rien"


def test_the_usual_size_of_a_team_is_two_numbers(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=30, teams=3, placed=1.0)
    page = opened()
    sheet = page.sheets.open_rules()
    assert isinstance(sheet, RulesSheet)
    row = sheet.row("size")
    row.least.setFocus()
    row.least.setValue(4)
    row.most.setFocus()
    quiet()
    row.most.setValue(3)
    sheet.leave.setFocus()
    quiet()
    assert sheet.banner.isVisible()
    rule = situation_of(event).rule("size")
    assert rule is not None
    assert rule.amount == 4
    assert rule.amount_to != 3


def test_two_names_and_a_key_keep_people_apart(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=12, teams=3)
    page = opened()
    names = [fold(person.name) for person in situation_of(event).people[:2]]  # keyClicks knows ASCII alone
    sheet = page.sheets.open_bonds()
    assert isinstance(sheet, BondsSheet)
    assert not sheet.bind.isEnabled()
    for name in names:
        assert sheet.search.edit.hasFocus()
        qtbot.keyClicks(focused(), name)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    sheet.kinds.choose(BondKind.APART.value)
    sheet.kinds.chosen.emit(BondKind.APART.value)
    assert sheet.bind.isEnabled()
    sheet.bind.click()
    quiet()
    bonds = situation_of(event).bonds
    assert [bond.kind for bond in bonds] == ["apart"]
    assert len(sheet.unbind_buttons) == 1
    sheet.unbind_buttons[0].click()
    quiet()
    assert situation_of(event).bonds == ()


def test_a_team_is_given_a_size_of_its_own(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    page = opened()
    team = situation_of(event).teams[1]
    sheet = page.sheets.open_team(team.id)
    assert isinstance(sheet, TeamSheet)
    quiet()
    sheet.own.setChecked(True)
    sheet.least.setValue(2)
    sheet.most.setValue(1)
    sheet.save.click()
    assert sheet.banner.isVisible()
    sheet.most.setValue(3)
    sheet.save.click()
    quiet()
    after = situation_of(event).team_by_id[team.id]
    assert (after.min_size, after.max_size, after.own_sizes) == (2, 3, True)
    card = page.columns.board.cards.cards[1]
    assert card.over == card.count - 3


def test_a_challenge_withdrawn_gives_ways_out_and_the_one_chosen_is_a_proposal(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=24, teams=4, placed=1.0, size=9)
    page = opened()
    team = situation_of(event).teams[2]
    sheet = page.sheets.open_repair()
    assert isinstance(sheet, RepairSheet)
    assert not sheet.look.isEnabled()
    sheet.withdrawn.setCurrentIndex(sheet.withdrawn.findData(team.id))
    assert sheet.look.isEnabled()
    sheet.look.click()
    qtbot.waitUntil(lambda: bool(sheet.ways), timeout=20_000)
    assert sheet.options is not None
    assert sheet.options.current == sheet.ways[0].name
    qtbot.waitUntil(lambda: sheet.options.current_button is QApplication.focusWidget(), timeout=2000)
    saved = event.saved_at
    sheet.choose.click()
    quiet()
    assert event.saved_at == saved
    assert page.proposal.draft is not None
    card = next(card for card in page.columns.board.cards.cards if card.team_id == team.id)
    assert card.count == 0
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet()
    after = situation_of(event)
    assert team.id not in after.team_by_id
    assert not after.to_place
    assert page.proposal.draft is None
    page.context.undo()
    quiet()
    assert situation_of(event).assignment[team.members[0]] == team.id


def test_people_missing_are_ticked_by_name_and_leave_their_team_in_the_proposal(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=24, teams=3, placed=1.0, size=9)
    page = opened()
    gone = situation_of(event).placed[0]
    sheet = page.sheets.open_repair()
    assert isinstance(sheet, RepairSheet)
    assert sheet.search.edit.hasFocus()
    qtbot.keyClicks(focused(), fold(gone.name))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert sheet.gone == [gone.id]
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sheet.ways), timeout=20_000)
    sheet.choose.click()
    quiet()
    assert page.proposal.assignment is not None
    assert gone.id not in page.proposal.assignment


def test_the_papers_of_the_teams_are_made_where_asked(
    event: EventFile, opened: Open, quiet: Quiet, tmp_path: Path
) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    page = opened()
    sheet = page.sheets.open_papers()
    assert isinstance(sheet, TeamPapersSheet)
    sheet.make_into(tmp_path / "equipes.pdf")
    quiet()
    assert (tmp_path / "equipes.pdf").read_bytes().startswith(b"%PDF")
    sheet.paper.choose("csv")
    sheet.make_into(tmp_path / "equipes.csv")
    quiet()
    assert "D1" in (tmp_path / "equipes.csv").read_text("utf-8-sig")
    assert sheet.open_button.isVisible()


@pytest.mark.parametrize("name", ["locks", "rules", "bonds", "team", "repair", "papers", "learning"])
def test_every_control_of_a_sheet_has_a_name_and_no_word_is_cut(
    window: Window, event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet, name: str
) -> None:
    from tests.gui.shell.test_accessibility import assert_nothing_is_cut, controls, described, name_of

    fill(event, people=12, teams=3, placed=0.8)
    page = opened()
    page.choose_team(page.columns.board.cards.cards[0].team_id)
    sheet = getattr(page.sheets, f"open_{name}")()
    quiet()
    assert [described(w) for w in controls(sheet.panel) if not name_of(w)] == []
    for size in ((1366, 768), (1024, 600), (683, 384)):
        window.resize(*size)
        quiet()
        assert_nothing_is_cut(sheet.panel, qtbot)


def test_the_states_to_photograph_can_all_be_prepared(
    window: Window, event: EventFile, opened: Open, quiet: Quiet
) -> None:
    fill(event, people=24, teams=4, placed=0.9, size=9)
    page = opened()
    for state in page.screenshot_states():
        state.prepare()
        quiet()
    assert page.kind == "learning"
    assert page.proposal.assignment
