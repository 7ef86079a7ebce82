"""Random problems of teams: small enough to be tried whole, and of every temper: possible, impossible, absurd."""

from __future__ import annotations

import random
from typing import Any

KINDS = ("local", "state", "association")


def random_problem(rng: random.Random, *, most_people: int = 6, most_teams: int = 3) -> dict[str, Any]:
    """A problem of any temper. ``rng`` decides everything."""
    teams = [f"D{at + 1}" for at in range(rng.randint(1, most_teams))]
    people = [f"p{at + 1}" for at in range(rng.randint(1, most_people))]
    share = len(people) / len(teams)
    loose = rng.random() < 0.6  # most are possible
    low = (lambda: rng.randint(0, max(0, int(share) - 1))) if loose else (lambda: rng.randint(0, int(share) + 2))
    high = (lambda: rng.randint(int(share) + 1, int(share) + 3)) if loose else (lambda: rng.randint(0, int(share) + 2))

    def group(least: int = 2) -> list[str]:
        return rng.sample(people, rng.randint(least, min(len(people), least + (rng.random() < 0.3))))

    def groups(share: float) -> list[list[str]]:
        return [group() for _ in range(rng.randint(1, 3))] if len(people) > 2 and rng.random() < share else []

    return {
        "teams": [{"id": team, "min": low(), "max": high()} for team in teams],
        "people": [
            {
                "id": person,
                "wishes": rng.sample(teams, rng.randint(0, len(teams))),
                "roles": rng.sample(["facilitator", "elected"], rng.randint(0, 2)) if rng.random() < 0.5 else [],
                "locked": rng.choice(teams) if rng.random() < (0.1 if loose else 0.3) else None,
                "current": rng.choice(teams) if rng.random() < 0.3 else None,
                "attributes": {
                    name: rng.choice(values)
                    for name, values in (("kind", KINDS), ("organisation", ("o1", "o2")))
                    if rng.random() < 0.7
                },
            }
            for person in people
        ],
        "together": groups(0.35),
        "apart": groups(0.35),
        "met": [[*rng.sample(people, 2), rng.randint(1, 2)] for _ in range(rng.randint(0, 3))]
        if len(people) > 1
        else [],
        "weights": {
            "rank_costs": sorted(rng.sample(range(6), rng.randint(1, 3))),
            "unranked_cost": rng.randint(0, 12),
            "meet_again": rng.randint(0, 3),
            "move": rng.choice([0, 1, 5]),
        },
        "needs": [
            {"role": "facilitator", "per_team": rng.randint(0, 2), "weight": rng.randint(0, 15)}
            | ({"teams": rng.sample(teams, 1)} if rng.random() < 0.3 else {})
            for _ in range(rng.randint(0, 1))
        ],
        "spread": [
            {"role": "elected", "cap": rng.randint(0, 1), "weight": rng.randint(0, 4), "growth": growth}
            for growth in rng.sample(["linear", "triangular"], rng.randint(0, 1))
        ],
        "mix": [
            {"attribute": attribute, "cap": rng.randint(0, 2), "weight": rng.randint(0, 4), "growth": growth}
            for attribute, growth in (("kind", "triangular"), ("organisation", "linear"))
            if rng.random() < 0.6
        ],
    }


def absurd_problem(rng: random.Random) -> dict[str, Any]:
    """A problem that nobody would pose, but that the format lets through."""
    problem = random_problem(rng)
    ids = [person["id"] for person in problem["people"]]
    for _ in range(rng.randint(1, 3)):
        match rng.randrange(9):
            case 0:
                rng.choice(problem["teams"] or [{}])["min"] = rng.choice([0, 7, 1_000_000])
            case 1:
                rng.choice(problem["teams"] or [{}])["max"] = rng.choice([0, 1, 1_000_000])
            case 2:
                problem["people"], problem["together"], problem["apart"], problem["met"] = [], [], [], []
            case 3:
                problem["teams"], problem["needs"] = [], []
                for person in problem["people"]:
                    person.update(wishes=[], locked=None, current=None)
            case 4 if len(problem["people"]) > 1:
                problem["together"].append(ids)
            case 5 if len(problem["people"]) > 1:
                problem["apart"] += [ids, ids]
            case 6:
                problem["weights"] |= {"unranked_cost": 100_000, "move": 100_000, "meet_again": 100_000}
            case 7:
                problem["needs"].append({"role": "elected", "per_team": 1_000_000, "weight": 100_000})
                problem["mix"].append({"attribute": "kind", "cap": 0, "weight": 100_000, "growth": "triangular"})
            case 8 if problem["teams"]:
                for person in problem["people"]:
                    person["locked"] = problem["teams"][0]["id"]
    return problem
