"""The problem as the present placement answers it: what explanations, which need a placement that holds, start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from ..event.model import OrganisationKind
from ..language import mark, tr
from .needs import NEED_WORDS, need_words
from .posing import problem_of
from .problem import Problem
from .situation import Situation

_KINDS = {
    OrganisationKind.LOCAL_AUTHORITY.value: mark("Local authority"),
    OrganisationKind.STATE.value: mark("State"),
    OrganisationKind.HOSPITAL.value: mark("Hospital"),
    OrganisationKind.RESEARCH.value: mark("Research"),
    OrganisationKind.ASSOCIATION.value: mark("Association"),
    OrganisationKind.COMPANY.value: mark("Company"),
    OrganisationKind.CITIZEN.value: mark("Citizen"),
    "first_time": mark("first time"),
    "returning": mark("returning"),
}


def problem_as_placed(situation: Situation, *, free: Collection[str] = ()) -> Problem:
    """The problem of those who are placed, with the hard rules that their placement breaks loosened just enough.

    ``free``: people whose lock and challenge do not hold them, so that another team can be weighed for them.
    """
    where = situation.assignment
    problem = problem_of(situation, without={person.id for person in situation.to_place}, free=free)
    sizes = Counter(where.values())
    teams = tuple(
        replace(team, min=min(team.min, sizes[team.id]), max=max(team.max, sizes[team.id])) for team in problem.teams
    )
    people = tuple(  # a placement is explained for what it is, not for having been there before
        replace(person, current=None, locked=person.locked if person.locked == where[person.id] else None)
        for person in problem.people
    )
    together = (group for group in problem.together if len({where[one] for one in group}) == 1)
    apart = (group for group in problem.apart if len({where[one] for one in group}) == len(group))
    return replace(problem, teams=teams, people=people, together=tuple(together), apart=tuple(apart))


def names_of(situation: Situation) -> dict[str, str]:
    """What to call every id and value of the problem: people, teams (by code), organisations, needs, kinds."""
    names = {key: need_words(key) for key in NEED_WORDS} | {key: tr(word) for key, word in _KINDS.items()}
    for team in situation.teams:
        names |= {need.key: need.label for need in team.needs if need.label and need.key not in NEED_WORDS}
        names[team.id] = team.code or team.name
    for person in situation.people:
        names[person.id] = person.name
        told = ((person.organisation_id, person.organisation), (person.profession, person.function))
        names |= {value: shown for value, shown in told if value}
    return names
