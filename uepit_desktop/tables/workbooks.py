"""Workbooks (XLSX, XLS, ODS) as sheets of plain texts: what a person reads in the cell, not what the machine keeps."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import python_calamine

from ..event.errors import UserError

Sheet = list[list[str]]

_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#NUL!"}
)
_MOST_UNPACKED = 400_000_000
_MOST_CELLS = 20_000_000
_LAST_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_WIDE_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')


def read_sheets(data: bytes) -> list[tuple[str, Sheet]]:
    """The sheets of a workbook, in its order, rows padded as the workbook has them; hidden ones included.

    Raises UserError: password, not a workbook, damaged, too large.
    """
    _refuse_bombs(data)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [(name, _sheet(workbook, name)) for name in workbook.sheet_names]
    except python_calamine.PasswordError as error:
        raise _protected() from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _protected() from error
        raise _damaged() from error
    except BaseException as error:  # a panic of the reading library is not an Exception
        if type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise


def _sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except python_calamine.WorksheetNotFound:  # a chart takes a tab and holds no cell
        return []
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: Any) -> str:
    """A cell as its reader sees it: whole numbers without a point, dates as ``2026-07-06``, errors as blanks."""
    if value.__class__ is str:
        return "" if value in _ERRORS else str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return str(value)


def _refuse_bombs(data: bytes) -> None:
    """A small archive may unpack to more than the memory holds, and one far cell makes a sheet of a billion."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise _too_large()
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _refuse_far_cells(archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise _damaged() from error
    except RuntimeError as error:  # an encrypted entry of the archive
        raise _protected() from error


def _refuse_far_cells(xml: bytes) -> None:
    last_row = max((int(row) for row in _LAST_ROW.findall(xml[-2_000_000:])), default=1)
    widest = 1
    for letters, row in _WIDE_CELL.findall(xml):
        last_row = max(last_row, int(row))
        width = 0
        for letter in letters:
            width = width * 26 + letter - 64
        widest = max(widest, width)
    if last_row * widest > _MOST_CELLS:
        raise _too_large()


def _protected() -> UserError:
    return UserError(
        "This workbook is protected by a password. Nothing was changed. Save it without a password, then open it here.",
        code="protected",
    )


def _damaged() -> UserError:
    return UserError(
        "This workbook cannot be read: it is incomplete or of an unknown kind. Nothing was changed. "
        "Open it in a spreadsheet, save it again, then open it here.",
        code="unreadable",
    )


def _too_large() -> UserError:
    return UserError(
        "This file is too large for a list of registrations. Nothing was changed. "
        "Keep only the sheet of registrations.",
        code="too_large",
    )
