"""The places of the rail: which page each one is, loaded on the first visit. One not built yet is not shown."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache

from ...language import mark, tr
from .page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its id, its name (an English key), its icon, the module whose ``PAGE`` is its page class."""

    id: str
    name_key: str
    icon: str
    module: str
    #: a line above it in the rail
    apart: bool = False

    @property
    def name(self) -> str:
        """Its name in the language in use."""
        return tr(self.name_key)

    def load(self) -> type[Page]:
        """Import the page's class."""
        page: type[Page] = importlib.import_module(self.module).PAGE
        return page


_ROOM = "uepit_desktop.gui"
PLACES = (
    Place("today", mark("Today"), "house", f"{_ROOM}.today.page"),
    Place("reception", mark("Check-in"), "scan-line", f"{_ROOM}.reception.page"),
    Place("people", mark("Participants"), "users", f"{_ROOM}.people.page"),
    Place("teams", mark("Teams"), "puzzle", f"{_ROOM}.teams.page"),
    Place("exchange", mark("Exchanges"), "arrow-left-right", f"{_ROOM}.exchange.page", apart=True),
)


@lru_cache(maxsize=1)
def built_places() -> tuple[Place, ...]:
    """The places whose page exists, found without importing it."""
    return tuple(place for place in PLACES if _exists(place.module))


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
