"""A problem of team formation: who is to be placed, in which teams, under which rules. Pure values and their JSON.

``read_problem`` refuses whatever is not exactly a problem, with one sentence that names it; what it lets through may
still be impossible (that is for the solver to say), but never malformed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..event.errors import UserError
from ..language import mark
from .reading import Reader

Growth = Literal["linear", "triangular"]

#: Far above any event, so that a cost never leaves the whole numbers that a float holds exactly.
MOST_PEOPLE = 20_000
MOST_TEAMS = 2_000
MOST_RULES = 200
MOST_WEIGHT = 100_000
MOST_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class TeamSize:
    """A team and how many people it takes, both ends included."""

    id: str
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person to place. ``wishes`` are team ids, best first; ``locked`` is the only team allowed; ``current`` the team
    that leaving costs ``Weights.move``. An attribute that is absent is unknown, and counts for no value."""

    id: str
    wishes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    locked: str | None = None
    current: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """``rank_costs[r]`` is paid for the wish of rank r (0 = first); a wish beyond them is paid like a team that was not
    wished, ``unranked_cost``. Someone without wishes pays nothing."""

    rank_costs: tuple[int, ...] = (0, 1, 3)
    unranked_cost: int = 10
    meet_again: int = 0
    move: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Each team (or each of ``teams``) should have ``per_team`` people of the role; each one missing costs ``weight``.

    ``teams`` is an addition to the published format: challenges look for different roles.
    """

    role: str
    per_team: int
    weight: int
    teams: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """No team should have more than ``cap`` people of the role: e too many cost ``weight``·e (linear) or
    ``weight``·e(e+1)/2 (triangular)."""

    role: str
    cap: int
    weight: int
    growth: Growth = "linear"


@dataclass(frozen=True, slots=True)
class Mix:
    """No team should have more than ``cap`` people of one value of the attribute; excess costs as in ``Spread``."""

    attribute: str
    cap: int
    weight: int
    growth: Growth = "linear"


@dataclass(frozen=True, slots=True)
class Problem:
    """``together`` and ``apart`` are groups of person ids (a group apart is apart two by two); ``met`` holds
    (person, person, times met already)."""

    teams: tuple[TeamSize, ...]
    people: tuple[Member, ...]
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    met: tuple[tuple[str, str, int], ...] = ()
    weights: Weights = field(default_factory=Weights)
    needs: tuple[Need, ...] = ()
    spread: tuple[Spread, ...] = ()
    mix: tuple[Mix, ...] = ()


def read_problem(data: Any) -> Problem:
    """The problem written in ``data`` (parsed JSON).

    Raises:
        UserError: code ``problem``; the sentence names the first thing that is not as it should be, and where.
    """
    top = Reader(data, "problem", mark("The problem cannot be read: {place} {fault}."))
    top.only("teams", "people", "together", "apart", "met", "weights", "needs", "spread", "mix")
    teams = tuple(_team(entry) for entry in top.entries("teams", most=MOST_TEAMS))
    team_ids = top.unique("teams", [team.id for team in teams])
    people = tuple(_member(entry, team_ids) for entry in top.entries("people", most=MOST_PEOPLE))
    person_ids = top.unique("people", [person.id for person in people])
    return Problem(
        teams=teams,
        people=people,
        together=top.groups("together", person_ids),
        apart=top.groups("apart", person_ids),
        met=_met(top, person_ids),
        weights=_weights(top.inner("weights")) if "weights" in top else Weights(),
        needs=tuple(_need(entry, team_ids) for entry in top.entries("needs", required=False, most=MOST_RULES)),
        spread=tuple(_spread(entry) for entry in top.entries("spread", required=False, most=MOST_RULES)),
        mix=tuple(_mix(entry) for entry in top.entries("mix", required=False, most=MOST_RULES)),
    )


def problem_json(problem: Problem) -> dict[str, Any]:
    """``problem`` as a JSON document; ``read_problem`` gives the same problem back."""
    return {
        "teams": [{"id": team.id, "min": team.min, "max": team.max} for team in problem.teams],
        "people": [
            {
                "id": person.id,
                "wishes": list(person.wishes),
                "roles": list(person.roles),
                "locked": person.locked,
                "current": person.current,
                "attributes": dict(person.attributes),
            }
            for person in problem.people
        ],
        "together": [list(group) for group in problem.together],
        "apart": [list(group) for group in problem.apart],
        "met": [list(pair) for pair in problem.met],
        "weights": {
            "rank_costs": list(problem.weights.rank_costs),
            "unranked_cost": problem.weights.unranked_cost,
            "meet_again": problem.weights.meet_again,
            "move": problem.weights.move,
        },
        "needs": [
            {"role": need.role, "per_team": need.per_team, "weight": need.weight}
            | ({} if need.teams is None else {"teams": list(need.teams)})
            for need in problem.needs
        ],
        "spread": [
            {"role": entry.role, "cap": entry.cap, "weight": entry.weight, "growth": entry.growth}
            for entry in problem.spread
        ],
        "mix": [
            {"attribute": entry.attribute, "cap": entry.cap, "weight": entry.weight, "growth": entry.growth}
            for entry in problem.mix
        ],
    }


def _team(entry: Reader) -> TeamSize:
    entry.only("id", "min", "max")
    return TeamSize(entry.text("id"), entry.number("min", MOST_COUNT), entry.number("max", MOST_COUNT))


def _member(entry: Reader, team_ids: frozenset[str]) -> Member:
    entry.only("id", "wishes", "roles", "locked", "current", "attributes")
    return Member(
        id=entry.text("id"),
        wishes=entry.texts("wishes", known=team_ids),
        roles=entry.texts("roles"),
        locked=entry.optional_text("locked", known=team_ids),
        current=entry.optional_text("current", known=team_ids),
        attributes=entry.mapping("attributes"),
    )


def _met(top: Reader, person_ids: frozenset[str]) -> tuple[tuple[str, str, int], ...]:
    met = []
    for entry in top.lists("met"):
        one, other = entry.pair(person_ids, length=3)
        met.append((one, other, entry.number(2, MOST_COUNT)))
    return tuple(met)


def _weights(entry: Reader) -> Weights:
    entry.only("rank_costs", "unranked_cost", "meet_again", "move")
    usual = Weights()
    return Weights(
        rank_costs=entry.numbers("rank_costs", MOST_WEIGHT, default=usual.rank_costs),
        unranked_cost=entry.number("unranked_cost", MOST_WEIGHT, default=usual.unranked_cost),
        meet_again=entry.number("meet_again", MOST_WEIGHT, default=usual.meet_again),
        move=entry.number("move", MOST_WEIGHT, default=usual.move),
    )


def _need(entry: Reader, team_ids: frozenset[str]) -> Need:
    entry.only("role", "per_team", "weight", "teams")
    return Need(
        role=entry.text("role"),
        per_team=entry.number("per_team", MOST_COUNT),
        weight=entry.number("weight", MOST_WEIGHT),
        teams=entry.texts("teams", known=team_ids) if entry.get("teams") is not None else None,
    )


def _spread(entry: Reader) -> Spread:
    entry.only("role", "cap", "weight", "growth")
    return Spread(
        entry.text("role"), entry.number("cap", MOST_COUNT), entry.number("weight", MOST_WEIGHT), _growth(entry)
    )


def _mix(entry: Reader) -> Mix:
    entry.only("attribute", "cap", "weight", "growth")
    return Mix(
        entry.text("attribute"), entry.number("cap", MOST_COUNT), entry.number("weight", MOST_WEIGHT), _growth(entry)
    )


def _growth(entry: Reader) -> Growth:
    growth = entry.get("growth")
    if growth is None or growth == "linear":
        return "linear"
    if growth == "triangular":
        return "triangular"
    raise entry.fault("growth", mark('is neither "linear" nor "triangular"'))


__all__ = [
    "Growth",
    "Member",
    "Mix",
    "Need",
    "Problem",
    "Spread",
    "TeamSize",
    "UserError",
    "Weights",
    "problem_json",
    "read_problem",
]
