"""The papers of attendance, made from the window: what each asks for, the file, its opening, what stops it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.reception.programme_days import add_session
from uepit_desktop import reception
from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Person
from uepit_desktop.gui.papers.papers_sheet import ATTESTATION, CERTIFICATE, PAPERS, SHEETS, PapersSheet
from uepit_desktop.gui.shell.context import AppContext

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu, on a screen that is none

EVENING = dt.datetime(2026, 7, 6, 18, 0, tzinfo=dt.UTC)


@pytest.fixture
def event(tmp_path: Path) -> Iterator[EventFile]:
    """An evening after a day with two people, one of whom came."""
    event = EventFile.create(
        tmp_path / "papers.uepit",
        name="Université",
        site="Brévanches",
        start_on=dt.date(2026, 7, 6),
        days=1,
        clock=lambda: EVENING,
    )
    with event.write("import_people") as db:
        db.add(Person(given_name="Thierry", family_name="Valbusa", badge_code=new_badge_code(), phone="0600000001"))
        db.add(Person(given_name="Claire", family_name="Dupont", badge_code=new_badge_code()))
    with event.read() as db:
        person = db.query(Person).filter_by(family_name="Valbusa").one().id
        morning = reception.half_days(db)[0].id
    reception.check_in(event, person_id=person, half_day_id=morning, at=EVENING - dt.timedelta(hours=11))
    yield event
    event.close()


@pytest.fixture
def sheet(context: AppContext, qtbot: QtBot, settle: Callable[[], None]) -> Iterator[PapersSheet]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    sheet = PapersSheet(window, context)
    opened: list[str] = []
    sheet.open_file = lambda url: bool(opened.append(QUrl(url).toLocalFile())) or True
    sheet.setProperty("opened", opened)
    settle()
    yield sheet
    settle()


def choose(sheet: PapersSheet, kind: str) -> None:
    sheet.paper.setCurrentIndex(sheet.paper.findData(kind))


def text_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_is_made(sheet: PapersSheet, kind: str, tmp_path: Path, settle: Callable[[], None]) -> None:
    out = tmp_path / "paper.pdf"
    choose(sheet, kind)
    sheet.half_day.setCurrentIndex(0)
    sheet.make_into(out)
    settle()
    assert out.exists(), sheet.banner.text
    assert sheet.open_button.isVisible()
    assert "Université" in text_of(out)


def test_each_paper_asks_only_for_what_it_needs(sheet: PapersSheet) -> None:
    choose(sheet, SHEETS)
    assert sheet.half_day.isVisible()
    assert sheet.half_day.count() == 3  # the whole event, and two half-days
    assert sheet.trainer.isVisible()
    assert not sheet.signatory.isVisible()
    choose(sheet, CERTIFICATE)
    assert not sheet.half_day.isVisible()
    assert sheet.signatory.isVisible()
    choose(sheet, "missing")
    assert sheet.half_day.count() == 2
    assert not sheet.trainer.isVisible()


def test_who_signs_is_printed_and_only_who_came_is_certified(
    sheet: PapersSheet, tmp_path: Path, settle: Callable[[], None]
) -> None:
    choose(sheet, ATTESTATION)
    sheet.signatory.edit.setText("Odile Fourcastié")
    sheet.make_into(tmp_path / "a.pdf")
    settle()
    text = text_of(tmp_path / "a.pdf")
    assert "Odile Fourcastié" in text
    assert "Valbusa" in text.title()
    assert "Dupont" not in text.title()


def test_a_folder_that_refuses_is_said_and_another_try_is_possible(
    sheet: PapersSheet, tmp_path: Path, settle: Callable[[], None]
) -> None:
    sheet.make_into(tmp_path / "nowhere" / "a.pdf")
    settle()
    assert sheet.banner.isVisible()
    assert sheet.make.isEnabled()
    assert not sheet.open_button.isVisible()
    sheet.make_into(tmp_path / "a.pdf")
    settle()
    assert (tmp_path / "a.pdf").exists()


def test_a_session_has_its_sheet_and_its_door_list(
    sheet: PapersSheet, event: EventFile, tmp_path: Path, settle: Callable[[], None]
) -> None:
    add_session(event, "Prototyper en carton", "10:30", 90, code="A1", host="Maël Tanguy")
    sheet.read_choices()
    settle()
    choose(sheet, SHEETS)
    words = [sheet.half_day.itemText(place) for place in range(sheet.half_day.count())]
    assert "Atelier" in words[-1]
    sheet.half_day.setCurrentIndex(sheet.half_day.count() - 1)
    sheet.make_into(tmp_path / "feuille.pdf")
    settle()
    assert "Prototyper en carton" in text_of(tmp_path / "feuille.pdf")
    assert "Maël Tanguy" in text_of(tmp_path / "feuille.pdf")
    choose(sheet, "rooms")
    sheet.half_day.setCurrentIndex(sheet.half_day.findData(sheet.half_day.itemData(0)))
    sheet.make_into(tmp_path / "portes.pdf")
    settle()
    assert "Salle Jaurès" in text_of(tmp_path / "portes.pdf")


def test_sheets_say_that_half_days_are_not_closed_and_close_them(
    sheet: PapersSheet, event: EventFile, tmp_path: Path, settle: Callable[[], None]
) -> None:
    choose(sheet, SHEETS)
    sheet.half_day.setCurrentIndex(0)
    sheet.make_into(tmp_path / "feuilles.pdf")
    settle()
    assert "2 demi-journées ne sont pas closes" in sheet.unclosed.text.replace("\N{NO-BREAK SPACE}", " ")
    assert sheet.unclosed.action.isVisible()
    sheet.unclosed.action.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    with event.read() as db:
        assert [one.closed for one in reception.half_days(db)] == [True, False]
    assert "Refaites le PDF" in sheet.unclosed.text
    sheet.unclosed.action.click()
    settle()
    assert not sheet.unclosed.action.isVisible()
    sheet.make_into(tmp_path / "feuilles.pdf")
    settle()
    assert not sheet.unclosed.isVisible()
    assert "Absence" in text_of(tmp_path / "feuilles.pdf")


def test_before_the_half_day_is_over_nothing_proposes_to_close_it(
    sheet: PapersSheet, event: EventFile, tmp_path: Path, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.gui.papers.test_papers_sheet.EVENING", EVENING - dt.timedelta(hours=11))
    choose(sheet, SHEETS)
    sheet.make_into(tmp_path / "feuilles.pdf")
    settle()
    assert sheet.unclosed.isVisible()
    assert not sheet.unclosed.action.isVisible()
