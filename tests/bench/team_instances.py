"""Problems of team formation to measure with: events that look like real ones, and files of the MDGPLIB collection.

An event of ``people`` people: 60 % come from local government; some défis are wished far more than others (a Zipf
law); 8 % have no wish; one bearer a défi is locked to it; some are to be together, some apart. Two sets of weights:
``wishes`` (who gets their wish counts most; sizes have room) and ``mix`` (mixing counts most; excess grows like
triangular numbers, sizes are tight). A learning instance spreads the members of challenge teams over learning teams.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZES = (60, 200, 500, 1000)
_TEAM_OF = 9
_KINDS = (("local_authority", 60), ("association", 14), ("research", 10), ("state", 8), ("hospital", 4), ("citizen", 4))
_ROLES = (("facilitator", 13), ("legal", 11), ("data", 11), ("users", 16), ("technical", 18), ("elected", 7))
_PROFESSIONS = 9
_WITHOUT_WISHES = 0.08


def event_instance(people: int, seed: int, weights: str = "wishes") -> dict[str, Any]:
    """A problem in its JSON form. ``weights`` is ``wishes`` or ``mix``. The same arguments give the same problem."""
    rng = random.Random(f"{people}/{seed}/{weights}")
    count = max(4, round(people / _TEAM_OF))
    teams = [f"D{number}" for number in range(1, count + 1)]
    average = people / count
    room = 2 if weights == "wishes" else 1
    least, most = max(1, math.floor(average) - room), math.ceil(average) + room
    popularity = [1 / (rank + 2) ** 0.8 for rank in range(count)]
    rng.shuffle(popularity)
    organisations = _organisations(rng, people)
    persons = [_person(rng, number, teams, popularity, organisations) for number in range(people)]
    free = list(range(people))
    rng.shuffle(free)
    for team in teams:  # the bearer: locked, and it is their own first wish
        person = persons[free.pop()]
        person["locked"] = team
        person["wishes"] = [team, *(wish for wish in person["wishes"] if wish != team)][:3]
    together = [[f"p{free.pop()}", f"p{free.pop()}"] for _ in range(people // 60)]
    apart = [[f"p{free.pop()}", f"p{free.pop()}"] for _ in range(people // 40)]
    return {
        "teams": [{"id": team, "min": least, "max": most} for team in teams],
        "people": persons,
        "together": together,
        "apart": apart,
        "met": [],
        **(_wish_first() if weights == "wishes" else _mix_first(average)),
    }


def learning_instance(
    people: int, seed: int, round_no: int = 1, earlier: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """Learning teams: few of one challenge team in the same learning team, and few who meet again.

    ``earlier`` are the placements of the rounds before; ``round_no`` names the teams.
    """
    rng = random.Random(f"learning/{people}/{seed}")
    count = max(4, round(people / _TEAM_OF))
    organisations = _organisations(rng, people)
    persons = []
    for number in range(people):
        person = _person(rng, number, [], [], organisations)
        person["attributes"]["challenge_team"] = f"D{number % count + 1}"
        persons.append(person)
    met: dict[tuple[str, str], int] = {}
    for placement in earlier:
        by_team: dict[str, list[str]] = {}
        for person_id, team in placement.items():
            by_team.setdefault(team, []).append(person_id)
        for members in by_team.values():
            members.sort()
            for index, one in enumerate(members):
                for other in members[index + 1 :]:
                    met[one, other] = met.get((one, other), 0) + 1
    groups = max(4, round(people / 10))
    average = people / groups
    return {
        "teams": [
            {"id": f"A{round_no}.{number}", "min": math.floor(average), "max": math.ceil(average)}
            for number in range(1, groups + 1)
        ],
        "people": persons,
        "met": [[one, other, times] for (one, other), times in sorted(met.items())],
        "weights": {"rank_costs": [0], "unranked_cost": 0, "meet_again": 2, "move": 0},
        "mix": [
            {"attribute": "challenge_team", "cap": 1, "weight": 10, "growth": "triangular"},
            {"attribute": "organisation", "cap": 1, "weight": 4, "growth": "triangular"},
            {"attribute": "kind", "cap": math.ceil(0.6 * average), "weight": 2, "growth": "triangular"},
        ],
    }


def pairs_met_twice(placements: Sequence[dict[str, str]]) -> int:
    """How many pairs of people are in one team in more than one of these placements."""
    seen: dict[tuple[str, str], int] = {}
    for placement in placements:
        by_team: dict[str, list[str]] = {}
        for person_id, team in placement.items():
            by_team.setdefault(team, []).append(person_id)
        for members in by_team.values():
            members.sort()
            for index, one in enumerate(members):
                for other in members[index + 1 :]:
                    seen[one, other] = seen.get((one, other), 0) + 1
    return sum(times > 1 for times in seen.values())


def even_spread(problem: dict[str, Any]) -> int:
    """The closed-form bound of a problem of ``mix`` alone: each value spread evenly over the teams."""
    count, cost = len(problem["teams"]), 0
    for entry in problem["mix"]:
        totals: dict[str, int] = {}
        for person in problem["people"]:
            value = person["attributes"].get(entry["attribute"])
            if value is not None:
                totals[value] = totals.get(value, 0) + 1
        for total in totals.values():
            each, over = divmod(total, count)
            for people, times in ((each + 1, over), (each, count - over)):
                excess = max(0, people - entry["cap"])
                grown = excess * (excess + 1) // 2 if entry["growth"] == "triangular" else excess
                cost += times * entry["weight"] * grown
    return cost


@dataclass(frozen=True, slots=True)
class Mdgp:
    """A maximally diverse grouping problem: distances of pairs to maximise inside groups of bounded sizes."""

    elements: int
    sizes: tuple[tuple[int, int], ...]
    distances: dict[tuple[int, int], float]

    def diversity(self, group_of: Sequence[int]) -> float:
        """The sum of the distances inside groups, as the literature reports it."""
        return sum(far for (one, other), far in self.distances.items() if group_of[one] == group_of[other])

    def problem(self, steps: int = 1000) -> dict[str, Any]:
        """The same as a problem of teams: a pair in one team costs how *near* they are, in ``steps`` of the range.

        Only where every group has one size: then the number of pairs is fixed and the two orders agree (up to the
        rounding to whole steps). Raises ValueError otherwise.
        """
        if any(least != most for least, most in self.sizes):
            raise ValueError("groups of different sizes have no fixed number of pairs")
        far = max(self.distances.values(), default=0.0) or 1.0
        met = [
            [f"p{one}", f"p{other}", times]
            for (one, other), distance in sorted(self.distances.items())
            if (times := round((far - distance) / far * steps))
        ]
        return {
            "teams": [{"id": f"G{number}", "min": low, "max": high} for number, (low, high) in enumerate(self.sizes)],
            "people": [{"id": f"p{number}"} for number in range(self.elements)],
            "met": met,
            "weights": {"rank_costs": [0], "unranked_cost": 0, "meet_again": 1, "move": 0},
        }


def read_mdgplib(path: Path) -> Mdgp:
    """A file of MDGPLIB (Gallego, Laguna, Martí, Duarte 2013): one line ``elements groups ss|ds low high low high …``,
    then one line ``i j distance`` a pair, elements from 0. Raises ValueError for anything else.
    """
    words = path.read_text(encoding="ascii").split()
    if len(words) < 3 or words[2] not in ("ss", "ds"):
        raise ValueError(f"{path.name} is not a file of MDGPLIB")
    elements, groups = int(words[0]), int(words[1])
    bounds = [int(word) for word in words[3 : 3 + 2 * groups]]
    rest = words[3 + 2 * groups :]
    if len(bounds) != 2 * groups or len(rest) % 3:
        raise ValueError(f"{path.name} ends too early")
    distances: dict[tuple[int, int], float] = {}
    for place in range(0, len(rest), 3):
        one, other, far = int(rest[place]), int(rest[place + 1]), float(rest[place + 2])
        if not 0 <= one < elements or not 0 <= other < elements:
            raise ValueError(f"{path.name} names an element that is not there")
        if one != other:
            distances[min(one, other), max(one, other)] = far
    return Mdgp(elements, tuple(zip(bounds[::2], bounds[1::2], strict=True)), distances)


def _organisations(rng: random.Random, people: int) -> list[dict[str, str]]:
    """One entry a seat: large organisations send many, most send one or two."""
    seats: list[dict[str, str]] = []
    territories = max(6, people // 16)
    number = 0
    while len(seats) < people:
        number += 1
        kind = rng.choices([name for name, _ in _KINDS], [share for _, share in _KINDS])[0]
        sent = min(people - len(seats), max(1, round(rng.paretovariate(1.3))), 2 + people // 25)
        where = f"t{min(territories, int(rng.paretovariate(0.9)))}"
        seats += [{"organisation": f"o{number}", "kind": kind, "territory": where}] * sent
    rng.shuffle(seats)
    return seats


def _person(
    rng: random.Random, number: int, teams: list[str], popularity: list[float], seats: list[dict[str, str]]
) -> dict[str, Any]:
    wishes: list[str] = []
    if teams and rng.random() >= _WITHOUT_WISHES:
        wanted = rng.choices((3, 2, 1), (80, 12, 8))[0]
        while len(wishes) < min(wanted, len(teams)):
            wish = rng.choices(teams, popularity)[0]
            if wish not in wishes:
                wishes.append(wish)
    profession = f"x{min(_PROFESSIONS, int(rng.paretovariate(0.7)))}"
    return {
        "id": f"p{number}",
        "wishes": wishes,
        "roles": [role for role, share in _ROLES if rng.random() * 100 < share],
        "locked": None,
        "current": None,
        "attributes": {**seats[number], "profession": profession},
    }


def _wish_first() -> dict[str, Any]:
    return {
        "weights": {"rank_costs": [0, 1, 3], "unranked_cost": 10, "meet_again": 0, "move": 0},
        "needs": [
            {"role": "facilitator", "per_team": 1, "weight": 15},
            {"role": "legal", "per_team": 1, "weight": 4},
            {"role": "data", "per_team": 1, "weight": 4},
            {"role": "users", "per_team": 1, "weight": 4},
        ],
        "spread": [{"role": "elected", "cap": 1, "weight": 3}],
        "mix": [
            {"attribute": "organisation", "cap": 1, "weight": 4, "growth": "linear"},
            {"attribute": "territory", "cap": 3, "weight": 1, "growth": "linear"},
            {"attribute": "profession", "cap": 4, "weight": 1, "growth": "linear"},
            {"attribute": "kind", "cap": 7, "weight": 2, "growth": "linear"},
        ],
    }


def _mix_first(average: float) -> dict[str, Any]:
    return {
        "weights": {"rank_costs": [0, 1, 2], "unranked_cost": 4, "meet_again": 0, "move": 0},
        "needs": [
            {"role": "facilitator", "per_team": 1, "weight": 15},
            {"role": "legal", "per_team": 1, "weight": 6},
            {"role": "data", "per_team": 1, "weight": 6},
            {"role": "users", "per_team": 1, "weight": 6},
        ],
        "spread": [{"role": "elected", "cap": 1, "weight": 4, "growth": "triangular"}],
        "mix": [
            {"attribute": "organisation", "cap": 1, "weight": 6, "growth": "triangular"},
            {"attribute": "territory", "cap": 1, "weight": 4, "growth": "triangular"},
            {"attribute": "profession", "cap": 2, "weight": 3, "growth": "triangular"},
            {"attribute": "kind", "cap": math.floor(0.6 * average), "weight": 5, "growth": "triangular"},
        ],
    }
