"""What the desk has people sign for: a half-day, or one session of the programme. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ..papers.signing import SESSION


@dataclass(frozen=True, slots=True)
class Occasion:
    """``half_day_id`` is None for the half-day of the hour; ``session_id`` is None unless a session is signed for."""

    half_day_id: str | None = None
    session_id: str | None = None

    @classmethod
    def of_key(cls, key: str) -> Occasion:
        """What a choice of a list means; "" is the half-day of the hour."""
        if key.startswith(SESSION):
            return cls(None, key.removeprefix(SESSION))
        return cls(key or None)

    @property
    def key(self) -> str:
        """The same, as one word that a list can hold."""
        return f"{SESSION}{self.session_id}" if self.session_id else self.half_day_id or ""

    @property
    def options(self) -> dict[str, str | None]:
        """As every verb of ``reception`` takes it."""
        if self.session_id is not None:
            return {"half_day_id": None, "session_id": self.session_id}
        return {"half_day_id": self.half_day_id, "session_id": None}
