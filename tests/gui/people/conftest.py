"""A window on « Participants », and registration files as offices send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from uepit_desktop.event import EventFile
from uepit_desktop.gui.people.page import PeoplePage
from uepit_desktop.gui.shell.settings import Settings
from uepit_desktop.gui.shell.window import Window

HEADERS = ("NOM", "Prénom", "Courriel", "Structure", "Fonction", "Vœu 1", "Régime alimentaire")
ROWS = (
    ("Kerdavid", "Solène", "solene.kerdavid@brevanches.example", "Ville de Brévanches", "Directrice", "Cantine", ""),
    ("Müllerin", "Aïcha", "aicha.mullerin@malay.example", "Département de Mâlay", "Élue", "", "végétarien"),
    ("Oriol-Vidal", "Bérenger", "b.oriol-vidal@malay", "Département de Mâlay", "Chargé d'études", "Cantine", ""),
    ("Nguyễn", "François", "francois@eaux-orme.example", "Eaux de l'Orme", "Ingénieur", "Un seul guichet", ""),
    ("", "", "", "Ville sans nom", "", "", ""),
)


@pytest.fixture
def cp1252_file(tmp_path: Path) -> Path:
    """A CSV of Excel in French: cp1252, semicolons, two lines above the header, an address cut short."""
    lines = ["Inscriptions au 4 mai;;;;;;", ";;;;;;", ";".join(HEADERS)]
    lines += [";".join(cell.replace("ễ", "ê") for cell in row) for row in ROWS]
    path = tmp_path / "inscriptions.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook of two sheets, the registrations in the second."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Lisez-moi"
    first.append(["Ce classeur contient les inscriptions."])
    sheet = book.create_sheet("Inscrits")
    for row in (HEADERS, *ROWS):
        sheet.append(row)
    path = tmp_path / "inscriptions.xlsx"
    book.save(path)
    return path


@pytest.fixture
def window(qtbot: QtBot, event: EventFile, tmp_path: Path) -> Iterator[Window]:
    """The program's window on the event of the tests; a bug met on the way fails the test."""
    window = Window(Settings(tmp_path / "settings.json", theme="light"))
    crashes: list[BaseException] = []
    window.tasks.crashed.disconnect()
    window.tasks.crashed.connect(crashes.append)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_event(event, "people")
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: nothing of a window outlives its test
    if crashes:
        raise crashes[0]


@pytest.fixture
def page(window: Window, quiet: Callable[[], None]) -> PeoplePage:
    """The page « Participants », at rest."""
    quiet()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, PeoplePage)
    return page


@pytest.fixture
def quiet(qtbot: QtBot, window: Window) -> Callable[[], None]:
    """Wait until the window has nothing under way, delayed look-ups included."""

    def wait() -> None:
        qtbot.wait(120)
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)

    return wait
