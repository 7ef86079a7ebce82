"""From the situation to the problem that the solver is given: what the rules mean in weights, who is kept where."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from ..event.model import BondKind, TeamKind
from .cost import cost_of
from .problem import Growth, Member, Mix, Need, Problem, Spread, TeamSize, Weights
from .rules import WISH_POINTS, Importance, Rule
from .situation import PersonLine, Situation, TeamLine

_OFF = Rule(TeamKind.CHALLENGE, "", importance=Importance.OFF)


def problem_of(
    situation: Situation,
    *,
    without: Collection[str] = (),
    withdrawn: Collection[str] = (),
    keep_all: bool = False,
    moving: bool = True,
    free: Collection[str] = (),
) -> Problem:
    """The problem of forming these teams. Pure.

    Args:
        without: ids of people who are not there: they have no place in the plan.
        withdrawn: ids of teams that are no longer: nobody can be placed in them.
        keep_all: everyone who has a team stays there; only those to be placed are.
        moving: whether leaving one's team costs what the rule says; False forms from nothing.
        free: ids of people whose lock, choice by hand and challenge do not hold them this once.

    A bearer stays with their challenge. Who was locked or placed by hand stays there. Two of these that disagree are
    left as they are said: the solver then names what cannot hold together.
    """
    teams = [team for team in situation.teams if team.id not in withdrawn]
    ids = {team.id for team in teams}
    people = [person for person in situation.people if person.id not in without]
    mean = len(people) / len(teams) if teams else 0.0
    here = {person.id for person in people}
    rules = {rule.key: rule for rule in situation.rules}
    together = [_kept(bond.people, here) for bond in situation.bonds if bond.kind == BondKind.TOGETHER]
    apart = [_kept(bond.people, here) for bond in situation.bonds if bond.kind == BondKind.APART]
    return Problem(
        teams=tuple(TeamSize(team.id, team.min_size, team.max_size) for team in teams),
        people=tuple(_member(person, ids, keep_all=keep_all, free=person.id in free) for person in people),
        together=tuple(group for group in together if len(group) > 1),
        apart=tuple(group for group in apart if len(group) > 1),
        met=tuple(
            (one, other, n)
            for one, other, n in situation.met
            if one in here and other in here and not any(one in group and other in group for group in together)
        ),
        weights=_weights(rules, moving=moving),
        needs=_needs(teams, rules),
        spread=tuple(
            Spread(rule.about, _even(rule, [1 for one in people if rule.about in one.covers], teams), rule.points)
            for rule in situation.rules
            if rule.rule == "spread" and rule.on and rule.points
        ),
        mix=tuple(
            _mix(rule, people, mean)
            for rule in situation.rules
            if rule.rule == "mix" and rule.on and any(rule.about in attributes_of(person) for person in people)
        ),
    )


def attributes_of(person: PersonLine) -> dict[str, str]:
    """What is mixed, by the names of the rules; what is not known of a person is left out."""
    told = {
        "organisation": person.organisation_id,
        "kind": person.kind,
        "territory": person.territory,
        "profession": person.profession,
        "experience": person.experience,
        "challenge_team": person.challenge_team or "",
    }
    return {name: value for name, value in told.items() if value}


def rule_costs(situation: Situation, assignment: Mapping[str, str] | None = None) -> dict[tuple[str, str], int]:
    """What each rule costs, in points, for a placement (by default the one that is): ``Rule.key`` → points.

    A rule that is ignored costs nothing. Teams with too few or too many people are not weighed, see ``faults``.
    """
    problem = problem_of(situation)
    if assignment is None:
        assignment = situation.assignment
    cost = cost_of(problem, assignment)
    found = {rule.key: 0 for rule in situation.rules}
    found["wishes", ""] = cost.parts["wishes"]
    found["meet_again", ""] = cost.parts["met"]
    found["move", ""] = cost.parts["move"]
    asked = {(team.id, need.key) for team in situation.teams for need in team.needs if need.label}
    for need, points in zip(problem.needs, cost.entries["needs"], strict=True):
        by_challenge = need.teams is not None and all((team, need.role) in asked for team in need.teams)
        key = ("need", "") if by_challenge else ("need", need.role)
        found[key] = found.get(key, 0) + points
    for spread, points in zip(problem.spread, cost.entries["spread"], strict=True):
        found["spread", spread.role] = points
    for mix, points in zip(problem.mix, cost.entries["mix"], strict=True):
        found["mix", mix.attribute] = points
    return {rule.key: found.get(rule.key, 0) for rule in situation.rules}


def _member(person: PersonLine, teams: Collection[str], *, keep_all: bool, free: bool) -> Member:
    current = person.team if person.team in teams else None
    locked = None
    if not free:
        if current is not None and (person.kept or keep_all):
            locked = current
        else:
            borne = [team for team in person.bears if team in teams]
            locked = current if current in borne else next(iter(borne), None)
    return Member(
        id=person.id,
        wishes=tuple(team for team in person.wishes if team in teams),
        roles=person.covers,
        locked=locked,
        current=current,
        attributes=attributes_of(person),
    )


def _kept(people: tuple[str, ...], here: Collection[str]) -> tuple[str, ...]:
    return tuple(person for person in people if person in here)


def _weights(rules: Mapping[tuple[str, str], Rule], *, moving: bool) -> Weights:
    ranks, unranked = WISH_POINTS[rules.get(("wishes", ""), _OFF).importance]
    return Weights(
        rank_costs=ranks,
        unranked_cost=unranked,
        meet_again=rules.get(("meet_again", ""), _OFF).points,
        move=rules.get(("move", ""), _OFF).points if moving else 0,
    )


def _needs(teams: list[TeamLine], rules: Mapping[tuple[str, str], Rule]) -> tuple[Need, ...]:
    """A role that a challenge asks for counts as such; the same role as a rule for every team counts for the others."""
    asked = rules.get(("need", ""), _OFF)
    needs: list[Need] = []
    served: dict[str, list[str]] = {}
    for team in teams:
        for need in team.needs:
            if need.label:
                served.setdefault(need.key, []).append(team.id)
    if asked.points:
        needs += [Need(role, max(1, asked.amount or 1), asked.points, tuple(ids)) for role, ids in served.items()]
    for rule in rules.values():
        if rule.rule != "need" or not rule.about or not rule.points:
            continue
        done = set(served.get(rule.about, ())) if asked.points else set()
        others = tuple(team.id for team in teams if team.id not in done)
        if others:
            needs.append(Need(rule.about, max(1, rule.amount or 1), rule.points, others))
    return tuple(needs)


def _even(rule: Rule, counted: list[int], teams: list[TeamLine]) -> int:
    """The number of the rule, else as many as an even share over the teams rounded up."""
    if rule.amount is not None:
        return rule.amount
    return max(1, math.ceil(len(counted) / len(teams))) if teams else 1


def _mix(rule: Rule, people: list[PersonLine], mean: float) -> Mix:
    growth: Growth = "triangular" if rule.grows else "linear"
    cap = rule.amount
    if cap is None:
        counts = Counter(value for one in people if (value := attributes_of(one).get(rule.about)))
        cap = max(1, math.ceil(mean / len(counts))) if counts else 1
    return Mix(rule.about, cap, rule.points, growth)


def without_team(situation: Situation, team_id: str) -> Situation:
    """The same as if a team were withdrawn: its people are to be placed."""
    return replace(
        situation,
        teams=tuple(team for team in situation.teams if team.id != team_id),
        people=tuple(
            replace(person, team=None, locked=False, by_hand=False) if person.team == team_id else person
            for person in situation.people
        ),
    )
