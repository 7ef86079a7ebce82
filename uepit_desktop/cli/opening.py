"""What commands that work on an event file share: its argument, its passphrase, and opening it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..event.errors import UserError
from ..language import tr

if TYPE_CHECKING:
    from ..event import EventFile

Command = TypeVar("Command", bound=Callable[..., Any])

_LONGEST_PASSPHRASE_BYTES = 1024

#: A file or folder, as a Path. Whether it exists is for the verb to say.
PATH = click.Path(path_type=Path)

passphrase_option = click.option(
    "--passphrase-file", type=PATH, metavar="F", help="File whose first line is the passphrase."
)


def event_argument(command: Command) -> Command:
    """Adds the argument EVENT (``event_path``) and the option ``--passphrase-file`` (``passphrase_file``)."""
    return click.argument("event_path", metavar="EVENT", type=PATH)(passphrase_option(command))


@contextmanager
def opened(path: Path, passphrase_file: Path | None = None, *, read_only: bool = False) -> Iterator[EventFile]:
    """The event file at ``path``, closed at the end. Raises UserError when it cannot be opened."""
    from ..event import EventFile

    with EventFile.open(path, passphrase=read_passphrase(passphrase_file), read_only=read_only) as event:
        yield event


def read_passphrase(path: Path | None) -> str | None:
    """The first line of ``path`` without its spaces at both ends; None without a path.

    Raises UserError for a file that is missing, empty, too long or not UTF-8.
    """
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            raw = file.read(_LONGEST_PASSPHRASE_BYTES + 1)
    except OSError as error:
        raise UserError(
            "The passphrase file {file} could not be read. Nothing was changed. Check its name and its folder.",
            code="passphrase_file",
            file=path.name,
        ) from error
    first = raw.splitlines()[0] if raw.splitlines() else b""
    try:
        passphrase = first.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        passphrase = ""
    if not passphrase or len(first) > _LONGEST_PASSPHRASE_BYTES:
        raise UserError(
            "The passphrase file {file} holds no passphrase. Write it alone on its first line.",
            code="passphrase_file",
            file=path.name,
        )
    return passphrase


def iso_date(value: str) -> dt.date:
    """A calendar date written 2026-07-06, as the type of an option."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(tr("“{value}” is not a date. Write it as 2026-07-06.", value=value)) from None
