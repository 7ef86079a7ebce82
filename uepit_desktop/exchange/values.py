"""What the verbs of the exchange return: values for the window and for ``--json``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from ..event.changes import Changes


@dataclass(frozen=True, slots=True)
class WriteResult:
    """A bundle that was written, read back and verified; or nothing, because every known laptop has everything."""

    file: Path | None
    operations: int
    """In the file. It may go further back than the others need, for a laptop that nobody has heard of yet."""
    size_bytes: int
    desks: tuple[str, ...]
    """Names of the laptops that lack some of these operations, as far as this one knows."""
    message: str

    @property
    def nothing_new(self) -> bool:
        return self.file is None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why. ``kept`` says that it was put aside and can be read later."""

    file: str
    reason: str
    code: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading one file or one folder did. The numbers count operations, save ``files`` and ``skipped``."""

    applied: int
    known: int
    waiting: int
    """Held back until operations before them arrive."""
    conflicts: int
    """Fields that now have several values, for « À départager »."""
    files: int
    """Bundles read."""
    skipped: int
    """Bundles of this laptop, or read before."""
    refused: tuple[Refusal, ...]
    desks: tuple[str, ...]
    """Names of the laptops whose bundles were read."""
    ahead: int
    """Operations stamped more than 24 h ahead of this laptop's clock."""
    changes: Changes
    message: str


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """One laptop, as seen from here. ``heard_at`` (UTC) is None while nothing was read from it."""

    origin: str
    desk: str
    here: bool
    heard_at: dt.datetime | None
    to_send: int
    """Operations here that it is not known to have."""
    to_receive: int
    """Operations that it said it had and that are not here: a lower bound."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file put aside: its name, why, when (UTC)."""

    file: str
    reason: str
    received_at: dt.datetime
    digest: str


@dataclass(frozen=True, slots=True)
class ExchangeStatus:
    """Who has what. ``desks`` has this laptop first, then by name."""

    desks: tuple[DeskStatus, ...]
    pending: int
    """Operations not known to have reached every laptop."""
    waiting: int
    """Operations held back because others, before them, have not arrived."""
    quarantined: tuple[Quarantined, ...] = field(default=())
