"""Work for another process, of every temper."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any


def count(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Counts to ``argument``, saying each number; stops in good order when asked."""
    for number in range(argument):
        tell(number)
        if cancelled():
            return "stopped at a number"
        time.sleep(0.01)
    return argument


def deaf(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Never looks up."""
    tell("something")
    while True:
        time.sleep(0.05)


def die(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Dies without a word, after it has said something."""
    tell("last words")
    time.sleep(0.5)
    os._exit(11)


def fail(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    tell("before")
    raise ValueError("no good")


def chatter(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Prints, and says what it has imported."""
    print("noise")
    os.write(1, b"more noise")
    return sorted({name.split(".")[0] for name in sys.modules})


def orphan(argument: Any, tell: Callable[[Any], None], cancelled: Callable[[], bool]) -> Any:
    """Writes its process id where it is told, and never ends by itself."""
    argument.write_text(str(os.getpid()), encoding="ascii")
    return deaf(argument, tell, cancelled)
