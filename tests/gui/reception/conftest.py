"""The desk on a real event: a dozen people, a clock that the test turns, keys at the pace of a hand or of a scanner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.event.badge_codes import new_badge_code
from uepit_desktop.event.model import Organisation, Person
from uepit_desktop.gui.reception.page import ReceptionPage
from uepit_desktop.gui.shell.context import AppContext

SECRETS = ("sans gluten", "fauteuil roulant", "allergie arachide")
PEOPLE = (
    ("Solène", "Kerdavid", "Cheffe de projet usagers", "Ville de Brévanches"),
    ("Maël", "Kerdavid", "Technicien informatique", "Métropole de Lorval"),
    ("Alan", "Kermadou", "Gardien de parc", "Ville de Brévanches"),
    ("Gwenn", "Kerazou-Lemoine", "Directrice générale adjointe", "CC du Haut-Serein"),
    ("Yanis", "Amrouchel", "", "Commune de Pont-Lierre"),
    ("Priscille", "Hoaraud", "", "Ville de Brévanches"),
    ("Rémi", "Pascalet-Dupré", "", "Agglo de Trémonville"),
    ("Odile", "Fourcastié", "", "Centre de gestion de l’Orme"),
    ("Thierry", "Valbusa", "", "Métropole de Lorval"),
    ("Claire", "Dupont", "Urbaniste", "Ville de Brévanches"),
    ("Jean", "Dupont", "Élu", "Commune de Castelbruine"),
    ("Mathurin", "Delorbe", "Agent de maîtrise", "Commune de Castelbruine"),
)


@dataclass
class Clock:
    """Turned by the test; 8 h 53 on the first morning."""

    now: dt.datetime = dt.datetime(2026, 7, 6, 6, 53, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@dataclass
class Cast:
    """The people of the event: family name (or « Given Family ») → badge code and id."""

    badges: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Iterator[EventFile]:
    """The event of the desk, opened at « Accueil A »."""
    event = EventFile.create(
        tmp_path / "desk.uepit",
        name="Université",
        site="Brévanches",
        start_on=dt.date(2026, 7, 6),
        days=3,
        desk="Accueil A",
        clock=clock,
    )
    yield event
    event.close()


@pytest.fixture
def cast(event: EventFile) -> Cast:
    cast = Cast()
    with event.write("import_people") as db:
        organisations: dict[str, str] = {}
        for given_name, family_name, function, organisation in PEOPLE:
            if organisation not in organisations:
                row = Organisation(name=organisation)
                db.add(row)
                db.flush()
                organisations[organisation] = row.id
            person = Person(
                given_name=given_name,
                family_name=family_name,
                function=function,
                organisation_id=organisations[organisation],
                badge_code=new_badge_code(),
                meal_code="B",
                diet=SECRETS[0],
                access_needs=f"{SECRETS[1]}, {SECRETS[2]}",
                desk_note="Attend un colis à son nom" if family_name == "Kerazou-Lemoine" else "",
                status="cancelled" if family_name == "Delorbe" else "registered",
            )
            db.add(person)
            db.flush()
            for key in (family_name, f"{given_name} {family_name}"):
                cast.badges[key] = person.badge_code
                cast.ids[key] = person.id
    return cast


@dataclass
class Driver:
    """The page in a window, and hands on its keyboard."""

    page: ReceptionPage
    window: QWidget
    settle: Callable[[], None]
    qtbot: QtBot

    def scan(self, code: str, widget: QWidget | None = None, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """What a scanner types: every letter at once, then its end key, into whatever has the focus."""
        target = widget or QApplication.focusWidget() or self.page.desk.field.edit
        for sign in code:
            QTest.keyClick(target, sign)
        QTest.keyClick(target, end)

    def type(self, words: str, widget: QWidget | None = None, pause_ms: int = 45) -> None:
        """What a hand types: never two keys within the gap of a scanner."""
        for sign in words:
            QTest.keyClick(widget or QApplication.focusWidget() or self.page.desk.field.edit, sign)
            QTest.qWait(pause_ms)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, in whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.page.desk.field.edit, key, modifier)

    def shows(self, stage: str) -> None:
        """Wait for a stage, and for every task."""
        self.qtbot.waitUntil(lambda: self.page.desk.stage == stage, timeout=10_000)
        self.settle()

    def arrivals(self) -> int:
        """How many arrival facts another reader of the file finds."""
        return count_arrivals(self.page.context.event)


def count_arrivals(event: EventFile) -> int:
    """Arrival facts that are committed."""
    with event.read() as db:
        return int(
            db.connection().exec_driver_sql("SELECT count(*) FROM check_in WHERE kind = 'arrival'").scalar() or 0
        )


@pytest.fixture
def driver(
    context: AppContext, cast: Cast, settle: Callable[[], None], qtbot: QtBot, qapp: QApplication
) -> Iterator[Driver]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    page = ReceptionPage(context)
    column.addWidget(page)
    context.changed.connect(page.on_changes)
    window.resize(1302, 768)
    window.show()
    qtbot.waitActive(window)
    window.activateWindow()
    page.on_shown()
    settle()
    yield Driver(page, window, settle, qtbot)
    page.hide()  # before the events that delete it with its window are heard
    settle()
