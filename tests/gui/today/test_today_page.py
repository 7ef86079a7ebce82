"""The day page on a real event: figures, things to settle that lead somewhere, an empty event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.gui.today.page import TodayPage
from uepit_desktop.people import import_people, list_people
from uepit_desktop.reception import check_in, half_days

Settle = Callable[[], None]


@pytest.fixture
def people(event: EventFile, tmp_path: Path) -> list[str]:
    """Six people, one with an address cut short, all wishing for a défi that is not there; their ids."""
    path = tmp_path / "inscriptions.csv"
    lines = [f"Nom{n};Prénom{n};p{n}@ville.example;Ville {n};Cantine" for n in range(5)]
    path.write_text("\n".join(["Nom;Prénom;Courriel;Structure;Vœu 1", *lines, "Oriol;Bruno;b.oriol;Ville;"]), "utf-8")
    import_people(event, path)
    with event.read() as db:
        return [row.id for row in list_people(db)]


def test_an_empty_event_says_so_and_offers_to_import(page: TodayPage, visits: Any, qtbot: QtBot) -> None:
    assert page.arrivals.figure.text() == "0"
    assert [todo.action for todo in page.day.todos] == ["import"] if page.day else False
    assert page.no_challenge.isVisible()
    qtbot.keyClick(page.todos, Qt.Key.Key_Return)
    page.todos._buttons[0].click()
    assert visits.places[-1] == ("people", {"importing": True})


def test_arrivals_are_counted_for_the_half_day_and_shown_by_bars_then_table(
    event: EventFile, people: list[str], page: TodayPage, settle: Settle
) -> None:
    with event.read() as db:
        half = half_days(db)[0]
    for minute, person in enumerate(people[:4]):
        at = dt.datetime(2026, 7, 6, 8, 50 + 4 * minute % 10, tzinfo=event.zone)
        check_in(event, "", person_id=person, method="name", half_day_id=half.id, at=at)
    page.reload()
    settle()
    assert page.day is not None
    assert [line.arrived for line in page.day.half_days] == [4, 0, 0, 0, 0, 0]
    assert [line.expected for line in page.day.half_days] == [6] * 6
    page.toggle_table()
    assert page.arrivals.shows_table
    page.toggle_table()
    assert not page.arrivals.shows_table


def test_each_thing_to_settle_leads_where_it_is_settled(
    people: list[str], page: TodayPage, visits: Any, settle: Settle
) -> None:
    page.reload()
    settle()
    assert page.day is not None
    assert [todo.action for todo in page.day.todos] == ["import_challenges", "to_check"]
    for button in page.todos._buttons:
        assert button.accessibleName()
        button.click()
    assert visits.places[-2:] == [("people", {"importing": True, "kind": "challenges"}), ("people", {"to_check": True})]


def test_the_page_reads_again_only_what_a_change_touches(page: TodayPage, people: list[str], settle: Settle) -> None:
    from uepit_desktop.event import Changes

    page._later.stop()
    page.on_changes(Changes("x", {"import_profile": frozenset({"1"})}))
    assert not page._later.isActive()
    page.on_changes(Changes("x", {"check_in": frozenset({"1"})}))
    assert page._later.isActive()


def test_every_control_has_a_name(page: TodayPage) -> None:
    nameless = [
        widget for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName() and not getattr(widget, "text", lambda: "")()
    ]  # fmt: skip
    assert nameless == []
