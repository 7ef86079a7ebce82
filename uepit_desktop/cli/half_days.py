"""``uepit reception close|reopen``: a half-day is closed by whoever coordinates, and may be opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .attendance import half_day_option
from .desk import answer_or_refuse, at_option, half_day_document, in_zone, operator_option
from .opening import event_argument, opened
from .output import json_option

if TYPE_CHECKING:
    from ..reception import ClosingResult


def _turning(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options of both commands."""
    for option in (click.pass_context, json_option, operator_option, at_option, half_day_option, event_argument):
        command = option(command)
    return command


@click.command()
@_turning
def close(context: click.Context, **chosen: Any) -> None:
    """Close a half-day: from then on its attendance sheets strike whoever was not there.

    A late arrival is still taken, with a warning. The exit status is 1 when it was closed already.
    """
    from .. import reception

    _turn(context, reception.close_half_day, **chosen)


@click.command()
@_turning
def reopen(context: click.Context, **chosen: Any) -> None:
    """Open a closed half-day again."""
    from .. import reception

    _turn(context, reception.reopen_half_day, **chosen)


COMMANDS = (close, reopen)


def _turn(
    context: click.Context,
    verb: Callable[..., ClosingResult],
    *,
    event_path: Path,
    half_day_id: str | None,
    at: dt.datetime | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    with opened(event_path, passphrase_file) as event:
        result = verb(event, half_day_id, operator=operator, at=in_zone(event, at))
    document = {"done": result.done, "message": result.message, "half_day": half_day_document(result.half_day)}
    answer_or_refuse(context, document, [result.message], done=result.done, as_json=as_json)
