"""HiGHS without the two lines that it prints of itself: standard output belongs to the answer of a command."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from typing import Any

_first = threading.Lock()
_greeted = False


def new_highs() -> Any:
    """A solver of HiGHS that prints nothing."""
    global _greeted
    import highspy

    with _first:
        if not _greeted:  # the first one in a process greets, whatever its options say
            _greeted = True
            with _no_output():
                highspy.Highs()  # type: ignore[no-untyped-call]
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    return solver


@contextlib.contextmanager
def _no_output() -> Iterator[None]:
    """Nothing reaches the standard output of the process, from whatever language it is written."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (AttributeError, OSError, ValueError):  # a window without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
        _flush_c()
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def _flush_c() -> None:
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        (ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)).fflush(None)
