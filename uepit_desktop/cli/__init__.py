"""``uepit``: every verb without a screen. This module starts the command line and answers for its exit status.

0 done; 1 refused with one sentence; 2 wrong usage; 70 a bug, with the path of a crash report; 130 stopped by Ctrl-C;
141 the reader of the output went away. Never a traceback.

Commands live in one module a capability, imported only when one of them is run (``commands.py`` is their table).
"""

from __future__ import annotations

import os
import sys

USAGE = 2
BUG = 70
INTERRUPTED = 130
OUTPUT_CLOSED = 141


def main(arguments: list[str] | None = None) -> None:
    """Run ``uepit`` with ``arguments`` (default: those of the process) and exit with its status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        _use_utf8()
        _use_language(arguments)
        from .outcome import run

        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        status = OUTPUT_CLOSED
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == OUTPUT_CLOSED:  # or the interpreter complains again while it closes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _use_utf8() -> None:
    """Write accents whatever the console says of itself; a terminal that cannot show one shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _use_language(arguments: list[str]) -> None:
    """Choose the language before anything speaks: ``--lang``, else ``UEPIT_LANG``, else French."""
    from .. import language
    from ..resources import resource

    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            os.environ["UEPIT_LANG"] = argument.removeprefix("--lang=")  # the window heeds it too
        elif argument == "--lang" and place + 1 < len(arguments):
            os.environ["UEPIT_LANG"] = arguments[place + 1]
    chosen = os.environ.get("UEPIT_LANG", "")[:2].lower()
    language.use(chosen if chosen in language.LANGUAGES else "fr")

    import gettext  # click speaks through the standard gettext functions

    os.environ["LANGUAGE"] = language.current()
    gettext.bindtextdomain("click", str(resource("translations")))
    gettext.textdomain("click")
