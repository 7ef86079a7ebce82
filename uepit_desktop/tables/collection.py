"""Python's collector of cycles, held off while thousands of rows are made: they hold none, and it visits them all."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_turn = Lock()
_held = 0
_was_on = False


def without_collection(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """``function``, run without the collector; it starts again when the last such function ends, on any thread."""

    @wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        _hold()
        try:
            return function(*args, **kwargs)
        finally:
            _release()

    return run


def _hold() -> None:
    global _held, _was_on
    with _turn:
        if _held == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _held += 1


def _release() -> None:
    global _held
    with _turn:
        _held -= 1
        if _held == 0 and _was_on:
            gc.enable()
