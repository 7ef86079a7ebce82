"""What there is to form: the teams of one kind and round, the people, where each is, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ..event.model import TeamKind
from ..language import mark, tr
from .needs import NEED_WORDS
from .rules import Rule


@dataclass(frozen=True, slots=True)
class Need:
    """A role that a team should have. ``key`` is compared, ``label`` is what the challenge's file calls it."""

    key: str
    label: str
    per_team: int = 1


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team. ``min_size`` ≤ ``max_size`` count people, both ends included, whoever said them (see ``own_sizes``)."""

    id: str
    code: str
    name: str
    """Its own name, or its challenge's title."""
    min_size: int
    max_size: int
    needs: tuple[Need, ...] = ()
    bearers: tuple[str, ...] = ()
    """Ids of the people who bear its challenge."""
    members: tuple[str, ...] = ()
    """Ids of the people placed in it, in the order of the list."""
    challenge_id: str | None = None
    room_id: str | None = None
    room: str = ""
    room_capacity: int | None = None
    own_sizes: bool = False
    """Whether the sizes were given to this team by hand, not by its challenge or by the rules."""

    @property
    def title(self) -> str:
        """« D3 L'eau partagée »; the code alone of a team without a name."""
        return f"{self.code} {self.name}".strip()

    @property
    def size(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone to be in a team, and all that the placement looks at."""

    id: str
    given_name: str
    family_name: str
    short_name: str
    """« S. Kerdavid »; the whole name when someone else would have the same."""
    organisation: str = ""
    organisation_id: str = ""
    kind: str = ""
    """An OrganisationKind, or empty."""
    territory: str = ""
    function: str = ""
    profession: str = ""
    """The folded word that stands for the function: « élu » and « élue » are one."""
    experience: str = ""
    """``first_time``, ``returning`` or empty."""
    roles: tuple[str, ...] = ()
    """Values of ``Role``."""
    skills: tuple[str, ...] = ()
    """As written."""
    covers: tuple[str, ...] = ()
    """Keys of the needs that this person meets, the function's first."""
    wishes: tuple[str, ...] = ()
    """Ids of the teams wished for, first choice first."""
    days: tuple[str, ...] | None = None
    """ISO dates that they come for; None for every day."""
    here: bool | None = None
    """Whether they are there today; None when nothing says it (a day without half-days)."""
    excused: bool = False
    """Announced as absent today."""
    bears: tuple[str, ...] = ()
    """Ids of the teams whose challenge they bear."""
    team: str | None = None
    """Id of the team where they are; None while to be placed."""
    locked: bool = False
    by_hand: bool = False
    """Someone chose this team."""
    challenge_team: str | None = None
    """Id of their challenge team, for who forms learning teams."""

    @property
    def name(self) -> str:
        """Given name then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def listed_name(self) -> str:
        """Family name then given name, as lists are sorted."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kept(self) -> bool:
        """Whether no proposal moves them from where they are."""
        return self.team is not None and (self.locked or self.by_hand)

    @property
    def main_need(self) -> str:
        """The key of the known need that they meet first; empty for nothing in particular."""
        return next((key for key in self.covers if key in NEED_WORDS), "")

    def rank_of(self, team_id: str | None) -> int | None:
        """1 for their first wish; None for a team that they did not wish."""
        return self.wishes.index(team_id) + 1 if team_id in self.wishes else None


@dataclass(frozen=True, slots=True)
class BondLine:
    """People to keep together or apart (a ``BondKind``)."""

    id: str
    kind: str
    people: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Situation:
    """Everything about the teams of one kind and round, read in one pass."""

    kind: TeamKind
    round: int
    teams: tuple[TeamLine, ...]
    """By code: D2 before D10."""
    people: tuple[PersonLine, ...]
    """By family then given name, without regard to case or accents."""
    bonds: tuple[BondLine, ...]
    rules: tuple[Rule, ...]
    """Every rule of this kind of team, those of the program where nobody chose."""
    met: tuple[tuple[str, str, int], ...] = ()
    """Pairs of people who were together in learning teams of other rounds, and how many times."""
    days: tuple[str, ...] = ()
    """ISO dates of the event."""
    stamp: str = ""
    """Of the placements, locks and teams: a proposal is applied only where it is still the same."""
    withdrawn: tuple[TeamLine, ...] = field(default=())
    """Teams that were withdrawn, without members."""

    @cached_property
    def person_by_id(self) -> dict[str, PersonLine]:
        return {person.id: person for person in self.people}

    @cached_property
    def team_by_id(self) -> dict[str, TeamLine]:
        return {team.id: team for team in self.teams}

    @cached_property
    def assignment(self) -> dict[str, str]:
        """Who is where: ids of people → ids of teams, without those to be placed."""
        return {person.id: person.team for person in self.people if person.team is not None}

    @property
    def placed(self) -> tuple[PersonLine, ...]:
        return tuple(person for person in self.people if person.team is not None)

    @property
    def to_place(self) -> tuple[PersonLine, ...]:
        return tuple(person for person in self.people if person.team is None)

    @property
    def locks(self) -> int:
        """How many people no proposal moves."""
        return sum(person.kept for person in self.people)

    def rule(self, rule: str, about: str = "") -> Rule | None:
        """One of the rules; None when this kind of team has no such rule."""
        return next((one for one in self.rules if one.rule == rule and one.about == about), None)


#: What is said of a kind of team.
KIND_WORDS: dict[TeamKind, str] = {
    TeamKind.CHALLENGE: mark("Challenge teams"),
    TeamKind.LEARNING: mark("Learning teams"),
}


def kind_words(kind: str) -> str:
    """« Équipes défis », « Équipes apprenantes »."""
    return tr(KIND_WORDS[TeamKind(kind)])
