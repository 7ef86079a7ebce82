"""The programme, imported by the steps of every import, from the palette and by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.gui.people.test_import_wizard import Quiet, plain
from uepit_desktop import programme
from uepit_desktop.event import EventFile
from uepit_desktop.gui.people.import_wizard import COLUMNS, FILE, PREVIEW
from uepit_desktop.gui.people.page import PeoplePage
from uepit_desktop.gui.people.preview_model import Cell
from uepit_desktop.resources import resource

SAMPLE = resource("samples", "programme-valmorin.csv")


def to_preview(page: PeoplePage, path: Path, quiet: Quiet) -> None:
    page.open_wizard("programme", path)
    quiet()
    if page.wizard.step == FILE:
        page.wizard.go_on()
    assert page.wizard.step == COLUMNS
    page.wizard.go_on()
    assert page.wizard.step == PREVIEW


def test_a_programme_is_looked_at_imported_and_undone(page: PeoplePage, event: EventFile, quiet: Quiet) -> None:
    to_preview(page, SAMPLE, quiet)
    rows = page.wizard.draft.answer.rows if page.wizard.draft else ()
    assert len(rows) == 21
    assert rows[0].name == "P1 Ouverture : le chemin et la vision"
    assert page.wizard.preview_step.model.headerData(Cell.NAME, Qt.Orientation.Horizontal) == "Session"
    page.wizard.go_on()
    quiet()
    assert plain(page.wizard.import_step.title.text()) == "21 sessions importées, 7 salles créées"
    with event.read() as db:
        assert len(programme.list_sessions(db)) == 21
    assert event.undo_stack()[0].label == "import du programme"
    event.undo()
    with event.read() as db:
        assert programme.list_rooms(db) == []


def test_each_preview_says_what_its_lines_are(page: PeoplePage, tmp_path: Path, quiet: Quiet) -> None:
    model, across = page.wizard.preview_step.model, Qt.Orientation.Horizontal
    rooms, people = tmp_path / "salles.csv", tmp_path / "personnes.csv"
    rooms.write_text("Salle;Places\nGrande halle;200\n", "utf-8")
    people.write_text("Nom;Prénom\nKerdavid;Solène\n", "utf-8")
    to_preview(page, rooms, quiet)
    assert model.headerData(Cell.NAME, across) == "Salle"
    page.open_wizard("challenges", resource("samples", "defis-valmorin.csv"))
    quiet()
    assert model.headerData(Cell.NAME, across) == "Défi"
    page.open_wizard("people", people)
    quiet()
    assert model.headerData(Cell.NAME, across) == "Qui"


def test_what_is_odd_is_said_with_its_lines(page: PeoplePage, tmp_path: Path, quiet: Quiet) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Titre;Type;Jour;Début;Salle\nDébat;conclave;lundi;9h;Halle\n;;;;Halle\n", "utf-8")
    to_preview(page, path, quiet)
    assert page.wizard.draft is not None
    answer = page.wizard.draft.answer
    titles = {plain(problem.shown.title) for problem in answer.problems}
    assert titles == {"Titre : à vérifier", "Type de session : à vérifier"}
    assert answer.to_check == 1


def test_a_file_without_titles_asks_for_their_column(page: PeoplePage, tmp_path: Path, quiet: Quiet) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Quand;Truc\nlundi;Débat\n", "utf-8")
    page.open_wizard("programme", path)
    quiet()
    assert page.wizard.draft is not None
    assert page.wizard.draft.answer.preview is None
    assert not page.bar.forward_button.isEnabled() or page.wizard.step == FILE


def test_the_palette_offers_it(page: PeoplePage) -> None:
    action = next(one for one in page.palette_actions() if one.text.startswith("Importer le programme"))
    action.run()
    assert page.importing
    assert page.wizard.kind.kind == "programme"
