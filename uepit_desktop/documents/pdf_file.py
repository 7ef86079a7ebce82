"""A PDF on its way to the disk: drawn beside its place, made durable, then put there in one move."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ..event.errors import UserError
from ..event.storage import explained
from ..language import current
from .fonts import REGULAR, use_fonts

_LANGUAGE_TAGS = {"fr": "fr-FR", "en": "en-GB"}


def new_canvas(path: Path, *, title: str, width: float, height: float, author: str = "", subject: str = "") -> Canvas:
    """A canvas of ``width`` × ``height`` points with its title, its language and the program's fonts."""
    use_fonts()
    canvas = Canvas(
        str(path),
        pagesize=(width, height),
        pageCompression=1,
        lang=_LANGUAGE_TAGS[current()],
        initialFontName=REGULAR,  # else every page names Helvetica, which is not embedded
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator("UEPIT Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@dataclass(slots=True)
class PdfPart:
    """A file being made: draw into ``path``, then ``put_in_place``."""

    path: Path
    place: Path

    def make_durable(self) -> None:
        """Wait until the disk has it."""
        with _explaining(self.place), self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def put_in_place(self) -> None:
        """Give the file its name, over whatever had it. Raises UserError when the system refuses."""
        with _explaining(self.place):
            self.path.replace(self.place)


@contextmanager
def pdf_part(place: Path) -> Iterator[PdfPart]:
    """A part file in the folder of ``place``; removed on the way out unless it was put in place.

    Raises UserError when the folder is missing or cannot be written, the disk is full, or ``place`` is a folder.
    """
    if place.is_dir() or not place.parent.is_dir():
        raise UserError(
            "{name} cannot be written there. Nothing was printed. Choose another folder.",
            code="cannot_write",
            name=place.name,
        )
    part = PdfPart(place.with_name(f".{place.name}.{os.getpid()}.part"), place)
    try:
        with _explaining(place):
            yield part
    finally:
        with suppress(OSError):
            part.path.unlink(missing_ok=True)


@contextmanager
def _explaining(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (28, 122):
            raise explained(error) or error from error
        raise UserError(
            "{name} cannot be written there. Nothing was printed. Choose another folder.",
            code="cannot_write",
            name=place.name,
        ) from error
