"""What tests read in a PDF: its text, its codes, its fonts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import zxingcpp
from pypdf import PdfReader


def texts(path: Path) -> list[str]:
    """The text of each page, with plain spaces."""
    return [plain(page.get_textpage().get_text_bounded()) for page in pdfium.PdfDocument(path)]


def plain(text: str) -> str:
    for odd in ("\u00a0", "\u202f", "\r", "\n"):
        text = text.replace(odd, " ")
    return " ".join(text.replace("\ufffe", "-").replace("\x02", "-").replace("’", "'").split())


def codes(path: Path) -> list[list[str]]:
    """The codes of each page, as a scanner reads them from a print at 200 dots an inch, left to right."""
    pages = []
    for page in pdfium.PdfDocument(path):
        picture = np.ascontiguousarray(page.render(scale=200 / 72, grayscale=True).to_numpy()).squeeze()
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        pages.append([code.text for code in sorted(found, key=lambda code: code.position.top_left.x)])
    return pages


def fonts_not_embedded(path: Path) -> set[str]:
    """The fonts that a page names without carrying them."""
    missing = set()
    for page in PdfReader(path).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            described = font.get_object().get("/FontDescriptor")
            if described is None or "/FontFile2" not in described.get_object():
                missing.add(str(font.get_object()["/BaseFont"]))
    return missing


def language_and_title(path: Path) -> tuple[str, str]:
    reader = PdfReader(path)
    assert reader.metadata is not None
    return str(reader.trailer["/Root"]["/Lang"]), plain(reader.metadata.title or "")


def nothing_is_outside_the_page(path: Path) -> bool:
    for page in pdfium.PdfDocument(path):
        width, height = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            if left < 0 or bottom < 0 or right > width or top > height:
                return False
    return True
