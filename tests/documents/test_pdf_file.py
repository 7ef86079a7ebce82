"""PDF files: their title, their language, and never half a file under their name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from uepit_desktop import language
from uepit_desktop.documents import REGULAR, new_canvas, pdf_part
from uepit_desktop.event import UserError


def _draw(path: Path, text: str = "Été") -> None:
    canvas = new_canvas(path, title="Feuille d’été", width=200, height=100, author="Valmorin")
    canvas.setFont(REGULAR, 12)
    canvas.drawString(10, 10, text)
    canvas.save()


@pytest.mark.parametrize(("code", "tag"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_a_document_says_its_title_and_its_language(tmp_path: Path, code: str, tag: str) -> None:
    language.use(code)
    _draw(tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Feuille d’été"
    assert reader.metadata.author == "Valmorin"
    assert reader.trailer["/Root"]["/Lang"] == tag
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Été" in reader.pages[0].extract_text()


def test_a_file_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pdf_part(tmp_path / "a.pdf") as part:
        _draw(part.path)
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(b"before")
    with pdf_part(place) as part:
        _draw(part.path)
        part.make_durable()
        assert place.read_bytes() == b"before"
        part.put_in_place()
    assert place.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [place]


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    for place in (tmp_path / "missing" / "a.pdf", tmp_path):
        with pytest.raises(UserError) as refused, pdf_part(place):
            pass
        assert refused.value.code == "cannot_write"
