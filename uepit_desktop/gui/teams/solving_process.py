"""Forms teams in a process apart from the window, which answers its keys meanwhile and can stop it at once.

    python -m uepit_desktop.gui.teams.solving_process [--language fr] [--time-limit S] [--seed N] [--threads N]

The first line of standard input is a problem in JSON; a second line, whatever it says, asks to stop with the best
placement so far. Each line of standard output is a JSON object: ``{"progress": {…}}`` as often as there is something
new, then one ``{"plan": {…}}``, or ``{"refused": "sentence"}``.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

_EVERY_S = 0.08  # a placement found sooner after another waits for the next one


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process; returns its exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--language", default="fr")
    parser.add_argument("--time-limit", type=float, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=None)
    chosen = parser.parse_args(arguments)
    from ...event import UserError
    from ...language import use
    from ...teams.plan import plan_json
    from ...teams.problem import read_problem
    from ...teams.solver import solve

    use(chosen.language)
    stopped = threading.Event()
    asked = sys.stdin.buffer.readline()
    threading.Thread(target=_wait_for_stop, args=(stopped,), daemon=True).start()
    teller = _Teller()
    try:
        plan = solve(
            read_problem(json.loads(asked)),
            time_limit=chosen.time_limit,
            seed=chosen.seed,
            threads=chosen.threads,
            on_progress=teller.tell,
            cancelled=stopped.is_set,
        )
    except UserError as error:
        _say({"refused": str(error)})
        return 1
    _say({"plan": plan_json(plan)})
    return 0


class _Teller:
    """Says what is new: the placement only when it is better than the last one said."""

    def __init__(self) -> None:
        self._cost: int | None = None
        self._said_s = 0.0

    def tell(self, progress: Any) -> None:
        now = time.monotonic()
        better = progress.cost is not None and progress.cost != self._cost
        if self._said_s and now - self._said_s < _EVERY_S:
            return
        self._said_s = now
        said = {"phase": progress.phase, "cost": progress.cost, "bound": progress.bound, "seconds": progress.seconds}
        if better:
            self._cost = progress.cost
            said["assignment"] = dict(progress.assignment)
        _say({"progress": said})


def _wait_for_stop(stopped: threading.Event) -> None:
    sys.stdin.buffer.readline()  # a line, or the end: the window is gone
    stopped.set()


def _say(what: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
