"""What the side panel shows of one person, read whole in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One fact about a presence, in words. ``counts`` marks the arrival that counts for its half-day."""

    id: str
    title: str
    detail: str
    stands: bool
    counts: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person. Empty texts stand for what is not known; moments are in the event's zone."""

    id: str
    given_name: str
    family_name: str
    email: str
    phone: str
    organisation: str
    function: str
    territory: str
    roles: tuple[str, ...]
    """Translated words."""
    skills: tuple[str, ...]
    wishes: tuple[tuple[str, str], ...]
    """Code (or "") and title of each challenge wished for, first choice first."""
    image_consent: str
    """yes, no or not_asked."""
    days: tuple[str, ...]
    """Words for the days of presence; empty for every day."""
    badge: str
    aliases: tuple[str, ...]
    cancelled: bool
    diet: str
    access_needs: str
    badge_prints: int = 0
    arrived_at: dt.datetime | None = None
    notes: tuple[str, ...] = ()
    """Sentences about what should be looked at: an odd address, no organisation."""
    passages: tuple[Passage, ...] = ()
    """Everything noted of their presence, the latest first."""

    @property
    def name(self) -> str:
        """Given name then family name."""
        return f"{self.given_name} {self.family_name}".strip()


#: The fields that the panel edits in place, in its order.
EDITED = ("given_name", "family_name", "organisation", "function", "email", "phone")
