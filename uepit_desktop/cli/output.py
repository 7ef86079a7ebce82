"""What a command says: its answer on standard output (JSON or lines), sentences and progress on standard error."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from ..language import integer, tr

#: Adds ``--json`` to a command, as the parameter ``as_json``.
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def answer(document: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Print the answer of a command: ``document`` as JSON, or ``lines`` for a person. ``lines`` may be lazy."""
    if as_json:
        print_json(document)
    else:
        for line in lines:
            click.echo(line)


def print_json(document: Any) -> None:
    """One JSON document on standard output. Dataclasses, enumerations, dates, paths and sets are understood."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def say(sentence: str) -> None:
    """A sentence for the person at the keyboard, on standard error."""
    click.echo(sentence, err=True)


def progress(label: str) -> Callable[[int, int], None]:
    """A callback ``(done, total)`` that draws one line of progress, only where a person can see it."""
    if not sys.stderr.isatty():
        return lambda done, total: None
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 0
        if percent != shown or done == total:
            shown = percent
            line = tr("{label}: {done} of {total}", label=label, done=integer(done), total=integer(total))
            click.echo(f"\r\x1b[K{line}", nl=done >= total > 0, err=True)

    return show


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
