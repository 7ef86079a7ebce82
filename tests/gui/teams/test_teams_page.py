"""The place « Équipes » by its keys: choosing, moving, locking, computing, applying, taking back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.teams.conftest import fill
from uepit_desktop.event import EventFile
from uepit_desktop.event.model import TeamKind
from uepit_desktop.gui.shell.window import Window
from uepit_desktop.gui.teams.page import TeamsPage
from uepit_desktop.gui.teams.view import State
from uepit_desktop.teams.gathering import situation_of

Open = Callable[[], TeamsPage]
Quiet = Callable[[], None]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focused(), key, modifier)


def proposal_of(page: TeamsPage) -> dict[str, str]:
    """Everybody to be placed goes to the first team with room."""
    now = page.situation
    assert now is not None
    proposed = dict(now.assignment)
    for at, person in enumerate(now.to_place):
        proposed[person.id] = now.teams[at % len(now.teams)].id
    return proposed


def test_teams_are_made_from_the_challenges_from_the_empty_state(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.event.model import Challenge, Person

    with event.write("import_challenges") as db:
        db.add_all(
            [Challenge(title="Cantine", code="D1"), Challenge(title="L'eau", code="D2"), Person(given_name="Ada")]
        )
    page = opened()
    press(qtbot, Qt.Key.Key_Return)
    quiet()
    assert [card.code for card in page.columns.board.cards.cards] == ["D1", "D2"]
    assert page.stack.currentWidget() is not page.resting


def test_the_people_to_place_are_listed_and_arrows_go_to_the_teams_and_back(
    event: EventFile, opened: Open, qtbot: QtBot
) -> None:
    fill(event, people=20, teams=3, placed=0.5)
    page = opened()
    people = page.columns.people
    assert len(people.people.rows) == 10
    assert people.list.hasFocus()
    press(qtbot, Qt.Key.Key_Down)
    first = people.person_id
    assert first == page.person_id
    press(qtbot, Qt.Key.Key_Right)
    assert page.columns.board.hasFocus()
    team = page.columns.board.team_id
    assert {row.person_id for row in people.people.rows} == set(situation_of(event).team_by_id[team].members)
    press(qtbot, Qt.Key.Key_Left)
    assert people.list.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert len(people.people.rows) == 10


def test_m_and_a_code_place_someone_by_hand_and_ctrl_z_takes_it_back(
    window: Window, event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    press(qtbot, Qt.Key.Key_Down)
    person_id = page.person_id
    press(qtbot, Qt.Key.Key_M)
    assert page.columns.people.asks_code
    qtbot.keyClicks(focused(), "d3")
    quiet()
    placed = situation_of(event).person_by_id[person_id]
    third = next(team for team in situation_of(event).teams if team.code == "D3")
    assert (placed.team, placed.by_hand) == (third.id, True)
    assert not page.columns.people.asks_code
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    quiet()
    assert situation_of(event).person_by_id[person_id].team is None


def test_a_code_that_no_team_has_is_said_and_escape_leaves(event: EventFile, opened: Open, qtbot: QtBot) -> None:
    fill(event, people=12, teams=3)
    page = opened()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_M)
    qtbot.keyClicks(focused(), "d9")
    press(qtbot, Qt.Key.Key_Return)
    assert "d9" in page.columns.people.note.text()
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.columns.people.asks_code
    assert page.columns.people.list.hasFocus()


def test_with_ten_teams_d1_waits_for_entree(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=30, teams=10)
    page = opened()
    press(qtbot, Qt.Key.Key_Down)
    person_id = page.person_id
    press(qtbot, Qt.Key.Key_M)
    qtbot.keyClicks(focused(), "d1")
    assert page.columns.people.asks_code
    press(qtbot, Qt.Key.Key_Return)
    quiet()
    now = situation_of(event)
    assert now.team_by_id[now.assignment[person_id]].code == "D1"


def test_l_locks_and_frees_the_person_selected(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    page = opened()
    page.choose_team(page.columns.board.cards.cards[0].team_id)
    page.columns.people.focus_list()
    person_id = page.person_id
    press(qtbot, Qt.Key.Key_L)
    quiet()
    assert situation_of(event).person_by_id[person_id].locked
    assert page.toolbar.locks.text().startswith("1")
    press(qtbot, Qt.Key.Key_L)
    quiet()
    assert not situation_of(event).person_by_id[person_id].kept


def test_a_proposal_is_adjusted_by_hand_without_writing_and_undone_step_by_step(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.take(proposal_of(page))
    assert page.state is State.DIFFERENCES
    before = event.saved_at
    press(qtbot, Qt.Key.Key_Down)
    person_id, was = page.person_id, page.team_id
    press(qtbot, Qt.Key.Key_M)
    other = next(team for team in situation_of(event).teams if team.id != was)
    qtbot.keyClicks(focused(), other.code)
    assert page.team_of(person_id) == other.id
    assert page.proposal.by_hand == {person_id}
    assert event.saved_at == before
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.team_of(person_id) == was
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.team_of(person_id) == other.id
    quiet()
    assert event.saved_at == before


def test_ctrl_enter_applies_the_proposal_as_one_verb_that_one_undo_takes_back(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    proposed = proposal_of(page)
    page.proposal.take(proposed)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    quiet()
    assert situation_of(event).assignment == proposed
    assert page.state is State.BEFORE
    assert page.proposal.draft is None
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    quiet()
    assert len(situation_of(event).to_place) == 6


def test_who_was_placed_by_hand_is_never_moved_by_a_proposal(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.teams.placing import place

    fill(event, people=12, teams=3, placed=1.0)
    now = situation_of(event)
    person, team = now.people[0], next(t for t in now.teams if t.id != now.people[0].team)
    place(event, person.id, team.id)
    page = opened()
    page.proposal.take({**situation_of(event).assignment})
    assert "verrou" in page.deeds.refusal(person.id, str(person.team))
    page.deeds.move(person.id, str(person.team))
    assert page.team_of(person.id) == team.id


def test_a_proposal_that_others_have_overtaken_cannot_be_applied(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from uepit_desktop.teams.placing import place

    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.take(proposal_of(page))
    assert page.toolbar.apply.isEnabled()
    now = situation_of(event)
    place(event, now.to_place[0].id, now.teams[0].id)
    quiet()
    assert page.proposal.stale
    assert not page.toolbar.apply.isEnabled()
    assert page.banner.isVisible()


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_1, State.BEFORE), (Qt.Key.Key_2, State.PROPOSAL)])
def test_figures_choose_what_is_shown(event: EventFile, opened: Open, qtbot: QtBot, key: Qt.Key, state: State) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.take(proposal_of(page))
    press(qtbot, key)
    assert page.state is state
    assert page.toolbar.states.current == state.value


def test_dropping_someone_on_a_card_moves_them_like_m_does(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    from PySide6.QtCore import QMimeData, QPointF
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    board, person_id = page.columns.board, page.columns.people.people.rows[0].person_id
    data: QMimeData = page.columns.people.people.mimeData([page.columns.people.people.index(0)])
    spot = board.visualRect(board.cards.index(1)).center()
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    board.dragEnterEvent(QDragEnterEvent(spot, move, data, left, none))
    board.dragMoveEvent(QDragMoveEvent(spot, move, data, left, none))
    assert board.drop_team == board.cards.cards[1].team_id
    qtbot.waitUntil(lambda: board.drop_words.startswith("équilibre"), timeout=10_000)
    board.dropEvent(QDropEvent(QPointF(spot), move, data, left, none))
    quiet()
    assert situation_of(event).assignment[person_id] == board.cards.cards[1].team_id
    assert situation_of(event).person_by_id[person_id].by_hand


def test_learning_teams_are_prepared_and_shown_by_round(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet, window: Window
) -> None:
    fill(event, people=24, teams=3, placed=1.0, size=9)
    page = opened()
    page.kinds.choose("learning")
    page.show_kind(TeamKind.LEARNING)
    quiet()
    assert page.stack.currentWidget() is page.resting
    sheet = page.sheets.open_learning()
    sheet.number.setValue(6)  # type: ignore[attr-defined]
    sheet.prepare()  # type: ignore[attr-defined]
    quiet()
    assert [card.code for card in page.columns.board.cards.cards] == ["A1", "A2", "A3", "A4"]
    assert page.toolbar.rounds.isVisible()
    assert page.header.title.text() == "Équipes apprenantes"


def test_forty_teams_and_three_hundred_people_are_one_painted_list(
    event: EventFile, opened: Open, qtbot: QtBot
) -> None:
    fill(event, people=300, teams=40, placed=0.9)
    page = opened()
    board = page.columns.board
    assert board.cards.rowCount() == 40
    assert len(board.findChildren(QWidget)) < 12
    assert board.columns == 2
    sentence = board.cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("D1, ")


def test_the_language_changes_without_losing_the_proposal(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=0.5)
    page = opened()
    page.proposal.take(proposal_of(page))
    again = TeamsPage(page.context)
    qtbot.addWidget(again)
    again.restore_state(page.save_state())
    again.on_shown()
    quiet()
    assert again.proposal.assignment == page.proposal.assignment
    assert again.state is State.DIFFERENCES


def test_links_that_do_not_hold_are_said_above_the_cards_and_go_once_they_do(
    event: EventFile, opened: Open, quiet: Quiet
) -> None:
    from uepit_desktop.event.model import BondKind
    from uepit_desktop.teams.bonds import bind_people, unbind

    fill(event, people=12, teams=3, placed=1.0)
    now = situation_of(event)
    one, other = now.people[0], next(each for each in now.people if each.team != now.people[0].team)
    bind_people(event, [one.id, other.id], BondKind.TOGETHER)
    page = opened()
    assert one.name in page.faults.text
    assert page.faults.isVisible()
    unbind(event, situation_of(event).bonds[0].id)
    quiet()
    assert not page.faults.isVisible()


def test_trying_the_alternative_makes_a_proposal_with_the_moves_that_it_takes(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=24, teams=3, placed=1.0)
    page = opened()
    now = situation_of(event)
    page.choose_person(next(person.id for person in now.people if not person.bears))
    quiet()
    why = page.columns.why
    assert why.view is not None
    assert why.view.other_moves
    wanted = dict(why.view.other_moves)
    saved = event.saved_at
    why.attempt.click()
    assert event.saved_at == saved
    assert page.proposal.assignment is not None
    assert {one: page.proposal.assignment[one] for one in wanted} == wanted
    assert page.proposal.by_hand == {page.person_id}
    quiet()
    assert page.columns.why.view is not None
    assert page.columns.why.view.kept


def test_w_reads_the_reasons_and_puts_the_focus_beside_them(
    event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet
) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    page = opened()
    page.choose_team(page.columns.board.cards.cards[0].team_id)
    page.columns.people.focus_list()
    quiet()
    press(qtbot, Qt.Key.Key_W)
    assert page.columns.why.keep.hasFocus()
    assert "Pourquoi" in page.columns.why.accessibleName()
    page.columns.people.focus_list()
    press(qtbot, Qt.Key.Key_Return)
    assert page.columns.why.keep.hasFocus()


def test_delete_takes_someone_out_of_their_team(event: EventFile, opened: Open, qtbot: QtBot, quiet: Quiet) -> None:
    fill(event, people=12, teams=3, placed=1.0)
    page = opened()
    page.choose_team(page.columns.board.cards.cards[0].team_id)
    page.columns.people.focus_list()
    person_id = page.person_id
    press(qtbot, Qt.Key.Key_Delete)
    quiet()
    assert situation_of(event).person_by_id[person_id].team is None


def test_another_place_can_lead_to_a_person(window: Window, event: EventFile, opened: Open, quiet: Quiet) -> None:
    fill(event, people=24, teams=3, placed=1.0)
    page = opened()
    person = situation_of(event).people[10]
    assert window.workspace is not None
    window.workspace.go("today")
    window.workspace.go("teams", person_id=person.id)
    quiet()
    assert page.person_id == person.id
    assert page.columns.board.team_id == person.team
    assert page.columns.people.person_id == person.id
