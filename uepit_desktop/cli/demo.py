"""``uepit demo``: a sample event, and the window on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from ..demo import ZONE, Sample, build_sample, discard
from ..language import date_long, tr, trn
from .opening import PATH
from .output import answer, json_option, progress
from .window import open_window, require_display


@click.command()
@click.option("--no-window", is_flag=True, help="Build the sample event, and stop there.")
@click.option("--out", "path", type=PATH, metavar="EVENT", help="Where to make it; an existing file is left as it is.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M"]), metavar="2026-07-06T09:12", help="Pretend it is now.")
@json_option
@click.pass_context
def demo(context: click.Context, no_window: bool, path: Path | None, at: dt.datetime | None, as_json: bool) -> None:
    """Open the window on a sample event, made anew. Everybody in it is invented."""
    if not no_window:
        require_display()
    if path is None:
        path = sample_path()
        discard(path)
    now = None if at is None else at.replace(tzinfo=ZONE)
    sample = build_sample(path, now=now, progress=progress(tr("Sample event")))
    if as_json or no_window:
        answer(sample, _lines(sample), as_json=as_json)
    if not no_window:
        context.exit(open_window(sample.file))


def sample_path() -> Path:
    """Where the sample event is made when no place is given: with the data of this account."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("uepit", appauthor=False)) / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "Valmorin.uepit"


def _lines(sample: Sample) -> Iterator[str]:
    yield str(sample.file)
    yield tr("{event}, {site}, from {day}", event=sample.event, site=sample.site, day=date_long(sample.start_on))
    yield trn("{n} person", "{n} people", sample.people)
    yield trn("{n} challenge", "{n} challenges", sample.challenges)
    yield trn("{n} arrival noted", "{n} arrivals noted", sample.arrivals)
