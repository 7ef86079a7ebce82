"""``uepit reception close|reopen``: a half-day is closed by whoever coordinates, and may be opened again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .attendance import half_day_option
from .desk import answer_or_refuse, at_option, half_day_document, in_zone, operator_option
from .opening import event_argument, opened
from .output import json_option

if TYPE_CHECKING:
    from ..reception import ClosingResult


@click.command()
@event_argument
@half_day_option
@at_option
@operator_option
@json_option
@click.pass_context
def close(
    context: click.Context,
    event_path: Path,
    half_day_id: str | None,
    at: dt.datetime | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Close a half-day: from then on its attendance sheets strike whoever was not there.

    A late arrival is still taken, with a warning. The exit status is 1 when it was closed already.
    """
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.close_half_day(event, half_day_id, operator=operator, at=in_zone(event, at))
    _answer(context, result, as_json)


@click.command()
@event_argument
@half_day_option
@at_option
@operator_option
@json_option
@click.pass_context
def reopen(
    context: click.Context,
    event_path: Path,
    half_day_id: str | None,
    at: dt.datetime | None,
    operator: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Open a closed half-day again."""
    from .. import reception

    with opened(event_path, passphrase_file) as event:
        result = reception.reopen_half_day(event, half_day_id, operator=operator, at=in_zone(event, at))
    _answer(context, result, as_json)


COMMANDS = (close, reopen)


def _answer(context: click.Context, result: ClosingResult, as_json: bool) -> None:
    document = {"done": result.done, "message": result.message, "half_day": half_day_document(result.half_day)}
    answer_or_refuse(context, document, [result.message], done=result.done, as_json=as_json)
