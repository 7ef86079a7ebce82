"""``uepit teams solve``: a problem file to a plan file, without an event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..event.errors import UserError
from ..language import integer, percent, tr
from . import INTERRUPTED
from .ctrl_c import heeding_ctrl_c
from .opening import PATH
from .output import answer, json_option, say

if TYPE_CHECKING:
    from ..teams.plan import Plan

_LARGEST_BYTES = 300_000_000


@click.command()
@click.argument("problem_path", metavar="PROBLEM.json", type=PATH)
@click.option("--out", type=PATH, required=True, metavar="PLAN.json", help="The plan file to write.")
@click.option("--time-limit", type=click.FloatRange(min=0.1), metavar="S", help="Seconds at most (else until proven).")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@click.option("--threads", type=click.IntRange(1, 64), metavar="N", help="Threads (else up to four).")
@json_option
@click.pass_context
def solve(
    context: click.Context,
    problem_path: Path,
    out: Path,
    time_limit: float | None,
    seed: int,
    threads: int | None,
    as_json: bool,
) -> None:
    """Solve a problem file: the best plan found, what it costs, and how far from the best there is it may be.

    Ctrl-C keeps the best so far. Exit status 1 when the rules contradict each other: the plan file says which.
    """
    from ..teams.plan import plan_json
    from ..teams.problem import read_problem
    from ..teams.solving_apart import solve_apart

    problem = read_problem(_read_json(problem_path))
    memory: list[int] = []
    with heeding_ctrl_c() as interrupted:
        plan = solve_apart(
            problem,
            time_limit=time_limit,
            seed=seed,
            threads=threads,
            cancelled=interrupted.is_set,
            on_memory=memory.append,
        )
    document = plan_json(plan)
    _write_json(out, document)
    summary = {name: value for name, value in document.items() if name != "assignment"}
    answer({**summary, "gap": plan.gap, "memory_bytes": memory[0], "out": out}, _lines(plan), as_json=as_json)
    if interrupted.is_set():
        context.exit(INTERRUPTED)
    if plan.cost is None:
        if not plan.conflict:
            say(tr("No placement was found in this time. Nothing was changed."))
        context.exit(1)


def _lines(plan: Plan) -> Iterator[str]:
    if plan.cost is not None:
        cost, bound = integer(plan.cost), integer(int(plan.bound))
        if plan.status == "optimal":
            yield tr("Cost: {cost}. No placement costs less: this is proven.", cost=cost)
        else:
            gap = percent(plan.gap or 0.0)
            yield tr(
                "Cost: {cost}. No placement costs less than {bound}: this is proven. Distance at most {gap}.",
                cost=cost,
                bound=bound,
                gap=gap,
            )
        yield "  ".join(f"{name} {integer(value)}" for name, value in plan.parts.items())
    yield from plan.conflict


def _read_json(path: Path) -> Any:
    with path.open("rb") as file:
        raw = file.read(_LARGEST_BYTES + 1)
    if len(raw) > _LARGEST_BYTES:
        raise UserError("{file} is too large to be a problem file.", code="problem", file=path.name)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UserError(
            "{file} is not a JSON document. Nothing was written.", code="problem", file=path.name
        ) from error


def _write_json(path: Path, document: Any) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


COMMANDS = (solve,)
