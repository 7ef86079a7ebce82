"""``uepit screenshots DIR``: a picture of every page of the sample event."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..language import LANGUAGES, tr, trn
from .opening import PATH
from .output import answer, json_option, progress


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--page", "pages", multiple=True, metavar="PAGE", help="Only this page; may be repeated.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Only this language.")
@click.option("--theme", "themes", multiple=True, type=click.Choice(["light", "dark"]), help="Only this theme.")
@click.option("--zoom", type=click.IntRange(100, 200), default=100, show_default=True, help="Zoom, in percent.")
@json_option
def screenshots(
    folder: Path,
    pages: tuple[str, ...],
    languages: tuple[str, ...],
    themes: tuple[str, ...],
    zoom: int,
    as_json: bool,
) -> None:
    """Draw every page of the sample event, in French and English, light and dark. Needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ..gui.shell.screenshots import THEMES, take_screenshots

    written = take_screenshots(
        folder,
        pages=pages,
        languages=languages or LANGUAGES,
        themes=themes or THEMES,
        zoom=zoom,
        progress=progress(tr("Pictures")),
    )
    sentence = trn("{n} picture in {folder}", "{n} pictures in {folder}", len(written), folder=folder)
    answer({"folder": folder, "pictures": written}, [sentence], as_json=as_json)
