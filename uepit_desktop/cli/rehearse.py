"""``uepit rehearse``: a morning at the doors, played before people come."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..language import decimal, mark, tr, trn
from .opening import PATH
from .output import answer, json_option, progress

if TYPE_CHECKING:
    from ..rehearsal import Rehearsal, Wait

_WAYS = {"scan": mark("scanned"), "search": mark("searched by name"), "walk_in": mark("registered on the spot")}

#: Verdict → what the line that counts it says. The others are rare, and told by their code.
_VERDICTS = {
    "arrived": mark("arrivals noted"),
    "already_arrived": mark("already noted, here or at another desk"),
    "unknown": mark("badges of nobody on the list"),
    "not_found": mark("not found by name"),
}


@click.command()
@click.option("--people", type=click.IntRange(10, 10_000), default=200, show_default=True, help="How many come.")
@click.option("--desks", type=click.IntRange(1, 9), default=3, show_default=True, help="How many desks take them in.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number plays another morning.")
@click.option("--keep", type=PATH, metavar="DIR", help="Keep the files that were made in this new folder.")
@json_option
@click.pass_context
def rehearse(context: click.Context, people: int, desks: int, seed: int, keep: Path | None, as_json: bool) -> None:
    """Play a morning with invented people on this computer: scans, searches, a desk that stops, exchanges by files.

    Says how long people wait for the software and whether anything was lost. Exit status 1 when something was.
    """
    from ..rehearsal import rehearse as play

    played = play(people, desks, seed=seed, keep=keep, progress=progress(tr("Rehearsal")))
    document = {**dataclasses.asdict(played), "equal": played.equal, "passed": played.passed}
    answer(document, _lines(played), as_json=as_json)
    if not played.passed:
        context.exit(1)


def _lines(played: Rehearsal) -> Iterator[str]:
    yield tr("{people} people at {desks} desks.", people=played.people, desks=played.desks)
    yield tr("Waiting for the software, in milliseconds (half of the people, 95 %, the longest):")
    yield f"  {_wait(played.wait)}"
    for way, wait in played.waits.items():
        yield f"  {_wait(wait)}  {tr(_WAYS[way])}"
    yield tr("Twenty arrivals in a row: {n} ms at most.", n=decimal(played.twenty_ms))
    for verdict, count in played.verdicts.items():
        yield f"  {count:5}  {tr(_VERDICTS[verdict]) if verdict in _VERDICTS else verdict}"
    yield trn("{n} arrival confirmed.", "{n} arrivals confirmed.", played.confirmed)
    yield trn(
        "{n} person noted at two desks, counted once.",
        "{n} people noted at two desks, each counted once.",
        played.doubles,
    )
    yield tr("A desk was stopped during an arrival and ready again in {n} ms.", n=decimal(played.restart_ms))
    yield trn("{n} exchange file written and read.", "{n} exchange files written and read.", played.bundles)
    if played.lost:
        yield trn("{n} confirmed arrival is LOST:", "{n} confirmed arrivals are LOST:", len(played.lost))
        yield from (f"  {name}" for name in played.lost)
    else:
        yield tr("Nothing was lost.")
    yield from (tr("Fault: {fault}", fault=fault) for fault in played.faults)
    if played.equal:
        yield tr("All desks end in the same state: {digest}", digest=played.digests[0][:16])
    else:
        yield tr("The desks do NOT end in the same state.")


def _wait(wait: Wait) -> str:
    figures = (wait.p50_ms, wait.p95_ms, wait.longest_ms)
    return f"{wait.people:5}" + "".join(f"{decimal(figure):>10}" for figure in figures)
