"""Files read from a place, on a worker thread, and what is said once files were read or written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...event import EventFile
from ...exchange import ReadResult, WriteResult, read_bundles
from ...language import tr, trn
from .drives import keys_plugged_in, medium_of


def read_place(event: EventFile, path: Path, shared: Path | None, **progress: Any) -> ReadResult:
    """Read a file or a folder, and keep what it lies on; ``shared`` is the folder chosen for exchanges."""
    return read_bundles(event, path, medium=medium_of(path, keys_plugged_in(), shared), **progress)


def read_words(result: ReadResult) -> tuple[str, str]:
    """What to say of a reading, and its meaning."""
    said = [result.message]
    if result.ahead:
        said.append(
            trn(
                "{n} change is dated more than a day ahead: check the clocks.",
                "{n} changes are dated more than a day ahead: check the clocks.",
                result.ahead,
            )
        )
    return " ".join(said), "warning" if result.refused else "success"


def written_words(result: WriteResult, read: ReadResult | None) -> tuple[str, str]:
    """What to say of a writing, after the reading that came before it when there was one; and its meaning."""
    said = [result.message]
    if result.desks:
        said.append(tr("For {desks}.", desks=", ".join(result.desks)))
    if read is None:
        return " ".join(said), "info" if result.nothing_new else "success"
    return " ".join([read.message, *said]), "warning" if read.refused else "success"
