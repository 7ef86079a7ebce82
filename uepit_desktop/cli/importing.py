"""What the commands that import a file share: their options, the mapping they are given, what they report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from ..event import UserError
from ..language import tr, trn
from .opening import PATH

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option(
        "--mapping", "mapping_path", type=PATH, metavar="M.json", help="JSON file that gives a field to each header."
    ),
    click.option("--sheet", help="Sheet of the workbook (else the one whose header names most fields)."),
    click.option("--encoding", help="Encoding of the text file (else by rule)."),
    click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing."),
)


def import_options(command: Command) -> Command:
    """--mapping, --sheet, --encoding and --dry-run."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def mapping_document(path: Path | None) -> Any:
    """The JSON document of ``--mapping``. Raises UserError ``bad_mapping``."""
    if path is None:
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(
            "The mapping “{name}” could not be read. Nothing was changed.", code="bad_mapping", name=path.name
        ) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UserError(
            "The mapping “{name}” is not a JSON document. Nothing was changed.", code="bad_mapping", name=path.name
        ) from error


def report_lines(report: dict[str, Any]) -> Iterator[str]:
    """What an import did, line by line."""
    yield trn("{n} created", "{n} created", report["created"])
    yield trn("{n} updated", "{n} updated", report["updated"])
    yield trn("{n} unchanged", "{n} unchanged", report["unchanged"])
    for one in report["duplicates"]:
        yield tr("Line {line}, duplicate: {reason}", line=one["line"], reason=one["reason"])
    for one in report["rejected"]:
        yield tr("Line {line}, rejected: {reason}", line=one["line"], reason=one["reason"])
    for one in report["flagged"]:
        yield tr("Line {line}, to check: {value}. {reason}", line=one["line"], value=one["value"], reason=one["reason"])
    if report["dry_run"]:
        yield tr("Nothing was written.")
