"""The hard rules of a problem one by one, as a person understands them, and the problem under some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .feasibility import HardRules
from .problem import Problem

RuleKind = Literal["max", "min", "all_max", "all_min", "locked", "together", "apart"]


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A hard rule at the grain that a person understands.

    ``subjects``: the team of ``max`` and ``min``; person and team of ``locked``; the people of ``together`` and
    ``apart``; nothing for ``all_max`` and ``all_min``, the sizes of all the teams at once, which count for one rule.
    """

    kind: RuleKind
    subjects: tuple[str, ...] = ()


def all_rules(problem: Problem) -> tuple[RuleRef, ...]:
    """Every hard rule of ``problem`` that can be given up."""
    rules: list[RuleRef] = []
    rules += [RuleRef("locked", (person.id, person.locked)) for person in problem.people if person.locked is not None]
    rules += [RuleRef("together", group) for group in {frozenset(one): one for one in problem.together}.values()]
    rules += [RuleRef("apart", group) for group in {frozenset(one): one for one in problem.apart}.values()]
    rules += [RuleRef("max", (team.id,)) for team in problem.teams if team.max < len(problem.people)]
    rules += [RuleRef("min", (team.id,)) for team in problem.teams if team.min > 0]
    for kind in ("max", "min"):
        if len(problem.teams) > 1 and any(rule.kind == kind for rule in rules):
            rules.append(RuleRef("all_max" if kind == "max" else "all_min"))
    return tuple(rules)


def hard_rules(problem: Problem, rules: Sequence[RuleRef], *, give: Mapping[RuleRef, int] | None = None) -> HardRules:
    """``problem`` as if it had no hard rule but ``rules``. ``give``: by how many people a rule of size gives way."""
    count = len(problem.people)
    people = {person.id: at for at, person in enumerate(problem.people)}
    teams = {team.id: at for at, team in enumerate(problem.teams)}
    least, most = [0] * len(teams), [count] * len(teams)
    giving = {(rule.kind, *rule.subjects): change for rule, change in (give or {}).items()}

    def hold(kind: str, at: int) -> None:
        team = problem.teams[at]
        change = max(giving.get((kind, team.id), 0), giving.get((f"all_{kind}",), 0))
        if kind == "min":
            least[at] = max(0, team.min - change)
        else:
            most[at] = min(team.max + change, count)

    for rule in rules:
        if rule.kind in ("min", "max"):
            hold(rule.kind, teams[rule.subjects[0]])
        elif rule.kind in ("all_min", "all_max"):
            for at in range(len(teams)):
                hold(rule.kind[4:], at)
    return HardRules(
        people=count,
        least=least,
        most=[high if high < count else max(high, low) for high, low in zip(most, least, strict=True)],
        locks={people[rule.subjects[0]]: teams[rule.subjects[1]] for rule in rules if rule.kind == "locked"},
        together=[[people[one] for one in rule.subjects] for rule in rules if rule.kind == "together"],
        apart=[[people[one] for one in rule.subjects] for rule in rules if rule.kind == "apart"],
    )
