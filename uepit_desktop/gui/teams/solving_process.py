"""Forms teams in a process apart from the window, which answers its keys meanwhile and can stop it at once.

    python -m uepit_desktop.gui.teams.solving_process [--language fr] [--time-limit S] [--seed N] [--threads N]

The first line of standard input is ``{"problem": {…}, "names": {id: name}}``; a second line, whatever it says, asks to
stop with the best placement so far. Each line of standard output is a JSON object: ``{"progress": {…}}`` as often as
there is something new, then ``{"plan": {…}, "rules": [[kind, subject…]…], "relax": ["sentence"…]}``, where rules and
relax are those of a smallest contradiction when there is no plan, or ``{"refused": "sentence"}``.

With ``"repair": {…}`` in the first line, what ``teams.repair`` takes, the answer is ``{"options": […], "conflict":
["sentence"…]}``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, BinaryIO

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
    from ...teams.infeasible import smallest_conflict
    from ...teams.plan import plan_json
    from ...teams.problem import read_problem
    from ...teams.solver import solve

    use(chosen.language)
    _keep_output()
    _give_way()
    stopped = threading.Event()
    asked = sys.stdin.buffer.readline()
    threading.Thread(target=_wait_for_stop, args=(stopped,), daemon=True).start()
    teller = _Teller()
    try:
        told = json.loads(asked)
        problem = read_problem(told["problem"])
        if "repair" in told:
            _say(_repaired(problem, told))
            return 0
        plan = solve(
            problem,
            time_limit=chosen.time_limit,
            seed=chosen.seed,
            threads=chosen.threads,
            on_progress=teller.tell,
            cancelled=stopped.is_set,
        )
    except UserError as error:
        _say({"refused": str(error)})
        return 1
    teller.flush()
    answer: dict[str, Any] = {"plan": plan_json(plan)}
    if plan.status == "infeasible":
        conflict = smallest_conflict(problem, names=told.get("names", {}))
        if conflict is not None:
            answer["plan"]["conflict"] = list(conflict.sentences)
            answer["rules"] = [[rule.kind, *rule.subjects] for rule in conflict.rules]
            answer["relax"] = list(conflict.relax)
    _say(answer)
    return 0


def _repaired(problem: Any, told: dict[str, Any]) -> dict[str, Any]:
    from dataclasses import asdict

    from ...teams.repair import repair

    found = repair(problem, **told["repair"], names=told.get("names", {}))
    sentences = found.conflict.sentences if found.conflict is not None else ()
    return {"options": [asdict(option) for option in found.options], "conflict": list(sentences)}


class _Teller:
    """Says what is new, at most so often; the placement only when it is better than the last one said."""

    def __init__(self) -> None:
        self._cost: int | None = None
        self._said_s = 0.0
        self._waiting: Any = None
        self._lock = threading.Lock()

    def tell(self, progress: Any) -> None:
        with self._lock:
            first = self._waiting is None
            self._waiting = progress
        soon = self._said_s + _EVERY_S - time.monotonic()
        if soon <= 0:
            self.flush()
        elif first:  # what is found last is said even when nothing follows
            timer = threading.Timer(soon, self.flush)
            timer.daemon = True
            timer.start()

    def flush(self) -> None:
        with self._lock:
            progress, self._waiting = self._waiting, None
            if progress is None:
                return
            self._said_s = time.monotonic()
            said = {name: getattr(progress, name) for name in ("phase", "cost", "bound", "seconds")}
            if progress.cost is not None and progress.cost != self._cost:
                self._cost = progress.cost
                said["assignment"] = dict(progress.assignment)
            _say({"progress": said})


def _wait_for_stop(stopped: threading.Event) -> None:
    sys.stdin.buffer.readline()  # a line, or the end: the window is gone
    stopped.set()


def _keep_output() -> None:
    """What a library prints goes to standard error: standard output is for the answers alone."""
    global _output
    _output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _give_way() -> None:
    """The window answers first: this process takes what the others leave."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(15)


def _say(what: dict[str, Any]) -> None:
    _output.write(json.dumps(what).encode() + b"\n")
    _output.flush()


_output: BinaryIO = sys.stdout.buffer


if __name__ == "__main__":
    status = main()
    _output.flush()
    os._exit(status)  # the thread that waits for a stop still reads: an ordinary exit would wait for it
