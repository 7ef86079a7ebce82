"""What the right column shows: measures before and after, and why someone is where they are. Values without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ...language import decimal


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A share from 0 to 1, before and after; None where nothing is to be measured. ``own_words`` replace per cents in
    the table, for a measure that is no share; such a measure has no bar.
    """

    name: str
    before: float | None
    after: float | None
    own_words: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class BalanceView:
    """``score`` and ``score_before`` from 0 to 100; ``proposed`` when a proposal is compared with what is."""

    score: int = 0
    score_before: int | None = None
    bars: tuple[MeasureView, ...] = ()
    rows: tuple[MeasureView, ...] = ()

    @property
    def gain(self) -> int | None:
        """Points gained; None without anything before."""
        return None if self.score_before is None else self.score - self.score_before


@dataclass(frozen=True, slots=True)
class ReasonView:
    """What a placement brings (``points`` above 0) or costs; None for a remark without points."""

    icon: str
    words: str
    points: float | None = None

    @property
    def signed(self) -> str:
        """ "+ 4,0", "− 0,8"; empty without points."""
        if self.points is None:
            return ""
        return f"{'+' if self.points >= 0 else '−'} {decimal(abs(self.points))}"


@dataclass(frozen=True, slots=True)
class WhyView:
    """One person in one team, explained. ``other_moves`` (person, team) make the best alternative; empty for none."""

    person_id: str
    team_id: str
    title: str
    short_title: str = ""
    """The same with initials, for a name that does not fit."""
    code: str = ""
    colour: str = "defis"
    reasons: tuple[ReasonView, ...] = ()
    checks: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Why a first wish was not granted, in sentences."""
    other_moves: tuple[tuple[str, str], ...] = ()
    other_code: str = ""
    other_words: str = ""
    kept: bool = False
    keep_words: str = ""
    """On the button that locks, and unlocks when ``kept``."""
