"""How a command ends: its exit status, and the one sentence that says why it was refused."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from ..language import mark, tr
from . import BUG, INTERRUPTED, OUTPUT_CLOSED, USAGE
from .output import print_json

#: What the system refuses, in words; anything else of the system is quoted as it says it.
_REFUSALS = {
    errno.ENOENT: mark("{file} was not found. Check its name and its folder."),
    errno.EACCES: mark("{file} cannot be used: this account has no right to it. Choose another folder."),
    errno.EPERM: mark("{file} cannot be used: this account has no right to it. Choose another folder."),
    errno.EROFS: mark("{file} is on a disk that cannot be written to. Choose another folder."),
    errno.ENOSPC: mark("The disk is full. What was saved before is safe. Free some space, then start again."),
    errno.EISDIR: mark("{file} is a folder, and a file is needed."),
    errno.ENOTDIR: mark("{file} is a file, and a folder is needed."),
    errno.EEXIST: mark("{file} exists already. Choose another name."),
    errno.ENAMETOOLONG: mark("The name of {file} is too long. Choose a shorter one."),
}


def run(arguments: list[str]) -> int:
    """Run the command line and return the exit status; whatever goes wrong is one sentence on standard error."""
    from .commands import translate, uepit

    translate(uepit)
    as_json = "--json" in arguments
    try:
        return _status(uepit.main(args=arguments, prog_name="uepit", standalone_mode=False))
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as wrong:
        wrong.show(sys.stderr)
        if as_json:
            print_json({"error": "usage", "message": wrong.format_message()})
        return USAGE
    except BrokenPipeError:
        return OUTPUT_CLOSED
    except Exception as error:
        return _stopped(error, arguments, as_json)


def _stopped(error: Exception, arguments: list[str], as_json: bool) -> int:
    from ..event.errors import UserError  # here, so that what needs no event file starts without its libraries

    try:
        if isinstance(error, UserError):
            return _refuse(error.code, str(error), as_json)
        if isinstance(error, OSError):
            return _refuse("system", _system_sentence(error), as_json)
        return _report(error, arguments, as_json)
    except BrokenPipeError:
        return OUTPUT_CLOSED


def _status(returned: Any) -> int:
    return returned if isinstance(returned, int) and not isinstance(returned, bool) else 0


def _refuse(code: str, message: str, as_json: bool) -> int:
    click.echo(message, err=True)
    if as_json:
        print_json({"error": code, "message": message})
    return 1


def _system_sentence(refused: OSError) -> str:
    name = os.path.basename(os.fsdecode(refused.filename)) if refused.filename else tr("The file")  # noqa: PTH119
    key = _REFUSALS.get(refused.errno or 0)
    if key is not None:
        return tr(key, file=name)
    return tr("{file} could not be used: the system says “{reason}”.", file=name, reason=refused.strerror or refused)


def _report(bug: Exception, arguments: list[str], as_json: bool) -> int:
    from ..crash_report import write_report

    doing = " ".join(argument for argument in arguments[:2] if argument.isidentifier() or "-" in argument[:2])
    try:
        report = str(write_report(bug, doing=f"uepit {doing}"))
    except OSError:
        report = ""
    message = (
        tr(
            "Something unexpected happened, and the command stopped. What was saved is safe. Details: {file}",
            file=report,
        )
        if report
        else tr("Something unexpected happened, and the command stopped. What was saved is safe.")
    )
    _refuse("bug", message, as_json)
    return BUG
