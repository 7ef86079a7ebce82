"""A person's own data handed over on request, as one file: a ZIP with a PDF to read and the same in JSON."""

from __future__ import annotations

import os
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from ..event import EventFile, UserError
from ..event.storage import explained
from ..language import tr
from ..language.folding import fold
from .own_data import OwnData, gather


@dataclass(frozen=True, slots=True)
class PersonExport:
    """The file that was written. ``rows`` and ``entries`` count what is in it: rows held, changes of the log."""

    path: Path
    name: str
    pages: int
    rows: int
    entries: int
    size_bytes: int
    message: str


def export_person(event: EventFile, person_id: str, out: Path) -> PersonExport:
    """Write all that the event file holds about a person into the ZIP ``out`` (in it under a new name when ``out`` is a
    folder): ``donnees.pdf`` and ``donnees.json``. An existing file is left as it is.

    Nothing is written in the event file. Raises UserError ``unknown_person``, ``exists``, ``cannot_write`` or a fault
    of the disk; then there is no file at ``out``.
    """
    data = gather(event, person_id)
    out = Path(out)
    if out.is_dir():
        out /= f"{_slug(data)}.zip"
    if out.exists():
        raise UserError(
            "A file named {name} is already there. It was not touched. Choose another name.", code="exists",
            name=out.name,
        )  # fmt: skip
    from .own_data_pdf import draw_own_data  # here, so that reading a list of people does not load what prints

    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with TemporaryDirectory(dir=out.parent, prefix=".uepit-") as folder:
            pdf = Path(folder) / "donnees.pdf"
            pages = draw_own_data(data, pdf)
            content = orjson.dumps(data.document(), option=orjson.OPT_INDENT_2)
            with part.open("wb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.write(pdf, pdf.name)
                    archive.writestr("donnees.json", content)
                file.flush()
                os.fsync(file.fileno())
        part.replace(out)
        size = out.stat().st_size
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if error.errno in (28, 122):
            raise explained(error) or error from error
        raise UserError(
            "{name} cannot be written there. Nothing was exported. Choose another folder.",
            code="cannot_write",
            name=out.name,
        ) from error
    rows = sum(len(some) for some in data.rows.values())
    message = tr("The data of {name} are in {file}. Hand it over to this person alone.", name=data.name, file=out.name)
    return PersonExport(out, data.name, pages, rows, len(data.entries), size, message)


def _slug(data: OwnData) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", fold(data.name)).strip("-")[:40].strip("-")
    return f"donnees-{words or data.person_id}"
