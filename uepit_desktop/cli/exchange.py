"""``uepit exchange``: make a pack, join with it, write bundles, read them, say who has what."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..language import hour, tr, trn
from .opening import PATH, event_argument, opened, read_passphrase
from .output import answer, json_option, progress, say

if TYPE_CHECKING:
    from ..event import EventFile
    from ..exchange import DeskStatus, Missing, ReadResult

_pack_passphrase = click.option(
    "--passphrase-file",
    type=PATH,
    metavar="F",
    required=True,
    help="File whose first line is the passphrase of the pack.",
)


@click.group()
def group() -> None:
    """Exchange with other laptops by files, on a key or in a shared folder."""


@group.command()
@click.argument("event_path", metavar="EVENT", type=PATH)
@click.argument("out", metavar="OUT", type=PATH)
@_pack_passphrase
@json_option
def pack(event_path: Path, out: Path, passphrase_file: Path, as_json: bool) -> None:
    """Make the event pack that lets other laptops join.

    A protected event is opened with the same passphrase.
    """
    from .. import exchange

    with opened(event_path, passphrase_file if _is_protected(event_path) else None) as event:
        result = exchange.pack(event, out, read_passphrase(passphrase_file) or "")
    document = {"file": result.file, "operations": result.operations, "size_bytes": result.size_bytes}
    answer(document, [result.message], as_json=as_json)


@group.command()
@click.argument("pack_path", metavar="PACK", type=PATH)
@click.argument("new_event", metavar="NEW_EVENT", type=PATH)
@click.option("--desk", required=True, help="Name of this laptop.")
@_pack_passphrase
@json_option
def join(pack_path: Path, new_event: Path, desk: str, passphrase_file: Path, as_json: bool) -> None:
    """Make this laptop's event file from an event pack."""
    from .. import exchange

    result = exchange.join(pack_path, new_event, desk, read_passphrase(passphrase_file) or "")
    document = {
        "file": result.file,
        "event": result.event_name,
        "replica": {"id": result.origin, "desk": result.desk},
        "operations": result.operations,
    }
    answer(document, [result.message], as_json=as_json)


@group.command()
@event_argument
@click.argument("folder", metavar="DIR", type=PATH)
@json_option
def write(event_path: Path, folder: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write into a folder what the other laptops do not have yet."""
    from .. import exchange

    with opened(event_path, passphrase_file) as event:
        result = exchange.write_bundle(event, folder)
    document = {
        "file": result.file,
        "operations": result.operations,
        "size_bytes": result.size_bytes,
        "desks": result.desks,
        "message": result.message,
    }
    answer(document, [result.message], as_json=as_json)


@group.command()
@event_argument
@click.argument("source", metavar="FILE_OR_DIR", type=PATH)
@json_option
@click.pass_context
def read(context: click.Context, event_path: Path, source: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Read a file from another laptop, or all those of a folder.

    The exit status is 1 when nothing could be read and something was refused.
    """
    from .. import exchange

    with opened(event_path, passphrase_file) as event:
        result = exchange.read_bundles(event, source, progress=progress(tr("Reading")))
    document = {
        "applied": result.applied,
        "known": result.known,
        "waiting": result.waiting,
        "conflicts": result.conflicts,
        "files": result.files,
        "skipped": result.skipped,
        "desks": result.desks,
        "refused": [dataclasses.asdict(refusal) for refusal in result.refused],
        "message": result.message,
    }
    answer(document, [result.message], as_json=as_json)
    for refusal in result.refused:
        say(f"{refusal.file}: {refusal.reason}")
    context.exit(1 if _all_refused(result) else 0)


@group.command()
@event_argument
@click.option("--day-end", "day_end", is_flag=True, help="Say whether everything is exchanged, or what is missing.")
@json_option
@click.pass_context
def status(
    context: click.Context, event_path: Path, passphrase_file: Path | None, day_end: bool, as_json: bool
) -> None:
    """Say what each laptop is known to have.

    With --day-end the exit status is 0 when everything is exchanged, and 1 with the list of what is missing.
    """
    from .. import exchange

    with opened(event_path, passphrase_file, read_only=True) as event:
        if day_end:
            end = exchange.day_end(event)
            answer(end, [end.message, *(_missing_line(event, one) for one in end.missing)], as_json=as_json)
            context.exit(0 if end.done else 1)
        found = exchange.status(event)
        lines = list(_lines(event, found))
    answer(found, lines, as_json=as_json)


@group.command()
@json_option
def passphrase(as_json: bool) -> None:
    """Propose a passphrase of six French words."""
    from .. import exchange

    words = exchange.new_passphrase()
    answer({"passphrase": words}, [words], as_json=as_json)


def _is_protected(path: Path) -> bool:
    from ..event.storage import is_plain_sqlite

    try:
        return path.is_file() and not is_plain_sqlite(path)
    except OSError:
        return False


def _all_refused(result: ReadResult) -> bool:
    return bool(result.refused) and not result.files and not result.skipped


def _lines(event: EventFile, found: Any) -> Iterator[str]:
    for desk in found.desks:
        yield tr("{desk}: this laptop", desk=desk.desk) if desk.here else _desk_line(event, desk)
    yield trn("{n} operation to send", "{n} operations to send", found.pending)
    if found.waiting:
        yield trn("{n} operation waits for an earlier file", "{n} operations wait for an earlier file", found.waiting)
    for aside in found.quarantined:
        yield tr("Set aside: {file}. {reason}", file=aside.file, reason=aside.reason)


def _missing_line(event: EventFile, one: Missing) -> str:
    said = [_heard_line(event, one.heard_at)]
    if one.to_send:
        said.append(trn("{n} to send", "{n} to send", one.to_send))
    if one.since is not None:
        said.append(tr("the oldest of {hour}", hour=hour(one.since.astimezone(event.zone))))
    if one.to_receive:
        said.append(trn("{n} to receive", "{n} to receive", one.to_receive))
    return tr("{desk}: {what}", desk=one.desk, what=", ".join(said))


def _heard_line(event: EventFile, heard_at: dt.datetime | None) -> str:
    """When a laptop was last heard from."""
    if heard_at is None:
        return tr("never heard from")
    return tr("as it was at {hour}", hour=hour(heard_at.astimezone(event.zone)))


def _desk_line(event: EventFile, desk: DeskStatus) -> str:
    heard = _heard_line(event, desk.heard_at)
    to_send = trn("{n} to send", "{n} to send", desk.to_send)
    to_receive = trn("{n} to receive", "{n} to receive", desk.to_receive)
    return tr(
        "{desk}: {heard}, {to_send}, {to_receive}", desk=desk.desk, heard=heard, to_send=to_send, to_receive=to_receive
    )
